// Reading and writing production JSON: shapes, values, places, and what is reported.
#include <catch2/catch.hpp>

#include "tests/settings/iris/model_text.h"
#include "tests/settings/iris/read.h"

using namespace millwright;
using namespace millwright::test;

namespace {

std::string model_of_json(const std::string& text) {
    const auto reading = read_json(text);
    INFO(findings_of(reading));
    CHECK(findings_of(reading).empty());
    REQUIRE(reading.readable);
    std::string out;
    for (const Production& each : reading.productions) out += model_text(each);
    return out;
}

void refuses(const std::string& text, const std::string& finding) {
    INFO(text);
    const auto reading = read_json(text);
    CHECK_FALSE(reading.readable);
    CHECK(findings_of(reading) == finding);
}

std::string text_at(const settings::Reading& reading, Place place) {
    return std::string(reading.sources.text_of(place));
}

}  // namespace

TEST_CASE("the order of keys does not matter") {
    const std::string wanted =
        "production [P] [true] [false] [1] [d] 2\n  @New=[n]\n    Production/ShutdownTimeout=[9]\n"
        "  item [X] [c] [Python.A.Service] [0] [false] [true] [m] [true] [s] [service]\n    @DisableErrorTraps=[1]\n"
        "    Adapter/Port=[1]\n    Host/To=[Y] names Y\n"
        "  item [Y] [] [] [1] [true] [false] [] [false] [] [component]\n";
    CHECK(model_of_json(R"({"Production": {"@Name": "P", "@TestingEnabled": "true", "@New": "n", "Description": "d",
        "ActorPoolSize": "1", "Setting": [{"@Target": "Production", "@Name": "ShutdownTimeout", "#text": "9"}],
        "Item": [{"@Name": "X", "@Category": "c", "@ClassName": "Python.A.Service", "@PoolSize": "0",
        "@Enabled": "false", "@Foreground": "true", "@Comment": "m", "@LogTraceEvents": "true", "@Schedule": "s",
        "@DisableErrorTraps": "1", "Setting": [{"@Target": "Adapter", "@Name": "Port", "#text": "1"},
        {"@Target": "Host", "@Name": "To", "#text": "Y"}]}, {"@Name": "Y"}]}})") == wanted);
    CHECK(model_of_json(R"({"P": {"Item": [{"Setting": [{"#text": "1", "@Name": "Port", "@Target": "Adapter"},
        {"#text": "Y", "@Name": "To"}], "@DisableErrorTraps": "1", "@Schedule": "s", "@LogTraceEvents": "1",
        "@Comment": "m", "@Foreground": "yes", "@Enabled": "No", "@PoolSize": "0", "@ClassName": "Python.A.Service",
        "@Category": "c", "@Name": "X"}, {"@Name": "Y"}], "Setting": {"#text": "9", "@Name": "ShutdownTimeout"},
        "ActorPoolSize": "1", "Description": "d", "@New": "n", "@TestingEnabled": "on"}})") == wanted);
}

TEST_CASE("numbers, booleans and null have their texts") {
    CHECK(model_of_json(R"({"Production": {"@Name": "P", "@TestingEnabled": true, "ActorPoolSize": null,
        "Description": null, "Setting": null, "Item": {"@Name": "X", "@ClassName": "C", "@PoolSize": null,
        "@Enabled": 1, "@Foreground": 0, "@Comment": null, "@LogTraceEvents": false, "Setting": [
        {"@Name": "a", "#text": 10}, {"@Name": "b", "#text": -1.50}, {"@Name": "c", "#text": 1E3},
        {"@Name": "d", "#text": true}, {"@Name": "e", "#text": null}, {"@Name": "f"}, {"@Name": "g", "#text": ""},
        {"@Name": "h", "#text": 123456789012345678901234567890}, {"@Target": null, "@Name": "i", "#text": -7}]}}})") ==
          "production [P] [true] [false] [] [] 1\n"
          "  item [X] [] [C] [] [true] [false] [] [false] [] [component]\n"
          "    Host/a=[10]\n    Host/b=[-1.50]\n    Host/c=[1E3]\n    Host/d=[true]\n    Host/e=[]\n    Host/f=[]\n"
          "    Host/g=[]\n    Host/h=[123456789012345678901234567890]\n    Host/i=[-7]\n");
    CHECK(model_of_json(R"({"Production": {"@Name": "P"}})") == "production [P] [false] [false] [2] [] 0\n");
    CHECK(model_of_json(R"({"Production": {"@Name": "P", "Description": ""}})") ==
          "production [P] [false] [false] [2] [] 2\n");
}

TEST_CASE("a document may hold several productions, and a list several documents") {
    const std::string two = "production [A] [false] [false] [2] [] 0\nproduction [B] [false] [false] [2] [] 0\n";
    CHECK(model_of_json(R"({"A": {"Item": []}, "B": {}})") == two);
    CHECK(model_of_json(R"([{"Production": {"@Name": "A"}}, {"Production": {"@Name": "B"}}])") == two);
}

