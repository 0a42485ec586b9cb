#include "templates/python_expression.h"

#include <catch2/catch.hpp>
#include <map>
#include <sstream>

#include "settings/system.h"
#include "tests/graph/condition_trees.h"
#include "tests/support/corpus.h"
#include "tests/support/folder.h"

using namespace millwright;
using namespace millwright::templates;

namespace {

const std::map<std::string, std::string, std::less<>> field_types = {
    {"amount", "decimal?"}, {"total", "decimal"}, {"count", "int"},         {"pieces", "int?"},
    {"order_id", "string"}, {"note", "string?"},  {"status", "open|done"},  {"paid", "bool"},
    {"urgent", "bool?"},    {"day", "date"},      {"at", "datetime?"},      {"span", "duration"},
    {"id", "uuid"},         {"other", "uuid?"},   {"tags", "list<string>"}, {"labels", "map<string>?"},
    {"raw", "bytes"},       {"unknown", "any"},   {"customer", "Customer?"}};

std::optional<FieldType> type_of(std::string_view owner, std::string_view part) {
    if (owner == "Customer") return part == "city" ? parse_field_type("string?") : std::nullopt;
    const auto found = field_types.find(part);
    return found == field_types.end() ? std::nullopt : parse_field_type(found->second);
}

PythonScope scope() {
    return PythonScope{ConditionScope{type_of}, "request", {}};
}

std::string condition(std::string_view text) {
    const auto written = python_condition(*parse_condition(text), scope());
    return written ? written->text() : "nothing";
}

std::string value(std::string_view text, std::string_view type) {
    const auto written = python_value(*parse_condition(text), *parse_field_type(type), scope());
    return written ? written->text : "nothing";
}

}  // namespace

TEST_CASE("conditions are short and guard only what may be missing") {
    CHECK(condition("order_id == ''") == "request.order_id == \"\"");
    CHECK(condition("total > 100") == "request.total > 100");
    CHECK(condition("total > 0.5") == "request.total > Decimal(\"0.5\")");
    CHECK(condition("amount > 100") == "request.amount is not None and request.amount > 100");
    CHECK(condition("amount > 1 and amount < 5") ==
          "request.amount is not None and request.amount > 1 and request.amount < 5");
    CHECK(condition("amount == 1") == "request.amount == 1");
    CHECK(condition("amount != 1") == "request.amount is not None and request.amount != 1");
    CHECK(condition("amount == pieces") == "request.amount is not None and request.amount == request.pieces");
    CHECK(condition("missing(amount) or amount <= 0") == "request.amount is None or request.amount <= 0");
    CHECK(condition("present(note) and note != ''") == "request.note is not None and request.note != \"\"");
    CHECK(condition("paid or urgent") == "request.paid or request.urgent");
    CHECK(condition("paid and (total > 1 or count > 1)") ==
          "request.paid and (request.total > 1 or request.count > 1)");
    CHECK(condition("customer.city == 'Oslo'") == "request.customer is not None and request.customer.city == \"Oslo\"");
    CHECK(condition("missing(customer.city)") == "request.customer is None or request.customer.city is None");
}

TEST_CASE("negations are said directly") {
    CHECK(condition("not paid") == "not request.paid");
    CHECK(condition("not missing(note)") == "request.note is not None");
    CHECK(condition("not note == 'x'") == "request.note != \"x\"");
    CHECK(condition("not total > 1") == "request.total <= 1");
    CHECK(condition("not amount > 1") == "not (request.amount is not None and request.amount > 1)");
    CHECK(condition("status not in ['open', 'done']") == "request.status not in (\"open\", \"done\")");
    CHECK(condition("note not in ['x']") == "request.note != \"x\"");
    CHECK(condition("paid == false") == "not request.paid");
    CHECK(condition("urgent == false") == "request.urgent is False");
    CHECK(condition("urgent != false") == "request.urgent");
    CHECK(condition("not (paid or urgent)") == "not (request.paid or request.urgent)");
}

TEST_CASE("texts, times and lists") {
    CHECK(condition("starts_with(order_id, 'X')") == "request.order_id.startswith(\"X\")");
    CHECK(condition("contains(note, 'x')") == "request.note is not None and \"x\" in request.note");
    CHECK(condition("contains(tags, 'x')") == "\"x\" in request.tags");
    CHECK(condition("contains(labels, 'x')") == "request.labels is not None and \"x\" in request.labels");
    CHECK(condition("len(tags) > 2") == "len(request.tags) > 2");
    CHECK(condition("matches(order_id, '^[A-Z]+-\\d{3}$')") ==
          "re.search(r\"^[A-Z]+-\\d{3}\\Z\", request.order_id, re.ASCII) is not None");
    CHECK(condition("day >= date('2026-01-31')") == "request.day >= date(2026, 1, 31)");
    CHECK(condition("at < date('2026-01-31T10:30:00Z')") ==
          "request.at is not None and request.at < datetime(2026, 1, 31, 10, 30, tzinfo=timezone.utc)");
    CHECK(condition("span > 1h30m") == "request.span > timedelta(hours=1, minutes=30)");
    CHECK(condition("day + 2d > date('2026-01-31')") == "request.day + timedelta(days=2) > date(2026, 1, 31)");
    CHECK(condition("id == '0f8fad5b-d9cb-469f-a165-70867728950e'") ==
          "request.id == UUID(\"0f8fad5b-d9cb-469f-a165-70867728950e\")");
    CHECK(condition("total / 4 > count * (count + 1)") == "request.total / 4 > request.count * (request.count + 1)");
    CHECK(condition("count / 2 == 1.5") == "Decimal(request.count) / 2 == Decimal(\"1.5\")");
    CHECK(condition("unknown == 'x'") == "request.unknown == \"x\"");
}

