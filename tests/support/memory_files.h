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
    settings::Listing list(const std::string& folder, unsigned levels = all_levels) const override {
        settings::Listing found;
        for (const auto& [path, text] : files_) {
            if (!folder.empty() && !path.starts_with(folder + "/")) continue;
            const auto below = path.begin() + static_cast<std::ptrdiff_t>(folder.empty() ? 0 : folder.size() + 1);
            if (static_cast<std::size_t>(std::count(below, path.end(), '/')) < levels) found.files.push_back(path);
        }
        return found;
    }
    settings::FileKind kind(const std::string& path) const override {
        if (files_.contains(path)) return settings::FileKind::file;
        const bool folder = std::any_of(files_.begin(), files_.end(),
                                        [&](const auto& each) { return each.first.starts_with(path + "/"); });
        return folder ? settings::FileKind::folder : settings::FileKind::missing;
    }
    std::optional<std::string> real_path(const std::string& path) const override { return path; }
    std::string display_name(const std::string& path) const override { return path; }

private:
    std::map<std::string, std::string> files_;
};

}  // namespace millwright::test
