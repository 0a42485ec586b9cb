// Dotted keys as TOML writes them, and values as JSON text: the parts that operations are made of.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace millwright::migrate {

/// A part as it stands in a dotted key: bare, or in double quotes with escapes.
std::string path_part(std::string_view part);

/// {"items", "to EMR - FILE", "class"} becomes items."to EMR - FILE".class
std::string dotted(std::initializer_list<std::string_view> parts);

/// "text" with quotes and escapes.
std::string json_of(std::string_view text);
/// A list of texts.
std::string json_of(std::span<const std::string_view> texts);
/// A number where the text is one as JSON writes whole numbers, else a text.
std::string json_number_of(std::string_view text);

}  // namespace millwright::migrate
