#include "settings/iris/sources/include_files.h"

#include <algorithm>

#include "graph/ascii.h"

namespace millwright::settings::iris {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::string_view blanks = " \t\r";
constexpr std::string_view continuation = "##continue";

std::string_view trimmed(std::string_view text) {
    text.remove_prefix(std::min(text.size(), text.find_first_not_of(blanks)));
    return text.substr(0, text.find_last_not_of(blanks) + 1);
}

bool same_word(std::string_view a, std::string_view lower_case) {
    return std::equal(a.begin(), a.end(), lower_case.begin(), lower_case.end(),
                      [](char one, char other) { return ascii::lower(one) == other; });
}

/// The first word of `text`, which loses it and the blanks behind it.
std::string_view take_word(std::string_view& text) {
    const std::string_view word = text.substr(0, text.find_first_of(blanks));
    text.remove_prefix(word.size());
    text.remove_prefix(std::min(text.size(), text.find_first_not_of(blanks)));
    return word;
}

/// Without a comment at its end; a string may hold what looks like one.
std::string_view without_comment(std::string_view text) {
    bool in_string = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '"') in_string = !in_string;
        const std::string_view left = text.substr(at);
        if (!in_string && (left.starts_with("//") || left.starts_with("##;") || left.starts_with("/*"))) {
            return trimmed(text.substr(0, at));
        }
    }
    return trimmed(text);
}

std::string_view take_line(std::string_view& text) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    return line;
}

/// A line with those that continue it, blank by blank.
std::string take_continued_line(std::string_view& text) {
    std::string whole;
    while (true) {
        const std::string_view line = trimmed(take_line(text));
        const bool goes_on = line.size() >= continuation.size() &&
                             same_word(line.substr(line.size() - continuation.size()), continuation);
        if (!whole.empty()) whole += ' ';
        whole += goes_on ? trimmed(line.substr(0, line.size() - continuation.size())) : line;
        if (!goes_on || text.empty()) return whole;
    }
}

void take_definition(std::string_view rest, IncludeFile& file) {
    const std::string_view name = take_word(rest);
    if (name.empty() || name.find('(') != npos) return;
    file.texts.insert_or_assign(std::string(name), std::string(without_comment(rest)));
}

void read_line(std::string_view line, IncludeFile& file) {
    const std::string_view word = take_word(line);
    if (same_word(word, "#define") || same_word(word, "#def1arg")) {
        take_definition(line, file);
    } else if (same_word(word, "#include")) {
        file.includes.emplace_back(take_word(line));
    } else if (same_word(word, "routine")) {
        file.name = line.substr(0, line.find_first_of(" \t["));
    }
}

}  // namespace

IncludeFile read_include(std::string_view text) {
    IncludeFile file;
    while (!text.empty()) read_line(take_continued_line(text), file);
    return file;
}

}  // namespace millwright::settings::iris
