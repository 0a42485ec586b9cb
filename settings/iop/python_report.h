// The report of the Python reader (share/python_reader/report.py says what is in it) as a reading. It is made by another
// program about text that nobody trusts, so nothing in it is taken for granted.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "settings/reading.h"

namespace millwright::settings::iop {

/// Adds what the report says to the reading, whose source `source` is the settings and whose other sources are the
/// modules that were read. False, with an explanation in `wrong`, when the report has another shape than is agreed; the
/// reading then holds nothing of it.
bool read_python_report(std::string_view report, std::uint32_t source, const ReadOptions& options, Reading& reading,
                        std::string& wrong);

}  // namespace millwright::settings::iop
