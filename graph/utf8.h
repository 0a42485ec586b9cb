// UTF-8 as bytes: where it is well-formed, and how to show text from outside without harm.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace millwright {

/// What some editors put before the first character.
inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// The length (1 to 4) of the well-formed character at the start of `text`, or 0. Overlong forms, surrogates and values
/// above U+10FFFF are not well-formed.
std::size_t utf8_length(std::string_view text);

/// Offset of the first byte that is not well-formed, or npos.
std::size_t first_invalid_utf8(std::string_view text);

/// The value of the first character of `text`, which is well-formed, when it is not seen or steers what is around it: a C1
/// control, a zero-width or direction mark, a separator of lines; else 0. All of them are below U+10000.
char32_t hidden_character(std::string_view text);

/// The same text with everything escaped that could steer a terminal or hide something: control characters (line end
/// and tab too), invalid bytes, and the marks that change the direction of writing.
std::string printable(std::string_view text);

/// `printable` in double quotes: how messages show names.
std::string in_quotes(std::string_view text);

}  // namespace millwright
