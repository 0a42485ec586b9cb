#include "settings/keys.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>

#include "graph/suggest.h"
#include "settings/formats.h"
#include "settings/settings_toml.h"
#include "settings/step_keys.h"
#include "settings/toml_text.h"
#include "tests/support/memory_files.h"
#include "tests/support/production_dump.h"

using namespace millwright;
using namespace millwright::settings;

namespace {

const std::string head =
    "format = 1\n[secrets.known]\nenv = \"K\"\n[deployment.D0]\nfile = \"f\"\n[production]\nname = \"P\"\n";
const std::string process = head + "[process.S]\nclass = \"x\"\n";
const std::string step = process + "[[process.S.step]]\nname = \"s\"\n";

/// A file that ends inside each table, as small as it may be.
const std::map<std::string, std::string> files_for{
    {"production", head},
    {"item", head + "[service.S]\nclass = \"x\"\n"},
    {"process", process},
    {"other_setting", head + "[[production.other_settings]]\ntarget = \"T\"\nname = \"N\"\nvalue = \"V\"\n"},
    {"message", head + "[message.M]\n"},
    {"announces", process + "[process.S.announces]\n"},
    {"workflow", process + "[process.S.workflow]\n"},
    {"output", process + "[process.S.outputs.o]\ntype = \"int\"\n"},
    {"satisfies", step + "[[process.S.step.satisfies]]\nstory = \"A\"\noutcome = \"B\"\n"},
    {"handler", process + "[[process.S.handler]]\non = \"M\"\n"},
    {"send", process + "[[process.S.handler]]\non = \"M\"\n[[process.S.handler.send]]\nto = \"T\"\n"},
    {"step", step},
    {"wait", step + "kind = \"wait\"\n[process.S.step.wait]\nsignal = \"go\"\n"},
    {"retry", step + "[process.S.step.retry]\n"},
    {"effect", step + "[[process.S.step.effects]]\ncreate = \"A\"\n"},
    {"outcome", step + "kind = \"human_task\"\n[[process.S.step.outcomes]]\nname = \"yes\"\n"},
    {"compensation", process + "[[process.S.compensation]]\nname = \"c\"\n"},
    {"trigger", process + "[process.S.trigger]\n"},
    {"schedule", head + "[schedule.S]\n"},
    {"story", head + "[story.S]\n"},
    {"unless", head + "[[story.S.unless]]\nwhen = \"w\"\nthen = [\"t\"]\n"},
    {"entity", head + "[entity.E]\n"},
    {"transition", head + "[[entity.E.transitions]]\nfrom = \"a\"\nto = \"b\"\n"},
    {"moved", head + "[[moved]]\nfrom = \"a\"\nto = \"b\"\n"},
    {"protect", head + "[protect]\n"},
    {"default_setting", head + "[[default_setting]]\n"},
    {"deployment", head + "[deployment.D]\nstore = \"sqlite:s\"\n"},
    {"secret", head + "[secrets.s]\nenv = \"A\"\n"},
    {"python", head + "[python]\n"},
    {"declared", head + "[channel.c]\n"},
    {"", "\nformat = 1\nproduction.name = \"P\"\nservice.S.class = \"${dir:-none}\"\n"},
};

const KeyInfo& key_of(const TableInfo& table, std::string_view name) {
    const KeyInfo* found = find_key(table, name);
    REQUIRE(found != nullptr);
    return *found;
}

/// The file's last table without a key.
std::string without_key(std::string text, std::string_view key) {
    const std::size_t header = text.rfind("\n[");
    const std::size_t line = text.find("\n" + std::string(key) + " = ", header == std::string::npos ? 0 : header);
    if (line != std::string::npos) text.erase(line + 1, text.find('\n', line + 1) - line);
    return text;
}

/// The kind of step that a key belongs to.
std::string line_of_kind(std::string_view key) {
    for (const StepKey& each : step_keys) {
        if (each.key != key) continue;
        const auto kinds = words_of(key_of(table_named("step"), "kind"));
        for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
            if (each.belongs_to(static_cast<StepKind>(kind))) return "kind = \"" + std::string(kinds[kind]) + "\"\n";
        }
    }
    return {};
}

