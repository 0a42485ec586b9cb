// How a settings text is spelled: quotes, blanks around signs and inside of brackets, indentation. Found near a place, so
// that what is new there looks like what is old.
#pragma once

#include <string>
#include <string_view>

#include "settings/toml_outline.h"
#include "settings/toml_value.h"

namespace millwright::settings {

/// The defaults are the canonical style.
struct TomlStyle {
    std::string equals = " = ";        ///< on a line: between key and value
    std::string inner_equals = " = ";  ///< in braces
    std::string comma = ", ";
    std::string inside_braces = " ";
    std::string inside_brackets;      ///< of an array on one line
    std::string indent;               ///< of the lines of a table
    std::string header_indent;        ///< of its header
    std::string array_indent = "  ";  ///< of elements on lines of their own, beyond the line that the array begins on
    std::string line_end = "\n";
    bool literal = false;       ///< 'text' where that says the same
    bool aligned = false;       ///< the signs of a table's lines stand below one another
    bool blank_lines = true;    ///< between tables
    bool closing_comma = true;  ///< behind the last element of an array on several lines
};

/// The style of the tables below `kind` ("process"), the last ones first; what they do not tell, others do.
TomlStyle style_near(const TomlOutline& outline, std::string_view kind);

/// A key, quoted where it has to be.
std::string key_in(const TomlStyle& style, std::string_view key);
/// On one line where that fits behind `column` columns, else with arrays over several lines; their closing brackets stand
/// below the beginning of a line indented by `indent`.
std::string value_in(const TomlStyle& style, const TomlValue& value, std::string_view indent = {},
                     std::size_t column = 0);

}  // namespace millwright::settings
