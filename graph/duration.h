// Durations as settings write them: "500ms" "30s" "5m" "2h" "7d" "1h30m".
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace millwright {

struct Duration {
    std::int64_t milliseconds = 0;

    auto operator<=>(const Duration&) const = default;
    /// In that unit, or nothing when it does not divide.
    std::optional<std::int64_t> whole_seconds() const;
    std::optional<std::int64_t> whole_minutes() const;
};

/// Units d h m s ms, each at most once, the larger first, no blanks. Nothing for any other text, and for what is longer
/// than 100 years.
std::optional<Duration> parse_duration(std::string_view text);

/// The shortest text that reads back the same; "0s" for none.
std::string to_text(Duration duration);

}  // namespace millwright
