#include "settings/iris/sources/objectscript_tokens.h"

#include <algorithm>

#include "graph/ascii.h"
#include "settings/iris/member_line.h"
#include "settings/limits.h"

namespace millwright::settings::iris {
namespace {

bool begins_word(char c) {
    return ascii::is_letter(c) || c == '%' || static_cast<unsigned char>(c) >= 0x80;
}

bool in_word(char c) {
    return ascii::is_letter(c) || ascii::is_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

class Scanner {
public:
    explicit Scanner(std::string_view text) : text_(text) { list_.text = text; }

    TokenList run() {
        while (at_ < text_.size() && list_.tokens.size() < limits::code_tokens) step();
        return std::move(list_);
    }

private:
    char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
    bool here(std::string_view wanted) const { return text_.substr(at_, wanted.size()) == wanted; }
    bool here_word(std::string_view lower) const {
        return same_word(text_.substr(at_, lower.size()), lower) && !in_word(peek(lower.size()));
    }
    std::size_t line_end(std::size_t from) const { return std::min(text_.find('\n', from), text_.size()); }

    void step() {
        const char c = peek();
        if (c == '\n') {
            ++at_;
            line_start_ = column_one_ = true;
            gap_ = 2;
        } else if (is_blank(c)) {
            ++at_;
            column_one_ = false;
            gap_ = static_cast<std::uint8_t>(std::min(gap_ + 1, 2));
        } else if (!skip_comment() && !skip_embedded() && !directive()) {
            token();
        }
    }

    void skip_to(std::size_t end) {
        at_ = end;
        column_one_ = false;
        gap_ = std::max<std::uint8_t>(gap_, 1);
    }

    bool skip_comment() {
        if (here("/*")) {
            const std::size_t end = text_.find("*/", at_ + 2);
            skip_to(end == std::string_view::npos ? text_.size() : end + 2);
            return true;
        }
        if (peek() != ';' && !here("//") && !here("#;") && !here("##;")) return false;
        skip_to(line_end(at_));
        return true;
    }

    /// &sql(...), &sql##(...)##, &html<...>, &js<...>
    bool skip_embedded() {
        if (peek() != '&') return false;
        std::size_t open = at_ + 1;
        while (open < text_.size() && ascii::is_letter(text_[open])) ++open;
        const std::string_view name = text_.substr(at_ + 1, open - at_ - 1);
        const bool sql = same_word(name, "sql");
        if (!sql && !same_word(name, "html") && !same_word(name, "js") && !same_word(name, "javascript")) return false;
        std::size_t marker = open;
        while (marker < text_.size() && (text_[marker] == '#' || in_word(text_[marker])) && marker - open < 32)
            ++marker;
        if (marker >= text_.size() || text_[marker] != (sql ? '(' : '<')) return false;
        const std::size_t end = end_of_embedded(marker, text_.substr(open, marker - open), sql);
        if (sql) {
            list_.embedded.push_back(
                {static_cast<std::uint32_t>(list_.tokens.size()), text_.substr(marker, end - marker)});
        }
        skip_to(end);
        return true;
    }

    std::size_t end_of_embedded(std::size_t open, std::string_view mark, bool sql) const {
        if (!mark.empty()) {
            const std::string close = (sql ? ")" : ">") + std::string(mark.rbegin(), mark.rend());
            const std::size_t end = text_.find(close, open);
            return end == std::string_view::npos ? text_.size() : end + close.size();
        }
        std::size_t depth = 0;
        for (std::size_t at = open; at < text_.size(); ++at) {
            const char c = text_[at];
            if (sql && (c == '\'' || c == '"')) {
                const std::string_view line = text_.substr(0, line_end(at));
                at = std::min(line.find(c, at + 1), line.size());
            } else if (c == (sql ? '(' : '<')) {
                ++depth;
            } else if (c == (sql ? ')' : '>') && --depth == 0) {
                return at + 1;
            }
        }
        return text_.size();
    }

    /// Lines that begin with `#`, but for #dim, which is left to be read as a command.
    bool directive() {
        if (peek() != '#' || !line_start_ || peek(1) == '#' || here_word("#dim")) return false;
        const std::size_t end = line_end(at_);
        if (here_word("#define") || here_word("#def1arg")) {
            define(at_ + (here_word("#define") ? 7 : 8), end);
        } else if (begins_condition()) {
            const std::string_view condition = bare(text_.substr(at_ + 3, end - at_ - 3));
            taken_.push_back(condition == "1");
            if (condition == "0") skip_switched_off(true);
        } else if (!taken_.empty() && (here_word("#else") || here_word("#elseif"))) {
            if (taken_.back()) skip_switched_off(false);
        } else if (!taken_.empty() && here_word("#endif")) {
            taken_.pop_back();
        }
        skip_to(line_end(at_));
        return true;
    }

    /// #if, #ifdef, #ifndef, #ifundef
    bool begins_condition() const { return same_word(text_.substr(at_, 3), "#if"); }

    static std::string_view bare(std::string_view condition) {
        const auto outer = [](char c) { return is_blank(c) || c == '(' || c == ')'; };
        condition = condition.substr(0, std::min(condition.find("//"), condition.find(';')));
        while (!condition.empty() && outer(condition.front())) condition.remove_prefix(1);
        while (!condition.empty() && outer(condition.back())) condition.remove_suffix(1);
        return condition;
    }

    /// Goes past lines that are off, to the line of the #endif that ends them, or of the #else.
    void skip_switched_off(bool to_else) {
        std::size_t depth = 0;
        for (at_ = line_end(at_); at_ < text_.size(); at_ = line_end(at_)) {
            ++at_;
            while (is_blank(peek())) ++at_;
            if (here_word("#endif")) {
                if (depth-- == 0) return taken_.pop_back();
            } else if (depth == 0 && to_else && (here_word("#else") || here_word("#elseif"))) {
                return;
            } else if (begins_condition()) {
                ++depth;
            }
        }
    }

    void define(std::size_t from, std::size_t end) {
        while (from < end && is_blank(text_[from])) ++from;
        std::size_t to = from;
        while (to < end && (in_word(text_[to]) || text_[to] == '%')) ++to;
        if (to == from || (to < end && text_[to] == '(')) return;
        list_.macros.push_back(
            {text_.substr(from, to - from), static_cast<std::uint32_t>(to), static_cast<std::uint32_t>(end)});
    }

    void token() {
        const std::size_t begin = at_;
        const TokenKind kind = read();
        list_.tokens.push_back(
            {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_), kind, line_start_, column_one_, gap_});
        line_start_ = column_one_ = false;
        gap_ = 0;
    }

    TokenKind read() {
        const char c = peek();
        if (c == '"') return read_string();
        if (c == '$') return read_function();
        if (ascii::is_digit(c) || (c == '.' && ascii::is_digit(peek(1)))) return read_number();
        if (begins_word(c)) return read_word(1);
        if (c == '#' && (here("##class") || here("##CLASS") || here("##Class") || here_word("##super") ||
                         here_word("##this") || here_word("#dim")))
            return read_word(here("##") ? 2 : 1);
        at_ += here("...") ? 3 : here("..") ? 2 : 1;
        return TokenKind::sign;
    }

    TokenKind read_word(std::size_t skip) {
        at_ += skip;
        while (at_ < text_.size() && in_word(text_[at_])) ++at_;
        return TokenKind::word;
    }

    TokenKind read_string() {
        const std::size_t end = line_end(at_);
        for (++at_; at_ < end; ++at_) {
            if (text_[at_] != '"') continue;
            if (peek(1) != '"') return ++at_, TokenKind::string;
            ++at_;
        }
        at_ = std::min(at_, end);
        return TokenKind::string;
    }

    TokenKind read_function() {
        const bool macro = here("$$$");
        at_ += macro ? 3 : here("$$") ? 2 : 1;
        if (peek() == '%') ++at_;
        while (at_ < text_.size() && in_word(text_[at_])) ++at_;
        return macro ? TokenKind::macro : TokenKind::function;
    }

    TokenKind read_number() {
        const auto digits = [this] {
            while (ascii::is_digit(peek())) ++at_;
        };
        digits();
        if (peek() == '.' && ascii::is_digit(peek(1))) {
            ++at_;
            digits();
        }
        if (ascii::upper(peek()) == 'E' && ascii::is_digit(peek(1))) {
            ++at_;
            digits();
        }
        return TokenKind::number;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    TokenList list_;
    bool line_start_ = true;
    bool column_one_ = true;
    std::uint8_t gap_ = 0;
    std::vector<bool> taken_;  // of every open #if, whether it is `#if 1`, whose #else is off
};

}  // namespace

TokenList objectscript_tokens(std::string_view text) {
    return Scanner(text).run();
}

std::string string_value(std::string_view token) {
    if (token.starts_with('"')) token.remove_prefix(1);
    if (token.ends_with('"')) token.remove_suffix(1);
    std::string value;
    for (std::size_t at = 0; at < token.size(); ++at) {
        value += token[at];
        if (token[at] == '"' && at + 1 < token.size() && token[at + 1] == '"') ++at;
    }
    return value;
}

}  // namespace millwright::settings::iris
