#include "cli/new_templates.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "cli/embedded.h"
#include "graph/suggest.h"
#include "graph/utf8.h"

namespace millwright::cli {
namespace {

using templates::TemplateFile;

constexpr std::string_view folder = ".millwright/templates";
constexpr std::string_view ending = ".mustache";

std::string without_ending(std::string name) {
    if (name.ends_with(ending)) name.erase(name.size() - ending.size());
    return name;
}

void replaces_nothing(const std::string& path, const std::string& name, const std::vector<TemplateFile>& built_in,
                      Diagnostics& into) {
    std::vector<std::string_view> known;
    for (const TemplateFile& each : built_in) known.push_back(each.name);
    std::string hint = did_you_mean(name, known);
    if (hint.empty()) hint = "`millwright new --list` shows the names of templates";
    into.add(Code::bad_template, {}, "there is no template " + in_quotes(name) + " that it could replace")
        .in_file(path)
        .advise(std::move(hint));
}

}  // namespace

Result<templates::TemplateSet> templates_of(const std::string& root, const settings::Files& files) {
    const std::vector<TemplateFile> built_in = embedded_templates();
    const std::string own = root + std::string(folder);
    std::map<std::string, std::string> paths;  // by the name of the template
    Failure wrong{FailureKind::environment, {}};
    for (const std::string& path : files.list(own).files) {
        const std::string name = without_ending(path.substr(own.size() + 1));
        const bool known =
            std::any_of(built_in.begin(), built_in.end(), [&](const TemplateFile& each) { return each.name == name; });
        if (!known) {
            replaces_nothing(path, name, built_in, wrong.diagnostics);
        } else if (const auto [other, is_first] = paths.emplace(name, path); !is_first) {
            wrong.diagnostics.add(Code::bad_template, {}, in_quotes(other->second) + " replaces the same template")
                .in_file(path)
                .advise("keep one of them");
        }
    }
    if (!wrong.diagnostics.empty()) return tl::unexpected<Failure>(std::move(wrong));
    auto replacement = [paths, &files](const std::string& name) -> Result<std::optional<std::string>> {
        const auto found = paths.find(name);
        if (found == paths.end()) return std::nullopt;
        auto text = files.read(found->second);
        if (!text) return tl::unexpected<Failure>(text.error());
        return std::move(*text);
    };
    return templates::TemplateSet(built_in, replacement);
}

}  // namespace millwright::cli
