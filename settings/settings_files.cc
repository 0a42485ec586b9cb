#include "settings/settings_files.h"

#include <algorithm>
#include <array>

#include "settings/layers.h"

namespace millwright::settings {
namespace {

constexpr std::array of_includes{Code::include_cycle,   Code::include_not_found, Code::include_matches_nothing,
                                 Code::outside_project, Code::too_many,          Code::too_large};

}  // namespace

Result<bool> read_settings_files(const std::string& root, const Files& files, const ReadOptions& options,
                                 Reading& reading) {
    auto text = files.read(root);
    if (!text) return tl::unexpected<Failure>(std::move(text.error()));
    Diagnostics before;
    std::swap(before, reading.findings);
    const auto source = reading.sources.add(files.display_name(root), std::move(*text));
    TomlTree tree;
    Layers(tree, reading, files, options).read(source, root);
    std::swap(before, reading.findings);
    for (Diagnostic& each : before) {
        const bool include = std::find(of_includes.begin(), of_includes.end(), each.code) != of_includes.end();
        if (include) reading.findings.add(std::move(each));
    }
    return true;
}

}  // namespace millwright::settings
