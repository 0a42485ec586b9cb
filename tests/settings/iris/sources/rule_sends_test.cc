// Business rules: which sends they hold, under which conditions, with which messages, and what is said of bad ones.
#include <catch2/catch.hpp>

#include "graph/utf8.h"
#include "settings/limits.h"
#include "tests/settings/iris/sources/xdata.h"

using namespace millwright;
using namespace millwright::test;

namespace {

std::string definition(const std::string& inside, const std::string& engine = "EnsLib.MsgRouter.RoutingEngine") {
    return "<ruleDefinition alias=\"\" context=\"" + engine +
           "\" production=\"\">\n<ruleSet name=\"\" effectiveBegin=\"\" effectiveEnd=\"\">" + inside +
           "</ruleSet>\n</ruleDefinition>";
}

/// What a rule set sends.
std::string sends_of(const std::string& inside) {
    XDataWorld world;
    const std::string text = sends_text(world.of_rule(definition(inside)));
    CHECK(findings_of(world.reading()).empty());
    return text;
}

/// What one rule sends.
std::string rule_sends_of(const std::string& inside) {
    return sends_of("<rule name=\"\" disabled=\"false\">" + inside + "</rule>");
}

std::string always(const std::string& inside) {
    return rule_sends_of("<when condition=\"1\">" + inside + "<return></return></when>");
}

/// What is read of a text, and the findings.
std::string reading_of(const std::string& xml) {
    XDataWorld world;
    const std::string text = sends_text(world.of_rule(xml));
    return text + findings_of(world.reading());
}

std::string rule_class(const std::string& name, const std::string& inside) {
    return "Class " + name + " Extends Ens.Rule.Definition\n{\nXData RuleDefinition\n{\n" + definition(inside) +
           "\n}\n}\n";
}

/// What the class Demo.Main of a folder sends, and the findings.
std::string reading_of_main(const std::map<std::string, std::string>& files) {
    XDataWorld world(files);
    const std::string text = sends_text(settings::iris::rule_sends(world.class_named("Demo.Main"), world.tree()));
    return text + findings_of(world.reading());
}

}  // namespace

TEST_CASE("a send names one item or several") {
    CHECK(always("<send transform=\"\" target=\"To EMR - FILE\"></send>") == "To EMR - FILE async\n");
    CHECK(always("<send transform='' target='A'/>") == "A async\n");
    CHECK(always("<send target=\"A,B, C ,\"/>") == "A,B,C async\n");
    CHECK(always("<send target=\"A\"/><send target=\"B\"/>") == "A async\nB async\n");
    CHECK(always("<send target=\"R&amp;D\"/>") == "R&D async\n");
    CHECK(always("<send transform=\"\" target=\"\"></send>").empty());
    CHECK(always("<send/>").empty());
    CHECK(always("<send target=\"@context.Target\"/>") == "?@context.Target async\n");
    CHECK(always("<send target=\"A,@context.Target\"/>") == "A,?@context.Target async\n");
}

TEST_CASE("other actions send nothing") {
    CHECK(always("<delete/><trace value=\"'send'\"/><debug value=\"1\"/><assign property=\"context.A\" value=\"1\"/>"
                 "<return value=\"A\"/><return>send</return><comment text=\"target\"/>")
              .empty());
    CHECK(always("<!-- <send target=\"A\"/> --><![CDATA[<send target=\"B\"/>]]>").empty());
}