/// A file that ends in the table and has all that a key needs beside it, but neither the key nor what excludes it.
std::string file_for(const TableInfo& table, std::string_view key) {
    std::string text = without_key(files_for.at(std::string(table.name)), key);
    const auto choice = words_in(table.one_of);
    const auto is_chosen = [&](std::string_view name) {
        return std::find(choice.begin(), choice.end(), name) != choice.end();
    };
    std::string needed;
    for (const KeyNeed& need : table.needs) {
        if (need.key == key) needed = need.needs;
    }
    if (is_chosen(key) || is_chosen(needed)) {
        for (const std::string_view each : choice) text = without_key(text, each);
    }
    if (!needed.empty()) {
        text = file_for(table, needed) + needed + " = " + std::string(key_of(table, needed).example) + "\n";
        text = without_key(text, key);
    }
    if (table.name == "trigger" && (key == "entity" || key == "change")) {
        text = without_key(text, "status") + (key == "entity" ? "status = \"s\"\n" : "");
    }
    if (table.name == "step") text += line_of_kind(key);
    return text;
}

struct Read {
    std::string everything;  ///< dump of the production, and what stands beside it
    std::string production;  ///< dump of the production
    std::string written;     ///< the production as settings
    std::vector<std::string> findings;
    std::vector<Code> codes;           ///< of the findings
    std::vector<std::string> hints;    ///< of the findings
    std::vector<std::string> covered;  ///< the texts at the places of the findings
};

Read read(const std::string& text) {
    ReadOptions options;
    options.environment = [](const std::string& name) {
        return name.starts_with("MILLWRIGHT_VAR_") ? std::nullopt : std::optional<std::string>("e");
    };
    const std::map<std::string, std::string> included{{"more/a.toml", "[message.Included]\n"}};
    const test::MemoryFiles files(included);
    const Reading reading = read_text("s.toml", text, Format::settings_toml, files, options);
    Read result;
    for (const Diagnostic* each : reading.findings.sorted()) {
        result.findings.push_back(each->message);
        result.codes.push_back(each->code);
        result.hints.push_back(each->hint);
        result.covered.emplace_back(reading.sources.text_of(each->place));
    }
    for (const auto& [name, level] : reading.check_levels) result.everything += name + std::string(name_of(level));
    for (const Production& each : reading.productions) result.everything += test::dump(each);
    for (const Deployment& each : reading.deployments) {
        result.everything += each.name + std::to_string(static_cast<int>(each.kind)) + each.url + each.record +
                             (each.is_default ? "default" : "");
        result.everything += each.description;
        for (const std::string& path : each.ignore) result.everything += path;
        for (const auto& [name, value] : each.options) result.everything += name + "=" + value;
    }
    for (const SecretDeclaration& each : reading.secrets)
        result.everything += each.name + each.env + "|" + each.file + "|" + each.description;
    const PythonSources& python = reading.python;
    for (const auto& each : python.path) result.everything += "path" + each.text;
    for (const auto& each : python.schemas) result.everything += "schema" + each.text;
    for (const auto& each : python.classes) result.everything += each.engine_name + "=" + each.python_name;
    result.everything += python.description;
    if (!reading.productions.empty()) result.production = test::dump(reading.productions[0]);
    if (!reading.productions.empty()) result.written = write_settings_toml(reading.productions[0]);
    return result;
}

}  // namespace

