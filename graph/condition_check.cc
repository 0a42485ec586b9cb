// Finds the type of conditions and what does not fit in them.
#include <algorithm>
#include <array>

#include "graph/condition_types.h"
#include "graph/condition_words.h"
#include "graph/suggest.h"
#include "graph/utf8.h"

namespace millwright {
namespace {

constexpr std::size_t most_problems = 20;

FieldType plain(FieldKind kind, bool optional = false) {
    return {kind, optional, {}, {}, {}};
}

/// What operands an arithmetic operation takes besides numbers, with every text as a string and every number as a decimal.
struct Arithmetic {
    Operation operation;
    FieldKind left;
    FieldKind right;
    FieldKind result;
};

constexpr std::array arithmetic{
    Arithmetic{Operation::add, FieldKind::string, FieldKind::string, FieldKind::string},
    Arithmetic{Operation::add, FieldKind::duration, FieldKind::duration, FieldKind::duration},
    Arithmetic{Operation::add, FieldKind::date, FieldKind::duration, FieldKind::date},
    Arithmetic{Operation::add, FieldKind::duration, FieldKind::date, FieldKind::date},
    Arithmetic{Operation::add, FieldKind::datetime, FieldKind::duration, FieldKind::datetime},
    Arithmetic{Operation::add, FieldKind::duration, FieldKind::datetime, FieldKind::datetime},
    Arithmetic{Operation::subtract, FieldKind::duration, FieldKind::duration, FieldKind::duration},
    Arithmetic{Operation::subtract, FieldKind::date, FieldKind::duration, FieldKind::date},
    Arithmetic{Operation::subtract, FieldKind::datetime, FieldKind::duration, FieldKind::datetime},
    Arithmetic{Operation::subtract, FieldKind::date, FieldKind::date, FieldKind::duration},
    Arithmetic{Operation::subtract, FieldKind::datetime, FieldKind::datetime, FieldKind::duration},
    Arithmetic{Operation::multiply, FieldKind::duration, FieldKind::decimal, FieldKind::duration},
    Arithmetic{Operation::multiply, FieldKind::decimal, FieldKind::duration, FieldKind::duration},
    Arithmetic{Operation::divide, FieldKind::duration, FieldKind::decimal, FieldKind::duration},
    Arithmetic{Operation::divide, FieldKind::duration, FieldKind::duration, FieldKind::decimal},
};

FieldKind broad_kind(const FieldType& type) {
    return is_number(type) ? FieldKind::decimal : is_text(type) ? FieldKind::string : type.kind;
}

/// The type of the result, `optional` aside; nothing when the operands do not go together.
std::optional<FieldKind> result_kind(Operation operation, const FieldType& left, const FieldType& right) {
    if (left.kind == FieldKind::any || right.kind == FieldKind::any) return FieldKind::any;
    if (is_number(left) && is_number(right)) {
        const bool whole = left.kind == FieldKind::integer && right.kind == FieldKind::integer;
        return whole && operation != Operation::divide ? FieldKind::integer : FieldKind::decimal;
    }
    for (const Arithmetic& each : arithmetic) {
        if (each.operation == operation && each.left == broad_kind(left) && each.right == broad_kind(right)) {
            return each.result;
        }
    }
    return std::nullopt;
}

bool has_order(const FieldType& type) {
    switch (type.kind) {
        case FieldKind::boolean:
        case FieldKind::choice:
        case FieldKind::uuid:
        case FieldKind::bytes:
        case FieldKind::list:
        case FieldKind::map:
        case FieldKind::message: return false;
        default: return true;
    }
}

struct LiteralKind {
    FieldKind operator()(bool) const { return FieldKind::boolean; }
    FieldKind operator()(const Decimal& number) const {
        return number.is_whole() ? FieldKind::integer : FieldKind::decimal;
    }
    FieldKind operator()(const std::string&) const { return FieldKind::string; }
    FieldKind operator()(const Date&) const { return FieldKind::date; }
    FieldKind operator()(const DateTime&) const { return FieldKind::datetime; }
    FieldKind operator()(const Duration&) const { return FieldKind::duration; }
    FieldKind operator()(const ValueList&) const { return FieldKind::any; }
    FieldKind operator()(const Absent&) const { return FieldKind::any; }
};

class TypeCheck {
public:
    explicit TypeCheck(const ConditionScope& scope) : scope_(scope) {}