TEST_CASE("what Python cannot say in short is not written") {
    for (const char* text : {"total / 3 > 1", "total / count > 1", "span * total > 1h", "span / 2 > 1h", "unknown > 1",
                             "unknown != 1", "matches(order_id, '\\pL')", "nobody == 1",
                             "id == '0F8FAD5B-d9cb-469f-a165-70867728950e'", "labels == labels"}) {
        CHECK(condition(text) == "nothing");
    }
}

TEST_CASE("values of fields") {
    CHECK(value("order_id", "string") == "request.order_id");
    CHECK(value("'missing id'", "string") == "\"missing id\"");
    CHECK(value("100", "decimal") == "Decimal(\"100\")");
    CHECK(value("count", "decimal") == "Decimal(request.count)");
    CHECK(value("pieces + 1", "int?") == "request.pieces + 1 if request.pieces is not None else None");
    CHECK(value("id", "string") == "str(request.id)");
    CHECK(value("'2026-01-31'", "date") == "date(2026, 1, 31)");
    CHECK(value("customer.city", "string?") == "request.customer.city if request.customer is not None else None");
    CHECK(value("urgent or paid", "bool") == "bool(request.urgent or request.paid)");
    CHECK(value("amount > 1", "bool") == "request.amount is not None and request.amount > 1");
}

TEST_CASE("what a condition says holds in the code behind it") {
    const Term there = *parse_condition("present(amount)");
    const auto behind = where_true(scope(), there);
    CHECK(python_condition(*parse_condition("amount > 1"), behind)->text() == "request.amount > 1");
    const auto besides = where_false(scope(), *parse_condition("missing(customer)"));
    CHECK(python_condition(*parse_condition("customer.city == 'Oslo'"), besides)->text() ==
          "request.customer.city == \"Oslo\"");
}

TEST_CASE("regular expressions") {
    const auto regex = [](std::string_view text) {
        const auto found = python_regex(text);
        return found ? found->literal : "nothing";
    };
    CHECK(regex("^a.b$") == "r\"^a.b\\Z\"");
    CHECK(regex("[^]a-z\\s]*") == "r\"[^\\]a-z\\t\\n\\f\\r ]*\"");
    CHECK(regex("(?:a|b){2,3}?") == "r\"(?:a|b){2,3}?\"");
    CHECK(regex("(?i)smith") == "r\"(?i)smith\"");
    CHECK(regex("say \"no\"") == "'say \"no\"'");
    for (const char* text : {"(?i)\\w", "(?s).", "[[:alpha:]]", "\\Qa\\E", "\\x41", "(?P<n>a)", "a{,2}", "[a&&b]"})
        CHECK(regex(text) == "nothing");
}

// --- against Python

namespace {

const char* const all_names[] = {"int",      "number", "bool",   "date", "datetime",
                                 "duration", "text",   "status", "tags", "amounts"};

/// Whether nothing in it gives up because a number or date is too large.
bool stays_in_range(const Term& term, const ValueOf& value_of) {
    bool all_there = true;
    for (const Term& operand : term.operands) {
        if (!stays_in_range(operand, value_of)) return false;
        all_there = all_there && !evaluate(operand, value_of).is_absent();
    }
    const bool computes = term.operation == Operation::add || term.operation == Operation::subtract ||
                          term.operation == Operation::multiply || term.operation == Operation::divide ||
                          term.operation == Operation::negate;
    return !computes || !all_there || !evaluate(term, value_of).is_absent();
}

constexpr const char* check_script = R"(
import re, sys
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from types import SimpleNamespace
from uuid import UUID
failures = 0
def check(what, expected, values, condition):
    global failures
    try:
        got = condition(SimpleNamespace(**values))
    except Exception as error:
        got = repr(error)
    if got is not expected:
        failures += 1
        print(what, values, "expected", expected, "got", got)
)";

}  // namespace

