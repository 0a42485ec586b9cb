// A TOML text as its author wrote it: statements, values, comments and blank lines with their places. What formatting and
// editing stand on; the tree of toml_text.h knows what a text means, this knows how it looks.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace millwright::settings {

/// Bytes [begin, end) of the text.
struct TomlSpan {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    bool empty() const { return begin == end; }
    std::string_view in(std::string_view text) const { return text.substr(begin, end - begin); }
};

enum class TomlPart : std::uint8_t {
    scalar,   ///< text, number, boolean, date
    array,    ///< children: elements and comments
    table,    ///< in braces; children: members
    comment,  ///< without its line end
};

using PartId = std::uint32_t;
inline constexpr PartId no_part = 0xFFFFFFFFU;

/// A value, or a comment inside an array.
struct TomlSyntaxPart {
    TomlPart kind = TomlPart::scalar;
    bool own_line = false;      ///< nothing but blanks stands before it on its line
    bool blank_before = false;  ///< a line without anything stands before it
    TomlSpan span;
    TomlSpan key;    ///< of a member of a table in braces: its dotted key
    TomlSpan comma;  ///< behind it; empty where there is none
    PartId first = no_part;
    PartId next = no_part;
};

enum class TomlStatementKind : std::uint8_t {
    pair,          ///< key = value
    header,        ///< [key]
    array_header,  ///< [[key]]
    comment,       ///< on a line of its own
    end,           ///< of the text; only blank_before and line say something
};

struct TomlStatement {
    TomlStatementKind kind = TomlStatementKind::end;
    bool blank_before = false;
    std::uint32_t line = 0;  ///< offset at which its first line begins
    TomlSpan span;           ///< without blanks and comment around it
    TomlSpan key;            ///< dotted, as written
    PartId value = no_part;  ///< of a pair
    TomlSpan comment;        ///< behind it on its last line; empty where there is none
    std::uint32_t next = 0;  ///< offset of the line behind it
};

/// Reads a text that `read_toml` found sound, statement by statement. It ends on any other text too, but what it says then
/// means nothing.
class TomlSyntax {
public:
    explicit TomlSyntax(std::string_view text);

    /// The next statement; of kind `end` when there is none. Its parts are added to those of the statements before.
    TomlStatement next();
    const TomlSyntaxPart& operator[](PartId id) const { return parts_[id]; }
    std::string_view text() const { return text_; }
    /// Lets the parts of all statements so far go.
    void forget() { parts_.clear(); }

private:
    char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    bool ahead(std::string_view wanted) const { return text_.substr(at_).starts_with(wanted); }
    std::uint32_t size() const { return static_cast<std::uint32_t>(text_.size()); }
    void skip_blanks();
    /// Skips blanks and line ends; returns how many line ends.
    unsigned skip_space();
    TomlSpan take_comment();
    TomlSpan take_key();
    void end_line(TomlStatement& statement);

    PartId add(TomlPart kind);
    PartId value(unsigned depth);
    void array(PartId array, unsigned depth);
    void table(PartId table, unsigned depth);
    void append(PartId holder, PartId& last, PartId child);
    void scalar();
    void quoted();

    std::string_view text_;
    std::uint32_t at_ = 0;
    std::vector<TomlSyntaxPart> parts_;
};

/// The parts of a dotted key as they are written, with their quotes.
std::vector<TomlSpan> written_key_parts(std::string_view text, TomlSpan key);

}  // namespace millwright::settings
