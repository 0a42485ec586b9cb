// Which values may be given to which fields.
#include "graph/condition_types.h"
#include "graph/utf8.h"

namespace millwright {
namespace {

/// Whether every value of `from` is one of `to`, `optional` aside.
bool fits(const FieldType& from, const FieldType& to) {
    if (from.kind == FieldKind::any || to.kind == FieldKind::any) return true;
    if (from.kind == FieldKind::integer && to.kind == FieldKind::decimal) return true;
    if (is_text(from) && to.kind == FieldKind::string) return true;
    if (from.kind != to.kind) return false;
    switch (from.kind) {
        case FieldKind::choice: return has_all_choices(to, from);
        case FieldKind::message: return from.name == to.name;
        case FieldKind::list:
        case FieldKind::map:
            return fits(from.element[0], to.element[0]) && (to.element[0].optional || !from.element[0].optional);
        default: return true;
    }
}

ConditionProblem problem_at(const Term& term, std::string message, std::string hint) {
    return {term.begin, term.end, std::move(message), std::move(hint)};
}

/// A text literal that is given to a field of another type than text: its value decides.
std::optional<ConditionProblem> check_literal(const Term& term, const std::string& text, const FieldType& to) {
    switch (to.kind) {
        case FieldKind::choice:
        case FieldKind::uuid: return impossible_text(term, to);
        case FieldKind::bytes: return std::nullopt;
        case FieldKind::date:
            if (read_date(text)) return std::nullopt;
            return problem_at(term, quoted_term(term) + " is no date", "write date('2026-01-31')");
        case FieldKind::datetime:
            if (read_moment(text)) return std::nullopt;
            return problem_at(term, quoted_term(term) + " is no datetime", "write " + rewritten(term, to));
        case FieldKind::duration:
            if (parse_duration(text)) return std::nullopt;
            return problem_at(term, quoted_term(term) + " is no duration", "write 1h30m");
        default: {
            const std::string hint = rewritten(term, to);
            return problem_at(term, quoted_term(term) + " is a string, the field takes " + described(to),
                              hint.empty() ? hint : "write " + hint);
        }
    }
}

std::string hint_for(const Term& term, const FieldType& from, const FieldType& to) {
    const std::string literal = rewritten(term, to);
    if (!literal.empty()) return "write " + literal;
    if (from.kind == FieldKind::decimal && to.kind == FieldKind::integer) return "make the field a decimal";
    if (is_text(from) || is_text(to)) return "values are not converted; declare both with the same type, or one as any";
    return "";
}

}  // namespace

std::optional<ConditionProblem> check_assignment(const Term& term, const FieldType& from, const FieldType& to) {
    const std::string* text = literal_text_of(term);
    if (text && to.kind != FieldKind::string && to.kind != FieldKind::any) return check_literal(term, *text, to);
    if (!fits(from, to)) {
        return problem_at(term, quoted_term(term) + " is " + described(from) + ", the field takes " + described(to),
                          hint_for(term, from, to));
    }
    if (!from.optional || to.optional || to.kind == FieldKind::any) return std::nullopt;
    const std::string name = term.operation == Operation::name ? printable(term.name) : "x";
    return problem_at(
        term, quoted_term(term) + " may be absent, the field has to have a value",
        "do it only when present(" + name + "), or make the field optional: " + printable(to_text(to)) + "?");
}

}  // namespace millwright