TEST_CASE("settings of one name stay as they came") {
    CHECK(model_of_json(R"({"Production": {"@Name": "P", "Item": {"@Name": "X", "@ClassName": "C", "Setting": [
        {"@Name": "a", "#text": "1"}, {"@Target": "Other", "@Name": "a", "#text": "2"}, {"@Name": "a", "#text": "3"}]}}})") ==
          "production [P] [false] [false] [2] [] 0\n  item [X] [] [C] [1] [true] [false] [] [false] [] [component]\n"
          "    Host/a=[1]\n    Other/a=[2]\n    Host/a=[3]\n");
}

TEST_CASE("things in JSON know where they were declared") {
    const auto reading = read_json(
        "\xEF\xBB\xBF{\"Production\": {\"@Name\": \"Pr\\u00e4\", \"Item\": [{\"@Name\": \"a\\\\\\\"b\", "
        "\"@ClassName\":\"C\",\n"
        "\"@More\": 12, \"Setting\": [{\"@Name\": \"S\", \"#text\": \"\\\"\"}, {\"@Name\": \"T\"}, {\"@Name\": \"U\", "
        "\"#text\": true},\n"
        "{\"@Name\": \"V\", \"#text\": 1.5\n   \n   }, {\"@Name\": \"W\", \"#text\": \"\"}]}]}}");
    const Production& production = reading.productions.at(0);
    CHECK(production.name == "Pr\xC3\xA4");
    CHECK(text_at(reading, production.place) == "Pr\\u00e4");
    CHECK(production.items.at(0).name == "a\\\"b");
    CHECK(text_at(reading, production.items.at(0).place) == "a\\\\\\\"b");
    CHECK(text_at(reading, production.items.at(0).class_place) == "C");
    CHECK(text_at(reading, production.attributes.at(0).place) == "12");
    const auto& all = production.settings;
    CHECK(text_at(reading, all.at(0).place) == "\\\"");
    CHECK(text_at(reading, all.at(1).place) == "T");
    CHECK(text_at(reading, all.at(2).place) == "true");
    CHECK(text_at(reading, all.at(3).place) == "1.5");
    CHECK(text_at(reading, all.at(4).place).empty());
    CHECK(reading.sources.locate(all.at(4).place).line == 5);
}

TEST_CASE("JSON of another shape is refused with its place") {
    refuses("", "error MW013 1:1 the text is empty\n");
    refuses("17", "error MW006 1:1 there should be an object with productions, not a number\n");
    refuses("[1]", "error MW006 1:2 there should be an object with productions, not a number\n");
    refuses("{}", "error MW013 1:1 this JSON holds no production\n");
    refuses("[]", "error MW013 1:1 this JSON holds no production\n");
    refuses(R"({"Production": []})", "error MW006 1:16 \"Production\" should be an object, not a list\n");
    refuses(R"({"Production": {"@Name": "P", "Item": "X"}})",
            "error MW006 1:40 \"Item\" should be a list of objects, not text\n");
    refuses(R"({"Production": {"@Name": "P", "Item": [1, {"@Name": "X"}]}})",
            "error MW006 1:40 \"Item\" should hold objects, not a number\n");
    refuses(
        R"({"Production": {"@Name": {"a": 1}, "Item": []}})",
        "error MW008 1:3 the production has no \"@Name\"\nerror MW006 1:26 \"@Name\" should be text, not an object\n");
    refuses(
        R"({"Production": {"@Name": "P", "Item": [{"@Name": "X", "@PoolSize": [1], "Setting": [{"@Name": "S", "#text": {}}]}]}})",
        "error MW006 1:68 \"@PoolSize\" should be text, not a list\nerror MW006 1:109 \"#text\" should be text, not an "
        "object\n");
    refuses(R"({"name": "package", "version": "1", "dependencies": {"a": "1", "b": {"c": 1}}})",
            "error MW013 1:1 this JSON holds no production\nwarning MW017 1:3 \"name\" is no production\n"
            "warning MW017 1:22 \"version\" is no production\nwarning MW017 1:38 \"dependencies\" is no production\n");
}

