// What ConditionBuilder says where neither an operand nor an operator can be read.
#include "graph/condition_builder.h"

#include "graph/condition_slips.h"
#include "graph/utf8.h"

namespace millwright {
namespace {

constexpr std::string_view operator_signs = "=<>*/&|%^?:;";

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_operator_word(std::string_view word) {
    return word == "and" || word == "or" || word == "in";
}

}  // namespace

void ConditionBuilder::refuse_end() const {
    if (text_.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        refuse({0, static_cast<std::uint32_t>(text_.size())}, "the expression is empty",
               "leave the key out, or write true");
    }
    if (last_is_infix_) {
        refuse(last_, "nothing stands on the right of " + in_quotes(text_at(last_)), "complete it, or leave it out");
    }
    refuse_unclosed();
}

void ConditionBuilder::refuse_unclosed() const {
    const Frame& frame = frames_.back();
    const bool list = frame.kind == FrameKind::list;
    const Span sign{frame.at.end - 1, frame.at.end};
    refuse(sign, list ? "\"[\" is not closed" : "\"(\" is not closed",
           list ? "add ] where the list ends" : "add ) where it ends");
}

void ConditionBuilder::refuse_operand(std::uint32_t at) const {
    const std::string_view rest = text_.substr(at);
    if (rest.empty()) refuse_end();
    const char sign = rest.front();
    const std::string_view word = first_word(rest);
    const Span here{at, at + static_cast<std::uint32_t>(word.size())};
    if (sign == '\'' || sign == '"') {
        refuse(here, "the text that begins here is not closed",
               std::string("write ") + sign + " at its end; inside it, the quote is doubled");
    }
    if (is_digit(sign)) {
        const std::string_view token = number_token(rest);
        Advice advice = number_slip(token);
        refuse({at, at + static_cast<std::uint32_t>(token.size())}, std::move(advice.message), std::move(advice.hint));
    }
    const bool is_operator = operator_signs.find(sign) != std::string_view::npos || is_operator_word(word);
    const bool closes = sign == ')' || sign == ']' || sign == ',';
    if (last_is_infix_ && (closes || is_operator)) {
        refuse(last_, "nothing stands on the right of " + in_quotes(text_at(last_)), "complete it, or leave it out");
    }
    if (sign == ')' && frames_.back().kind != FrameKind::whole && frames_.back().kind != FrameKind::bracket) {
        refuse_count(frames_.back(), here);
    }
    if (closes && frames_.back().kind == FrameKind::whole)
        refuse(here, in_quotes(word) + " closes nothing", "leave it out");
    if (closes) refuse(here, "something is missing before " + in_quotes(word), "write a name or a value");
    if (auto slip = operand_slip(rest)) refuse(here, std::move(slip->message), std::move(slip->hint));
    if (is_operator) refuse(here, "nothing stands on the left of " + in_quotes(word), "complete it, or leave it out");
    refuse(here, in_quotes(word) + " is neither a name nor a value", "a text has quotes: 'new'");
}

void ConditionBuilder::refuse_operator(std::uint32_t at) const {
    const std::string_view rest = text_.substr(at);
    const std::string_view word = first_word(rest);
    const Span here{at, at + static_cast<std::uint32_t>(word.size())};
    const std::string_view before = text_at(last_);
    const bool after_text = at == last_.end && (before.ends_with('\'') || before.ends_with('"'));
    if (after_text && before.size() > 2 && before[before.size() - 2] == '\\') {
        refuse({last_.end - 2, last_.end}, "a backslash does not keep a quote from ending the text",
               std::string("double the quote: ") + before.back() + before.back());
    }
    if (after_text && (is_letter(rest.front()) || rest.front() == '\'' || rest.front() == '"')) {
        refuse(here, "the text before ended at its quote", "a quote inside a text is doubled: 'it''s'");
    }
    if (before == "NOT" || before == "Not") refuse(last_, in_quotes(before) + " is no operator", "write not");
    if (auto slip = operator_slip(rest)) refuse(here, std::move(slip->message), std::move(slip->hint));
    if (rest.front() == '.')
        refuse(here, "a field's name is missing behind the point", "write order.lines, without blanks");
    if (rest.front() == '(') {
        refuse(here, "an operator is missing before \"(\"", "write and, or, == or another one between the two");
    }
    if (!is_letter(rest.front()) && !is_digit(rest.front()) && rest.front() != '\'' && rest.front() != '"') {
        refuse(here, in_quotes(word) + " means nothing in a condition", "leave it out; a text has quotes: 'new'");
    }
    refuse(here, "an operator is missing before " + in_quotes(word),
           "write and, or, == or another one between the two; a text has quotes: 'new'");
}

}  // namespace millwright
