// Files of scenarios: NAME.scenario.toml beside the settings that they are about.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/simulate/scenario.h"
#include "settings/files.h"
#include "settings/reading.h"

namespace millwright::settings {

/// Whether a file of that name holds scenarios, not settings.
bool is_scenario_file(std::string_view path);

/// The files of scenarios in a folder, not below it, as paths in the order of their names.
std::vector<std::string> scenario_files(const Files& files, const std::string& folder);

/// Reads every *.scenario.toml in the folder of the reading's settings file (not below it), in the order of their names,
/// adds their texts to the reading's sources, and gives the scenarios that are about this settings file: those whose
/// `settings`, relative to their own file, is it (default: the settings.toml beside them). Findings about the files (syntax,
/// unknown keys, wrong types, settings that do not exist) go to the reading; scenarios of other settings are read for their
/// form and otherwise left to those. An input that is no settings.toml has none.
std::vector<Scenario> read_scenarios(const Files& files, Reading& reading);

/// Reads one file of scenarios, whatever settings they are about, in the same way.
/// Fails (environment) when it cannot be read.
Result<std::vector<Scenario>> read_scenario_file(const std::string& path, const Files& files, Reading& reading);

}  // namespace millwright::settings
