// Where a command's document goes: standard output, or a file that is written whole or not at all.
#pragma once

#include <string>
#include <string_view>

#include "cli/console.h"

namespace millwright::cli {

/// Writes to `path`, or to standard output when it is empty. A file that exists is replaced only when `replace` holds;
/// otherwise that is a refusal.
ExitStatus write_output(Console& console, const std::string& path, std::string_view document, bool replace);

}  // namespace millwright::cli
