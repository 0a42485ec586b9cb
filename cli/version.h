// The version of the program, from the build.
#pragma once

#include <string_view>

namespace millwright::cli {

inline constexpr std::string_view version = MILLWRIGHT_VERSION;

}  // namespace millwright::cli
