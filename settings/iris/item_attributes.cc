#include "settings/iris/item_attributes.h"

#include <algorithm>

#include "graph/utf8.h"

namespace millwright::settings {

bool looks_like_number(std::string_view text) {
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    return text.empty() || text.starts_with("${") || text.starts_with('@') ||
           std::all_of(text.begin(), text.end(), digit);
}

std::string complaint_about_flag(std::string_view attribute, const Flag& flag, std::string_view subject) {
    if (flag.is_boolean() || flag.text().empty()) return {};
    return std::string(attribute) + " of " + std::string(subject) + " is \"" + printable(flag.text()) +
           "\", which is neither true nor false";
}

std::string complaint_about_number(std::string_view attribute, std::string_view value, std::string_view subject) {
    if (looks_like_number(value)) return {};
    return std::string(attribute) + " of " + std::string(subject) + " is \"" + printable(value) +
           "\", which is not a number";
}

}  // namespace millwright::settings
