#include "graph/secret.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace millwright {
namespace {

constexpr std::array<std::string_view, 8> secret_words{"password", "passwd",     "secret",     "token",
                                                       "apikey",   "passphrase", "privatekey", "accesskey"};
/// Endings that make the name of a secret the name of something else: "TokenUrl", "PasswordFile", "SecretName".
constexpr std::array<std::string_view, 10> harmless_endings{"url",  "uri",  "file",    "path",     "name",
                                                            "type", "size", "timeout", "endpoint", "interval"};

/// Which of the letters a to z a text has, one bit each.
constexpr std::uint32_t letters_in(std::string_view text) {
    std::uint32_t letters = 0;
    for (const char c : text) {
        const auto lower = static_cast<unsigned char>(static_cast<unsigned char>(c) | 0x20U);
        if (lower >= 'a' && lower <= 'z') letters |= 1U << static_cast<unsigned>(lower - 'a');
    }
    return letters;
}

constexpr auto letters_in_words = [] {
    std::array<std::uint32_t, secret_words.size()> letters{};
    for (std::size_t i = 0; i < letters.size(); ++i) letters[i] = letters_in(secret_words[i]);
    return letters;
}();

/// Letters in lower case and digits, and nothing else.
std::string letters_of(std::string_view name) {
    std::string letters;
    for (const char c : name) {
        if (c >= 'A' && c <= 'Z')
            letters += static_cast<char>(c - 'A' + 'a');
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            letters += c;
    }
    return letters;
}

bool names_a_secret(std::string_view name) {
    // Every setting of every item is asked for: most names lack the letters.
    const std::uint32_t here = letters_in(name);
    const auto possible = [&](std::uint32_t word) { return (word & ~here) == 0; };
    if (std::none_of(letters_in_words.begin(), letters_in_words.end(), possible)) return false;
    const std::string letters = letters_of(name);
    const auto ends = [&](std::string_view ending) { return letters.ends_with(ending); };
    if (std::any_of(harmless_endings.begin(), harmless_endings.end(), ends)) return false;
    return std::any_of(secret_words.begin(), secret_words.end(),
                       [&](std::string_view word) { return letters.find(word) != std::string::npos; });
}

/// A `name=value` line with a value, whose name is a secret's.
bool line_holds_secret(std::string_view line) {
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) return false;
    const std::string_view value = line.substr(equals + 1);
    return value.find_first_not_of(" \t\r") != std::string_view::npos && names_a_secret(line.substr(0, equals));
}

bool any_line_holds_secret(std::string_view text) {
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        if (line_holds_secret(text.substr(0, end))) return true;
        if (end == std::string_view::npos) return false;
        text.remove_prefix(end + 1);
    }
    return false;
}

}  // namespace

SecretValue::~SecretValue() {
    explicit_bzero(value_.data(), value_.size());
}

bool looks_like_clear_secret(std::string_view setting, std::string_view value) {
    if (value.empty()) return false;
    if (names_a_secret(setting)) return true;
    return !setting.empty() && setting.front() == '%' && any_line_holds_secret(value);
}

}  // namespace millwright
