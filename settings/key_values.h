// Values of keys against the types of settings/keys.h: ranges, words, durations. The kind of a value (text, number, table)
// is right already when these are asked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "graph/codes.h"
#include "settings/keys.h"
#include "settings/toml_text.h"

namespace millwright::settings {

struct ValueProblem {
    Code code = Code::bad_value;
    std::string message;
    std::string hint = {};
    /// The value is kept all the same: imported productions may have words where numbers and truth values belong.
    bool kept = false;
};

/// What is wrong with a value, or nothing. `table` is the title of the table that it stands in: "a step".
std::optional<ValueProblem> problem_with(const KeyInfo& key, const TomlNode& value, std::string_view table);

/// A whole number of TOML, which may have a sign, underscores and another base, as plain digits.
std::string plain_integer(std::string_view word);
/// The value of a whole number of TOML that is 1 or more, and has at most nine digits.
std::optional<std::uint32_t> whole_number_from_one(std::string_view word);
/// A number of TOML.
double plain_decimal(std::string_view word);

/// "key" in quotes, shortened and made harmless, for messages.
std::string shown(std::string_view text);

}  // namespace millwright::settings