    FieldType type_of(const Term& term);
    void report(ConditionProblem problem) {
        if (problems_.size() < most_problems) problems_.push_back(std::move(problem));
    }
    void report(const Term& at, std::string message, std::string hint = {}) {
        report({at.begin, at.end, std::move(message), std::move(hint)});
    }
    std::vector<ConditionProblem> take_problems() { return std::move(problems_); }

private:
    FieldType type_of_name(const Term& term);
    std::optional<FieldType> type_of_part(const FieldType& owner, std::string_view part);
    void report_unknown(const Term& term, const FieldType* owner, std::string_view owner_name, std::size_t begin,
                        std::string_view part);
    FieldType type_of_chain(const Term& term);
    void report_no_condition(const Term& chain, const Term* before, const Term& operand, const FieldType& type);
    FieldType type_of_negation(const Term& term);
    FieldType type_of_arithmetic(const Term& term);
    FieldType type_of_comparison(const Term& term);
    FieldType type_of_in(const Term& term);
    FieldType type_of_contains(const Term& term);
    FieldType type_of_search(const Term& term);
    FieldType type_of_length(const Term& term);
    void check_comparable(const Term& a, const FieldType& a_type, const Term& b, const FieldType& b_type);
    void check_member(const Term& where, const FieldType& type, const Term& member, const FieldType& member_type);
    void suggest_quotes(const Term& term, const FieldType& other);

