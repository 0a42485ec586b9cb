// What a selection chooses between: units (everything of an item, or any other thing by itself) that differ, and which of
// them needs which other one.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "migrate/diff.h"

namespace millwright::migrate {

using Names = std::set<std::string, std::less<>>;

/// "production", "item/X" of all entries of an item, else "message/X" and so on.
std::string unit_of_key(std::string_view key);
std::string item_unit(std::string_view item);
inline constexpr std::string_view production_unit = "production";

/// Why one unit needs another.
enum class Why : std::uint8_t {
    uses_new,
    removed,
    follows_rename,
    refers_to_new,
    uses_secret,
    renamed,
    production_is_new
};

struct Need {
    std::string unit;  ///< that is needed
    Why why;
};

/// The entries of a unit that differ; none of an item that only its secrets concern.
struct Unit {
    std::vector<const Entry*> before;
    std::vector<const Entry*> after;
    std::vector<Need> needs;

    bool is_new() const { return before.empty() && !after.empty(); }
    bool is_gone() const { return !before.empty() && after.empty(); }
};

using Units = std::map<std::string, Unit, std::less<>>;

/// Units that differ, with what each needs. The forms and productions must outlive it; entries that differ have bodies.
Units units_of(const Side& before, const Side& after);

/// Units that use a secret, by its name. `production` may hold a part only.
std::map<std::string, Names, std::less<>> users_of_secrets(const Production& production);

/// Said where `needed` comes along because of `by`, and where `by` is left out because `needed` is.
std::string words_of_brought(const std::string& needed, const std::string& by, Why why);
std::string words_of_left_out(const std::string& needed, const std::string& by, Why why);

}  // namespace millwright::migrate