TEST_CASE("JSON that is not well-formed is refused with its place") {
    refuses("{\"Production\": {\n\"@Name\": \"P\",}}",
            "error MW004 2:14 this is not well-formed JSON: syntax error while parsing object key - unexpected '}'; "
            "expected string literal\n");
    refuses("{\"Production\": {\"@Name\": \"P", "error MW014 1:28 the text ends before the JSON does\n");
    refuses("{\"Production\": {\"@Name\": \"P\"}} x",
            "error MW004 1:32 this is not well-formed JSON: syntax error while parsing value - invalid literal\n");
    refuses("{\"Production\": {\"@PoolSize\": 1e999}}", "error MW009 1:35 this number is too large: 1e999\n");
    refuses(std::string("{\"Production\": \"\0\"}", 18), "error MW003 1:17 a zero byte: this is no text\n");
    refuses("{\"Production\": \"\xFF\"}", "error MW002 1:17 this byte is not UTF-8\n");
    const auto deep = read_json("{\"P\": {\"Extra\": " + std::string(100'000, '['));
    CHECK_FALSE(deep.readable);
    CHECK(findings_of(deep) == "error MW901 1:79 the JSON is nested more than 64 deep\n");
}

TEST_CASE("what is not understood in JSON is a warning with its place, and an error when strict") {
    const std::string text =
        R"({"Production": {"@Name": "P", "@Name": "Q", "Extra": {"a": [1]}, "Item": [{"@Name": "X", "extra": 1,
"@Enabled": "maybe", "@PoolSize": "two", "@A": "1", "@A": "2", "Setting": [{"@Name": "S", "@Group": "g", "#text": "v"}, {}]}, {}]}})";
    const auto reading = read_json(text);
    CHECK(reading.readable);
    CHECK(findings_of(reading) ==
          "error MW007 1:32 \"@Name\" comes twice in one object\n"
          "warning MW017 1:46 \"Extra\" of the production is not understood\n"
          "warning MW017 1:91 \"extra\" of item \"X\" is not understood\n"
          "warning MW107 2:14 Enabled of item \"X\" is \"maybe\", which is neither true nor false\n"
          "warning MW108 2:36 PoolSize of item \"X\" is \"two\", which is not a number\n"
          "error MW007 2:60 \"@A\" comes twice in one object\n"
          "warning MW017 2:92 \"@Group\" of a setting is not understood\n"
          "error MW008 2:121 a setting of item \"X\" has no \"@Name\"\n"
          "error MW008 2:127 an item has no \"@Name\"\n");
    CHECK(reading.productions.at(0).name == "Q");
    CHECK(read_with(settings::read_production_json, text, true).findings.counts().warning == 2);
    const auto named = read_json(R"({"A": {"@Name": "B"}, "A": {"@Name": "B"}})");
    CHECK(findings_of(named) ==
          "warning MW022 1:18 the production is named \"B\", but its key \"A\"\n"
          "error MW007 1:24 \"A\" comes twice\n"
          "warning MW022 1:39 the production is named \"B\", but its key \"A\"\n");
}

TEST_CASE("JSON cut off at any byte is refused") {
    const std::string text =
        R"({"Production": {"@Name": "P\n", "ActorPoolSize": 12, "Item": [{"@Name": "X", "@ClassName": null,
        "@Enabled": true, "Setting": {"@Name": "S", "#text": "a\u00e4"}}]}})";
    REQUIRE(read_json(text).readable);
    for (std::size_t length = 0; length < text.size(); ++length) {
        INFO(text.substr(0, length));
        const auto reading = read_json(text.substr(0, length));
        CHECK_FALSE(reading.readable);
        CHECK(reading.findings.has_errors());
    }
}

TEST_CASE("JSON is written in IoP's order and layout") {
    const auto reading = read_xml(
        "<Production Name=\"P\" More=\"&quot;\"><Description/><Setting Target=\"Production\" "
        "Name=\"UpdateTimeout\">5</Setting>"
        "<Item Schedule=\"s\" InactivityTimeout=\"1\" Name=\"X\" ClassName=\"C\"><Setting Name=\"S\"/><Setting "
        "Name=\"T\">t</Setting>"
        "</Item></Production>");
    CHECK(settings::write_production_json(reading.productions.at(0)).value() == R"({
  "Production": {
    "@Name": "P",
    "@TestingEnabled": "false",
    "@LogGeneralTraceEvents": "false",
    "@More": "\"",
    "Description": null,
    "ActorPoolSize": "2",
    "Setting": [
      {
        "@Target": "Production",
        "@Name": "UpdateTimeout",
        "#text": "5"
      }
    ],
    "Item": [
      {
        "@Name": "X",
        "@Category": "",
        "@ClassName": "C",
        "@PoolSize": "1",
        "@Enabled": "true",
        "@Foreground": "false",
        "@InactivityTimeout": "1",
        "@Comment": "",
        "@LogTraceEvents": "false",
        "@Schedule": "s",
        "Setting": [
          {
            "@Target": "Host",
            "@Name": "S"
          },
          {
            "@Target": "Host",
            "@Name": "T",
            "#text": "t"
          }
        ]
      }
    ]
  }
}
)");
}

TEST_CASE("long strings and many keys are read in linear time") {
    std::string escapes = R"({"Production": {"@Name": "P", "Item": [)";
    for (int i = 0; i < 20'000; ++i) escapes += R"({"@Name": "\u0041\n\"", "@ClassName": "C"},)";
    escapes.back() = ']';
    CHECK(read_json(escapes + "}}").productions.at(0).items.size() == 20'000);
    std::string keys = R"({"Production": {"@Name": "P")";
    for (int i = 0; i < 50'000; ++i) keys += ", \"@k" + std::to_string(i) + "\": \"\"";
    CHECK(read_json(keys + "}}").productions.at(0).attributes.size() == 50'000);
}
