#include "templates/python_layout.h"

#include <algorithm>
#include <sstream>

#include "graph/utf8.h"
#include "templates/python_lines.h"

namespace millwright::templates {
namespace {

/// Brackets at the top of a statement, as indexes of tokens.
struct Brackets {
    std::size_t open = 0;
    std::size_t close = 0;
};

Brackets largest_brackets(const std::vector<PythonToken>& tokens, std::string_view text) {
    Brackets found;
    std::size_t open = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].depth > 0 || tokens[i].kind != PythonTokenKind::sign) continue;
        const char sign = text[tokens[i].begin];
        if (sign == '(' || sign == '[' || sign == '{') open = i;
        const bool closes = sign == ')' || sign == ']' || sign == '}';
        const auto length = [&](std::size_t from, std::size_t to) { return tokens[to].begin - tokens[from].begin; };
        if (closes && i > open + 1 && (found.close == 0 || length(open, i) > length(found.open, found.close)))
            found = {open, i};
    }
    return found;
}

std::string_view text_of(const PythonToken& token, std::string_view text) {
    return text.substr(token.begin, token.end - token.begin);
}

/// Whether the brackets belong to what stands before them: those of a call, or of a subscript.
bool belong_to_a_name(const std::vector<PythonToken>& tokens, const Brackets& at, std::string_view text) {
    static constexpr std::string_view keywords[] = {"and",   "assert", "await", "elif",   "else", "for",
                                                    "if",    "in",     "is",    "lambda", "not",  "or",
                                                    "raise", "return", "while", "yield"};
    if (at.open == 0) return false;
    const PythonToken& before = tokens[at.open - 1];
    const std::string_view word = text_of(before, text);
    if (before.kind == PythonTokenKind::name)
        return std::find(std::begin(keywords), std::end(keywords), word) == std::end(keywords);
    return word == ")" || word == "]" || word == "}";
}

/// What stands between brackets, in pieces that may stand on lines of their own.
struct Inside {
    std::vector<std::string> pieces;
    bool comma = false;  ///< behind the last piece, too; around one expression it would make a tuple of it
};

/// Pieces that end before, or with `leads` begin with, each of the words or signs that divide them.
std::vector<std::string> divided(const std::vector<PythonToken>& tokens, const Brackets& at, std::string_view text,
                                 std::string_view by, bool leads) {
    std::vector<std::string> found;
    std::size_t begin = at.open + 1;
    for (std::size_t i = begin; i <= at.close; ++i) {
        if (i != at.close && (tokens[i].depth != 1 || text_of(tokens[i], text) != by)) continue;
        if (i > begin) found.emplace_back(text.substr(tokens[begin].begin, tokens[i - 1].end - tokens[begin].begin));
        begin = leads ? i : i + 1;
    }
    return found;
}

Inside inside(const std::vector<PythonToken>& tokens, const Brackets& at, std::string_view text) {
    const auto has = [&](std::string_view word) {
        return std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(at.open),
                           tokens.begin() + static_cast<std::ptrdiff_t>(at.close),
                           [&](const PythonToken& each) { return each.depth == 1 && text_of(each, text) == word; });
    };
    const bool round = text[tokens[at.open].begin] == '(';
    const bool members = round == belong_to_a_name(tokens, at, text) && !has("for");
    if (members || has(",")) return {divided(tokens, at, text, ",", false), true};
    return {divided(tokens, at, text, has("or") ? "or" : "and", true), false};
}

bool fits(const std::string& text, std::size_t indent) {
    return indent + text.size() <= python_columns;
}

/// `tail` is what must stand behind it in the same line.
std::string laid_out(const std::string& statement, std::size_t indent, const std::string& tail) {
    const std::string blanks(indent, ' ');
    const std::string whole = blanks + statement + tail + "\n";
    if (fits(statement + tail, indent)) return whole;
    PythonLines lines(statement);
    const PythonLine* line = lines.next();
    if (line == nullptr) return whole;
    const auto at = largest_brackets(line->tokens, statement);
    if (at.close == 0) return whole;
    const auto [pieces, comma] = inside(line->tokens, at, statement);
    const std::size_t begin = line->tokens[at.open].end;
    const std::string all = statement.substr(begin, line->tokens[at.close].begin - begin);
    std::string out = blanks + statement.substr(0, begin) + "\n";
    if (fits(all, indent + 4)) {
        out += blanks + "    " + all + "\n";
    } else {
        for (const std::string& each : pieces) out += laid_out(each, indent + 4, comma ? "," : "");
    }
    return out + blanks + statement.substr(line->tokens[at.close].begin) + tail + "\n";
}

}  // namespace

std::string python_statement(const std::string& statement, std::size_t indent) {
    return laid_out(statement, indent, "");
}

std::string python_if(const PythonCondition& condition, std::size_t indent) {
    const std::string line = "if " + condition.text() + ":";
    if (fits(line, indent) || condition.parts.size() == 1) return python_statement(line, indent);
    const std::string blanks(indent, ' ');
    std::string out = blanks + "if (\n";
    for (std::size_t i = 0; i < condition.parts.size(); ++i)
        out += python_statement((i > 0 ? condition.joint + " " : "") + condition.parts[i], indent + 4);
    return out + blanks + "):\n";
}

std::string python_docstring(const std::string& text, std::size_t indent) {
    std::string plain, word;
    for (std::istringstream words(text); words >> word;) {
        plain += plain.empty() ? "" : " ";
        for (const char c : printable(word)) {
            if (c == '\\') plain += c;
            plain += c == '"' ? '\'' : c;
        }
    }
    const std::string one = "\"\"\"" + plain + "\"\"\"";
    if (fits(one, indent)) return one;
    const std::string blanks(indent, ' ');
    std::istringstream words(plain);
    std::string out, line = "\"\"\"";
    while (words >> word) {
        const bool first = line == "\"\"\"" || line.empty();
        if (!first && !fits(line + " " + word, indent)) {
            out += line + "\n" + blanks;
            line = word;
        } else {
            line += (first ? "" : " ") + word;
        }
    }
    return out + line + "\n" + blanks + "\"\"\"";
}

std::string python_import(const std::string& module, const std::vector<std::string>& names) {
    if (names.empty()) return "import " + module + "\n";
    const std::string begin = "from " + module + " import ";
    std::string all;
    for (const std::string& each : names) all += (all.empty() ? "" : ", ") + each;
    if (fits(begin + all, 0)) return begin + all + "\n";
    all.clear();
    for (const std::string& each : names) all += "    " + each + ",\n";
    return begin + "(\n" + all + ")\n";
}

std::string python_call(const std::string& name, const std::vector<std::pair<std::string, std::string>>& arguments) {
    std::string out = name + "(";
    for (std::size_t i = 0; i < arguments.size(); ++i)
        out += (i > 0 ? ", " : "") + arguments[i].first + "=" + arguments[i].second;
    return out + ")";
}

}  // namespace millwright::templates
