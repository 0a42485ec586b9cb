// The keys of settings.toml and of scenarios, declared once: name, type, default, meaning. Readers check what they find against this table,
// and hints, schema and reference come from it.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace millwright::settings {

enum class KeyType : unsigned char {
    text,
    name,             ///< text that is not empty
    flag,             ///< true or false; a word that is neither is kept for the checks
    boolean,          ///< true or false
    count,            ///< a whole number, kept as text; a word is kept for the checks
    version,          ///< the number of this format
    factor,           ///< a number above 0
    attempts,         ///< a whole number from 1, or "unlimited"
    duration,         ///< "30s"
    period,           ///< a duration longer than none
    word,             ///< one of `words`
    names,            ///< an array of text; a single text counts as an array of one
    map_of_text,      ///< { name = "text" }
    map_of_words,     ///< { name = "word" }, words of `words`
    map_of_values,    ///< { name = value }: text, numbers, booleans
    map_of_names,     ///< { name = "A" } or { name = ["A", "B"] }
    fields,           ///< { name = "type" }
    expressions,      ///< { field = "expression" }
    value,            ///< text, a number or a boolean, passed on as written
    text_or_map,      ///< "A", or { a = "A" }
    outputs,          ///< { name = "type" }, or { name = { type, satisfies } }
    wait,             ///< a duration, or { signal, timeout }
    table,            ///< a table with the keys of `table`
    tables,           ///< an array of such tables
    table_or_tables,  ///< one such table, or an array of them
    named_tables,     ///< tables with names: [kind.NAME]
    times,            ///< a whole number from 1
    map_of_times,     ///< { name = 3 }
    values,           ///< { name = value }: values of any kind
    body,             ///< the same, or { file = "NAME.json" }
    pairs,            ///< [["A", "B"]]
};

struct KeyInfo {
    std::string_view name;
    KeyType type;
    std::string_view default_value;  ///< as TOML; empty: left out means absent
    std::string_view example;        ///< a value other than the default, as TOML
    std::string_view doc;
    std::string_view words =
        {};  ///< of a word or a map of words: those allowed, divided by blanks, in the order of the model's enumeration
    std::string_view table = {};  ///< the table that describes a nested one
    bool required = false;
    std::string_view since = "0.1";
};

/// A key that means nothing without another one.
struct KeyNeed {
    std::string_view key;
    std::string_view needs;
};

struct TableInfo {
    std::string_view name;   ///< "service", "process.handler"
    std::string_view title;  ///< "a handler"
    std::string_view base;   ///< a table whose keys belong to this one, too; or empty
    std::span<const KeyInfo> keys;
    std::string_view one_of = {};  ///< keys of which exactly one is given, divided by blanks
    std::span<const KeyNeed> needs = {};
};

/// Every table accepts this key as well.
const KeyInfo& description_key();
/// An overlay has the keys of the file and this one, but none of `not_in_overlay`.
const KeyInfo& unset_key();
inline constexpr std::array<std::string_view, 4> not_in_overlay{"format", "include", "deployment", "overlay"};

/// Of settings.toml; the file itself comes first.
std::span<const TableInfo> all_tables();
/// Of *.scenario.toml; the file itself comes first.
std::span<const TableInfo> scenario_tables();
/// Those of the two in which the table is.
std::span<const TableInfo> tables_beside(const TableInfo& table);
/// The table must exist: names come from this file and from the readers.
const TableInfo& table_named(std::string_view name);
/// Own keys, those of the base table, and `description`; nullptr for an unknown name.
const KeyInfo* find_key(const TableInfo& table, std::string_view name);
/// The names that find_key knows, for "did you mean".
std::vector<std::string_view> key_names(const TableInfo& table);
/// The words of a text, divided by blanks.
std::vector<std::string_view> words_in(std::string_view text);
/// The words of a key.
std::vector<std::string_view> words_of(const KeyInfo& key);
/// "text", "true or false", "one of a, b or c"
std::string expectation(const KeyInfo& key);
/// The same for what is in a table or array: "text in quotes", "a table".
std::string_view member_expectation(const KeyInfo& key);

}  // namespace millwright::settings
