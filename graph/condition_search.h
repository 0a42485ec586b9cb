// Looks through the cases of conditions for one in which the goals are met.
#pragma once

#include <optional>
#include <span>

#include "graph/condition_cases.h"
#include "graph/condition_space.h"

namespace millwright::cases {

/// A case in which all goals are met; without one, `certain` says that there is none.
Uncovered find_case(std::span<const Goal> goals, const ConditionScope& scope);

}  // namespace millwright::cases
