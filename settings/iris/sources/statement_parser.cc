#include "settings/iris/sources/statement_parser.h"

#include <algorithm>
#include <array>

#include "graph/ascii.h"
#include "settings/iris/member_line.h"
#include "settings/limits.h"

namespace millwright::settings::iris {
namespace {

struct CommandWord {
    std::string_view name;
    std::string_view abbreviation;
    Command command;
    bool optional_arguments;  // two blanks after it say that it has none
};

constexpr std::array command_words = std::to_array<CommandWord>({
    {"set", "s", Command::set, false},
    {"do", "d", Command::do_, true},
    {"quit", "q", Command::quit, true},
    {"return", "ret", Command::return_, true},
    {"if", "i", Command::if_, true},
    {"elseif", "", Command::elseif, false},
    {"else", "e", Command::else_, true},
    {"for", "f", Command::for_, true},
    {"while", "", Command::while_, false},
    {"try", "", Command::try_, true},
    {"catch", "", Command::catch_, true},
    {"throw", "", Command::throw_, true},
    {"continue", "", Command::jump, true},
    {"goto", "g", Command::jump, false},
    {"#dim", "", Command::dim, false},
    {"read", "r", Command::read, false},
    {"write", "w", Command::write, true},
    {"merge", "m", Command::other, false},
    {"new", "n", Command::other, true},
    {"kill", "k", Command::other, true},
    {"lock", "l", Command::other, true},
    {"xecute", "x", Command::other, false},
    {"hang", "h", Command::other, true},
    {"halt", "", Command::other, true},
    {"job", "j", Command::other, false},
    {"open", "o", Command::other, false},
    {"use", "u", Command::write, false},
    {"close", "c", Command::other, false},
    {"view", "v", Command::other, false},
    {"break", "b", Command::other, true},
    {"tstart", "ts", Command::other, true},
    {"tcommit", "tc", Command::other, true},
    {"trollback", "tro", Command::other, true},
    {"zwrite", "zw", Command::other, true},
});

const CommandWord* command_of(std::string_view word) {
    const auto found = std::find_if(command_words.begin(), command_words.end(), [&](const CommandWord& each) {
        return same_word(word, each.name) || same_word(word, each.abbreviation);
    });
    return found == command_words.end() ? nullptr : &*found;
}

bool leaves(Command command) {
    return command == Command::quit || command == Command::return_ || command == Command::throw_ ||
           command == Command::jump;
}

constexpr std::size_t deepest_block = 200;

}  // namespace

void StatementParser::run() {
    code_.blocks_.push_back({});
    open_.push_back({0, false});
    last_chain_.push_back(0);
    while (at_ < tokens_.size()) {
        if (tokens_.tokens[at_].line_start) begin_line();
        if (at_ >= tokens_.size()) break;
        const std::uint32_t begin = at_;
        if (tokens_.is(at_, "{")) {
            open(false);
        } else if (tokens_.is(at_, "}")) {
            close();
        } else if (tokens_.tokens[at_].kind == TokenKind::word) {
            command();
        } else {
            at_ = std::max(expression_end(at_, Command::other, false), begin + 1);
            add(Command::other, {begin, at_}, {begin, at_}, dots_);
        }
    }
    for (const Open& each : open_) code_.blocks_[each.block].end = static_cast<std::uint32_t>(code_.statements_.size());
    find_definitions();
}

/// Lines after If, Else and For end here; dots say that the line belongs to an argumentless Do above it.
void StatementParser::begin_line() {
    close_lines();
    dots_ = false;
    for (; at_ < tokens_.size() && tokens_[at_].front() == '.' && tokens_.is_kind(at_, TokenKind::sign); ++at_)
        dots_ = true;
    skip_label();
}

/// Code that was typed at the first column is code all the same, where the word is a command.
void StatementParser::skip_label() {
    if (at_ >= tokens_.size() || !tokens_.tokens[at_].column_one || !tokens_.is_kind(at_, TokenKind::word)) return;
    if (command_of(tokens_[at_]) != nullptr || tokens_[at_].front() == '#') return;
    ++at_;
    if (tokens_.is(at_, "(") && tokens_.tokens[at_].gap == 0) at_ = code_.after(at_);
}

void StatementParser::command() {
    const CommandWord* word = command_of(tokens_[at_]);
    const Command command = word == nullptr ? Command::other : word->command;
    const std::uint32_t begin = at_++;
    bool conditional = dots_;
    if (tokens_.is(at_, ":") && tokens_.tokens[at_].gap == 0) {
        at_ = expression_end(at_ + 1, Command::other, true);
        conditional = true;
    }
    const std::uint32_t arguments = at_;
    if (command == Command::dim) {
        while (at_ < tokens_.size() && !tokens_.tokens[at_].line_start && !tokens_.is(at_, "=")) at_ = code_.after(at_);
    }
    if (has_arguments(command)) at_ = expression_end(at_, command, false);
    if (command == Command::set) {
        add_set({begin, at_}, {arguments, at_}, conditional);
    } else {
        add(command, {begin, at_}, {arguments, at_}, conditional);
    }
    begin_block(command);
}

bool StatementParser::has_arguments(Command command) const {
    if (at_ >= tokens_.size() || command == Command::else_ || command == Command::try_) return false;
    const Token& next = tokens_.tokens[at_];
    if (next.line_start || tokens_.is(at_, "}")) return false;
    if (tokens_.is(at_, "{")) return command == Command::quit || command == Command::return_;
    const bool optional = std::any_of(command_words.begin(), command_words.end(), [&](const CommandWord& each) {
        return each.command == command && each.optional_arguments && command != Command::other;
    });
    return !optional || next.gap < 2;
}

void StatementParser::add(Command command, TokenRange tokens, TokenRange arguments, bool conditional) {
    if (command != Command::else_ && command != Command::elseif) last_chain_.back() = 0;
    code_.blocks_[open_.back().block].leaves = leaves(command) && !conditional;
    code_.statements_.push_back({tokens, arguments, open_.back().block, command, conditional});
}

void StatementParser::add_set(TokenRange tokens, TokenRange arguments, bool conditional) {
    std::uint32_t begin = tokens.begin;
    for (const TokenRange& each : code_.split(arguments, ',')) {
        add(Command::set, {begin, each.end}, each, conditional);
        begin = each.end;
    }
}

void StatementParser::begin_block(Command command) {
    static constexpr std::array kinds = {
        std::pair{Command::if_, BlockKind::branch},   std::pair{Command::elseif, BlockKind::branch},
        std::pair{Command::else_, BlockKind::branch}, std::pair{Command::for_, BlockKind::loop},
        std::pair{Command::while_, BlockKind::loop},  std::pair{Command::do_, BlockKind::loop},
        std::pair{Command::try_, BlockKind::try_},    std::pair{Command::catch_, BlockKind::catch_},
    };
    const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const auto& each) { return each.first == command; });
    if (kind == kinds.end()) return;
    pending_ = kind->second;
    pending_command_ = command;
    if (tokens_.is(at_, "{")) return;
    if (pending_ == BlockKind::branch || command == Command::for_) open(true);
    pending_ = BlockKind::plain;
    pending_command_ = Command::other;
}