TEST_CASE("the condition says what the rule says") {
    const std::string send = "<send target=\"A\"/>";
    CHECK(rule_sends_of("<when condition=\"Document.Name=&quot;x  y&quot;\">" + send + "</when>") ==
          "A async when Document.Name=\"x  y\"\n");
    CHECK(rule_sends_of("<when condition=\"\n  a = 1\n\t&amp;&amp; b  &lt; 2 \" comment=\"\">" + send + "</when>") ==
          "A async when a = 1 && b < 2\n");
    CHECK(rule_sends_of("<when condition=\"a\">" + send + "</when><when condition=\"b\">" + send +
                        "</when><otherwise>" + send + "</otherwise>") ==
          "A async when a\nA async when b\nA async when otherwise\n");
    CHECK(rule_sends_of("<otherwise>" + send + "</otherwise>") == "A async\n");
    CHECK(
        rule_sends_of("<constraint name=\"source\" value=\"From ADT\"/><constraint name=\"docCategory\" "
                      "value=\"2.5\"></constraint><constraint name=\"docName\" value=\"ADT_A01,ADT_A08\"/>"
                      "<constraint name=\"schemaCategory\" value=\"\"/><when condition=\"x=1\">" +
                      send + "</when><otherwise>" + send + "</otherwise>") ==
        "A async when source = \"From ADT\" and docCategory = \"2.5\" and docName in (\"ADT_A01\", \"ADT_A08\"): x=1\n"
        "A async when source = \"From ADT\" and docCategory = \"2.5\" and docName in (\"ADT_A01\", \"ADT_A08\"): "
        "otherwise\n");
    CHECK(rule_sends_of("<when condition=\"1\"><foreach propertypath=\"HL7.{OBXgrp().OBX}\" key=\"k1\">"
                        "<when condition=\"HL7.{OBXgrp(k1).OBX:3}=1\">" +
                        send + "</when></foreach></when>") ==
          "A async when for each HL7.{OBXgrp().OBX}: HL7.{OBXgrp(k1).OBX:3}=1\n");
}

TEST_CASE("sends stand where they like: in the rule set, in rules inside of branches") {
    const std::string send = "<send target=\"A\"/>";
    CHECK(sends_of(send) == "A async\n");
    CHECK(sends_of("<rule name=\"outer\"><when condition=\"a\"><rule name=\"inner\"><constraint name=\"source\" "
                   "value=\"S\"/><when condition=\"b\">" +
                   send + "</when></rule>" + send + "</when></rule>" + send) ==
          "A async when a: source = \"S\": b\nA async when a\nA async\n");
    CHECK(sends_of("<rule name=\"\"><actions>" + send + "</actions></rule>") == "A async\n");
}

TEST_CASE("a rule set that is not always in force says when it is") {
    const auto in_force = [](const std::string& times) {
        XDataWorld world;
        return sends_text(world.of_rule("<ruleDefinition><ruleSet name=\"a\" " + times +
                                        "><rule><when condition=\"x\"><send target=\"A\"/></when></rule></ruleSet>"
                                        "</ruleDefinition>"));
    };
    CHECK(in_force("effectiveBegin=\"2020-01-01T00:00:00\"") == "A async when from 2020-01-01T00:00:00: x\n");
    CHECK(in_force("effectiveBegin='' effectiveEnd='2021-01-01'") == "A async when until 2021-01-01: x\n");
    CHECK(in_force("effectiveBegin='2020-01-01' effectiveEnd='2021-01-01'") ==
          "A async when from 2020-01-01 until 2021-01-01: x\n");
}

TEST_CASE("messages are those of the transformation, else of the constraint, else of the engine") {
    const std::string of_class = "<constraint name=\"msgClass\" value=\"Demo.A,Demo.B\"/>";
    CHECK(rule_sends_of(of_class + "<when condition=\"1\"><send target=\"X\"/></when>") ==
          "X async Demo.A Demo.B when msgClass in (\"Demo.A\", \"Demo.B\")\n");
    CHECK(rule_sends_of(of_class + "<when condition=\"1\"><send transform=\"Lib.DTL\" target=\"X\"/></when>") ==
          "X async when msgClass in (\"Demo.A\", \"Demo.B\")\n");
    XDataWorld world;
    CHECK(sends_text(world.of_rule(definition("<rule><when condition=\"1\"><send target=\"X\"/></when></rule>",
                                              "EnsLib.HL7.MsgRouter.RoutingEngine"))) ==
          "X async EnsLib.HL7.Message\n");
}

