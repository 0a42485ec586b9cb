#include "templates/cases.h"

#include <catch2/catch.hpp>

#include "templates/draft.h"

using namespace millwright;
using namespace millwright::templates;

namespace {

PartMessage order() {
    PartMessage message;
    message.name = "OrderRequest";
    for (const auto& [name, type] : std::vector<std::pair<std::string, std::string>>{
             {"order_id", "string"}, {"amount", "decimal?"}, {"urgent", "bool"}, {"day", "date"}}) {
        message.fields.push_back({name, parse_field_type(type).value()});
    }
    return message;
}

ConditionScope scope_of(const PartMessage& message) {
    ConditionScope scope;
    scope.type_of = [message](std::string_view owner, std::string_view name) -> std::optional<FieldType> {
        for (const PartField& each : message.fields) {
            if (owner.empty() && each.name == name) return each.type;
        }
        return std::nullopt;
    };
    return scope;
}

/// Handlers with sends "A", "B", ...; "" is no condition.
PartHandler handler_with(const std::vector<std::string>& conditions) {
    PartHandler handler;
    handler.on = "OrderRequest";
    for (std::size_t i = 0; i < conditions.size(); ++i) {
        PartSend send;
        send.setting = std::string(1, static_cast<char>('A' + i));
        if (!conditions[i].empty()) send.when = expression(conditions[i]);
        handler.sends.push_back(std::move(send));
    }
    return handler;
}

std::string cases_of(const PartHandler& handler, RouteChoice route, const PartMessage& message = order()) {
    const CasesFound found = find_cases(handler, message, route, scope_of(message));
    std::string all;
    for (const PartCase& each : found.cases) {
        all += each.name + ":";
        for (const auto& [name, value] : each.body) all += " " + name + "=" + literal_text(value);
        for (const PartCase::Sent& sent : each.sends) {
            all += " -> " + sent.setting + " " + sent.message;
            if (sent.message == handler.on) continue;
            for (const auto& [name, value] : sent.body) all += " " + name + "=" + literal_text(value);
        }
        all += "\n";
    }
    for (const std::string& each : found.remarks) all += "remark: " + each + "\n";
    return all;
}

}  // namespace

TEST_CASE("each send has a message that leads to it and to no earlier one") {
    CHECK(cases_of(handler_with({"order_id == ''", "amount > 100 and urgent", ""}), RouteChoice::first) ==
          R"(a when order_id is empty: order_id='' urgent=false day=date('2026-01-31') -> A OrderRequest
b when amount > 100 and urgent: order_id='1001' amount=101 urgent=true day=date('2026-01-31') -> B OrderRequest
c otherwise: order_id='1001' amount=100 urgent=false day=date('2026-01-31') -> C OrderRequest
)");
    CHECK(cases_of(handler_with({"order_id == ''", "missing(amount)"}), RouteChoice::first) ==
          R"(a when order_id is empty: order_id='' urgent=false day=date('2026-01-31') -> A OrderRequest
b when amount is missing: order_id='1001' urgent=false day=date('2026-01-31') -> B OrderRequest
nothing is sent otherwise: order_id='1001' amount=0 urgent=false day=date('2026-01-31')
)");
    CHECK(cases_of(handler_with({""}), RouteChoice::first) ==
          R"(a always: order_id='1001' urgent=false day=date('2026-01-31') -> A OrderRequest
)");
    CHECK(cases_of(handler_with({}), RouteChoice::first) ==
          R"(order request is taken: order_id='1001' urgent=false day=date('2026-01-31')
)");
}

TEST_CASE("where every send is tried, cases say all that are made") {
    CHECK(
        cases_of(handler_with({"", "urgent", "amount > 100"}), RouteChoice::all) ==
        R"(a and b when urgent is true: order_id='1001' amount=100 urgent=true day=date('2026-01-31') -> A OrderRequest -> B OrderRequest
a and c when amount is more than 100: order_id='1001' amount=101 urgent=false day=date('2026-01-31') -> A OrderRequest -> C OrderRequest
a otherwise: order_id='1001' amount=100 urgent=false day=date('2026-01-31') -> A OrderRequest
)");
    CHECK(cases_of(handler_with({"urgent"}), RouteChoice::all) ==
          R"(a when urgent is true: order_id='1001' urgent=true day=date('2026-01-31') -> A OrderRequest
nothing is sent otherwise: order_id='1001' urgent=false day=date('2026-01-31')
)");
    CHECK(cases_of(handler_with({"", ""}), RouteChoice::all) ==
          R"(a and b always: order_id='1001' urgent=false day=date('2026-01-31') -> A OrderRequest -> B OrderRequest
)");
    CHECK(
        cases_of(handler_with({"urgent", "urgent"}), RouteChoice::all) ==
        R"(a and b when urgent is true: order_id='1001' urgent=true day=date('2026-01-31') -> A OrderRequest -> B OrderRequest
nothing is sent otherwise: order_id='1001' urgent=false day=date('2026-01-31')
)");
}

