#include "settings/scenarios.h"

#include <catch2/catch.hpp>
#include <filesystem>

#include "settings/formats.h"
#include "settings/limits.h"
#include "tests/support/folder.h"
#include "tests/support/memory_files.h"
#include "tests/support/scenario_dump.h"

using namespace millwright;
using namespace millwright::settings;

namespace {

using Texts = std::map<std::string, std::string>;

const std::string settings_text = "format = 1\n[production]\nname = \"P\"\n";

std::string scenario(const std::string& name, const std::string& more = {}) {
    return "[[scenario]]\nname = \"" + name + "\"\nsend = { to = \"P\" }\nexpect = { nothing_else = true }\n" + more;
}

struct Found {
    std::vector<Scenario> scenarios;
    std::vector<std::string> findings;  ///< "MW616 file:line message"
    std::string hint;                   ///< of the first finding
};

Found take(const Reading& reading, std::vector<Scenario> scenarios) {
    Found found{std::move(scenarios), {}, {}};
    for (const Diagnostic& each : reading.findings) {
        if (found.findings.empty()) found.hint = each.hint;
        std::string where = each.file;
        if (each.place.known()) {
            where = std::string(reading.sources.name_of(each.place)) + ":" +
                    std::to_string(reading.sources.locate(each.place).line);
        }
        found.findings.push_back(name_of(each.code) + " " + where + " " + each.message);
    }
    return found;
}

Found read(const Files& files, const std::string& root = "settings.toml") {
    auto reading = read_input(root, files, {});
    REQUIRE(reading);
    reading->findings = {};
    auto scenarios = read_scenarios(files, *reading);
    return take(*reading, std::move(scenarios));
}

Found read(Texts texts, const std::string& root = "settings.toml") {
    texts.try_emplace("settings.toml", settings_text);
    return read(test::MemoryFiles(texts), root);
}

/// One scenario whose body is that.
Found with_body(const std::string& body, Texts more = {}) {
    more["a.scenario.toml"] = "[[scenario]]\nname = \"a\"\nsend = { to = \"P\", body = " + body + " }\n";
    return read(std::move(more));
}

std::vector<std::string> names(const Found& found) {
    std::vector<std::string> all;
    for (const Scenario& each : found.scenarios) all.push_back(each.name);
    return all;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("scenarios beside the settings are read, in the order of their files") {
    const Found found = read(Texts{{"b.scenario.toml", scenario("three")},
                                   {"a.scenario.toml", scenario("one") + scenario("two")},
                                   {"below/c.scenario.toml", scenario("not beside")},
                                   {"c.toml", "x = "}});
    CHECK(names(found) == Lines{"one", "two", "three"});
    CHECK(found.findings == Lines{});
}

TEST_CASE("scenarios of other settings are read for their form alone") {
    const Texts texts{{"orders.toml", settings_text},
                      {"a.scenario.toml", scenario("mine") + scenario("theirs", "settings = \"./orders.toml\"\n") +
                                              scenario("form", "settings = \"orders.toml\"\nq = 1\n")}};
    CHECK(names(read(texts)) == Lines{"mine"});
    CHECK(names(read(texts, "orders.toml")) == Lines{"theirs", "form"});
    CHECK(read(texts).findings == Lines{"MW005 a.scenario.toml:15 unknown key \"q\" in a scenario"});
}

TEST_CASE("settings that are not there are reported, with the nearest") {
    const Found found =
        read(Texts{{"orders.toml", settings_text}, {"a.scenario.toml", scenario("a", "settings = \"order.toml\"\n")}});
    CHECK(found.findings == Lines{"MW616 a.scenario.toml:5 there is no settings file \"order.toml\""});
    CHECK(found.hint == "did you mean \"orders.toml\"?");
    const test::MemoryFiles alone(Texts{{"orders.toml", settings_text}, {"a.scenario.toml", scenario("a")}});
    CHECK(
        read(alone, "orders.toml").findings ==
        Lines{"MW616 a.scenario.toml:2 scenario \"a\" does not name its settings, and there is no \"settings.toml\""});
    CHECK(read(Texts{{"a.scenario.toml", scenario("a", "settings = \"b.scenario.toml\"\n")}, {"b.scenario.toml", ""}})
              .findings == Lines{"MW616 a.scenario.toml:5 there is no settings file \"b.scenario.toml\""});
}

TEST_CASE("the levels of settings hold for their scenarios") {
    const test::MemoryFiles files(Texts{{"settings.toml", settings_text + "[checks]\nMW616 = \"warning\"\n"},
                                        {"a.scenario.toml", scenario("a", "settings = \"x.toml\"\n")}});
    auto reading = read_input("settings.toml", files, {});
    read_scenarios(files, *reading);
    REQUIRE(reading->findings.size() == 1);
    CHECK(reading->findings.begin()->severity == Severity::warning);
}

TEST_CASE("send and given may be one table or several") {
    const std::string one =
        "[[scenario]]\nname = \"a\"\nsend = { to = \"P\", at = \"10m\" }\n"
        "given = { item = \"X\", fail_times = 2 }\nexpect = { status = \"failed\" }\n";
    const std::string headers =
        "[[scenario]]\nname = \"a\"\n[scenario.expect]\nstatus = \"failed\"\n"
        "[[scenario.send]]\nto = \"P\"\nat = \"10m\"\n"
        "[[scenario.given]]\nitem = \"X\"\nfail_times = 2\n";
    const Found found = read(Texts{{"a.scenario.toml", one}});
    CHECK(found.findings == Lines{});
    CHECK(test::dump(found.scenarios) ==
          "scenario a of settings.toml ()\nsend to=P {} at=10m\ngiven item=X {} times=2 after=0s\nexpect status=failed "
          "{}\n");
    CHECK(test::dump(read(Texts{{"a.scenario.toml", headers}}).scenarios) == test::dump(found.scenarios));
}

TEST_CASE("a path is edges one after the other, from the item sent to") {
    const auto edges = [](const std::string& path) {
        const Found found = read(Texts{{"a.scenario.toml",
                                        "[[scenario]]\nname = \"a\"\nsend = [{ to = \"A\" }, { to = \"Z\" }]\n"
                                        "expect = { path = " +
                                            path + " }\n"}});
        std::string text;
        for (const ScenarioEdge& each : found.scenarios.front().expect.edges)
            text += each.from.text + ">" + each.to.text + " ";
        return text;
    };
    CHECK(edges("[\"A\", \"B\", \"C\"]") == "A>B B>C ");
    CHECK(edges("[\"B\", \"C\"]") == "A>B B>C ");
    CHECK(edges("\"B\"") == "A>B ");
    CHECK(edges("[\"A\"]").empty());
    CHECK(edges("[]").empty());
}

TEST_CASE("what an expectation is made of is checked in its form") {
    const auto findings = [](const std::string& expect) {
        const Found found = read(
            Texts{{"a.scenario.toml", "[[scenario]]\nname = \"a\"\nsend = { to = \"A\" }\nexpect = " + expect + "\n"}});
        CHECK_FALSE(found.scenarios.front().expect.understood);
        return found.findings;
    };
    CHECK(
        findings("{ edges = [[\"A\"]] }") ==
        Lines{"MW006 a.scenario.toml:4 an edge in \"edges\" has to be two names in quotes: from which item, to which"});
    CHECK(findings("{ edges = [[\"A\", 1]] }").size() == 1);
    CHECK(findings("{ edges = [\"A\", \"B\"] }").size() == 2);
    CHECK(findings("{ attempts = { a = 0 } }") ==
          Lines{"MW009 a.scenario.toml:4 \"a\" in \"attempts\" has to be a whole number from 1, not 0"});
    CHECK(findings("{ status = \"done\" }").size() == 1);
    CHECK(findings("7").size() == 1);
}

TEST_CASE("what is given happens in one way") {
    const auto findings = [](const std::string& given) {
        return read(Texts{{"a.scenario.toml",
                           "[[scenario]]\nname = \"a\"\nsend = { to = \"A\" }\ngiven = { " + given + " }\n"}})
            .findings;
    };
    const std::string at = " a.scenario.toml:4 ";
    CHECK(findings("item = \"X\", after = \"1s\"") == Lines{});
    CHECK(findings("item = \"X\", fails = true") == Lines{});
    CHECK(findings("item = \"X\"") == Lines{"MW008" + at + "given does not say what happens"});
    CHECK(findings("item = \"X\", fails = true, raises = \"E\"") ==
          Lines{"MW022" + at + "given has either \"raises\" or \"fails\", not both"});
    CHECK(findings("item = \"X\", step = \"s\", fails = true") ==
          Lines{"MW022" + at + "given has either \"item\" or \"step\", not both"});
    CHECK(findings("fails = true") == Lines{"MW008" + at + "given needs one of item and step"});
    CHECK(findings("step = \"s\", outcome = \"o\", on = \"M\"") ==
          Lines{"MW005" + at + "\"on\" means nothing without \"item\" in given"});
    CHECK(findings("item = \"X\", fails = true, with = { a = 1 }") ==
          Lines{"MW005" + at + "\"with\" means nothing without \"raises\" or \"reply\" in given"});
}

TEST_CASE("bodies hold values of every kind, as they are written") {
    const Found found =
        with_body("{ a = \"x\", b = 1_000, c = -1_0.5, d = true, e = 2026-01-31, f = [1, \"y\"], g.h = 2 }");
    CHECK(found.findings == Lines{});
    CHECK(test::dump(found.scenarios)
              .find("{a=1:x;b=2:1000;c=3:-10.5;d=4:true;e=5:2026-01-31;f=6:(=2:1;=1:y;);g=7:(h=2:2;);}") !=
          std::string::npos);
}

TEST_CASE("a body comes from a file of JSON") {
    const Found found =
        with_body("{ file = \"data/order.json\" }",
                  {{"data/order.json", "{\n \"id\": \"7\", \"sum\": 1.50, \"n\": [1, null, {\"x\": false}]}"}});
    CHECK(found.findings == Lines{});
    CHECK(
        test::dump(found.scenarios).find("{id=1:7;sum=3:1.50;n=6:(=2:1;=0:;=7:(x=4:false;););} file=data/order.json") !=
        std::string::npos);
    // Beside another field, and with another ending, `file` is a field like others.
    for (const char* body : {"{ file = \"a.json\", size = 1 }", "{ file = \"a\" }", "{ file = 7 }"}) {
        const Found field = with_body(body);
        CHECK(field.findings == Lines{});
        CHECK_FALSE(field.scenarios.front().sends.front().body.fields.empty());
    }
}

TEST_CASE("what is wrong with a file of JSON is reported in it") {
    const auto findings = [](const std::string& json) {
        return with_body("{ file = \"o.json\" }", {{"o.json", json}}).findings;
    };
    CHECK(findings("[1]") == Lines{"MW006 o.json:1 a body has to be a JSON object"});
    CHECK(findings("{\"a\": 1,\n\"a\": 2}") == Lines{"MW007 o.json:2 \"a\" is there a second time"});
    CHECK(findings("{\"a\": ").size() == 1);
    CHECK(findings("{\"a\": x}").front().starts_with("MW004 o.json:1 this is not well-formed JSON"));
    CHECK(findings(std::string("{\"a\0\": 1}", 9)).front().starts_with("MW003 o.json:1"));
    CHECK(findings(std::string(limits::nesting + 1, '[')).front().starts_with("MW901 o.json:1"));
    CHECK(findings("{} {}").size() == 1);
    CHECK(findings("").size() == 1);
}

TEST_CASE("a wrong body leaves the settings as readable as they were") {
    const test::MemoryFiles files(Texts{
        {"settings.toml", settings_text},
        {"o.json", "{"},
        {"a.scenario.toml", "[[scenario]]\nname = \"a\"\nsend = { to = \"P\", body = { file = \"o.json\" } }\n"}});
    auto reading = read_input("settings.toml", files, {});
    read_scenarios(files, *reading);
    CHECK(reading->readable);
    CHECK(reading->findings.has_errors());
}

TEST_CASE("files of bodies are missed, and never looked for elsewhere") {
    const auto finding = [](const std::string& file) {
        const Found found = with_body("{ file = \"" + file + "\" }", {{"data.json/x", ""}});
        REQUIRE(found.findings.size() == 1);
        return found.findings.front();
    };
    CHECK(finding("no.json") == "MW001 a.scenario.toml:3 there is no file \"no.json\"");
    CHECK(finding("data.json") == "MW001 a.scenario.toml:3 this is a folder: \"data.json\"");
    CHECK(finding("../up.json").starts_with("MW904 "));
    CHECK(finding("/etc/passwd.json").starts_with("MW904 "));
    CHECK(finding("data/../../x.json").starts_with("MW904 "));
}

TEST_CASE("symbolic links do not lead out of the folder") {
    const test::Folder folder;
    folder.put("secret.json", "{\"a\": 1}");
    folder.put("secret.scenario.toml", "oops");
    folder.put("p/settings.toml", settings_text);
    folder.put("p/a.scenario.toml",
               "[[scenario]]\nname = \"a\"\nsend = { to = \"P\", body = { file = \"link.json\" } }\n");
    std::filesystem::create_symlink("../secret.json", "p/link.json");
    std::filesystem::create_symlink("../secret.scenario.toml", "p/b.scenario.toml");
    const Found found = read(DiskFiles{}, "p/settings.toml");
    REQUIRE(found.findings.size() == 2);
    CHECK(found.findings[0].starts_with("MW904 p/a.scenario.toml:3 "));
    CHECK(found.findings[1].starts_with("MW904 p/b.scenario.toml "));
}

TEST_CASE("files of scenarios have limits") {
    const Found found = read(
        Texts{{"a.scenario.toml", std::string(limits::scenario_bytes + 1, '\n')}, {"b.scenario.toml", scenario("b")}});
    CHECK(found.findings == Lines{"MW902 a.scenario.toml \"a.scenario.toml\" is larger than 16 MiB"});
    CHECK(names(found) == Lines{"b"});

    std::string json = "{\"a\": [0";
    for (std::size_t i = 0; i < limits::scenario_values / 4; ++i) json += ",1";
    json += "]}";
    std::string many;
    for (int i = 0; i < 6; ++i) {
        many +=
            "[[scenario]]\nname = \"" + std::to_string(i) + "\"\nsend = { to = \"P\", body = { file = \"o.json\" } }\n";
    }
    const Found values = read(Texts{{"a.scenario.toml", many}, {"o.json", json}});
    REQUIRE(values.findings.size() == 1);
    CHECK(values.findings[0].starts_with("MW903 a.scenario.toml:12 "));
}

TEST_CASE("a text that is no TOML gives no scenarios, and the others stay") {
    const Found found = read(Texts{{"a.scenario.toml", scenario("a") + "x = \n"}, {"b.scenario.toml", scenario("b")}});
    CHECK(names(found) == Lines{"b"});
    REQUIRE(found.findings.size() == 1);
    CHECK(found.findings[0].starts_with("MW004 a.scenario.toml:5"));
}

TEST_CASE("other formats have no scenarios") {
    const test::MemoryFiles files(Texts{{"P.json", "{\"P\": {\"@Name\": \"P\"}}"}, {"a.scenario.toml", "x = "}});
    CHECK(read(files, "P.json").findings == Lines{});
}

TEST_CASE("a file of scenarios is not taken for settings") {
    const test::MemoryFiles files(Texts{{"a.scenario.toml", scenario("a")}});
    const auto reading = read_input("a.scenario.toml", files, {});
    REQUIRE(reading);
    CHECK_FALSE(reading->readable);
    CHECK(reading->findings.begin()->message == "this file holds scenarios, not settings");
}
