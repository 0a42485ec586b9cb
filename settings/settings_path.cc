#include "settings/settings_path.h"

#include <algorithm>
#include <charconv>

#include "settings/toml_key.h"

namespace millwright::settings {
namespace {

/// Reads "[12]" at `at`; nothing when it is not there.
std::optional<std::size_t> read_index(std::string_view text, std::uint32_t& at) {
    std::size_t index = 0;
    const char* end = text.data() + text.size();
    const auto [behind, error] = std::from_chars(text.data() + at + 1, end, index);
    if (error != std::errc{} || behind == end || *behind != ']') return std::nullopt;
    at = static_cast<std::uint32_t>(behind - text.data() + 1);
    return index;
}

}  // namespace

std::optional<SettingsPath> settings_path(std::string_view text) {
    SettingsPath path;
    TextStore store;
    std::vector<KeyPart> parts;
    std::uint32_t at = 0;
    while (true) {
        if (read_key(text, at, store, parts)) return std::nullopt;
        for (const KeyPart& part : parts) path.push_back({std::string(part.text)});
        while (at < text.size() && text[at] == '[') {
            const auto index = read_index(text, at);
            if (!index) return std::nullopt;
            path.push_back({{}, index});
        }
        if (at == text.size()) return path;
        if (text[at++] != '.') return std::nullopt;
    }
}

std::string to_text(const SettingsPath& path) {
    std::string text;
    for (const PathStep& step : path) {
        if (step.index) {
            text += "[" + std::to_string(*step.index) + "]";
        } else {
            text += (text.empty() ? "" : ".") + quoted_key(step.name);
        }
    }
    return text;
}

bool is_prefix(const SettingsPath& prefix, const SettingsPath& path) {
    return prefix.size() <= path.size() && std::equal(prefix.begin(), prefix.end(), path.begin());
}

SettingsPath prefix_of(const SettingsPath& path, std::size_t steps) {
    return {path.begin(), path.begin() + static_cast<std::ptrdiff_t>(steps)};
}

SettingsPath rest_of(const SettingsPath& path, std::size_t steps) {
    return {path.begin() + static_cast<std::ptrdiff_t>(steps), path.end()};
}

std::size_t names_in(const SettingsPath& path) {
    return static_cast<std::size_t>(
        std::count_if(path.begin(), path.end(), [](const PathStep& step) { return !step.index; }));
}

}  // namespace millwright::settings
