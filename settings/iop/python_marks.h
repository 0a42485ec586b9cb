// How a module of Python that IoP reads as settings is told from others, without parsing it.
#pragma once

#include <string_view>

namespace millwright::settings {

/// A module with any of what IoP looks for in settings.
bool is_python_settings(std::string_view text);
/// A module that gives PRODUCTIONS a value.
bool defines_productions(std::string_view text);

}  // namespace millwright::settings
