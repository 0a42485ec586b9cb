#include "graph/step_words.h"

#include <array>

namespace millwright {
namespace {

constexpr Duration human_task_timeout{7 * 86'400'000LL};
constexpr std::array<std::string_view, 13> kinds{"service",    "send",      "wait",        "human_task", "subprocess",
                                                 "parallel",   "condition", "side_effect", "query",      "foreach",
                                                 "llm_intent", "callback",  "input"};
static_assert(kinds.size() == static_cast<std::size_t>(StepKind::input) + 1 && kinds.back() == "input");
constexpr std::array<std::string_view, 3> backoffs{"exponential", "fixed", "linear"};

}  // namespace

std::string_view name_of(StepKind kind) {
    return kinds[static_cast<std::size_t>(kind)];
}

std::string_view name_of(Backoff backoff) {
    return backoffs[static_cast<std::size_t>(backoff)];
}

Duration default_timeout(StepKind kind) {
    if (kind == StepKind::wait) return Duration{};
    return kind == StepKind::human_task ? human_task_timeout : Step{}.timeout;
}

}  // namespace millwright
