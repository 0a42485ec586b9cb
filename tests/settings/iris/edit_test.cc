// Edits that bring a text up to a production: what must change changes, every other byte stays.
#include <catch2/catch.hpp>

#include "tests/settings/iris/model_text.h"
#include "tests/settings/iris/random_production.h"
#include "tests/settings/iris/read.h"

using namespace millwright;
using namespace millwright::test;

namespace {

const std::string sample = R"(Include Demo

/// What it does. XData ProductionDefinition
Class Demo.Production Extends Ens.Production [ Not ProcedureBlock ]
{

/* A comment with <Production Name="Wrong"> in it. */
XData ProductionDefinition
{
<Production Name="Demo.Production" TestingEnabled="true" LogGeneralTraceEvents="false">
  <Description>Text</Description>
  <ActorPoolSize>1</ActorPoolSize>
  <!-- inbound -->
  <Item Name="In" Category="" ClassName="Demo.In" PoolSize="1" Enabled="true" Foreground="false" Comment="" LogTraceEvents="false" Schedule="">
    <Setting Target="Host" Name="TargetConfigNames">Out, Log</Setting>
    <Setting Target="Adapter" Name="Port">9999</Setting>
  </Item>
  <!-- outbound -->
  <Item Name='Out' ClassName='Demo.Out'/>
  <Item Name="Log" Category="" ClassName="Demo.Log" PoolSize="1" Enabled="true" Foreground="false" Comment="" LogTraceEvents="false" Schedule="">
  </Item>
</Production>
}

ClassMethod Two() As %Integer
{
	quit "}"_$c(10) // }
}

}
)";

std::string with(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    REQUIRE(text.find(from, at + 1) == std::string::npos);
    return text.replace(at, from.size(), to);
}

std::string edited(const std::string& wanted, const std::string& base = sample) {
    const auto reading = read_class(wanted);
    INFO(findings_of(reading));
    REQUIRE(reading.productions.size() == 1);
    const auto text = settings::write_iris_class(reading.productions[0], base);
    REQUIRE(text);
    return *text;
}

std::string in_crlf(const std::string& text) {
    std::string out;
    for (const char c : text) out += c == '\n' ? std::string("\r\n") : std::string(1, c);
    return out;
}

}  // namespace

TEST_CASE("an unchanged production keeps every byte of its class") {
    CHECK(edited(sample) == sample);
    CHECK(edited(in_crlf(sample), in_crlf(sample)) == in_crlf(sample));
    CHECK(edited(in_crlf(sample), sample) == sample);
    const std::string marked = "\xEF\xBB\xBF" + sample;
    CHECK(edited(sample, marked) == marked);
}

TEST_CASE("one change changes one place") {
    const auto change = [](const std::string& from, const std::string& to) {
        const std::string wanted = with(sample, from, to);
        CHECK(edited(wanted) == wanted);
    };
    change("9999", "9998");
    change("9999", "");
    change("9999", "<![CDATA[a < b]]>");
    change("<Description>Text<", "<Description>Other\ntext<");
    change("<ActorPoolSize>1", "<ActorPoolSize>2");
    change("TestingEnabled=\"true\"", "TestingEnabled=\"false\"");
    change(
        "PoolSize=\"1\" Enabled=\"true\" Foreground=\"false\" Comment=\"\" LogTraceEvents=\"false\" Schedule=\"\">\n   "
        " <",
        "PoolSize=\"4\" Enabled=\"false\" Foreground=\"false\" Comment=\"&quot;a&quot; &amp; b\" "
        "LogTraceEvents=\"true\" "
        "Schedule=\"@Night\">\n    <");
    change("ClassName='Demo.Out'/", "ClassName='Demo.&apos;Out' PoolSize=\"2\"/");
    change("    <Setting Target=\"Adapter\" Name=\"Port\">9999</Setting>\n", "");
    change(">9999</Setting>\n", ">9999</Setting>\n    <Setting Target=\"Host\" Name=\"New\">1</Setting>\n");
    change("  <Item Name='Out' ClassName='Demo.Out'/>\n", "");
    change("Foreground=\"false\" Comment=\"\" LogTraceEvents=\"false\" Schedule=\"\">\n  <",
           "Foreground=\"false\" DisableErrorTraps=\"1\" Comment=\"\" LogTraceEvents=\"false\" Schedule=\"\" "
           "New=\"x\">\n  <");
    change("  </Item>\n</Production>",
           "  </Item>\n  <Item Name=\"New\" Category=\"\" ClassName=\"Demo.New\" PoolSize=\"1\" Enabled=\"true\" "
           "Foreground=\"false\" Comment=\"\" LogTraceEvents=\"false\" Schedule=\"\">\n    <Setting Target=\"Host\" "
           "Name=\"A\">b</Setting>\n  </Item>\n</Production>");
}

