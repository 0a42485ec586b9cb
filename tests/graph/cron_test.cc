#include "graph/cron.h"

#include <catch2/catch.hpp>
#include <vector>

using namespace millwright;

namespace {

/// The next times after 2026-01-01 00:00, a Thursday.
std::vector<std::string> next(std::string_view text, std::size_t count, CivilMinute from = civil_minute(2026, 1, 1)) {
    const auto cron = parse_cron(text);
    REQUIRE(cron);
    std::vector<std::string> times;
    while (times.size() < count) {
        const auto time = next_after(*cron, from);
        if (!time) break;
        times.push_back(to_text(*time));
        from = *time;
    }
    return times;
}

/// "MESSAGE | the text it is about"
std::string problem_in(std::string_view text) {
    const auto cron = parse_cron(text);
    if (cron) return "";
    const CronProblem& wrong = cron.error();
    CHECK_FALSE(wrong.hint.empty());
    return wrong.message + " | " + std::string(text.substr(wrong.begin, wrong.end - wrong.begin));
}

using Times = std::vector<std::string>;

}  // namespace

TEST_CASE("the next times of a cron text") {
    CHECK(next("30 1 * * 1-5", 4) ==
          Times{"2026-01-01 01:30", "2026-01-02 01:30", "2026-01-05 01:30", "2026-01-06 01:30"});
    CHECK(next("*/20 * * * *", 3) == Times{"2026-01-01 00:20", "2026-01-01 00:40", "2026-01-01 01:00"});
    CHECK(next("0 9-17/4 * * *", 4) ==
          Times{"2026-01-01 09:00", "2026-01-01 13:00", "2026-01-01 17:00", "2026-01-02 09:00"});
    CHECK(next("5/25 12 * * *", 4) ==
          Times{"2026-01-01 12:05", "2026-01-01 12:30", "2026-01-01 12:55", "2026-01-02 12:05"});
    CHECK(next("0 0 31 * *", 3) == Times{"2026-01-31 00:00", "2026-03-31 00:00", "2026-05-31 00:00"});
    CHECK(next("59 23 31 12 *", 2) == Times{"2026-12-31 23:59", "2027-12-31 23:59"});
    CHECK(next("0 0 29 2 *", 2) == Times{"2028-02-29 00:00", "2032-02-29 00:00"});
    CHECK(next("15 10 ? jan,MAR sun", 2) == Times{"2026-01-04 10:15", "2026-01-11 10:15"});
}

TEST_CASE("a time is after the minute that is given, not at it") {
    CHECK(next("0 0 * * *", 1) == Times{"2026-01-02 00:00"});
    CHECK(next("0 0 * * *", 1, civil_minute(2025, 12, 31, 23, 59)) == Times{"2026-01-01 00:00"});
    CHECK(next("0 0 1 1 *", 1, civil_minute(1960, 5, 1)) == Times{"1961-01-01 00:00"});
}

TEST_CASE("one of two restricted days is enough; a star restricts nothing") {
    CHECK(next("0 0 13 * 5", 4) ==
          Times{"2026-01-02 00:00", "2026-01-09 00:00", "2026-01-13 00:00", "2026-01-16 00:00"});
    CHECK(next("0 0 13 * *", 1) == Times{"2026-01-13 00:00"});
    CHECK(next("0 0 */2 * 5", 3) == Times{"2026-01-09 00:00", "2026-01-23 00:00", "2026-02-13 00:00"});
}

TEST_CASE("0 and 7 are Sunday") {
    CHECK(parse_cron("0 0 * * 7") == parse_cron("0 0 * * 0"));
    CHECK(parse_cron("0 0 * * 5-7") == parse_cron("0 0 * * 0,5,6"));
    CHECK(parse_cron("0 0 * * FRI-SUN") == parse_cron("0 0 * * 5-7"));
}

TEST_CASE("words stand for five fields") {
    CHECK(parse_cron("@daily") == parse_cron("0 0 * * *"));
    CHECK(parse_cron("@Weekly") == parse_cron("0 0 * * 0"));
    CHECK(parse_cron("@hourly") == parse_cron("0 * * * *"));
    CHECK(next("@yearly", 1) == Times{"2027-01-01 00:00"});
}

TEST_CASE("what is wrong with a cron text, and where") {
    CHECK(problem_in("60 * * * *") == "the minute is 60; it has to be 0 to 59 | 60");
    CHECK(problem_in("0 24 * * *") == "the hour is 24; it has to be 0 to 23 | 24");
    CHECK(problem_in("0 0 0 * *") == "the day of the month is 0; it has to be 1 to 31 | 0");
    CHECK(problem_in("0 0 * 13 *") == "the month is 13; it has to be 1 to 12 or JAN to DEC | 13");
    CHECK(problem_in("0 0 * * MOO") == "the day of the week is \"MOO\", which is no number | MOO");
    CHECK(problem_in("0 0 L * *") == "the day of the month is \"L\"; L, W and # are not understood | L");
    CHECK(problem_in("0 0 * * 5#3") == "the day of the week is \"5#3\"; L, W and # are not understood | 5#3");
    CHECK(problem_in("*/0 * * * *") == "the minute has a step of 0 | 0");
    CHECK(problem_in("*/x * * * *") == "the minute has a step that is no number | x");
    CHECK(problem_in("1,,2 * * * *") == "the minute has an empty entry in its list | 1,,2");
    CHECK(problem_in("0 20-4 * * *") == "the range \"20-4\" of the hour runs backwards | 20-4");
    CHECK(problem_in("-5 * * * *") == "the minute is \"\", which is no number | ");
    CHECK(problem_in("99999999999 * * * *") == "the minute is 99999999999; it has to be 0 to 59 | 99999999999");
    CHECK(problem_in("0 0 * *") == "a cron text has 5 fields, and \"0 0 * *\" has 4 | 0 0 * *");
    CHECK(problem_in("0 0 0 * * *") == "a cron text has 5 fields, and \"0 0 0 * * *\" has 6 | 0 0 0 * * *");
    CHECK(problem_in("") == "a cron text has 5 fields, and \"\" has 0 | ");
    CHECK(problem_in(" @reboot") == "there is no \"@reboot\" in cron | @reboot");
}

TEST_CASE("dates that never come") {
    for (const char* never : {"30 2 30 2 *", "0 0 31 2,4,6,9,11 *", "0 0 31 APR ?", "0 0 30,31 2 */2"}) {
        CAPTURE(never);
        CHECK_FALSE(ever_comes(*parse_cron(never)));
        CHECK(next(never, 1).empty());
    }
    for (const char* comes : {"0 0 29 2 *", "0 0 30 2 1", "0 0 30 2,4 *", "0 0 29 2 */6"}) {
        CAPTURE(comes);
        CHECK(ever_comes(*parse_cron(comes)));
        CHECK(next(comes, 1).size() == 1);
    }
}

TEST_CASE("the shortest time between two") {
    const auto gap = [](std::string_view text) { return shortest_gap_in_minutes(*parse_cron(text)); };
    CHECK(gap("* * * * *") == 1);
    CHECK(gap("*/20 * * * *") == 20);
    CHECK(gap("*/25 * * * *") == 10);
    CHECK(gap("0 1,23 * * *") == 120);
    CHECK(gap("0 3 * * *") == 1440);
    CHECK(gap("0 3 1 * *") == 28 * 1440);
    CHECK(gap("0 3 * * 1,2") == 1440);
    CHECK(gap("0 0 1 1 *") == 365 * 1440);
    CHECK(gap("0 0 29 2 *") == 1461 * 1440);
    CHECK(gap("30 2 30 2 *") == std::nullopt);
}
