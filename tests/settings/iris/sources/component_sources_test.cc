#include "settings/iris/sources/component_sources.h"

#include <catch2/catch.hpp>

#include "graph/routes.h"
#include "settings/formats.h"
#include "tests/support/memory_files.h"

using namespace millwright;
using namespace millwright::settings;

namespace {

using Texts = std::map<std::string, std::string>;

/// The folder "src" with a production of these items, and further files.
Reading read(const std::string& items, const Texts& more = {}) {
    Texts texts;
    texts["src/Demo/Production.cls"] =
        "Class Demo.Production Extends Ens.Production\n{\n\nXData ProductionDefinition\n{\n"
        "<Production Name=\"Demo.Production\">\n" +
        items + "</Production>\n}\n\n}\n";
    for (const auto& [name, text] : more) texts["src/Demo/" + name] = text;
    const test::MemoryFiles files(texts);
    auto reading = read_input("src", files, {});
    REQUIRE(reading);
    REQUIRE(reading->productions.size() == 1);
    return std::move(*reading);
}

std::string item(const std::string& name, const std::string& class_name, const std::string& settings = "") {
    return "<Item Name=\"" + name + "\" ClassName=\"" + class_name + "\">" + settings + "</Item>\n";
}

std::string host(const std::string& name, const std::string& value) {
    return "<Setting Target=\"Host\" Name=\"" + name + "\">" + value + "</Setting>";
}

std::string class_text(const std::string& name, const std::string& super, const std::string& members) {
    return "Class " + name + " Extends " + super + "\n{\n\n" + members + "\n}\n";
}

/// A process that sends what it gets on to the target.
std::string process(const std::string& target, const std::string& members = "") {
    return class_text("Demo.P", "Ens.BusinessProcess",
                      members +
                          "\nMethod OnRequest(pRequest As Ens.Request, Output pOut As Ens.Response) As %Status\n" +
                          "{\n\tQuit ..SendRequestAsync(" + target + ", ##class(Demo.Note).%New())\n}\n");
}

/// "A -Setting-> B (origin)", one line for each; missing targets too.
std::string routes_of(const Reading& reading) {
    const Production& production = reading.productions.front();
    const Routes routes(production);
    std::string text;
    for (const Route& each : routes.all()) {
        text += std::string(production[each.source].name) + " -" + std::string(each.target_setting) + "-> " +
                std::string(each.target_name) + " (" + std::string(name_of(each.origin)) + ")\n";
    }
    return text;
}

std::string findings_of(const Reading& reading) {
    std::string text;
    for (const Diagnostic* each : reading.findings.sorted()) {
        text += std::string(name_of(each->code)) + " " + std::string(reading.sources.text_of(each->place)) + ": " +
                each->message + "\n";
    }
    return text;
}

std::string routes(const std::string& items, const Texts& more) {
    return routes_of(read(items, more));
}

const std::string three = item("A", "EnsLib.File.PassthroughOperation") +
                          item("B", "EnsLib.File.PassthroughOperation") + item("C", "EnsLib.File.PassthroughOperation");

std::string defaults(const std::string& entries) {
    return "<?xml version=\"1.0\"?>\n<defaultSettings>\n" + entries + "</defaultSettings>\n";
}

std::string entry(const std::string& production, const std::string& item_name, const std::string& class_name,
                  const std::string& value) {
    return "<item production=\"" + production + "\" item=\"" + item_name + "\" class=\"" + class_name +
           "\" setting=\"Target\" value=\"" + value + "\" description=\"\" deployable=\"1\"/>\n";
}

}  // namespace

TEST_CASE("a property is the item's setting, else a default setting, else the class's default") {
    const std::string property = "Property Target As %String [ InitialExpression = \"A\" ];\n";
    const Texts sources{{"P.cls", process("..Target", property)}};
    CHECK(routes(item("P", "Demo.P") + three, sources) == "P -Target-> A (default)\n");
    CHECK(routes(item("P", "Demo.P", host("Target", "B")) + three, sources) == "P -Target-> B (setting)\n");
    CHECK(routes(item("P", "Demo.P", host("Target", "")) + three, sources) == "");

    Texts with_default = sources;
    with_default["defaults.xml"] = defaults(entry("*", "*", "Demo.P", "C"));
    CHECK(routes(item("P", "Demo.P") + three, with_default) == "P -Target-> C (setting)\n");
    CHECK(routes(item("P", "Demo.P", host("Target", "B")) + three, with_default) == "P -Target-> B (setting)\n");
}

TEST_CASE("a default setting through which the code sends is one route, with what is sent") {
    const Reading reading =
        read(item("P", "Demo.P") + three, {{"P.cls", process("..Target", "Property Target As %String;\n")},
                                           {"defaults.xml", defaults(entry("*", "*", "Demo.P", "C"))}});
    REQUIRE(reading.productions.front().found.size() == 1);
    CHECK(reading.productions.front().found.front().mode == Interaction::async);
    CHECK(reading.productions.front().found.front().message == "Demo.Note");
}

