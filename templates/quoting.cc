#include "templates/quoting.h"

#include <string_view>

#include "graph/utf8.h"

namespace millwright::templates {
namespace {

/// Between these quotes, with every byte that is not plain ASCII as \ooo.
std::string in_octal(const std::string& text, char quote) {
    std::string quoted(1, quote);
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == quote || c == '\\') {
            quoted += {'\\', c};
        } else if (byte >= 0x20 && byte < 0x7F) {
            quoted += c;
        } else {
            quoted += '\\';
            for (const unsigned shift : {6U, 3U, 0U}) quoted += static_cast<char>('0' + (byte >> shift & 7U));
        }
    }
    return quoted + quote;
}

}  // namespace

std::string shell_word(const std::string& text) {
    constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./-+:@%,=";
    if (!text.empty() && text.find_first_not_of(plain) == std::string::npos) return text;
    if (printable(text) != text) return "$" + in_octal(text, '\'');
    std::string quoted = "'";
    for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

std::string shell_path(const std::string& path) {
    return shell_word(path.starts_with('-') ? "./" + path : path);
}

std::string diff_path(const std::string& path) {
    const bool plain = printable(path) == path && path.find_first_of("\"\\") == std::string::npos;
    return plain ? path : in_octal(path, '"');
}

}  // namespace millwright::templates
