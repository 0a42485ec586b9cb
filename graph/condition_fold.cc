// Computes the parts of conditions that need no names.
#include <algorithm>

#include "graph/condition.h"

namespace millwright {
namespace {

struct Folded {
    Term term;
    bool constant = false;  ///< has no names in it
    bool absent = false;    ///< constant, and its value is absent, which no literal can say
};

Term literal_at(const Term& place, Value value) {
    Term literal;
    literal.value = std::move(value);
    literal.begin = place.begin;
    literal.end = place.end;
    return literal;
}

bool is_literal(const Term& term, bool truth) {
    const bool* value = std::get_if<bool>(&term.value);
    return term.operation == Operation::literal && value && *value == truth;
}

/// Whether its value is always true or false, never absent.
bool gives_truth(const Term& term) {
    switch (term.operation) {
        case Operation::literal: return std::holds_alternative<bool>(term.value);
        case Operation::name:
        case Operation::negate:
        case Operation::list:
        case Operation::add:
        case Operation::subtract:
        case Operation::multiply:
        case Operation::divide:
        case Operation::len: return false;
        default: return true;
    }
}

/// Whether an absent operand makes it false.
bool needs_operands(Operation operation) {
    switch (operation) {
        case Operation::equal:
        case Operation::not_equal:
        case Operation::less:
        case Operation::less_equal:
        case Operation::greater:
        case Operation::greater_equal:
        case Operation::in:
        case Operation::matches:
        case Operation::starts_with:
        case Operation::contains: return true;
        default: return false;
    }
}

/// Whether a literal of that value can be written and read back.
bool can_be_written(const Value& value) {
    if (value.is_absent() || std::holds_alternative<ValueList>(value)) return false;
    const auto* duration = std::get_if<Duration>(&value);
    const auto text = literal_text(value);
    return !duration || parse_duration(std::string_view(text).substr(duration->milliseconds < 0 ? 1 : 0)).has_value();
}

Folded folded(Term term);

/// The operands of a chain, those of the same chains in it among them.
std::vector<Term> flattened(Term& chain) {
    std::vector<Term> operands;
    for (Term& operand : chain.operands) {
        if (operand.operation == chain.operation) {
            std::move(operand.operands.begin(), operand.operands.end(), std::back_inserter(operands));
        } else {
            operands.push_back(std::move(operand));
        }
    }
    return operands;
}

/// `and` without what is true, `or` without what is false; the whole where one operand decides it.
Term fold_chain(Term chain) {
    const bool neutral = chain.operation == Operation::and_;
    std::vector<Term> kept;
    std::vector<Term> operands = flattened(chain);
    for (Term& operand : operands) {
        const bool literal = operand.operation == Operation::literal;
        if (literal && is_literal(operand, true) != neutral) return literal_at(chain, !neutral);
        if (!literal) kept.push_back(std::move(operand));
    }
    if (kept.empty()) return literal_at(chain, neutral);
    if (kept.size() == 1 && gives_truth(kept.front())) return std::move(kept.front());
    // A name by itself may be absent; in a chain it is false then.
    if (kept.size() == 1) kept.push_back(literal_at(chain, neutral));
    chain.operands = std::move(kept);
    return chain;
}

Term fold_not(Term term) {
    Term& operand = term.operands.front();
    if (operand.operation != Operation::not_ || !gives_truth(operand.operands.front())) return term;
    Term inner = std::move(operand.operands.front());
    return inner;
}

Folded fold_constant(Term term) {
    Value value = evaluate(term, [](std::string_view) { return Value(); });
    const bool absent = value.is_absent();
    if (can_be_written(value)) return {literal_at(term, std::move(value)), true, false};
    return {std::move(term), true, absent};
}

bool is_never(const Term& term, bool has_absent_operand) {
    if (!needs_operands(term.operation)) return false;
    const bool empty_list = term.operation == Operation::in && term.operands[1].operation == Operation::list &&
                            term.operands[1].operands.empty();
    return has_absent_operand || empty_list;
}

Folded folded(Term term) {
    if (term.operation == Operation::literal) return {std::move(term), true, false};
    const bool asks_for_name = term.operation == Operation::missing || term.operation == Operation::present;
    if (term.operation == Operation::name || asks_for_name) return {std::move(term), false, false};
    bool constant = true;
    bool has_absent_operand = false;
    for (Term& operand : term.operands) {
        Folded part = folded(std::move(operand));
        constant = constant && part.constant;
        has_absent_operand = has_absent_operand || part.absent;
        operand = std::move(part.term);
    }
    if (constant) return fold_constant(std::move(term));
    if (is_never(term, has_absent_operand)) return {literal_at(term, false), true, false};
    if (term.operation == Operation::not_)
        term = fold_not(std::move(term));
    else if (term.operation == Operation::and_ || term.operation == Operation::or_)
        term = fold_chain(std::move(term));
    const bool literal = term.operation == Operation::literal;
    return {std::move(term), literal, false};
}

}  // namespace

Term fold(Term term) {
    return folded(std::move(term)).term;
}

}  // namespace millwright
