#include "settings/toml_writer.h"

#include <algorithm>

#include "graph/utf8.h"
#include "settings/toml_format.h"
#include "settings/toml_key.h"
#include "settings/toml_number.h"

namespace millwright::settings {
namespace {

/// Whether it reads better as it is between apostrophes, as paths of Windows do; `lines`: as a text of several lines.
bool is_literal(std::string_view text, bool lines) {
    if (text.find('\\') == std::string_view::npos || text.find(lines ? "'''" : "'") != std::string_view::npos)
        return false;
    const auto plain = [&](char c) { return (c >= ' ' && c <= '~') || (lines && (c == '\n' || c == '\t')); };
    return std::all_of(text.begin(), text.end(), plain) && !text.ends_with('\'');
}

/// Between """ and """: quotes are escaped only where they could end it.
std::string long_text(std::string_view text) {
    if (is_literal(text, true)) return "'''\n" + std::string(text) + "'''";
    std::string out = "\"\"\"\n";
    while (!text.empty()) {
        const std::size_t quote = text.find('"');
        append_escaped(out, text.substr(0, quote), true);
        if (quote == std::string_view::npos) break;
        const bool alone = quote + 1 < text.size() && text[quote + 1] != '"';
        out += alone ? "\"" : "\\\"";
        text.remove_prefix(quote + 1);
    }
    return out + "\"\"\"";
}

/// What must not stand on a line of its own: it would be longer than others, or hold lines.
bool fits(const std::string& value, std::size_t taken) {
    return value.size() + taken <= longest_toml_line && value.find('\n') == std::string::npos;
}

std::string comment_line(std::string_view text) {
    return "# " + printable(text) + "\n";
}

}  // namespace

std::string toml_text(std::string_view text) {
    if (text.find('\n') != std::string_view::npos) return long_text(text);
    return is_literal(text, false) ? "'" + std::string(text) + "'" : quoted_text(text);
}

std::string toml_number_or_text(std::string_view text) {
    return is_toml_number(text) ? std::string(text) : toml_text(text);
}

std::string toml_array(const std::vector<std::string>& values) {
    std::string out = "[";
    for (const std::string& value : values) out += (out.size() > 1 ? ", " : "") + value;
    return out + "]";
}

std::string toml_table(const std::vector<TomlPair>& pairs) {
    if (pairs.empty()) return "{}";
    std::string out = "{ ";
    for (const TomlPair& pair : pairs) out += (out.size() > 2 ? ", " : "") + quoted_key(pair.key) + " = " + pair.value;
    return out + " }";
}

void TomlSection::pair(std::string_view key, const std::string& value) {
    body_ += quoted_key(key) + " = " + value + "\n";
}

void TomlSection::map(std::string_view key, const std::vector<TomlPair>& pairs) {
    if (pairs.empty()) return;
    const auto is_plain = [](const TomlPair& each) { return each.comment.empty(); };
    if (std::all_of(pairs.begin(), pairs.end(), is_plain) && pairs.size() <= 8) {
        const std::string table = toml_table(pairs);
        if (fits(table, key.size() + 3)) return pair(key, table);
    }
    TomlSection sub(path_ + "." + quoted_key(key));
    for (const TomlPair& each : pairs) {
        if (!each.comment.empty()) sub.comment(each.comment);
        sub.pair(each.key, each.value);
    }
    below(sub);
}

void TomlSection::tables(std::string_view key, const std::vector<std::string>& all) {
    if (!all.empty()) pair(key, toml_array(all));
}

void TomlSection::comment(std::string_view line) {
    body_ += comment_line(line);
}

std::string TomlSection::str() const {
    const std::string header = array_ ? "[[" + path_ + "]]\n" : "[" + path_ + "]\n";
    return "\n" + header + body_ + below_;
}

}  // namespace millwright::settings
