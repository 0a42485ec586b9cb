// What a word without quotes is in TOML: a boolean, a date, a number in range, or nothing.
#pragma once

#include <string_view>

namespace millwright::settings {

enum class ScalarJudgement : unsigned char { fine, out_of_range, no_value };

/// Numbers are judged fully; dates and times only by their beginning.
ScalarJudgement judge_scalar(std::string_view word);

/// Whether a text can stand without quotes as an integer or decimal of TOML.
bool is_toml_number(std::string_view word);

/// "2024-01-31" at the beginning of a word.
bool is_date(std::string_view word);
/// "07:" at the beginning of a word.
bool is_time(std::string_view word);

}  // namespace millwright::settings
