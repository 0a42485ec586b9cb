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

/// What stands between the brackets, one text for each comma.
std::vector<std::string> members(const std::vector<PythonToken>& tokens, const Brackets& at, std::string_view text) {
    std::vector<std::string> found;
    std::size_t begin = at.open + 1;
    for (std::size_t i = begin; i <= at.close; ++i) {
        const bool ends = i == at.close || (tokens[i].depth == 1 && text[tokens[i].begin] == ',');
        if (!ends) continue;
        if (i > begin) found.emplace_back(text.substr(tokens[begin].begin, tokens[i - 1].end - tokens[begin].begin));
        begin = i + 1;
    }
    return found;
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
    const auto inner = members(line->tokens, at, statement);
    std::string joined;
    for (const std::string& each : inner) joined += (joined.empty() ? "" : ", ") + each;
    std::string out = blanks + statement.substr(0, line->tokens[at.open].end) + "\n";
    if (fits(joined, indent + 4)) {
        out += blanks + "    " + joined + "\n";
    } else {
        for (const std::string& each : inner) out += laid_out(each, indent + 4, ",");
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