void StatementParser::open(bool line) {
    if (!line) ++at_;
    if (open_.size() >= deepest_block) {
        too_deep_ += !line;
        return;
    }
    Block block;
    block.parent = open_.back().block;
    block.first = static_cast<std::uint32_t>(code_.statements_.size());
    block.end = ~0U;
    block.kind = pending_;
    const auto number = static_cast<std::uint32_t>(code_.blocks_.size());
    if (pending_ == BlockKind::branch) {
        std::uint32_t& chain = last_chain_.back();
        if (pending_command_ == Command::if_ || chain == 0) {
            code_.chains_.push_back({});
            chain = static_cast<std::uint32_t>(code_.chains_.size());
        }
        block.chain = chain - 1;
        code_.chains_[block.chain].blocks.push_back(number);
        if (pending_command_ == Command::else_) code_.chains_[block.chain].complete = true;
    }
    code_.blocks_.push_back(block);
    open_.push_back({number, line});
    last_chain_.push_back(0);
    pending_ = BlockKind::plain;
    pending_command_ = Command::other;
}

void StatementParser::close_lines() {
    while (open_.back().line) {
        code_.blocks_[open_.back().block].end = static_cast<std::uint32_t>(code_.statements_.size());
        open_.pop_back();
        last_chain_.pop_back();
    }
}

