// Reading production classes: finding the definition in any class text, places, and what is reported.
#include <catch2/catch.hpp>

#include "settings/iris/class_text.h"
#include "tests/settings/iris/model_text.h"
#include "tests/settings/iris/read.h"

using namespace millwright;
using namespace millwright::test;

namespace {

const std::string production = "<Production Name=\"A.B\"><Item Name=\"X\" ClassName=\"C\"/></Production>";

std::string class_with(const std::string& before, const std::string& after = "") {
    return "Class A.B Extends Ens.Production\n{\n" + before + "\nXData ProductionDefinition\n{\n" + production +
           "\n}\n" + after + "}\n";
}

void reads(const std::string& text) {
    INFO(text);
    const auto reading = read_class(text);
    CHECK(findings_of(reading).empty());
    REQUIRE(reading.readable);
    REQUIRE(reading.productions.size() == 1);
    CHECK(reading.productions[0].name == "A.B");
    CHECK(reading.productions[0].items.size() == 1);
}

void refuses(const std::string& text, const std::string& finding) {
    INFO(text);
    const auto reading = read_class(text);
    CHECK_FALSE(reading.readable);
    CHECK(reading.productions.empty());
    CHECK(findings_of(reading) == finding);
}

}  // namespace

TEST_CASE("the definition is found whatever the class holds beside it") {
    reads(class_with(""));
    reads("Class A.B Extends Ens.Production { XData ProductionDefinition { " + production + " } }");
    reads(
        "Include (A, B)\nIncludeGenerator C\nImport D\n\n/// <Production> {\nClass A.B Extends (Ens.Production, %X) "
        "[ Abstract, DependsOn = (X, Y), Description = \"a { b\" ]\n{\n/// }\nXData ProductionDefinition "
        "[ XMLNamespace = \"http://a/{b}\" ]\n{\n<?xml version=\"1.0\"?>\n<!-- } -->\n" +
        production + "<!-- } -->\n}\n\n}");
    reads("\xEF\xBB\xBF" + class_with(""));
    reads("class A.B extends Ens.Production\n{\nxdata ProductionDefinition\n{\n" + production + "\n}\n}\n");
}

TEST_CASE("members before and after the definition do not mislead") {
    for (const std::string member : {
             "Parameter TEXT = \"XData ProductionDefinition { <Production Name=\"\"Wrong\"\"/> }\";\n",
             "Parameter JSON = {{\"a\": 1}};\n",
             "Property P As %String [ InitialExpression = \"}\" ];\n",
             "Method M(a As %String = \"{\") As %Status [ CodeMode = objectgenerator ]\n{\n\tif a { write \"}}\" } ; "
             "}\n\t// }\n\t/* }\n"
             "XData ProductionDefinition\n{\n<Production Name=\"Wrong\"/>\n}\n */\n\t#; }\n\tquit 1\n}\n",
             "ClassMethod P() [ Language = python ]\n{\n\tx = 'it\\'s }' # }\n\ty = \"\"\"}\n\"\"\"\n\treturn {}\n}\n",
             "XData Other [ MimeType = application/json ]\n{\n{\"XData ProductionDefinition\": [\"{\"]}\n}\n",
             "XData Style\n{\n<style>\n.a {\n}\n</style>\n<b/>\n}\n",
             "Storage Default\n{\n<Data name=\"D\"><Value "
             "name=\"1\"><Value>a}</Value></Value></Data>\n<Type>X</Type>\n}\n",
             "Query Q() As %SQLQuery\n{\nSELECT 'a' FROM B WHERE C = {d'2020-01-01'}\n}\n",
             "Index I On P [ Unique ];\n\nTrigger T [ Event = INSERT ]\n{\n\tset x = $c(123)\n}\n",
             "ClassMethod Odd()\n{\n\tset x = \"unbalanced {\" {\n}\n",
         }) {
        reads(class_with(member));
        reads(class_with("", member));
    }
}

