// The templates of the program, read from the sources, for tests that fill them.
#pragma once

#include <algorithm>
#include <deque>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "templates/template_text.h"

namespace millwright::test {

/// Keeps the texts that a TemplateSet looks at.
class BuiltInTemplates {
public:
    BuiltInTemplates() {
        const std::filesystem::path root = MILLWRIGHT_SOURCE_DIR "/templates/files";
        for (const auto& each : std::filesystem::recursive_directory_iterator(root)) {
            if (each.path().extension() != ".mustache") continue;
            std::ostringstream text;
            text << std::ifstream(each.path(), std::ios::binary).rdbuf();
            auto name = each.path().lexically_relative(root);
            texts_.emplace_back(name.replace_extension().generic_string(), text.str());
        }
        std::sort(texts_.begin(), texts_.end());
    }

    templates::TemplateSet set(templates::TemplateSet::Replacement replacement = {}) const {
        std::vector<templates::TemplateFile> files;
        for (const auto& [name, text] : texts_) files.push_back({name, text});
        return templates::TemplateSet(std::move(files), std::move(replacement));
    }

private:
    std::deque<std::pair<std::string, std::string>> texts_;
};

}  // namespace millwright::test
