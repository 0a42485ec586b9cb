// What is wrong with scenarios before any of them is run: names that the production does not have, bodies that do not fit
// their messages, expectations that say nothing.
#pragma once

#include <span>

#include "graph/check/check.h"
#include "graph/simulate/scenario.h"

namespace millwright {

/// Adds what is wrong with the scenarios of one production to `found`.
void check_scenarios(const Production& production, std::span<const Scenario> scenarios, const CheckOptions& options,
                     Diagnostics& found);

}  // namespace millwright
