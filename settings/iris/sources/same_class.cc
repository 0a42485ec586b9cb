#include "settings/iris/sources/same_class.h"

#include <algorithm>

namespace millwright::settings::iris {
namespace {

/// The next line that is not blank, without what is blank at its end; `text` loses it.
std::string_view take_line(std::string_view& text) {
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        const std::size_t last = line.find_last_not_of(" \t\r");
        if (last != std::string_view::npos) return line.substr(0, last + 1);
    }
    return {};
}

bool same_text(const Passage& one, const Passage& other) {
    std::string_view a = one.text();
    std::string_view b = other.text();
    while (true) {
        const std::string_view line = take_line(a);
        if (line != take_line(b)) return false;
        if (line.empty()) return true;
    }
}

bool same(const ArgumentSource& a, const ArgumentSource& b) {
    return a.name == b.name && a.type == b.type && a.fallback == b.fallback && a.output == b.output;
}

template <class Member>
bool same(const std::vector<Member>& a, const std::vector<Member>& b);

bool same(const MethodSource& a, const MethodSource& b) {
    return a.name == b.name && a.language == b.language && a.class_method == b.class_method &&
           same(a.arguments, b.arguments) && same_text(a.body, b.body);
}

bool same(const PropertySource& a, const PropertySource& b) {
    return a.name == b.name && a.type == b.type && same_text(a.initial, b.initial);
}

bool same(const ParameterSource& a, const ParameterSource& b) {
    return a.name == b.name && a.value == b.value;
}

bool same(const XDataSource& a, const XDataSource& b) {
    return a.name == b.name && same_text(a.content, b.content);
}

template <class Member>
bool same(const std::vector<Member>& a, const std::vector<Member>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const Member& one, const Member& other) { return same(one, other); });
}

}  // namespace

bool same_class(const ClassSource& a, const ClassSource& b) {
    return a.supers == b.supers && same(a.parameters, b.parameters) && same(a.properties, b.properties) &&
           same(a.methods, b.methods) && same(a.xdata, b.xdata);
}

}  // namespace millwright::settings::iris
