// Reading <Production>: values, places, exports with several classes, and what is reported.
#include <catch2/catch.hpp>

#include "tests/settings/iris/model_text.h"
#include "tests/settings/iris/read.h"

using namespace millwright;
using namespace millwright::test;

namespace {

std::string item_of(const std::string& inside) {
    return "<Production Name=\"P\"><Item Name=\"X\" ClassName=\"C\">" + inside + "</Item></Production>";
}

std::string value_of(const std::string& element) {
    const auto reading = read_xml(item_of(element));
    INFO(findings_of(reading));
    REQUIRE(reading.productions.size() == 1);
    REQUIRE(reading.productions[0].settings.size() == 1);
    return std::string(reading.productions[0].settings[0].value);
}

std::string text_at(const settings::Reading& reading, Place place) {
    return std::string(reading.sources.text_of(place));
}

void refuses(const std::string& text, const std::string& finding) {
    INFO(text);
    const auto reading = read_xml(text);
    CHECK_FALSE(reading.readable);
    CHECK(findings_of(reading) == finding);
}

}  // namespace

TEST_CASE("the value of a setting is its text, exactly") {
    CHECK(value_of("<Setting Name=\"S\">a</Setting>") == "a");
    CHECK(value_of("<Setting Name=\"S\"></Setting>").empty());
    CHECK(value_of("<Setting Name=\"S\"/>").empty());
    CHECK(value_of("<Setting Name=\"S\"> </Setting>") == " ");
    CHECK(value_of("<Setting Name=\"S\">\n  a \n</Setting>") == "\n  a \n");
    CHECK(value_of("<Setting Name=\"S\">a\r\nb</Setting>") == "a\nb");
    CHECK(value_of("<Setting Name=\"S\">a&#13;b</Setting>") == "a\rb");
    CHECK(value_of("<Setting Name=\"S\">&lt;&amp;&gt;&quot;&apos;&#x41;&#228;</Setting>") == "<&>\"'A\xC3\xA4");
    CHECK(value_of("<Setting Name=\"S\">&#x" + std::string(50, '0') + "41;</Setting>") == "A");
    CHECK(value_of("<Setting Name=\"S\"><![CDATA[|^~\\&]]></Setting>") == "|^~\\&");
    CHECK(value_of("<Setting Name=\"S\"><![CDATA[a]]]]><![CDATA[>b]]></Setting>") == "a]]>b");
    CHECK(value_of("<Setting Name=\"S\">a<!-- x -->b<![CDATA[ c ]]> d</Setting>") == "ab c  d");
    CHECK(value_of("<Setting Name=\"S\"><![CDATA[ ]]> <![CDATA[ ]]></Setting>") == "   ");
}

TEST_CASE("attributes and children of a production are read, absent ones have their defaults") {
    const auto bare =
        read_xml("<Production Name='P'><Item Name='X' ClassName='EnsLib.HL7.Service.FileService'/></Production>");
    CHECK(findings_of(bare).empty());
    CHECK(model_text(bare.productions.at(0)) ==
          "production [P] [false] [false] [2] [] 0\n"
          "  item [X] [] [EnsLib.HL7.Service.FileService] [1] [true] [false] [] [false] [] [service]\n");
    const auto full = read_xml(
        "<Production Name=\"P\" TestingEnabled=\"1\" LogGeneralTraceEvents=\"yes\" New=\"n\">\n<Description/>\n"
        "<ActorPoolSize>1</ActorPoolSize>\n<Setting Target=\"Production\" Name=\"ShutdownTimeout\">120</Setting>\n"
        "<Setting Name=\"UpdateTimeout\">5</Setting>\n"
        "<Item Name=\"X\" Category=\"a,b\" ClassName=\"C\" PoolSize=\"0\" Enabled=\"0\" Foreground=\"true\" "
        "DisableErrorTraps=\"false\" InactivityTimeout=\"20\" Comment=\"c&#10;d\" LogTraceEvents=\"on\" "
        "Schedule=\"@S\">\n"
        "<Setting Target=\"Adapter\" Name=\"Port\">1</Setting><Setting Name=\"To\">X, "
        "X</Setting></Item>\n</Production>");
    CHECK(findings_of(full).empty());
    CHECK(model_text(full.productions.at(0)) ==
          "production [P] [true] [true] [1] [] 1\n"
          "  @New=[n]\n"
          "    Production/ShutdownTimeout=[120]\n"
          "    Production/UpdateTimeout=[5]\n"
          "  item [X] [a,b] [C] [0] [false] [true] [c\nd] [true] [@S] [component]\n"
          "    @DisableErrorTraps=[false]\n"
          "    @InactivityTimeout=[20]\n"
          "    Adapter/Port=[1]\n"
          "    Host/To=[X, X] names X X\n");
}

