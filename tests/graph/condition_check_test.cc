#include <catch2/catch.hpp>
#include <map>
#include <utility>

#include "graph/condition.h"

using namespace millwright;

namespace {

using Fields = std::map<std::string, std::string, std::less<>>;

const std::map<std::string, Fields, std::less<>>& records() {
    static const std::map<std::string, Fields, std::less<>> all{
        {"",
         {{"id", "string"},
          {"amount", "decimal?"},
          {"count", "int"},
          {"status", "open|closed|in review"},
          {"kind", "open|new"},
          {"other", "a|b"},
          {"day", "date"},
          {"at", "datetime?"},
          {"wait", "duration"},
          {"key", "uuid"},
          {"raw", "bytes"},
          {"tags", "list<string>?"},
          {"nums", "list<int>"},
          {"meta", "map<int>"},
          {"order", "Order?"},
          {"ok", "bool"},
          {"maybe", "bool?"},
          {"x", "any"}}},
        {"Order", {{"total", "decimal"}, {"customer", "Customer"}}},
        {"Customer", {{"name", "string"}}},
    };
    return all;
}

ConditionScope scope() {
    ConditionScope made;
    made.type_of = [](std::string_view owner, std::string_view part) -> std::optional<FieldType> {
        const auto record = records().find(owner);
        if (record == records().end()) return std::nullopt;
        const auto field = record->second.find(part);
        if (field == record->second.end()) return std::nullopt;
        return parse_field_type(field->second);
    };
    made.names = [](std::string_view owner) {
        std::vector<std::string> names;
        for (const auto& [name, type] : records().find(owner)->second) names.push_back(name);
        return names;
    };
    return made;
}

Term parsed(std::string_view text) {
    auto term = parse_condition(text);
    if (!term) FAIL(text << ": " << term.error().message);
    return std::move(*term);
}

std::string worded(const ConditionProblem& problem, std::string_view text) {
    REQUIRE(problem.end <= text.size());
    return std::string(text.substr(problem.begin, problem.end - problem.begin)) + " | " + problem.message + " | " +
           problem.hint;
}

/// The problems of a condition, a line each; its type when there are none.
std::string checked(std::string_view text) {
    const CheckedTerm result = check_condition(parsed(text), scope());
    std::string lines;
    for (const ConditionProblem& problem : result.problems)
        lines += (lines.empty() ? "" : "\n") + worded(problem, text);
    return lines.empty() ? to_text(result.type) : lines;
}

std::string type_of(std::string_view text) {
    const CheckedTerm result = check_types(parsed(text), scope());
    return result.problems.empty() ? to_text(result.type) : "problem: " + result.problems[0].message;
}

std::string assigned(std::string_view text, std::string_view type) {
    const Term term = parsed(text);
    const CheckedTerm from = check_types(term, scope());
    REQUIRE(from.problems.empty());
    const auto problem = check_assignment(term, from.type, *parse_field_type(type));
    return problem ? worded(*problem, text) : "fits";
}

}  // namespace

TEST_CASE("types of expressions") {
    for (const auto& [text, wanted] : {std::pair{"count + 1", "int"},
                                       {"count * 2.0", "int"},
                                       {"count * 2.5", "decimal"},
                                       {"count / 2", "decimal"},
                                       {"amount + 1", "decimal?"},
                                       {"-amount", "decimal?"},
                                       {"day + 7d", "date"},
                                       {"7d + day", "date"},
                                       {"day - day", "duration"},
                                       {"at - 1h", "datetime?"},
                                       {"at - at", "duration?"},
                                       {"wait * 2", "duration"},
                                       {"2 * wait", "duration"},
                                       {"wait / 2", "duration"},
                                       {"wait / 1h", "decimal"},
                                       {"id + status", "string"},
                                       {"len(tags)", "int?"},
                                       {"len(meta)", "int"},
                                       {"order.customer", "Customer?"},
                                       {"order.customer.name", "string?"},
                                       {"meta.size", "int?"},
                                       {"x.y.z", "any"},
                                       {"x + 1", "any"},
                                       {"maybe", "bool?"},
                                       {"amount > 1", "bool"},
                                       {"missing(order.customer)", "bool"}}) {
        CAPTURE(text);
        CHECK(type_of(text) == wanted);
    }
}

