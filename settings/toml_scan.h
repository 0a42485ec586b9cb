// The scan that a settings text passes before the TOML library sees it: encoding, structure, limits, duplicate keys. It
// reports every fault that it can name better than the library, and says where the text may be cut into slices.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "graph/diagnostic.h"

namespace millwright::settings {

/// Bytes [begin, end) of the text that can be parsed alone.
struct TomlSlice {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

struct TomlScan {
    std::vector<TomlSlice> slices;  ///< in order, without gaps; none when there were too many faults
    /// Bytes to be blanked before the library sees the text, in order: comments, because of its quadratic search for
    /// them, and what has been reported as wrong, so that the rest can still be read.
    std::vector<TomlSlice> blanks;
    bool sound = true;       ///< nothing was wrong
    std::size_t values = 0;  ///< about how many nodes the text makes
    bool one_piece = false;  ///< the text could not be cut: one table is written in several parts
};

/// Nesting of arrays, tables and dotted keys beyond which a text is refused.
inline constexpr std::uint32_t deepest_toml = 64;

/// Linear in the text. Nothing when the text is not text at all (not UTF-8, a NUL byte): then nothing else is reported.
/// Outside the blanks no key comes twice, no table is opened inside a value, and every integer and decimal is in range.
std::optional<TomlScan> scan_toml(std::string_view text, std::uint32_t source, Diagnostics& findings);

}  // namespace millwright::settings
