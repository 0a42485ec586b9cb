// Scaffolding as a whole: request and project in, changes of files out. Nothing is written here.
#pragma once

#include <string>
#include <vector>

#include "templates/changes.h"
#include "templates/part.h"
#include "templates/project.h"
#include "templates/template_text.h"

namespace millwright::templates {

/// What one run of `millwright new` does and says.
struct Scaffold {
    std::vector<std::string> remarks;   ///< decisions that nobody asked for
    std::vector<std::string> lines;     ///< to be added by hand: to a settings.py
    std::vector<std::string> commands;  ///< to run next: validate, tests, dry run, migration
    Diagnostics findings;               ///< of the settings as they will be that were not there before; no errors
    Sources sources;                    ///< what the findings' places are in
};

/// Works the request out against the project: names, classes, modules, messages, decisions, representative messages.
/// Fails (environment) for what cannot be asked for (unusable_name, unknown_name, usage, condition codes), (refused) for
/// names that are taken.
Result<Part> work_out(const PartRequest& request, const Project& project);

/// Adds a part to the project: code, tests, scenarios, settings entries, in that order. What it would write is
/// read back: settings that have new errors are a defect of ours and fail (input).
Result<Scaffold> add_part(const PartRequest& request, const Project& project, const settings::Files& files,
                          const TemplateSet& templates, FileChanges& changes);

/// A whole production in a folder of its own, made of the same parts.
Result<Scaffold> add_production(const PartRequest& request, const settings::Files& files, const TemplateSet& templates,
                                FileChanges& changes);

// The stages of add_part, one for each kind of text. Each takes the part and adds to the changes.
Result<bool> write_python(const Part& part, const PartRequest& request, const Project& project,
                          const TemplateSet& templates, FileChanges& changes);
Result<bool> write_objectscript(const Part& part, const PartRequest& request, const Project& project,
                                const TemplateSet& templates, FileChanges& changes);
/// What could not be put into ObjectScript exactly, one sentence each; write_objectscript writes the same with it.
std::vector<std::string> objectscript_remarks(const Part& part, const Project& project, const TemplateSet& templates);
/// The file of scenarios beside the settings: NAME.scenario.toml in small letters with underscores.
Result<bool> write_scenarios(const Part& part, const PartRequest& request, const Project& project,
                             FileChanges& changes);
Result<bool> write_settings(const Part& part, const PartRequest& request, const Project& project, FileChanges& changes);
/// The lines that a settings.py needs, in the style that it is written in.
std::vector<std::string> settings_py_lines(const Part& part, const Project& project, std::string_view settings_py);

}  // namespace millwright::templates
