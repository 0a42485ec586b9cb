#include <catch2/catch.hpp>
#include <map>
#include <utility>

#include "tests/graph/condition_trees.h"

using namespace millwright;

namespace {

Term parsed(std::string_view text) {
    auto term = parse_condition(text);
    if (!term) FAIL(text << ": " << term.error().message);
    return std::move(*term);
}

/// What a message with some fields gives; `gone`, `gone_too` and everything else is absent.
Value field(std::string_view name) {
    static const std::map<std::string, Value, std::less<>> fields{
        {"amount", Decimal(100)},
        {"id", std::string("A-17")},
        {"umlaut", std::string("\xC3\xA4rger \xE2\x82\xAC")},
        {"open", true},
        {"shut", false},
        {"tags", ValueList{std::string("red"), std::string("green")}},
        {"none", ValueList{}},
        {"day", *read_date("2026-01-31")},
        {"at", *read_moment("2026-01-31T10:00:00Z")},
        {"wait", Duration{90'000}},
        {"order.total", *Decimal::parse("9.99")},
    };
    const auto found = fields.find(name);
    return found == fields.end() ? Value(Absent{}) : found->second;
}

std::string value_of(std::string_view text) {
    return literal_text(evaluate(parsed(text), field));
}

void check_all(std::initializer_list<const char*> texts, bool wanted) {
    for (const char* text : texts) {
        CAPTURE(text);
        CHECK(holds(parsed(text), field) == wanted);
    }
}

/// Whether a value is one that the type allows.
bool has_type(const Value& value, const FieldType& type) {
    if (value.is_absent()) return type.optional;
    switch (type.kind) {
        case FieldKind::boolean: return std::holds_alternative<bool>(value);
        case FieldKind::integer: return std::holds_alternative<Decimal>(value) && std::get<Decimal>(value).is_whole();
        case FieldKind::decimal: return std::holds_alternative<Decimal>(value);
        case FieldKind::date: return std::holds_alternative<Date>(value);
        case FieldKind::datetime: return std::holds_alternative<DateTime>(value);
        case FieldKind::duration: return std::holds_alternative<Duration>(value);
        case FieldKind::list: return std::holds_alternative<ValueList>(value);
        default: return std::holds_alternative<std::string>(value);
    }
}

}  // namespace

TEST_CASE("comparisons of every type") {
    check_all({"amount == 100.0", "amount != 99", "amount > 99.5", "amount >= 100", "amount < 1e3", "amount <= 100",
               "id == 'A-17'", "id < 'B'", "id > 'A'", "open == true", "shut != true", "day == date('2026-01-31')",
               "day < date('2026-02-01')", "at == date('2026-01-31T12:00:00+02:00')", "wait == 1m30s", "wait < 2m",
               "tags == tags", "order.total < 10"},
              true);
    check_all({"amount == 1", "amount < 100", "id == 'a-17'", "shut == true", "day > date('2026-01-31')", "wait > 90s"},
              false);
}

TEST_CASE("what is absent makes comparisons false, whichever they are") {
    check_all({"gone == 1",
               "gone != 1",
               "gone < 1",
               "gone >= 1",
               "1 <= gone",
               "gone == gone",
               "gone != gone_too",
               "gone in [1]",
               "1 in gone",
               "gone in [gone]",
               "matches(gone, '')",
               "starts_with(id, gone)",
               "contains(gone, 'a')",
               "contains(tags, gone)",
               "gone + 1 > 0",
               "len(gone) >= 0",
               "-gone < 0",
               "gone",
               "gone and true",
               "gone or false",
               "missing(id)",
               "present(gone)"},
              false);
    check_all({"not gone", "not gone == 1", "gone not in [1]", "missing(gone)", "present(id)", "not gone or gone",
               "missing(gone) and present(order.total)"},
              true);
    for (const char* text : {"gone", "gone + 1", "1 - gone", "gone * 0", "-gone", "len(gone)", "gone + gone"}) {
        CAPTURE(text);
        CHECK(value_of(text) == "missing");
    }
}

TEST_CASE("types that do not go together are absent, and false when compared") {
    check_all(
        {"id == 17", "id != 17", "id < 17", "open < true", "tags < tags", "day == at", "day < at", "amount == '100'",
         "wait > 5", "tags == 'red'", "amount in tags", "starts_with(amount, '1')", "contains(amount, 1)"},
        false);
    for (const char* text : {"id + 1", "id - id", "open + open", "day + 1", "day + day", "1 - day", "wait * wait",
                             "2 / wait", "-id", "len(amount)", "tags + tags", "1d - day"}) {
        CAPTURE(text);
        CHECK(value_of(text) == "missing");
    }
}

TEST_CASE("lists, texts and regular expressions") {
    check_all(
        {"amount in [1, 100]", "id in ['A-17',]", "'red' in tags", "contains(tags, 'green')", "contains(id, '-1')",
         "starts_with(id, 'A')", "starts_with(id, '')", "matches(id, '^[A-Z]-[0-9]+$')", "matches(id, '17')",
         "matches(umlaut, '^.rger .$')", "day in [date('2026-01-31')]", "'blue' not in tags", "id not in []"},
        true);
    check_all({"amount in []", "'blue' in tags", "contains(none, 'red')", "starts_with(id, '17')", "matches(id, '^17')",
               "matches(id, 'a-17')", "'A' in id"},
              false);
    CHECK(value_of("len(id)") == "4");
    CHECK(value_of("len(umlaut)") == "7");
    CHECK(value_of("len(tags) + len(none)") == "2");
    CHECK(value_of("id + ':' + 'x'") == "'A-17:x'");
}

TEST_CASE("arithmetic is exact, and absent where it does not fit") {
    for (const auto& [text, wanted] : {std::pair{"0.1 + 0.2", "0.3"},
                                       {"amount / 3", "33.3333333333333333"},
                                       {"2 + 3 * 4 - 10 / 4", "11.5"},
                                       {"-amount * -1", "100"},
                                       {"amount / 0", "missing"},
                                       {"999999999999999999 + 1", "missing"},
                                       {"day + 1d", "date('2026-02-01')"},
                                       {"7d + day", "date('2026-02-07')"},
                                       {"day - 31d", "date('2025-12-31')"},
                                       {"day + 1h", "missing"},
                                       {"day - date('2026-01-01')", "30d"},
                                       {"at + 1h30m", "date('2026-01-31T11:30:00Z')"},
                                       {"at - at", "0s"},
                                       {"date('9999-12-31') + 1d", "missing"},
                                       {"date('0001-01-01') - 1d", "missing"},
                                       {"wait + 30s", "2m"},
                                       {"wait - 2m", "-30s"},
                                       {"wait * 1.5", "2m15s"},
                                       {"1.5 * wait", "2m15s"},
                                       {"1s / 3", "333ms"},
                                       {"1d * 0.333333333333333333", "8h"},
                                       {"wait / 0", "missing"},
                                       {"wait / 1m", "1.5"},
                                       {"wait / 0s", "missing"},
                                       {"36525d * 1000", "missing"},
                                       {"-wait", "-1m30s"}}) {
        CAPTURE(text);
        CHECK(value_of(text) == wanted);
    }
}

TEST_CASE("values from outside at the edge of what fits do no harm") {
    const std::map<std::string, Value, std::less<>> edges{{"most", Duration{std::numeric_limits<std::int64_t>::max()}},
                                                          {"least", Duration{std::numeric_limits<std::int64_t>::min()}},
                                                          {"late", DateTime{std::numeric_limits<std::int64_t>::max()}},
                                                          {"early", DateTime{std::numeric_limits<std::int64_t>::min()}},
                                                          {"day", Date{std::numeric_limits<std::int32_t>::max()}}};
    for (const char* text :
         {"most + most", "least - most", "-least", "-most", "late + most", "late - early", "early - 1d", "day + 1d",
          "day + most", "least * -1", "most * 2", "least / -1", "least / 0.1"}) {
        CAPTURE(text);
        CHECK(evaluate(parsed(text), [&](std::string_view name) { return edges.find(name)->second; }).is_absent());
    }
    CHECK(literal_text(Duration{std::numeric_limits<std::int64_t>::min()}).starts_with("-"));
}

TEST_CASE("a condition built by hand needs no compiled pattern") {
    Term term = parsed("matches(id, '^A')");
    term.pattern = nullptr;
    CHECK(holds(term, field));
    term.operands[1].value = std::string("(");
    CHECK_FALSE(holds(term, field));
    term.operands[1].value = Absent{};
    CHECK_FALSE(holds(term, field));
}

TEST_CASE(
    "well-typed random conditions have no problems and are true or false; their parts have values of their types") {
    test::ConditionTrees trees(7);
    const ConditionScope scope{
        [](std::string_view, std::string_view name) { return std::optional(test::type_of_name(name)); }, {}, false};
    std::size_t held = 0;
    const auto check_parts = [&](const Term& term, const ValueOf& values, const auto& self) -> void {
        if (term.operation == Operation::list) return;
        const Value value = evaluate(term, values);
        FieldType type = check_types(term, scope).type;
        // What does not fit is absent, whatever the operands were.
        const bool computes = term.operation >= Operation::add && term.operation <= Operation::divide;
        if (computes || term.operation == Operation::negate || term.operation == Operation::len) type.optional = true;
        CAPTURE(to_text(term), literal_text(value), to_text(type));
        REQUIRE(has_type(value, type));
        for (const Term& operand : term.operands) self(operand, values, self);
    };
    for (int i = 0; i < 3'000; ++i) {
        const Term tree = trees.condition(1 + trees.below(5));
        CAPTURE(to_text(tree));
        const CheckedTerm checked = check_condition(tree, scope);
        if (!checked.problems.empty()) FAIL(checked.problems[0].message);
        std::map<std::string, Value, std::less<>> values;
        const ValueOf value_of_name = [&](std::string_view name) {
            const auto [at, added] = values.try_emplace(std::string(name));
            if (added) at->second = trees.value_of(test::type_of_name(name));
            return at->second;
        };
        held += holds(tree, value_of_name);
        check_parts(tree, value_of_name, check_parts);
    }
    CHECK(held > 500);
    CHECK(held < 2'500);
}
