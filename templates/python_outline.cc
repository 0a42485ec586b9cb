#include "templates/python_outline.h"

#include <algorithm>
#include <array>
#include <span>

#include "graph/utf8.h"
#include "templates/python_lines.h"

namespace millwright::templates {
namespace {

using Tokens = std::span<const PythonToken>;

/// What the statements of an indented block are to the outline.
enum class BlockKind : std::uint8_t {
    top,        ///< of the module, also below `if` and `try`: their names count
    for_types,  ///< below `if TYPE_CHECKING:`
    of_class,   ///< the body of a class of the top level
    hidden,     ///< of a function, or of a class in something
};

struct Block {
    std::uint32_t column = 0;
    BlockKind kind = BlockKind::top;
};

constexpr std::array<std::string_view, 9> clause_words = {"if",     "elif",    "else", "for", "while",
                                                          "except", "finally", "try",  "with"};
constexpr std::array<std::string_view, 4> continuing_words = {"elif", "else", "except", "finally"};

template <class Words>
bool is_one_of(std::string_view word, const Words& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

class Reader {
public:
    explicit Reader(std::string_view text) : text_(text), lines_(text) {}

    PythonOutline read() {
        out_.classes_end = static_cast<std::uint32_t>(text_.size());
        header_end_ = text_.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
        while (const PythonLine* line = out_.problem.empty() ? lines_.next() : nullptr) {
            if (line->tokens.empty()) {
                read_comment(*line);
            } else {
                read_line(*line);
            }
        }
        if (out_.problem.empty()) out_.problem = lines_.problem();
        if (out_.problem.empty() && block_expected_) problem(block_line_, "nothing is indented below it");
        end_statement_of_top();
        end_header(text_.size());
        if (!out_.has_imports) {
            out_.imports_end = static_cast<std::uint32_t>(docstring_end_ > 0 ? docstring_end_ : header_end_);
        }
        return std::move(out_);
    }

private:
    std::string_view word(const PythonToken& token) const { return text_.substr(token.begin, token.end - token.begin); }
    std::string_view word(Tokens tokens, std::size_t index) const {
        return index < tokens.size() ? word(tokens[index]) : std::string_view();
    }
    /// As written, from the first token to the last.
    std::string source(Tokens tokens) const {
        if (tokens.empty()) return {};
        return std::string(text_.substr(tokens.front().begin, tokens.back().end - tokens.front().begin));
    }
    void problem(std::uint32_t line, std::string_view why) {
        if (out_.problem.empty()) out_.problem = "line " + std::to_string(line) + ": " + std::string(why);
    }

    // --- lines

    void read_comment(const PythonLine& line) {
        if (line.column > 0 && in_class_) {
            out_.classes.back().end = line.end;
            return;
        }
        if (line.column > 0) return;
        if (comments_end_ != line.begin) {
            end_header(line.begin);
            comments_begin_ = line.begin;
        }
        comments_end_ = line.end;
        if (line.begin == 0 && text_.substr(line.first, 2) == "#!") header_end_ = line.end;
    }

    /// The comment at the very top is the module's own when an empty line follows it, else it is about what follows.
    void end_header(std::size_t begin) {
        if (!seen_statement_ && comments_end_ > header_end_ && comments_end_ != begin) header_end_ = comments_end_;
    }

    void read_line(const PythonLine& line) {
        end_header(line.begin);
        if (!indent(line)) return;
        const BlockKind kind = blocks_.back().kind;
        if (blocks_.size() == 1) {
            begin_statement_of_top(line);
        } else if (in_class_) {
            out_.classes.back().end = line.end;
        }
        const bool is_header = word(line.tokens.back()) == ":";
        block_expected_ = is_header;
        block_line_ = line.number;
        block_kind_ = kind == BlockKind::for_types ? kind : kind == BlockKind::top ? BlockKind::top : BlockKind::hidden;
        if (kind == BlockKind::of_class) note_body(line);
        line_end_ = line.end;
        in_clause_ = false;
        statements(line.tokens, kind, line);
        seen_statement_ = true;
        top_end_ = line.end;
    }

    /// Opens or closes blocks as far as the line is indented.
    bool indent(const PythonLine& line) {
        if (block_expected_) {
            if (line.column <= blocks_.back().column) {
                problem(block_line_, "nothing is indented below it");
                return false;
            }
            blocks_.push_back({line.column, block_kind_});
            return true;
        }
        while (line.column < blocks_.back().column) blocks_.pop_back();
        if (line.column == blocks_.back().column) return true;
        problem(line.number, "it is indented as no line before it");
        return false;
    }

    // --- what stands at the top level

    void begin_statement_of_top(const PythonLine& line) {
        in_class_ = false;
        const std::string_view first = word(line.tokens.front());
        if (!is_one_of(first, continuing_words)) end_statement_of_top();
        if (!seen_statement_ && is_docstring(line.tokens)) docstring_end_ = line.end;
        if (first == "if" && word(line.tokens, 1) == "__name__" && !seen_main_) {
            seen_main_ = seen_definition_ = true;
            const bool commented = comments_end_ == line.begin && comments_end_ > 0;
            out_.classes_end = commented ? static_cast<std::uint32_t>(comments_begin_) : line.begin;
        }
        if (first == "@" || first == "class" || first == "def" || first == "async") seen_definition_ = true;
        if (first == "@") {
            if (decorators_.empty()) decorated_begin_ = line.begin;
            decorators_.push_back(source(Tokens(line.tokens).subspan(1)));
        } else if (first == "def" || first == "async") {
            decorators_.clear();
        }
    }

    void end_statement_of_top() {
        if (imports_here_ && !seen_definition_) {
            out_.imports_end = top_end_;
            out_.has_imports = true;
        }
        imports_here_ = false;
    }

    bool is_docstring(Tokens tokens) const {
        return std::all_of(tokens.begin(), tokens.end(),
                           [](const PythonToken& each) { return each.kind == PythonTokenKind::string; });
    }

    // --- statements

    void statements(Tokens tokens, BlockKind kind, const PythonLine& line) {
        const std::string_view first = word(tokens, 0);
        const bool counts = kind == BlockKind::top || kind == BlockKind::for_types;
        if (first == "class") return read_class(tokens, kind, line);
        if (first == "def" || (first == "async" && word(tokens, 1) == "def")) {
            if (counts) out_.names.emplace_back(word(tokens, first == "def" ? 1 : 2));
            block_kind_ = BlockKind::hidden;
            return;
        }
        if (is_one_of(first, clause_words) || (first == "async" && tokens.size() > 1)) {
            return read_clause(tokens, kind, line);
        }
        while (!tokens.empty()) {
            const auto end = std::find_if(tokens.begin(), tokens.end(), [&](const PythonToken& each) {
                return each.depth == 0 && word(each) == ";";
            });
            const auto length = static_cast<std::size_t>(end - tokens.begin());
            simple_statement(tokens.first(length), kind);
            tokens = tokens.subspan(std::min(length + 1, tokens.size()));
        }
    }

    /// Where the colon of a compound statement is; the number of tokens where there is none.
    std::size_t colon_in(Tokens tokens) const {
        std::size_t at = 0;
        while (at < tokens.size() && (tokens[at].depth > 0 || word(tokens[at]) != ":")) ++at;
        return at;
    }

    void read_clause(Tokens tokens, BlockKind kind, const PythonLine& line) {
        const std::size_t colon = colon_in(tokens);
        if (kind != BlockKind::top && kind != BlockKind::for_types) return;
        const Tokens head = tokens.first(colon);
        if (kind == BlockKind::top && word(head, 0) == "if" && word(head.back()) == "TYPE_CHECKING" &&
            word(head, 1) != "not") {
            kind = block_kind_ = BlockKind::for_types;
        }
        for (std::size_t at = 0; at + 1 < head.size(); ++at) {
            if (word(head[at]) == "as") add_targets(head.subspan(at + 1, 1));
            if (word(head[at]) == "for" && head[at].depth == 0) add_targets(head.subspan(at + 1));
        }
        in_clause_ = true;
        if (colon + 1 < tokens.size()) statements(tokens.subspan(colon + 1), kind, line);
    }

    void simple_statement(Tokens tokens, BlockKind kind) {
        if (tokens.empty()) return;
        if (kind == BlockKind::of_class) return class_statement(tokens);
        if (kind == BlockKind::hidden) return;
        const std::string_view first = word(tokens, 0);
        if (first == "import") return read_import(tokens.subspan(1), kind);
        if (first == "from") return read_from(tokens.subspan(1), kind);
        read_assignment(tokens);
    }

    // --- names

    /// Names that are assigned to: up to `in`, `=` or the end, attributes and elements left out.
    void add_targets(Tokens tokens) {
        for (std::size_t at = 0; at < tokens.size(); ++at) {
            const std::string_view here = word(tokens[at]);
            if (here == "in" || here == "=" || here == ":") return;
            const std::string_view after = word(tokens, at + 1);
            const bool part = (at > 0 && word(tokens[at - 1]) == ".") || after == "." || after == "[" || after == "(";
            if (tokens[at].kind == PythonTokenKind::name && !part) out_.names.emplace_back(here);
        }
    }

    /// `a = b = 1`, `a, b = c`, `a: int = 1`, `a += 1`, `type A = int`.
    void read_assignment(Tokens tokens) {
        if (tokens.size() > 2 && word(tokens, 0) == "type" && tokens[1].kind == PythonTokenKind::name) {
            out_.names.emplace_back(word(tokens, 1));
            return;
        }
        for (std::size_t at = 0, begin = 0; at < tokens.size(); ++at) {
            if (tokens[at].depth > 0) continue;
            const std::string_view sign = word(tokens[at]);
            if (sign == ":" && at == 1) return add_targets(tokens.first(at));
            if (sign != "=") continue;
            add_targets(tokens.subspan(begin, at - begin));
            begin = at + 1;
        }
    }

    // --- imports

    void add_import(PythonImport import, BlockKind kind) {
        const std::string bound = import.alias.substr(0, import.alias.find('.'));
        if (bound != "*") out_.names.push_back(bound);
        import.for_types = kind == BlockKind::for_types;
        if (blocks_.size() == 1 && !seen_definition_ && !in_clause_) import.end = line_end_;
        out_.imports.push_back(std::move(import));
        imports_here_ = true;
    }

    /// "a.b", dots of relative imports included; `at` goes behind it.
    std::string dotted(Tokens tokens, std::size_t& at) const {
        std::string name;
        for (; at < tokens.size(); ++at) {
            const std::string_view here = word(tokens[at]);
            const bool part = here == "." || (tokens[at].kind == PythonTokenKind::name && here != "import" &&
                                              (name.empty() || name.back() == '.'));
            if (!part) break;
            name += here;
        }
        return name;
    }

    /// "as x", which may be left out.
    std::string alias_of(const std::string& name, Tokens tokens, std::size_t& at) const {
        if (word(tokens, at) != "as") return name;
        at += 2;
        return std::string(word(tokens, at - 1));
    }

    void read_import(Tokens tokens, BlockKind kind) {
        for (std::size_t at = 0; at < tokens.size(); ++at) {
            const std::string module = dotted(tokens, at);
            if (!module.empty()) add_import({module, "", alias_of(module, tokens, at)}, kind);
        }
    }

    void read_from(Tokens tokens, BlockKind kind) {
        std::size_t at = 0;
        const std::string module = dotted(tokens, at);
        for (++at; at < tokens.size(); ++at) {
            const std::string name(word(tokens[at]));
            if (tokens[at].kind != PythonTokenKind::name && name != "*") continue;
            ++at;
            add_import({module, name, alias_of(name, tokens, at)}, kind);
        }
    }

    // --- classes

    void read_class(Tokens tokens, BlockKind kind, const PythonLine& line) {
        const bool of_top = kind == BlockKind::top && blocks_.size() == 1;
        const std::size_t colon = colon_in(tokens);
        if (kind == BlockKind::top || kind == BlockKind::for_types) out_.names.emplace_back(word(tokens, 1));
        block_kind_ = of_top ? BlockKind::of_class : BlockKind::hidden;
        if (!of_top) return;
        PythonClass found;
        found.name = word(tokens, 1);
        found.bases = bases(tokens.first(colon));
        found.begin = decorators_.empty() ? line.begin : decorated_begin_;
        found.decorators = std::move(decorators_);
        found.end = line.end;
        found.body = block_expected_ ? line.end : 0;
        decorators_.clear();
        out_.classes.push_back(std::move(found));
        in_class_ = true;
        body_begun_ = false;
        if (!block_expected_ && colon < tokens.size()) statements(tokens.subspan(colon + 1), BlockKind::of_class, line);
    }

    /// What stands in the brackets behind the name, `metaclass=...` left out.
    std::vector<std::string> bases(Tokens head) const {
        std::vector<std::string> found;
        std::size_t begin = 2;
        while (begin < head.size() && (head[begin].depth > 0 || word(head[begin]) != "(")) ++begin;
        for (std::size_t at = ++begin; at < head.size(); ++at) {
            const bool closes = head[at].depth == 0;
            if (!closes && (head[at].depth > 1 || word(head[at]) != ",")) continue;
            const Tokens base = head.subspan(begin, at - begin);
            const bool keyword = word(base, 1) == "=" || (word(base, 0) == "*" && word(base, 1) == "*");
            if (!base.empty() && !keyword) found.push_back(source(base));
            if (closes) break;
            begin = at + 1;
        }
        return found;
    }

    void note_body(const PythonLine& line) {
        if (body_begun_) return;
        body_begun_ = true;
        PythonClass& here = out_.classes.back();
        here.indent = text_.substr(line.begin, line.first - line.begin);
        if (is_docstring(line.tokens)) here.body = line.end;
    }

    void class_statement(Tokens tokens) {
        if (tokens.front().kind != PythonTokenKind::name) return;
        PythonClass& here = out_.classes.back();
        std::size_t equals = 1;
        while (equals < tokens.size() && (tokens[equals].depth > 0 || word(tokens[equals]) != "=")) ++equals;
        const std::string name(word(tokens, 0));
        if (word(tokens, 1) == ":") {
            here.fields.push_back({name, source(tokens.subspan(2, equals - 2)), equals < tokens.size()});
        } else if (equals != 1) {
            return;
        }
        if (!is_target(tokens.subspan(std::min(equals + 1, tokens.size())))) return;
        here.targets.push_back(name);
        here.targets_end = line_end_;
    }

    /// `target(...)` or `iop.target(...)`.
    bool is_target(Tokens value) const {
        std::size_t at = 0;
        const std::string callee = dotted(value, at);
        return (callee == "target" || callee.ends_with(".target")) && word(value, at) == "(";
    }

    std::string_view text_;
    PythonLines lines_;
    PythonOutline out_;
    std::vector<Block> blocks_{Block{}};
    bool block_expected_ = false;  // the line before ended with a colon
    std::uint32_t block_line_ = 1;
    BlockKind block_kind_ = BlockKind::top;
    bool in_class_ = false, body_begun_ = false;
    bool seen_statement_ = false, seen_definition_ = false, seen_main_ = false;
    bool imports_here_ = false;  // in the statement of the top level that is being read
    bool in_clause_ = false;     // behind the colon of an `if` or the like
    std::uint32_t top_end_ = 0, line_end_ = 0;
    std::vector<std::string> decorators_;
    std::uint32_t decorated_begin_ = 0;
    std::size_t comments_begin_ = 0, comments_end_ = 0;  // the last lines of comments at the margin
    std::size_t header_end_ = 0, docstring_end_ = 0;
};

}  // namespace

const PythonClass* PythonOutline::find_class(std::string_view name) const {
    const auto found =
        std::find_if(classes.rbegin(), classes.rend(), [name](const PythonClass& each) { return each.name == name; });
    return found == classes.rend() ? nullptr : &*found;
}

PythonOutline outline_python(std::string_view text) {
    return Reader(text).read();
}

}  // namespace millwright::templates