void StatementParser::close() {
    ++at_;
    if (too_deep_ > 0) {
        --too_deep_;
        return;
    }
    close_lines();
    if (open_.size() == 1) return;
    code_.blocks_[open_.back().block].end = static_cast<std::uint32_t>(code_.statements_.size());
    open_.pop_back();
    last_chain_.pop_back();
}

/// Whether the arguments of a command end before a token that stands in no parentheses.
bool StatementParser::stops(std::uint32_t at, bool operand, Command command) const {
    const Token& token = tokens_.tokens[at];
    const char first = tokens_[at].front();
    const bool sign = token.kind == TokenKind::sign;
    if (sign && first == '}') return true;
    if (!operand)
        return token.line_start && command == Command::write && !tokens_.is(at - 1, ",") && !tokens_.is(at - 1, "_");
    if (!sign) return true;
    if (first == '{') return true;
    return first == '.' && (token.line_start || token.gap > 0);
}

/// The end of the expressions that begin at `at`: the next command, a block, or with `to_blank` a blank.
std::uint32_t StatementParser::expression_end(std::uint32_t at, Command command, bool to_blank) {
    bool operand = false;
    const std::uint32_t begin = at;
    while (at < tokens_.size()) {
        const Token& token = tokens_.tokens[at];
        if (at > begin && to_blank && token.gap > 0) break;
        if (at > begin && stops(at, operand, command)) break;
        if (token.kind != TokenKind::sign) {
            operand = true;
            ++at;
            continue;
        }
        const char sign = tokens_[at].front();
        if (sign == '(' || sign == '{') {
            at = code_.after(at);
            operand = true;
        } else if (sign == '?' && operand) {
            at = pattern_end(at + 1);
            operand = true;
        } else {
            const bool closes = sign == ')' || sign == ']';
            ++at;
            operand = closes && (sign == ')' || at >= tokens_.size() || tokens_.tokens[at].line_start ||
                                 tokens_.is(at, ",") || tokens_.is(at, "."));
        }
    }
    return at;
}

/// Of a pattern such as `1.N1"-"2(1A,1N)`, which has no blanks.
std::uint32_t StatementParser::pattern_end(std::uint32_t at) const {
    const std::uint32_t begin = at;
    while (at < tokens_.size() && (at == begin || tokens_.tokens[at].gap == 0) && !tokens_.tokens[at].line_start) {
        const Token& token = tokens_.tokens[at];
        const char first = tokens_[at].front();
        if (token.kind == TokenKind::sign && first != '.' && first != '(') break;
        at = code_.after(at);
    }
    return at;
}

void StatementParser::define(const std::string& key, Definition definition) {
    if (!key.empty()) code_.definitions_[key].push_back(definition);
}

void StatementParser::assign(std::uint32_t statement, TokenRange argument, DefinitionKind kind) {
    const std::uint32_t equals = code_.find(argument, '=');
    if (equals == argument.end) return;
    const TokenRange from = {equals + 1, argument.end};
    std::vector<TokenRange> targets = {{argument.begin, equals}};
    if (tokens_.is(argument.begin, "(") && code_.after(argument.begin) == equals) {
        targets = code_.split(code_.inside(argument.begin), ',');
    }
    for (const TokenRange& target : targets) {
        const std::string key = key_of(code_, target);
        Definition definition = {statement, kind, from, {}};
        if (key.ends_with("()")) definition.subscripts = code_.inside(code_.find(target, '('));
        if (key.empty() && tokens_.is_kind(target.begin, TokenKind::function) && tokens_.is(target.begin + 1, "(")) {
            const TokenRange changed = code_.inside(target.begin + 1);  // Set $Piece(x,",",2)=...
            define(key_of(code_, {changed.begin, code_.find(changed, ',')}),
                   {statement, DefinitionKind::unknown, {}, {}});
        }
        define(key, definition);
    }
}

