// Settings text in one canonical style. What the text means, every comment and the order of everything stay as they are.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "graph/diagnostic.h"

namespace millwright::settings {

/// Columns beyond which arrays are broken into lines.
inline constexpr std::size_t longest_toml_line = 100;

/// The text of a source in canonical style; formatting that again changes nothing. Linear in the text. Nothing, with
/// findings, when the text is not sound TOML; a finding MW024 means that the formatted text would not have said the same.
std::optional<std::string> format_toml(std::string_view text, std::uint32_t source, Diagnostics& findings);

/// The same for a text that is known to be sound.
std::string formatted_toml(std::string_view text);

}  // namespace millwright::settings
