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

/// On one line, but for a text that holds line ends itself; tables in braces.
std::string written(const TomlValue& value);
/// As it stands inside of an array or a table in braces: on one line.
std::string written_inside(const TomlValue& value);

}  // namespace millwright::settings
