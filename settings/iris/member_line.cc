#include "settings/iris/member_line.h"

#include <algorithm>
#include <array>

#include "graph/ascii.h"
#include "settings/iris/xml_scan.h"

namespace millwright::settings::iris {
namespace {

constexpr std::size_t npos = std::string_view::npos;

struct Kind {
    std::string_view word;
    MemberKind kind;
    bool body;
    std::string_view signs;  ///< that may follow the name in a line of an export; '\n' is the line's end
    std::string_view next;   ///< a word that may follow it; empty: none
};

constexpr std::array<Kind, 13> kinds{{
    {"ClassMethod", MemberKind::class_method, true, "(", ""},
    {"ClientMethod", MemberKind::client_method, true, "(", ""},
    {"ForeignKey", MemberKind::foreign_key, false, "(", ""},
    {"Index", MemberKind::index, false, "[;", "On"},
    {"Method", MemberKind::method, true, "(", ""},
    {"Parameter", MemberKind::parameter, false, "=[;", "As"},
    {"Projection", MemberKind::projection, false, "[;", "As"},
    {"Property", MemberKind::property, false, "[;", "As"},
    {"Query", MemberKind::query, true, "(", ""},
    {"Relationship", MemberKind::relationship, false, "[;", "As"},
    {"Storage", MemberKind::storage, true, "[{\n", ""},
    {"Trigger", MemberKind::trigger, true, "[{\n", ""},
    {"XData", MemberKind::xdata, true, "[{\n", ""},
}};

constexpr bool first_letters[26] = {false, false, true,  false, false, true,  false, false, true,
                                    false, false, false, true,  false, false, true,  true,  true,
                                    true,  true,  false, false, false, true,  false, false};

std::size_t skip_blanks(std::string_view text, std::size_t at) {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r')) ++at;
    return at;
}

std::size_t end_of_word(std::string_view text, std::size_t at) {
    while (at < text.size() && is_word(text[at])) ++at;
    return at;
}

std::size_t end_of_name(std::string_view text, std::size_t at) {
    if (at < text.size() && text[at] == '"') {
        const std::size_t close = text.find_first_of("\"\n", at + 1);
        return close == npos || text[close] == '\n' ? at : close + 1;
    }
    return end_of_word(text, at);
}

bool may_follow(const Kind& kind, std::string_view text, std::size_t at) {
    if (at >= text.size() || kind.signs.find(text[at]) != npos) return true;
    return !kind.next.empty() && text.substr(at, end_of_word(text, at) - at) == kind.next;
}

const Kind& kind_of(MemberKind kind) {
    return kinds[static_cast<std::size_t>(kind)];
}

}  // namespace

bool is_word(char c) {
    return ascii::is_letter(c) || ascii::is_digit(c) || c == '%' || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

bool same_word(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return ascii::lower(x) == ascii::lower(y); });
}

std::optional<MemberKind> member_kind(std::string_view word) {
    const auto found =
        std::find_if(kinds.begin(), kinds.end(), [&](const Kind& each) { return same_word(each.word, word); });
    return found == kinds.end() ? std::nullopt : std::optional(found->kind);
}

std::string_view name_of(MemberKind kind) {
    return kind_of(kind).word;
}

bool has_body(MemberKind kind) {
    return kind_of(kind).body;
}

bool begins_member_line(std::string_view text, std::size_t at, std::string_view indent) {
    if (text.substr(std::min(at, text.size()), indent.size()) != indent) return false;
    at += indent.size();
    if (at >= text.size() || !ascii::is_upper(text[at]) || !first_letters[text[at] - 'A']) return false;
    const std::string_view rest = text.substr(at);
    for (const Kind& kind : kinds) {
        if (!rest.starts_with(kind.word)) continue;
        const std::size_t word_end = at + kind.word.size();
        const std::size_t name = skip_blanks(text, word_end);
        const std::size_t name_end = end_of_name(text, name);
        if (name == word_end || name_end == name) continue;
        return may_follow(kind, text, skip_blanks(text, name_end));
    }
    return false;
}

std::size_t find_member_line(std::string_view text, std::size_t from, std::string_view indent) {
    if (from <= indent.size() && begins_member_line(text, 0, indent)) return indent.size();
    const std::size_t before = indent.size() + 1;
    std::size_t line = text.find('\n', from < before ? 0 : from - before);
    for (; line != npos; line = text.find('\n', line + 1)) {
        if (begins_member_line(text, line + 1, indent)) return line + before;
    }
    return npos;
}

std::size_t skip_comments(std::string_view text, std::size_t at) {
    while (at < text.size()) {
        if (is_xml_space(text[at])) {
            ++at;
            continue;
        }
        const std::string_view sign = text.substr(at, 2);
        if (sign != "//" && sign != "/*") return at;
        const std::size_t end = sign == "//" ? text.find('\n', at) : text.find("*/", at + 2);
        at = end == npos ? text.size() : end + (sign == "//" ? 0 : 2);
    }
    return at;
}

}  // namespace millwright::settings::iris