TEST_CASE("a default setting for every item is one of those whose class has the setting") {
    const Texts sources{{"P.cls", process("..Target", "Property Target As %String;\n")},
                        {"defaults.xml", defaults(entry("*", "*", "*", "C"))}};
    CHECK(routes(item("P", "Demo.P") + three, sources) == "P -Target-> C (setting)\n");
}

TEST_CASE("of default settings the nearest to the item counts") {
    const Texts sources{{"P.cls", process("..Target", "Property Target As %String;\n")},
                        {"defaults.xml", defaults(entry("*", "P", "*", "A") + entry("*", "*", "Demo.P", "B") +
                                                  entry("Demo.Production", "*", "Demo.Other", "B") +
                                                  entry("Demo.Production", "*", "*", "C"))}};
    CHECK(routes(item("P", "Demo.P") + three, sources) == "P -Target-> C (setting)\n");
    const Texts less{{"P.cls", sources.at("P.cls")},
                     {"defaults.xml", defaults(entry("*", "P", "*", "A") + entry("*", "*", "Demo.P", "B"))}};
    CHECK(routes(item("P", "Demo.P") + item("Q", "Demo.P") + three, less) ==
          "P -Target-> A (setting)\nQ -Target-> B (setting)\n");
}

TEST_CASE("a default setting of a class that is not among the sources is a route where its name says so") {
    const Texts sources{{"defaults.xml", defaults(entry("*", "S", "*", "A,B"))}};
    CHECK(routes(item("S", "EnsLib.HL7.Service.FileService") + three, sources) ==
          "S -Target-> A (setting)\nS -Target-> B (setting)\n");
    CHECK(routes(item("S", "EnsLib.HL7.Service.FileService") + item("A", "EnsLib.File.PassthroughOperation"),
                 sources) == "");
}

TEST_CASE("a piece of a setting is one of its names") {
    const Texts sources{{"P.cls", process("$Piece(..Target,\";\",2)", "Property Target As %String;\n")}};
    CHECK(routes(item("P", "Demo.P", host("Target", "A;B;C")) + three, sources) == "P -Target-> B (setting)\n");
    CHECK(routes(item("P", "Demo.P", host("Target", "A")) + three, sources) == "P -Target-> A (setting)\n");
}

TEST_CASE("each item of a class has its own routes, disabled ones too") {
    const Texts sources{{"P.cls", process("\"A\"")}};
    std::string off = item("Q", "P");
    off.insert(5, " Enabled=\"false\"");
    CHECK(routes(item("P", "Demo.P") + off + three, sources) == "P --> A (source)\nQ --> A (source)\n");
}

TEST_CASE("items go by their rules") {
    const Texts sources{
        {"R.cls",
         class_text("Demo.R", "Ens.Rule.Definition",
                    "XData RuleDefinition\n{\n<ruleDefinition><ruleSet><rule><when condition=\"1\">"
                    "<send transform=\"\" target=\"A,B\"></send></when></rule></ruleSet></ruleDefinition>\n}\n")},
        {"E.cls", class_text("Demo.E", "EnsLib.MsgRouter.RoutingEngine",
                             "Property BusinessRuleName As %String [ InitialExpression = \"Demo.R\" ];\n")}};
    const std::string engine = "EnsLib.MsgRouter.RoutingEngine";
    CHECK(routes(item("E", engine, host("BusinessRuleName", "Demo.R")) + three, sources) ==
          "E --> A (rule)\nE --> B (rule)\n");
    CHECK(routes(item("E", "Demo.E") + three, sources) == "E --> A (rule)\nE --> B (rule)\n");
    CHECK(routes(item("E", "Demo.E", host("BusinessRuleName", "")) + three, sources) == "");
    const auto mode_with = [&](const std::string& settings) {
        const Reading reading = read(item("E", engine, host("BusinessRuleName", "Demo.R") + settings) + three, sources);
        return reading.productions.front().found.front().mode;
    };
    CHECK(mode_with("") == Interaction::async);
    CHECK(mode_with(host("ForceSyncSend", "1")) == Interaction::sync);
}

TEST_CASE("what is sent to no item is told once for all items of the class") {
    const Reading reading = read(item("P", "Demo.P") + item("Q", "Demo.P") + item("Receiver", "Ens.BusinessOperation"),
                                 {{"P.cls", process("\"Reciever\"")}});
    CHECK(findings_of(reading) ==
          "MW804 \"Reciever\": the code of \"P\" sends to \"Reciever\", and no item is called that\n");
}

TEST_CASE("a setting through which is sent and that names no item is told") {
    const Reading reading =
        read(item("P", "Demo.P", host("Output", "Nobody")) + three, {{"P.cls", process("..Output")}});
    CHECK(routes_of(reading) == "");
    CHECK(findings_of(reading) ==
          "MW804 Nobody: setting \"Output\" of \"P\", through which its code sends, names \"Nobody\", and no item is "
          "called that\n");
}

