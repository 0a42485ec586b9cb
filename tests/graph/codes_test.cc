#include "graph/codes.h"

#include <catch2/catch.hpp>
#include <set>

using namespace millwright;

TEST_CASE("every code is explained, with a wrong and a right example") {
    std::set<std::string_view> titles;
    for (const CodeInfo& each : all_codes()) {
        CAPTURE(name_of(each.code));
        CHECK_FALSE(each.title.empty());
        CHECK(titles.insert(each.title).second);
        CHECK(each.severity != Severity::off);
        const auto wrong = each.explanation.find("\nWrong:\n    ");
        const auto right = each.explanation.find("\nRight:\n    ");
        REQUIRE(wrong != std::string_view::npos);
        REQUIRE(right != std::string_view::npos);
        CHECK(wrong > 40);
        CHECK(wrong < right);
        CHECK(each.explanation.ends_with("\n"));
    }
}

TEST_CASE("codes are sorted and have a name that reads back") {
    std::uint16_t before = 0;
    for (const CodeInfo& each : all_codes()) {
        const auto number = static_cast<std::uint16_t>(each.code);
        CHECK(number > before);
        before = number;
        CHECK(&info_of(each.code) == &each);
        CHECK(code_named(name_of(each.code)) == each.code);
    }
    CHECK(name_of(Code::missing_target) == "MW201");
    CHECK(name_of(Code::cannot_read) == "MW001");
}

TEST_CASE("a code is named in any case, and nothing else names one") {
    CHECK(code_named("mw201") == Code::missing_target);
    CHECK(code_named("Mw201") == Code::missing_target);
    for (const char* wrong : {"", "MW", "201", "MW0201", "MW2", "MW999", "MW20x", "MW-01", "XW201", "MW201 "}) {
        CAPTURE(wrong);
        CHECK_FALSE(code_named(wrong).has_value());
    }
}

TEST_CASE("default severities follow their principle") {
    CHECK(info_of(Code::missing_target).severity == Severity::error);
    CHECK(info_of(Code::setting_names_no_item).severity == Severity::warning);
    CHECK(info_of(Code::unused_operation).severity == Severity::note);
    CHECK(name_of(Severity::off) == "off");
    CHECK(name_of(Severity::note) == "note");
    CHECK(name_of(Severity::warning) == "warning");
    CHECK(name_of(Severity::error) == "error");
}
