#include "templates/project.h"

#include <algorithm>

#include "graph/check/check.h"
#include "graph/suggest.h"
#include "graph/utf8.h"
#include "settings/glob.h"
#include "settings/zones.h"
#include "templates/modules.h"

namespace millwright::templates {
namespace {

constexpr std::string_view toml_name = "settings.toml";
constexpr std::string_view python_name = "settings.py";

tl::unexpected<Failure> unusable(const std::string& file, Code code, std::string message, std::string hint) {
    return fail_in_file(FailureKind::environment, code, file, std::move(message), std::move(hint));
}

/// The settings file itself where a folder is given.
std::string file_in(const std::string& given, const settings::Files& files) {
    if (!files.is_folder(given)) return given;
    for (const std::string_view name : {toml_name, python_name}) {
        std::string file = settings::path_from(given, name);
        if (files.kind(file) == settings::FileKind::file) return file;
    }
    return settings::path_from(given, toml_name);
}

tl::unexpected<Failure> wrong_settings(Diagnostics findings, settings::Reading&& reading, Sources* sources) {
    Failure failure{FailureKind::input, {}};
    for (const Diagnostic* each : findings.sorted()) {
        if (each->severity != Severity::warning && each->severity != Severity::error) continue;
        Diagnostic shown = *each;
        if (sources == nullptr) name_place(shown, reading.sources);
        failure.diagnostics.add(std::move(shown));
    }
    if (sources != nullptr) *sources = std::move(reading.sources);
    return tl::unexpected<Failure>(std::move(failure));
}

Result<const Production*> chosen_of(const settings::Reading& reading, const std::string& name) {
    std::vector<std::string_view> names;
    std::string all;
    for (const Production& each : reading.productions) {
        names.push_back(each.name);
        all += (all.empty() ? "" : ", ") + in_quotes(each.name);
        if (each.name == name || (name.empty() && reading.productions.size() == 1)) return &each;
    }
    if (name.empty()) {
        return unusable(reading.file, names.empty() ? Code::no_production : Code::usage,
                        names.empty() ? "there is no production in it"
                                      : "there are " + std::to_string(names.size()) + " productions: " + all,
                        names.empty() ? "" : "choose one with --production NAME");
    }
    std::string hint = did_you_mean(name, names);
    if (hint.empty() && !all.empty()) hint = "there is " + all;
    return unusable(reading.file, Code::usage, "no production named " + in_quotes(name), std::move(hint));
}

/// What is there counts as far as it can be read without executing it; where it cannot, parts are added blindly.
Result<bool> read_python_settings(Project& project, std::string text, const settings::Files& files,
                                  const settings::ReadOptions& options, const std::string& production) {
    project.reading = settings::read_text(project.settings, std::move(text), settings::Format::python, files, options);
    const auto refuse = [&](std::string why) {
        project.reading = {};
        project.remarks.push_back(in_quotes(project.settings) + " " + std::move(why) +
                                  ": what is there was not looked at.");
        return true;
    };
    if (!project.reading.readable) return refuse("could not be read");
    if (project.reading.productions.empty()) return refuse("declares no production");
    const auto chosen = chosen_of(project.reading, production);
    if (!chosen) return tl::unexpected<Failure>(chosen.error());
    project.production = *chosen;
    return true;
}

Result<bool> read_settings(Project& project, const settings::Files& files, const settings::ReadOptions& options,
                           const std::string& production, Sources* sources) {
    auto text = files.read(project.settings);
    if (!text) return tl::unexpected<Failure>(std::move(text.error()));
    if (project.settings.ends_with(".py")) {
        project.declaration = Declaration::settings_py;
        return read_python_settings(project, std::move(*text), files, options, production);
    }
    const auto format = settings::detect_format(project.settings, *text);
    if (format && *format != settings::Format::settings_toml) {
        return unusable(project.settings, Code::unknown_format,
                        "parts are added to settings in TOML; this is of the format " +
                            std::string(settings::info_of(*format).name),
                        "millwright import " + project.settings + " -o settings.toml");
    }
    project.declaration = Declaration::settings_toml;
    project.reading =
        settings::read_text(project.settings, std::move(*text), settings::Format::settings_toml, files, options);
    project.findings = check_settings(project.reading);
    if (!project.reading.readable || project.findings.has_errors()) {
        return wrong_settings(std::move(project.findings), std::move(project.reading), sources);
    }
    const auto chosen = chosen_of(project.reading, production);
    if (!chosen) return tl::unexpected<Failure>(chosen.error());
    project.production = *chosen;
    return true;
}

/// A folder as seen from the project's root, "." for the root itself; nothing when it lies outside.
std::optional<std::string> below_root(const std::string& folder, const std::string& root) {
    std::string whole = settings::path_from("", folder + "/");
    if (whole.starts_with("/") != root.starts_with("/") || !whole.starts_with(root)) return std::nullopt;
    whole.erase(0, root.size());
    while (whole.ends_with('/')) whole.pop_back();
    if (whole == ".." || whole.starts_with("../")) return std::nullopt;
    return whole.empty() || whole == "." ? "." : whole;
}

/// "." and the entries of [python] path, as seen from the project's root.
void read_python_path(Project& project) {
    project.python_path = {"."};
    for (const settings::PythonSources::Entry& each : project.reading.python.path) {
        const std::string own = settings::folder_of(project.reading.sources.name_of(each.place));
        const auto folder = below_root(settings::path_from(own, each.text), project.root);
        std::vector<std::string>& known = project.python_path;
        if (!folder) {
            project.remarks.push_back(
                in_quotes(each.text) +
                " of [python] path is outside of the project's folder; its code was not looked at.");
        } else if (std::find(known.begin(), known.end(), *folder) == known.end()) {
            known.push_back(*folder);
        }
    }
}

}  // namespace

void name_place(Diagnostic& finding, const Sources& sources) {
    if (!finding.place.known()) return;
    const LineColumn at = sources.locate(finding.place);
    finding.in_file(std::string(sources.name_of(finding.place)) + ":" + std::to_string(at.line) + ":" +
                    std::to_string(at.column));
    finding.place = {};
    for (Note& note : finding.notes) note.place = {};
}

Diagnostics check_settings(const settings::Reading& reading) {
    Diagnostics found = reading.findings;
    if (!reading.readable) return found;
    const settings::MachineZones zones;
    CheckOptions options;
    options.levels = reading.check_levels;
    options.zones = &zones;
    for (const Production& each : reading.productions) check_production(each, options, found);
    return found;
}

Result<Project> read_project(const std::string& settings_file, const settings::Files& files,
                             const settings::ReadOptions& options, const std::string& production, Sources* sources) {
    Project project;
    project.settings = file_in(settings_file, files);
    project.options = options;
    const std::string folder = settings::folder_of(project.settings);
    project.root = folder.empty() || folder.ends_with('/') ? folder : folder + "/";
    if (const auto read = read_settings(project, files, options, production, sources); !read) {
        return tl::unexpected<Failure>(read.error());
    }
    read_python_path(project);
    read_modules(project, files);
    project.language = language_of(project);
    return project;
}

}  // namespace millwright::templates