TEST_CASE("what only running would tell is told once, and kept for each item") {
    const Reading reading =
        read(item("P", "Demo.P") + item("Q", "Demo.P") + three, {{"P.cls", process("pRequest.Reply\n\t\t_To")}});
    CHECK(routes_of(reading) == "");
    REQUIRE(reading.productions.front().found.size() == 2);
    CHECK(reading.productions.front().found.front().dynamic == "pRequest.Reply _To");
    CHECK(reading.findings.counts().note == 1);
}

TEST_CASE("an alert goes to the item that takes alerts, if there is one") {
    const std::string text = class_text("Demo.P", "Ens.BusinessProcess",
                                        "Method OnRequest(pRequest As Ens.Request, Output pOut As Ens.Response)\n{\n"
                                        "\tDo ..SendAlert(##class(Ens.AlertRequest).%New())\n\tQuit 1\n}\n");
    CHECK(routes(item("P", "Demo.P") + item("Ens.Alert", "EnsLib.EMail.AlertOperation"), {{"P.cls", text}}) ==
          "P --> Ens.Alert (source)\n");
    const Reading without = read(item("P", "Demo.P"), {{"P.cls", text}});
    CHECK(routes_of(without) == "");
    CHECK(findings_of(without) == "");
}

TEST_CASE("classes tell what items are") {
    const Reading reading =
        read(item("S", "Demo.S") + item("O", "Demo.O") + item("P", "P") + item("T", "EnsLib.HL7.Service.Standard") +
                 item("X", "Demo.X") + item("Y", "Library.Y"),
             {{"S.cls", class_text("Demo.S", "Ens.BusinessService", "Parameter ADAPTER = \"Ens.InboundAdapter\";\n")},
              {"B.cls", class_text("Demo.B", "%RegisteredObject, EnsLib.HL7.Operation.Standard", "")},
              {"O.cls", class_text("Demo.O", "Demo.B", "Property Adapter As EnsLib.File.OutboundAdapter;\n")},
              {"P.cls", process("\"O\"")}});
    std::string roles;
    for (const Item& each : reading.productions.front().items) {
        roles +=
            std::string(each.name) + " " + std::string(name_of(each.role)) + " " + std::string(each.adapter) + "\n";
    }
    CHECK(roles ==
          "S service Ens.InboundAdapter\nO operation EnsLib.File.OutboundAdapter\nP process \nT service \nX component "
          "\nY component \n");
    CHECK(findings_of(reading) ==
          "MW801 Demo.X: item \"X\" is made of \"Demo.X\", and no class among the sources is "
          "called that\n");
}

TEST_CASE("classes of messages are messages, and operations accept them") {
    const std::string operation =
        class_text("Demo.O", "Ens.BusinessOperation",
                   "Method Take(pRequest As Demo.Base, Output pOut As Demo.Answer) As %Status\n{\n}\n\n"
                   "XData MessageMap\n{\n<MapItems><MapItem "
                   "MessageType=\"Demo.Base\"><Method>Take</Method></MapItem></MapItems>\n}\n");
    const Reading reading =
        read(item("P", "Demo.P") + item("O", "Demo.O"),
             {{"P.cls", process("\"O\"")},
              {"O.cls", operation},
              {"Answer.cls", class_text("Demo.Answer", "Ens.Response", "Property Ok As %Boolean;\n")},
              {"Base.cls", class_text("Demo.Base", "Ens.Request", "Property Id As %Integer [ Required ];\n")},
              {"Unused.cls", class_text("Demo.Unused", "Ens.Request", "")},
              {"Note.cls",
               class_text("Demo.Note", "Demo.Base",
                          "Property Text As %String(MAXLEN = 10);\n\nProperty Lines As list Of %Library.Date;\n\n"
                          "Property Prices As array Of %Numeric;\n\nProperty Before As Base;\n\nProperty File As "
                          "%Stream.Object;\n")}});
    const Production& production = reading.productions.front();
    std::string messages;
    for (const Message& each : production.messages) {
        messages += std::string(each.name) + ":";
        for (const Field& field : production.of(each.fields)) {
            messages += " " + std::string(field.name) + " " + std::string(field.type) + (field.optional ? "?" : "");
        }
        messages += "\n";
    }
    CHECK(messages ==
          "Demo.Answer: Ok bool?\nDemo.Base: Id int\n"
          "Demo.Note: Id int Text string? Lines list<date>? Prices map<decimal>? Before Demo.Base? File any?\n");
    const auto accepts = production.of(production.items[1].accepts);
    REQUIRE(accepts.size() == 2);
    CHECK(accepts[0].name == "Demo.Base");
    CHECK(accepts[1].name == "Demo.Note");
    REQUIRE(production.of(production.items[1].replies).size() == 1);
    CHECK(production.of(production.items[1].replies)[0].reply == "Demo.Answer");
}
