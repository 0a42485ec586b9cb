// What changes between an older and a newer production, as a plain value: views lay it over what they draw.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace millwright {

enum class Change : std::uint8_t { none, added, removed, changed, moved };

/// "", "added", "removed", "changed", "moved"
std::string_view name_of(Change change);

/// Beside the two productions: what they do not tell by themselves. Values of secrets are masked in it.
struct Overlay {
    std::string before;  ///< what the older side is called: "revision 3", "origin/main", "old.cls"
    std::string after;   ///< what the newer side is called
    /// Items, or steps of a process, that were renamed: older name to newer one.
    std::map<std::string, std::string, std::less<>> moved;
    /// What changes in an item or a step, one line each, by its newer name (its own where it is removed).
    std::map<std::string, std::vector<std::string>, std::less<>> notes;
};

}  // namespace millwright