TEST_CASE("what is sent is made of what was received") {
    PartHandler handler = handler_with({"urgent", ""});
    handler.sends[0].message = "Alarm";
    handler.sends[0].with = {{"text", expression("'order ' + order_id")}, {"amount", expression("amount")}};
    CHECK(cases_of(handler, RouteChoice::first) ==
          R"(a when urgent is true: order_id='1001' urgent=true day=date('2026-01-31') -> A Alarm text='order 1001'
b otherwise: order_id='1001' urgent=false day=date('2026-01-31') -> B OrderRequest
)");
    const PartBody body{{"order_id", Value(std::string("7"))}, {"urgent", Value(true)}};
    PartSend changed;
    changed.with = {{"urgent", expression("false")}};
    const PartCase::Sent sent = sent_by(handler, changed, body);
    CHECK(sent.message == "OrderRequest");
    CHECK(sent.body == PartBody{{"order_id", Value(std::string("7"))}, {"urgent", Value(false)}});
}

TEST_CASE("a record that has to be there is no value of a body, which is said") {
    PartMessage message = order();
    message.fields.push_back({"lines", parse_field_type("OrderLine").value()});
    CHECK(cases_of(handler_with({"urgent", ""}), RouteChoice::first, message) ==
          R"(remark: No representative "OrderRequest" was found for "a when urgent is true"; there is no test of it.
remark: No representative "OrderRequest" was found for "b otherwise"; there is no test of it.
)");
    message.fields.back().type.optional = true;
    CHECK(cases_of(handler_with({"urgent", ""}), RouteChoice::first, message) ==
          R"(a when urgent is true: order_id='1001' urgent=true day=date('2026-01-31') -> A OrderRequest
b otherwise: order_id='1001' urgent=false day=date('2026-01-31') -> B OrderRequest
)");
}

TEST_CASE("a field of which only its absence is asked") {
    PartMessage message;
    message.name = "OrderRequest";
    message.fields = {{"note", parse_field_type("any?").value()}};
    CHECK(cases_of(handler_with({"missing(note)", ""}), RouteChoice::first, message) ==
          R"(a when note is missing: -> A OrderRequest
b otherwise: note='note' -> B OrderRequest
)");
    message.fields = {{"note", parse_field_type("OrderLine?").value()}};
    CHECK(cases_of(handler_with({"missing(note)", ""}), RouteChoice::first, message) ==
          R"(a when note is missing: -> A OrderRequest
remark: No representative "OrderRequest" was found for "b otherwise"; there is no test of it.
)");
    message.fields = {{"note", parse_field_type("map<int>?").value()}};
    CHECK(cases_of(handler_with({"missing(note)", ""}), RouteChoice::first, message) ==
          R"(a when note is missing: -> A OrderRequest
b otherwise: note=[] -> B OrderRequest
)");
}

TEST_CASE("conditions in words") {
    const auto words = [](const std::string& text) { return in_words(expression(text).term); };
    CHECK(words("order_id == ''") == "order_id is empty");
    CHECK(words("order_id != 'x'") == "order_id is not x");
    CHECK(words("amount <= 0") == "amount is at most 0");
    CHECK(words("urgent") == "urgent is true");
    CHECK(words("not urgent") == "urgent is not true");
    CHECK(words("missing(day)") == "day is missing");
    CHECK(words("present(day)") == "day is there");
    CHECK(words("kind in ['a', 'b']") == "kind is one of ['a', 'b']");
    CHECK(words("a == 'x\ny'") == "a is x\\ny");
    CHECK(words("urgent and amount > 1") == "urgent and amount > 1");
}
