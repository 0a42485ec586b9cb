// The lines that a settings.py needs, in the style that it is written in. Comment lines say where they belong, and what
// cannot be said in them.
#include <algorithm>

#include "templates/scaffold.h"
#include "templates/settings_py_text.h"

namespace millwright::templates {
namespace {

using Lines = std::vector<std::string>;

std::string file_name(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

/// The settings.py, or the first module that it imports and that declares a production.
SettingsPy declaring_file(const Project& project, std::string_view settings) {
    SettingsPy scan = scan_settings_py(file_name(project.settings), settings);
    if (scan.style != SettingsPyStyle::none) return scan;
    for (const PythonImport& each : scan.outline.imports) {
        for (const Module& module : project.modules) {
            if (module.import_name != each.module || !module.path.ends_with(".py")) continue;
            SettingsPy imported = scan_settings_py(module.path, module.text);
            if (imported.style != SettingsPyStyle::none) return imported;
        }
    }
    return scan;
}

/// Why nothing can be placed in it; empty: it can.
std::string obstacle(const SettingsPy& scan) {
    if (!scan.outline.problem.empty()) return scan.file + ", " + scan.outline.problem;
    if (scan.style == SettingsPyStyle::none) return "no production was found in " + scan.file;
    if (scan.productions.size() < 2) return {};
    std::string all;
    for (const std::string& each : scan.productions) all += (all.empty() ? "" : ", ") + each;
    return "there are several productions in " + scan.file + " (" + all + ")";
}

/// What is to be declared, in words.
Lines in_comments(const Part& part, const std::string& why) {
    Lines lines{"# Nothing can be placed: " + why + ". To be declared by hand:"};
    for (const Component& each : part.components) {
        lines.push_back("#   item \"" + each.name + "\": a " + std::string(name_of(each.role)) + " of the class " +
                        SettingsPyPart::engine_class(each));
        for (const PartTarget& target : each.targets) {
            lines.push_back("#     target setting " + target.setting + ": " + comma_list(target.items));
        }
    }
    for (const Connection& each : part.connections) {
        lines.push_back("#   item \"" + each.item + "\": target setting " + each.setting + " also leads to " +
                        part.components.front().name);
    }
    return lines;
}

/// One text for each line: items among dictionaries are blocks.
Lines split(const Lines& blocks) {
    Lines out;
    for (const std::string& block : blocks) {
        for (std::size_t begin = 0; begin <= block.size();) {
            const std::size_t end = std::min(block.find('\n', begin), block.size());
            out.push_back(block.substr(begin, end - begin));
            begin = end + 1;
        }
    }
    return out;
}

Lines component_lines(const Part& part, const Project& project, std::string_view settings) {
    const SettingsPy scan = declaring_file(project, settings);
    if (const std::string why = obstacle(scan); !why.empty()) return in_comments(part, why);
    SettingsPyPlaces places;
    const SettingsPyPart context{part, scan, places};
    context.import_os();
    for (const Component& each : part.components) context.import_class(each);
    if (scan.style == SettingsPyStyle::dictionaries)
        write_dictionaries(context);
    else if (scan.style == SettingsPyStyle::class_style)
        write_class_style(context);
    else
        write_instances(context);
    return split(places.lines());
}

}  // namespace

std::vector<std::string> settings_py_lines(const Part& part, const Project& project, std::string_view settings_py) {
    Lines lines;
    if (!part.components.empty()) lines = component_lines(part, project, settings_py);
    const std::string file = file_name(project.settings);
    if (part.schedule) lines.push_back("# A schedule has no place in " + file + ".");
    if (part.story) lines.push_back("# A story has no place in " + file + ".");
    return lines;
}

}  // namespace millwright::templates