TEST_CASE("things know where they were declared") {
    const auto reading = read_xml(
        "<!-- a -->\n<Production Name = 'Pro&amp;d'>\n  <Item ClassName=\"The.Class\" Name=\"The &lt;Item&gt;\" "
        "More=\"m\">\n"
        "    <Setting Name=\"S\">va&amp;lue</Setting><Setting Name=\"T\"><![CDATA[c]]></Setting><Setting Name=\"U\"/>\n"
        "  </Item>\n</Production>");
    const Production& production = reading.productions.at(0);
    const Item& item = production.items.at(0);
    CHECK(text_at(reading, production.place) == "Pro&amp;d");
    CHECK(text_at(reading, item.place) == "The &lt;Item&gt;");
    CHECK(text_at(reading, item.class_place) == "The.Class");
    CHECK(text_at(reading, production.attributes.at(0).place) == "m");
    CHECK(text_at(reading, production.settings.at(0).place) == "va&amp;lue");
    CHECK(text_at(reading, production.settings.at(1).place) == "c");
    CHECK(text_at(reading, production.settings.at(2).place) == "<Setting");
}

TEST_CASE("an export may hold several productions among other classes") {
    const auto text = [](const std::string& a, const std::string& b) {
        return "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Export generator=\"IRIS\" version=\"26\">\n"
               "<Class name=\"A.A\"><Super>Ens.Production</Super><Method name=\"M\"><Implementation><![CDATA[ "
               "<Production> ]]>"
               "</Implementation></Method>\n<XData name=\"Other\"><Data><![CDATA[<x>]]></Data></XData>\n"
               "<XData name=\"ProductionDefinition\"><Data><![CDATA[\n<Production Name=\"A.A\">\n" +
               a +
               "\n</Production>\n]]></Data></XData></Class>\n<Class name=\"No\"/><Project name=\"x\"/>\n"
               "<Class name=\"B.B\"><XData name=\"ProductionDefinition\"><Description>d</Description><Data><![CDATA["
               "<Production Name=\"B.B\">" +
               b + "</Production>]]></Data></XData></Class></Export>\n";
    };
    const std::string separators =
        "<Item Name=\"X\" ClassName=\"C\"><Setting Name=\"S\"><![CDATA[|&]]]]><![CDATA[></Setting></Item>";
    const auto reading = read_xml(text(separators, "<Item Name=\"Y\" ClassName=\"D\"/>"));
    CHECK(findings_of(reading).empty());
    REQUIRE(reading.productions.size() == 2);
    CHECK(reading.productions[0].name == "A.A");
    CHECK(reading.productions[0].settings.at(0).value == "|&");
    CHECK(text_at(reading, reading.productions[0].items.at(0).place) == "X");
    CHECK(text_at(reading, reading.productions[1].items.at(0).place) == "Y");

    const auto other = read_xml("<Production Name=\"B.B\"><Item Name=\"Y\" ClassName=\"]]&gt;\"/></Production>");
    CHECK(settings::write_iris_xml(other.productions.at(0), reading.sources[1].text()).value() ==
          text(separators, "<Item Name=\"Y\" ClassName=\"]]&gt;\"/>"));
    const auto third = read_xml("<Production Name=\"C.C\"/>");
    CHECK_FALSE(settings::write_iris_xml(third.productions.at(0), reading.sources[1].text()));
}

TEST_CASE("XML without a production, or that is none, is refused with its place") {
    refuses("", "error MW013 1:1 the text holds no XML element\n");
    refuses(" text", "error MW004 1:1 this is not XML: it does not begin with an element\n");
    refuses("<html><body/></html>", "error MW013 1:1 <html> holds no production\n");
    refuses("<Export>\n<Class name=\"A\"/></Export>",
            "error MW013 1:1 none of the classes exported here holds a production\n");
    refuses("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<Production Name=\"P\"/>",
            "error MW002 1:31 the document says that its encoding is \"iso-8859-1\"; only UTF-8 is read\n");
    refuses(
        "<Production Name=\"P\">\n<Item Name=\"X\" ClassName=\"C\">\n<Setting "
        "Name=\"S\">a</Seting>\n</Item></Production>",
        "error MW004 3:22 this is not well-formed XML: Start-end tags mismatch\n");
    refuses("<Production Name=\"P\">\n<Item Name=X/></Production>",
            "error MW004 2:12 this is not well-formed XML: Error parsing element attribute\n");
    refuses("<Production Name=\"P\"></Export>", "error MW004 1:22 </Export> does not end <Production>\n");
    refuses("<Production Name=\"P\"/><Production Name=\"Q\"/>",
            "error MW004 1:23 this is not well-formed XML: something follows the end of the document\n");
    refuses("<Production Name=\"P\"><Item Name=\"&#0;\" ClassName=\"C\"/></Production>",
            "error MW004 1:34 \"&#0;\" is no character that XML may hold\nerror MW008 1:34 an item has no Name\n");
    refuses("<Production Name=\"P&#x10000000000000000000000000000000000041;\"/>",
            "error MW004 1:20 \"&#x10000000000000000000000000000000000041;\" is no character that XML may hold\n");
    refuses("<Production Name=\"P&#xD800;\"/>", "error MW004 1:20 \"&#xD800;\" is no character that XML may hold\n");
    refuses("<Production Name=\"P\">\x01</Production>",
            "error MW004 1:22 XML may not hold the character \"\\x01\"\n"
            "warning MW017 1:22 text directly in <Production> is not understood\n");
}