TEST_CASE("a delegate is followed, with its conditions in front") {
    const std::string other = rule_class("Demo.Other",
                                         "<rule><constraint name=\"source\" value=\"S\"/><when "
                                         "condition=\"b\"><send target=\"B\"/></when></rule>");
    const auto main = [](const std::string& inside) {
        return rule_class("Demo.Main", "<rule><constraint name=\"msgClass\" value=\"Demo.M\"/><when condition=\"a\">" +
                                           inside + "</when></rule>");
    };
    const std::string b = "B async Demo.M when msgClass = \"Demo.M\": a: source = \"S\": b\n";
    CHECK(reading_of_main({{"m.cls", main("<send target=\"A\"/><delegate rule=\"Demo.Other\" transform=\"\"/>")},
                           {"o.cls", other}}) == "A async Demo.M when msgClass = \"Demo.M\": a\n" + b);
    CHECK(reading_of_main({{"m.cls", main("<delegate rule=\"Other\"/>")}, {"o.cls", other}}) == b);
    CHECK(reading_of_main({{"m.cls", main("<delegate rule=\"Demo.Main\"/>")}}).empty());
    CHECK(reading_of_main({{"m.cls", main("<delegate rule=\"Demo.Other\"/><delegate rule=\"Demo.Other\"/>")},
                           {"o.cls", other}}) == b);
    CHECK(reading_of_main({{"m.cls", main("<delegate rule=\"Demo.Other\" disabled=\"1\"/>")}, {"o.cls", other}}) ==
          "off: <delegate> in rule 1 of \"Demo.Main\"\n");
    CHECK(reading_of_main({{"m.cls", main("<delegate rule=\"Demo.Gone\"/><delegate rule=\"\"/>")}}) ==
          "warning MW801 6:138 rule \"Demo.Gone\", which rule \"Demo.Main\" names, is not among the sources\n");
}

TEST_CASE("rules that delegate in a circle are read once each") {
    std::map<std::string, std::string> files;
    for (int i = 0; i < 300; ++i) {
        const std::string name = i == 0 ? "Demo.Main" : "Demo.R" + std::to_string(i);
        std::string inside = "<send target=\"T" + std::to_string(i) + "\"/>";
        for (int to : {i + 1, i + 2, 0}) {
            inside += "<delegate rule=\"Demo.R" + std::to_string(to % 300) + "\"/>";
        }
        files[name + ".cls"] = rule_class(name, inside);
    }
    files["Demo.R0.cls"] = rule_class("Demo.R0", "<delegate rule=\"Demo.Main\"/>");
    XDataWorld world(files);
    CHECK(settings::iris::rule_sends(world.class_named("Demo.Main"), world.tree()).sends.size() == 300);
    CHECK(findings_of(world.reading()).empty());
}

