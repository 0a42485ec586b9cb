// What every reader of a foreign format does first: refuse what is no text, whatever the format. And what it does when
// it meets something that it does not know.
#pragma once

#include <cstdint>
#include <string>

#include "settings/reading.h"

namespace millwright::settings {

/// False, with a finding, when the source is too large for places, holds a zero byte or is not UTF-8.
bool check_is_text(std::uint32_t source, Reading& reading);

/// Reports something that is left out: a warning, with --strict an error.
Diagnostic& not_understood(Reading& reading, const ReadOptions& options, Place place, std::string message);

/// Makes the input unreadable, with a finding.
Diagnostic& unreadable(Reading& reading, Code code, Place place, std::string message);

}  // namespace millwright::settings
