// Keys as TOML writes them: bare, quoted, dotted. Read at a place in a text, and written so that they read back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/text.h"

namespace millwright::settings {

/// One part of a dotted key; [begin, end) are offsets of the part as written, with its quotes.
struct KeyPart {
    Text text;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

/// What is wrong at an offset of the text.
struct TomlFault {
    std::uint32_t at = 0;
    std::string message;
};

/// The characters of bare keys.
bool is_bare_key_character(char c);

/// Reads a dotted key at `at` and moves `at` behind it. Decoded text that is not in `text` as it stands goes to `store`.
std::optional<TomlFault> read_key(std::string_view text, std::uint32_t& at, TextStore& store,
                                  std::vector<KeyPart>& parts);

/// The text of a basic string (between its quotes, on one line) with its escapes resolved; a fault's offset counts from
/// the beginning of `inside`. Unicode escapes must name a character.
std::optional<TomlFault> decode_basic_string(std::string_view inside, std::string& decoded);

/// A whole text that is one dotted key ("operation.A.pool_size"); nothing when it is not.
std::optional<std::vector<std::string>> key_path(std::string_view text);

/// The key as TOML writes it: bare where that is possible, else quoted.
std::string quoted_key(std::string_view key);

/// A basic string on one line, with its quotes.
std::string quoted_text(std::string_view text);

/// Appends `text` with what a basic string must escape escaped. Line feeds are escaped too unless `multi_line`.
void append_escaped(std::string& out, std::string_view text, bool multi_line);

}  // namespace millwright::settings
