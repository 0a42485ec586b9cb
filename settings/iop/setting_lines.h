// The text of %settings and %remoteSettings: a line `name=value` for each attribute of the class in another language.
#pragma once

#include <string_view>
#include <vector>

namespace millwright::settings::iop {

struct SettingLine {
    std::string_view name;   ///< without blanks around it
    std::string_view value;  ///< as it is written
};

/// Lines without "=" or without a name are left out.
std::vector<SettingLine> setting_lines(std::string_view text);

/// The value of the first line of that name, or "".
std::string_view value_in_lines(std::string_view text, std::string_view name);

}  // namespace millwright::settings::iop
