// Finds the commands of ObjectScript, their blocks and what they assign, in the modern notation with braces and in the
// old one of lines and dots.
#pragma once

#include "settings/iris/sources/objectscript_code.h"

namespace millwright::settings::iris {

/// Fills the statements, blocks, chains and definitions of a code whose tokens are there.
class StatementParser {
public:
    explicit StatementParser(Code& code) : code_(code), tokens_(code.tokens_) {}
    void run();

private:
    struct Open {
        std::uint32_t block = 0;
        bool line = false;  // it ends with its line
    };

    void begin_line();
    void skip_label();
    void command();
    bool has_arguments(Command command) const;
    void add(Command command, TokenRange tokens, TokenRange arguments, bool conditional);
    void add_set(TokenRange tokens, TokenRange arguments, bool conditional);
    void begin_block(Command command);
    void open(bool line);
    void close();
    void close_lines();
    bool stops(std::uint32_t at, bool operand, Command command) const;
    std::uint32_t expression_end(std::uint32_t at, Command command, bool to_blank);
    std::uint32_t pattern_end(std::uint32_t at) const;

    void assign(std::uint32_t statement, TokenRange argument, DefinitionKind kind);
    void declare(std::uint32_t statement, TokenRange arguments);
    void define(const std::string& key, Definition definition);
    void passed_by_reference(std::uint32_t at, std::uint32_t statement);
    void set_by_function(std::uint32_t at, std::uint32_t statement);
    void set_by_sql(const EmbeddedSql& sql);
    void find_definitions();

    Code& code_;
    const TokenList& tokens_;
    std::uint32_t at_ = 0;
    bool dots_ = false;
    std::size_t too_deep_ = 0;  // braces that are open beyond the limit
    std::vector<Open> open_;
    std::vector<std::uint32_t> last_chain_;  // of every open block, from 1; 0: none that Else may belong to
    BlockKind pending_ = BlockKind::plain;
    Command pending_command_ = Command::other;
};

}  // namespace millwright::settings::iris
