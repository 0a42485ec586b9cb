// Classes from their sources: every kind of member, in UDL and in XML, bad text, and the places of it all.
#include "settings/iris/sources/class_source.h"

#include <catch2/catch.hpp>
#include <memory>

using namespace millwright;
using namespace millwright::settings::iris;

namespace {

struct Read {
    Sources sources;
    Diagnostics findings;
    std::vector<ClassSource> classes;

    explicit Read(std::string text) {
        const std::uint32_t source = sources.add("A.cls", std::move(text));
        classes = read_class_sources(source, sources, findings);
    }

    const ClassSource& only() const {
        REQUIRE(classes.size() == 1);
        return classes[0];
    }
    std::string at(Place place) const {
        const LineColumn where = sources.locate(place);
        return std::to_string(where.line) + ":" + std::to_string(where.column);
    }
    std::string_view text_of(Place place) const { return sources.text_of(place); }

    std::string messages() const {
        std::string out;
        for (const Diagnostic* each : findings.sorted()) {
            out += std::string(name_of(each->severity)) + " " + name_of(each->code) + " " + at(each->place) + " " +
                   each->message + "\n";
        }
        return out;
    }
};

std::string names(const std::vector<std::string>& all) {
    std::string out;
    for (const std::string& each : all) out += each + " ";
    return out;
}

std::string method_names(const ClassSource& from) {
    std::string out;
    for (const MethodSource& each : from.methods) out += each.name + " ";
    return out;
}

/// A method with the text that its body stands in.
struct KeptMethod : MethodSource {
    std::shared_ptr<const Read> from;
};

/// The method M of a class that holds these members, and an end: what follows a body must be found.
KeptMethod method(const std::string& members) {
    INFO(members);
    const auto read =
        std::make_shared<const Read>("Class A.B Extends C\n{\n\n" + members + "\nMethod Last()\n{\n}\n\n}\n");
    CHECK(read->messages().empty());
    CHECK_FALSE(read->only().cut_off);
    REQUIRE(method_names(read->only()) == "M Last ");
    return {read->only().methods[0], read};
}

ParameterSource parameter(const std::string& declared) {
    INFO(declared);
    const Read read("Class A.B\n{\n" + declared + "\nParameter LAST = 1;\n}\n");
    CHECK(read.messages().empty());
    REQUIRE(read.only().parameters.size() == 2);
    CHECK(read.only().parameters[1].value == "1");
    const ParameterSource& first = read.only().parameters[0];
    if (first.value.empty())
        CHECK(read.text_of(first.place) == (declared.find('=') == std::string::npos ? "P" : ""));
    else if (first.value.find('"') == std::string::npos)
        CHECK(read.text_of(first.place) == first.value);
    return first;
}

PropertySource property(const std::string& declared) {
    INFO(declared);
    const Read read("Class A.B\n{\n" + declared + "\nProperty Last As %String;\n}\n");
    CHECK(read.messages().empty());
    REQUIRE(read.only().properties.size() == 2);
    CHECK(read.only().properties[1].type == "%String");
    return {read.only().properties[0].name,  read.only().properties[0].type,  read.only().properties[0].collection, {},
            read.only().properties[0].place, read.only().properties[0].array, read.only().properties[0].required};
}

std::string initial(const std::string& declared) {
    const Read read("Class A.B\n{\n" + declared + "\n}\n");
    REQUIRE(read.only().properties.size() == 1);
    return std::string(read.only().properties[0].initial.text());
}

}  // namespace

TEST_CASE("the head of a class tells its name, its superclasses and where its names come from") {
    const Read read(
        "Include (EnsUI, %occStatus)\nInclude MyMacros\n\nIncludeGenerator %occGen\n\nImport (Demo.Msg,\n  "
        "Demo.Other)\n"
        "\n/// Class Wrong Extends X {\nClass Demo.HL7.Router Extends (EnsLib.HL7.MsgRouter.RoutingEngine, "
        "%XML.Adaptor) "
        "[ ClassType = persistent, GeneratedBy = Demo.Maker.CLS, Description = \"a, { ]\" ]\n{\n}\n");
    const ClassSource& made = read.only();
    CHECK(made.name == "Demo.HL7.Router");
    CHECK(made.package() == "Demo.HL7");
    CHECK(read.at(made.place) == "10:7");
    CHECK(names(made.supers) == "EnsLib.HL7.MsgRouter.RoutingEngine %XML.Adaptor ");
    CHECK(names(made.includes) == "EnsUI %occStatus MyMacros ");
    CHECK(names(made.imports) == "Demo.Msg Demo.Other ");
    CHECK(made.generated_by == "Demo.Maker.CLS");
    CHECK(made.path == "A.cls");
    CHECK(read.messages().empty());
    CHECK(names(Read("Class A Extends B [ Abstract ]\n{\n}").only().supers) == "B ");
    CHECK(Read("class A { }").only().supers.empty());
    CHECK(Read("class A { }").only().package().empty());
}

