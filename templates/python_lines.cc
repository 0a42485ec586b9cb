#include "templates/python_lines.h"

#include <algorithm>

#include "graph/utf8.h"

namespace millwright::templates {
namespace {

/// f-strings in f-strings; Python itself refuses more than 150.
constexpr unsigned most_nested_strings = 100;

bool is_name_byte(char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_quote(char c) {
    return c == '"' || c == '\'';
}

/// Every combination that can stand before a quote, in small letters.
bool is_string_prefix(std::string_view word) {
    std::string small(word);
    std::transform(small.begin(), small.end(), small.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    for (const std::string_view each : {"r", "u", "b", "f", "t", "br", "rb", "fr", "rf", "tr", "rt"}) {
        if (small == each) return true;
    }
    return small.empty();
}

bool has_letter(std::string_view prefix, std::string_view letters) {
    return prefix.find_first_of(letters) != std::string_view::npos;
}

}  // namespace

PythonLines::PythonLines(std::string_view text) : text_(text) {
    if (text_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
    const std::size_t invalid = std::min(first_invalid_utf8(text_), text_.find('\0'));
    if (invalid == std::string_view::npos) return;
    const auto line = std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(invalid), '\n') + 1;
    fail_at(static_cast<std::uint32_t>(line), "this is not text in UTF-8");
}

void PythonLines::fail_at(std::uint32_t line, std::string_view why) {
    if (problem_.empty()) problem_ = "line " + std::to_string(line) + ": " + std::string(why);
    at_ = text_.size();
}

void PythonLines::pass_line_end() {
    if (peek() == '\r' && peek(1) == '\n') ++at_;
    if (at_ < text_.size()) ++at_;
    ++number_;
}

void PythonLines::begin_line() {
    line_.tokens.clear();
    line_.begin = static_cast<std::uint32_t>(at_);
    line_.number = number_;
    line_.column = 0;
    for (;; ++at_) {
        const char c = peek();
        if (c == ' ') {
            ++line_.column;
        } else if (c == '\t') {
            line_.column = (line_.column / 8 + 1) * 8;
        } else if (c == '\f') {
            line_.column = 0;
        } else {
            break;
        }
    }
    line_.first = static_cast<std::uint32_t>(at_);
}

const PythonLine* PythonLines::next() {
    while (problem_.empty() && at_ < text_.size()) {
        begin_line();
        if (at_line_end()) {
            pass_line_end();
            continue;
        }
        if (peek() == '#') {
            read_comment();
            pass_line_end();
        } else {
            read_logical_line();
        }
        line_.end = static_cast<std::uint32_t>(at_);
        return problem_.empty() ? &line_ : nullptr;
    }
    return nullptr;
}

void PythonLines::read_comment() {
    while (!at_line_end()) ++at_;
}

/// Whether the logical line goes on behind the line end that `at_` is at.
bool PythonLines::continues() {
    if (at_ >= text_.size()) {
        if (!brackets_.empty()) fail_at(brackets_.back().line, "a bracket is not closed");
        return false;
    }
    pass_line_end();
    return !brackets_.empty();
}

void PythonLines::read_logical_line() {
    while (problem_.empty()) {
        const char c = peek();
        if (at_line_end()) {
            if (!continues()) return;
        } else if (c == ' ' || c == '\t' || c == '\f') {
            ++at_;
        } else if (c == '#') {
            read_comment();
        } else if (c == '\\') {
            ++at_;
            if (!at_line_end()) return fail_at(number_, "a \\ that no line end follows");
            pass_line_end();
        } else {
            read_token();
        }
    }
}

void PythonLines::add(PythonTokenKind kind, std::size_t begin) {
    line_.tokens.push_back({kind, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_),
                            static_cast<std::uint32_t>(brackets_.size())});
}

/// How many letters stand before a string that begins here; npos when none does.
std::size_t PythonLines::prefix_of_string() const {
    std::size_t length = 0;
    while (length < 2 && is_name_byte(peek(length))) ++length;
    return is_quote(peek(length)) && is_string_prefix(text_.substr(at_, length)) ? length : std::string_view::npos;
}

void PythonLines::read_token() {
    const std::size_t begin = at_;
    if (const std::size_t prefix = prefix_of_string(); prefix != std::string_view::npos) {
        const auto depth = static_cast<std::uint32_t>(brackets_.size());
        read_string(prefix);
        line_.tokens.push_back(
            {PythonTokenKind::string, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_), depth});
    } else if (is_digit(peek()) || (peek() == '.' && is_digit(peek(1)))) {
        while (is_name_byte(peek()) || peek() == '.') ++at_;
        add(PythonTokenKind::number, begin);
    } else if (is_name_byte(peek())) {
        while (is_name_byte(peek())) ++at_;
        add(PythonTokenKind::name, begin);
    } else {
        open_or_close(peek());
    }
}

/// A sign; brackets are counted.
void PythonLines::open_or_close(char bracket) {
    const std::size_t begin = at_;
    static constexpr std::string_view openings = "([{", closings = ")]}", before_equal = "=!<>:+-*/%&|^@";
    ++at_;
    if (const auto kind = openings.find(bracket); kind != std::string_view::npos) {
        add(PythonTokenKind::sign, begin);
        brackets_.push_back({closings[kind], number_});
        return;
    }
    if (closings.find(bracket) != std::string_view::npos) {
        if (brackets_.empty() || brackets_.back().closing != bracket)
            return fail_at(number_, "a closing bracket that no other opens");
        brackets_.pop_back();
    } else if (peek() == '=' && before_equal.find(bracket) != std::string_view::npos) {
        ++at_;
    }
    add(PythonTokenKind::sign, begin);
}

void PythonLines::read_string(std::size_t prefix) {
    const bool formatted = has_letter(text_.substr(at_, prefix), "fFtT");
    at_ += prefix;
    read_string_body(formatted, 0);
}

/// From the opening quote to behind the closing one.
void PythonLines::read_string_body(bool formatted, unsigned nesting) {
    const std::uint32_t begin = number_;
    const char quote = peek();
    const bool triple = peek(1) == quote && peek(2) == quote;
    at_ += triple ? 3 : 1;
    while (at_ < text_.size()) {
        const char c = peek();
        if (c == quote && (!triple || (peek(1) == quote && peek(2) == quote))) {
            at_ += triple ? 3 : 1;
            return;
        }
        if (c == '\\' && !(formatted && (peek(1) == '{' || peek(1) == '}'))) ++at_;
        if (at_line_end()) {
            if (!triple && c != '\\') break;
            pass_line_end();
        } else if (formatted && c == '{' && peek(1) != '{') {
            ++at_;
            read_replacement(nesting + 1);
        } else {
            at_ += formatted && c == '{' ? 2 : 1;
        }
    }
    fail_at(begin, "a string is not closed");
}

/// What stands in the braces of an f-string, to behind the closing one: an expression, strings and brackets in it, and how
/// it is written.
void PythonLines::read_replacement(unsigned nesting) {
    if (nesting > most_nested_strings) return fail_at(number_, "strings are nested too deep");
    std::size_t depth = 0;
    while (at_ < text_.size()) {
        if (const std::size_t prefix = prefix_of_string(); prefix != std::string_view::npos) {
            const bool formatted = has_letter(text_.substr(at_, prefix), "fFtT");
            at_ += prefix;
            read_string_body(formatted, nesting);
            continue;
        }
        const char c = peek();
        if (at_line_end()) {
            pass_line_end();
            continue;
        }
        if (is_name_byte(c)) {
            while (is_name_byte(peek())) ++at_;
            continue;
        }
        ++at_;
        if (c == '(' || c == '[' || c == '{') ++depth;
        if (c == ')' || c == ']' || (c == '}' && depth > 0))
            depth -= depth > 0 ? 1 : 0;
        else if (c == '}')
            return;
        else if (c == ':' && depth == 0)
            return read_format(nesting);
    }
}

/// Behind the colon of a replacement: text, in which quotes mean nothing, and replacements.
void PythonLines::read_format(unsigned nesting) {
    while (at_ < text_.size()) {
        const char c = peek();
        if (at_line_end()) {
            pass_line_end();
            continue;
        }
        ++at_;
        if (c == '}') return;
        if (c == '{') read_replacement(nesting + 1);
    }
}

}  // namespace millwright::templates
