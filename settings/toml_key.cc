#include "settings/toml_key.h"

#include <algorithm>

namespace millwright::settings {
namespace {

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

bool is_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7F;
}

void append_utf8(std::string& out, std::uint32_t character) {
    const auto byte = [&](std::uint32_t value) { out += static_cast<char>(value); };
    if (character < 0x80) {
        byte(character);
    } else if (character < 0x800) {
        byte(0xC0U | character >> 6U);
        byte(0x80U | (character & 0x3FU));
    } else if (character < 0x10000) {
        byte(0xE0U | character >> 12U);
        byte(0x80U | (character >> 6U & 0x3FU));
        byte(0x80U | (character & 0x3FU));
    } else {
        byte(0xF0U | character >> 18U);
        byte(0x80U | (character >> 12U & 0x3FU));
        byte(0x80U | (character >> 6U & 0x3FU));
        byte(0x80U | (character & 0x3FU));
    }
}

/// The character that `digits` hexadecimal digits at `at` name; nothing when they are not all there or name none.
std::optional<std::uint32_t> unicode_escape(std::string_view text, std::size_t at, std::size_t digits) {
    if (text.size() < at + digits) return std::nullopt;
    std::uint32_t value = 0;
    for (const char c : text.substr(at, digits)) {
        if (std::isxdigit(static_cast<unsigned char>(c)) == 0) return std::nullopt;
        const int digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
        value = value * 16 + static_cast<std::uint32_t>(digit);
    }
    if (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return std::nullopt;
    return value;
}

constexpr std::string_view escape_letters = "btnfr\"\\";
constexpr std::string_view escape_values = "\b\t\n\f\r\"\\";

/// Offset of the quote that ends a string which begins at `at`, or npos when the line or text ends first.
std::size_t closing_quote(std::string_view text, std::size_t at) {
    const char quote = text[at];
    for (std::size_t i = at + 1; i < text.size() && text[i] != '\n'; ++i) {
        if (text[i] == quote) return i;
        if (text[i] == '\\' && quote == '"') ++i;
    }
    return std::string_view::npos;
}

std::optional<TomlFault> read_quoted_part(std::string_view text, std::uint32_t& at, TextStore& store, KeyPart& part) {
    const std::size_t close = closing_quote(text, at);
    if (close == std::string_view::npos) return TomlFault{at, "a key's quote is not closed on its line"};
    const std::string_view inside = text.substr(at + 1, close - at - 1);
    const auto control = std::find_if(inside.begin(), inside.end(), is_control);
    if (control != inside.end()) {
        return TomlFault{static_cast<std::uint32_t>(at + 1 + static_cast<std::size_t>(control - inside.begin())),
                         "a control character in a key has to be written as an escape"};
    }
    part.text = inside;
    if (text[at] == '"' && inside.find('\\') != std::string_view::npos) {
        std::string decoded;
        if (auto fault = decode_basic_string(inside, decoded)) {
            fault->at += at + 1;
            return fault;
        }
        part.text = store.keep(decoded);
    }
    at = static_cast<std::uint32_t>(close + 1);
    part.end = at;
    return std::nullopt;
}

std::optional<TomlFault> read_part(std::string_view text, std::uint32_t& at, TextStore& store, KeyPart& part) {
    part = {{}, at, at};
    if (at < text.size() && (text[at] == '"' || text[at] == '\'')) return read_quoted_part(text, at, store, part);
    while (at < text.size() && is_bare_key_character(text[at])) ++at;
    if (at == part.begin)
        return TomlFault{at, "a key is expected here; one with other signs than A-Z a-z 0-9 _ - needs quotes"};
    part.end = at;
    part.text = text.substr(part.begin, at - part.begin);
    return std::nullopt;
}

}  // namespace

bool is_bare_key_character(char c) {
    const char letter = static_cast<char>(c | 0x20);
    return (letter >= 'a' && letter <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

std::optional<TomlFault> read_key(std::string_view text, std::uint32_t& at, TextStore& store,
                                  std::vector<KeyPart>& parts) {
    parts.clear();
    while (true) {
        while (at < text.size() && is_blank(text[at])) ++at;
        KeyPart part;
        if (auto fault = read_part(text, at, store, part)) return fault;
        parts.push_back(part);
        std::uint32_t after = at;
        while (after < text.size() && is_blank(text[after])) ++after;
        if (after >= text.size() || text[after] != '.') return std::nullopt;
        at = after + 1;
    }
}

std::optional<TomlFault> decode_basic_string(std::string_view inside, std::string& decoded) {
    for (std::size_t i = 0; i < inside.size(); ++i) {
        if (inside[i] != '\\') {
            decoded += inside[i];
            continue;
        }
        const auto begin = static_cast<std::uint32_t>(i++);
        const char letter = i < inside.size() ? inside[i] : '\0';
        if (const std::size_t found = escape_letters.find(letter); found != std::string_view::npos) {
            decoded += escape_values[found];
            continue;
        }
        const std::size_t digits = letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
        const auto character = digits == 0 ? std::nullopt : unicode_escape(inside, i + 1, digits);
        if (digits == 0)
            return TomlFault{begin, "unknown escape; a backslash in text in double quotes is written \\\\"};
        if (!character) return TomlFault{begin, "this escape names no character"};
        append_utf8(decoded, *character);
        i += digits;
    }
    return std::nullopt;
}

std::optional<std::vector<std::string>> key_path(std::string_view text) {
    TextStore store;
    std::vector<KeyPart> parts;
    std::uint32_t at = 0;
    if (read_key(text, at, store, parts)) return std::nullopt;
    if (text.find_first_not_of(" \t", at) != std::string_view::npos) return std::nullopt;
    std::vector<std::string> path;
    path.reserve(parts.size());
    for (const KeyPart& part : parts) path.emplace_back(part.text);
    return path;
}

std::string quoted_key(std::string_view key) {
    const bool bare = !key.empty() && std::all_of(key.begin(), key.end(), is_bare_key_character);
    return bare ? std::string(key) : quoted_text(key);
}

std::string quoted_text(std::string_view text) {
    std::string out = "\"";
    append_escaped(out, text, false);
    return out += '"';
}

void append_escaped(std::string& out, std::string_view text, bool multi_line) {
    static constexpr std::string_view hex = "0123456789ABCDEF";
    for (const char c : text) {
        if (c == '\n' && multi_line) {
            out += c;
        } else if (c == '\t' && multi_line) {
            out += c;
        } else if (const std::size_t found = escape_values.find(c); found != std::string_view::npos) {
            out += '\\';
            out += escape_letters[found];
        } else if (is_control(c)) {
            const auto byte = static_cast<unsigned char>(c);
            out += "\\u00";
            out += hex[byte >> 4U];
            out += hex[byte & 15U];
        } else {
            out += c;
        }
    }
}

}  // namespace millwright::settings
