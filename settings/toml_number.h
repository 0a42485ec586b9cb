// What a word without quotes is in TOML: a boolean, a date, a number in range, or nothing.
#pragma once

#include <string_view>

namespace millwright::settings {

/// `no_date`: written like a date or time, but none that exists.
enum class ScalarJudgement : unsigned char { fine, out_of_range, no_date, no_value };

ScalarJudgement judge_scalar(std::string_view word);

/// The word at the beginning of a text: up to a blank, a comma, a closing bracket or a comment. A date and a time may have
/// a blank between them.
std::string_view leading_word(std::string_view text);

enum class WordKind : unsigned char { boolean, integer, decimal, date };

/// What a word that was judged fine is.
WordKind kind_of_word(std::string_view word);

/// Whether a text can stand without quotes as an integer or decimal of TOML.
bool is_toml_number(std::string_view word);

}  // namespace millwright::settings
