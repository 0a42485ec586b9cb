// Files of scenarios: NAME.scenario.toml beside the settings that they are about.
#pragma once

#include <string>
#include <vector>

#include "graph/simulate/scenario.h"
#include "settings/files.h"
#include "settings/reading.h"

namespace millwright::settings {

/// Reads every *.scenario.toml in the folder of the reading's settings file (not below it), in the order of their names,
/// adds their texts to the reading's sources, and gives the scenarios that are about this settings file: those whose
/// `settings`, relative to their own file, is it (default: the settings.toml beside them). Findings about the files (syntax,
/// unknown keys, wrong types, settings that do not exist) go to the reading; scenarios of other settings are read for their
/// form and otherwise left to those. An input that is no settings.toml has none.
std::vector<Scenario> read_scenarios(const Files& files, Reading& reading);

}  // namespace millwright::settings
