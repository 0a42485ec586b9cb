#include "graph/calendar.h"

#include <array>

namespace millwright {
namespace {

constexpr std::int32_t first_day = -719'162;  // 0001-01-01
constexpr std::int32_t last_day = 2'932'896;  // 9999-12-31

struct Civil {
    int year;
    int month;
    int day;
};

/// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"; years from 0 on.
std::int32_t days_from(Civil civil) {
    const int year = civil.year - (civil.month <= 2 ? 1 : 0);
    const int era = (year >= 0 ? year : year - 399) / 400;
    const int year_of_era = year - era * 400;
    const int day_of_year = (153 * (civil.month + (civil.month > 2 ? -3 : 9)) + 2) / 5 + civil.day - 1;
    const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146'097 + day_of_era - 719'468;
}

Civil civil_from(std::int32_t days) {
    const int shifted = days + 719'468;
    const int era = (shifted >= 0 ? shifted : shifted - 146'096) / 146'097;
    const int day_of_era = shifted - era * 146'097;
    const int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int month_from_march = (5 * day_of_year + 2) / 153;
    const int month = month_from_march + (month_from_march < 10 ? 3 : -9);
    return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day_of_year - (153 * month_from_march + 2) / 5 + 1};
}

/// Takes exactly `count` digits from the front.
std::optional<int> take_digits(std::string_view& text, std::size_t count) {
    if (text.size() < count) return std::nullopt;
    int number = 0;
    for (const char c : text.substr(0, count)) {
        if (c < '0' || c > '9') return std::nullopt;
        number = number * 10 + (c - '0');
    }
    text.remove_prefix(count);
    return number;
}

bool take(std::string_view& text, char sign) {
    if (!text.starts_with(sign)) return false;
    text.remove_prefix(1);
    return true;
}

std::optional<Date> take_date(std::string_view& text) {
    const auto year = take_digits(text, 4);
    if (!year || !take(text, '-')) return std::nullopt;
    const auto month = take_digits(text, 2);
    if (!month || !take(text, '-')) return std::nullopt;
    const auto day = take_digits(text, 2);
    if (!day || *year < 1 || *month < 1 || *month > 12 || *day < 1 || *day > 31) return std::nullopt;
    const std::int32_t days = days_from({*year, *month, *day});
    if (civil_from(days).day != *day) return std::nullopt;
    return Date{days};
}

/// Minutes from "HH:MM", less than a day.
std::optional<int> take_minutes(std::string_view& text) {
    const auto hour = take_digits(text, 2);
    if (!hour || !take(text, ':')) return std::nullopt;
    const auto minute = take_digits(text, 2);
    if (!minute || *hour > 23 || *minute > 59) return std::nullopt;
    return *hour * 60 + *minute;
}

/// What stands behind the point of the seconds, in milliseconds.
std::optional<int> take_fraction(std::string_view& text) {
    const std::size_t digits = text.substr(0, 10).find_first_not_of("0123456789");
    const std::size_t count = digits == std::string_view::npos ? text.size() : digits;
    if (count == 0 || count > 9) return std::nullopt;
    std::string_view three = text.substr(0, count < 3 ? count : 3);
    text.remove_prefix(count);
    const std::size_t kept = three.size();
    constexpr std::array factors{0, 100, 10, 1};
    return *take_digits(three, kept) * factors[kept];
}

/// Milliseconds from ":SS" or ":SS.fff"; 0 when there are none.
std::optional<int> take_seconds(std::string_view& text) {
    if (!take(text, ':')) return 0;
    const auto seconds = take_digits(text, 2);
    if (!seconds || *seconds > 59) return std::nullopt;
    if (!take(text, '.')) return *seconds * 1000;
    const auto fraction = take_fraction(text);
    if (!fraction) return std::nullopt;
    return *seconds * 1000 + *fraction;
}

/// How many minutes local time is ahead of UTC.
std::optional<int> take_zone(std::string_view& text) {
    if (text.empty() || take(text, 'Z')) return 0;
    const bool behind = text.starts_with('-');
    if (!behind && !text.starts_with('+')) return std::nullopt;
    text.remove_prefix(1);
    const auto minutes = take_minutes(text);
    if (!minutes) return std::nullopt;
    return behind ? -*minutes : *minutes;
}

void append_digits(std::string& out, std::int64_t number, std::size_t count) {
    const std::string digits = std::to_string(number);
    if (digits.size() < count) out.append(count - digits.size(), '0');
    out += digits;
}

}  // namespace

std::optional<Date> date_of(std::int64_t days) {
    if (days < first_day || days > last_day) return std::nullopt;
    return Date{static_cast<std::int32_t>(days)};
}

std::optional<DateTime> moment_of(std::int64_t milliseconds) {
    if (milliseconds < first_day * milliseconds_of_day || milliseconds >= (last_day + 1) * milliseconds_of_day) {
        return std::nullopt;
    }
    return DateTime{milliseconds};
}

std::optional<Date> read_date(std::string_view text) {
    const auto date = take_date(text);
    return text.empty() ? date : std::nullopt;
}

std::optional<DateTime> read_moment(std::string_view text) {
    const auto date = take_date(text);
    if (!date || (!take(text, 'T') && !take(text, ' '))) return std::nullopt;
    const auto minutes = take_minutes(text);
    if (!minutes) return std::nullopt;
    const auto milliseconds = take_seconds(text);
    if (!milliseconds) return std::nullopt;
    const auto ahead = take_zone(text);
    if (!ahead || !text.empty()) return std::nullopt;
    return moment_of(date->days * milliseconds_of_day + (*minutes - *ahead) * std::int64_t{60'000} + *milliseconds);
}

std::string date_text(Date date) {
    const Civil civil = civil_from(date.days);
    std::string text;
    append_digits(text, civil.year, 4);
    text += '-';
    append_digits(text, civil.month, 2);
    text += '-';
    append_digits(text, civil.day, 2);
    return text;
}

std::string date_text(DateTime moment) {
    std::int64_t days = moment.milliseconds / milliseconds_of_day;
    std::int64_t rest = moment.milliseconds % milliseconds_of_day;
    if (rest < 0) {
        rest += milliseconds_of_day;
        --days;
    }
    std::string text = date_text(Date{static_cast<std::int32_t>(days)}) + "T";
    append_digits(text, rest / 3'600'000, 2);
    text += ':';
    append_digits(text, rest / 60'000 % 60, 2);
    text += ':';
    append_digits(text, rest / 1000 % 60, 2);
    if (rest % 1000 != 0) {
        text += '.';
        append_digits(text, rest % 1000, 3);
    }
    return text + "Z";
}

}  // namespace millwright
