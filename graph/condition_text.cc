// Conditions as text, and whether two are the same.
#include <cstdlib>
#include <limits>

#include "graph/calendar.h"
#include "graph/condition_words.h"

namespace millwright {
namespace {

Binding tighter(Binding binding) {
    return static_cast<Binding>(static_cast<int>(binding) + 1);
}

bool is_negative(const Value& value) {
    if (const auto* number = std::get_if<Decimal>(&value)) return number->coefficient() < 0;
    const auto* duration = std::get_if<Duration>(&value);
    return duration && duration->milliseconds < 0;
}

bool is_not_in(const Term& term) {
    return term.operation == Operation::not_ && term.operands.front().operation == Operation::in;
}

Binding binding_of(const Term& term) {
    if (is_not_in(term)) return Binding::comparison;
    return is_negative(term.value) ? Binding::sign : binding_of(term.operation);
}

void append_quoted(std::string& out, std::string_view text) {
    const bool single = text.find('\'') == std::string_view::npos || text.find('"') != std::string_view::npos;
    const char quote = single ? '\'' : '"';
    out += quote;
    for (const char c : text) {
        out += c;
        if (c == quote) out += c;
    }
    out += quote;
}

void append_value(std::string& out, const Value& value);

struct ValueWriter {
    std::string& out;

    void operator()(Absent) { out += "missing"; }
    void operator()(bool truth) { out += truth ? "true" : "false"; }
    void operator()(Decimal number) { out += to_text(number); }
    void operator()(const std::string& text) { append_quoted(out, text); }
    void operator()(Date date) { out += "date('" + date_text(date) + "')"; }
    void operator()(DateTime moment) { out += "date('" + date_text(moment) + "')"; }
    void operator()(Duration duration) {
        constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
        if (duration.milliseconds < 0) out += '-';
        const std::int64_t magnitude = duration.milliseconds < -most ? most : std::abs(duration.milliseconds);
        out += to_text(Duration{magnitude});
    }
    void operator()(const ValueList& values) {
        out += '[';
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (i > 0) out += ", ";
            append_value(out, values[i]);
        }
        out += ']';
    }
};

void append_value(std::string& out, const Value& value) {
    std::visit(ValueWriter{out}, value);
}

void append(std::string& out, const Term& term, Binding least);

void append_members(std::string& out, const Term& term) {
    for (std::size_t i = 0; i < term.operands.size(); ++i) {
        if (i > 0) out += ", ";
        append(out, term.operands[i], Binding::or_);
    }
}

/// Of a chain every operand binds tighter; of the others, which are read from the left, the left one may bind as tightly.
void append_infix(std::string& out, const Term& term, const Infix& infix, std::string_view sign) {
    const bool leftward = infix.binding == Binding::sum || infix.binding == Binding::product;
    for (std::size_t i = 0; i < term.operands.size(); ++i) {
        if (i > 0) out.append(1, ' ').append(sign).append(1, ' ');
        append(out, term.operands[i], i == 0 && leftward ? infix.binding : tighter(infix.binding));
    }
}

/// A sign before a number that has none would become part of it.
void append_negated(std::string& out, const Term& operand) {
    out += '-';
    const bool number = operand.operation == Operation::literal && (std::holds_alternative<Decimal>(operand.value) ||
                                                                    std::holds_alternative<Duration>(operand.value));
    const bool enclosed = number && !is_negative(operand.value);
    if (enclosed) out += '(';
    append(out, operand, Binding::sign);
    if (enclosed) out += ')';
}

void append_bare(std::string& out, const Term& term) {
    if (const Infix* infix = infix_of(term.operation)) return append_infix(out, term, *infix, infix->sign);
    if (const Function* function = function_of(term.operation)) {
        out += function->name;
        out += '(';
        append_members(out, term);
        out += ')';
        return;
    }
    switch (term.operation) {
        case Operation::name: out += term.name; break;
        case Operation::negate: append_negated(out, term.operands.front()); break;
        case Operation::list:
            out += '[';
            append_members(out, term);
            out += ']';
            break;
        case Operation::not_:
            if (is_not_in(term)) {
                append_infix(out, term.operands.front(), *infix_of(Operation::in), "not in");
            } else {
                out += "not ";
                append(out, term.operands.front(), Binding::not_);
            }
            break;
        default: append_value(out, term.value);
    }
}

void append(std::string& out, const Term& term, Binding least) {
    const bool enclosed = binding_of(term) < least;
    if (enclosed) out += '(';
    append_bare(out, term);
    if (enclosed) out += ')';
}

}  // namespace

std::string to_text(const Term& term) {
    std::string out;
    append(out, term, Binding::or_);
    return out;
}

std::string literal_text(const Value& value) {
    std::string out;
    append_value(out, value);
    return out;
}

bool same(const Term& a, const Term& b) {
    if (a.operation != b.operation || a.value != b.value || a.name != b.name ||
        a.operands.size() != b.operands.size()) {
        return false;
    }
    for (std::size_t i = 0; i < a.operands.size(); ++i) {
        if (!same(a.operands[i], b.operands[i])) return false;
    }
    return true;
}

}  // namespace millwright
