#include "settings/iris/body_end.h"

#include <algorithm>
#include <array>

#include "settings/iris/member_line.h"
#include "settings/iris/xml_scan.h"

namespace millwright::settings::iris {
namespace {

constexpr std::size_t npos = std::string_view::npos;

// Embedded text that does not end costs a look at all that follows.
constexpr std::size_t most_unclosed = 8;

/// What hides a brace in a language.
struct Lexis {
    std::string_view quotes;         ///< of strings, which end with their line at the latest
    bool escapes = false;            ///< a backslash takes the next character with it
    bool triple = false;             ///< three quotes begin a string of several lines
    std::string_view line_comments;  ///< signs of one character
    std::string_view long_comments;  ///< a character that, doubled, begins a comment up to the end of the line
    bool block_comments = false;     ///< slash and star
    bool embedded = false;           ///< &sql(...), &html<...>, &js<...>
};

constexpr Lexis object_script{"\"", false, false, ";", "/", true, true};
constexpr Lexis python{"\"'", true, true, "#", "", false, false};
constexpr Lexis script{"\"'`", true, false, "", "/", true, false};
constexpr Lexis sql{"\"'", false, false, "", "-", true, false};
constexpr Lexis json{"\"", true, false, "", "", false, false};
constexpr Lexis prose{};

constexpr std::array<const Lexis*, 6> all_lexes{&object_script, &python, &script, &sql, &json, &prose};

using Marks = std::array<bool, 256>;

constexpr void mark_all(Marks& marks, std::string_view signs) {
    for (const char c : signs) marks[static_cast<unsigned char>(c)] = true;
}

constexpr Marks marks_of(const Lexis& lexis) {
    Marks marks{};
    mark_all(marks, "{}\n");
    mark_all(marks, lexis.quotes);
    mark_all(marks, lexis.line_comments);
    mark_all(marks, lexis.long_comments);
    if (lexis.block_comments) mark_all(marks, "/");
    if (lexis.embedded) mark_all(marks, "&");
    return marks;
}

constexpr std::array<Marks, 6> all_marks{marks_of(object_script), marks_of(python), marks_of(script),
                                         marks_of(sql),           marks_of(json),   marks_of(prose)};

/// What find_outside stops at: what hides a sign, and the signs that it is asked for.
constexpr Marks marks_of_heads() {
    Marks marks{};
    mark_all(marks, "\"{}()[]/,;=");
    return marks;
}

constexpr Marks head_marks = marks_of_heads();

std::size_t to_line_end(std::string_view text, std::size_t at) {
    return std::min(text.find('\n', at), text.size());
}

/// Past the string that begins at `at`, at the end of its line at the latest.
std::size_t skip_string(std::string_view text, std::size_t at, bool escapes) {
    const char quote = text[at];
    for (++at; at < text.size() && text[at] != '\n'; ++at) {
        if (text[at] == quote) return at + 1;
        if (escapes && text[at] == '\\') ++at;
    }
    return at;
}

/// Past the sign that closes the one at `at`, whatever hides inside; npos when none does.
std::size_t skip_pairs(std::string_view text, std::size_t at, char open, char close) {
    for (std::size_t depth = 0; at < text.size(); ++at) {
        if (text[at] == open) ++depth;
        if (text[at] == close && --depth == 0) return at + 1;
        if (open == '(' && (text[at] == '\'' || text[at] == '"')) at = skip_string(text, at, false) - 1;
    }
    return npos;
}

/// Past the embedded text whose '&' is at `at`; past the '&' where there is none; npos when it does not end.
std::size_t skip_embedded(std::string_view text, std::size_t at) {
    std::size_t sign = at + 1;
    while (sign < text.size() && is_word(text[sign])) ++sign;
    const std::string_view word = text.substr(at + 1, sign - at - 1);
    const bool query = same_word(word, "sql");
    if (!query && !same_word(word, "html") && !same_word(word, "js") && !same_word(word, "javascript")) return at + 1;
    while (query && sign < text.size() && text[sign] == '#') ++sign;
    const char open = query ? '(' : '<';
    if (sign >= text.size() || text[sign] != open) return at + 1;
    return skip_pairs(text, sign, open, query ? ')' : '>');
}

class Braces {
public:
    Braces(std::string_view text, std::size_t at, const Lexis& lexis, std::string_view indent)
        : text_(text),
          at_(at),
          indent_(indent),
          lexis_(lexis),
          marks_(all_marks[static_cast<std::size_t>(std::find(all_lexes.begin(), all_lexes.end(), &lexis) -
                                                    all_lexes.begin())]) {}

