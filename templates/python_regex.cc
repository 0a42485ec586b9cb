// Regular expressions of RE2 for Python's re: what both read in the same way, and `$`, `\z`, `\s`, which differ.
#include <algorithm>

#include "templates/python_expression.h"

namespace millwright::templates {
namespace {

bool is_punctuation(char c) {
    return c > ' ' && c < 0x7F && !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Reads from the left; gives up at the first thing that is not known to be the same.
class Translation {
public:
    explicit Translation(std::string_view text) : text_(text) {}

    std::optional<PythonRegex> done() {
        // Both fold the letters of ASCII to the same characters, but Python not those of \w with re.ASCII.
        const bool folds = text_.starts_with("(?i)");
        if (folds) out_ += text_.substr(0, at_ = 4);
        while (known_ && at_ < text_.size()) part();
        if (!known_ || (folds && (ascii_ || !is_ascii(text_)))) return std::nullopt;
        const bool raw = out_.find_first_of("\"\n\r\t") == std::string::npos && !out_.ends_with('\\') &&
                         out_.find('\0') == std::string::npos;
        return PythonRegex{raw ? "r\"" + out_ + "\"" : python_quoted(out_), ascii_};
    }

private:
    char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

    void part() {
        const char c = text_[at_++];
        // Python does not repeat what only looks at a place.
        static constexpr std::string_view repetitions = "*+?{", places = "bBAz";
        if (at_place_ && repetitions.find(c) != std::string_view::npos) {
            known_ = false;
            return;
        }
        at_place_ =
            c == '^' || c == '$' || (c == '\\' && at_ < text_.size() && places.find(peek()) != std::string_view::npos);
        switch (c) {
            case '\\': return escape(false);
            case '[': return members();
            case '(': return group();
            case '{': return count();
            case '$': out_ += "\\Z"; return;
            case '+':
                // Behind another sign of repetition Python takes it for something else.
                known_ = out_.empty() || std::string_view("*+?}").find(out_.back()) == std::string_view::npos;
                out_ += c;
                return;
            default: out_ += c;
        }
    }

    /// Groups that only hold something together.
    void group() {
        out_ += '(';
        if (peek() != '?') return;
        known_ = peek(1) == ':';
        out_ += "?:";
        at_ += 2;
    }

    /// {2}, {2,} and {2,5}: {,5} is text for RE2.
    void count() {
        known_ = is_digit(peek());
        out_ += '{';
        while (is_digit(peek()) || peek() == ',') out_ += text_[at_++];
        known_ = known_ && peek() == '}';
    }

    void escape(bool in_members) {
        const char c = peek();
        ++at_;
        static constexpr std::string_view as_ascii = "dDwW", same = "ntrf";
        if (c == 's' && in_members) {
            out_ += "\\t\\n\\f\\r ";
        } else if ((c == 's' || c == 'S') && !in_members) {
            out_ += c == 's' ? "[\\t\\n\\f\\r ]" : "[^\\t\\n\\f\\r ]";
        } else if (as_ascii.find(c) != std::string_view::npos || ((c == 'b' || c == 'B') && !in_members)) {
            ascii_ = true;
            out_ += std::string{'\\', c};
        } else if (c == 'z' && !in_members) {
            out_ += "\\Z";
        } else if (same.find(c) != std::string_view::npos || is_punctuation(c) || (c == 'A' && !in_members)) {
            out_ += std::string{'\\', c};
        } else {
            known_ = false;
        }
    }

    /// What stands in square brackets; sets in sets are left alone.
    void members() {
        out_ += '[';
        if (peek() == '^') out_ += text_[at_++];
        if (peek() == ']') {
            out_ += "\\]";
            ++at_;
        }
        while (known_ && at_ < text_.size()) {
            const char c = text_[at_++];
            static constexpr std::string_view doubled = "&|~-";
            known_ = c != '[' && (doubled.find(c) == std::string_view::npos || peek() != c);
            if (c == '\\') {
                escape(true);
            } else {
                out_ += c;
            }
            if (c == ']') return;
        }
        known_ = false;
    }

    std::string_view text_;
    std::string out_;
    std::size_t at_ = 0;
    bool known_ = true, ascii_ = false, at_place_ = false;
};

}  // namespace

std::optional<PythonRegex> python_regex(std::string_view expression) {
    return Translation(expression).done();
}

}  // namespace millwright::templates
