// The report of the Python reader (share/python_reader/report.py says what is in it) as a reading. It is made by another
// program about text that nobody trusts, so nothing in it is taken for granted.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "settings/reading.h"

namespace millwright::settings::iop {

/// Adds what the report says to the reading, whose source `source` is the settings and whose other sources are the
/// modules that were read. False, with an explanation in `wrong`, when the report has another shape than is agreed; the
/// reading then holds nothing of it.
bool read_python_report(std::string_view report, std::uint32_t source, const ReadOptions& options, Reading& reading,
                        std::string& wrong);

/// An item of a production of the reading whose class the report describes.
struct ReportedItem {
    std::size_t production = 0;
    std::size_t item = 0;
    std::size_t wanted = 0;  ///< the number of what was asked for (see share/python_reader/wanted.py)
};

enum class WantedClass : std::uint8_t {
    known,
    unreadable,  ///< a finding of the report says why
    missing,
};

/// Adds to items of productions what a report about wanted components says of their classes, and tells for each whether
/// there is one. An explanation in `wrong` says that the report has another shape than is agreed: what follows is not read.
std::vector<WantedClass> read_wanted_report(std::string_view report, const std::vector<ReportedItem>& items,
                                            const ReadOptions& options, Reading& reading, std::string& wrong);

}  // namespace millwright::settings::iop
