// Classes out of XML exports, with the places of their members.
#include "settings/iris/sources/class_export.h"

#include <catch2/catch.hpp>

using namespace millwright;
using namespace millwright::settings::iris;

namespace {

struct Read {
    Sources sources;
    Diagnostics findings;
    std::vector<ClassSource> classes;

    explicit Read(std::string text) {
        const std::uint32_t source = sources.add("A.xml", std::move(text));
        classes = read_class_sources(source, sources, findings);
    }

    std::string_view text_of(Place place) const { return sources.text_of(place); }
    std::string class_names() const {
        std::string out;
        for (const ClassSource& each : classes) out += each.name + " ";
        return out;
    }
    std::string messages() const {
        std::string out;
        for (const Diagnostic* each : findings.sorted()) {
            const LineColumn at = sources.locate(each->place);
            out += std::string(name_of(each->severity)) + " " + name_of(each->code) + " " + std::to_string(at.line) +
                   ":" + std::to_string(at.column) + " " + each->message + "\n";
        }
        return out;
    }
};

std::string names(const std::vector<std::string>& all) {
    std::string out;
    for (const std::string& each : all) out += each + " ";
    return out;
}

const std::string exported =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<Export generator=\"IRIS\" version=\"26\" zv=\"IRIS for UNIX\" ts=\"2023-01-01 00:00:00\">\n"
    "<Project name=\"X\"><Items><ProjectItem name=\"Wrong\" type=\"CLS\"></ProjectItem></Items></Project>\n"
    "<Routine name=\"R\" type=\"INC\"><![CDATA[<Class name=\"Wrong\">]]></Routine>\n"
    "<Class name=\"Demo.Op\">\n<Description>a &lt;Class name=\"Wrong\"></Description>\n"
    "<IncludeCode>EnsUI,Ensemble</IncludeCode>\n<Import>Demo.Msg</Import>\n<Inheritance>right</Inheritance>\n"
    "<GeneratedBy>Demo.Maker.CLS</GeneratedBy>\n<Super>Ens.BusinessOperation,%XML.Adaptor</Super>\n"
    "<Parameter name=\"ADAPTER\">\n<Default>Ens&#76;ib.File.OutboundAdapter</Default>\n</Parameter>\n"
    "<Parameter name=\"E\"><Expression>$$$A_\"&lt;\"</Expression></Parameter>\n<Parameter name=\"N\"/>\n"
    "<Property name=\"Target\">\n<Type>Ens.DataType.ConfigName</Type>\n<InitialExpression>\"Out &amp; "
    "in\"</InitialExpression>\n<Required>1</Required>\n<Parameter name=\"MAXLEN\" value=\"5\"/>\n</Property>\n"
    "<Property name=\"L\"><Type>%String</Type><Collection>array</Collection></Property>\n"
    "<Property name=\"R\"><Type>X</Type><Relationship>1</Relationship></Property>\n"
    "<Method "
    "name=\"Send\">\n<ClassMethod>1</ClassMethod>\n<FormalSpec><![CDATA[pRequest:Demo.Req,*pResponse:Demo.Resp(A=1),"
    "&x:%String=\"a,b\",y=5,args...:%String]]></FormalSpec>\n<ReturnType>%Status</ReturnType>\n"
    "<CodeMode>objectgenerator</CodeMode>\n<Language>Python</Language>\n<Implementation><![CDATA[\treturn '}'\n"
    "]]></Implementation>\n</Method>\n<Method name=\"Empty\"/>\n"
    "<UDLText name=\"T\"><Content><![CDATA[Wrong]]></Content></UDLText>\n"
    "<XData name=\"MessageMap\">\n<MimeType>text/xml</MimeType>\n<Data><![CDATA[\n<MapItems/>\n]]></Data>\n</XData>\n"
    "<Storage name=\"Default\"><Data name=\"D\"><Value name=\"1\"><Value>X</Value></Value></Data></Storage>\n"
    "</Class>\n\n<Class name=\"Demo.Other\"><Super>Demo.Op</Super></Class>\n</Export>\n";

}  // namespace

TEST_CASE("an export tells the same of a class as its UDL") {
    const Read read(exported);
    CHECK(read.messages().empty());
    REQUIRE(read.class_names() == "Demo.Op Demo.Other ");
    const ClassSource& made = read.classes[0];
    CHECK(read.text_of(made.place) == "Demo.Op");
    CHECK(names(made.supers) == "Ens.BusinessOperation %XML.Adaptor ");
    CHECK(names(made.includes) == "EnsUI Ensemble ");
    CHECK(names(made.imports) == "Demo.Msg ");
    CHECK(made.generated_by == "Demo.Maker.CLS");
    CHECK(made.rightmost_first);
    CHECK_FALSE(made.cut_off);
    CHECK(names(read.classes[1].supers) == "Demo.Op ");
    CHECK(read.classes[1].methods.empty());
    CHECK_FALSE(read.classes[1].rightmost_first);
}