TEST_CASE("methods: arguments, types, keywords, and a body with its place") {
    const std::string text =
        "Class A.B Extends C\n{\n\n/// Method No() {\nMethod OnRequest(pRequest As Demo.Request, Output pResponse As "
        "%Library.Persistent(CLASSNAME = 1), ByRef pHint, pText As %String = \"a, \"\"(b\", pTime = {$zts(1,\"]\")}, "
        "args... As %String) As %Status(A = 2) [ Internal, Language = Python, CodeMode = expression ]\n{\n\treturn "
        "1\n}\n\nClassMethod \"odd name\"() [ Private, CodeMode = objectgenerator ]\n{\n}\n\n}\n";
    const Read read(text);
    CHECK(read.messages().empty());
    REQUIRE(read.only().methods.size() == 2);
    const MethodSource& first = read.only().methods[0];
    CHECK(first.name == "OnRequest");
    CHECK(read.at(first.place) == "5:8");
    CHECK(first.returns == "%Status");
    CHECK(first.language == "python");
    CHECK(first.expression);
    CHECK_FALSE(first.generated);
    CHECK_FALSE(first.class_method);
    CHECK(first.body.text() == "\n\treturn 1\n");
    CHECK(read.at(first.body.place(2, 8)) == "7:2");
    CHECK(read.text_of(first.body.place(2, 8)) == "return");
    std::string arguments;
    for (const ArgumentSource& each : first.arguments) {
        CHECK(read.text_of(each.place) == each.name);
        arguments += each.name + "|" + each.type + "|" + each.fallback + (each.output ? "|out\n" : "\n");
    }
    CHECK(arguments ==
          "pRequest|Demo.Request|\npResponse|%Library.Persistent||out\npHint|||out\npText|%String|\"a, \"\"(b\"\n"
          "pTime||$zts(1,\"]\")\nargs|%String|\n");
    const MethodSource& second = read.only().methods[1];
    CHECK(second.name == "odd name");
    CHECK(second.class_method);
    CHECK(second.generated);
    CHECK(second.language == "objectscript");
    CHECK(second.arguments.empty());
}

TEST_CASE("arguments and keywords may take several lines") {
    const KeptMethod made = method(
        "ClassMethod M(\n\ta As %String,\n\tOutput b As %String = \"\") As %Boolean\n[ Language = python,\n  "
        "Private ]\n{\n\tx = '}'\n}\n");
    CHECK(made.arguments.size() == 2);
    CHECK(made.returns == "%Boolean");
    CHECK(made.language == "python");
    CHECK(made.body.text() == "\n\tx = '}'\n");
}

TEST_CASE("an argument may be named as a direction is") {
    const KeptMethod made = method("Method M(output As %String, Output output, byref)\n{\n}\n");
    REQUIRE(made.arguments.size() == 3);
    CHECK(made.arguments[0].name == "output");
    CHECK_FALSE(made.arguments[0].output);
    CHECK(made.arguments[1].name == "output");
    CHECK(made.arguments[1].output);
    CHECK(made.arguments[2].name == "byref");
    CHECK_FALSE(made.arguments[2].output);
}

TEST_CASE("bodies end where their language says") {
    for (const std::string body : {
             "\tset x = \"}\"\n",
             "\tset x = \"a\"\"}\"\n",
             "\tif x { write 1 } // }\n\t; }\n\t#; }\n\t/* }\n}\nMethod Wrong()\n{\n*/\n",
             "\t&sql(SELECT '}' INTO :x FROM T WHERE A = {d'2020-01-01'} -- it's }\n\tAND B = \";\")\n",
             "\t&SQL##(SELECT ')' FROM T)##\n",
             "\t&html<<b>}</b>; it's \"}\">\n\tquit\n",
             "\t&js<if (a) { alert(1) >\n",
             "\tset y = a&b, z = $c(123)\n",
             "\tset x = \"no end }\n",
             "",
         }) {
        CHECK(method("Method M()\n{\n" + body + "}\n").body.text() == "\n" + body);
    }
    for (const std::string body : {
             "\tx = {'a': \"}\", 'b': '{'} # }\n",
             "\tx = \"\"\"}\nMethod Wrong()\n{\n\"\"\"\n\ty = '''\n}\n'''\n",
             "\tx = 'it\\'s }'\n\ty = f\"{x}}}\"\n",
         }) {
        CHECK(method("Method M() [ Language = python ]\n{\n" + body + "}\n").body.text() == "\n" + body);
    }
    CHECK(method("ClientMethod Js() [ Language = javascript ]\n{\n\tvar a = '}';\n\tvar b = `}`; // }\n}\n\nMethod "
                 "M()\n{\n}\n")
              .body.text() == "\n");
    CHECK(method("ClassMethod M() [ Language = tsql ]\n{\n\tSELECT '}' -- }\n}\n").language == "tsql");
}