TEST_CASE("what is not understood is a warning with its place, and an error when strict") {
    const std::string text =
        "<!DOCTYPE Production [<!ENTITY e \"x>\">]>\n<Production Name=\"P\">stray\n<Itm Name=\"a\"/>\n"
        "<Item Name=\"X\" ClassName=\"C\" Enabled=\"maybe\" PoolSize=\"two\">\n  more\n<Settings/>\n"
        "<Setting Name=\"S\" Group=\"g\">a&e;b<b/>c & d</Setting>\n<Setting>e</Setting></Item>\n"
        "<Item ClassName=\"C\" Name=\"Y\" Name=\"Z\"/><Item/></Production>";
    const auto reading = read_xml(text);
    CHECK(reading.readable);
    CHECK(findings_of(reading) ==
          "warning MW017 1:1 a DOCTYPE is not followed; what it declares is not known\n"
          "warning MW017 2:22 text directly in <Production> is not understood\n"
          "warning MW017 3:1 <Itm> in a production is not understood\n"
          "warning MW107 4:39 Enabled of item \"X\" is \"maybe\", which is neither true nor false\n"
          "warning MW108 4:56 PoolSize of item \"X\" is \"two\", which is not a number\n"
          "warning MW017 5:3 text directly in <Item> is not understood\n"
          "warning MW017 6:1 <Settings> in item \"X\" is not understood\n"
          "warning MW017 7:26 attribute \"Group\" of a setting is not understood\n"
          "warning MW017 7:30 \"&e;\" is not known; it is read as written\n"
          "warning MW017 7:34 <b> inside <Setting> is not understood\n"
          "warning MW017 7:40 \"&\" stands alone; it is read as written\n"
          "error MW008 8:1 a setting of \"X\" has no Name\n"
          "error MW007 9:36 attribute \"Name\" comes twice in one element; the first counts\n"
          "error MW008 9:40 an item has no Name\n");
    const Production& production = reading.productions.at(0);
    CHECK(production.settings.at(0).value == "a&e;bc & d");
    CHECK(production.items.at(1).name == "Y");
    const auto strict = read_with(settings::read_iris_xml, text, true);
    CHECK(strict.findings.counts().warning == 2);
    CHECK(settings::write_iris_xml(production, text).value() == text);
}

TEST_CASE("text cut off at any byte is refused") {
    const std::string text =
        "<?xml version=\"1.0\"?>\n<Export><Class name=\"P\"><XData name=\"ProductionDefinition\"><Data><![CDATA[\n"
        "<Production Name=\"P\"><Item Name='X' ClassName=\"C\"><Setting Name=\"S\">v</Setting></Item></Production>\n"
        "]]></Data></XData></Class></Export>";
    for (std::size_t length = 0; length < text.size(); ++length) {
        INFO(text.substr(0, length));
        const auto reading = read_xml(text.substr(0, length));
        CHECK_FALSE(reading.readable);
        CHECK(reading.findings.has_errors());
    }
    CHECK(read_xml(text).readable);
}

TEST_CASE("hostile nesting and numbers are read in linear time and constant stack") {
    std::string deep = "<Production Name=\"P\">";
    for (int i = 0; i < 500'000; ++i) deep += "<a>";
    for (int i = 0; i < 500'000; ++i) deep += "</a>";
    CHECK(read_xml(deep + "</Production>").readable);
    CHECK_FALSE(read_xml(deep).readable);
    std::string outside = "<Export>";
    for (int i = 0; i < 500'000; ++i) outside += "<Class name=\"a\">";
    CHECK_FALSE(read_xml(outside).readable);
    std::string attributes = "<Production Name=\"P\"";
    for (int i = 0; i < 100'000; ++i) attributes += " a" + std::to_string(i) + "=\"\"";
    CHECK(read_xml(attributes + "/>").productions.at(0).attributes.size() == 100'000);
    std::string same = "<Production Name=\"P\">";
    for (int i = 0; i < 100'000; ++i) same += "<Item Name=\"X\" ClassName=\"C\"/>";
    const auto reading = read_xml(same + "</Production>");
    CHECK(reading.productions.at(0).items.size() == 100'000);
    CHECK(settings::write_iris_xml(reading.productions[0], same + "</Production>").value() == same + "</Production>");
}
