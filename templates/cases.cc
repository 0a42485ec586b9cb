#include "templates/cases.h"

#include <algorithm>
#include <set>

#include "graph/condition_cases.h"
#include "graph/utf8.h"
#include "templates/names.h"

namespace millwright::templates {
namespace {

Term always() {
    Term term;
    term.value = true;
    return term;
}

/// What a representative message is to show: a condition that holds, and others that do not.
struct Wanted {
    Term holds = always();
    std::vector<Term> fails;
    std::vector<std::size_t> sends;  ///< that it has to make
    std::string name;
};

std::string name_of_sends(const PartHandler& handler, const std::vector<std::size_t>& sends) {
    std::string all;
    for (const std::size_t i : sends) all += (all.empty() ? "" : " and ") + in_words(handler.sends[i].setting);
    return all;
}

std::vector<Wanted> wanted_of_first(const PartHandler& handler) {
    std::vector<Wanted> all;
    std::vector<Term> earlier;
    for (std::size_t i = 0; i < handler.sends.size(); ++i) {
        const PartSend& send = handler.sends[i];
        Wanted wanted;
        wanted.fails = earlier;
        wanted.sends = {i};
        wanted.name = name_of_sends(handler, {i});
        if (send.when) {
            wanted.holds = send.when->term;
            wanted.name += " when " + in_words(send.when->term);
            earlier.push_back(send.when->term);
        } else {
            wanted.name += i == 0 ? " always" : " otherwise";
        }
        all.push_back(std::move(wanted));
        if (!send.when) return all;
    }
    if (!handler.sends.empty()) all.push_back({always(), earlier, {}, "nothing is sent otherwise"});
    return all;
}

std::vector<Wanted> wanted_of_all(const PartHandler& handler) {
    std::vector<std::size_t> unconditional;
    std::vector<Term> terms;
    for (std::size_t i = 0; i < handler.sends.size(); ++i) {
        if (handler.sends[i].when)
            terms.push_back(handler.sends[i].when->term);
        else
            unconditional.push_back(i);
    }
    std::vector<Wanted> all;
    for (std::size_t i = 0, term = 0; i < handler.sends.size(); ++i) {
        if (!handler.sends[i].when) continue;
        Wanted wanted;
        wanted.holds = terms[term];
        wanted.fails = terms;
        wanted.fails.erase(wanted.fails.begin() + static_cast<std::ptrdiff_t>(term++));
        wanted.sends = unconditional;
        wanted.sends.push_back(i);
        std::sort(wanted.sends.begin(), wanted.sends.end());
        wanted.name = name_of_sends(handler, wanted.sends) + " when " + in_words(handler.sends[i].when->term);
        all.push_back(std::move(wanted));
    }
    const std::string rest = unconditional.empty()
                                 ? "nothing is sent otherwise"
                                 : name_of_sends(handler, unconditional) + (terms.empty() ? " always" : " otherwise");
    if (!handler.sends.empty()) all.push_back({always(), terms, unconditional, rest});
    return all;
}

/// The body with these values and simple ones for all other fields that have to be there.
std::optional<PartBody> complete(const PartMessage& message, const Example& example) {
    PartBody body;
    for (const PartField& field : message.fields) {
        const auto given = example.find(field.name);
        if (given != example.end()) {
            // No value of a body is a record.
            if (!given->second.is_absent() && field.type.kind == FieldKind::message) return std::nullopt;
            if (!given->second.is_absent()) body.emplace_back(field.name, given->second);
            if (!given->second.is_absent() || field.type.optional) continue;
        } else if (field.type.optional) {
            continue;
        }
        const auto value = sample_value(field);
        if (!value) return std::nullopt;
        body.emplace_back(field.name, *value);
    }
    return body;
}

bool makes(const PartHandler& handler, RouteChoice route, const PartBody& body, const Wanted& wanted) {
    if (sends_made(handler, route, body) != wanted.sends) return false;
    return holds(wanted.holds, [&](std::string_view name) { return value_in(body, name); });
}

/// Gives texts that do not matter a value that a person recognises.
void make_readable(PartBody& body, const PartMessage& message, const PartHandler& handler, RouteChoice route,
                   const Wanted& wanted) {
    for (auto& [name, value] : body) {
        const auto field =
            std::find_if(message.fields.begin(), message.fields.end(),
                         [&, &wanted_name = name](const PartField& each) { return each.name == wanted_name; });
        if (field->type.kind != FieldKind::string && field->type.kind != FieldKind::any) continue;
        const Value before = value;
        value = sample_value(*field).value_or(before);
        if (!makes(handler, route, body, wanted)) value = before;
    }
}

std::optional<PartCase> case_of(const Wanted& wanted, const PartHandler& handler, const PartMessage& received,
                                RouteChoice route, const Example& example) {
    auto body = complete(received, example);
    if (!body || !makes(handler, route, *body, wanted)) return std::nullopt;
    make_readable(*body, received, handler, route, wanted);
    PartCase made;
    made.name = wanted.name;
    for (const std::size_t i : wanted.sends) made.sends.push_back(sent_by(handler, handler.sends[i], *body));
    made.body = std::move(*body);
    return made;
}

void keep_names_apart(std::vector<PartCase>& cases) {
    std::set<std::string> known;
    for (PartCase& each : cases) {
        const std::string name = each.name;
        for (int i = 2; !known.insert(each.name).second; ++i) each.name = name + " (" + std::to_string(i) + ")";
    }
}

bool is_moment(const Term& term) {
    return term.operation == Operation::literal &&
           (std::holds_alternative<Date>(term.value) || std::holds_alternative<DateTime>(term.value));
}

std::string date_text_of(const Term& term) {
    const Date* date = std::get_if<Date>(&term.value);
    return date != nullptr ? date_text(*date) : date_text(std::get<DateTime>(term.value));
}

std::string operand(const Term& term) {
    const std::string* text = std::get_if<std::string>(&term.value);
    if (term.operation == Operation::literal && text != nullptr && !text->empty()) return printable(*text);
    if (is_moment(term)) return printable(date_text_of(term));
    return printable(to_text(term));
}

bool is_empty_text(const Term& term) {
    const std::string* text = std::get_if<std::string>(&term.value);
    return term.operation == Operation::literal && text != nullptr && text->empty();
}

struct Phrase {
    Operation operation;
    std::string_view words;
    std::string_view of_moments = {};
};
constexpr Phrase phrases[] = {
    {Operation::equal, " is "},
    {Operation::not_equal, " is not "},
    {Operation::less, " is less than ", " is before "},
    {Operation::less_equal, " is at most ", " is not after "},
    {Operation::greater, " is more than ", " is after "},
    {Operation::greater_equal, " is at least ", " is not before "},
    {Operation::in, " is one of "},
    {Operation::contains, " contains "},
    {Operation::starts_with, " starts with "},
};

}  // namespace

std::string in_words(const Term& condition) {
    const auto& operands = condition.operands;
    if (condition.operation == Operation::name) return condition.name + " is true";
    if (condition.operation == Operation::missing) return to_text(operands[0]) + " is missing";
    if (condition.operation == Operation::present) return to_text(operands[0]) + " is there";
    if (condition.operation == Operation::not_ && operands[0].operation == Operation::name)
        return operands[0].name + " is not true";
    for (const Phrase& each : phrases) {
        if (each.operation != condition.operation || operands.size() != 2) continue;
        const std::string last = is_empty_text(operands[1]) ? "empty" : operand(operands[1]);
        const bool moment = is_moment(operands[1]) && !each.of_moments.empty();
        return printable(to_text(operands[0])) + std::string(moment ? each.of_moments : each.words) + last;
    }
    return printable(to_text(condition));
}

std::optional<Value> sample_value(const PartField& field) {
    const auto date = [](std::string_view text) { return parse_date(text); };
    switch (field.type.kind) {
        case FieldKind::any:
        case FieldKind::string:
            return Value(field.name == "id" || field.name.ends_with("_id") ? std::string("1001")
                                                                           : in_words(field.name));
        case FieldKind::integer:
        case FieldKind::decimal: return Value(Decimal(1));
        case FieldKind::boolean: return Value(false);
        case FieldKind::date: return date("2026-01-31");
        case FieldKind::datetime: return date("2026-01-31T10:00:00Z");
        case FieldKind::duration: return Value(Duration{3'600'000});
        case FieldKind::uuid: return Value(std::string("00000000-0000-4000-8000-000000000001"));
        case FieldKind::bytes: return Value(std::string("bytes"));
        case FieldKind::choice: return Value(field.type.choices.front());
        case FieldKind::list:
        case FieldKind::map: return Value(ValueList{});
        case FieldKind::message: return std::nullopt;
    }
    return std::nullopt;
}

Value value_in(const PartBody& body, std::string_view name) {
    const auto found = std::find_if(body.begin(), body.end(), [&](const auto& each) { return each.first == name; });
    return found == body.end() ? Value{} : found->second;
}

std::vector<std::size_t> sends_made(const PartHandler& handler, RouteChoice route, const PartBody& body) {
    std::vector<std::size_t> made;
    for (std::size_t i = 0; i < handler.sends.size(); ++i) {
        const auto& when = handler.sends[i].when;
        if (when && !holds(when->term, [&](std::string_view name) { return value_in(body, name); })) continue;
        made.push_back(i);
        if (route == RouteChoice::first) break;
    }
    return made;
}

PartCase::Sent sent_by(const PartHandler& handler, const PartSend& send, const PartBody& body) {
    PartCase::Sent sent;
    sent.setting = send.setting;
    const bool passed_on = send.message.empty() || send.message == handler.on;
    sent.message = passed_on ? handler.on : send.message;
    if (passed_on) sent.body = body;
    for (const auto& [field, value] : send.with) {
        const Value given = evaluate(value.term, [&](std::string_view name) { return value_in(body, name); });
        const auto same = std::find_if(sent.body.begin(), sent.body.end(),
                                       [&, &wanted = field](const auto& each) { return each.first == wanted; });
        if (same != sent.body.end()) sent.body.erase(same);
        if (!given.is_absent()) sent.body.emplace_back(field, given);
    }
    return sent;
}

namespace {

/// Names of unknown type are what conditions compare them with, and may be absent where they could before.
ConditionScope assumed_scope(const std::vector<Term>& terms, const ConditionScope& scope) {
    ConditionScope assumed = assume_types(terms, scope);
    assumed.type_of = [known = scope.type_of, assume = assumed.type_of](std::string_view owner, std::string_view name) {
        auto type = assume(owner, name);
        const auto before = known(owner, name);
        if (!type || !before || before->kind != FieldKind::any) return type;
        if (type->kind == FieldKind::any) type->kind = FieldKind::string;
        type->optional = before->optional;
        return type;
    };
    return assumed;
}

/// Where a condition never holds alone (another one is the same, say): together with what else it makes.
std::optional<Wanted> together(const Wanted& alone, const PartHandler& handler, const PartMessage& received,
                               const ConditionScope& scope) {
    const Uncovered any = find_uncovered({}, alone.holds, scope);
    const auto body = any.example ? complete(received, *any.example) : std::nullopt;
    if (!body) return std::nullopt;
    Wanted wanted;
    wanted.holds = alone.holds;
    wanted.sends = sends_made(handler, RouteChoice::all, *body);
    wanted.name = name_of_sends(handler, wanted.sends) + " when " + in_words(alone.holds);
    return wanted;
}

}  // namespace

CasesFound find_cases(const PartHandler& handler, const PartMessage& received, RouteChoice route,
                      const ConditionScope& scope) {
    CasesFound found;
    std::vector<Wanted> all = route == RouteChoice::all ? wanted_of_all(handler) : wanted_of_first(handler);
    if (handler.sends.empty()) all.push_back({always(), {}, {}, in_words(received.name) + " is taken"});
    std::vector<Term> terms;
    for (const PartSend& each : handler.sends) {
        if (each.when) terms.push_back(each.when->term);
    }
    const ConditionScope assumed = assumed_scope(terms, scope);
    std::set<std::vector<std::size_t>> made_together;
    for (Wanted& wanted : all) {
        Uncovered uncovered = find_uncovered(wanted.fails, wanted.holds, assumed);
        if (uncovered.certain && !uncovered.example) {
            const bool is_rest = wanted.holds.operation == Operation::literal;
            auto other =
                route == RouteChoice::all && !is_rest ? together(wanted, handler, received, assumed) : std::nullopt;
            if (!other || !made_together.insert(other->sends).second) continue;
            wanted = std::move(*other);
            uncovered = find_uncovered({}, wanted.holds, assumed);
        }
        auto made = uncovered.example ? case_of(wanted, handler, received, route, *uncovered.example) : std::nullopt;
        if (made) {
            found.cases.push_back(std::move(*made));
        } else {
            found.remarks.push_back("No representative " + in_quotes(received.name) + " was found for " +
                                    in_quotes(wanted.name) + "; there is no test of it.");
        }
    }
    keep_names_apart(found.cases);
    return found;
}

}  // namespace millwright::templates
