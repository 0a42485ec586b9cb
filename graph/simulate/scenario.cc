#include "graph/simulate/scenario.h"

#include <array>

namespace millwright {

std::string_view name_of(ScenarioStatus status) {
    constexpr std::array<std::string_view, 9> names{"created", "running",           "suspended",
                                                    "waiting", "awaiting_callback", "failed",
                                                    "aborted", "completed",         "compensated"};
    return names[static_cast<std::size_t>(status)];
}

bool ScenarioExpect::says_something() const {
    return !edges.empty() || !messages.empty() || status || !attempts.empty() || !state.empty() ||
           !compensations.empty() || !skipped.empty() || !replies.empty() || elapsed_at_most || nothing_else;
}

}  // namespace millwright
