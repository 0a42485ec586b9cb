#include "graph/duration.h"

#include <catch2/catch.hpp>
#include <utility>

using namespace millwright;

TEST_CASE("durations as settings write them") {
    for (const auto& [text, milliseconds] : {std::pair{"500ms", 500LL},
                                             {"30s", 30'000LL},
                                             {"5m", 300'000LL},
                                             {"2h", 7'200'000LL},
                                             {"7d", 604'800'000LL},
                                             {"1h30m", 5'400'000LL},
                                             {"0s", 0LL},
                                             {"1d2h3m4s5ms", 93'784'005LL},
                                             {"90m", 5'400'000LL}}) {
        CAPTURE(text);
        const auto read = parse_duration(text);
        REQUIRE(read.has_value());
        CHECK(read->milliseconds == milliseconds);
    }
}

TEST_CASE("what is no duration") {
    for (const char* wrong : {"", "5", "s", "5 m", "5M", "-5s", "1m1h", "1s1s", "5x", "1.5s", " 5s", "5s ",
                              "99999999999999999999s", "36526d", "5ms5s", "1h30"}) {
        CAPTURE(wrong);
        CHECK_FALSE(parse_duration(wrong).has_value());
    }
    CHECK(parse_duration("36525d").has_value());
}

TEST_CASE("the shortest text reads back the same") {
    for (const long long milliseconds : {0LL, 1LL, 999LL, 1000LL, 61'000LL, 5'400'000LL, 86'400'000LL, 93'784'005LL}) {
        const Duration duration{milliseconds};
        CAPTURE(to_text(duration));
        CHECK(parse_duration(to_text(duration)) == duration);
    }
    CHECK(to_text(Duration{5'400'000}) == "1h30m");
    CHECK(to_text(Duration{0}) == "0s");
}

TEST_CASE("in an engine's units") {
    CHECK(Duration{120'000}.whole_seconds() == 120);
    CHECK(Duration{120'000}.whole_minutes() == 2);
    CHECK_FALSE(Duration{1'500}.whole_seconds().has_value());
    CHECK_FALSE(Duration{90'000}.whole_minutes().has_value());
}
