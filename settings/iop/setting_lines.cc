#include "settings/iop/setting_lines.h"

#include <algorithm>

namespace millwright::settings::iop {
namespace {

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t";
    const std::size_t begin = std::min(text.find_first_not_of(blanks), text.size());
    const std::size_t end = text.find_last_not_of(blanks);
    return end == std::string_view::npos ? std::string_view() : text.substr(begin, end + 1 - begin);
}

}  // namespace

std::vector<SettingLine> setting_lines(std::string_view text) {
    std::vector<SettingLine> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(text.size(), end + 1));
        const std::size_t equals = line.find('=');
        if (equals == std::string_view::npos) continue;
        const std::string_view name = trimmed(line.substr(0, equals));
        if (!name.empty()) lines.push_back({name, line.substr(equals + 1)});
    }
    return lines;
}

std::string_view value_in_lines(std::string_view text, std::string_view name) {
    const auto lines = setting_lines(text);
    const auto found =
        std::find_if(lines.begin(), lines.end(), [&](const SettingLine& each) { return each.name == name; });
    return found == lines.end() ? std::string_view() : found->value;
}

}  // namespace millwright::settings::iop
