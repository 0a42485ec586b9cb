#include "graph/calendar.h"

#include <catch2/catch.hpp>
#include <utility>

using namespace millwright;

TEST_CASE("days are counted from 1970") {
    for (const auto& [text, days] : {std::pair{"1970-01-01", 0},
                                     {"1969-12-31", -1},
                                     {"2000-02-29", 11'016},
                                     {"2026-01-31", 20'484},
                                     {"0001-01-01", -719'162},
                                     {"9999-12-31", 2'932'896}}) {
        CAPTURE(text);
        const auto date = read_date(text);
        REQUIRE(date.has_value());
        CHECK(date->days == days);
        CHECK(date_text(*date) == text);
    }
}

TEST_CASE("every day has a text of its own that reads back") {
    std::string before;
    for (std::int64_t days = -719'162; days <= 2'932'896; days += 37) {
        const Date date = *date_of(days);
        const std::string text = date_text(date);
        REQUIRE(read_date(text) == date);
        REQUIRE(before < text);
        before = text;
    }
    CHECK_FALSE(date_of(-719'163).has_value());
    CHECK_FALSE(date_of(2'932'897).has_value());
}

TEST_CASE("what is no day") {
    for (const char* wrong :
         {"", "2026", "2026-1-31", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "2026-01-32",
          "0000-01-01", "2026-01-31 ", "2026-01-31T", "20260131", "-2026-01-31"}) {
        CAPTURE(wrong);
        CHECK_FALSE(read_date(wrong).has_value());
    }
}

TEST_CASE("moments are read in any zone and written in UTC") {
    for (const auto& [text, wanted] : {std::pair{"2026-01-31T10:00:00Z", "2026-01-31T10:00:00Z"},
                                       {"2026-01-31T10:00", "2026-01-31T10:00:00Z"},
                                       {"2026-01-31 10:00:00", "2026-01-31T10:00:00Z"},
                                       {"2026-01-31T00:30:00+02:00", "2026-01-30T22:30:00Z"},
                                       {"2026-01-31T23:30:00-01:00", "2026-02-01T00:30:00Z"},
                                       {"2026-01-31T10:00:00.5Z", "2026-01-31T10:00:00.500Z"},
                                       {"2026-01-31T10:00:00.123456789Z", "2026-01-31T10:00:00.123Z"},
                                       {"1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"},
                                       {"0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"}}) {
        CAPTURE(text);
        const auto moment = read_moment(text);
        REQUIRE(moment.has_value());
        CHECK(date_text(*moment) == wanted);
        CHECK(read_moment(wanted) == moment);
    }
    CHECK(read_moment("1970-01-01T00:00:01Z")->milliseconds == 1000);
}

TEST_CASE("what is no moment") {
    for (const char* wrong : {"", "2026-01-31", "2026-01-31T", "2026-01-31T10", "2026-01-31T24:00", "2026-01-31T10:60",
                              "2026-01-31T10:00:60Z", "2026-01-31T10:00:00.Z", "2026-01-31T10:00:00.1234567890Z",
                              "2026-01-31T10:00:00z", "2026-01-31T10:00:00+2", "2026-01-31T10:00:00+02:00Z",
                              "2026-02-30T10:00:00Z", "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-00:01"}) {
        CAPTURE(wrong);
        CHECK_FALSE(read_moment(wrong).has_value());
    }
}
