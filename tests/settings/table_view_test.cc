#include "settings/table_view.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "settings/formats.h"
#include "settings/settings_toml.h"
#include "tests/support/memory_files.h"

using namespace millwright;
using namespace millwright::settings;

namespace {

const std::string process = "format = 1\n[production]\nname = \"P\"\n[process.S]\ntargets = { T = \"S\" }\n";

const std::string with_class = process + "class = \"s\"\n";

Reading read(const std::string& text) {
    return read_text("s.toml", text, Format::settings_toml, test::MemoryFiles{}, {});
}

std::vector<std::string> messages(const Reading& reading) {
    std::vector<std::string> found;
    for (const Diagnostic* each : reading.findings.sorted()) found.push_back(each->message);
    return found;
}

}  // namespace

TEST_CASE("an expression knows whether its text stands in the source as it is") {
    struct Case {
        std::string written;
        std::string text;
        bool verbatim;
    };
    const std::vector<Case> cases{
        {R"("a == 1")", "a == 1", true},
        {R"('a == "x"')", "a == \"x\"", true},
        {R"("a == \"x\"")", "a == \"x\"", false},
        {R"("""a == 1""")", "a == 1", false},
        {R"("a == '${v}'")", "a == '1'", false},
        {R"("a == '$${v}'")", "a == '${v}'", false},
        {R"("")", "", true},
    };
    for (const Case& each : cases) {
        INFO(each.written);
        const Reading reading =
            read("variables.v = \"1\"\n" + process + "[[process.S.step]]\nname = \"s\"\nwhen = " + each.written +
                 "\nto = \"T\"\nwith = { f = " + each.written + " }\n");
        CHECK(messages(reading) == std::vector<std::string>{});
        const Production& production = reading.productions.at(0);
        for (const Expression& expression : {production.steps.at(0).when, production.assignments.at(0).value}) {
            CHECK(expression.text == each.text);
            CHECK(expression.verbatim == each.verbatim);
            CHECK_FALSE(expression.foreign);
            const std::string_view written = reading.sources.text_of(expression.place);
            CHECK(written == each.written);
            if (each.verbatim) CHECK(written.substr(1, expression.text.size()) == expression.text);
        }
    }
}

TEST_CASE("when_text is a condition of another world, in handlers, sends and steps") {
    const std::string text = process +
                             "[[process.S.handler]]\non = \"M\"\nwhen_text = \"h\"\n"
                             "send = [{ to = \"T\", when_text = \"s\" }]\n"
                             "[[process.S.step]]\nname = \"s\"\nwhen_text = \"p\"\n";
    const Reading reading = read(text);
    CHECK(messages(reading) == std::vector<std::string>{});
    const Production& production = reading.productions.at(0);
    const std::vector<std::pair<Expression, Text>> conditions{
        {production.handlers.at(0).when, "h"}, {production.sends.at(0).when, "s"}, {production.steps.at(0).when, "p"}};
    for (const auto& [condition, expected] : conditions) {
        CHECK(condition.foreign);
        CHECK(condition.text == expected);
    }
    const std::string written = write_settings_toml(production);
    for (const std::string line : {"when_text = \"h\"", "when_text = \"s\"", "when_text = \"p\""}) {
        CHECK(written.find(line) != std::string::npos);
    }
}

TEST_CASE("a condition is when or when_text, not both") {
    const Reading reading = read(process + "[[process.S.step]]\nname = \"s\"\nwhen = \"a\"\nwhen_text = \"b\"\n");
    REQUIRE(messages(reading) == std::vector<std::string>{"a condition is either \"when\" or \"when_text\""});
    const Diagnostic& finding = *reading.findings.begin();
    CHECK(finding.code == Code::conflicting_keys);
    CHECK(reading.sources.text_of(finding.place) == "when_text");
    REQUIRE(finding.notes.size() == 1);
    CHECK(reading.sources.text_of(finding.notes[0].place) == "when");
}

TEST_CASE("a value of the wrong type is told what to type") {
    struct Case {
        std::string written;
        std::string hint;
    };
    const std::string item = with_class + "[service.A]\nclass = \"a\"\n";
    const std::vector<Case> cases{
        {item + "enabled = 1\n", "write true"},
        {item + "enabled = 0\n", "write false"},
        {item + "pool_size = 1.5\n", "write a whole number, 0 or more"},
        {item + "comment = 7\n", "put it into quotes: \"7\""},
        {item + "settings = { A = 2024-05-01 }\n", "put it into quotes: \"2024-05-01\""},
        {item + "settings = { A = { b = 1 } }\n", ""},
        {item + "attributes.A.b = 1\n", "a name with a dot needs quotes: \"A.b\""},
        {item + "emits = [\"A\", 7]\n", "put it into quotes: \"7\""},
        {with_class + "timeout = 30\n", "write the unit too: \"30s\""},
        {with_class + "handler = { on = \"*\" }\n", "put it into an array: [{ ... }]"},
        {with_class + "[process.S.handler]\non = \"*\"\n",
         "write the header with two brackets, [[...]]: there may be several"},
        {with_class + "step = 3\n", "for example step = [{ name = \"s\" }]"},
        {with_class + "[operation]\nA = \"a.A\"\n", "write [operation.NAME], with its keys below it"},
        {with_class + "[[operation]]\nname = \"A\"\n", "write [operation.NAME], with its keys below it"},
        {with_class + "[secrets]\na = \"A\"\n", "write { env = \"NAME\" } or { file = \"/run/secrets/name\" }"},
    };
    for (const Case& each : cases) {
        INFO(each.written);
        const Reading reading = read(each.written);
        REQUIRE(messages(reading).size() == 1);
        CHECK(reading.findings.begin()->code == Code::wrong_type);
        CHECK(reading.findings.begin()->hint == each.hint);
    }
}

TEST_CASE("an unknown key that another table knows is told where it belongs") {
    struct Case {
        std::string written;
        std::string hint;
    };
    const std::vector<Case> cases{
        {"service = { A = { class = \"a\" } }\n", "it belongs to the file: write [service.NAME]"},
        {"moved = []\n", "it belongs to the file: write [[moved]]"},
        {"variables = {}\n", "it belongs to the file: write [variables]"},
        {"include = []\n", "it belongs to the file: write it above the first [header]"},
        {"when_failed = \"stop\"\n", "it is a key of a process"},
        {"xyzzy = 1\n", ""},
        {"[protect]\nxyzzy = 1\n", "there are description, items and processes"},
    };
    for (const Case& each : cases) {
        INFO(each.written);
        const Reading reading = read("format = 1\n[production]\nname = \"P\"\n" + each.written);
        REQUIRE(messages(reading).size() == 1);
        CHECK(reading.findings.begin()->code == Code::unknown_key);
        CHECK(reading.findings.begin()->hint == each.hint);
    }
}

TEST_CASE("a target that other_settings say as well is a conflict") {
    const Reading reading =
        read(with_class + "other_settings = [{ target = \"Host\", name = \"T\", value = \"S\" }]\n");
    CHECK(messages(reading).size() == 1);
    CHECK(reading.findings.begin()->code == Code::conflicting_keys);
}
