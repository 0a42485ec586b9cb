#include "settings/iris/sources/objectscript_code.h"

#include <algorithm>

#include "settings/iris/member_line.h"
#include "settings/iris/sources/statement_parser.h"
#include "settings/limits.h"

namespace millwright::settings::iris {
namespace {

/// For every ( and { where it is closed, and the other way round.
std::vector<std::uint32_t> matches(const TokenList& tokens) {
    std::vector<std::uint32_t> match(tokens.size(), 0);
    std::vector<std::uint32_t> open;
    for (std::uint32_t at = 0; at < tokens.size(); ++at) {
        if (tokens.tokens[at].kind != TokenKind::sign) continue;
        const char sign = tokens[at].front();
        if (sign == '(' || sign == '{') open.push_back(at);
        // A brace ends what was left open inside of it; a parenthesis without one to end is passed over.
        if (sign == '}') {
            while (!open.empty() && tokens[open.back()] == "(") open.pop_back();
        }
        if ((sign != ')' && sign != '}') || open.empty() || tokens[open.back()] != (sign == ')' ? "(" : "{")) continue;
        match[at] = open.back();
        match[open.back()] = at;
        open.pop_back();
    }
    return match;
}

bool begins_list(const TokenList& tokens, std::uint32_t at) {
    return at == 0 || (tokens.tokens[at - 1].kind == TokenKind::sign &&
                       std::string_view("(,=[:{").find(tokens[at - 1].front()) != std::string_view::npos);
}

}  // namespace

Code::Code(std::string_view text) : tokens_(objectscript_tokens(text)), match_(matches(tokens_)) {
    StatementParser(*this).run();
}

TokenRange Code::inside(std::uint32_t open) const {
    constexpr std::size_t without_end = 200;  // tokens of a call that is cut off
    return {open + 1, match_[open] > open ? match_[open]
                                          : static_cast<std::uint32_t>(std::min(tokens_.size(), open + without_end))};
}

std::vector<TokenRange> Code::split(TokenRange range, char sign) const {
    std::vector<TokenRange> parts;
    if (range.empty()) return parts;
    std::uint32_t begin = range.begin;
    std::size_t lists = 0;
    for (std::uint32_t at = range.begin; at < range.end; at = after(at)) {
        if (tokens_.tokens[at].kind != TokenKind::sign) continue;
        const char here = tokens_[at].front();
        if (here == '[' && begins_list(tokens_, at)) ++lists;
        if (here == ']' && lists > 0) --lists;
        if (here != sign || lists > 0) continue;
        parts.push_back({begin, at});
        begin = at + 1;
    }
    parts.push_back({begin, range.end});
    return parts;
}

std::uint32_t Code::find(TokenRange range, char sign) const {
    for (std::uint32_t at = range.begin; at < range.end; at = after(at)) {
        if (tokens_.tokens[at].kind == TokenKind::sign && tokens_[at].front() == sign) return at;
    }
    return range.end;
}

std::string Code::text_of(TokenRange range) const {
    std::string text;
    for (std::uint32_t at = range.begin; at < range.end && text.size() < 200; ++at) {
        if (at > range.begin && tokens_.tokens[at].gap > 0) text += ' ';
        text += tokens_[at];
    }
    return text;
}

std::uint32_t Code::statement_at(std::uint32_t token) const {
    const auto after_it =
        std::upper_bound(statements_.begin(), statements_.end(), token,
                         [](std::uint32_t at, const Statement& each) { return at < each.tokens.begin; });
    return after_it == statements_.begin() ? 0 : static_cast<std::uint32_t>(after_it - statements_.begin() - 1);
}

const std::vector<Definition>& Code::definitions(const std::string& key) const {
    static const std::vector<Definition> none;
    const auto found = definitions_.find(key);
    return found == definitions_.end() ? none : found->second;
}

bool Code::holds(std::uint32_t block, std::uint32_t statement) const {
    return blocks_[block].first <= statement && statement < blocks_[block].end;
}

/// The outermost block around `block`, or itself, that does not hold the statement.
std::uint32_t Code::outermost_without(std::uint32_t block, std::uint32_t statement) const {
    while (block != 0 && !holds(blocks_[block].parent, statement)) block = blocks_[block].parent;
    return block;
}

/// Whether every branch defines it, or is left before its end.
bool Code::always_defined(const std::vector<Definition>& all, const Chain& chain) const {
    if (!chain.complete || chain.blocks.size() > limits::code_definitions) return false;
    return std::all_of(chain.blocks.begin(), chain.blocks.end(), [&](std::uint32_t branch) {
        if (blocks_[branch].leaves) return true;
        auto at = std::lower_bound(all.begin(), all.end(), blocks_[branch].first,
                                   [](const Definition& each, std::uint32_t first) { return each.statement < first; });
        for (std::size_t seen = 0; at != all.end() && at->statement < blocks_[branch].end; ++at) {
            if (++seen > limits::code_values) return false;
            const Statement& made = statements_[at->statement];
            if (made.block == branch && !made.conditional && at->kind != DefinitionKind::called) return true;
        }
        return false;
    });
}

Reaching Code::reaching(const std::string& key, std::uint32_t statement) const {
    const std::vector<Definition>& all = definitions(key);
    Reaching found;
    found.from_start = true;
    auto at = std::lower_bound(all.begin(), all.end(), statement,
                               [](const Definition& each, std::uint32_t use) { return each.statement < use; });
    const auto later = at;
    std::uint32_t from = 0;  // definitions before this statement do not reach
    std::uint32_t last_chain = ~0U;
    std::size_t looked_at = 0;
    while (at != all.begin() && ++looked_at < limits::code_definitions) {
        const Definition& each = *--at;
        if (each.statement < from) break;
        const Statement& made = statements_[each.statement];
        const std::uint32_t outer = holds(made.block, statement) ? 0 : outermost_without(made.block, statement);
        const Block& around = blocks_[outer];
        const bool branch = outer != 0 && around.kind == BlockKind::branch;
        if (branch && around.leaves) continue;
        found.definitions.push_back(&each);
        const bool certain = !made.conditional && each.kind != DefinitionKind::called && each.subscripts.empty();
        if (outer == 0 && certain) from = each.statement;
        if (branch && last_chain != around.chain) {
            last_chain = around.chain;
            const Chain& chain = chains_[last_chain];
            if (always_defined(all, chain)) from = std::max(from, blocks_[chain.blocks.front()].first);
        }
        if (from > 0 || (outer == 0 && certain)) found.from_start = false;
    }
    found.too_many = looked_at >= limits::code_definitions;
    add_from_loops(found, {later, all.end()}, statement, from);
    return found;
}

/// What a loop around the place assigns after it comes back to it, unless it is assigned anew before.
void Code::add_from_loops(Reaching& found, std::span<const Definition> later, std::uint32_t statement,
                          std::uint32_t from) const {
    std::uint32_t end = 0;  // of the outermost loop that holds the place
    for (std::uint32_t block = statements_.empty() ? 0 : statements_[statement].block; block != 0;
         block = blocks_[block].parent) {
        const bool again = blocks_[block].kind == BlockKind::loop && (from == 0 || blocks_[block].first > from);
        if (again) end = blocks_[block].end;
    }
    for (const Definition& each : later) {
        if (each.statement >= end) return;
        if (found.definitions.size() >= limits::code_definitions) {
            found.too_many = true;
            return;
        }
        found.definitions.push_back(&each);
    }
}

std::string Code::declared_type(const std::string& variable) const {
    const auto found = declared_.find(variable);
    return found == declared_.end() ? std::string() : found->second;
}

const MacroText* Code::macro(std::string_view name) const {
    const auto found = std::find_if(tokens_.macros.rbegin(), tokens_.macros.rend(),
                                    [&](const MacroText& each) { return each.name == name; });
    return found == tokens_.macros.rend() ? nullptr : &*found;
}

std::string key_of(const Code& code, TokenRange target) {
    const TokenList& tokens = code.tokens();
    if (target.empty()) return {};
    std::uint32_t at = target.begin;
    std::string key;
    if (tokens.is(at, "..")) {
        key = "..";
        ++at;
    } else if ((same_word(tokens[at], "$this") || same_word(tokens[at], "##this")) && tokens.is(at + 1, ".")) {
        key = "..";
        at += 2;
    } else if (tokens.is_kind(at, TokenKind::word) && tokens.is(at + 1, ".") && at + 2 < target.end) {
        key = std::string(tokens[at]) + ".";
        at += 2;
    }
    if (at >= target.end || !tokens.is_kind(at, TokenKind::word)) return {};
    key += tokens[at++];
    if (at == target.end) return key;
    return tokens.is(at, "(") && code.after(at) == target.end ? key + "()" : std::string();
}

}  // namespace millwright::settings::iris
