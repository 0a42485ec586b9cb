#include "settings/toml_value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "settings/toml_key.h"
#include "settings/toml_writer.h"

namespace millwright::settings {
namespace {

/// The shortest text that reads back as the same number, and as a decimal.
std::string written_decimal(double number) {
    if (std::isnan(number)) return "nan";
    if (std::isinf(number)) return number < 0 ? "-inf" : "inf";
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    std::string text(digits.data(), end);
    return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

struct Writing {
    std::string operator()(const std::string& text) const { return toml_text(text); }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(double number) const { return written_decimal(number); }
    std::string operator()(bool flag) const { return flag ? "true" : "false"; }
    std::string operator()(const TomlValue::Array& elements) const {
        std::vector<std::string> values;
        for (const TomlValue& each : elements) values.push_back(written_inside(each));
        return toml_array(values);
    }
    std::string operator()(const TomlValue::Table& members) const {
        std::vector<TomlPair> pairs;
        for (const TomlMember& each : members) pairs.push_back({each.key, written_inside(each.value)});
        return toml_table(pairs);
    }
};

}  // namespace

TomlValue::TomlValue(std::string text) : is(std::move(text)) {}
TomlValue::TomlValue(const char* text) : is(std::string(text)) {}
TomlValue::TomlValue(std::int64_t number) : is(number) {}
TomlValue::TomlValue(int number) : is(std::int64_t{number}) {}
TomlValue::TomlValue(double number) : is(number) {}
TomlValue::TomlValue(bool flag) : is(flag) {}
TomlValue::TomlValue(Array elements) : is(std::move(elements)) {}
TomlValue::TomlValue(Table members) : is(std::move(members)) {}
TomlValue::TomlValue(const TomlValue& other) = default;
TomlValue::TomlValue(TomlValue&& other) noexcept = default;
TomlValue& TomlValue::operator=(const TomlValue& other) = default;
TomlValue& TomlValue::operator=(TomlValue&& other) noexcept = default;
TomlValue::~TomlValue() = default;

std::string written(const TomlValue& value) {
    return std::visit(Writing{}, value.is);
}

std::string written_inside(const TomlValue& value) {
    const auto* text = std::get_if<std::string>(&value.is);
    return text == nullptr ? written(value) : quoted_text(*text);
}

}  // namespace millwright::settings
