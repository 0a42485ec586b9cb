// The JSON Schemas (draft 2020-12) of settings.toml and of scenarios, made from the table of keys alone: editors complete and check with it.
#pragma once

#include <string>

namespace millwright::settings {

/// The whole schema, indented, with a line end; the same bytes every time. Written so that validators of draft 7, which
/// editors have, understand all of it, too: no prefixItems, no dependentRequired, no unevaluatedProperties.
std::string settings_schema();
/// The same for *.scenario.toml.
std::string scenario_schema();

}  // namespace millwright::settings