TEST_CASE("the end is where the XML ends, braces or not") {
    const auto reading = read_class(
        "Class A.B Extends Ens.Production\n{\nXData ProductionDefinition\n{\n<Production Name=\"A.B\">\n"
        "<Item Name=\"} X {\" ClassName=\"C\" Comment='>}'>\n<Setting Name=\"S\">}}\n}\n</Setting>\n"
        "<Setting Name=\"T\"><![CDATA[</Production> } ]]></Setting>\n<!-- </Production> } "
        "-->\n</Item></Production>\n}\n}\n");
    CHECK(findings_of(reading).empty());
    const Production& read = reading.productions.at(0);
    CHECK(read.items.at(0).name == "} X {");
    CHECK(read.settings.at(0).value == "}}\n}\n");
    CHECK(read.settings.at(1).value == "</Production> } ");
    CHECK(read.settings.at(1).scope == "Host");
}

TEST_CASE("what is no production class is said, with its place") {
    refuses("", "error MW013 1:1 this is no class: there is no line \"Class NAME Extends ...\"\n");
    refuses("\nHello\n", "error MW013 2:1 this is no class: there is no line \"Class NAME Extends ...\"\n");
    refuses("Class A.B Extends %RegisteredObject\n{\n\nMethod M()\n{\n}\n\n}\n",
            "error MW013 1:7 class \"A.B\" holds no production: it has no XData ProductionDefinition\n");
    refuses("Class A.B Extends X\n{\nXData ProductionDefinition\n{\n<Other/>\n}\n}\n",
            "error MW013 5:1 the definition of class \"A.B\" does not begin with <Production>\n");
    refuses("Class A.B Extends X\n{\nXData ProductionDefinition\n{\n}\n}\n",
            "error MW013 5:1 the definition of class \"A.B\" does not begin with <Production>\n");
}

TEST_CASE("a class that was cut off is said to be, wherever it was cut") {
    const std::string text = class_with("Parameter A = \"b\";\n", "\nMethod M()\n{\n\tquit 1\n}\n\n");
    for (std::size_t length = 0; length < text.size(); ++length) {
        INFO(text.substr(0, length));
        const auto reading = read_class(text.substr(0, length));
        const bool whole = length == text.size() - 1;  // only the last line end is missing
        const bool in_method = length > text.find("Method M") &&
                               text.substr(0, length).find('}', text.find("Method M")) != std::string::npos;
        if (whole || in_method) continue;
        REQUIRE_FALSE(reading.readable);
        REQUIRE(reading.findings.has_errors());
        const Code code = reading.findings.begin()->code;
        const std::size_t definition = text.find("<Production");
        CHECK((code == Code::truncated || (code == Code::no_production && length < definition)));
    }
    reads(text.substr(0, text.size() - 1));
}

TEST_CASE("encodings other than UTF-8 and zero bytes are refused") {
    CHECK(findings_of(read_class(class_with("/// Gr\xFCn"))) == "error MW002 3:7 this byte is not UTF-8\n");
    CHECK(findings_of(read_class(class_with(std::string("/// \0", 5)))) ==
          "error MW003 3:5 a zero byte: this is no text\n");
    CHECK(findings_of(read_class("\xFF\xFE"
                                 "C")) == "error MW002 1:1 the text is UTF-16; only UTF-8 is read\n");
}

TEST_CASE("a production is named by its class, whatever its Name says") {
    const auto reading =
        read_class("Class A.C Extends Ens.Production\n{\nXData ProductionDefinition\n{\n" + production + "\n}\n}\n");
    CHECK(findings_of(reading) == "warning MW022 5:19 the production is named \"A.B\", but its class \"A.C\"\n");
    CHECK(reading.findings.begin()->hint == "the name of the class counts");
    CHECK(reading.productions.at(0).name == "A.C");
    const auto none =
        read_class("Class A.C Extends Ens.Production\n{\nXData ProductionDefinition\n{\n<Production/>\n}\n}\n");
    CHECK(findings_of(none) == "warning MW008 5:1 the production has no Name\n");
    CHECK(none.productions.at(0).name == "A.C");
    CHECK(none.readable);
}

TEST_CASE("many bodies that are not understood cost little") {
    std::string text = "Class A.B Extends Ens.Production\n{\n";
    for (int i = 0; i < 20'000; ++i) text += "Method M" + std::to_string(i) + "()\n{\n\tset x = {{{\n}\n\n";
    text += "XData ProductionDefinition\n{\n" + production + "\n}\n}\n";
    reads(text);
    std::string hostile = "Class A.B Extends Ens.Production\n{\nMethod M() {\n";
    for (int i = 0; i < 100'000; ++i) hostile += "XData ProductionDefinition (\n";
    CHECK_FALSE(read_class(hostile).readable);
}