TEST_CASE("a transformation tells the message") {
    const auto with = [](const std::string& transform, const std::map<std::string, std::string>& more) {
        std::map<std::string, std::string> files = more;
        files["m.cls"] = rule_class("Demo.Main", "<send transform=\"" + transform + "\" target=\"X\"/>");
        return reading_of_main(files);
    };
    const auto dtl = [](const std::string& name, const std::string& made) {
        return "Class " + name +
               " Extends Ens.DataTransformDTL\n{\nXData DTL\n{\n<!-- made by hand -->\n<transform "
               "sourceClass='Demo.A' targetClass='" +
               made +
               "' create='new' language='objectscript' >\n<assign "
               "value='1' property='target.X' action='set' />\n</transform>\n}\n}\n";
    };
    const std::string made = "Class Demo.Made Extends Ens.Request\n{\n}\n";
    const std::string method = "ClassMethod Transform(source As Demo.A, ByRef target As Made, aux) As %Status\n{\n}\n";
    CHECK(with("Demo.DTL", {{"d.cls", dtl("Demo.DTL", "EnsLib.HL7.Message")}}) == "X async EnsLib.HL7.Message\n");
    CHECK(with("DTL", {{"d.cls", dtl("Demo.DTL", "Made")}, {"x.cls", made}}) == "X async Demo.Made\n");
    CHECK(with("Demo.One, Demo.Two", {{"1.cls", dtl("Demo.One", "Demo.B")}, {"2.cls", dtl("Demo.Two", "Demo.C")}}) ==
          "X async Demo.C\n");
    CHECK(with("Demo.Code", {{"c.cls", "Class Demo.Code Extends Ens.DataTransform\n{\n" + method + "}\n"},
                             {"x.cls", made}}) == "X async Demo.Made\n");
    CHECK(with("Demo.Sub", {{"s.cls", "Class Demo.Sub Extends Demo.DTL\n{\n}\n"},
                            {"d.cls", dtl("Demo.DTL", "Demo.B")}}) == "X async Demo.B\n");
    CHECK(with("Demo.DTL", {{"d.cls", dtl("Demo.DTL", "")}}) == "X async\n");
    CHECK(with("Demo.Any", {{"a.cls",
                             "Class Demo.Any Extends Ens.DataTransform\n{\nClassMethod Transform(source As "
                             "%RegisteredObject, ByRef target As %RegisteredObject)\n{\n}\n}\n"}}) == "X async\n");
    CHECK(with("HS.Lib.DTL", {}) == "X async\n");
    CHECK(with("Demo.Gone", {}) ==
          "X async\nwarning MW801 6:69 transformation \"Demo.Gone\", which rule \"Demo.Main\" "
          "names, is not among the sources\n");
}

TEST_CASE("what is disabled sends nothing, and is told") {
    const std::string send = "<send target=\"A\"/>";
    CHECK(sends_of("<rule name=\"urgent\" disabled=\"true\"><when condition=\"1\">" + send + "</when></rule>") ==
          "off: rule \"urgent\" of \"Demo.Rules\"\n");
    CHECK(sends_of("<rule name=\"\"/><rule name=\"\" disabled=\"1\"><when condition=\"1\">" + send +
                   "</when></rule>") == "off: rule 2 of \"Demo.Rules\"\n");
    CHECK(sends_of("<rule name=\"r\"><when condition=\"1\" disabled=\"true\">" + send + send + "</when><otherwise>" +
                   send + "</otherwise></rule>") == "A async\noff: <when> in rule \"r\" of \"Demo.Rules\"\n");
    CHECK(sends_of("<rule><when condition=\"1\"><send target=\"A\" disabled=\"true\"/></when></rule>") ==
          "off: <send> in rule 1 of \"Demo.Rules\"\n");
    CHECK(sends_of("<rule name=\"r\" disabled=\"true\"><when condition=\"1\"><return/></when></rule>").empty());
    CHECK(sends_of("<rule name=\"r\" disabled=\"false\"><when condition=\"1\">" + send + "</when></rule>") ==
          "A async\n");
}

TEST_CASE("places are those of the source, also of an export") {
    XDataWorld world;
    const std::string rule =
        definition("<rule><when condition=\"a &lt; 1\"><send transform=\"\" target=\"A, B\"/></when></rule>");
    const auto check = [&](const settings::iris::SourceSends& found, const std::string& condition) {
        REQUIRE(found.sends.size() == 1);
        const auto& send = found.sends[0];
        CHECK(world.text_at(send.place) == "<send");
        CHECK(world.text_at(send.when_place) == condition);
        REQUIRE(send.targets.size() == 2);
        CHECK(world.text_at(send.targets[0].place) == "A");
        CHECK(world.text_at(send.targets[1].place) == "B");
        CHECK(send.inside == "rule \"Demo.Rules\"");
        CHECK(send.origin == Origin::rule);
    };
    check(world.of_rule(rule), "a &lt; 1");
    const auto in_cdata = world.exported("Demo.Rules", "RuleDefinition", "\n<![CDATA[\n" + rule + "]]>\n");
    check(settings::iris::rule_sends(in_cdata, world.tree()), "a &lt; 1");
    std::string escaped;
    for (const char c : rule) {
        escaped += c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '&' ? "&amp;" : std::string(1, c);
    }
    XDataWorld other;
    const auto found =
        settings::iris::rule_sends(other.exported("Demo.Rules", "RuleDefinition", escaped), other.tree());
    REQUIRE(found.sends.size() == 1);
    CHECK(other.text_at(found.sends[0].place) == "&lt;send");
    CHECK(found.sends[0].when == "a < 1");
    CHECK(other.text_at(found.sends[0].when_place) == "a &amp;lt; 1");
}

