// Processes in BPL: where they call, under which conditions, with which messages, and what is said of bad ones.
#include <catch2/catch.hpp>

#include "settings/limits.h"
#include "tests/settings/iris/sources/xdata.h"

using namespace millwright;
using namespace millwright::test;

namespace {

std::string process(const std::string& inside, const std::string& context = "") {
    return "<process language='objectscript' request='Demo.Request' response='Demo.Response' height='2000'>\n" +
           (context.empty() ? "" : "<context>\n" + context + "</context>\n") + "<sequence xend='200'>\n" + inside +
           "</sequence>\n</process>";
}

/// What a process sends.
std::string sends_of(const std::string& inside, const std::string& context = "") {
    XDataWorld world;
    const std::string text = sends_text(world.of_process(process(inside, context)));
    CHECK(findings_of(world.reading()).empty());
    return text;
}

std::string call(const std::string& target) {
    return "<call name='Ask' target='" + target + "' async='0'><request type='Demo.Ask'/></call>\n";
}

std::string assign(const std::string& property, const std::string& value) {
    return "<assign property=\"" + property + "\" value=\"" + value + "\" action=\"set\" />\n";
}

std::string process_class(const std::string& name, const std::string& xml, const std::string& super = "") {
    return "Class " + name + " Extends " + (super.empty() ? "Ens.BusinessProcessBPL" : super) + "\n{\n" +
           (xml.empty() ? "" : "XData BPL\n{\n" + xml + "\n}\n") + "}\n";
}

/// What the class Demo.Main of a folder sends, and the findings.
std::string reading_of_main(const std::map<std::string, std::string>& files) {
    XDataWorld world(files);
    const std::string text = sends_text(world.of_process(world.class_named("Demo.Main")));
    return text + findings_of(world.reading());
}

const std::string quoted_a = "&quot;A&quot;";
const std::string quoted_b = "&quot;B&quot;";

}  // namespace

TEST_CASE("a call sends to the item that it names") {
    CHECK(sends_of(call("To EMR - FILE")) == "To EMR - FILE sync Demo.Ask\n");
    CHECK(sends_of("<call name='x' target='A' async='1'/>") == "A async\n");
    CHECK(sends_of("<call name='x' target='A' async='true'/>") == "A async\n");
    CHECK(sends_of("<call name='x' target='A' />") == "A sync\n");
    CHECK(sends_of("<call name='x' target='R&amp;D' async='0'/>") == "R&D sync\n");
    CHECK(sends_of("<call name='x' target='' async='0'/>").empty());
    CHECK(sends_of("<call name='x' async='0'/>").empty());
    CHECK(sends_of("<call name='@context.Name' target='A' async='0'/>") == "A sync\n");
}

TEST_CASE("an alert goes to Ens.Alert") {
    CHECK(sends_of("<alert name='Help' value='\"lost\"'/>") == "Ens.Alert async Ens.AlertRequest\n");
}

TEST_CASE("other activities send nothing") {
    CHECK(sends_of("<sync name='s' calls='Ask' type='all'/><rule name='r' rule='Demo.Rule' "
                   "resultLocation='context.X'/><transform name='t' class='Demo.DTL' source='request' "
                   "target='context.Y'/><sql name='q'><![CDATA[select 1]]></sql><trace value='\"A\"'/><reply/>"
                   "<delay duration='\"PT1S\"'/><empty/><label name='L'/><branch condition='1' label='L'/>"
                   "<throw fault='\"X\"'/><milestone value='\"m\"'/><!-- <call target='A'/> -->"
                   "<code><![CDATA[ set x = \"<call target='A'/>\" ]]></code>")
              .empty());
}

TEST_CASE("calls are found in all branches and handlers, with what has to hold") {
    const auto in = [](const std::string& before, const std::string& after) {
        return sends_of(before + "<call name='x' target='A' async='0'/>" + after);
    };
    CHECK(in("<if name='i' condition='request.N = \"x  y\"'><true>", "</true></if>") ==
          "A sync when request.N = \"x  y\"\n");
    CHECK(in("<if condition='a &gt; 1'><true/><false>", "</false></if>") == "A sync when not (a > 1)\n");
    CHECK(in("<if condition='1'><true>", "</true></if>") == "A sync\n");
    CHECK(in("<switch><case condition='a'/><case condition='b'>", "</case></switch>") == "A sync when b\n");
    CHECK(in("<switch><case condition='a'/><default>", "</default></switch>") == "A sync when otherwise\n");
    CHECK(in("<while condition='a'><until condition='b'>", "</until></while>") == "A sync when while a: until b\n");
    CHECK(in("<foreach property='request.L' key='context.K'>", "</foreach>") == "A sync when for each request.L\n");
    CHECK(in("<flow><sequence>", "</sequence></flow>") == "A sync\n");
    CHECK(in("<scope><faulthandlers><catch fault='\"X\"'>", "</catch></faulthandlers></scope>") ==
          "A sync when on fault \"X\"\n");
    CHECK(in("<scope><faulthandlers><catchall name='c'>", "</catchall></faulthandlers></scope>") ==
          "A sync when on any fault\n");
    CHECK(in("<scope><compensationhandlers><compensationhandler name='Undo'>",
             "</compensationhandler></compensationhandlers></scope>") == "A sync when to compensate Undo\n");
    CHECK(in("<if condition='a'><true><switch><case condition='b'>", "</case></switch></true></if>") ==
          "A sync when a: b\n");
    CHECK(in("<if condition='a'><true></true></if>", "") == "A sync\n");
}

