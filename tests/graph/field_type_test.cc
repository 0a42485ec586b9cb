#include "graph/field_type.h"

#include <catch2/catch.hpp>

using namespace millwright;

namespace {

std::string read_back(std::string_view text) {
    const auto type = parse_field_type(text);
    return type ? to_text(*type) : "(none)";
}

}  // namespace

TEST_CASE("field types read and write the same text") {
    for (const char* text : {"string", "int?", "decimal", "bool", "date", "datetime", "duration", "uuid", "bytes",
                             "any", "list<string>", "map<decimal?>?", "list<map<OrderLine>>", "open|closed", "a|b c|d?",
                             "list<open|closed>?", "Ens.Request", "shop.Order?"}) {
        CAPTURE(text);
        CHECK(read_back(text) == text);
    }
    for (const std::string_view name : built_in_field_types())
        CHECK(parse_field_type(name)->kind != FieldKind::message);
}

TEST_CASE("what field types hold") {
    const auto type = parse_field_type("list<open|closed?>?");
    REQUIRE(type.has_value());
    CHECK(type->kind == FieldKind::list);
    CHECK(type->optional);
    REQUIRE(type->element.size() == 1);
    CHECK(type->element[0].kind == FieldKind::choice);
    CHECK(type->element[0].optional);
    CHECK(type->element[0].choices == std::vector<std::string>{"open", "closed"});
    CHECK(parse_field_type("Order")->kind == FieldKind::message);
    CHECK(parse_field_type("Order")->name == "Order");
}

TEST_CASE("blanks around the parts of a field type do not count") {
    CHECK(read_back(" open | closed ? ") == "open|closed?");
    CHECK(read_back("list< string >") == "list<string>");
}

TEST_CASE("what has not the shape of a field type") {
    for (const char* wrong : {"",
                              "?",
                              " ",
                              "|",
                              "a|",
                              "|a",
                              "a||b",
                              "a| |b",
                              "a|b|a",
                              "list<",
                              "list<>",
                              "list<string",
                              "list<string>>",
                              "map<string>x",
                              "set<string>",
                              "a??",
                              "a?|b",
                              "list<a>|b",
                              "<",
                              ">"}) {
        CAPTURE(wrong);
        CHECK(read_back(wrong) == "(none)");
    }
}

TEST_CASE("field types nest 16 deep") {
    std::string text = "int";
    for (int i = 0; i < 16; ++i) text = "list<" + text + ">";
    CHECK(read_back(text) == text);
    CHECK(read_back("list<" + text + ">") == "(none)");
    std::string very_deep;
    for (int i = 0; i < 100'000; ++i) very_deep += "list<";
    CHECK(read_back(very_deep + "int" + std::string(100'000, '>')) == "(none)");
}