TEST_CASE("conditions that fit") {
    for (const char* text : {"id == ''",
                             "amount > 100 and count < 5.5",
                             "status == 'open' or status == 'in review'",
                             "status != kind",
                             "status in ['open', 'closed']",
                             "day > date('2026-01-31')",
                             "at - at > 5m",
                             "ok and maybe and not ok",
                             "key == '123E4567-e89b-12d3-a456-426614174000'",
                             "'a' in tags and 1 in nums and 'k' in meta",
                             "tags == tags",
                             "contains(id, 'x') and contains(tags, 'x') and contains(nums, 1) and contains(meta, 'k')",
                             "id < 'b'",
                             "matches(status, '^o') and starts_with(key, '1')",
                             "x > 1 and x == 'a' and x",
                             "1 + 2 == 3",
                             "status == id",
                             "raw == raw",
                             "x in [1, 'a']",
                             "count in [1, 2.5]",
                             "ok == (count > 1)"}) {
        CAPTURE(text);
        CHECK(checked(text).starts_with("bool"));
    }
    CHECK(checked("x") == "any");
}

TEST_CASE("names that do not exist") {
    CHECK(checked("stauts == 'open'") == "stauts | nothing is named \"stauts\" here | did you mean \"status\"?");
    CHECK(checked("ok and foo") == "foo | nothing is named \"foo\" here | ");
    CHECK(checked("status == open") == "open | nothing is named \"open\" here | a text has quotes: 'open'");
    CHECK(checked("status in [open, 'closed']") == "open | nothing is named \"open\" here | a text has quotes: 'open'");
    CHECK(checked("id == foobar") == "foobar | nothing is named \"foobar\" here | a text has quotes: 'foobar'");
    CHECK(checked("order.totl > 1") == "totl | message \"Order\" has no field \"totl\" | did you mean \"total\"?");
    CHECK(checked("order.total.x == 1") ==
          "x | \"order.total\" is a decimal and has no fields | only messages and maps have fields");
    CHECK(checked("missing(foo)") == "foo | nothing is named \"foo\" here | ");
    ConditionScope open = scope();
    open.open = true;
    CHECK(check_types(parsed("foo.bar > 1 and foo == 'a'"), open).problems.empty());
    CHECK(check_types(parsed("order.foo > 1"), open).problems.size() == 1);
    ConditionScope nameless = scope();
    nameless.names = {};
    CHECK(check_types(parsed("stauts"), nameless).problems.at(0).hint.empty());
}

TEST_CASE("conditions that do not fit") {
    for (const auto& [text, wanted] : {
             std::pair{"amount",
                       "amount | \"amount\" is a decimal, no condition | compare it with a value, or ask present(x)"},
             {"count + 1", "count + 1 | \"count + 1\" is an int, no condition | compare it with a value"},
             {"status == 'opened'", "'opened' | \"'opened'\" is none of the choices | did you mean \"open\"?"},
             {"'x' == status", "'x' | \"'x'\" is none of the choices | the choices are open, closed, in review"},
             {"status in ['open', 'closd']", "'closd' | \"'closd'\" is none of the choices | did you mean \"closed\"?"},
             {"status == 'open' or 'closed'",
              "'closed' | \"or\" takes conditions; \"'closed'\" is a string | write status in "
              "['open', 'closed']"},
             {"kind == other",
              "other | \"kind\" is one of open, new and \"other\" is one of a, b: they do not compare | "},
             {"status < 'open'",
              "status | \"status\" is one of open, closed, in review, which has no order | compare with "
              "== or !="},
             {"day > '2026-02-01'",
              "'2026-02-01' | \"day\" is a date and \"'2026-02-01'\" is a string: they do not compare | "
              "write date('2026-02-01')"},
             {"at > date('2026-02-01')",
              "date('2026-02-01') | \"at\" is a datetime and \"date('2026-02-01')\" is a date: they "
              "do not compare | write date('2026-02-01T00:00:00Z')"},
             {"day + 5h > day", "5h | a date moves by whole days, not by 5h | write days: 1d"},
             {"amount == '100'",
              "'100' | \"amount\" is a decimal and \"'100'\" is a string: they do not compare | write 100"},
             {"id == 100", "100 | \"id\" is a string and \"100\" is an int: they do not compare | write '100'"},
             {"ok == 'true'", "'true' | \"ok\" is a bool and \"'true'\" is a string: they do not compare | write true"},
             {"wait > 5",
              "5 | \"wait\" is a duration and \"5\" is an int: they do not compare | write a duration with its "
              "unit: 5s"},
             {"count + id > 1",
              "count + id | \"+\" does not take an int and a string | values are not converted: a text has "
              "quotes, a number has none"},
             {"day + day == day", "day + day | \"+\" does not take a date and a date | "},
             {"order == order",
              "order | \"order\" is a message \"Order\" and is not compared as a whole | compare one of its "
              "fields"},
             {"key == 'abc'", "'abc' | \"'abc'\" is no uuid | write one as '123e4567-e89b-12d3-a456-426614174000'"},
             {"1 in tags", "1 | \"1\" is an int, the members of \"tags\" are not | write '1'"},
             {"'a' in id",
              "id | \"in\" takes a list; \"id\" is a string | write contains(id, 'a') for a part of a text"},
             {"contains(id, 5)", "5 | \"5\" is an int, no part of a text | write '5'"},
             {"contains(count, 1)", "count | \"contains\" takes a text, a list or a map; \"count\" is an int | "},
             {"len(count) > 1", "count | \"len\" takes a text, a list or a map; \"count\" is an int | "},
             {"matches(count, 'x')", "count | \"matches\" takes texts; \"count\" is an int | "},
             {"-id == 'x'", "id | \"-\" takes a number or a duration; \"id\" is a string | "},
             {"ok < maybe", "ok | \"ok\" is a bool, which has no order | compare with == or !="},
         }) {
        CAPTURE(text);
        CHECK(checked(text) == wanted);
    }
}

