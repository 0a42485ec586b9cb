// Files that exist only in a test.
#pragma once

#include <algorithm>
#include <map>
#include <string>

#include "settings/files.h"

namespace millwright::test {

class MemoryFiles final : public settings::Files {
public:
    MemoryFiles() = default;
    explicit MemoryFiles(std::map<std::string, std::string> files) : files_(std::move(files)) {}

    Result<std::string> read(const std::string& path) const override {
        const auto found = files_.find(path);
        if (found != files_.end()) return found->second;
        return fail_in_file(FailureKind::environment, Code::cannot_read, path, "there is no " + path);
    }
    std::vector<std::string> list(const std::string& folder) const override {
        std::vector<std::string> found;
        for (const auto& [path, text] : files_) {
            if (folder.empty() || path.starts_with(folder + "/")) found.push_back(path);
        }
        return found;
    }
    bool is_folder(const std::string& path) const override {
        return std::any_of(files_.begin(), files_.end(),
                           [&](const auto& each) { return each.first.starts_with(path + "/"); });
    }
    std::string display_name(const std::string& path) const override { return path; }

private:
    std::map<std::string, std::string> files_;
};

}  // namespace millwright::test
