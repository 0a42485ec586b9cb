#include "graph/condition_builder.h"

#include <algorithm>

#include "graph/condition_slips.h"
#include "graph/regex.h"
#include "graph/utf8.h"

namespace millwright {
namespace {

constexpr unsigned most_depth = 100;
constexpr unsigned most_patterns = 100;  // a compiled one takes up to a millisecond and 256 KiB

/// The literal with its sign turned, for a literal that was written as a number or a duration.
Value negated(const Value& number) {
    if (const auto* duration = std::get_if<Duration>(&number)) return Duration{-duration->milliseconds};
    const Decimal decimal = std::get<Decimal>(number);
    return *Decimal::of(-decimal.coefficient(), decimal.scale());
}

}  // namespace

void ConditionBuilder::refuse(Span at, std::string message, std::string hint) {
    throw ConditionProblem{at.begin, at.end, std::move(message), std::move(hint)};
}

void ConditionBuilder::add_operand(Operand operand) {
    last_ = operand.extent;
    last_is_infix_ = false;
    operands_.push_back(std::move(operand));
}

void ConditionBuilder::add_literal(Span at, Value value, bool is_number) {
    Term term;
    term.value = std::move(value);
    term.begin = at.begin;
    term.end = at.end;
    add_operand({std::move(term), at, 1, is_number});
}

void ConditionBuilder::add_name(Span at) {
    if (auto slip = name_slip(text_at(at))) {
        if (slip->hint.empty()) refuse_absent_value(at);
        refuse(at, std::move(slip->message), std::move(slip->hint));
    }
    Term term;
    term.operation = Operation::name;
    term.name = text_at(at);
    term.begin = at.begin;
    term.end = at.end;
    add_operand({std::move(term), at});
}

void ConditionBuilder::refuse_absent_value(Span at) const {
    std::string question = "missing(x)";
    if (frame_has_operators() && !operands_.empty() && operands_.back().term.operation == Operation::name) {
        const bool unequal = operators_.back().operation == Operation::not_equal;
        question = (unequal ? "present(" : "missing(") + operands_.back().term.name + ")";
    }
    refuse(at, in_quotes(text_at(at)) + " is no value", "for a value that is absent, write " + question);
}

bool ConditionBuilder::after_in() const {
    return frame_has_operators() && last_is_infix_ && operators_.back().operation == Operation::in;
}

void ConditionBuilder::add_empty_list(Span at) {
    open_list({at.begin, at.begin + 1});
    close_list({at.end - 1, at.end});
}

void ConditionBuilder::add_prefix(Span at, Operation operation) {
    const Binding binding = binding_of(operation);
    if (operation == Operation::not_ && frame_has_operators() && operators_.back().binding > Binding::not_) {
        refuse(at, "\"not\" needs brackets behind " + in_quotes(text_at(operators_.back().at)), "write (not x)");
    }
    operators_.push_back({operation, binding, false, at});
    last_ = at;
    last_is_infix_ = true;
}

void ConditionBuilder::add_infix(Span at, Operation operation, bool is_negated) {
    const Binding binding = binding_of(operation);
    while (frame_has_operators() && operators_.back().binding >= binding) {
        if (binding == Binding::comparison && operators_.back().binding == binding) refuse_chain(at);
        reduce();
    }
    operators_.push_back({operation, binding, is_negated, at});
    last_ = at;
    last_is_infix_ = true;
}

void ConditionBuilder::refuse_chain(Span at) const {
    const Span left = operands_[operands_.size() - 2].extent;
    const Span middle = operands_.back().extent;
    std::string hint = "join two comparisons with and";
    constexpr std::uint32_t longest = 60;
    if (middle.end - left.begin <= longest) {
        hint = "write " + printable(text_at({left.begin, middle.end})) + " and " + printable(text_at(middle)) + " " +
               std::string(text_at(at)) + " ...";
    }
    refuse(at, "comparisons do not chain", std::move(hint));
}

void ConditionBuilder::add_comma(Span at) {
    reduce_all();
    const Frame& frame = frames_.back();
    if (frame.kind == FrameKind::bracket && frame.after_in) {
        refuse(frame.at, "a list does not stand in round brackets", "write in ['a', 'b']");
    }
    if (frame.kind == FrameKind::whole || frame.kind == FrameKind::bracket) {
        refuse(at, "\",\" joins nothing here", "write and or or; a list of values is written in ['a', 'b']");
    }
    if (frame.kind == FrameKind::date) refuse_count(frame, at);
    last_ = at;
    last_is_infix_ = true;
}

void ConditionBuilder::open(FrameKind kind, Span at, const Function* function) {
    if (frames_.size() > most_depth) {
        refuse(at, "more than " + std::to_string(most_depth) + " brackets are open here", "split the expression");
    }
    frames_.push_back({kind, at, function, operands_.size(), operators_.size(), after_in()});
    last_ = at;
    last_is_infix_ = false;
}

void ConditionBuilder::open_bracket(Span at) {
    open(FrameKind::bracket, at);
}

void ConditionBuilder::open_list(Span at) {
    if (!after_in()) refuse(at, "a list stands only behind \"in\"", "write x in ['a', 'b']");
    open(FrameKind::list, at);
}

void ConditionBuilder::open_call(Span at) {
    const std::string_view call = text_at(at);
    const std::string_view name = call.substr(0, call.find_first_of(" \t\r\n("));
    if (name == "date") return open(FrameKind::date, at);
    const auto functions = condition_functions();
    const auto found =
        std::find_if(functions.begin(), functions.end(), [&](const Function& each) { return each.name == name; });
    if (found == functions.end()) {
        Advice advice = function_slip(name);
        refuse({at.begin, at.begin + static_cast<std::uint32_t>(name.size())}, std::move(advice.message),
               std::move(advice.hint));
    }
    open(FrameKind::call, at, &*found);
}

ConditionBuilder::Operand ConditionBuilder::take_operand() {
    Operand operand = std::move(operands_.back());
    operands_.pop_back();
    return operand;
}

/// All operands from `first` on as those of one term.
ConditionBuilder::Operand ConditionBuilder::gathered(Operation operation, std::size_t first, Span at) {
    Operand made;
    made.extent = at;
    made.term.operation = operation;
    made.term.begin = at.begin;
    made.term.end = at.end;
    made.term.operands.reserve(operands_.size() - first);
    for (std::size_t i = first; i < operands_.size(); ++i) {
        made.depth = std::max(made.depth, operands_[i].depth + 1);
        made.term.operands.push_back(std::move(operands_[i].term));
    }
    operands_.resize(first);
    check_depth(made);
    return made;
}

void ConditionBuilder::check_depth(const Operand& operand) {
    if (operand.depth <= most_depth) return;
    refuse(operand.extent, "the expression is nested more than " + std::to_string(most_depth) + " deep",
           "put a part of it in brackets, or split it");
}

void ConditionBuilder::reduce_all() {
    while (frame_has_operators()) reduce();
}

void ConditionBuilder::reduce() {
    const Operator top = operators_.back();
    operators_.pop_back();
    const bool prefix = top.operation == Operation::not_ || top.operation == Operation::negate;
    prefix ? reduce_prefix(top) : reduce_infix(top);
}

void ConditionBuilder::reduce_prefix(const Operator& top) {
    Operand& operand = operands_.back();
    const Span at{top.at.begin, operand.extent.end};
    if (top.operation == Operation::negate && operand.is_number) {
        operand.term.value = negated(operand.term.value);
        operand.term.begin = at.begin;
        operand.extent = at;
        operand.is_number = false;
        return;
    }
    operands_.push_back(gathered(top.operation, operands_.size() - 1, at));
}

namespace {

/// `operand` as one of the operands of `chain`, or its operands, if it is such a chain itself.
void append_to_chain(Term& chain, Term operand) {
    if (operand.operation != chain.operation) {
        chain.operands.push_back(std::move(operand));
        return;
    }
    std::move(operand.operands.begin(), operand.operands.end(), std::back_inserter(chain.operands));
}

}  // namespace

void ConditionBuilder::reduce_infix(const Operator& top) {
    Operand& left = operands_[operands_.size() - 2];
    const Span at{left.extent.begin, operands_.back().extent.end};
    const bool chain = top.operation == Operation::and_ || top.operation == Operation::or_;
    const bool left_chain = chain && left.term.operation == top.operation;
    if (left_chain || (chain && operands_.back().term.operation == top.operation)) {
        Operand right = take_operand();
        Operand joined;
        const auto depth_of = [&](const Operand& each) {
            return each.depth + (each.term.operation == top.operation ? 0U : 1U);
        };
        joined.depth = std::max(depth_of(left), depth_of(right));
        if (left_chain) {
            joined.term = std::move(left.term);
        } else {
            joined.term.operation = top.operation;
            joined.term.operands.push_back(std::move(left.term));
        }
        append_to_chain(joined.term, std::move(right.term));
        joined.extent = at;
        joined.term.begin = at.begin;
        joined.term.end = at.end;
        check_depth(joined);
        left = std::move(joined);
        return;
    }
    operands_.push_back(gathered(top.operation, operands_.size() - 2, at));
    if (top.negated) operands_.push_back(gathered(Operation::not_, operands_.size() - 1, at));
}

void ConditionBuilder::close_bracket(Span at) {
    const FrameKind kind = frames_.back().kind;
    if (kind == FrameKind::whole) refuse(at, "\")\" closes nothing", "leave it out, or open a bracket before");
    if (kind == FrameKind::list) {
        refuse(at, "\")\" does not close the \"[\" before it", "write ] at the end of the list");
    }
    close(kind, at);
}

void ConditionBuilder::close_list(Span at) {
    const Span sign{at.end - 1, at.end};
    const FrameKind kind = frames_.back().kind;
    if (kind == FrameKind::whole) refuse(sign, "\"]\" closes nothing", "leave it out, or open the list with [");
    if (kind != FrameKind::list) {
        refuse(sign, "\"]\" does not close the \"(\" before it", "write ) where the bracket ends");
    }
    close(kind, sign);
}

void ConditionBuilder::close(FrameKind kind, Span at) {
    reduce_all();
    const Frame frame = frames_.back();
    frames_.pop_back();
    const Span whole{frame.at.begin, at.end};
    if (kind == FrameKind::bracket) {
        Operand operand = take_operand();
        operand.extent = whole;
        operand.is_number = false;
        add_operand(std::move(operand));
    } else if (kind == FrameKind::list) {
        add_operand(gathered(Operation::list, frame.first_operand, whole));
    } else {
        close_call(frame, whole);
    }
}

void ConditionBuilder::refuse_count(const Frame& frame, Span at) const {
    const std::string name(frame.function ? frame.function->name : "date");
    const bool one = !frame.function || frame.function->arguments == 1;
    refuse({frame.at.begin, at.end}, in_quotes(name) + " takes " + (one ? "one operand" : "two operands"),
           "write " + std::string(frame.function ? frame.function->usage : "date('2026-01-31')"));
}

void ConditionBuilder::close_call(const Frame& frame, Span at) {
    if (frame.kind == FrameKind::date) {
        const Operand written = take_operand();
        const auto* text = std::get_if<std::string>(&written.term.value);
        if (!text || written.term.operation != Operation::literal) {
            refuse(written.extent, "\"date\" takes a text in quotes",
                   "write date('2026-01-31'); a field that is a date is compared as it is");
        }
        auto date = parse_date(*text);
        if (!date) {
            refuse(written.extent, in_quotes(*text) + " is no date",
                   "write date('2026-01-31') or date('2026-01-31T10:00:00Z')");
        }
        return add_literal(at, std::move(*date));
    }
    if (operands_.size() - frame.first_operand != frame.function->arguments) refuse_count(frame, at);
    Operand call = gathered(frame.function->operation, frame.first_operand, at);
    const Term& first = call.term.operands.front();
    const bool takes_name = call.term.operation == Operation::missing || call.term.operation == Operation::present;
    if (takes_name && first.operation != Operation::name) {
        refuse({first.begin, first.end},
               in_quotes(frame.function->name) + " takes a name, not what it is computed from",
               "write " + std::string(frame.function->usage));
    }
    if (call.term.operation == Operation::matches) check_pattern(call.term);
    add_operand(std::move(call));
}

void ConditionBuilder::check_pattern(Term& call) {
    const Term& pattern = call.operands.back();
    const auto* text = std::get_if<std::string>(&pattern.value);
    if (pattern.operation != Operation::literal || !text) {
        refuse({pattern.begin, pattern.end}, "the regular expression has to be a text in quotes",
               "write matches(x, '^[0-9]+$')");
    }
    if (++patterns_ > most_patterns) {
        refuse({call.begin, call.end},
               "more than " + std::to_string(most_patterns) + " regular expressions in one expression",
               "join them with |, or split the expression");
    }
    auto compiled = Regex::compile(*text);
    if (!compiled) {
        refuse({pattern.begin, pattern.end},
               in_quotes(*text) + " is no regular expression: " + printable(compiled.error()),
               "RE2's syntax: https://github.com/google/re2/wiki/Syntax");
    }
    call.pattern = std::move(*compiled);
}

Term ConditionBuilder::finish() {
    if (frames_.back().kind != FrameKind::whole) refuse_unclosed();
    reduce_all();
    return std::move(operands_.back().term);
}

}  // namespace millwright
