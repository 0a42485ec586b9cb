#include "settings/toml_number.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>

namespace millwright::settings {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool ends_word(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ',' || c == ']' || c == '}' || c == '#';
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

/// Whether the text begins as the pattern says, where 0 stands for a digit and T for T, t or a blank.
bool begins_like(std::string_view text, std::string_view pattern) {
    if (text.size() < pattern.size()) return false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char c = text[i];
        const bool fits = pattern[i] == '0'   ? is_digit(c)
                          : pattern[i] == 'T' ? c == 'T' || c == 't' || c == ' '
                                              : c == pattern[i];
        if (!fits) return false;
    }
    return true;
}

/// "2024-01-31" at the beginning of a word.
bool is_date(std::string_view word) {
    return begins_like(word, "0000-00-00");
}
/// "07:" at the beginning of a word.
bool is_time(std::string_view word) {
    return begins_like(word, "00:");
}

int two_digits(std::string_view text, std::size_t at) {
    return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

bool day_exists(std::string_view date) {
    constexpr std::array<int, 12> days{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const int year = two_digits(date, 0) * 100 + two_digits(date, 2);
    const int month = two_digits(date, 5);
    const int day = two_digits(date, 8);
    if (month < 1 || month > 12 || day < 1 || day > days[static_cast<std::size_t>(month - 1)]) return false;
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month != 2 || day < 29 || leap;
}

/// Takes "07:32:00.5" from the front; false when it is not there.
bool take_time(std::string_view& text, bool& exists) {
    if (!begins_like(text, "00:00:00")) return false;
    // A second 60 is a leap second.
    exists = exists && two_digits(text, 0) < 24 && two_digits(text, 3) < 60 && two_digits(text, 6) <= 60;
    text.remove_prefix(8);
    if (!text.starts_with('.')) return true;
    const std::size_t end = std::min(text.find_first_not_of("0123456789", 1), text.size());
    text.remove_prefix(end);
    return end > 1;
}

/// Takes "Z", "-05:30" or nothing.
bool take_offset(std::string_view& text, bool& exists) {
    if (text.starts_with('Z') || text.starts_with('z')) {
        text.remove_prefix(1);
    } else if (!text.empty()) {
        if (!begins_like(text, "+00:00") && !begins_like(text, "-00:00")) return false;
        exists = exists && two_digits(text, 1) < 24 && two_digits(text, 4) < 60;
        text.remove_prefix(6);
    }
    return true;
}

ScalarJudgement judge_date(std::string_view word) {
    bool exists = true;
    bool right = true;
    if (is_time(word)) {
        right = take_time(word, exists);
    } else {
        exists = day_exists(word);
        word.remove_prefix(10);
        if (begins_like(word, "T")) {
            word.remove_prefix(1);
            right = take_time(word, exists) && take_offset(word, exists);
        }
    }
    if (!right || !word.empty()) return ScalarJudgement::no_value;
    return exists ? ScalarJudgement::fine : ScalarJudgement::no_date;
}

}  // namespace

ScalarJudgement judge_scalar(std::string_view word) {
    if (word == "true" || word == "false") return ScalarJudgement::fine;
    return is_date(word) || is_time(word) ? judge_date(word) : judge_number(word);
}

bool is_toml_number(std::string_view word) {
    return judge_number(word) == ScalarJudgement::fine;
}

std::string_view leading_word(std::string_view text) {
    const auto end_after = [&](std::size_t at) {
        while (at < text.size() && !ends_word(text[at])) ++at;
        return at;
    };
    std::size_t end = end_after(0);
    if (end == 10 && text.substr(end).starts_with(' ') && is_date(text) && is_time(text.substr(end + 1))) {
        end = end_after(end + 1);
    }
    return text.substr(0, end);
}

WordKind kind_of_word(std::string_view word) {
    if (word == "true" || word == "false") return WordKind::boolean;
    if (is_date(word) || is_time(word)) return WordKind::date;
    const bool based = word.size() > 1 && word[0] == '0' && word[1] >= 'b';
    return !based && word.find_first_of(".eEin") != std::string_view::npos ? WordKind::decimal : WordKind::integer;
}

}  // namespace millwright::settings
