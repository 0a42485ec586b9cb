#include <array>

#include "graph/render/picture.h"

namespace millwright {
namespace {

constexpr std::array<std::string_view, look_count> looks{
    "service",    "process",  "operation", "component",   "missing", "group", "start",      "complete", "failed",
    "schedule",   "handler",  "message",   "event",       "command", "send",  "call",       "wait",     "human_task",
    "subprocess", "decision", "fork",      "side_effect", "query",   "loop",  "llm_intent", "input",    "compensation"};
static_assert(looks.back() == "compensation");

constexpr std::array<std::string_view, 9> lines{"sync",   "async",   "inferred", "missing", "flow",
                                                "branch", "failure", "undo",     "message"};
static_assert(lines.size() == static_cast<std::size_t>(Line::message) + 1 && lines.back() == "message");

}  // namespace

std::string_view name_of(Look look) {
    return looks[static_cast<std::size_t>(look)];
}

std::string_view name_of(Line line) {
    return lines[static_cast<std::size_t>(line)];
}

std::string_view named_by(Origin origin) {
    static constexpr std::array<std::string_view, 7> names{"", "", "", "(rule)", "(BPL)", "(code)", ""};
    return names[static_cast<std::size_t>(origin)];
}

}  // namespace millwright
