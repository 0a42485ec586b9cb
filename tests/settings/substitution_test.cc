#include "settings/substitution.h"

#include <catch2/catch.hpp>
#include <string>

#include "settings/formats.h"
#include "tests/support/memory_files.h"

using namespace millwright;
using namespace millwright::settings;

namespace {

const std::string head = "format = 1\n[production]\nname = \"P\"\n[secrets]\npw = { env = \"PW\" }\n";

Reading read(const std::string& variables, const std::string& value, ReadOptions options = {}) {
    options.environment = [](const std::string& name) {
        return name == "HERE" || name == "MILLWRIGHT_VAR_a_b" ? std::optional<std::string>("env") : std::nullopt;
    };
    return read_text(
        "settings.toml",
        head + "[variables]\n" + variables + "[operation.A]\nclass = \"x\"\nsettings.V = '" + value + "'\n",
        Format::settings_toml, test::MemoryFiles(), options);
}

/// What a value comes to, or the first finding.
std::string resolved(const std::string& variables, const std::string& value, const ReadOptions& options = {}) {
    const Reading reading = read(variables, value, options);
    if (!reading.findings.empty()) {
        const Diagnostic& first = *reading.findings.sorted().front();
        return name_of(first.code) + " " + first.message;
    }
    const Production& production = reading.productions.front();
    return std::string(production.of(production.items.front().settings)[0].value);
}

}  // namespace

TEST_CASE("defaults hold references, and are looked at only where they are needed") {
    CHECK(resolved("", "${x:-}") == "");
    CHECK(resolved("", "${x:-a b}c") == "a bc");
    CHECK(resolved("r = '/r'\n", "${x:-${r}/in}") == "/r/in");
    CHECK(resolved("r = '/r'\n", "${r:-${nothing}}") == "/r");
    CHECK(resolved("", "${x:-${y:-${env:HERE:-z}}}!") == "env!");
    CHECK(resolved("", "${env:GONE:-${x:-$${y}}}") == "${y}");
    CHECK(resolved("", "${x:-${secret:pw}}") == "${secret:pw}");
    CHECK(resolved("", "${x:-${y}") == "MW016 \"${\" without \"}\"");
    CHECK(resolved("", "${x:-${y}}") == "MW015 there is no variable \"y\"");
    CHECK(resolved("", "${x}}") == "MW015 there is no variable \"x\"");
    CHECK(resolved("", "$${x} ${x:-}}") == "${x} }");
}

TEST_CASE("the environment gives values to variables whose names no shell allows") {
    CHECK(resolved("a-b = 'file'\n", "${a-b}") == "env");
    CHECK(resolved("'a.b' = 'file'\n", "${a.b}") == "env");
    CHECK(resolved("a-c = 'file'\n", "${a-c}") == "file");
    ReadOptions options;
    options.variables["a-b"] = "given";
    CHECK(resolved("a-b = 'file'\n", "${a-b}", options) == "given");
}

TEST_CASE("variables that nobody uses can be wrong") {
    CHECK(resolved("x = '${y}'\n", "1") == "MW015 there is no variable \"y\"");
    CHECK(resolved("x = '${x}'\n", "1") == "MW016 a variable refers to itself: x -> x");
    CHECK(resolved("x = '${env:GONE}'\ny = '${secret:pw}'\n", "1") == "1");
}

TEST_CASE("what is wrong in a variable is said once, with the place of its use") {
    const Reading reading = read("x = '${y}'\n", "${x} ${x}");
    REQUIRE(reading.findings.size() == 1);
    const Diagnostic& finding = *reading.findings.begin();
    CHECK(reading.sources.locate(finding.place).line == 7);
    REQUIRE(finding.notes.size() == 1);
    CHECK(reading.sources.locate(finding.notes.front().place).line == 10);
}

TEST_CASE("variables of no length do not grow either") {
    std::string variables = "v0 = ''\n";
    for (int i = 1; i < 60; ++i) {
        const std::string before = "${v" + std::to_string(i - 1) + "}";
        variables += "v" + std::to_string(i) + " = '" + before + before + before + before + "'\n";
    }
    CHECK(resolved(variables, "${v59}").empty());
    CHECK(resolved("w = 'x'\n" + variables, "${w}${v59}${w}") == "xx");
}

TEST_CASE("a misspelt --var is named, one for other settings is not") {
    ReadOptions options;
    options.variables = {{"order_dir", "/x"}, {"something_else", "1"}};
    const Reading reading = read("orders_dir = '/data'\n", "${orders_dir}", options);
    REQUIRE(reading.findings.size() == 1);
    CHECK(reading.findings.begin()->hint == "did you mean \"orders_dir\"?");
}
