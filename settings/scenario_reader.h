// One file of scenarios as the model has them.
#pragma once

#include <string>
#include <vector>

#include "graph/simulate/scenario.h"
#include "settings/scenario_body.h"

namespace millwright::settings {

/// Reads source number `source` of the reading; `path` is where it came from. Findings go to the reading; a text that is
/// not sound TOML gives no scenarios. `settings_file` of a scenario is where its `settings` lead, there or not.
std::vector<Scenario> read_scenario_text(std::uint32_t source, const std::string& path, ScenarioBodies& bodies,
                                         Reading& reading);

}  // namespace millwright::settings