/// #dim a, b As Demo.Request = ...
void StatementParser::declare(std::uint32_t statement, TokenRange arguments) {
    std::uint32_t as = arguments.begin;
    while (as < arguments.end && !same_word(tokens_[as], "as")) ++as;
    const std::uint32_t equals = code_.find(arguments, '=');
    std::string type;
    for (std::uint32_t at = as + 1; at < equals && (tokens_.is(at, ".") || tokens_.is_kind(at, TokenKind::word));
         ++at) {
        if (tokens_.is_kind(at, TokenKind::word) && tokens_.is_kind(at - 1, TokenKind::word) && at > as + 1)
            type.clear();
        type += tokens_[at];
    }
    for (const TokenRange& name : code_.split({arguments.begin, std::min(as, equals)}, ',')) {
        const std::string key = key_of(code_, name);
        if (key.empty()) continue;
        if (!type.empty()) code_.declared_[key] = type;
        if (equals < arguments.end) {
            define(key, {statement, DefinitionKind::value, {equals + 1, arguments.end}, {}});
        }
    }
}

/// `.x` as an argument of a call: what was called may have changed it.
void StatementParser::passed_by_reference(std::uint32_t at, std::uint32_t statement) {
    if (at == 0 || !tokens_.is_kind(at + 1, TokenKind::word) || tokens_.tokens[at + 1].gap > 0) return;
    if (!tokens_.is(at - 1, "(") && !tokens_.is(at - 1, ",")) return;
    if (!tokens_.is(at + 2, ",") && !tokens_.is(at + 2, ")")) return;
    define(std::string(tokens_[at + 1]), {statement, DefinitionKind::called, {at, at + 2}, {}});
}

/// $ListNext(list, position, element)
void StatementParser::set_by_function(std::uint32_t at, std::uint32_t statement) {
    if (!tokens_.is(at + 1, "(") || (!same_word(tokens_[at], "$listnext") && !same_word(tokens_[at], "$ln"))) return;
    const std::vector<TokenRange> arguments = code_.split(code_.inside(at + 1), ',');
    if (arguments.size() == 3)
        define(key_of(code_, arguments[2]), {statement, DefinitionKind::element, arguments[0], {}});
}

/// `:x` after INTO in embedded SQL.
void StatementParser::set_by_sql(const EmbeddedSql& sql) {
    const std::uint32_t statement = code_.statement_at(sql.before == 0 ? 0 : sql.before - 1);
    const auto word = [&](std::string_view lower, std::size_t from) {
        while (from < sql.text.size() && !same_word(sql.text.substr(from, lower.size()), lower)) ++from;
        return from;
    };
    const std::size_t into = word("into", 0);
    const std::size_t end_of_into = word("from", into);
    for (std::size_t at = sql.text.find(':', into); at < end_of_into; at = sql.text.find(':', at + 1)) {
        std::size_t end = at + 1;
        while (end < sql.text.size() && (ascii::is_letter(sql.text[end]) || ascii::is_digit(sql.text[end]) ||
                                         (end == at + 1 && sql.text[end] == '%'))) {
            ++end;
        }
        if (end > at + 1) {
            define(std::string(sql.text.substr(at + 1, end - at - 1)), {statement, DefinitionKind::called, {}, {}});
        }
    }
}

void StatementParser::find_definitions() {
    for (std::uint32_t number = 0; number < code_.statements_.size(); ++number) {
        const Statement& each = code_.statements_[number];
        if (each.command == Command::set) assign(number, each.arguments, DefinitionKind::value);
        if (each.command == Command::for_) assign(number, each.arguments, DefinitionKind::choices);
        if (each.command == Command::dim) declare(number, each.arguments);
        if (each.command == Command::read) {
            for (const TokenRange& into : code_.split(each.arguments, ',')) {
                define(key_of(code_, into), {number, DefinitionKind::unknown, {}, {}});
            }
        }
        for (std::uint32_t at = each.tokens.begin; at < each.tokens.end; ++at) {
            if (tokens_.is(at, ".")) passed_by_reference(at, number);
            if (tokens_.tokens[at].kind == TokenKind::function) set_by_function(at, number);
        }
    }
    for (const EmbeddedSql& each : tokens_.embedded) {
        if (!code_.statements_.empty()) set_by_sql(each);
    }
    for (auto& [key, all] : code_.definitions_) {
        std::stable_sort(all.begin(), all.end(),
                         [](const Definition& a, const Definition& b) { return a.statement < b.statement; });
    }
}

}  // namespace millwright::settings::iris
