// What settings call the kinds of steps, and how long each may take by default.
#pragma once

#include <string_view>

#include "graph/process.h"

namespace millwright {

/// "service", "human_task", ...
std::string_view name_of(StepKind kind);
/// "exponential", ...
std::string_view name_of(Backoff backoff);
/// What `timeout` is when it is left out; 0: none.
Duration default_timeout(StepKind kind);

}  // namespace millwright