TEST_CASE("parameters: text, numbers, expressions") {
    CHECK(parameter("Parameter P = \"EnsLib.File.InboundAdapter\";").value == "EnsLib.File.InboundAdapter");
    CHECK(parameter("Parameter P As STRING [ Final ] = \"a\"\"b;\";").value == "a\"b;");
    CHECK(parameter("Parameter P = 5;").value == "5");
    CHECK(parameter("Parameter P;").value.empty());
    CHECK(parameter("Parameter P As %String;").value.empty());
    CHECK(parameter("Parameter P = \"\";").value.empty());
    CHECK(parameter("Parameter P = \"a, b,\n-c:Basic\";").value == "a, b,\n-c:Basic");
    CHECK_FALSE(parameter("Parameter P = \"a\";").expression);
    const ParameterSource computed = parameter("Parameter P = {##class(X).Y(\";\")};");
    CHECK(computed.value == "##class(X).Y(\";\")");
    CHECK(computed.expression);
    CHECK(parameter("Parameter P As COSEXPRESSION = \"$zdt($h)\";").expression);
    CHECK(parameter("Parameter P = {{\"a\": [1, 2]}};").value == "{\"a\": [1, 2]}");
}

TEST_CASE("properties: types, collections, first values") {
    CHECK(property("Property P As Demo.X(MAXLEN = \"\", VALUELIST = \",a;b\");").type == "Demo.X");
    CHECK(property("Property P;").type.empty());
    const PropertySource list = property("Property P As list Of Demo.X(A = 1) [ SqlFieldName = p_, Required ];");
    CHECK(list.type == "Demo.X");
    CHECK(list.collection);
    CHECK_FALSE(list.array);
    CHECK(list.required);
    const PropertySource array = property("Property P As array of %String [ Not Required ];");
    CHECK(array.collection);
    CHECK(array.array);
    CHECK_FALSE(array.required);
    CHECK(property("Property P As listener;").type == "listener");
    CHECK(property("Property P As X [ Collection = array ];").array);
    CHECK_FALSE(property("Property %P As %String;").collection);

    CHECK(initial("Property P As %String [ InitialExpression = \"a;]b\" ];") == "\"a;]b\"");
    CHECK(initial("Property P As %String(MAXLEN = 5) [ Required, InitialExpression = {..#A_\"]}\"_x[1}, Private ];") ==
          "..#A_\"]}\"_x[1");
    CHECK(initial("Property P As %String\n[\n  initialexpression = 5\n];") == "5");
    CHECK(initial("Property P As %String;").empty());
}

TEST_CASE("XData may hold XML, JSON or anything") {
    for (const std::string content : {
             "<process><code><![CDATA[ if x { /* } ]]></code>}<!-- } --></process>\n",
             "<?xml version=\"1.0\"?>\n<a b=\"}\"/>\n",
             "{\n\"a\": [\"}\", \"\\\"}\"]\n}\n",
             "[{}]\n",
             "It's prose, \"with {braces}\n",
             "<p>not<br>well-formed { \n",
             "",
         }) {
        INFO(content);
        const Read read("Class A.B\n{\n\nXData X [ MimeType = text/html, XMLNamespace = \"http://a/{b}\" ]\n{\n" +
                        content + "}\n\nXData Y\n{\n}\n\n}\n");
        CHECK(read.messages().empty());
        REQUIRE(read.only().data("X") != nullptr);
        CHECK(read.only().data("X")->content.text() == "\n" + content);
        CHECK(read.only().data("Y") != nullptr);
        CHECK(read.only().data("Z") == nullptr);
    }
}

