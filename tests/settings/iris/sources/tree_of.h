// A tree of sources from texts, for tests of what is read from it.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "settings/iris/sources/folder_scan.h"
#include "settings/iris/sources/source_tree.h"
#include "tests/support/memory_files.h"

namespace millwright::test {

/// The files of a folder "src" by their names in it.
class TreeOf {
public:
    explicit TreeOf(const std::map<std::string, std::string>& texts)
        : files(below(texts)),
          scan(settings::iris::scan_folder("src", files, options)),
          tree(scan, files, options, reading) {}

    /// A class by its name; throws when it is not there.
    const settings::iris::ClassSource& at(std::string_view name) {
        const settings::iris::ClassSource* found = tree.find(name, {});
        if (found == nullptr) throw std::invalid_argument("there is no class " + std::string(name));
        return *found;
    }

    MemoryFiles files;
    settings::ReadOptions options;
    settings::iris::FolderScan scan;
    settings::Reading reading;
    settings::iris::SourceTree tree;

private:
    static std::map<std::string, std::string> below(const std::map<std::string, std::string>& texts) {
        std::map<std::string, std::string> files;
        for (const auto& [name, text] : texts) files["src/" + name] = text;
        return files;
    }
};

}  // namespace millwright::test
