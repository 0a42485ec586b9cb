// A production read from the text of settings.toml, and what the checks find in it.
#pragma once

#include <string>
#include <string_view>

#include "graph/check/check.h"
#include "settings/reading.h"

namespace millwright::test {

/// What that text says: one production. It is put behind two lines, the format and the production's name, "T", so that its
/// own first line is line 3. Throws std::invalid_argument when reading it finds an error.
settings::Reading read_settings(std::string_view text);

/// Findings of the checks as "MW201 error LINE: message", one line each, in the order in which they are shown. The text is
/// read by read_settings().
std::string findings_in_settings(std::string_view text, const CheckOptions& options = {});

}  // namespace millwright::test