TEST_CASE("the message is the type of the request") {
    const auto message = [](const std::string& request) {
        return sends_of("<call target='A' async='0'>" + request + "</call>",
                        "<property name='Order' type='Demo.Order'/><property name='Any' type='%Persistent'/>");
    };
    CHECK(message("<request type='Demo.Ask' ><assign property='callrequest.X' value='1'/></request>"
                  "<response type='Demo.Answer'/>") == "A sync Demo.Ask\n");
    CHECK(message("<response type='Demo.Answer'/>") == "A sync\n");
    CHECK(message("<request type='Ens.Request'><assign property='callrequest' value='request'/></request>") ==
          "A sync Demo.Request\n");
    CHECK(message("<request type='Ens.Request'><assign property='callrequest' value='context.Order'/></request>") ==
          "A sync Demo.Order\n");
    CHECK(message("<request type='Ens.Request'><assign property='callrequest' value='context.Any'/></request>") ==
          "A sync Ens.Request\n");
    CHECK(message("<request type='Demo.Ask'><assign property='callrequest' value='context.Order'/></request>") ==
          "A sync Demo.Ask\n");
}

TEST_CASE("a target of the context is what is assigned to it") {
    CHECK(sends_of(assign("context.T", quoted_a) + call("@context.T")) == "A sync Demo.Ask\n");
    CHECK(sends_of(assign("context.T", quoted_a) + "<if condition='x'><true>" + assign("context.T", quoted_b) +
                   assign("context.T", quoted_a) + "</true></if>" + call("@context.T")) == "A,B sync Demo.Ask\n");
    CHECK(sends_of(call("@context.T"), "<property name='T' type='%String' initialexpression='\"A\"'/>") ==
          "A sync Demo.Ask\n");
    CHECK(sends_of(assign("context.T", "&quot;&quot;") +
                   assign("context.T", "&quot;a &quot;&quot;b&quot;&quot;&quot;") + call("@context.T")) ==
          "a \"b\" sync Demo.Ask\n");
    CHECK(sends_of(assign("context.Routing.T", quoted_a) + call("@context.Routing.T")) == "A sync Demo.Ask\n");
    CHECK(sends_of(assign("context.R", "##class(Demo.R).%New()") + assign("context.R.T", quoted_a) +
                   call("@context.R.T")) == "A sync Demo.Ask\n");
    CHECK(sends_of(assign("context.S", quoted_a) + assign("context.T", "context.S") + call("@context.T")) ==
          "A sync Demo.Ask\n");
    CHECK(sends_of(assign("context.T", "process.Target") + call("@context.T")) == "..Target sync Demo.Ask\n");
    CHECK(sends_of(
              "<code><![CDATA[\n set context.T = \"A\"\n Set x = 1, y = 2\n if context.T = \"C\" { s context.T=\"B\" }"
              "]]></code>" +
              call("@context.T")) == "A,B sync Demo.Ask\n");
}

TEST_CASE("a target that only running tells is said to be such, beside those that are known") {
    CHECK(sends_of(call("@context.T")) == "?@context.T sync Demo.Ask\n");
    CHECK(sends_of(call("@request.T")) == "?@request.T sync Demo.Ask\n");
    CHECK(sends_of(call("@(context.T_\"B\")")) == "?@(context.T_\"B\") sync Demo.Ask\n");
    CHECK(sends_of(assign("context.T", quoted_a) + assign("context.T", "request.T") + call("@context.T")) ==
          "A,?@context.T sync Demo.Ask\n");
    CHECK(sends_of(assign("context.R", "request.R") + assign("context.R.T", quoted_a) + call("@context.R.T")) ==
          "A,?@context.R.T sync Demo.Ask\n");
    for (const std::string filled :
         {"<rule rule='Demo.R' resultLocation='context.T'/>", "<foreach property='x' key='context.T'></foreach>",
          "<sql><![CDATA[select Name into :context.T from T]]></sql>",
          "<assign property='context.T' value='1' "
          "action='append'/>",
          "<code>\n set x=1,context.T=\"B\"\n</code>", "<code> set context.T = request.T</code>",
          "<code> set context.T = \"B\"_x</code>", "<code> set (context.T, x) = \"B\"</code>",
          "<call name='x' target='Z' async='0'><response><assign property='context.T' value='callresponse.T'/>"
          "</response></call>"}) {
        INFO(filled);
        const std::string text = sends_of(assign("context.T", quoted_a) + filled + call("@context.T"));
        CHECK(text.ends_with("A,?@context.T sync Demo.Ask\n"));
    }
    CHECK(sends_of(assign("context.T", "context.S") + assign("context.S", "context.T") + call("@context.T")) ==
          "?@context.T sync Demo.Ask\n");
}

