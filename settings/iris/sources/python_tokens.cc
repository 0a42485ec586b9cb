#include "settings/iris/sources/python_tokens.h"

#include <algorithm>

#include "graph/ascii.h"
#include "settings/limits.h"

namespace millwright::settings::iris {

class PythonScanner {
public:
    explicit PythonScanner(PythonCode& code) : code_(code), text_(code.text_) {}

    void run() {
        while (at_ < text_.size() && code_.tokens_.size() < limits::code_tokens) step();
        end_line();
    }

private:
    char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
    static bool in_name(char c) {
        return ascii::is_letter(c) || ascii::is_digit(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
    }

    void step() {
        const char c = peek();
        if (c == '\n') {
            ++at_;
            if (open_.empty()) end_line();
            indent_ = 0;
            at_line_start_ = true;
        } else if (c == ' ' || c == '\t' || c == '\r' || c == '\f') {
            ++at_;
            if (at_line_start_) indent_ += c == '\t' ? 8 : 1;
        } else if (c == '#') {
            at_ = std::min(text_.find('\n', at_), text_.size());
        } else if (c == '\\' && (peek(1) == '\n' || (peek(1) == '\r' && peek(2) == '\n'))) {
            at_ += peek(1) == '\n' ? 2 : 3;
        } else {
            token();
        }
    }

    void end_line() {
        const auto end = static_cast<std::uint32_t>(code_.tokens_.size());
        if (end > line_begin_) code_.lines_.push_back({line_indent_, {line_begin_, end}});
        line_begin_ = end;
    }

    void token() {
        if (code_.tokens_.size() == line_begin_) line_indent_ = indent_;
        at_line_start_ = false;
        const std::size_t begin = at_;
        PythonKind kind = PythonKind::sign;
        if (in_name(peek())) {
            kind = ascii::is_digit(peek()) ? PythonKind::number : PythonKind::name;
            while (at_ < text_.size() && in_name(text_[at_])) ++at_;
            const std::size_t prefix = at_ - begin;
            if (prefix <= 2 && (peek() == '"' || peek() == '\'')) kind = read_string();
        } else if (peek() == '"' || peek() == '\'') {
            kind = read_string();
        } else {
            read_sign();
        }
        code_.tokens_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_), kind});
        code_.match_.push_back(0);
        if (kind == PythonKind::sign) bracket(text_[begin]);
    }

    PythonKind read_string() {
        const char quote = peek();
        const bool triple = peek(1) == quote && peek(2) == quote;
        for (at_ += triple ? 3 : 1; at_ < text_.size(); ++at_) {
            if (peek() == '\\') {
                ++at_;
            } else if (!triple && peek() == '\n') {
                break;
            } else if (peek() == quote && (!triple || (peek(1) == quote && peek(2) == quote))) {
                at_ += triple ? 3 : 1;
                break;
            }
        }
        at_ = std::min(at_, text_.size());
        return PythonKind::string;
    }

    void read_sign() {
        const bool two = peek(1) == '=' && std::string_view("=!<>+-*/:%|&^@").find(peek()) != std::string_view::npos;
        at_ += two || (peek() == '-' && peek(1) == '>') ? 2 : 1;
    }

    void bracket(char c) {
        const auto at = static_cast<std::uint32_t>(code_.tokens_.size() - 1);
        if (c == '(' || c == '[' || c == '{') open_.push_back(at);
        if ((c != ')' && c != ']' && c != '}') || open_.empty()) return;
        code_.match_[at] = open_.back();
        code_.match_[open_.back()] = at;
        open_.pop_back();
    }

    PythonCode& code_;
    std::string_view text_;
    std::size_t at_ = 0;
    std::uint32_t indent_ = 0;
    std::uint32_t line_indent_ = 0;
    std::uint32_t line_begin_ = 0;
    bool at_line_start_ = true;
    std::vector<std::uint32_t> open_;
};

PythonCode::PythonCode(std::string_view text) : text_(text) {
    PythonScanner(*this).run();
}

std::uint32_t PythonCode::line_of(std::uint32_t token) const {
    const auto found =
        std::upper_bound(lines_.begin(), lines_.end(), token,
                         [](std::uint32_t at, const PythonLine& each) { return at < each.tokens.begin; });
    return found == lines_.begin() ? 0 : static_cast<std::uint32_t>(found - lines_.begin() - 1);
}

std::vector<TokenRange> PythonCode::split(TokenRange range, std::string_view sign) const {
    std::vector<TokenRange> parts;
    for (std::uint32_t begin = range.begin; begin < range.end;) {
        const std::uint32_t end = find({begin, range.end}, sign);
        parts.push_back({begin, end});
        begin = end + 1;
    }
    return parts;
}

std::uint32_t PythonCode::find(TokenRange range, std::string_view wanted) const {
    for (std::uint32_t at = range.begin; at < range.end; at = after(at)) {
        if (tokens_[at].kind != PythonKind::string && (*this)[at] == wanted) return at;
    }
    return range.end;
}

std::string PythonCode::text_of(TokenRange range) const {
    std::string text;
    for (std::uint32_t at = range.begin; at < range.end && text.size() < 200; ++at) {
        if (at > range.begin && tokens_[at].begin > tokens_[at - 1].end) text += ' ';
        text += (*this)[at];
    }
    return text;
}

bool PythonCode::string_value(std::size_t at, std::string& value) const {
    if (!is_kind(at, PythonKind::string)) return false;
    std::string_view text = (*this)[at];
    const std::string_view prefix = text.substr(0, text.find_first_of("\"'"));
    text.remove_prefix(prefix.size());
    const auto has = [&](char c) {
        return std::any_of(prefix.begin(), prefix.end(), [&](char each) { return ascii::lower(each) == c; });
    };
    const std::size_t quotes = text.size() >= 6 && text[1] == text[0] && text[2] == text[0] ? 3 : 1;
    if (text.size() < 2 * quotes || text.back() != text.front() || has('b')) return false;
    text = text.substr(quotes, text.size() - 2 * quotes);
    if (text.find('\\') != std::string_view::npos || (has('f') && text.find('{') != std::string_view::npos))
        return false;
    value += text;
    return true;
}

}  // namespace millwright::settings::iris