TEST_CASE("all problems of a condition are found, at most twenty") {
    CHECK(checked("foo and amount and status == 'x'") ==
          "foo | nothing is named \"foo\" here | \n"
          "amount | \"and\" takes conditions; \"amount\" is a decimal | compare it with a value, or ask present(x)\n"
          "'x' | \"'x'\" is none of the choices | the choices are open, closed, in review");
    std::string many = "foo";
    for (int i = 0; i < 5'000; ++i) many += " or foo";
    CHECK(check_types(parsed(many), scope()).problems.size() == 20);
}

TEST_CASE("values that may be given to fields") {
    for (const auto& [text, type] : {std::pair{"status", "string"},
                                     {"status", "open|closed|in review|new"},
                                     {"'open'", "open|closed"},
                                     {"'2026-01-31'", "date"},
                                     {"'2026-01-31T10:00:00Z'", "datetime"},
                                     {"'5m'", "duration"},
                                     {"'123e4567-e89b-12d3-a456-426614174000'", "uuid"},
                                     {"'abc'", "bytes"},
                                     {"count", "decimal"},
                                     {"2.0", "int"},
                                     {"amount", "decimal?"},
                                     {"amount", "any"},
                                     {"order", "Order?"},
                                     {"nums", "list<decimal>"},
                                     {"x", "int"},
                                     {"key", "string"},
                                     {"order.customer", "Customer?"}}) {
        CAPTURE(text, type);
        CHECK(assigned(text, type) == "fits");
    }
}

TEST_CASE("values that may not be given to fields") {
    const std::string convert = "values are not converted; declare both with the same type, or one as any";
    CHECK(assigned("status", "open|closed") ==
          "status | \"status\" is one of open, closed, in review, the field takes one of open, closed | " + convert);
    CHECK(assigned("id", "open|closed") == "id | \"id\" is a string, the field takes one of open, closed | " + convert);
    CHECK(assigned("'opne'", "open|closed") == "'opne' | \"'opne'\" is none of the choices | did you mean \"open\"?");
    CHECK(assigned("'2026'", "date") == "'2026' | \"'2026'\" is no date | write date('2026-01-31')");
    CHECK(assigned("'2026-01-31'", "datetime") ==
          "'2026-01-31' | \"'2026-01-31'\" is no datetime | write date('2026-01-31T00:00:00Z')");
    CHECK(assigned("'5 m'", "duration") == "'5 m' | \"'5 m'\" is no duration | write 1h30m");
    CHECK(assigned("'x'", "uuid") == "'x' | \"'x'\" is no uuid | write one as '123e4567-e89b-12d3-a456-426614174000'");
    CHECK(assigned("amount", "int") ==
          "amount | \"amount\" is a decimal, the field takes an int | make the field a decimal");
    CHECK(assigned("2.5", "int") == "2.5 | \"2.5\" is a decimal, the field takes an int | make the field a decimal");
    CHECK(assigned("amount", "decimal") ==
          "amount | \"amount\" may be absent, the field has to have a value | do it only "
          "when present(amount), or make the field optional: decimal?");
    CHECK(assigned("'5'", "int") == "'5' | \"'5'\" is a string, the field takes an int | write 5");
    CHECK(assigned("5", "string") == "5 | \"5\" is an int, the field takes a string | write '5'");
    CHECK(assigned("day", "datetime") == "day | \"day\" is a date, the field takes a datetime | ");
    CHECK(assigned("order", "Customer?") ==
          "order | \"order\" is a message \"Order\", the field takes a message "
          "\"Customer\" | ");
    CHECK(
        assigned("nums", "list<string>").starts_with("nums | \"nums\" is a list<int>, the field takes a list<string>"));
}