TEST_CASE("each key of the table of keys is read, and its default is what leaving it out means") {
    for (const TableInfo& table : all_tables()) {
        const std::string name(table.name);
        REQUIRE(files_for.contains(name));
        for (const KeyInfo& key : table.keys) {
            // Tables of the root are read on their own. `format` has one value only.
            if (key.example.empty() || key.name == "format") continue;
            const std::string base = file_for(table, key.name);
            const std::string line = std::string(key.name) + " = ";
            const std::string example(key.example);
            INFO(base + line + example);
            const Read with = read(base + line + example + "\n");
            CHECK(with.findings == std::vector<std::string>{});
            CHECK(with.everything != read(base).everything);
            if (!key.default_value.empty()) {
                INFO(key.default_value);
                const Read as_default = read(base + line + std::string(key.default_value) + "\n");
                CHECK(as_default.findings == std::vector<std::string>{});
                if (name != "deployment") CHECK(as_default.everything == read(base).everything);
            }
        }
    }
}

TEST_CASE("no table takes a key that the table of keys does not have, and the nearest known one is offered") {
    for (const TableInfo& table : all_tables()) {
        for (const std::string_view key : key_names(table)) {
            const std::string wrong = std::string(key) + "q";
            const bool trigger = table.name == "trigger";
            const std::string text = files_for.at(std::string(table.name)) + (trigger ? "manual = true\n" : "");
            INFO(text << wrong);
            const Read unknown = read(text + wrong + " = \"x\"\n");
            REQUIRE(unknown.findings.size() == 1);
            const std::string title(table.title);
            CHECK(unknown.findings[0] == "unknown key \"" + wrong + "\" in " + title);
            CHECK(unknown.codes[0] == Code::unknown_key);
            CHECK(unknown.covered[0] == wrong);
            // Another key may be as near: "steps" for "stepq".
            const auto names = key_names(table);
            CHECK(unknown.hints[0] == did_you_mean(wrong, names));
            CHECK(unknown.hints[0].starts_with("did you mean \"" + std::string(key.substr(0, 3))));
        }
    }
}

namespace {

/// Values of every kind that TOML has.
const std::map<TomlKind, std::string> literals{
    {TomlKind::text, "\"x\""},
    {TomlKind::integer, "7"},
    {TomlKind::decimal, "1.5"},
    {TomlKind::boolean, "true"},
    {TomlKind::date, "2026-01-31"},
    {TomlKind::array, "[[\"x\"]]"},
    {TomlKind::table, "{ x = 2026-01-31 }"},
};

/// The kinds of values that a type of key takes, said a second time and in another way than the reader does.
std::set<TomlKind> kinds_of(KeyType type) {
    using K = TomlKind;
    switch (type) {
        case KeyType::flag: return {K::text, K::boolean};
        case KeyType::boolean: return {K::boolean};
        case KeyType::count:
        case KeyType::attempts: return {K::text, K::integer};
        case KeyType::version: return {K::integer};
        case KeyType::factor: return {K::integer, K::decimal};
        case KeyType::value: return {K::text, K::integer, K::decimal, K::boolean};
        case KeyType::names: return {K::text};
        case KeyType::text_or_map:
        case KeyType::text:
        case KeyType::name:
        case KeyType::duration:
        case KeyType::period:
        case KeyType::word:
        case KeyType::wait: return {K::text};
        default: return {};
    }
}

/// What is wrong with a literal, where it is of a right kind on the outside.
bool wrong_inside(KeyType type, TomlKind kind) {
    static const std::set<KeyType> arrays{KeyType::names, KeyType::tables, KeyType::table_or_tables};
    if (kind == TomlKind::array) return arrays.count(type) != 0;
    static const std::set<KeyType> maps{KeyType::map_of_text,  KeyType::map_of_words, KeyType::map_of_values,
                                        KeyType::map_of_names, KeyType::fields,       KeyType::expressions,
                                        KeyType::text_or_map,  KeyType::outputs,      KeyType::named_tables};
    return kind == TomlKind::table && maps.count(type) != 0;
}

bool is_table(KeyType type) {
    return type == KeyType::table || type == KeyType::table_or_tables || type == KeyType::wait;
}

}  // namespace