TEST_CASE("other members are passed over") {
    const KeptMethod made = method(
        "Index I On (A, B(KEYS)) [ Unique ];\n\nRelationship R As X [ Cardinality = many, Inverse = Y ];\n\n"
        "ForeignKey F(A) References B();\n\nProjection P As X.Y(A = \"{\");\n\nQuery Q(a As %String) As %SQLQuery(X = "
        "1) "
        "[ SqlProc ]\n{\nSELECT 'it''s }' FROM X -- }\n}\n\nTrigger T [ Event = INSERT/UPDATE ]\n{\n\tset x = "
        "\"}\"\n}\n\n"
        "Storage Default\n{\n<Data name=\"D\"><Value name=\"1\"><Value>}</Value></Value></Data>\n<Type>X</Type>\n}\n\n"
        "Method M()\n{\n}\n");
    CHECK(made.body.text() == "\n");
}

TEST_CASE("a text without a class gives none and reports nothing") {
    for (const std::string text : {"", "\xEF\xBB\xBF", " \r\n\t", "ROUTINE X [Type=INC]\n#define A 1\n",
                                   "A class is nice.\nClass struggle is bad\n", "Class", "Class ", "Include A",
                                   "/* Class A { } */", "// Class A\n{\n}\n", "print(\"Class A {}\")\n"}) {
        INFO(text);
        const Read read(text);
        CHECK(read.classes.empty());
        CHECK(read.messages().empty());
    }
}

TEST_CASE("text before the class, a byte order mark, CRLF and tabs do not matter") {
    const Read read(
        "\xEF\xBB\xBF This is the source\r\nof a class.\r\n\r\nClass\tA.B\tExtends\t(C,\tD)\r\n{\r\n\r\n"
        "Parameter\tP\t=\t\"x\";\r\n\r\nProperty V As %String [ InitialExpression = \"y\" ];\r\n\r\n"
        "Method\tM(a As X)\tAs %Status\r\n{\r\n\tquit \"{\"\r\n}\r\n\r\nXData X\r\n{\r\n{}\r\n}\r\n\r\n}\r\n");
    CHECK(read.messages().empty());
    CHECK(read.at(read.only().place) == "4:7");
    CHECK(names(read.only().supers) == "C D ");
    CHECK(read.only().parameters.at(0).value == "x");
    CHECK(read.only().properties.at(0).initial.text() == "\"y\"");
    CHECK(read.only().methods.at(0).returns == "%Status");
    CHECK(read.only().methods[0].body.text() == "\r\n\tquit \"{\"\r\n");
    CHECK(read.only().data("X")->content.text() == "\r\n{}\r\n");
}

TEST_CASE("classes in one line, and members that are indented") {
    const Read line("Class A { Parameter P = 1; Method M() { quit \"}\" } XData X { <a/> } Property V; }");
    CHECK(line.messages().empty());
    CHECK(line.only().methods.at(0).body.text() == " quit \"}\" ");
    CHECK(line.only().properties.size() == 1);
    const Read indented(
        "Class A\n{\n\n  Method M()\n  {\n    if x {\n  }\n\n  Method N()\n  {\n  }\n\n  ClassMethod O()\n  {\n    "
        "}}\n  }\n\n  "
        "Method P() { }\n}\n");
    CHECK(method_names(indented.only()) == "M N O P ");
    CHECK(indented.messages().empty());
    CHECK(indented.only().methods[0].body.text() == "\n    if x {\n  ");
}

TEST_CASE("where braces do not match, the next member is found") {
    const std::string next = "\nMethod N()\n{\n}\n\n}\n";
    for (const std::string body : {"\tif x {\n}\n", "\tif x }}\n}\n", "\t/* never closed\n}\n", "\t} }\n\tquit {\n}\n",
                                   "\t&sql(select (\n}\n", "\tset x = {{{\n}\n"}) {
        INFO(body);
        const Read read("Class A\n{\n\nMethod M()\n{\n" + body + next);
        CHECK(method_names(read.only()) == "M N ");
        CHECK(read.messages().empty());
        CHECK_FALSE(read.only().cut_off);
        CHECK(read.only().methods[0].body.text() == "\n" + body.substr(0, body.size() - 2));
    }
}

TEST_CASE("what is not understood is a warning with its place, and the rest is read") {
    const auto reads = [](const std::string& members, const std::string& warnings) {
        INFO(members);
        const Read read("Class A\n{\n" + members + "\nMethod N()\n{\n}\n}\n");
        CHECK(read.only().methods.back().name == "N");
        CHECK(read.messages() == warnings);
        CHECK_FALSE(read.only().cut_off);
    };
    reads("Methode M()\n{\n\tquit\n}\n", "warning MW017 3:1 class \"A\" holds \"Methode\", which begins no member\n");
    reads("Method M(a = \")\n{\n}\n",
          "warning MW017 3:8 the declaration of \"M\" in class \"A\" does not end before the next member\n");
    reads("Property P As %String\n",
          "warning MW017 3:10 the declaration of \"P\" in class \"A\" does not end before the next member\n");
    reads("Method M()\n{\n\tif x {\n",
          "warning MW017 3:8 the braces of \"M\" in class \"A\" do not match; it is read up to the next member\n");
    reads("}\n", "warning MW017 3:1 class \"A\" ends here, but members follow; they are read as well\n");
}

