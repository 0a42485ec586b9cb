#include "templates/decisions.h"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "graph/condition_cases.h"
#include "templates/cases.h"
#include "templates/draft.h"

using namespace millwright;
using namespace millwright::templates;

namespace {

ConditionScope scope_of(const std::vector<PartField>& fields) {
    ConditionScope scope;
    scope.type_of = [fields](std::string_view owner, std::string_view name) -> std::optional<FieldType> {
        for (const PartField& each : fields) {
            if (owner.empty() && each.name == name) return each.type;
        }
        return std::nullopt;
    };
    return scope;
}

PartField field(const std::string& name, const std::string& type) {
    return {name, parse_field_type(type).value()};
}

PartMessage message_of(std::vector<PartField> fields) {
    PartMessage message;
    message.name = "OrderRequest";
    message.fields = std::move(fields);
    return message;
}

/// What is decided for settings, each with a condition or "": "Rejected when id == ''; Accepted", fields added behind it.
std::string decided(const std::vector<std::pair<std::string, std::string>>& wishes, std::vector<PartField> fields,
                    bool may_add = false) {
    std::vector<RouteWish> all;
    for (const auto& [setting, when] : wishes) {
        all.push_back({setting, when.empty() ? std::nullopt : std::optional(expression(when))});
    }
    const RouteDecision decision = decide_routes(all, message_of(std::move(fields)), may_add, scope_of);
    if (decision.everyone) return "everyone";
    std::string text;
    for (const std::size_t i : decision.order) {
        text += (text.empty() ? "" : "; ") + all[i].setting;
        if (decision.when[i]) text += " when " + decision.when[i]->text;
    }
    for (const PartField& each : decision.added_fields) text += " +" + each.name + ":" + to_text(each.type);
    return text;
}

const std::vector<std::pair<std::string, std::string>> two{{"Accepted", ""}, {"Rejected", ""}};
const std::vector<std::pair<std::string, std::string>> three{{"Fast", ""}, {"Slow", ""}, {"Manual", ""}};

}  // namespace

TEST_CASE("a message without fields gets an id, and a word for each of several targets") {
    CHECK(decided(two, {}, true) == "Rejected when id == ''; Accepted +id:string");
    CHECK(decided(three, {}, true) ==
          "Slow when route == 'slow'; Manual when route == 'manual'; Fast +id:string +route:fast|slow|manual");
    CHECK(decided(two, {}) == "everyone");
    CHECK(decided({{"Output", ""}}, {}) == "Output");
}

TEST_CASE("one field decides, the kinds of fields in their order") {
    CHECK(decided(two, {field("id", "string"), field("state", "open|closed")}) ==
          "Rejected when state == 'closed'; Accepted");
    CHECK(decided(two, {field("id", "string"), field("ok", "bool")}) == "Rejected when ok; Accepted");
    CHECK(decided(two, {field("amount", "int"), field("id", "string")}) == "Rejected when id == ''; Accepted");
    CHECK(decided(two, {field("day", "date?"), field("amount", "decimal")}) == "Rejected when amount <= 0; Accepted");
    CHECK(decided(two, {field("lines", "list<string>"), field("day", "date?")}) ==
          "Rejected when missing(day); Accepted");
    CHECK(decided(two, {field("lines", "list<string>"), field("day", "date")}) == "everyone");
    CHECK(decided(three, {field("id", "string")}) == "Slow when id == 'slow'; Manual when id == 'manual'; Fast");
    CHECK(decided(three, {field("amount", "int"), field("ok", "bool")}) ==
          "Slow when amount == 1; Manual when amount == 2; Fast");
    CHECK(decided(three, {field("ok", "bool")}) == "everyone");
}

TEST_CASE("choices that are called like targets are theirs") {
    CHECK(decided(three, {field("way", "manual|fast|slow|other")}) ==
          "Slow when way == 'slow'; Manual when way == 'manual'; Fast");
    CHECK(decided(three, {field("way", "a|b|c")}) == "Slow when way == 'b'; Manual when way == 'c'; Fast");
    CHECK(decided(three, {field("way", "a|b")}) == "everyone");
    CHECK(decided(two, {field("way", "rejected|x")}) == "Rejected when way == 'rejected'; Accepted");
}

