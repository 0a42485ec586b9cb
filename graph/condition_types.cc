#include "graph/condition_types.h"

#include <algorithm>

#include "graph/suggest.h"
#include "graph/utf8.h"

namespace millwright {
namespace {

std::string choices_of(const FieldType& type) {
    constexpr std::size_t most = 6;
    std::string text;
    for (std::size_t i = 0; i < type.choices.size() && i < most; ++i) {
        text += (text.empty() ? "" : ", ") + printable(type.choices[i]);
    }
    return type.choices.size() > most ? text + ", ..." : text;
}

/// What a literal's text says, as a literal of the wanted type.
std::string text_as(const std::string& text, FieldKind kind) {
    if (kind == FieldKind::boolean) return text == "true" || text == "false" ? text : "";
    if (kind == FieldKind::integer || kind == FieldKind::decimal) return Decimal::parse(text) ? text : "";
    if (kind == FieldKind::duration) return parse_duration(text) ? text : "";
    if (kind != FieldKind::date && kind != FieldKind::datetime) return "";
    if (kind == FieldKind::date ? read_date(text).has_value() : read_moment(text).has_value())
        return "date('" + text + "')";
    if (kind == FieldKind::datetime && read_date(text)) return "date('" + text + "T00:00:00Z')";
    return kind == FieldKind::date ? "date('2026-01-31')" : "date('2026-01-31T10:00:00Z')";
}

std::vector<std::string_view> sorted_choices(const FieldType& type) {
    std::vector<std::string_view> choices(type.choices.begin(), type.choices.end());
    std::sort(choices.begin(), choices.end());
    return choices;
}

bool share_a_choice(const FieldType& a, const FieldType& b) {
    const auto known = sorted_choices(b);
    return std::any_of(a.choices.begin(), a.choices.end(), [&](const std::string& choice) {
        return std::binary_search(known.begin(), known.end(), std::string_view(choice));
    });
}

}  // namespace

bool has_all_choices(const FieldType& type, const FieldType& of) {
    const auto known = sorted_choices(type);
    const auto wanted = sorted_choices(of);
    return std::includes(known.begin(), known.end(), wanted.begin(), wanted.end());
}

std::string described(const FieldType& type) {
    switch (type.kind) {
        case FieldKind::any: return "a value of any type";
        case FieldKind::integer: return "an int";
        case FieldKind::choice: return "one of " + choices_of(type);
        case FieldKind::bytes: return "bytes";
        case FieldKind::message: return "a message " + in_quotes(type.name);
        case FieldKind::list:
        case FieldKind::map: return "a " + printable(to_text(type));
        default: return "a " + to_text(FieldType{type.kind, false, {}, {}, {}});
    }
}

std::string quoted_term(const Term& term) {
    constexpr std::size_t longest = 60;
    std::string text = printable(to_text(term));
    if (text.size() <= longest) return "\"" + text + "\"";
    std::size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return "\"" + text.substr(0, end) + "...\"";
}

bool is_number(const FieldType& type) {
    return type.kind == FieldKind::integer || type.kind == FieldKind::decimal;
}

bool is_text(const FieldType& type) {
    return type.kind == FieldKind::string || type.kind == FieldKind::choice || type.kind == FieldKind::uuid;
}

const std::string* literal_text_of(const Term& term) {
    return term.operation == Operation::literal ? std::get_if<std::string>(&term.value) : nullptr;
}

bool is_uuid(std::string_view text) {
    constexpr std::string_view shape = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    return std::equal(text.begin(), text.end(), shape.begin(), shape.end(), [](char c, char wanted) {
        const bool digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        return wanted == 'x' ? digit : c == '-';
    });
}

bool comparable(const FieldType& a, const FieldType& b) {
    if (a.kind == FieldKind::any || b.kind == FieldKind::any) return true;
    if (is_number(a) && is_number(b)) return true;
    const bool choices = a.kind == FieldKind::choice && b.kind == FieldKind::choice;
    if (choices) return share_a_choice(a, b);
    if (is_text(a) && is_text(b)) return true;
    if (a.kind != b.kind || a.kind == FieldKind::map || a.kind == FieldKind::message) return false;
    return a.kind != FieldKind::list || comparable(a.element[0], b.element[0]);
}

std::optional<ConditionProblem> impossible_text(const Term& term, const FieldType& type) {
    const std::string* text = literal_text_of(term);
    if (!text) return std::nullopt;
    if (type.kind == FieldKind::uuid && !is_uuid(*text)) {
        return ConditionProblem{term.begin, term.end, quoted_term(term) + " is no uuid",
                                "write one as '123e4567-e89b-12d3-a456-426614174000'"};
    }
    if (type.kind != FieldKind::choice) return std::nullopt;
    if (std::find(type.choices.begin(), type.choices.end(), *text) != type.choices.end()) return std::nullopt;
    const std::vector<std::string_view> choices(type.choices.begin(), type.choices.end());
    std::string hint = did_you_mean(*text, choices);
    if (hint.empty()) hint = "the choices are " + choices_of(type);
    return ConditionProblem{term.begin, term.end, quoted_term(term) + " is none of the choices", std::move(hint)};
}

std::string rewritten(const Term& term, const FieldType& type) {
    if (term.operation != Operation::literal) return "";
    if (const auto* text = std::get_if<std::string>(&term.value)) return text_as(*text, type.kind);
    if (type.kind == FieldKind::string && !std::holds_alternative<Date>(term.value) &&
        !std::holds_alternative<DateTime>(term.value)) {
        return "'" + literal_text(term.value) + "'";
    }
    const auto* date = std::get_if<Date>(&term.value);
    if (date && type.kind == FieldKind::datetime) return "date('" + date_text(*date) + "T00:00:00Z')";
    const auto* moment = std::get_if<DateTime>(&term.value);
    if (moment && type.kind == FieldKind::date) return "date('" + date_text(*moment).substr(0, 10) + "')";
    const auto* number = std::get_if<Decimal>(&term.value);
    if (number && type.kind == FieldKind::duration) return "a duration with its unit: " + to_text(*number) + "s";
    if (number && type.kind == FieldKind::boolean) return number->coefficient() != 0 ? "true" : "false";
    return "";
}

}  // namespace millwright