TEST_CASE("what means the same is no change") {
    const auto no_change = [](const std::string& from, const std::string& to) {
        CHECK(edited(with(sample, from, to)) == sample);
    };
    no_change("Out, Log", "Out,Log");
    no_change("TestingEnabled=\"true\"", "TestingEnabled=\"1\"");
    no_change("'Demo.Out'/", "'Demo.Out' Category='' PoolSize='1' Enabled='yes'></Item");
    no_change("'Demo.Out'/", "'Demo.Out' PoolSize='' Enabled='' LogTraceEvents=''/");
    no_change("9999", "<![CDATA[9999]]>");
    const std::string port = "    <Setting Target=\"Adapter\" Name=\"Port\">9999</Setting>\n";
    const std::string targets = "    <Setting Target=\"Host\" Name=\"TargetConfigNames\">Out, Log</Setting>\n";
    no_change(targets + port, port + targets);
    const std::string out = "  <Item Name='Out' ClassName='Demo.Out'/>\n";
    CHECK(edited(with(with(sample, out, ""), "  <!-- inbound -->\n", "  <!-- inbound -->\n" + out)) == sample);
}

TEST_CASE("a changed production name renames the class") {
    const std::string wanted =
        with(with(sample, "Production Name=\"Demo.Production\"", "Production Name=\"Demo.Other\""),
             "Class Demo.Production", "Class Demo.Other");
    CHECK(edited(wanted) == wanted);
}

TEST_CASE("a class whose production has another Name keeps it until it is renamed") {
    const std::string base = with(sample, "Production Name=\"Demo.Production\"", "Production Name=\"Demo.Old\"");
    CHECK(edited(base, base) == base);
    const std::string wanted = with(with(sample, "Production Name=\"Demo.Production\"", "Production Name=\"Demo.New\""),
                                    "Class Demo.Production", "Class Demo.New");
    CHECK(edited(wanted, base) == wanted);
}

TEST_CASE("an empty production or item tag is opened for what comes into it") {
    const std::string base =
        "Class A.B Extends Ens.Production\n{\nXData ProductionDefinition\n{\n<Production Name=\"A.B\"/>\n}\n}\n";
    const std::string text = edited(sample, base);
    CHECK(text.starts_with(
        "Class Demo.Production Extends Ens.Production\n{\nXData ProductionDefinition\n{\n<Production"));
    CHECK(text.ends_with("  </Item>\n</Production>\n}\n}\n"));
    CHECK(model_text(read_class(text).productions.at(0)) == model_text(read_class(sample).productions.at(0)));
}

TEST_CASE("new lines are those of the file") {
    const std::string wanted =
        with(sample, "9999</Setting>\n",
             "9999</Setting>\n    <Setting Target=\"Host\" Name=\"%settings\">a=1\nb=2</Setting>\n");
    CHECK(edited(wanted, in_crlf(sample)) == in_crlf(wanted));
}

TEST_CASE("what XML cannot hold is refused with its place") {
    auto reading = read_json(R"({"Production": {"@Name": "A.B", "Item": [{"@Name": "In\u0001", "@ClassName": "C",
        "Setting": [{"@Name": "S", "#text": "\u0002"}]}, {"@Name": "None"}]}})");
    const auto text = settings::write_iris_class(reading.productions.at(0), "");
    REQUIRE_FALSE(text);
    REQUIRE(text.error().kind == FailureKind::input);
    REQUIRE(text.error().diagnostics.size() == 3);
    CHECK(text.error().diagnostics.begin()->code == Code::bad_value);
    CHECK(text.error().diagnostics.begin()->message ==
          "item \"In\\x01\" holds the character \"\\x01\", which XML does not allow");
    CHECK(reading.sources.locate(text.error().diagnostics.begin()->place).column == 53);
    CHECK((text.error().diagnostics.end() - 1)->code == Code::missing_class);
    CHECK_FALSE(settings::write_iris_class(reading.productions.at(0), sample));
    CHECK_FALSE(settings::write_production_json(reading.productions.at(0)));
}

TEST_CASE("a base that cannot be read is refused, and so is a name that no class can have") {
    const auto reading = read_class(sample);
    const auto broken = settings::write_iris_class(reading.productions.at(0), sample.substr(0, 700));
    REQUIRE_FALSE(broken);
    CHECK(broken.error().diagnostics.begin()->code == Code::truncated);
    const auto hostile = read_xml("<Production Name=\"A } B\"/>");
    CHECK_FALSE(settings::write_iris_class(hostile.productions.at(0), ""));
    CHECK(settings::write_iris_xml(hostile.productions.at(0), "").value().starts_with("<Production Name=\"A } B\""));
}

