// The body of a method in ObjectScript as commands in blocks, and which assignments to a variable may reach a place in it.
// Nothing is evaluated.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "settings/iris/sources/objectscript_tokens.h"

namespace millwright::settings::iris {

/// Tokens [begin, end) of a code.
struct TokenRange {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool empty() const { return begin >= end; }
    std::uint32_t size() const { return empty() ? 0 : end - begin; }
};

enum class Command : std::uint8_t {
    other,
    set,
    dim,
    if_,
    elseif,
    else_,
    for_,
    while_,
    do_,
    try_,
    catch_,
    quit,
    return_,
    throw_,
    jump,  ///< continue, goto
    read,
    write,
};

/// One command with its arguments; of Set one for each argument.
struct Statement {
    TokenRange tokens;
    TokenRange arguments;
    std::uint32_t block = 0;
    Command command = Command::other;
    bool conditional = false;  ///< it has a postcondition, or stands in a block of dots
};

enum class BlockKind : std::uint8_t { plain, branch, loop, try_, catch_ };

/// What stands between braces, or on a line after If, Else and For. Block 0 is the whole code.
struct Block {
    std::uint32_t parent = 0;
    std::uint32_t first = 0;  ///< statements [first, end)
    std::uint32_t end = 0;
    BlockKind kind = BlockKind::plain;
    std::uint32_t chain = 0;  ///< of a branch: which If it belongs to
    bool leaves = false;      ///< its last command quits, returns, throws
};

/// If with its ElseIf and Else.
struct Chain {
    std::vector<std::uint32_t> blocks;
    bool complete = false;  ///< it has an Else
};

enum class DefinitionKind : std::uint8_t {
    value,    ///< `from` is the expression
    choices,  ///< of For: `from` is a list of expressions and ranges
    element,  ///< of $ListNext: an element of the list `from`
    called,   ///< it was passed by reference; `from` is the argument
    unknown,
};

struct Definition {
    std::uint32_t statement = 0;
    DefinitionKind kind = DefinitionKind::value;
    TokenRange from;
    TokenRange subscripts;  ///< of `x(1)=...`
};

/// Definitions that may have made the value of a variable at some place.
struct Reaching {
    std::vector<const Definition*> definitions;
    bool from_start = false;  ///< so may what it was at the beginning: an argument, say
    bool too_many = false;
};

class Code {
public:
    /// The text must outlive it.
    explicit Code(std::string_view text);

    const TokenList& tokens() const { return tokens_; }
    const std::vector<Statement>& statements() const { return statements_; }
    const std::vector<Block>& blocks() const { return blocks_; }
    TokenRange all() const { return {0, static_cast<std::uint32_t>(tokens_.size())}; }

    /// The `)` of a `(`, the `}` of a `{`; 0 where it has none.
    std::uint32_t match(std::uint32_t open) const { return match_[open]; }
    /// The tokens between `open` and its match; some of those that follow where it has none.
    TokenRange inside(std::uint32_t open) const;
    /// The token after `at` and what it opens.
    std::uint32_t after(std::uint32_t at) const { return match_[at] > at ? match_[at] + 1 : at + 1; }
    /// The parts of a range between signs of that kind that stand in no parentheses: f(a,,b) has three.
    std::vector<TokenRange> split(TokenRange range, char sign) const;
    /// Where that sign stands in no parentheses; `range.end` where it does not.
    std::uint32_t find(TokenRange range, char sign) const;
    /// As it is written, on one line.
    std::string text_of(TokenRange range) const;

    std::uint32_t statement_at(std::uint32_t token) const;

    /// Keys: "x", "x()" for all its subscripts, "..Property", "object.Property".
    const std::vector<Definition>& definitions(const std::string& key) const;
    Reaching reaching(const std::string& key, std::uint32_t statement) const;
    /// What `#dim x As Type` says; empty: nothing.
    std::string declared_type(const std::string& variable) const;
    /// The text of the last `#define` of that name, a range of the text; nullptr: none.
    const MacroText* macro(std::string_view name) const;

private:
    friend class StatementParser;
    bool holds(std::uint32_t block, std::uint32_t statement) const;
    std::uint32_t outermost_without(std::uint32_t block, std::uint32_t statement) const;
    void add_from_loops(Reaching& found, std::span<const Definition> later, std::uint32_t statement,
                        std::uint32_t from) const;
    bool always_defined(const std::vector<Definition>& all, const Chain& chain) const;

    TokenList tokens_;
    std::vector<std::uint32_t> match_;
    std::vector<Statement> statements_;
    std::vector<Block> blocks_;
    std::vector<Chain> chains_;
    std::unordered_map<std::string, std::vector<Definition>> definitions_;
    std::unordered_map<std::string, std::string> declared_;
};

/// What an assignment to these tokens defines: a key of Code::definitions, or "".
std::string key_of(const Code& code, TokenRange target);

}  // namespace millwright::settings::iris
