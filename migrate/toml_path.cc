#include "migrate/toml_path.h"

#include <algorithm>

#include "graph/json_text.h"

namespace millwright::migrate {
namespace {

constexpr std::size_t longest_number = 15;

bool is_bare(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

std::string path_part(std::string_view part) {
    if (!part.empty() && std::all_of(part.begin(), part.end(), is_bare)) return std::string(part);
    return json_of(part);  // TOML's basic strings have JSON's escapes
}

std::string dotted(std::initializer_list<std::string_view> parts) {
    std::string path;
    for (const std::string_view part : parts) {
        if (!path.empty()) path += '.';
        path += path_part(part);
    }
    return path;
}

std::string json_of(std::string_view text) {
    std::string out;
    append_json_string(out, text);
    return out;
}

std::string json_of(std::span<const std::string_view> texts) {
    std::string out = "[";
    for (const std::string_view text : texts) {
        if (out.size() > 1) out += ',';
        append_json_string(out, text);
    }
    return out + "]";
}

std::string json_number_of(std::string_view text) {
    const bool digits =
        !text.empty() && text.size() <= longest_number && std::all_of(text.begin(), text.end(), is_digit);
    const bool number = digits && (text.size() == 1 || text.front() != '0');
    return number ? std::string(text) : json_of(text);
}

}  // namespace millwright::migrate
