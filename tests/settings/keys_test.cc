#include "settings/keys.h"

#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>

#include "settings/formats.h"
#include "settings/settings_toml.h"
#include "settings/step_keys.h"
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
    {"deployment", head + "[deployment.D]\nstore = \"s\"\n"},
    {"secret", head + "[secrets.s]\nenv = \"A\"\n"},
    {"python", head + "[python]\n"},
    {"declared", head + "[channel.c]\n"},
    {"", "format = 1\nproduction.name = \"P\"\n"},
};

/// Other keys that a key cannot do without.
std::string companions(const std::string& table, std::string_view key) {
    if (table == "trigger" && (key == "status" || key == "change" || key == "from")) {
        return std::string("entity = \"E\"\n") + (key == "from" ? "status = \"s\"\n" : "");
    }
    if (table == "trigger" && key == "entity") return "status = \"s\"\n";
    if (table == "trigger" && key == "timezone") return "cron = \"* * * * *\"\n";
    if (table != "step") return {};
    for (const StepKey& each : step_keys) {
        if (each.key != key) continue;
        const auto kinds = words_of(*find_key(table_named("step"), "kind"));
        for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
            if (each.belongs_to(static_cast<StepKind>(kind))) return "kind = \"" + std::string(kinds[kind]) + "\"\n";
        }
    }
    return {};
}

/// The file's last table without a key, and with it.
std::string without_key(std::string text, std::string_view key) {
    const std::size_t last_header = text.rfind("\n[");
    const std::size_t line = text.find("\n" + std::string(key) + " = ", last_header);
    if (line != std::string::npos) text.erase(line + 1, text.find('\n', line + 1) - line);
    return text;
}

/// Of two keys that exclude one another, the one that stands in the file makes way.
std::string file_without(const std::string& table, const KeyInfo& key) {
    static const std::map<std::string, std::string> rivals{
        {"update", "create"}, {"file", "env"}, {"iris", "store"}, {"orchestrator", "store"}};
    std::string text = without_key(files_for.at(table), key.name);
    const auto rival = rivals.find(std::string(key.name));
    if (rival != rivals.end()) text = without_key(text, rival->second);
    if (table == "deployment" && key.name == "file") text = without_key(text, "store");
    return text + companions(table, key.name);
}

struct Read {
    std::string everything;  ///< dump of the production, and what stands beside it
    std::string production;  ///< dump of the production
    std::string written;     ///< the production as settings
    std::vector<std::string> findings;
};

Read read(const std::string& text) {
    ReadOptions options;
    options.environment = [](const std::string&) { return std::optional<std::string>("e"); };
    const Reading reading = read_text("s.toml", text, Format::settings_toml, test::MemoryFiles{}, options);
    Read result;
    for (const Diagnostic* each : reading.findings.sorted()) result.findings.push_back(each->message);
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
        if (name.empty()) continue;
        REQUIRE(files_for.contains(name));
        for (const KeyInfo& key : table.keys) {
            const std::string base = file_without(name, key);
            const std::string line = std::string(key.name) + " = ";
            const std::string example = key.name == "retry" ? "{ max_attempts = 2 }" : std::string(key.example);
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
            CHECK((key.type == KeyType::word) == !key.words.empty());
            if (!key.table.empty()) CHECK(table_named(key.table).name == key.table);
            CHECK(find_key(table, key.name) == &key);
        }
    }
    CHECK(find_key(table_named("process"), "class") != nullptr);
    CHECK(find_key(table_named("item"), "handler") == nullptr);
    CHECK(expectation(*find_key(table_named("moved"), "kind")) ==
          "one of \"item\", \"message\", \"process\", \"step\" or \"target\"");
}
