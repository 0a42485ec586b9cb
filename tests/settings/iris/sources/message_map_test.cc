#include "settings/iris/sources/message_map.h"

#include <catch2/catch.hpp>

#include "tests/settings/iris/sources/tree_of.h"

using namespace millwright;
using namespace millwright::settings::iris;

namespace {

/// "Demo.Ask > Demo.Answer by Handle", one line for each.
std::string taken(const std::map<std::string, std::string>& files, std::string_view name) {
    test::TreeOf sources(files);
    const Lineage lineage(sources.at(name), sources.tree);
    std::string text;
    for (const TakenMessage& each : taken_messages(lineage, sources.tree)) {
        text += each.message + " > " + each.reply + " by " + each.method + " at " +
                std::string(sources.reading.sources.text_of(each.place)) + "\n";
    }
    return text;
}

std::string map_of(const std::string& items) {
    return "XData MessageMap\n{\n<MapItems>\n" + items + "</MapItems>\n}\n";
}

std::string operation(const std::string& members, const std::string& super = "Ens.BusinessOperation",
                      const std::string& name = "Demo.Mail") {
    return "Class " + name + " Extends " + super + "\n{\n\n" + members + "\n}\n";
}

}  // namespace

TEST_CASE("a message map tells the messages, and its methods the replies") {
    CHECK(taken({{"Demo/Mail.cls",
                  operation("Method Send(pRequest As Demo.Ask, Output pResponse As Demo.Answer) As %Status\n{\n}\n\n"
                            "Method Drop(pRequest As Demo.Bin, pOther As Demo.No) As %Status\n{\n}\n\n" +
                            map_of("<MapItem MessageType=\"Demo.Ask\">\n<Method>Send</Method>\n</MapItem>\n"
                                   "<!-- <MapItem MessageType=\"Demo.Old\"><Method>Send</Method></MapItem> -->\n"
                                   "<MapItem MessageType='Demo.Bin'><Method>\n Drop </Method></MapItem>\n"))}},
                "Demo.Mail") == "Demo.Ask > Demo.Answer by Send at Demo.Ask\nDemo.Bin >  by Drop at Demo.Bin\n");
}

TEST_CASE("names without package are completed where they stand") {
    CHECK(taken({{"Demo/Mail.cls",
                  operation("Method Send(pRequest As Ask, ByRef pResponse As Answer) As %Status\n{\n}\n\n" +
                            map_of("<MapItem MessageType=\"Ask\"><Method>Send</Method></MapItem>"))},
                 {"Demo/Ask.cls", "Class Demo.Ask Extends Ens.Request\n{\n}\n"},
                 {"Demo/Answer.cls", "Class Demo.Answer Extends Ens.Response\n{\n}\n"}},
                "Demo.Mail") == "Demo.Ask > Demo.Answer by Send at Ask\n");
}

TEST_CASE("a class takes what the classes above it take") {
    CHECK(taken({{"Base.cls", operation(map_of("<MapItem MessageType=\"Demo.Old\"><Method>Old</Method></MapItem>"),
                                        "Ens.BusinessOperation", "Demo.Base")},
                 {"Mail.cls",
                  operation(map_of("<MapItem MessageType=\"Demo.New\"><Method>New</Method></MapItem>"), "Demo.Base")}},
                "Demo.Mail") == "Demo.New >  by New at Demo.New\nDemo.Old >  by Old at Demo.Old\n");
}

TEST_CASE("the method that the engine calls tells by its first argument") {
    CHECK(taken({{"P.cls", operation("Method OnRequest(pRequest As Demo.Ask, Output pResponse As Demo.Answer)\n{\n}\n",
                                     "Ens.BusinessProcess")}},
                "Demo.Mail") == "Demo.Ask > Demo.Answer by OnRequest at pRequest\n");
    CHECK(
        taken({{"O.cls", operation("Method OnMessage(pRequest As Demo.Ask(X=1), Output pOut As %Persistent)\n{\n}\n")}},
              "Demo.Mail") == "Demo.Ask >  by OnMessage at pRequest\n");
}

TEST_CASE("what takes anything tells nothing") {
    const std::string map = map_of("<MapItem MessageType=\"Demo.Ask\"><Method>Send</Method></MapItem>");
    for (const std::string type : {" As Ens.Request", " As %Persistent", " As %Library.Persistent", ""}) {
        INFO(type);
        CHECK(taken({{"O.cls", operation("Method OnMessage(pRequest" + type + ", Output pOut)\n{\n}\n\n" + map)}},
                    "Demo.Mail") == "");
    }
}

TEST_CASE("a process of BPL says what it takes") {
    const auto process = [](const std::string& xml) {
        return operation("XData BPL\n{\n" + xml + "\n}\n", "Ens.BusinessProcessBPL");
    };
    CHECK(taken({{"P.cls", process("<!-- one -->\n<process language='objectscript' request='Demo.Ask' "
                                   "response='Demo.Answer'><sequence/></process>")}},
                "Demo.Mail") == "Demo.Ask > Demo.Answer by  at Demo.Ask\n");
    CHECK(taken({{"P.cls", process("<process request='Ens.Request' response='Demo.Answer'></process>")}},
                "Demo.Mail") == "");
}

TEST_CASE("a broken message map gives what comes before the break") {
    const std::string first = "<MapItem MessageType=\"Demo.Ask\"><Method>Send</Method></MapItem>";
    for (const std::string rest :
         {"<MapItem MessageType=\"Demo.", "<MapItem MessageType=\"Demo.Two\"><Method>Se", "<"}) {
        INFO(rest);
        CHECK(taken({{"O.cls", "Class Demo.Mail Extends Ens.BusinessOperation\n{\n\nXData MessageMap\n{\n<MapItems>" +
                                   first + rest}},
                    "Demo.Mail")
                  .starts_with("Demo.Ask >  by Send at Demo.Ask\n"));
    }
}
