#include "settings/toml_number.h"

#include <catch2/catch.hpp>

using namespace millwright::settings;

TEST_CASE("words without quotes") {
    for (const char* word : {"true", "0", "-17", "+1_000", "0xdead_BEEF", "0o17", "0b1", "1.5", "6.02e23", "-inf",
                             "nan", "9223372036854775807", "-9223372036854775808", "1e-400", "2024-02-29", "07:32:00.5",
                             "1979-05-27T07:32:00Z", "1979-05-27 07:32:00-05:30"}) {
        CAPTURE(word);
        CHECK(judge_scalar(word) == ScalarJudgement::fine);
    }
    for (const char* word : {"9223372036854775808", "0x8000000000000000", "1e400"}) {
        CHECK(judge_scalar(word) == ScalarJudgement::out_of_range);
    }
    for (const char* word : {"2023-02-29", "2024-13-01", "24:00:00", "1979-05-27T07:32:00+24:00"}) {
        CHECK(judge_scalar(word) == ScalarJudgement::no_date);
    }
    for (const char* word : {"", "True", "yes", "01", "1_", "_1", "1__0", "0x", "0xg", "-0x1", "1.", ".5", "1e", "1.e2",
                             "2024-01-01x", "07:32", "+-1", "--1"}) {
        CAPTURE(word);
        CHECK(judge_scalar(word) == ScalarJudgement::no_value);
    }
}

TEST_CASE("where a word ends, and what it is") {
    CHECK(leading_word("12, 13]") == "12");
    CHECK(leading_word("true# why") == "true");
    CHECK(leading_word("1979-05-27 07:32:00 # why") == "1979-05-27 07:32:00");
    CHECK(leading_word("1979-05-27 x") == "1979-05-27");
    CHECK(leading_word("").empty());
    CHECK(kind_of_word("false") == WordKind::boolean);
    CHECK(kind_of_word("0xe") == WordKind::integer);
    CHECK(kind_of_word("-1_0") == WordKind::integer);
    CHECK(kind_of_word("1e2") == WordKind::decimal);
    CHECK(kind_of_word("-inf") == WordKind::decimal);
    CHECK(kind_of_word("07:32:00") == WordKind::date);
    CHECK(is_toml_number("1_000"));
    CHECK_FALSE(is_toml_number("true"));
    CHECK_FALSE(is_toml_number("1979-05-27"));
}
