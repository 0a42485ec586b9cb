// A value that is to be written as TOML, as a plain value.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace millwright::settings {

struct TomlMember;

struct TomlValue {
    using Array = std::vector<TomlValue>;
    using Table = std::vector<TomlMember>;  ///< in the order of writing; no key twice

    std::variant<std::string, std::int64_t, double, bool, Array, Table> is;

    // Defined where a member is a whole type.
    TomlValue(std::string text);
    TomlValue(const char* text);
    TomlValue(std::int64_t number);
    TomlValue(int number);
    TomlValue(double number);
    TomlValue(bool flag);
    TomlValue(Array elements);
    TomlValue(Table members);
    TomlValue(const TomlValue& other);
    TomlValue(TomlValue&& other) noexcept;
    TomlValue& operator=(const TomlValue& other);
    TomlValue& operator=(TomlValue&& other) noexcept;
    ~TomlValue();
};

struct TomlMember {
    std::string key;
    TomlValue value;
};

/// On one line, but for texts that hold line ends; tables in braces.
std::string written(const TomlValue& value);
/// Whether a text in it holds a line end.
bool has_line_end(const TomlValue& value);

}  // namespace millwright::settings
