#include "graph/check/scenario_values.h"

#include <algorithm>
#include <set>

#include "graph/condition_types.h"
#include "graph/suggest.h"
#include "graph/utf8.h"

namespace millwright::check {
namespace {

using Kind = ScenarioValue::Kind;

constexpr std::size_t most_fields_named = 5;
constexpr std::size_t longest_text = 60;

std::string words_for(const ScenarioValue& value) {
    switch (value.kind) {
        case Kind::absent: return "null";
        case Kind::array: return "an array";
        case Kind::table: return "a table";
        case Kind::text: return in_quotes(value.text.size() > longest_text ? std::string_view("...") : value.text);
        default: return printable(value.text.substr(0, longest_text));
    }
}

bool is_number(const ScenarioValue& value) {
    return (value.kind == Kind::integer || value.kind == Kind::decimal) && Decimal::parse(value.text).has_value();
}

bool is_choice(const std::string& text, const FieldType& type) {
    return std::find(type.choices.begin(), type.choices.end(), text) != type.choices.end();
}

/// What the value is by itself; what is in it is looked at apart.
bool fits(const ScenarioValue& value, const FieldType& type) {
    const bool text = value.kind == Kind::text;
    const bool dated = text || value.kind == Kind::date;
    if (value.kind == Kind::absent) return type.optional;
    switch (type.kind) {
        case FieldKind::any: return true;
        case FieldKind::string:
        case FieldKind::bytes: return text;
        case FieldKind::integer: return is_number(value) && Decimal::parse(value.text)->is_whole();
        case FieldKind::decimal: return is_number(value);
        case FieldKind::boolean: return value.kind == Kind::boolean;
        case FieldKind::date: return dated && read_date(value.text).has_value();
        case FieldKind::datetime: return dated && read_moment(value.text).has_value();
        case FieldKind::duration: return text && parse_duration(value.text).has_value();
        case FieldKind::uuid: return text && is_uuid(value.text);
        case FieldKind::choice: return text && is_choice(value.text, type);
        case FieldKind::list: return value.kind == Kind::array;
        case FieldKind::map:
        case FieldKind::message: return value.kind == Kind::table;
    }
    return true;
}

std::string hint_for(const ScenarioValue& value, const FieldType& type) {
    const bool scalar = value.kind == Kind::integer || value.kind == Kind::decimal || value.kind == Kind::boolean ||
                        value.kind == Kind::date;
    switch (type.kind) {
        case FieldKind::string: return scalar ? "put it into quotes: " + in_quotes(value.text) : "";
        case FieldKind::integer:
        case FieldKind::decimal:
            if (value.kind == Kind::text && Decimal::parse(value.text)) return "write it without quotes";
            return type.kind == FieldKind::integer ? "write a whole number of at most 18 digits"
                                                   : "write a number of at most 18 digits";
        case FieldKind::boolean: return "write true or false, without quotes";
        case FieldKind::date: return "write it as \"2026-01-31\"";
        case FieldKind::datetime: return "write it as \"2026-01-31T10:00:00Z\"";
        case FieldKind::duration: return "write it with its unit: \"30s\"";
        case FieldKind::uuid: return "write it as \"123e4567-e89b-12d3-a456-426614174000\"";
        case FieldKind::list: return "write it in brackets: [...]";
        default: break;
    }
    if (type.kind != FieldKind::choice || value.kind != Kind::text) return {};
    const std::vector<std::string_view> choices(type.choices.begin(), type.choices.end());
    return did_you_mean(value.text, choices);
}

}  // namespace

void ScenarioValues::check(const ScenarioFields& given, const ScenarioReceiver& receiver, const std::string& where) {
    if (receiver.fields == nullptr) return;
    for (const auto& [field, value] : given) {
        if (const FieldType* type = receiver.fields->find(field.text)) {
            check(value, *type, field.text, where);
        } else {
            report_unknown(field.text, field.place, receiver, where);
        }
    }
}

void ScenarioValues::check(const ScenarioValue& value, const FieldType& type, const std::string& name,
                           const std::string& where) {
    if (fits(value, type)) return check_members(value, type, name, where);
    checked_.found
        .add(Code::wrong_value_type, value.place,
             in_quotes(name) + " in " + where + " has to be " + described(type) + ", not " + words_for(value))
        .advise(hint_for(value, type));
}

void ScenarioValues::check_members(const ScenarioValue& value, const FieldType& type, const std::string& name,
                                   const std::string& where) {
    if (type.kind == FieldKind::list || type.kind == FieldKind::map) {
        std::size_t index = 0;
        for (const auto& [key, member] : value.members) {
            const std::string part = key.empty() ? "[" + std::to_string(index++) + "]" : "." + key;
            check(member, type.element[0], name + part, where);
        }
    } else if (type.kind == FieldKind::message) {
        const Message* message = scopes_.find_message(type.name);
        if (message == nullptr) return;
        const ScenarioReceiver receiver{"message " + in_quotes(message->name), scopes_.message(type.name),
                                        message->place};
        ScenarioFields fields;
        for (const auto& [key, member] : value.members) fields.push_back({{key, member.place}, member});
        const std::string inside = in_quotes(name) + " in " + where;
        check(fields, receiver, inside);
        check_left_out(fields, nullptr, receiver, inside, value.place);
    }
}

void ScenarioValues::report_unknown(const std::string& name, Place place, const ScenarioReceiver& receiver,
                                    const std::string& where) {
    auto& finding =
        checked_.found.add(Code::unknown_field, place,
                           where + " gives " + in_quotes(name) + ", which " + receiver.name + " does not have");
    if (receiver.place.known()) finding.note(receiver.place, receiver.name + " is declared here");
    std::vector<std::string_view> fields;
    if (checked_.may_compare(receiver.fields->types.size())) {
        for (const auto& [field, type] : receiver.fields->types) fields.push_back(field);
    }
    std::string hint = did_you_mean(name, fields);
    finding.advise(hint.empty() ? "declare it in `fields`, or leave it out" : std::move(hint));
}

void ScenarioValues::check_left_out(const ScenarioFields& given, const Fields* besides,
                                    const ScenarioReceiver& receiver, const std::string& where, Place place) {
    if (receiver.fields == nullptr) return;
    std::set<std::string_view> names;
    for (const auto& [field, value] : given) names.insert(field.text);
    std::string missing;
    std::size_t count = 0;
    for (const auto& [name, type] : receiver.fields->types) {
        const bool there = names.contains(name) || (besides != nullptr && besides->find(name) != nullptr);
        if (type.optional || there || ++count > most_fields_named) continue;
        missing += (missing.empty() ? "" : ", ") + in_quotes(name);
    }
    if (count == 0) return;
    if (count > most_fields_named) missing += " and " + std::to_string(count - most_fields_named) + " more";
    auto& finding = checked_.found.add(Code::field_left_out, place,
                                       where + " does not give " + missing + ", which " + receiver.name + " requires");
    finding.as(Severity::error)
        .advise("give " + std::string(count == 1 ? "it" : "them") +
                ", or let the type end with ? where it may be absent");
    if (receiver.place.known()) finding.note(receiver.place, receiver.name + " is declared here");
}

}  // namespace millwright::check
