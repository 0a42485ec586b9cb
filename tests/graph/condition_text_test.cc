#include <catch2/catch.hpp>
#include <utility>

#include "tests/graph/condition_trees.h"

using namespace millwright;

namespace {

std::string printed(std::string_view text) {
    const auto term = parse_condition(text);
    return term ? to_text(*term) : "error: " + term.error().message;
}

}  // namespace

TEST_CASE("conditions are printed as a person would write them") {
    for (const auto& [text, wanted] : {std::pair{"(a)and((b)or(c))", "a and (b or c)"},
                                       {"(a and b) or c", "a and b or c"},
                                       {"not (a in ['x'])", "a not in ['x']"},
                                       {"not (a == b)", "not a == b"},
                                       {"(not a) == b", "(not a) == b"},
                                       {"(a not in [1,]) == true", "(a not in [1]) == true"},
                                       {"(a == b) == c", "(a == b) == c"},
                                       {"a-(b-c)", "a - (b - c)"},
                                       {"(a-b)-c", "a - b - c"},
                                       {"-(a+b)*2", "-(a + b) * 2"},
                                       {"-(-(5))", "--(5)"},
                                       {"a*-1", "a * -1"},
                                       {"\"it's\"", "\"it's\""},
                                       {"'say \"no\" ''now'''", "'say \"no\" ''now'''"},
                                       {"date(\"2026-01-31\")", "date('2026-01-31')"},
                                       {"-90m", "-1h30m"}}) {
        CAPTURE(text);
        CHECK(printed(text) == wanted);
        CHECK(printed(wanted) == wanted);
    }
}

TEST_CASE("values as literals") {
    CHECK(literal_text(Absent{}) == "missing");
    CHECK(literal_text(ValueList{std::string("a"), Decimal(2), true}) == "['a', 2, true]");
    CHECK(literal_text(Duration{-1500}) == "-1s500ms");
}

TEST_CASE("same compares trees, not places") {
    CHECK(same(*parse_condition("a  ==  1.0"), *parse_condition("(a == 1)")));
    for (const char* other : {"a == 2", "a != 1", "b == 1", "a == '1'", "a in [1]", "1 == a", "a == 1 and true"}) {
        CAPTURE(other);
        CHECK_FALSE(same(*parse_condition("a == 1"), *parse_condition(other)));
    }
}

TEST_CASE("what is printed reads back the same, for random trees") {
    test::ConditionTrees trees(20260131);
    std::size_t most_bytes = 0;
    for (int i = 0; i < 20'000; ++i) {
        const Term tree = i % 2 ? trees.any_tree(1 + trees.below(6)) : trees.condition(1 + trees.below(6));
        const std::string text = to_text(tree);
        CAPTURE(text);
        const auto again = parse_condition(text);
        REQUIRE(again.has_value());
        REQUIRE(same(*again, tree));
        REQUIRE(to_text(*again) == text);
        most_bytes = std::max(most_bytes, text.size());
    }
    CHECK(most_bytes > 500);
}