namespace {

/// The XML as it stands in files of four kinds.
std::string wrapped(const std::string& xml, std::size_t kind) {
    const std::string open =
        "<Export generator=\"IRIS\">\n<Class name=\"Demo.Production\">\n<XData name=\"ProductionDefinition\">\n<Data>";
    const std::string close = "</Data>\n</XData>\n</Class>\n</Export>\n";
    std::string inside;
    if (kind == 0)
        return "Class Demo.Production Extends Ens.Production\n{\n\nXData ProductionDefinition\n{\n" + xml +
               "\n}\n\nParameter A = \"}\";\n\n}\n";
    if (kind == 1) return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + xml + "\n";
    for (std::size_t i = 0; i < xml.size(); ++i) {
        if (kind == 2 && xml.compare(i, 3, "]]>") == 0) {
            inside += "]]]]><![CDATA[>";
            i += 2;
        } else if (kind == 3 && (xml[i] == '<' || xml[i] == '&')) {
            inside += xml[i] == '<' ? "&lt;" : "&amp;";
        } else {
            inside += xml[i];
        }
    }
    return open + (kind == 2 ? "<![CDATA[" + inside + "]]>" : inside) + close;
}

}  // namespace

TEST_CASE("text that is divided between CDATA and escapes is not edited") {
    const std::string base =
        "<Export><Class name=\"P\"><XData name=\"ProductionDefinition\"><Data>&lt;Production Name=\"P\">"
        "&lt;Description>a<![CDATA[b</Description></Production>]]></Data></XData></Class></Export>";
    const auto reading = read_xml(base);
    CHECK(findings_of(reading).empty());
    CHECK(reading.productions.at(0).description == "ab");
    CHECK(settings::write_iris_xml(reading.productions.at(0), base).value() == base);
    const auto other = read_xml("<Production Name=\"P\"><Description>c</Description></Production>");
    CHECK_FALSE(settings::write_iris_xml(other.productions.at(0), base));
}

TEST_CASE("an edit that would not read back is refused") {
    // Lines are searched as a last resort, so the definition is found; a quote that comes into it changes what is found.
    const std::string base = file_text(MILLWRIGHT_SOURCE_DIR "/tests/fuzz/corpus/iris_class/understood_differently");
    const std::size_t divides = base.find('\x7F');
    const auto wanted = read_class(base.substr(divides + 1));
    REQUIRE(wanted.productions.size() == 1);
    const auto edited_text = settings::write_iris_class(wanted.productions[0], base.substr(0, divides));
    REQUIRE_FALSE(edited_text);
    CHECK(edited_text.error().diagnostics.begin()->severity == Severity::error);
}

TEST_CASE("random changes to random texts give the wanted production and keep what is not concerned") {
    for (std::uint32_t seed = 0; seed < 6'000; ++seed) {
        INFO("seed " << seed);
        Dice dice(seed);
        PlainProduction plain;
        for (std::size_t i = dice.roll(12); i > 0; --i) change(plain, dice);
        std::string xml = RandomLayout(dice).xml(plain);
        const bool crlf = dice.chance(4);
        const std::size_t kind = dice.roll(4);
        std::string base = wrapped(xml, kind);
        if (crlf) base = in_crlf(base);
        const auto read = kind == 0 ? read_class : read_xml;
        const auto write = kind == 0 ? settings::write_iris_class : settings::write_iris_xml;
        INFO(base);
        const auto before = read(base);
        REQUIRE(before.readable);
        REQUIRE(before.productions.size() == 1);
        REQUIRE(model_text(before.productions[0], true) == model_text(model_of(plain), true));
        REQUIRE(write(before.productions[0], base).value() == base);

        for (std::size_t i = 1 + dice.roll(6); i > 0; --i) change(plain, dice);
        const Production wanted = model_of(plain);
        const auto text = write(wanted, base);
        REQUIRE(text);
        INFO(*text);
        const auto after = read(*text);
        INFO(findings_of(after));
        REQUIRE(after.readable);
        // "A, B" stays where "A,B" is wanted, if those are items: so both are compared without blanks behind commas.
        const auto compact = [](std::string model) {
            for (std::size_t at = model.find(", "); at != std::string::npos; at = model.find(", ", at))
                model.erase(at + 1, 1);
            return model;
        };
        REQUIRE(compact(model_text(after.productions.at(0), true)) == compact(model_text(wanted, true)));
        REQUIRE(write(wanted, *text).value() == *text);
    }
}
