#include "cli/iop_sections.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "graph/utf8.h"

namespace millwright::cli {
namespace {

using Lines = std::vector<std::string>;

std::string section(std::string_view title, const Lines& lines) {
    std::string text = std::string(title) + ":\n";
    for (const std::string& line : lines) text += "  " + printable(line) + '\n';
    if (lines.empty()) text += "  none\n";
    return text + '\n';
}

/// Whether it belongs to what was meant: CLASSES always does.
bool is_meant(std::string_view production, std::span<const Production* const> productions) {
    return production.empty() || std::any_of(productions.begin(), productions.end(),
                                             [&](const Production* each) { return each->name == production; });
}

Lines class_lines(const settings::PythonSources& python, std::span<const Production* const> productions) {
    Lines lines;
    for (const auto& each : python.registrations) {
        if (is_meant(each.production, productions))
            lines.push_back(each.engine_name + " -> " + each.target + " (" + each.kind + ")");
    }
    return lines;
}

Lines schema_lines(const settings::PythonSources& python) {
    Lines lines;
    for (const auto& each : python.schemas) lines.push_back(each.text);
    return lines;
}

Lines production_lines(std::span<const Production* const> productions) {
    Lines lines;
    for (const Production* each : productions) lines.emplace_back(each->name);
    return lines;
}

Lines validation_lines(const settings::PythonSources& python, std::span<const Production* const> productions) {
    Lines lines;
    for (const auto& each : python.issues) {
        if (!is_meant(each.production, productions)) continue;
        const std::string suggestion = each.suggestion.empty() ? "" : " " + each.suggestion;
        lines.push_back(each.production + ": " + each.kind + " " + each.path + ": " + each.message + suggestion);
    }
    return lines;
}

}  // namespace

std::string iop_sections(const settings::Reading& reading, std::span<const Production* const> productions,
                         const IopMode& mode) {
    const settings::PythonSources& python = reading.python;
    return "Migration plan: " + printable(reading.file) + "\nMode: " + (mode.remote ? "REMOTE" : "LOCAL") +
           "\nNamespace: " + printable(mode.name_space) + "\n\n" +
           section("CLASSES", class_lines(python, productions)) + section("SCHEMAS", schema_lines(python)) +
           section("PRODUCTIONS", production_lines(productions)) +
           section("VALIDATION", validation_lines(python, productions));
}

}  // namespace millwright::cli
