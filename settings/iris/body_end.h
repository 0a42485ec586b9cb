// Where a body in the text of a class ends: at the brace that closes it, past the strings and comments of the language
// that it is written in.
#pragma once

#include <cstdint>
#include <string_view>

namespace millwright::settings::iris {

enum class BodyLanguage : std::uint8_t {
    object_script,
    python,
    script,  ///< JavaScript, and what is like it
    sql,     ///< queries, Transact-SQL
    data,    ///< what an XData holds: XML, JSON, anything
};

/// The offset of the '}' that closes the body that begins at `from`; npos when its braces do not tell: the text or the XML
/// in it ends too early, or the first line of another member stands inside (see begins_member_line).
std::size_t end_of_body(std::string_view text, std::size_t from, BodyLanguage language, std::string_view indent);

/// The first of `signs` (of ,;=(){}[]) in text [from, end) that stands outside of strings, comments, parentheses, brackets and braces;
/// `end` when there is none. For heads of members and of classes.
std::size_t find_outside(std::string_view text, std::size_t from, std::size_t end, std::string_view signs);

}  // namespace millwright::settings::iris