    std::size_t find() {
        for (std::size_t depth = 1;;) {
            while (at_ < text_.size() && !marks_[static_cast<unsigned char>(text_[at_])]) ++at_;
            if (at_ >= text_.size()) return npos;
            const char c = text_[at_];
            if (c == '}' && --depth == 0) return at_;
            if (c == '{') ++depth;
            if (c == '\n' && begins_member_line(text_, at_ + 1, indent_)) return npos;
            at_ = c == '{' || c == '}' || c == '\n' ? at_ + 1 : hidden(c);
        }
    }

private:
    bool next_is(char c) const { return at_ + 1 < text_.size() && text_[at_ + 1] == c; }

    /// Past what the sign at `at_` hides.
    std::size_t hidden(char c) {
        if (lexis_.quotes.find(c) != npos) return string(c);
        if (lexis_.line_comments.find(c) != npos) return to_line_end(text_, at_);
        if (lexis_.long_comments.find(c) != npos && next_is(c)) return to_line_end(text_, at_);
        if (c == '/' && lexis_.block_comments && next_is('*')) {
            const std::size_t end = text_.find("*/", at_ + 2);
            return end == npos ? text_.size() : end + 2;
        }
        if (c == '&' && lexis_.embedded && unclosed_ < most_unclosed) {
            const std::size_t end = skip_embedded(text_, at_);
            if (end != npos) return end;
            ++unclosed_;
        }
        return at_ + 1;
    }

    std::size_t string(char quote) {
        if (!lexis_.triple || !next_is(quote) || at_ + 2 >= text_.size() || text_[at_ + 2] != quote) {
            return skip_string(text_, at_, lexis_.escapes);
        }
        for (std::size_t at = at_ + 3; at < text_.size(); ++at) {
            if (text_[at] == '\\')
                ++at;
            else if (text_[at] == quote && text_.substr(at, 3) == text_.substr(at_, 3))
                return at + 3;
        }
        return text_.size();
    }

    std::string_view text_;
    std::size_t at_;
    std::string_view indent_;
    const Lexis& lexis_;
    const Marks& marks_;
    std::size_t unclosed_ = 0;
};

/// The brace after the XML that begins at `from`, outside of every element.
std::size_t end_of_markup(std::string_view text, std::size_t from) {
    XmlScanner scanner(text, from);
    for (XmlToken token = scanner.next(); token.part != XmlPart::end_of_text; token = scanner.next()) {
        if (token.part == XmlPart::start_tag) token = scanner.skip_element();
        if (token.part == XmlPart::cut_off || token.part == XmlPart::broken) return npos;
        if (token.part != XmlPart::text) continue;
        const std::string_view between = text.substr(token.begin, token.end - token.begin);
        const std::size_t first = between.find_first_not_of(" \t\r\n");
        if (first != npos) return between[first] == '}' ? token.begin + first : npos;
    }
    return npos;
}

std::size_t end_of_data(std::string_view text, std::size_t from, std::string_view indent) {
    const std::size_t first = std::min(text.find_first_not_of(" \t\r\n", from), text.size());
    const char c = first < text.size() ? text[first] : '}';
    if (c == '<') return end_of_markup(text, from);
    return Braces(text, from, c == '{' || c == '[' ? json : prose, indent).find();
}

}  // namespace

std::size_t end_of_body(std::string_view text, std::size_t from, BodyLanguage language, std::string_view indent) {
    switch (language) {
        case BodyLanguage::object_script: return Braces(text, from, object_script, indent).find();
        case BodyLanguage::python: return Braces(text, from, python, indent).find();
        case BodyLanguage::script: return Braces(text, from, script, indent).find();
        case BodyLanguage::sql: return Braces(text, from, sql, indent).find();
        case BodyLanguage::data: return end_of_data(text, from, indent);
    }
    return npos;
}

std::size_t find_outside(std::string_view text, std::size_t from, std::size_t end, std::string_view signs) {
    text = text.substr(0, end);
    end = text.size();
    std::size_t depth = 0;
    std::size_t braces = 0;
    bool comments_close = true;
    for (std::size_t at = from; at < end; ++at) {
        const char c = text[at];
        if (!head_marks[static_cast<unsigned char>(c)]) continue;
        if (depth == 0 && braces == 0 && signs.find(c) != npos) return at;
        if (c == '"') {
            at = std::min(text.find('"', at + 1), end);
        } else if (c == '{') {
            ++braces;
        } else if (c == '}' && braces > 0) {
            --braces;
        } else if (braces == 0 && (c == '(' || c == '[')) {
            ++depth;
        } else if (braces == 0 && depth > 0 && (c == ')' || c == ']')) {
            --depth;  // inside of braces [ and ] are operators
        } else if (c == '/' && at + 1 < end && text[at + 1] == '/') {
            at = to_line_end(text, at);
        } else if (c == '/' && at + 1 < end && text[at + 1] == '*' && comments_close) {
            const std::size_t close = text.find("*/", at + 2);
            comments_close = close != npos;
            if (comments_close) at = close + 1;
        }
    }
    return end;
}

}  // namespace millwright::settings::iris
