#include "settings/keys.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "settings/key_tables.h"
#include "settings/scenario_keys.h"

namespace millwright::settings {
namespace {

constexpr KeyInfo description{"description", KeyType::text, "", "\"What it is for\"", "A note for people."};

constexpr KeyInfo unset{"unset", KeyType::names, "[]", "[\"operation.Out.pool_size\"]",
                        "What the deployment does not have, as dotted keys."};

const KeyInfo* find_own(const TableInfo& table, std::string_view name) {
    const auto found =
        std::find_if(table.keys.begin(), table.keys.end(), [&](const KeyInfo& key) { return key.name == name; });
    return found == table.keys.end() ? nullptr : &*found;
}

}  // namespace

const KeyInfo& description_key() {
    return description;
}

const KeyInfo& unset_key() {
    return unset;
}

std::span<const TableInfo> all_tables() {
    return key_tables::all;
}

std::span<const TableInfo> scenario_tables() {
    return key_tables::all_of_scenarios;
}

std::span<const TableInfo> tables_beside(const TableInfo& table) {
    const auto scenarios = scenario_tables();
    const bool of_scenarios =
        std::any_of(scenarios.begin(), scenarios.end(), [&](const TableInfo& each) { return each.name == table.name; });
    return of_scenarios ? scenarios : all_tables();
}

const TableInfo& table_named(std::string_view name) {
    for (const auto tables : {all_tables(), scenario_tables()}) {
        const auto found =
            std::find_if(tables.begin(), tables.end(), [&](const TableInfo& table) { return table.name == name; });
        if (found != tables.end()) return *found;
    }
    assert(false && "a table that neither settings/key_tables.h nor settings/scenario_keys.h has");
    return all_tables().front();
}

const KeyInfo* find_key(const TableInfo& table, std::string_view name) {
    if (const KeyInfo* own = find_own(table, name)) return own;
    if (!table.base.empty()) {
        if (const KeyInfo* inherited = find_own(table_named(table.base), name)) return inherited;
    }
    return name == description.name ? &description : nullptr;
}

std::vector<std::string_view> key_names(const TableInfo& table) {
    std::vector<std::string_view> names{description.name};
    for (const KeyInfo& key : table.keys) names.push_back(key.name);
    if (!table.base.empty()) {
        for (const KeyInfo& key : table_named(table.base).keys) names.push_back(key.name);
    }
    return names;
}

std::vector<std::string_view> words_in(std::string_view text) {
    std::vector<std::string_view> words;
    for (std::string_view left = text; !left.empty();) {
        const std::size_t blank = left.find(' ');
        words.push_back(left.substr(0, blank));
        left.remove_prefix(blank == std::string_view::npos ? left.size() : blank + 1);
    }
    return words;
}

std::vector<std::string_view> words_of(const KeyInfo& key) {
    return words_in(key.words);
}

std::string expectation(const KeyInfo& key) {
    if (key.type == KeyType::word) {
        std::string text = "one of ";
        const auto words = words_of(key);
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
            text += "\"" + std::string(words[i]) + "\"";
        }
        return text;
    }
    static constexpr std::array<std::string_view, 31> words{"text in quotes",
                                                            "text in quotes",
                                                            "true or false",
                                                            "true or false",
                                                            "a whole number from 0",
                                                            "1",
                                                            "a number above 0",
                                                            "a whole number from 1, or \"unlimited\"",
                                                            "a duration such as \"30s\" or \"1h30m\"",
                                                            "a duration longer than 0s",
                                                            "one word",
                                                            "text, or an array of text",
                                                            "a table of text",
                                                            "a table of words",
                                                            "a table of text, numbers and booleans",
                                                            "a table of names, or of arrays of names",
                                                            "a table of field types",
                                                            "a table of expressions",
                                                            "text, a number or a boolean",
                                                            "text, or a table of text",
                                                            "a table of field types",
                                                            "a duration, or a table with signal",
                                                            "a table",
                                                            "an array of tables",
                                                            "a table, or an array of tables",
                                                            "tables with names",
                                                            "a whole number from 1",
                                                            "a table of whole numbers from 1",
                                                            "a table of values",
                                                            "a table of values, or { file = \"NAME.json\" }",
                                                            "an array of pairs of names"};
    return std::string(words[static_cast<std::size_t>(key.type)]);
}

std::string_view member_expectation(const KeyInfo& key) {
    switch (key.type) {
        case KeyType::map_of_words: return "a word in quotes";
        case KeyType::map_of_values: return "text, a number or a boolean";
        case KeyType::map_of_names: return "a name in quotes, or an array of names";
        case KeyType::fields: return "a field type in quotes";
        case KeyType::expressions: return "an expression in quotes";
        case KeyType::outputs: return "a field type in quotes, or a table with type and satisfies";
        case KeyType::map_of_times: return "a whole number from 1";
        case KeyType::pairs: return "a pair of names";
        case KeyType::tables:
        case KeyType::table_or_tables:
        case KeyType::named_tables: return "a table";
        default: return "text in quotes";
    }
}

}  // namespace millwright::settings