TEST_CASE("what the context holds of other properties says nothing of this one") {
    CHECK(
        sends_of(assign("context.T", quoted_a) + assign("context.TT", "request.T") +
                 "<code> set context.T1 = request.T, y = context.T, mycontext.T = 1\n if context.T = \"B\" { }</code>" +
                 call("@context.T")) == "A sync Demo.Ask\n");
    CHECK(sends_of(assign("context.T", quoted_a) +
                   "<code><annotation><![CDATA[ set context.T = \"B\" ]]></annotation> set x = 1</code>" +
                   call("@context.T")) == "A sync Demo.Ask\n");
    CHECK(sends_of(assign("context.T", quoted_a) +
                   "<assign disabled='1' property='context.T' value='request.T' action='set'/>" + call("@context.T")) ==
          "A sync Demo.Ask\n");
}

TEST_CASE("a setting of the process is a target of its own kind") {
    CHECK(sends_of(call("@process.TargetName")) == "..TargetName sync Demo.Ask\n");
    CHECK(sends_of(call("@..TargetName")) == "..TargetName sync Demo.Ask\n");
    XDataWorld world;
    const auto found = world.of_process(process(call("@process.T")));
    REQUIRE(found.sends.size() == 1);
    CHECK(found.sends[0].targets[0].delimiter.empty());
    CHECK(world.text_at(found.sends[0].targets[0].place) == "process.T");
}

TEST_CASE("the process may be that of a superclass, and names in it are completed there") {
    const std::string xml = process("<call name='c' target='A' async='0'><request type='Ask'/></call>");
    CHECK(reading_of_main({{"m.cls", process_class("Demo.Main", "", "Other.Base")},
                           {"b.cls", process_class("Other.Base", xml)},
                           {"a.cls", "Class Other.Ask Extends Ens.Request\n{\n}\n"},
                           {"d.cls", "Class Demo.Ask Extends Ens.Request\n{\n}\n"}}) == "A sync Other.Ask\n");
    CHECK(reading_of_main({{"m.cls", process_class("Demo.Main", process(call("B")), "Other.Base")},
                           {"b.cls", process_class("Other.Base", xml)}}) == "B sync Demo.Ask\n");
    CHECK(reading_of_main({{"m.cls", process_class("Demo.Main", "")}}).empty());
}

TEST_CASE("a component sends as if it stood in the process that calls it") {
    const auto component = [](const std::string& name, const std::string& inside, const std::string& flag = "1") {
        return process_class(name, "<process component='" + flag + "'><sequence>" + inside + "</sequence></process>");
    };
    const std::string main = process_class(
        "Demo.Main", process("<if condition='a'><true>" + call("Demo.Part") + "</true></if>" + call("Demo.Part")));
    CHECK(reading_of_main({{"m.cls", main}, {"p.cls", component("Demo.Part", call("A") + call("Demo.Part"))}}) ==
          "A sync Demo.Ask when a\n");
    CHECK(reading_of_main({{"m.cls", main}, {"p.cls", component("Demo.Part", call("A"), "0")}}) ==
          "Demo.Part sync Demo.Ask when a\nDemo.Part sync Demo.Ask\n");
    CHECK(reading_of_main({{"m.cls", main}}) == "Demo.Part sync Demo.Ask when a\nDemo.Part sync Demo.Ask\n");
    CHECK(reading_of_main({{"m.cls", main},
                           {"p.cls", component("Demo.Part", call("Demo.Second"))},
                           {"s.cls", component("Demo.Second", call("Demo.Part") + call("B"), "true")}}) ==
          "B sync Demo.Ask when a\n");
}

