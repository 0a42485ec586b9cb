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