TEST_CASE("conditions that are given stay, and what is made beside them can still be chosen") {
    CHECK(decided({{"A", ""}, {"B", "amount > 5"}}, {field("amount", "int")}) == "B when amount > 5; A");
    CHECK(decided({{"A", "ok"}, {"B", ""}, {"C", ""}}, {field("ok", "bool")}) == "everyone");
    CHECK(decided({{"A", "ok"}, {"B", ""}, {"C", ""}}, {field("ok", "bool"), field("id", "string")}) ==
          "A when ok; C when id == ''; B");
    CHECK(decided({{"A", "id == ''"}, {"B", ""}, {"C", ""}}, {field("id", "string")}) ==
          "A when id == ''; C when id == 'c'; B");
    CHECK(decided({{"A", "ok"}, {"B", "not ok"}}, {field("ok", "bool")}) == "A when ok; B when not ok");
}

TEST_CASE("fields that only conditions name get the type of what they are compared with") {
    const std::vector<Term> terms{expression("order_id == '' and amount > 100").term, expression("urgent").term,
                                  expression("day < date('2026-01-31')").term};
    std::string text;
    for (const PartField& each : fields_named(terms)) text += each.name + ":" + to_text(each.type) + " ";
    CHECK(text == R"(order_id:string amount:decimal urgent:bool day:date )");
}

namespace {

/// Types of all kinds that settings know, without records.
FieldType any_type() {
    static const std::vector<std::string> types{"string",   "int",      "decimal", "bool",        "date",
                                                "datetime", "duration", "uuid",    "bytes",       "list<string>",
                                                "map<int>", "any",      "x|y",     "a|b|c|d|e|f", "target_0|target_1"};
    FieldType type = parse_field_type(*rc::gen::elementOf(types)).value();
    type.optional = *rc::gen::arbitrary<bool>();
    return type;
}

PartMessage any_message() {
    std::vector<PartField> fields;
    const int count = *rc::gen::inRange(0, 5);
    for (int i = 0; i < count; ++i) fields.push_back({"field_" + std::to_string(i), any_type()});
    return message_of(std::move(fields));
}

Term always() {
    Term term;
    term.value = true;
    return term;
}

}  // namespace

TEST_CASE("whatever the message: every one of it goes somewhere, every send can happen, and cases do what they say") {
    const bool held = rc::check([] {
        PartMessage message = any_message();
        std::vector<RouteWish> wishes;
        const int count = *rc::gen::inRange(1, 6);
        for (int i = 0; i < count; ++i) wishes.push_back({"Target" + std::to_string(i), std::nullopt});
        const bool may_add = message.fields.empty();
        const RouteDecision decision = decide_routes(wishes, message, may_add, scope_of);
        RC_ASSERT(decision.order.size() == wishes.size());
        if (decision.everyone) {
            RC_ASSERT(!may_add);
            return;
        }
        message.fields.insert(message.fields.end(), decision.added_fields.begin(), decision.added_fields.end());
        const ConditionScope scope = scope_of(message.fields);
        PartHandler handler;
        handler.on = message.name;
        std::vector<Term> earlier;
        for (const std::size_t i : decision.order) {
            const auto& when = decision.when[i];
            RC_ASSERT(when.has_value() == (i != 0));
            handler.sends.push_back({wishes[i].setting, {}, when, {}, Interaction::sync});
            if (when) {
                RC_ASSERT(check_condition(when->term, scope).problems.empty());
                RC_ASSERT(decide(when->term, scope) != Verdict::never);
                RC_ASSERT(decide(when->term, scope) != Verdict::always);
            }
            const Term term = when ? when->term : always();
            if (!earlier.empty()) RC_ASSERT(covered(term, earlier, scope) != Verdict::always);
            earlier.push_back(term);
        }
        const Uncovered uncovered = find_uncovered(earlier, scope);
        RC_ASSERT(uncovered.certain);
        RC_ASSERT(!uncovered.example.has_value());

        const CasesFound found = find_cases(handler, message, RouteChoice::first, scope);
        RC_ASSERT(found.remarks.empty());
        RC_ASSERT(found.cases.size() == handler.sends.size());
        for (std::size_t i = 0; i < found.cases.size(); ++i) {
            const PartCase& each = found.cases[i];
            RC_ASSERT(sends_made(handler, RouteChoice::first, each.body) == std::vector<std::size_t>{i});
            RC_ASSERT(each.sends.size() == 1u);
            RC_ASSERT(each.sends[0].setting == handler.sends[i].setting);
            for (const PartField& known : message.fields) {
                RC_ASSERT(known.type.optional || !value_in(each.body, known.name).is_absent());
            }
        }
    });
    CHECK(held);
}
