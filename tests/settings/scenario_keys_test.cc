// The table of keys of scenarios against their reader, as keys_test.cc has it for settings.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "graph/suggest.h"
#include "settings/keys.h"
#include "settings/scenarios.h"
#include "settings/toml_text.h"
#include "tests/support/memory_files.h"
#include "tests/support/scenario_dump.h"

using namespace millwright;
using namespace millwright::settings;

namespace {

const std::string head = "[[scenario]]\nname = \"s\"\nsend = { to = \"P\" }\n";

/// A file that ends inside each table, as small as it may be.
const std::map<std::string, std::string> files_for{
    {"scenario_file", "\n"},
    {"scenario", head},
    {"scenario_send", "[[scenario]]\nname = \"s\"\n[[scenario.send]]\nto = \"P\"\n"},
    {"scenario_given", head + "[[scenario.given]]\nitem = \"X\"\nafter = \"1s\"\n"},
    {"scenario_expect", head + "[scenario.expect]\n"},
};

std::string without_key(std::string text, std::string_view key) {
    const std::size_t header = text.rfind("\n[");
    const std::size_t line = text.find("\n" + std::string(key) + " = ", header == std::string::npos ? 0 : header);
    if (line != std::string::npos) text.erase(line + 1, text.find('\n', line + 1) - line);
    return text;
}

/// The file that ends in the table, without the key and with all that the key needs beside it.
std::string file_for(const TableInfo& table, std::string_view key) {
    std::string text = without_key(files_for.at(std::string(table.name)), key);
    if (key == "step" || key == "outcome") text = without_key(text, "item");
    if (key == "outcome") text += "step = \"s\"\n";
    if (key == "with") text += "raises = \"E\"\n";
    return text;
}

struct Read {
    std::string scenarios;
    std::vector<std::string> findings;
    std::vector<Code> codes;
    std::vector<std::string> hints;
    std::vector<std::string> covered;
};

Read read(const std::string& text) {
    const test::MemoryFiles files(
        std::map<std::string, std::string>{{"a.scenario.toml", text}, {"settings.toml", ""}, {"orders.toml", ""}});
    Reading reading;
    const auto scenarios = read_scenario_file("a.scenario.toml", files, reading);
    REQUIRE(scenarios);
    Read result;
    result.scenarios = test::dump(*scenarios);
    for (const Diagnostic& each : reading.findings) {
        result.findings.push_back(each.message);
        result.codes.push_back(each.code);
        result.hints.push_back(each.hint);
        result.covered.emplace_back(reading.sources.text_of(each.place));
    }
    return result;
}

/// Values of every kind that TOML has.
const std::map<TomlKind, std::string> literals{
    {TomlKind::text, "\"x\""},          {TomlKind::integer, "7"},       {TomlKind::decimal, "1.5"},
    {TomlKind::boolean, "true"},        {TomlKind::date, "2026-01-31"}, {TomlKind::array, "[[1]]"},
    {TomlKind::table, "{ x = \"y\" }"},
};

/// The kinds that a type of key takes, said a second time and in another way than the reader does.
std::set<TomlKind> kinds_of(KeyType type) {
    using K = TomlKind;
    switch (type) {
        case KeyType::name:
        case KeyType::names:
        case KeyType::duration:
        case KeyType::word: return {K::text};
        case KeyType::boolean: return {K::boolean};
        case KeyType::times: return {K::integer};
        case KeyType::values:
        case KeyType::body:
        case KeyType::table:
        case KeyType::table_or_tables: return {K::table};
        default: return {};
    }
}

}  // namespace

TEST_CASE("each key of scenarios is read, and its default is what leaving it out means") {
    for (const TableInfo& table : scenario_tables()) {
        for (const KeyInfo& key : table.keys) {
            if (table.name == "scenario_file") continue;  // its tables are tried on their own
            const std::string base = file_for(table, key.name);
            const std::string line = std::string(key.name) + " = ";
            INFO(base + line + std::string(key.example));
            const Read with = read(base + line + std::string(key.example) + "\n");
            CHECK(with.findings == std::vector<std::string>{});
            CHECK(with.scenarios != read(base).scenarios);
            if (key.default_value.empty()) continue;
            const Read as_default = read(base + line + std::string(key.default_value) + "\n");
            CHECK(as_default.findings == std::vector<std::string>{});
            CHECK(as_default.scenarios == read(base).scenarios);
        }
    }
}

