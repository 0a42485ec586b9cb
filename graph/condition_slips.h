// What people write in conditions who know another language, and how it is said here.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace millwright {

/// A message and a hint, both one line.
struct Advice {
    std::string message;
    std::string hint;
};

/// `text` begins where an operator, or else an operand, should stand. Nothing when it begins like no known slip.
std::optional<Advice> operator_slip(std::string_view text);
std::optional<Advice> operand_slip(std::string_view text);

/// A name that is a word of another language: "null", "True".
std::optional<Advice> name_slip(std::string_view name);

/// The digits, letters and points at the start of `text`, which are neither number nor duration, and what is wrong with them.
std::string_view number_token(std::string_view text);
Advice number_slip(std::string_view token);

/// A function that does not exist.
Advice function_slip(std::string_view name);

/// The word or the character at the start of a text.
std::string_view first_word(std::string_view text);

}  // namespace millwright