    const ConditionScope& scope_;
    std::vector<ConditionProblem> problems_;
};

FieldType TypeCheck::type_of(const Term& term) {
    switch (term.operation) {
        case Operation::literal: return plain(std::visit(LiteralKind{}, term.value));
        case Operation::name: return type_of_name(term);
        case Operation::and_:
        case Operation::or_:
        case Operation::not_: return type_of_chain(term);
        case Operation::negate: return type_of_negation(term);
        case Operation::add:
        case Operation::subtract:
        case Operation::multiply:
        case Operation::divide: return type_of_arithmetic(term);
        case Operation::in: return type_of_in(term);
        case Operation::contains: return type_of_contains(term);
        case Operation::matches:
        case Operation::starts_with: return type_of_search(term);
        case Operation::len: return type_of_length(term);
        case Operation::missing:
        case Operation::present: type_of(term.operands[0]); return plain(FieldKind::boolean);
        case Operation::list:
            for (const Term& member : term.operands) type_of(member);
            return plain(FieldKind::any);
        default: return type_of_comparison(term);
    }
}

/// The type of a field of a message, or of what a map has under a key.
std::optional<FieldType> TypeCheck::type_of_part(const FieldType& owner, std::string_view part) {
    if (owner.kind == FieldKind::any) return plain(FieldKind::any);
    if (owner.kind == FieldKind::message) return scope_.type_of(owner.name, part);
    if (owner.kind != FieldKind::map) return std::nullopt;
    FieldType type = owner.element[0];
    type.optional = true;
    return type;
}

FieldType TypeCheck::type_of_name(const Term& term) {
    const std::string_view name = term.name;
    std::size_t begin = 0;
    std::size_t end = std::min(name.find('.'), name.size());
    auto type = scope_.type_of("", name.substr(0, end));
    if (!type && !scope_.open) report_unknown(term, nullptr, "", 0, name.substr(0, end));
    if (!type) return plain(FieldKind::any);
    while (end < name.size()) {
        const std::string_view owner_name = name.substr(0, end);
        begin = end + 1;
        end = std::min(name.find('.', begin), name.size());
        const std::string_view part = name.substr(begin, end - begin);
        auto next = type_of_part(*type, part);
        if (!next) {
            report_unknown(term, &*type, owner_name, begin, part);
            return plain(FieldKind::any);
        }
        next->optional = next->optional || type->optional;
        type = std::move(next);
    }
    return *type;
}

/// `owner` is what `part` is asked of; null for the first part of a name.
void TypeCheck::report_unknown(const Term& term, const FieldType* owner, std::string_view owner_name, std::size_t begin,
                               std::string_view part) {
    Term at = term;
    const bool written = term.end - term.begin == term.name.size();
    if (written) {
        at.begin = term.begin + static_cast<std::uint32_t>(begin);
        at.end = at.begin + static_cast<std::uint32_t>(part.size());
    }
    if (owner && owner->kind != FieldKind::message) {
        return report(at, in_quotes(owner_name) + " is " + described(*owner) + " and has no fields",
                      "only messages and maps have fields");
    }
    std::string hint;
    if (scope_.names && problems_.size() < most_problems) {
        const std::vector<std::string> names = scope_.names(owner ? owner->name : "");
        hint = did_you_mean(part, std::vector<std::string_view>(names.begin(), names.end()));
    }
    if (owner)
        return report(at, "message " + in_quotes(owner->name) + " has no field " + in_quotes(part), std::move(hint));
    report(at, "nothing is named " + in_quotes(part) + " here", std::move(hint));
}

FieldType TypeCheck::type_of_chain(const Term& term) {
    const Term* before = nullptr;
    for (const Term& operand : term.operands) {
        const FieldType type = type_of(operand);
        if (type.kind != FieldKind::boolean && type.kind != FieldKind::any) {
            report_no_condition(term, before, operand, type);
        }
        before = &operand;
    }
    return plain(FieldKind::boolean);
}

/// `before` is the operand before this one of the chain, or null.
void TypeCheck::report_no_condition(const Term& chain, const Term* before, const Term& operand, const FieldType& type) {
    std::string hint = "compare it with a value, or ask present(x)";
    const bool alternative = chain.operation == Operation::or_ && before && before->operation == Operation::equal;
    if (alternative && operand.operation == Operation::literal) {
        hint = printable("write " + to_text(before->operands[0]) + " in [" + to_text(before->operands[1]) + ", " +
                         to_text(operand) + "]");
    }
    report(
        operand,
        in_quotes(word_of(chain.operation)) + " takes conditions; " + quoted_term(operand) + " is " + described(type),
        std::move(hint));
}

FieldType TypeCheck::type_of_negation(const Term& term) {
    const Term& operand = term.operands[0];
    FieldType type = type_of(operand);
    if (is_number(type) || type.kind == FieldKind::duration || type.kind == FieldKind::any) return type;
    report(operand, "\"-\" takes a number or a duration; " + quoted_term(operand) + " is " + described(type));
    return plain(FieldKind::any);
}

FieldType TypeCheck::type_of_arithmetic(const Term& term) {
    const FieldType left = type_of(term.operands[0]);
    const FieldType right = type_of(term.operands[1]);
    const auto kind = result_kind(term.operation, left, right);
    if (!kind) {
        const bool text = is_text(left) || is_text(right);
        report(term,
               in_quotes(word_of(term.operation)) + " does not take " + described(left) + " and " + described(right),
               text ? "values are not converted: a text has quotes, a number has none" : "");
        return plain(FieldKind::any);
    }
    for (const Term& operand : term.operands) {
        const auto* moved = std::get_if<Duration>(&operand.value);
        if (*kind == FieldKind::date && moved && moved->milliseconds % milliseconds_of_day != 0) {
            report(operand, "a date moves by whole days, not by " + literal_text(operand.value), "write days: 1d");
        }
    }
    return plain(*kind, left.optional || right.optional);
}

/// A name that does not exist and is compared with a text: its quotes were forgotten, surely when it is one of the choices.
void TypeCheck::suggest_quotes(const Term& term, const FieldType& other) {
    if (term.operation != Operation::name || !is_text(other)) return;
    const bool choice = std::find(other.choices.begin(), other.choices.end(), term.name) != other.choices.end();
    for (ConditionProblem& problem : problems_) {
        if (problem.begin == term.begin && problem.end == term.end && (choice || problem.hint.empty())) {
            problem.hint = "a text has quotes: '" + term.name + "'";
        }
    }
}

void TypeCheck::check_comparable(const Term& a, const FieldType& a_type, const Term& b, const FieldType& b_type) {
    suggest_quotes(a, b_type);
    suggest_quotes(b, a_type);
    if (problems_.size() >= most_problems) return;
    if (auto problem = impossible_text(b, a_type)) return report(std::move(*problem));
    if (auto problem = impossible_text(a, b_type)) return report(std::move(*problem));
    if (comparable(a_type, b_type)) return;
    for (const auto& [term, type] : {std::pair{&a, &a_type}, {&b, &b_type}}) {
        if (type->kind != FieldKind::message && type->kind != FieldKind::map) continue;
        return report(*term, quoted_term(*term) + " is " + described(*type) + " and is not compared as a whole",
                      "compare one of its fields");
    }
    std::string hint = rewritten(b, a_type);
    const Term& at = hint.empty() && a.operation == Operation::literal ? a : b;
    if (hint.empty()) hint = rewritten(a, b_type);
    report(at,
           quoted_term(a) + " is " + described(a_type) + " and " + quoted_term(b) + " is " + described(b_type) +
               ": they do not compare",
           hint.empty() ? hint : "write " + hint);
}

FieldType TypeCheck::type_of_comparison(const Term& term) {
    const Term& a = term.operands[0];
    const Term& b = term.operands[1];
    const FieldType a_type = type_of(a);
    const FieldType b_type = type_of(b);
    const bool equality = term.operation == Operation::equal || term.operation == Operation::not_equal;
    if (equality || (has_order(a_type) && has_order(b_type))) {
        check_comparable(a, a_type, b, b_type);
    } else {
        const bool first = !has_order(a_type);
        report(first ? a : b,
               quoted_term(first ? a : b) + " is " + described(first ? a_type : b_type) + ", which has no order",
               "compare with == or !=");
    }
    return plain(FieldKind::boolean);
}

FieldType TypeCheck::type_of_in(const Term& term) {
    const Term& member = term.operands[0];
    const Term& where = term.operands[1];
    const FieldType member_type = type_of(member);
    if (where.operation == Operation::list) {
        for (const Term& each : where.operands) check_comparable(member, member_type, each, type_of(each));
        return plain(FieldKind::boolean);
    }
    check_member(where, type_of(where), member, member_type);
    return plain(FieldKind::boolean);
}

/// Of `in` and `contains`: whether that member can be in that list or map.
void TypeCheck::check_member(const Term& where, const FieldType& type, const Term& member,
                             const FieldType& member_type) {
    if (type.kind == FieldKind::any) return;
    if (type.kind == FieldKind::list || type.kind == FieldKind::map) {
        const FieldType element = type.kind == FieldKind::list ? type.element[0] : plain(FieldKind::string);
        if (auto problem = impossible_text(member, element)) return report(std::move(*problem));
        if (comparable(member_type, element)) return;
        const std::string hint = rewritten(member, element);
        return report(member,
                      quoted_term(member) + " is " + described(member_type) + ", the members of " + quoted_term(where) +
                          " are not",
                      hint.empty() ? hint : "write " + hint);
    }
    report(where, "\"in\" takes a list; " + quoted_term(where) + " is " + described(type),
           is_text(type)
               ? printable("write contains(" + to_text(where) + ", " + to_text(member) + ") for a part of a text")
               : "write x in ['a', 'b']");
}

FieldType TypeCheck::type_of_contains(const Term& term) {
    const Term& where = term.operands[0];
    const Term& part = term.operands[1];
    const FieldType type = type_of(where);
    const FieldType part_type = type_of(part);
    if (type.kind == FieldKind::list || type.kind == FieldKind::map) {
        check_member(where, type, part, part_type);
    } else if (!is_text(type) && type.kind != FieldKind::any) {
        report(where, "\"contains\" takes a text, a list or a map; " + quoted_term(where) + " is " + described(type));
    } else if (is_text(type) && !is_text(part_type) && part_type.kind != FieldKind::any) {
        const std::string hint = rewritten(part, plain(FieldKind::string));
        report(part, quoted_term(part) + " is " + described(part_type) + ", no part of a text",
               hint.empty() ? hint : "write " + hint);
    }
    return plain(FieldKind::boolean);
}

FieldType TypeCheck::type_of_search(const Term& term) {
    for (const Term& operand : term.operands) {
        const FieldType type = type_of(operand);
        if (is_text(type) || type.kind == FieldKind::any) continue;
        report(operand,
               in_quotes(word_of(term.operation)) + " takes texts; " + quoted_term(operand) + " is " + described(type));
    }
    return plain(FieldKind::boolean);
}

FieldType TypeCheck::type_of_length(const Term& term) {
    const Term& operand = term.operands[0];
    const FieldType type = type_of(operand);
    const bool counted =
        is_text(type) || type.kind == FieldKind::list || type.kind == FieldKind::map || type.kind == FieldKind::any;
    if (!counted)
        report(operand, "\"len\" takes a text, a list or a map; " + quoted_term(operand) + " is " + described(type));
    return plain(FieldKind::integer, type.optional);
}

}  // namespace

CheckedTerm check_types(const Term& term, const ConditionScope& scope) {
    TypeCheck check(scope);
    FieldType type = check.type_of(term);
    return {std::move(type), check.take_problems()};
}

CheckedTerm check_condition(const Term& term, const ConditionScope& scope) {
    CheckedTerm checked = check_types(term, scope);
    const bool fits = checked.type.kind == FieldKind::boolean || checked.type.kind == FieldKind::any;
    if (fits || checked.problems.size() >= most_problems) return checked;
    const std::string hint =
        checked.type.optional ? "compare it with a value, or ask present(x)" : "compare it with a value";
    checked.problems.push_back(
        {term.begin, term.end, quoted_term(term) + " is " + described(checked.type) + ", no condition", hint});
    return checked;
}

}  // namespace millwright