TEST_CASE("of broken XML what stands before is read, with one warning") {
    const std::string good = "<ruleDefinition><ruleSet><rule><when condition=\"1\"><send target=\"A\"/>";
    CHECK(reading_of("").empty());
    CHECK(reading_of("no XML") == "");
    CHECK(reading_of(good) == "A async\nwarning MW017 1:32 the XML ends before its <when> does\n");
    CHECK(reading_of(good + "<send targ") == "A async\nwarning MW017 1:70 the XML ends in the middle of this\n");
    CHECK(reading_of(good + "<send target=\"B") == "A async\nwarning MW017 1:70 the XML ends in the middle of this\n");
    CHECK(reading_of(good + "</rule><send target=\"B\"/>") ==
          "A async\nwarning MW017 1:70 </rule> stands where </when> should be\n");
    CHECK(reading_of("</rule>" + good) == "warning MW017 1:1 </rule> ends what never began\n");
    CHECK(reading_of(good + " a < b <send target=\"B\"/>") ==
          "A async\nwarning MW017 1:73 this is no XML: nothing begins with this \"<\"\n");
    CHECK(reading_of("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x \"<send target='B'/>\">]>" +
                     definition("<send target=\"&x;\"/><send target=\"&#65;&#x42;\"/>")) == "&x; async\nAB async\n");
}

TEST_CASE("hostile rules cost neither the stack nor the day") {
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += "<when condition=\"a\">";
    CHECK(reading_of(deep + "<send target=\"A\"/>") ==
          "warning MW901 1:20001 elements are nested deeper than 1000 levels\n");

    std::string many = "<ruleDefinition>";
    for (int i = 0; i < 1'000'000; ++i) many += "<send target='A'/>";
    XDataWorld world;
    CHECK(world.of_rule(many).sends.size() == 20'000);
    CHECK(findings_of(world.reading()) ==
          "warning MW903 1:360017 rule \"Demo.Rules\" has more than 20000 sends\n"
          "warning MW903 1:17999999 the XML has more than 1000000 elements\n");

    const std::string laughs =
        "<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol1 \"&lol;&lol;&lol;&lol;&lol;\">"
        "<!ENTITY lol2 \"&lol1;&lol1;&lol1;&lol1;&lol1;\">]><ruleDefinition><send target=\"&lol2;\"/></ruleDefinition>";
    CHECK(reading_of(laughs) == "&lol2; async\n");
    CHECK(reading_of("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><ruleDefinition/>").empty());
}

TEST_CASE("a condition is cut where nobody would read on") {
    std::string condition;
    for (int i = 0; i < 3'000; ++i) condition += "\xC3\xA9";
    XDataWorld world;
    const auto found =
        world.of_rule(definition("<rule><when condition=\"x" + condition + "\"><send target=\"A\"/></when></rule>"));
    REQUIRE(found.sends.size() == 1);
    const std::string& when = found.sends[0].when;
    CHECK(when.size() <= settings::limits::condition_bytes);
    CHECK(when.size() > settings::limits::condition_bytes - 4);
    CHECK(when.ends_with("\xC3\xA9..."));
    CHECK(first_invalid_utf8(when) == std::string::npos);
}
