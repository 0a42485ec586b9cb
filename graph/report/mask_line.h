// Finds values in source text that look like secrets, so that a line shown under a message does not give one away. It
// knows the spellings of our formats (TOML, XML, JSON, `name=value` lines) and hides too much rather than too little.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace millwright {

/// Bytes [begin, end) of a text.
struct Extent {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// Where in `text` values of secrets stand, ascending, without overlaps. References (${secret:x}, ${env:X}) and empty
/// values are none.
std::vector<Extent> secret_values_in(std::string_view text);

/// Those of one line: what `of_text` (the extents of the whole text) has there, and what the line has when it is read by
/// itself. An unfinished text before the line must not make a value of it look like no value.
std::vector<Extent> secret_values_in_line(const std::vector<Extent>& of_text, std::string_view text, Extent line);

/// The line with such values replaced by "(secret)". `before` is what stands before the line, as far as it is to be looked
/// at: a name on one line may belong to a value on the next.
std::string mask_line(std::string_view before, std::string_view line);

}  // namespace millwright
