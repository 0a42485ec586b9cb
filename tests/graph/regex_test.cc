#include "graph/regex.h"

#include <catch2/catch.hpp>
#include <string>

using namespace millwright;

TEST_CASE("an expression is found anywhere in a text") {
    const auto regex = Regex::compile("b+c$");
    REQUIRE(regex);
    CHECK((*regex)->found_in("abbc"));
    CHECK_FALSE((*regex)->found_in("abbcd"));
    CHECK((*Regex::compile(""))->found_in(""));
    CHECK((*Regex::compile("^.$"))->found_in("\xC3\xA9"));
}

TEST_CASE("what is no expression, or too large, is refused in words") {
    CHECK(Regex::compile("(a").error() == "missing ): (a");
    CHECK(Regex::compile("(?=a)").error().find("invalid perl operator") == 0);
    CHECK_FALSE(Regex::compile("((a{100}){100}){100}"));
    CHECK_FALSE(Regex::compile("[\xFF]"));
}

TEST_CASE("a text cannot make the search slow") {
    const auto regex = Regex::compile("(a*)*(a*)*b$");
    REQUIRE(regex);
    CHECK_FALSE((*regex)->found_in(std::string(200'000, 'a')));
}
