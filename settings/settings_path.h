// A place in the tree of a settings text: names of keys, and numbers of array elements.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace millwright::settings {

/// One step down: a key, or where there is an index the element of an array (from 0).
struct PathStep {
    std::string name;
    std::optional<std::size_t> index = {};

    bool operator==(const PathStep&) const = default;
};

using SettingsPath = std::vector<PathStep>;

/// "process.X.handler[0].on": dotted as TOML writes keys, elements in brackets. Nothing when it is not a path.
std::optional<SettingsPath> settings_path(std::string_view text);
/// The same the other way round.
std::string to_text(const SettingsPath& path);

bool is_prefix(const SettingsPath& prefix, const SettingsPath& path);
SettingsPath prefix_of(const SettingsPath& path, std::size_t steps);
/// What is left without the first steps.
SettingsPath rest_of(const SettingsPath& path, std::size_t steps);
/// How many steps are names.
std::size_t names_in(const SettingsPath& path);

}  // namespace millwright::settings
