// Values as PostgreSQL sends and receives them in binary: big-endian numbers, lengths before bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace millwright::migrate {

/// Types by their OIDs in pg_type, which never change.
enum class PostgresType : std::uint32_t { bytes = 17, number = 20, text = 25, bytes_array = 1001, text_array = 1009 };

inline void append_big_endian(std::string& to, std::uint64_t number, int bytes) {
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) to += static_cast<char>((number >> shift) & 0xFFU);
}

inline std::uint64_t from_big_endian(std::string_view bytes) {
    std::uint64_t number = 0;
    for (const char byte : bytes) number = number << 8U | static_cast<unsigned char>(byte);
    return number;
}

/// Length and bytes, as an element of an array and as a column of COPY.
inline void append_counted(std::string& to, std::string_view value) {
    append_big_endian(to, value.size(), 4);
    to += value;
}

inline void append_counted_null(std::string& to) {
    append_big_endian(to, 0xFFFFFFFFU, 4);
}

/// An array of one dimension, its first element numbered 1.
inline std::string array_of(PostgresType element, const std::vector<std::string_view>& values) {
    std::string array;
    std::size_t size = 20;
    for (const std::string_view value : values) size += value.size() + 4;
    array.reserve(size);
    append_big_endian(array, values.empty() ? 0 : 1, 4);
    append_big_endian(array, 0, 4);  // no nulls
    append_big_endian(array, static_cast<std::uint32_t>(element), 4);
    if (values.empty()) return array;
    append_big_endian(array, values.size(), 4);
    append_big_endian(array, 1, 4);
    for (const std::string_view value : values) append_counted(array, value);
    return array;
}

}  // namespace millwright::migrate
