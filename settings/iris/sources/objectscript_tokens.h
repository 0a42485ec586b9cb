// ObjectScript cut into words and signs: comments, embedded SQL and HTML, and what `#if 0` switches off are gone, so that
// whatever looks for a call finds only calls.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace millwright::settings::iris {

enum class TokenKind : std::uint8_t {
    word,      ///< set, tTarget, %Library, ##class, #dim
    number,    ///< 12, .5, 1E3
    string,    ///< with its quotes
    function,  ///< $piece, $$extrinsic, $this
    macro,     ///< $$$Name
    sign,      ///< one character, but for `..` and `...`
};

struct Token {
    std::uint32_t begin = 0;  ///< offsets in the text
    std::uint32_t end = 0;
    TokenKind kind = TokenKind::sign;
    bool line_start = false;  ///< nothing but blanks before it on its line
    bool column_one = false;  ///< nothing at all before it
    std::uint8_t gap = 0;     ///< blanks before it, at most 2: two of them end a command without arguments
};

/// `#define NAME text`; those with arguments are left out.
struct MacroText {
    std::string_view name;
    std::uint32_t begin = 0;  ///< the text's offsets
    std::uint32_t end = 0;
};

/// What stands in the parentheses of &sql(...), which may set variables.
struct EmbeddedSql {
    std::uint32_t before = 0;  ///< the token that follows it
    std::string_view text;
};

struct TokenList {
    std::string_view text;
    std::vector<Token> tokens;
    std::vector<EmbeddedSql> embedded;
    std::vector<MacroText> macros;  ///< in order; without their text's line continuations

    std::size_t size() const { return tokens.size(); }
    std::string_view operator[](std::size_t at) const {
        return text.substr(tokens[at].begin, tokens[at].end - tokens[at].begin);
    }
    bool is(std::size_t at, std::string_view wanted) const { return at < tokens.size() && (*this)[at] == wanted; }
    bool is_kind(std::size_t at, TokenKind kind) const { return at < tokens.size() && tokens[at].kind == kind; }
};

/// Never fails: an open string ends with its line, an open comment with the text. Ends early beyond
/// limits::code_tokens.
TokenList objectscript_tokens(std::string_view text);

/// What a token of kind string says: without its quotes, "" read as one.
std::string string_value(std::string_view token);

}  // namespace millwright::settings::iris
