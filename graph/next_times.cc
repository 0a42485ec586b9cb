#include "graph/next_times.h"

#include <array>

#include "graph/cron.h"
#include "graph/utf8.h"

namespace millwright {
namespace {

constexpr int times_told = 3;
constexpr std::int64_t seconds_of_minute = 60;
constexpr std::int64_t minutes_of_day = 1'440;
constexpr std::array<std::string_view, 7> weekdays{"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};  // from 1970-01-01

/// The quotient rounded down.
std::int64_t whole(std::int64_t number, std::int64_t by) {
    return number / by - (number % by < 0 ? 1 : 0);
}

std::string_view weekday(CivilMinute minute) {
    const std::int64_t day = whole(minute.count, minutes_of_day);
    return weekdays[static_cast<std::size_t>((day % 7 + 7) % 7)];
}

/// That many, with commas; "" where there is none.
std::string told(std::string_view cron, std::string_view zone, const Clock& clock, int times) {
    const auto parsed = parse_cron(cron);
    if (!parsed || clock.zones == nullptr) return {};
    const auto ahead = clock.zones->minutes_ahead(zone, clock.now);
    if (!ahead) return {};
    std::string text;
    CivilMinute minute{whole(clock.now, seconds_of_minute) + *ahead};
    for (int i = 0; i < times; ++i) {
        const auto next = next_after(*parsed, minute);
        if (!next) break;
        minute = *next;
        text += (text.empty() ? "" : ", ") + std::string(weekday(minute)) + " " + to_text(minute);
    }
    return text;
}

std::string_view or_utc(std::string_view zone) {
    return zone.empty() ? "UTC" : zone;
}

}  // namespace

std::string next_times(std::string_view cron, std::string_view zone, const Clock& clock) {
    const std::string text = told(cron, or_utc(zone), clock, times_told);
    return text.empty() ? text : text + " " + printable(or_utc(zone));
}

std::string next_time(std::string_view cron, std::string_view zone, const Clock& clock) {
    return told(cron, or_utc(zone), clock, 1);
}

}  // namespace millwright
