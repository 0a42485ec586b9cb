#include "settings/iris/sources/declaration.h"

#include <algorithm>

#include "graph/ascii.h"
#include "settings/iris/body_end.h"
#include "settings/iris/member_line.h"
#include "settings/iris/xml_scan.h"

namespace millwright::settings::iris {
namespace {

constexpr std::size_t npos = std::string_view::npos;

Passage after(const Passage& passage, std::size_t at) {
    return trimmed(passage.part(at, passage.text().size()));
}

Passage first_word(const Passage& passage) {
    const std::string_view text = passage.text();
    return passage.part(0,
                        static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_word) - text.begin()));
}

/// Without a word before its name: ByRef, Output, & and * say that something comes back.
Passage without_direction(const Passage& argument, bool& output) {
    const std::string_view text = argument.text();
    if (text.starts_with('&') || text.starts_with('*')) {
        output = true;
        return after(argument, 1);
    }
    const Passage word = first_word(argument);
    const bool direction = same_word(word.text(), "ByRef") || same_word(word.text(), "Output");
    const Passage rest = after(argument, word.text().size());
    if (!direction || rest.empty() || !is_word(rest.text().front())) return argument;
    if (same_word(first_word(rest).text(), "As")) return argument;  // it is the name
    output = true;
    return rest;
}

ArgumentSource read_argument(const Passage& written) {
    ArgumentSource argument;
    const Passage named = without_direction(written, argument.output);
    const Passage name = first_word(named);
    argument.name = name.text();
    argument.place = name.place();
    Passage rest = after(named, name.text().size());
    argument.rest = rest.text().starts_with("...");
    if (argument.rest) rest = after(rest, 3);
    const std::size_t equals = find_outside(rest.text(), 0, npos, "=");
    if (equals < rest.text().size()) argument.fallback = without_braces(after(rest, equals + 1)).text();
    const Passage declared = trimmed(rest.part(0, equals));
    const Passage word = first_word(declared);
    const bool colon = declared.text().starts_with(':');
    if (colon || same_word(word.text(), "As")) {
        argument.type = without_parameters(after(declared, colon ? 1 : word.text().size())).text();
    }
    return argument;
}

auto find_keyword(const std::vector<DeclaredKeyword>& keywords, std::string_view name) {
    return std::find_if(keywords.begin(), keywords.end(),
                        [&](const DeclaredKeyword& each) { return same_word(each.name.text(), name); });
}

}  // namespace

Passage trimmed(const Passage& passage) {
    const std::string_view text = passage.text();
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == npos) return passage.part(text.size(), text.size());
    return passage.part(first, text.find_last_not_of(" \t\r\n") + 1);
}

std::vector<Passage> split_list(const Passage& list) {
    std::vector<Passage> parts;
    const std::string_view text = list.text();
    if (is_blank(text)) return parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = find_outside(text, begin, npos, ",");
        parts.push_back(trimmed(list.part(begin, end)));
        begin = end + 1;
    }
    return parts;
}

std::vector<DeclaredKeyword> read_keywords(const Passage& list) {
    std::vector<DeclaredKeyword> keywords;
    for (const Passage& each : split_list(list)) {
        const std::size_t equals = find_outside(each.text(), 0, npos, "=");
        const bool valued = equals < each.text().size();
        keywords.push_back({trimmed(each.part(0, equals)), valued ? after(each, equals + 1) : Passage()});
    }
    return keywords;
}

Passage keyword_value(const std::vector<DeclaredKeyword>& keywords, std::string_view name) {
    const auto found = find_keyword(keywords, name);
    return found == keywords.end() ? Passage() : found->value;
}

bool has_keyword(const std::vector<DeclaredKeyword>& keywords, std::string_view name) {
    return find_keyword(keywords, name) != keywords.end();
}

Passage without_braces(const Passage& expression) {
    const std::string_view text = expression.text();
    if (text.size() < 2 || text.front() != '{' || text.back() != '}') return expression;
    return trimmed(expression.part(1, text.size() - 1));
}

std::string without_quotes(std::string_view text) {
    if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::string(text);
    std::string value;
    for (std::size_t at = 1; at + 1 < text.size(); ++at) {
        value += text[at];
        if (text[at] == '"' && text[at + 1] == '"' && at + 2 < text.size()) ++at;
    }
    return value;
}

Passage without_parameters(const Passage& type) {
    return trimmed(type.part(0, type.text().find('(')));
}

std::vector<ArgumentSource> read_arguments(const Passage& list) {
    std::vector<ArgumentSource> arguments;
    for (const Passage& each : split_list(list)) {
        ArgumentSource argument = read_argument(each);
        if (!argument.name.empty()) arguments.push_back(std::move(argument));
    }
    return arguments;
}

void set_language(MethodSource& method, std::string_view language, std::string_view code_mode) {
    if (!language.empty()) method.language.assign(language);
    std::transform(method.language.begin(), method.language.end(), method.language.begin(), ascii::lower);
    method.generated = same_word(code_mode, "objectgenerator") || same_word(code_mode, "generator");
    method.expression = same_word(code_mode, "expression");
}

void set_collection(PropertySource& property, std::string_view collection) {
    if (collection.empty()) return;
    property.collection = true;
    property.array = same_word(collection, "array");
}

std::vector<std::string> read_names(const Passage& list) {
    Passage names = trimmed(list);
    const std::string_view text = names.text();
    if (text.starts_with('(')) names = names.part(1, find_outside(text, 1, npos, ")"));
    std::vector<std::string> read;
    for (const Passage& each : split_list(names)) {
        std::string name = without_quotes(each.text());
        if (!name.empty()) read.push_back(std::move(name));
    }
    return read;
}

}  // namespace millwright::settings::iris
