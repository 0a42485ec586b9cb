#include "templates/request.h"

#include <algorithm>
#include <array>

namespace millwright::templates {
namespace {

constexpr std::array<std::string_view, 8> kinds{"production", "service",  "process", "operation",
                                                "message",    "schedule", "story",   "scenario"};

}  // namespace

std::string_view name_of(PartKind kind) {
    return kinds.at(static_cast<std::size_t>(kind));
}

std::optional<PartKind> part_kind_named(std::string_view name) {
    const auto found = std::find(kinds.begin(), kinds.end(), name);
    if (found == kinds.end()) return std::nullopt;
    return static_cast<PartKind>(found - kinds.begin());
}

std::string_view name_of(Language language) {
    return language == Language::python ? "python" : "objectscript";
}

}  // namespace millwright::templates