TEST_CASE("no table of scenarios takes another key, and the nearest known one is offered") {
    for (const TableInfo& table : scenario_tables()) {
        for (const std::string_view key : key_names(table)) {
            const std::string wrong = std::string(key) + "q";
            const std::string text = files_for.at(std::string(table.name)) + wrong + " = \"x\"\n";
            INFO(text);
            const Read unknown = read(text);
            REQUIRE(unknown.findings.size() == 1);
            CHECK(unknown.findings[0] == "unknown key \"" + wrong + "\" in " + std::string(table.title));
            CHECK(unknown.codes[0] == Code::unknown_key);
            CHECK(unknown.covered[0] == wrong);
            CHECK(unknown.hints[0] == did_you_mean(wrong, key_names(table)));
            CHECK(unknown.hints[0].starts_with("did you mean"));
        }
    }
}

TEST_CASE("a stray key is looked for among those of scenarios alone") {
    CHECK(read(head + "outcome = \"x\"\n").hints == std::vector<std::string>{"it is a key of given"});
    // A key of settings, and of no table of scenarios.
    CHECK(read(head + "pool_size = 1\n").hints ==
          std::vector<std::string>{"there are description, name, settings, send, given and expect"});
    CHECK(read(files_for.at("scenario_expect") + "scenario = 1\n").hints ==
          std::vector<std::string>{"it belongs to the file: write [[scenario]]"});
}

TEST_CASE("each key of scenarios refuses values of every other kind, at their place, and nothing is reported besides") {
    std::size_t tried = 0;
    for (const TableInfo& table : scenario_tables()) {
        for (const KeyInfo& key : table.keys) {
            for (const auto& [kind, literal] : literals) {
                if (kinds_of(key.type).contains(kind)) continue;
                std::string text = file_for(table, key.name);
                text += std::string(key.name) + " = " + literal + "\n";
                INFO(text);
                const Read wrong = read(text);
                REQUIRE(wrong.findings.size() == 1);
                CHECK(wrong.codes[0] == Code::wrong_type);
                CHECK(literal.find(wrong.covered[0]) != std::string::npos);
                ++tried;
            }
        }
    }
    CHECK(tried > 150);
}

TEST_CASE("each required key of scenarios is missed") {
    for (const TableInfo& table : scenario_tables()) {
        const std::string name(table.name);
        for (const KeyInfo& key : table.keys) {
            if (!key.required) continue;
            INFO(name + "." + std::string(key.name));
            const Read without = read(without_key(files_for.at(name), key.name));
            REQUIRE(without.findings.size() == 1);
            CHECK(without.findings[0].find("\"" + std::string(key.name) + "\" is missing") == 0);
        }
    }
}

TEST_CASE("every table of scenarios has a description") {
    for (const auto& [name, text] : files_for) {
        INFO(name);
        CHECK(read(text + "description = \"What for\"\n").findings == std::vector<std::string>{});
    }
}

TEST_CASE("the table of keys of scenarios is complete in itself") {
    std::set<std::string_view> names;
    for (const TableInfo& table : scenario_tables()) {
        CHECK(names.insert(table.name).second);
        CHECK(&table_named(table.name) == &table);
        for (const TableInfo& other : all_tables()) CHECK(other.name != table.name);
        for (const KeyInfo& key : table.keys) {
            INFO(table.name << "." << key.name);
            CHECK(key.doc.ends_with('.'));
            CHECK((key.type == KeyType::word) == !key.words.empty());
            CHECK(find_key(table, key.name) == &key);
            CHECK_FALSE(key.example.empty());
        }
    }
    const auto words = words_of(*find_key(table_named("scenario_expect"), "status"));
    for (std::size_t i = 0; i < words.size(); ++i) CHECK(name_of(static_cast<ScenarioStatus>(i)) == words[i]);
    CHECK(words.size() == 9);
}
