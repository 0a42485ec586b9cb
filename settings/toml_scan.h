// The scan that a settings text passes before the TOML library sees it: encoding, structure, limits, duplicate keys. It
// reports every fault that it can name better than the library, and says where the text may be cut into slices.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "graph/diagnostic.h"

namespace millwright::settings {

/// Bytes [begin, end) of the text that can be parsed alone. One that is not sound has been reported already. One that is
/// not plain holds what only the library reads: dotted keys, text in three quotes, a table opened after those in it.
struct TomlSlice {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool sound = true;
    bool plain = true;
};

struct TomlScan {
    std::vector<TomlSlice> slices;  ///< in order, without gaps
    /// [begin, end) of the comments, in order, for the sake of the library's quadratic search for them.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> comments;
    std::size_t values = 0;  ///< about how many nodes the text makes
    bool one_piece = false;  ///< the text could not be cut: one table is written in several parts
};

/// How a text is read. What comes out is the same; tests and measurements choose.
struct TomlReading {
    bool cut = true;       ///< into slices
    bool plain = true;     ///< without the library where that is possible
    unsigned threads = 0;  ///< 1 or 2; 0: as many as pay
};

/// Linear in the text. Nothing when the text is not text at all (not UTF-8, a NUL byte): then nothing else is reported.
/// No key comes twice in what is returned as sound, no table is opened inside a value, every integer and decimal is in
/// range, and every date exists: the library finds nothing else.
std::optional<TomlScan> scan_toml(std::string_view text, std::uint32_t source, Diagnostics& findings,
                                  TomlReading way = {});

}  // namespace millwright::settings
