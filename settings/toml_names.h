// Which keys a TOML text has defined so far, and as what: finds keys and tables that are defined twice.
#pragma once

#include <cstdint>
#include <vector>

#include "settings/toml_key.h"

namespace millwright::settings {

/// How a key came to be. Tables are implied by headers below them: those of tables, and those of arrays of tables, which
/// the library does not let be opened afterwards.
enum class Defined : std::uint8_t { absent, implied, implied_by_array, header, dotted, value, array_of_tables };

/// A key in a table. `table` is the number of the table that it holds, where it holds one.
struct DefinedKey {
    Text key;
    std::uint32_t parent = 0;
    std::uint32_t table = 0;
    std::uint32_t section = 0;  ///< of a table made by a dotted key: where that key stands
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t generation = 0;
    Defined defined = Defined::absent;
};

/// A hash table that is emptied in constant time, because it is emptied at every slice.
class DefinedKeys {
public:
    void clear();
    /// Opens a header; returns the number of its table, or the key that stands in the way.
    const DefinedKey* open_header(const std::vector<KeyPart>& parts, bool array, std::uint32_t& table);
    /// Whether the last header opened a table that headers below it had implied.
    bool opened_implied() const { return opened_implied_; }
    /// Defines a key with a value in a table; returns the key that stands in the way, if one does.
    const DefinedKey* define(const std::vector<KeyPart>& parts, std::uint32_t table, std::uint32_t section);
    /// The number of a table that has no name: an inline one.
    std::uint32_t new_table() { return ++tables_; }
    /// The entry of a key, made if it is not there; valid until the next one is made.
    DefinedKey& entry(std::uint32_t parent, const KeyPart& part);

private:
    std::size_t slot_of(std::uint32_t parent, Text key) const;
    void grow();

    std::vector<DefinedKey> slots_;
    std::size_t used_ = 0;
    std::uint32_t generation_ = 1;
    std::uint32_t tables_ = 0;
    bool opened_implied_ = false;
};

}  // namespace millwright::settings