TEST_CASE("code in a process sends, to what the process says") {
    const auto code = [](const std::string& statement) {
        return "<if condition='x'><true><code name='c'><![CDATA[ " + statement + "]]></code></true></if>";
    };
    CHECK(sends_of(code("do process.SendRequestAsync(\"A\", request)")) == "A async when x\n");
    CHECK(sends_of(code("set sc = process.SendRequestSync(process.Target, request, .r)")) == "..Target sync when x\n");
    CHECK(sends_of(assign("context.T", quoted_a) + code("do process.SendRequestAsync(context.T, request)")) ==
          "A async when x\n");
    CHECK(sends_of(code("do process.SendRequestAsync(request.T, request)")) == "?request.T async when x\n");
    CHECK(sends_of(code("// do process.SendRequestAsync(\"A\", request)")).empty());
}

TEST_CASE("the class of the context tells what its properties begin with") {
    const std::string xml =
        "<process contextsuperclass='Demo.Context'><sequence>" + call("@context.T") + "</sequence></process>";
    CHECK(reading_of_main({{"m.cls", process_class("Demo.Main", xml)},
                           {"c.cls",
                            "Class Demo.Context Extends Ens.BP.Context\n{\nProperty T As %String [ "
                            "InitialExpression = \"A\" ];\n}\n"}}) == "A sync Demo.Ask\n");
    CHECK(reading_of_main({{"m.cls", process_class("Demo.Main", xml)}}) == "?@context.T sync Demo.Ask\n");
}

TEST_CASE("what is disabled sends nothing and assigns nothing, and is told once") {
    CHECK(sends_of("<call name='Ask' target='A' disabled='1'/>") == "off: <call> \"Ask\"\n");
    CHECK(sends_of("<sequence name='All' disabled='1'><call target='A'/><alert value='1'/></sequence>" + call("B")) ==
          "B sync Demo.Ask\noff: <sequence> \"All\"\n");
    CHECK(sends_of("<if disabled='true'><true><alert value='1'/></true></if>") == "off: <if>\n");
    CHECK(sends_of("<code name='c' disabled='1'><![CDATA[ do process.SendRequestAsync(\"A\",x) ]]></code>") ==
          "off: <code> \"c\"\n");
    CHECK(
        sends_of("<code name='c' disabled='1'> set x = 1</code><assign disabled='1' property='a' value='1'/>").empty());
    CHECK(sends_of("<call name='Ask' target='A' disabled='0'/>") == "A sync\n");
}

TEST_CASE("places are those of the source") {
    XDataWorld world;
    const auto found = world.of_process(process(assign("context.T", quoted_a) + "<if condition='a &lt; 1'><true>" +
                                                call("@context.T") + call("B") + "</true></if>"));
    REQUIRE(found.sends.size() == 2);
    CHECK(world.text_at(found.sends[0].place) == "<call");
    CHECK(world.text_at(found.sends[0].when_place) == "a &lt; 1");
    CHECK(world.text_at(found.sends[0].targets[0].place) == "&quot;A&quot;");
    CHECK(world.text_at(found.sends[1].targets[0].place) == "B");
    CHECK(found.sends[0].inside == "call \"Ask\"");
    CHECK(found.sends[0].origin == Origin::bpl);
}

TEST_CASE("hostile processes cost neither the stack nor the day") {
    const auto reading_of = [](const std::string& xml) {
        XDataWorld world;
        const auto found = world.of_process(xml);
        return std::to_string(found.sends.size()) + "\n" + findings_of(world.reading());
    };
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += "<sequence>";
    CHECK(reading_of("<process>" + deep + "<call target='A'/>") ==
          "0\nwarning MW901 1:10000 elements are nested deeper than 1000 levels\n");
    std::string many;
    for (int i = 0; i < 300'000; ++i) many += "<call target='A'/>";
    CHECK(reading_of(process(many)) ==
          "20000\nwarning MW903 3:360001 process \"Demo.Process\" has more than 20000 sends\n");
    std::string line = "<code> set a=1";
    for (int i = 0; i < 300'000; ++i) line += ",context.T" + std::to_string(i % 50) + "=2";
    CHECK(reading_of(process(line + "</code>" + call("@context.T1"))) == "1\n");
    std::string chain;
    for (int i = 0; i < 20'000; ++i) {
        chain += assign("context.a" + std::to_string(i), "context.a" + std::to_string(i + 1));
        chain += call("@context.a" + std::to_string(i));
    }
    CHECK(reading_of(process(chain)) == "20000\n");
    std::string values;
    for (int i = 0; i < 50'000; ++i) values += assign("context.T", "&quot;" + std::to_string(i) + "&quot;");
    for (int i = 0; i < 50'000; ++i) values += call("@context.T");
    const std::string found = reading_of(process(values));
    CHECK(found.starts_with("20\nwarning MW903"));
    CHECK(reading_of("<process><sequence><call target='A'/>") ==
          "1\nwarning MW017 1:10 the XML ends before its <sequence> does\n");
}