TEST_CASE("each key refuses values of every other kind, at their place, and nothing is reported besides") {
    std::size_t tried = 0;
    for (const TableInfo& table : all_tables()) {
        for (const KeyInfo& key : table.keys) {
            if (key.name == "format" || key.name == "include" || key.name == "overlay")
                continue;  // read before the tables
            for (const auto& [kind, literal] : literals) {
                if (kinds_of(key.type).count(kind) != 0) continue;
                if (kind == TomlKind::table && is_table(key.type)) continue;  // its own keys are tried on their own
                std::string text = file_for(table, key.name);
                if (key.name == "production") text = without_key(text, "production.name");
                if (key.name == "service") text = without_key(text, "service.S.class");
                INFO(text << key.name << " = " << literal);
                const Read read_back = read(text + std::string(key.name) + " = " + literal + "\n");
                REQUIRE(read_back.findings.size() == 1);
                CHECK(read_back.codes[0] == Code::wrong_type);
                const bool inside = wrong_inside(key.type, kind);
                CHECK(read_back.covered[0] == (inside ? literal == "[[\"x\"]]" ? "[\"x\"]" : "2026-01-31" : literal));
                const std::string name = "\"" + std::string(key.name) + "\"";
                const std::string expected = name + " has to be ";
                const std::size_t at = read_back.findings[0].find(expected);
                CHECK((inside ? at != std::string::npos && at > 0 : at == 0));
                if (!inside) CHECK(read_back.findings[0].find(expectation(key), at) == at + expected.size());
                ++tried;
            }
        }
    }
    CHECK(tried > 700);
}

TEST_CASE("each required key is missed") {
    for (const TableInfo& table : all_tables()) {
        const std::string name(table.name);
        if (name.empty()) continue;  // a missing `format` has a message of its own
        for (const KeyInfo& key : table.keys) {
            if (!key.required) continue;
            INFO(name + "." + std::string(key.name));
            const Read without = read(without_key(files_for.at(name), key.name));
            REQUIRE(without.findings.size() == 1);
            CHECK(without.findings[0].find("\"" + std::string(key.name) + "\" is missing") == 0);
        }
    }
}

TEST_CASE("every table has a description, which is kept and written back") {
    for (const auto& [name, text] : files_for) {
        INFO(text);
        const std::string more = name == "trigger" ? "manual = true\n" : "";
        const Read with = read(text + more + "description = \"What for\"\n");
        CHECK(with.findings == std::vector<std::string>{});
        CHECK(with.everything.find("What for") != std::string::npos);
        CHECK(with.everything != read(text + more).everything);
        if (name == "deployment" || name == "secret" || name == "python") continue;  // beside the production
        CHECK(with.written.find("description = \"What for\"") != std::string::npos);
        CHECK(read(with.written).production == with.production);
    }
}

TEST_CASE("the table of keys is complete in itself") {
    std::set<std::string_view> names;
    for (const TableInfo& table : all_tables()) {
        CHECK(names.insert(table.name).second);
        std::set<std::string_view> keys;
        for (const KeyInfo& key : table.keys) {
            INFO(table.name << "." << key.name);
            CHECK(keys.insert(key.name).second);
            CHECK(key.doc.ends_with('.'));
            CHECK((key.type == KeyType::word || key.type == KeyType::map_of_words) == !key.words.empty());
            if (!key.table.empty()) CHECK(table_named(key.table).name == key.table);
            CHECK(find_key(table, key.name) == &key);
        }
    }
    CHECK(find_key(table_named("process"), "class") != nullptr);
    CHECK(find_key(table_named("item"), "handler") == nullptr);
    CHECK(expectation(*find_key(table_named("moved"), "kind")) ==
          "one of \"item\", \"message\", \"process\", \"step\" or \"target\"");
}
