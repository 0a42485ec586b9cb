#include "graph/secret.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace millwright {
namespace {

/// The header with a secret, which only at the end of a name is one: "AuthorizationServer" has none.
constexpr std::string_view header_word = "authorization";
constexpr std::array<std::string_view, 10> secret_words{"password",   "passwd",     "secret",    "token", "apikey",
                                                        "passphrase", "privatekey", "accesskey", "pwd",   header_word};
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
    return std::any_of(secret_words.begin(), secret_words.end(), [&](std::string_view word) {
        return word == header_word ? ends(word) : letters.find(word) != std::string::npos;
    });
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

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
           c == '.';
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") + 1 - first);
}

/// `Password=x`, with a name that is short and looks like one ("Jet OLEDB:Database Password"), as prose does not.
bool part_holds_secret(std::string_view part) {
    constexpr std::size_t longest_name = 40;
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) return false;
    const std::string_view name = trimmed(part.substr(0, equals));
    const std::string_view value = trimmed(part.substr(equals + 1));
    const auto fits = [](char c) { return is_name_character(c) || c == ' ' || c == ':'; };
    if (name.size() > longest_name || !std::all_of(name.begin(), name.end(), fits)) return false;
    return !value.empty() && value.front() != '=' && names_a_secret(name) && !only_references(value);
}

bool any_part_holds_secret(std::string_view value) {
    constexpr std::string_view separators = ";&?";
    if (value.find('=') == std::string_view::npos || value.find_first_of(separators) == std::string_view::npos)
        return false;
    while (!value.empty()) {
        const std::size_t end = value.find_first_of(separators);
        if (part_holds_secret(value.substr(0, end))) return true;
        if (end == std::string_view::npos) return false;
        value.remove_prefix(end + 1);
    }
    return false;
}

bool any_url_holds_password(std::string_view value) {
    for (std::size_t at = 0; (at = value.find("://", at)) != std::string_view::npos;) {
        const std::size_t end = std::min(value.find_first_of(" \t\r\n", at), value.size());
        if (!password_in_url(value.substr(at, end - at)).empty()) return true;
        at = end;
    }
    return false;
}

}  // namespace

void wipe(std::string& text) {
    text.resize(text.capacity());
    explicit_bzero(text.data(), text.size());
    text.clear();
}

void SecretValue::Wiping::operator()(char* text) const {
    explicit_bzero(text, size);
    delete[] text;
}

SecretValue::SecretValue(std::string&& text) : text_(new char[text.size()], Wiping{text.size()}) {
    std::copy(text.begin(), text.end(), text_.get());
    wipe(text);
}

Digest SecretValue::digest(const DigestKey& key, std::string_view name) const {
    const DigestKey own{hmac_sha256(key, "secret " + std::string(name)).bytes};
    return hmac_sha256(own, reveal_to_adapter());
}

bool looks_like_clear_secret(std::string_view setting, std::string_view value) {
    if (value.empty()) return false;
    if (names_a_secret(setting)) return true;
    if (!setting.empty() && setting.front() == '%' && any_line_holds_secret(value)) return true;
    return holds_secret(value);
}

bool holds_secret(std::string_view value) {
    return any_part_holds_secret(value) || any_url_holds_password(value);
}

std::size_t reference_length(std::string_view text, std::size_t at) {
    constexpr std::size_t longest = 300;
    if (text.substr(at, 2) != "${" || (at > 0 && text[at - 1] == '$')) return 0;
    const std::string_view name = text.substr(at + 2, longest);
    const std::size_t end = name.find('}');
    if (end == std::string_view::npos || end == 0) return 0;
    const std::string_view inside = name.substr(0, end);
    const auto fits = [](char c) { return is_name_character(c) || c == ':'; };
    if (!std::all_of(inside.begin(), inside.end(), fits) || inside.find(":-") != std::string_view::npos) return 0;
    return end + 3;
}

std::string_view password_in_url(std::string_view url) {
    const std::size_t scheme = url.find("://");
    if (scheme == std::string_view::npos) return {};
    const std::string_view rest = url.substr(scheme + 3);
    std::size_t colon = 0;
    while (colon < rest.size() && rest[colon] != ':') colon += std::max<std::size_t>(1, reference_length(rest, colon));
    const std::size_t authority = std::min(rest.find_first_of("/?#"), rest.size());
    const std::size_t first = rest.find('@');
    if (rest.starts_with('[') || colon >= authority || first == std::string_view::npos || first < colon) return {};
    // Where the authority has no @, this is a port, or a password in which a / stands as it is.
    const std::string_view port = rest.substr(colon + 1, authority - colon - 1);
    const bool is_port = port.find_first_not_of("0123456789") == std::string_view::npos;
    if (first > authority && is_port) return {};
    const std::string_view password = rest.substr(colon + 1, rest.rfind('@') - colon - 1);
    return only_references(password) ? std::string_view() : password;
}

bool only_references(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t length = reference_length(text, at);
        if (length == 0) return false;
        at += length;
    }
    return true;
}

std::vector<std::string_view> secrets_in(std::string_view text) {
    constexpr std::string_view mark = "${secret:";
    std::vector<std::string_view> names;
    for (std::size_t at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + 1)) {
        const std::string_view name = text.substr(at + mark.size(), text.find('}', at) - at - mark.size());
        if (at == 0 || text[at - 1] != '$') names.push_back(name);
    }
    return names;
}

std::string without_password(std::string_view url) {
    if (url.find("://") == std::string_view::npos) return std::string(url);
    const std::string_view password = password_in_url(url);
    const std::size_t begin = password.empty() ? 0 : static_cast<std::size_t>(password.data() - url.data());
    std::string shown(url.substr(0, begin));
    if (!password.empty()) shown += masked_secret;
    std::string_view rest = url.substr(begin + password.size());
    const std::size_t parameters = std::min(rest.find('?'), rest.size());
    shown += rest.substr(0, parameters);
    for (rest.remove_prefix(parameters); !rest.empty();) {
        const std::size_t end = std::min(rest.find_first_of("?&", 1), rest.size());
        const std::string_view part = rest.substr(1, end - 1);
        shown += rest[0];
        shown += part_holds_secret(part) ? part.substr(0, part.find('=') + 1) : part;
        if (part_holds_secret(part)) shown += masked_secret;
        rest.remove_prefix(end);
    }
    return shown;
}

}  // namespace millwright
