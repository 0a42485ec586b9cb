// The project that is added to: its settings as a model and as texts, its modules, and where new ones go.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "settings/formats.h"
#include "templates/python_outline.h"
#include "templates/request.h"

namespace millwright::templates {

/// What declares the project: settings.toml can be edited, of a settings.py the lines to add are printed.
enum class Declaration : std::uint8_t { settings_toml, settings_py, none };

/// A Python module or ObjectScript class file that exists.
struct Module {
    std::string path;         ///< below `root`: "shop/processes.py", "src/Demo/OrderRouter.cls"
    std::string import_name;  ///< "shop.processes", "Demo.OrderRouter"
    std::string text;
    PythonOutline outline;  ///< of Python
};

struct Project {
    std::string root;      ///< the folder of the settings, as a prefix of paths: "", "orders/"
    std::string settings;  ///< the settings file with its folder
    Declaration declaration = Declaration::none;
    settings::ReadOptions options;  ///< with which it was read, and is read again
    settings::Reading reading;      ///< of settings.toml; its one production is what is added to
    const Production* production = nullptr;
    std::vector<std::string>
        python_path;              ///< folders below root that modules are imported from; first ".", then [python]
    std::vector<Module> modules;  ///< sorted by path; tests, hidden folders and virtual environments left out
    Language language = Language::python;  ///< that of its components
    Diagnostics findings;                  ///< of reading and checking, none of them an error; places in `reading`
    std::vector<std::string> remarks;      ///< what was not looked at

    /// The module that new classes of that role go to, as a path below root: the one that most items of the role live in,
    /// else the first that exists of processes.py bp.py (services.py bs.py, operations.py bo.py, messages.py msg.py), else
    /// the first of these names, beside the others.
    std::string module_for(PartKind kind) const;
    /// The package for new ObjectScript classes: that of most classes of the settings, else the production's name without
    /// its last part, else the name.
    std::string package() const;
    const Module* find_module(std::string_view path) const;
    /// The module and class that a class name of settings means, where its file is there.
    const Module* module_of_class(std::string_view class_name) const;
};

/// Code files that are read, and the size of one; what is beyond is said in `Project::remarks`.
inline constexpr std::size_t most_modules = 4'000;
inline constexpr std::size_t largest_module = 1024UL * 1024;

/// Reads the project around a settings file (settings.toml or settings.py, or the folder of one). Fails (input) with the
/// findings when the settings have errors, (environment) when there is nothing to read, several productions and none chosen, or
/// when they are of another format. `sources`: takes over the texts that the places of a failure are in; without it
/// findings name their file, line and column.
Result<Project> read_project(const std::string& settings_file, const settings::Files& files,
                             const settings::ReadOptions& options, const std::string& production,
                             Sources* sources = nullptr);

/// Reads and checks settings as `validate` does without overlays: the findings of both.
Diagnostics check_settings(const settings::Reading& reading);

/// Puts the place of a finding into words, for those who do not have the sources.
void name_place(Diagnostic& finding, const Sources& sources);

}  // namespace millwright::templates