TEST_CASE("random conditions have the same value in Python") {
    const test::Folder folder;
    std::ostringstream script;
    script << check_script;
    test::ConditionTrees trees(20260131);
    const PythonScope typed{
        ConditionScope{[](std::string_view, std::string_view part) { return test::type_of_name(part); }}, "r", {}};
    FieldType boolean;
    boolean.kind = FieldKind::boolean;
    std::size_t written = 0, tried = 0;
    for (; written < 4000 && tried < 40'000; ++tried) {
        const Term term = trees.condition(1 + trees.below(3));
        std::map<std::string, Value, std::less<>> values;
        std::string literals;
        for (const std::string name : all_names) {
            for (const std::string& full : {name, "maybe_" + name}) {
                const FieldType type = test::type_of_name(full);
                const Value given = trees.value_of(type);
                literals += "'" + full + "': " + python_literal(given, type)->text + ", ";
                values.emplace(full, given);
            }
        }
        const ValueOf value_of = [&](std::string_view name) { return values.find(name)->second; };
        if (!stays_in_range(term, value_of)) continue;
        const auto condition = python_condition(term, typed);
        const auto exact = python_value(term, boolean, typed);
        REQUIRE(condition.has_value() == exact.has_value());
        if (!condition) continue;
        ++written;
        const char* const expected = holds(term, value_of) ? "True" : "False";
        script << "check(" << python_quoted(to_text(term)) << ", " << expected << ", {" << literals
               << "}, lambda r: bool(" << condition->text() << "))\n";
        if (term.operation != Operation::name) {
            script << "check(" << python_quoted(to_text(term)) << ", " << expected << ", {" << literals
                   << "}, lambda r: (" << exact->text << "))\n";
        }
    }
    script << "sys.exit(1 if failures else 0)\n";
    CHECK(written == 4000);
    folder.put("conditions.py", script.str());
    const auto run = settings::run_program({"python3", "conditions.py"});
    if (!run) return test::skipped("there is no python3");
    INFO(run->out.substr(0, 4000) << run->err.substr(0, 2000));
    CHECK(run->exit_status == 0);
}

TEST_CASE("random texts are found by the same regular expressions in Python") {
    const test::Folder folder;
    std::ostringstream script;
    script << check_script;
    test::ConditionTrees random(7);
    static const char* const pieces[] = {"a",       "b",       ".",   "^",   "$",   "\\d", "\\s",  "\\w", "[a-c]",
                                         "[^a\\s]", "(?:a|b)", "*",   "+",   "?",   "{2}", "{1,}", "\\b", "|",
                                         "\\.",     "[]x]",    "(c)", "\\z", "\\S", "K",   "(?i)", "\\W"};
    static const char* const letters[] = {"a", "b",  "c", "x",  "K", "k",        "1",
                                          " ", "\n", ".", "\v", "]", "\xC3\xA4", "\xE2\x84\xAA"};
    std::size_t written = 0;
    for (std::size_t tried = 0; tried < 20'000; ++tried) {
        std::string expression, text;
        for (std::size_t count = 1 + random.below(5); count > 0; --count) expression += random.one_of(pieces);
        for (std::size_t count = random.below(6); count > 0; --count) text += random.one_of(letters);
        Term term = test::ConditionTrees::made(
            Operation::matches, {test::ConditionTrees::named("text"), test::ConditionTrees::literal(expression)});
        if (!parse_condition(to_text(term))) continue;
        const auto regex = python_regex(expression);
        if (!regex) continue;
        ++written;
        const bool found = holds(term, [&](std::string_view) { return Value(text); });
        script << "check(" << python_quoted(expression) << ", " << (found ? "True" : "False")
               << ", {'text': " << python_quoted(text) << "}, lambda r: re.search(" << regex->literal << ", r.text"
               << (regex->ascii ? ", re.ASCII" : "") << ") is not None)\n";
    }
    script << "sys.exit(1 if failures else 0)\n";
    CHECK(written > 3000);
    folder.put("expressions.py", script.str());
    const auto run = settings::run_program({"python3", "-W", "error", "expressions.py"});
    if (!run) return test::skipped("there is no python3");
    INFO(run->out.substr(0, 4000) << run->err.substr(0, 2000));
    CHECK(run->exit_status == 0);
}

TEST_CASE("a field that is a float in its class is computed with as a decimal") {
    FieldType price = *parse_field_type("decimal?");
    price.name = "float";
    PythonScope scope;
    scope.types.type_of = [&](std::string_view, std::string_view) { return std::optional<FieldType>(price); };
    CHECK(python_condition(*parse_condition("price < 9.99"), scope)->text() ==
          "request.price is not None and Decimal(str(request.price)) < Decimal(\"9.99\")");
    CHECK(python_condition(*parse_condition("missing(price)"), scope)->text() == "request.price is None");
    scope.present = {"request.price"};
    CHECK(python_value(*parse_condition("price * 2"), price, scope)->text == "float(Decimal(str(request.price)) * 2)");
    CHECK(python_literal(Value(Decimal(9)), price)->text == "9.0");
}
