// Scenarios as text: everything in them but places.
#pragma once

#include <span>
#include <string>

#include "graph/simulate/scenario.h"

namespace millwright::test {

std::string dump(std::span<const Scenario> scenarios);

}  // namespace millwright::test
