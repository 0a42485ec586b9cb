// The types of fields, as settings write them: "string", "decimal?", "list<OrderLine>", "open|closed".
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace millwright {

enum class FieldKind : std::uint8_t {
    any,
    string,
    integer,
    decimal,
    boolean,
    date,
    datetime,
    duration,
    uuid,
    bytes,
    choice,   ///< "a|b|c"
    list,     ///< of `element`
    map,      ///< from text to `element`
    message,  ///< `name`, a message or another record
};

struct FieldType {
    FieldKind kind = FieldKind::any;
    bool optional = false;             ///< "?": may be absent
    std::string name;                  ///< of a message
    std::vector<std::string> choices;  ///< of a choice, in the order written
    std::vector<FieldType> element;    ///< of a list or map: one

    bool operator==(const FieldType&) const = default;
};

/// Reads a type, with or without the final "?". Any name that is not built in counts as a message's. Nothing for text
/// that has not the shape of a type (an empty choice, an unclosed list) or is nested more than 16 deep.
std::optional<FieldType> parse_field_type(std::string_view text);

/// The text that reads back the same.
std::string to_text(const FieldType& type);

/// The names of the built-in types, in the order of the format's description.
std::span<const std::string_view> built_in_field_types();

}  // namespace millwright
