// Days and moments of the proleptic Gregorian calendar as numbers and as text: years 1 to 9999.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace millwright {

/// A day, counted from 1970-01-01.
struct Date {
    std::int32_t days = 0;
    auto operator<=>(const Date&) const = default;
};

/// A moment; milliseconds since 1970-01-01T00:00:00Z.
struct DateTime {
    std::int64_t milliseconds = 0;
    auto operator<=>(const DateTime&) const = default;
};

inline constexpr std::int64_t milliseconds_of_day = 86'400'000;

/// Nothing outside of the years 1 to 9999.
std::optional<Date> date_of(std::int64_t days);
std::optional<DateTime> moment_of(std::int64_t milliseconds);

/// "2026-01-31"; nothing for any other text and for a day that does not exist.
std::optional<Date> read_date(std::string_view text);
/// "2026-01-31T10:00:00Z"; a blank may stand for the T, seconds may be left out or have up to nine decimals, of which
/// three count; the zone is Z, "+02:00" or left out, which counts as UTC.
std::optional<DateTime> read_moment(std::string_view text);

/// The text that reads back the same, moments in UTC.
std::string date_text(Date date);
std::string date_text(DateTime moment);

}  // namespace millwright
