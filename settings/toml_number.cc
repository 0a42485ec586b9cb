#include "settings/toml_number.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>

namespace millwright::settings {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Takes digits with single underscores between them from the front; false when there are none or one is misplaced.
bool take_digits(std::string_view& text, std::string& plain, bool (*belongs)(char)) {
    bool after_digit = false;
    while (!text.empty() && (belongs(text.front()) || text.front() == '_')) {
        if (text.front() == '_') {
            if (!after_digit || text.size() < 2 || !belongs(text[1])) return false;
        } else {
            plain += text.front();
        }
        after_digit = text.front() != '_';
        text.remove_prefix(1);
    }
    return after_digit;
}

ScalarJudgement judge_based(std::string_view digits, char letter) {
    const int base = letter == 'x' ? 16 : letter == 'o' ? 8 : 2;
    const auto belongs = letter == 'x' ? [](char c) { return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); }
                         : letter == 'o' ? [](char c) { return c >= '0' && c <= '7'; }
                                         : [](char c) { return c == '0' || c == '1'; };
    std::string plain;
    if (!take_digits(digits, plain, belongs) || !digits.empty()) return ScalarJudgement::no_value;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value, base);
    return error == std::errc{} ? ScalarJudgement::fine : ScalarJudgement::out_of_range;
}

ScalarJudgement judge_decimal(std::string_view word) {
    std::string plain;
    if (word.front() == '-' || word.front() == '+') {
        if (word.front() == '-') plain += '-';
        word.remove_prefix(1);
    }
    if (word == "inf" || word == "nan") return ScalarJudgement::fine;
    const bool leading_zero = word.size() > 1 && word[0] == '0' && (is_digit(word[1]) || word[1] == '_');
    if (leading_zero || !take_digits(word, plain, is_digit)) return ScalarJudgement::no_value;
    if (word.empty()) {
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
        return error == std::errc{} ? ScalarJudgement::fine : ScalarJudgement::out_of_range;
    }
    if (word.front() == '.') {
        plain += '.';
        word.remove_prefix(1);
        if (!take_digits(word, plain, is_digit)) return ScalarJudgement::no_value;
    }
    if (!word.empty() && (word.front() == 'e' || word.front() == 'E')) {
        plain += 'e';
        word.remove_prefix(1);
        if (!word.empty() && (word.front() == '-' || word.front() == '+')) {
            plain += word.front();
            word.remove_prefix(1);
        }
        if (!take_digits(word, plain, is_digit)) return ScalarJudgement::no_value;
    }
    if (!word.empty()) return ScalarJudgement::no_value;
    // strtod rather than from_chars: it gives 0 where a number is only too small.
    return std::isinf(std::strtod(plain.c_str(), nullptr)) ? ScalarJudgement::out_of_range : ScalarJudgement::fine;
}

ScalarJudgement judge_number(std::string_view word) {
    if (word.empty()) return ScalarJudgement::no_value;
    if (word.size() > 2 && word[0] == '0' && (word[1] == 'x' || word[1] == 'o' || word[1] == 'b')) {
        return judge_based(word.substr(2), word[1]);
    }
    return judge_decimal(word);
}

}  // namespace

ScalarJudgement judge_scalar(std::string_view word) {
    if (word == "true" || word == "false" || is_date(word) || is_time(word)) return ScalarJudgement::fine;
    return judge_number(word);
}

bool is_toml_number(std::string_view word) {
    return judge_number(word) == ScalarJudgement::fine;
}

bool is_date(std::string_view word) {
    constexpr std::string_view pattern = "0000-00-00";
    if (word.size() < pattern.size()) return false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == '0' ? !is_digit(word[i]) : word[i] != pattern[i]) return false;
    }
    return true;
}

bool is_time(std::string_view word) {
    return word.size() >= 3 && is_digit(word[0]) && is_digit(word[1]) && word[2] == ':';
}

}  // namespace millwright::settings
