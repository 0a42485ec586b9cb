#include "graph/condition_words.h"

#include <catch2/catch.hpp>

using namespace millwright;

TEST_CASE("every function is read with its operands and written with its name") {
    for (const Function& each : condition_functions()) {
        CAPTURE(each.name);
        const auto term = parse_condition(each.usage);
        REQUIRE(term);
        CHECK(term->operation == each.operation);
        CHECK(term->operands.size() == each.arguments);
        CHECK(word_of(each.operation) == each.name);
        CHECK(to_text(*term) == each.usage);
    }
}

TEST_CASE("every operation between operands is read by its sign") {
    for (auto operation = Operation::and_; operation <= Operation::divide;
         operation = static_cast<Operation>(static_cast<int>(operation) + 1)) {
        if (operation == Operation::list) continue;
        const Infix* infix = infix_of(operation);
        REQUIRE(infix != nullptr);
        const std::string text = "a " + std::string(infix->sign) + " b";
        CAPTURE(text);
        const auto term = parse_condition(text);
        REQUIRE(term);
        CHECK(term->operation == operation);
        CHECK(to_text(*term) == text);
    }
    CHECK(word_of(Operation::not_) == "not");
    CHECK(binding_of(Operation::not_) < binding_of(Operation::equal));
    CHECK(binding_of(Operation::negate) > binding_of(Operation::multiply));
    CHECK(binding_of(Operation::len) == Binding::atom);
}