TEST_CASE("parameters and properties of an export") {
    const Read read(exported);
    const auto& parameters = read.classes.at(0).parameters;
    REQUIRE(parameters.size() == 3);
    CHECK(parameters[0].value == "EnsLib.File.OutboundAdapter");
    CHECK(read.text_of(parameters[0].place) == "Ens&#76;ib.File.OutboundAdapter");
    CHECK_FALSE(parameters[0].expression);
    CHECK(parameters[1].value == "$$$A_\"<\"");
    CHECK(parameters[1].expression);
    CHECK(read.text_of(parameters[2].place) == "N");
    const auto& properties = read.classes[0].properties;
    REQUIRE(properties.size() == 2);
    CHECK(properties[0].type == "Ens.DataType.ConfigName");
    CHECK(properties[0].initial.text() == "\"Out & in\"");
    CHECK(read.text_of(properties[0].initial.place(5, 6)) == "&amp;");
    CHECK(properties[0].required);
    CHECK_FALSE(properties[0].collection);
    CHECK(properties[1].array);
    CHECK_FALSE(properties[1].required);
}

TEST_CASE("methods and XData of an export") {
    const Read read(exported);
    const auto& methods = read.classes.at(0).methods;
    REQUIRE(methods.size() == 2);
    CHECK(methods[0].class_method);
    CHECK(methods[0].generated);
    CHECK(methods[0].language == "python");
    CHECK(methods[0].returns == "%Status");
    CHECK(methods[0].body.text() == "\treturn '}'\n");
    CHECK(read.text_of(methods[0].body.place(1, 7)) == "return");
    std::string arguments;
    for (const ArgumentSource& each : methods[0].arguments) {
        CHECK(read.text_of(each.place) == each.name);
        arguments += each.name + "|" + each.type + "|" + each.fallback + (each.output ? "|out\n" : "\n");
    }
    CHECK(arguments == "pRequest|Demo.Req|\npResponse|Demo.Resp||out\nx|%String|\"a,b\"|out\ny||5\nargs|%String|\n");
    CHECK(methods[1].language == "objectscript");
    CHECK_FALSE(methods[1].class_method);
    REQUIRE(read.classes[0].xdata.size() == 1);
    CHECK(read.classes[0].data("MessageMap")->content.text() == "\n<MapItems/>\n");
    CHECK(read.text_of(read.classes[0].data("MessageMap")->content.place(1, 12)) == "<MapItems/>");
}

TEST_CASE("an export may hold classes as UDL") {
    const Read read(
        "<Export><UDLText name=\"A.B\"><Content><![CDATA[\nClass A.B Extends C\n{\n\nMethod M()\n{\n\tquit 1\n}\n\n}\n"
        "]]></Content></UDLText><Class name=\"X\"></Class></Export>");
    CHECK(read.messages().empty());
    REQUIRE(read.class_names() == "A.B X ");
    CHECK(read.text_of(read.classes[0].place) == "A.B");
    CHECK(read.text_of(read.classes[0].methods.at(0).body.place()) == "\n\tquit 1\n");
}

TEST_CASE("XML that holds no class gives none and reports nothing") {
    for (const std::string text : {
             "<Export></Export>",
             "<Production Name=\"A\"><Item/></Production>",
             "<a",
             "<",
             "<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>",
             "<Export><Class/></Export>",
             "<Export><Class name=\"\"></Class></Export>",
             "<html><Class></html>",
         }) {
        INFO(text);
        const Read read(text);
        CHECK(read.classes.empty());
        CHECK(read.messages().empty());
    }
}

TEST_CASE("an export that ends too early gives what is there") {
    const Read read("<Export>\n<Class name=\"A\"><Super>B</Super>\n<Method name=\"M\"><Implementation><![CDATA[ x");
    CHECK(read.messages() ==
          "warning MW014 3:34 the text ends before the XML does; the classes that are there are read\n");
    REQUIRE(read.classes.size() == 1);
    CHECK(read.classes[0].cut_off);
    CHECK(names(read.classes[0].supers) == "B ");
    for (std::size_t length = 0; length < exported.size(); ++length) {
        const Read part(exported.substr(0, length));
        const bool begun = length > exported.find("<Class name=\"Demo.Op\">") + 21;
        const bool whole = length > exported.rfind("</Export>") + 8;
        INFO(exported.substr(0, length));
        CHECK(part.classes.empty() != begun);
        CHECK(part.messages().empty() == (whole || !begun));
    }
}

TEST_CASE("XML that is broken gives the classes before") {
    const Read read(
        "<Export><Class name=\"A\"><Method name=\"M\"></Method></Class><Class name=\"B\">< </Class></Export>");
    CHECK(read.messages() ==
          "warning MW004 1:75 this is not well-formed XML: \"<\" begins nothing; the classes before it are read\n");
    CHECK(read.class_names() == "A B ");
    CHECK_FALSE(read.classes[0].cut_off);
    CHECK(read.classes[1].cut_off);
}

TEST_CASE("a byte order mark, CRLF, and references that nobody knows") {
    const Read read(
        "\xEF\xBB\xBF<Export>\r\n<Class name=\"A&amp;B\">\r\n<XData name=\"X\"><Data>&unknown;&lt;a&gt;</Data></XData>"
        "</Class></Export>");
    REQUIRE(read.class_names() == "A&B ");
    CHECK(read.classes[0].data("X")->content.text() == "&unknown;<a>");
}
