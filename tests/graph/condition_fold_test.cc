#include <catch2/catch.hpp>
#include <map>
#include <utility>

#include "tests/graph/condition_trees.h"

using namespace millwright;

namespace {

std::string folded(std::string_view text) {
    const auto term = parse_condition(text);
    return term ? to_text(fold(*term)) : "error: " + term.error().message;
}

void check_fold(const Term& tree, const ValueOf& values) {
    const Term less = fold(tree);
    CAPTURE(to_text(tree), to_text(less));
    REQUIRE(evaluate(less, values) == evaluate(tree, values));
    REQUIRE(same(fold(less), less));
    const auto again = parse_condition(to_text(less));
    REQUIRE(again.has_value());
    REQUIRE(same(*again, less));
}

}  // namespace

TEST_CASE("what needs no names is computed") {
    for (const auto& [text, wanted] : {std::pair{"1 + 2 == 3", "true"},
                                       {"amount > 1 + 2 * 3", "amount > 7"},
                                       {"amount > -(5)", "amount > -5"},
                                       {"'a' + 'b' == x", "'ab' == x"},
                                       {"len('abc') < n", "3 < n"},
                                       {"2 in [1, 1 + 1]", "true"},
                                       {"matches('abc', '^a')", "true"},
                                       {"day > date('2026-01-31') + 1d", "day > date('2026-02-01')"},
                                       {"x or true", "true"},
                                       {"x and false", "false"},
                                       {"x == 1 and true", "x == 1"},
                                       {"false or x == 1", "x == 1"},
                                       {"x and true", "x and true"},
                                       {"true and x", "x and true"},
                                       {"x and true and y", "x and y"},
                                       {"not not (x == 1)", "x == 1"},
                                       {"not not x", "not not x"},
                                       {"not not not x", "not x"},
                                       {"not 1 == 2", "true"},
                                       {"x and not not (y and z)", "x and y and z"},
                                       {"x in []", "false"},
                                       {"x not in []", "true"},
                                       {"x == 1 / 0", "false"},
                                       {"x == 1 / 0 or y == 2", "y == 2"},
                                       {"1 / 0", "1 / 0"},
                                       {"x + 1 + 2", "x + 1 + 2"},
                                       {"missing(x) or present(x)", "missing(x) or present(x)"}}) {
        CAPTURE(text);
        CHECK(folded(text) == wanted);
    }
}

TEST_CASE("values that no literal can say stay as they were written") {
    CHECK(folded("date('9999-12-31') - date('0001-01-01') > wait") == "date('9999-12-31') - date('0001-01-01') > wait");
    CHECK(folded("date('9999-12-31') - date('0001-01-01') > 1d") == "true");
}

TEST_CASE("folding keeps the value of random conditions, and folds no further") {
    test::ConditionTrees trees(11);
    for (int i = 0; i < 10'000; ++i) {
        std::map<std::string, Value, std::less<>> values;
        const bool typed = i % 2;
        const Term tree = typed ? trees.condition(1 + trees.below(6)) : trees.any_tree(1 + trees.below(6));
        static const char* const types[] = {"bool?", "decimal?", "string?", "date?", "list<string>?", "duration?"};
        check_fold(tree, [&](std::string_view name) {
            const auto [at, added] = values.try_emplace(std::string(name));
            if (added) {
                at->second = trees.value_of(typed ? test::type_of_name(name) : *parse_field_type(trees.one_of(types)));
            }
            return at->second;
        });
    }
}
