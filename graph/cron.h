// Times as cron writes them: five fields (minute, hour, day of the month, month, day of the week) or a word such as
// "@daily". Times here are civil ones, without a zone.
//
// A field is a list of *, N, A-B, each with an optional /STEP; months may be JAN to DEC, days SUN to SAT, 0 and 7 are both
// Sunday, ? is *. A/STEP is from A to the end of the range. Where both days are restricted, one of them is enough, as cron
// has always had it; a field that begins with * restricts nothing. Words: @yearly @annually @monthly @weekly @daily
// @midnight @hourly. Seconds, L, W and # are not understood, and refused.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "graph/result.h"

namespace millwright {

/// A minute of the civil calendar, counted from 1970-01-01 00:00.
struct CivilMinute {
    std::int64_t count = 0;
    auto operator<=>(const CivilMinute&) const = default;
};

CivilMinute civil_minute(int year, unsigned month, unsigned day, unsigned hour = 0, unsigned minute = 0);
/// "2026-01-31 10:05"
std::string to_text(CivilMinute minute);

struct Cron {
    std::uint64_t minutes = 0;  ///< bit n: minute n
    std::uint32_t hours = 0;
    std::uint32_t days = 0;     ///< bits 1 to 31
    std::uint16_t months = 0;   ///< bits 1 to 12
    std::uint8_t weekdays = 0;  ///< bits 0 (Sunday) to 6
    bool any_day = false;       ///< the field for days begins with *
    bool any_weekday = false;

    bool operator==(const Cron&) const = default;
};

/// What is wrong with a cron text: one line, the bytes that it is about, and what to write instead (may be empty).
struct CronProblem {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::string message;
    std::string hint;

    bool operator==(const CronProblem&) const = default;
};

tl::expected<Cron, CronProblem> parse_cron(std::string_view text);

/// Whether there is a day on which it comes (the 30th of February is none).
bool ever_comes(const Cron& cron);
/// The first time after that minute. Nothing for what never comes.
std::optional<CivilMinute> next_after(const Cron& cron, CivilMinute minute);
/// The shortest time between two that follow each other; nothing when there are no two.
std::optional<std::int64_t> shortest_gap_in_minutes(const Cron& cron);

}  // namespace millwright
