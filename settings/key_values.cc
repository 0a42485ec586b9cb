#include "settings/key_values.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "graph/duration.h"
#include "graph/production.h"
#include "graph/utf8.h"

namespace millwright::settings {
namespace {

using Problem = std::optional<ValueProblem>;

/// A value with what messages about it need.
struct Judged {
    const KeyInfo& key;
    const TomlNode& value;
    std::string_view table;

    std::string name() const { return "\"" + std::string(key.name) + "\""; }
    std::string written() const {
        return value.kind == TomlKind::text ? shown(value.text) : std::string(value.text.substr(0, 40));
    }
    ValueProblem expected(Code code, std::string hint = {}) const {
        return {code, name() + " has to be " + expectation(key) + ", not " + written(), std::move(hint)};
    }
    ValueProblem kept(Code code, std::string hint) const {
        ValueProblem problem = expected(code, std::move(hint));
        problem.kept = true;
        return problem;
    }
};

bool is_whole_number(std::string_view word) {
    return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos;
}

Problem judge_name(const Judged& it) {
    if (!it.value.text.empty()) return std::nullopt;
    return ValueProblem{Code::bad_value, it.name() + " may not be empty in " + std::string(it.table)};
}

Problem judge_flag(const Judged& it) {
    if (it.value.kind != TomlKind::text || it.value.text.empty()) return std::nullopt;
    TextStore words;
    const bool boolean = Flag::read(it.value.text, words).is_boolean();
    return boolean ? it.kept(Code::wrong_type, "write true or false without quotes")
                   : it.kept(Code::not_a_boolean, "write true or false");
}

Problem judge_count(const Judged& it) {
    const Text word = it.value.text;
    if (it.value.kind == TomlKind::text) {
        if (word.empty()) return std::nullopt;
        return is_whole_number(word) ? it.kept(Code::wrong_type, "write the number without quotes")
                                     : it.kept(Code::not_a_number, "write a whole number, 0 or more");
    }
    if (!word.starts_with('-')) return std::nullopt;
    return it.expected(Code::out_of_range);
}

Problem judge_factor(const Judged& it) {
    const double number = plain_decimal(it.value.text);
    if (number > 0 && !std::isinf(number)) return std::nullopt;
    return it.expected(Code::out_of_range);
}

Problem judge_times(const Judged& it) {
    if (whole_number_from_one(it.value.text)) return std::nullopt;
    return it.expected(Code::out_of_range);
}

Problem judge_attempts(const Judged& it) {
    if (it.value.kind == TomlKind::text) {
        if (it.value.text == "unlimited") return std::nullopt;
        return it.expected(Code::bad_value, is_whole_number(it.value.text) ? "write the number without quotes"
                                                                           : "write a number, or \"unlimited\"");
    }
    return judge_times(it);
}

Problem judge_duration(const Judged& it) {
    if (it.value.kind != TomlKind::text || parse_duration(it.value.text)) return std::nullopt;
    return it.expected(Code::bad_duration, "units are d, h, m, s and ms");
}

Problem judge_period(const Judged& it) {
    const auto duration = parse_duration(it.value.text);
    if (!duration) return judge_duration(it);
    if (duration->milliseconds > 0) return std::nullopt;
    return it.expected(Code::out_of_range);
}

Problem judge_word(const Judged& it) {
    const auto words = words_of(it.key);
    if (std::find(words.begin(), words.end(), it.value.text) != words.end()) return std::nullopt;
    return it.expected(Code::bad_value);
}

/// By the type of the key; what is not listed may have any value of its kind.
struct Rule {
    KeyType type;
    Problem (*judge)(const Judged&);
};
constexpr std::array<Rule, 10> rules{{
    {KeyType::name, judge_name},
    {KeyType::flag, judge_flag},
    {KeyType::count, judge_count},
    {KeyType::factor, judge_factor},
    {KeyType::attempts, judge_attempts},
    {KeyType::duration, judge_duration},
    {KeyType::period, judge_period},
    {KeyType::wait, judge_duration},
    {KeyType::word, judge_word},
    {KeyType::times, judge_times},
}};

}  // namespace

std::optional<ValueProblem> problem_with(const KeyInfo& key, const TomlNode& value, std::string_view table) {
    const auto rule = std::find_if(rules.begin(), rules.end(), [&](const Rule& each) { return each.type == key.type; });
    return rule == rules.end() ? std::nullopt : rule->judge({key, value, table});
}

std::string plain_integer(std::string_view word) {
    std::string digits(word);
    std::erase(digits, '_');
    if (digits.starts_with('+')) digits.erase(0, 1);
    const char letter = digits.size() > 2 && digits[0] == '0' ? digits[1] : '0';
    if (letter != 'x' && letter != 'o' && letter != 'b') return digits;
    const int base = letter == 'x' ? 16 : letter == 'o' ? 8 : 2;
    return std::to_string(std::strtoll(digits.c_str() + 2, nullptr, base));
}

std::optional<std::uint32_t> whole_number_from_one(std::string_view word) {
    const std::string digits = plain_integer(word);
    if (!is_whole_number(digits) || digits == "0" || digits.size() > 9) return std::nullopt;
    return static_cast<std::uint32_t>(std::strtoul(digits.c_str(), nullptr, 10));
}

double plain_decimal(std::string_view word) {
    return std::strtod(plain_integer(word).c_str(), nullptr);
}

std::string shown(std::string_view name) {
    constexpr std::size_t longest = 100;
    std::size_t end = std::min(name.size(), longest);
    while (end > 0 && end < name.size() && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) --end;
    return "\"" + printable(name.substr(0, end)) + (end < name.size() ? "...\"" : "\"");
}

}  // namespace millwright::settings
