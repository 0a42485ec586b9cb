// Python text as the lines that mean something: tokens of a logical line with brackets and continuations joined, how deep
// it is indented, and lines of comments. Python itself is not needed, and the time is linear in the text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace millwright::templates {

enum class PythonTokenKind : std::uint8_t { name, number, string, sign };

/// Bytes [begin, end) of the text. A sign is one character, or what ends with `=` as in `==`, `:=`, `+=`.
struct PythonToken {
    PythonTokenKind kind = PythonTokenKind::name;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t depth = 0;  ///< brackets around it; an opening and its closing bracket have the same
};

/// A logical line, or a line that holds a comment only (without tokens).
struct PythonLine {
    std::uint32_t begin = 0;   ///< of its first physical line
    std::uint32_t first = 0;   ///< its first token, or the `#`
    std::uint32_t end = 0;     ///< behind its line end
    std::uint32_t number = 1;  ///< of its first physical line, from 1
    std::uint32_t column = 0;  ///< of its first token, a tab going to the next multiple of eight
    std::vector<PythonToken> tokens;
};

/// Reads one line after the other. After a problem there are no more lines.
class PythonLines {
public:
    explicit PythonLines(std::string_view text);

    /// The next line, valid until the next call; null at the end and at a problem.
    const PythonLine* next();
    /// "line 3: a bracket is not closed"; empty when all is well.
    const std::string& problem() const { return problem_; }

private:
    bool at_line_end() const { return at_ >= text_.size() || text_[at_] == '\n' || text_[at_] == '\r'; }
    char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
    void pass_line_end();
    void begin_line();
    void read_comment();
    void read_logical_line();
    bool continues();
    void read_token();
    void add(PythonTokenKind kind, std::size_t begin);
    void open_or_close(char bracket);
    std::size_t prefix_of_string() const;
    void read_string(std::size_t prefix);
    void read_string_body(bool formatted, unsigned nesting);
    void read_replacement(unsigned nesting);
    void read_format(unsigned nesting);
    void fail_at(std::uint32_t line, std::string_view why);

    struct Bracket {
        char closing;
        std::uint32_t line;
    };

    std::string_view text_;
    std::size_t at_ = 0;
    std::uint32_t number_ = 1;
    std::vector<Bracket> brackets_;
    PythonLine line_;
    std::string problem_;
};

}  // namespace millwright::templates