TEST_CASE("what follows the class is nobody's") {
    const Read read("Class A\n{\nMethod M()\n{\n}\n}\n\n/*\nMethod No()\n{\n}\n*/\n// the end\n");
    CHECK(read.messages().empty());
    CHECK(method_names(read.only()) == "M ");
    const Read two("Class A\n{\nMethod M()\n{\n}\n}\n\nClass B\n{\nMethod No()\n{\n}\n}\n");
    CHECK(method_names(two.only()) == "M ");
}

TEST_CASE("half a class gives what is there, with a warning") {
    const std::string text =
        "Include X\n\nClass A.B Extends C [ Final ]\n{\n\nParameter P = \"x\";\n\nMethod M(a As B = \"c\") As %Status "
        "[ Language = "
        "python ]\n{\n\tx = {1: '}'}\n}\n\nXData X\n{\n<a b=\"c\">d</a>\n}\n\n}\n";
    const Read all(text);
    CHECK(all.messages().empty());
    for (std::size_t length = 0; length < text.size() - 1; ++length) {
        INFO(text.substr(0, length));
        const Read read(text.substr(0, length));
        if (length >= text.find(" Extends") + 8) REQUIRE(read.classes.size() == 1);
        if (read.classes.empty()) continue;
        // After an inner '}' the rest looks like the end of the class.
        if (read.only().cut_off)
            CHECK(read.messages().find("warning MW014 3:7 the text ends before class") == 0);
        else
            CHECK(text.substr(0, length).rfind('}') != std::string::npos);
        if (length > text.find("XData")) CHECK(read.only().methods.at(0).body.text() == "\n\tx = {1: '}'}\n");
    }
}

TEST_CASE("many members, and ones that are large, deep or broken, cost time in proportion to their text") {
    const auto repeated = [](const std::string& text, int times) {
        std::string out = "Class A\n{\n";
        for (int i = 0; i < times; ++i) out += text;
        return out + "}\n";
    };
    CHECK(Read(repeated("Method M()\n{\n}\n", 100'000)).only().methods.size() == 100'000);
    CHECK(Read(repeated("Method M()\n{\n\tif x { /*\n", 100'000)).only().methods.size() == 100'000);
    CHECK(Read(repeated("XData X\n{\n<a><b>\n}\n", 100'000)).only().xdata.size() == 100'000);
    CHECK(Read(repeated("Property P As \"\n", 100'000)).only().properties.size() == 100'000);
    CHECK(Read(repeated("junk { ;\n", 100'000)).findings.size() <= 11);
    CHECK(Read(repeated("}\n", 100'000)).classes.size() == 1);
    std::string body;
    for (int i = 0; i < 200'000; ++i) body += "\tdo ..M(\"}\") if x { &js<} ; comment {\n";
    CHECK(Read("Class A\n{\nMethod M()\n{\n" + body).only().cut_off);
    CHECK(Read("Class A\n{\nMethod M()\n{\n" + std::string(1'000'000, '{') + std::string(1'000'000, '}') + "\n}\n}\n")
              .only()
              .methods[0]
              .body.text()
              .size() == 2'000'002);
    CHECK(Read("Class A\n{\nMethod M(" + std::string(1'000'000, '(') + "\n").only().cut_off);
    std::string prose;
    for (int i = 0; i < 200'000; ++i) prose += "Class is /* a\nClass of\n";
    CHECK(Read(prose).classes.size() == 1);
}

TEST_CASE("names that a class repeats count once, and there may not be too many") {
    std::string many;
    for (int i = 0; i < 1001; ++i) many += "A" + std::to_string(i) + ", A0, ";
    const Read read("Include (Demo, Demo, Other)\n\nImport (X, X)\n\nClass Demo.A Extends (" + many + "B)\n{\n}\n");
    CHECK(read.only().includes == std::vector<std::string>{"Demo", "Other"});
    CHECK(read.only().imports == std::vector<std::string>{"X"});
    CHECK(read.only().supers.size() == 1000);
    CHECK(read.messages() ==
          "warning MW903 5:7 class \"Demo.A\" names more than 1000 superclasses; the rest is left out\n");
}
