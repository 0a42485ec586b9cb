#include "settings/iris/sources/decomposed_production.h"

#include <catch2/catch.hpp>

#include "settings/formats.h"
#include "tests/settings/iris/read.h"
#include "tests/support/memory_files.h"

using namespace millwright;
using namespace millwright::settings;
using millwright::test::MemoryFiles;

namespace {

using Texts = std::map<std::string, std::string>;

std::string document(const std::string& name, const std::string& content) {
    return "<Document name=\"" + name + ".PTD\"><ProjectTextDocument name=\"" + name +
           "\" description=\"x\">\n<![CDATA[" + content + "\n]]></ProjectTextDocument>\n</Document>\n";
}

std::string notes(const std::string& production) {
    return document("EnsExportNotes.X", "<Deployment>\n<Creation>\n<SourceProduction>" + production +
                                            "</SourceProduction>\n</Creation>\n<Contents>\n"
                                            "<Item num=\"1\">Settings:b.PTD</Item>\n</Contents>\n</Deployment>");
}

std::string exported(const std::string& documents) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Export generator=\"IRIS\" version=\"26\">\n" + documents +
           "</Export>\n";
}

std::string settings_part(const std::string& production) {
    return exported(notes(production) +
                    document("ProductionSettings:" + production,
                             "<Production Name='" + production +
                                 "' TestingEnabled='true'><ActorPoolSize>1"
                                 "</ActorPoolSize><Setting Target='Production' Name='ShutdownTimeout'>9</Setting>"
                                 "</Production>"));
}

std::string item(const std::string& name, const std::string& class_name, const std::string& to = {}) {
    const std::string setting =
        to.empty() ? "" : "<Setting Target=\"Host\" Name=\"TargetConfigNames\">" + to + "</Setting>";
    return "<Item Name=\"" + name + "\" Category=\"\" ClassName=\"" + class_name +
           "\" PoolSize=\"1\" Enabled=\"true\">" + setting + "</Item>";
}

std::string item_part(const std::string& production, const std::string& name, const std::string& class_name,
                      const std::string& to = {}) {
    return exported(notes(production) + document("Settings:" + name, item(name, class_name, to)));
}

std::string class_with(const std::string& name, const std::string& items, const std::string& further = {}) {
    return "Class " + name + " Extends Ens.Production\n{\nXData ProductionDefinition\n{\n<Production Name=\"" + name +
           "\">\n" + further + items + "</Production>\n}\n}\n";
}

Reading read(Texts texts) {
    auto reading = read_input("p", MemoryFiles(std::move(texts)), {});
    REQUIRE(reading);
    CHECK(reading->readable);
    return std::move(*reading);
}

/// "a b:c>a": the items in order, and where they send.
std::string shape(const Production& production) {
    std::string out;
    for (const Item& each : production.items) {
        out += (out.empty() ? "" : " ") + std::string(each.name);
        for (const Setting& setting : production.of(each.settings)) {
            for (const NameRef& to : production.of(setting.names)) out += ">" + std::string(to.name);
        }
    }
    return out;
}

}  // namespace

TEST_CASE("the parts of a folder are one production") {
    const Reading reading = read({{"p/ptd/Demo_P/ProdStgs-Demo_P.xml", settings_part("Demo.P")},
                                  {"p/ptd/Demo_P/Stgs-b1.xml", item_part("Demo.P", "b", "EnsLib.X", "c, a")},
                                  {"p/ptd/Demo_P/Stgs-a1.xml", item_part("Demo.P", "a", "EnsLib.X")},
                                  {"p/ptd/Demo_P/Stgs-c1.xml", item_part("Demo.P", "c", "EnsLib.X")}});
    CHECK(test::findings_of(reading).empty());
    CHECK(reading.format == Format::iris_xml);
    REQUIRE(reading.productions.size() == 1);
    const Production& production = reading.productions.front();
    CHECK(production.name == "Demo.P");
    CHECK(production.testing_enabled.on(false));
    CHECK(production.actor_pool_size == "1");
    CHECK(production.production_settings.count == 1);
    CHECK(shape(production) == "a b>c>a c");
    CHECK(reading.sources.name_of(production.items[1].place) == "p/ptd/Demo_P/Stgs-b1.xml");
    CHECK(reading.sources.text_of(production.items[1].place) == "b");
    CHECK(reading.sources.name_of(production.place) == "p/ptd/Demo_P/ProdStgs-Demo_P.xml");
}

TEST_CASE("two items of one name and other classes are both there") {
    const Reading reading = read({{"p/ProdStgs-P.xml", settings_part("P")},
                                  {"p/Stgs-b1.xml", item_part("P", "b", "EnsLib.X")},
                                  {"p/Stgs-b2.xml", item_part("P", "b", "EnsLib.Y")}});
    CHECK(shape(reading.productions.front()) == "b b");
}

TEST_CASE("several productions in one folder, in several, and of one name") {
    const Reading reading = read({{"p/one/ProdStgs-A.xml", settings_part("A")},
                                  {"p/one/ProdStgs-B.xml", settings_part("B")},
                                  {"p/one/Stgs-x1.xml", item_part("A", "x", "C")},
                                  {"p/one/Stgs-y1.xml", item_part("B", "y", "C")},
                                  {"p/two/ProdStgs-A.xml", settings_part("A")},
                                  {"p/two/Stgs-z1.xml", item_part("A", "z", "C")},
                                  {"p/other/P.cls", class_with("Q", "")}});
    std::vector<std::string> found;
    for (const Production& each : reading.productions) found.push_back(std::string(each.name) + " " + shape(each));
    CHECK(found == std::vector<std::string>{"A x", "B y", "Q "});
    REQUIRE(reading.findings.size() == 1);
    CHECK(reading.findings.begin()->message ==
          "production \"A\" stands in several files; the one in \"p/one/ProdStgs-A.xml\" is read");
}

TEST_CASE("without its own settings a production has its items, and a warning") {
    const Reading reading = read({{"p/Stgs-b1.xml", item_part("Demo.P", "b", "C")}});
    CHECK(reading.productions.front().name == "Demo.P");
    CHECK(test::findings_of(reading) ==
          "warning MW008 15:10 the own settings of production \"Demo.P\" are not among its parts\n");
}

TEST_CASE("who the production is may be told by the description or the folder only") {
    std::string told = document("Settings:b", item("b", "C"));
    told.replace(told.find("\"x\""), 3, "\"Settings for b in Production Demo.P\"");
    CHECK(read({{"p/Stgs-b1.xml", exported(told)}}).productions.front().name == "Demo.P");
    const std::string untold = exported(document("Settings:b", item("b", "C")));
    CHECK(read({{"p/Demo.P/Stgs-b1.xml", untold}}).productions.front().name == "Demo.P");
}

TEST_CASE("a broken part is a warning, and the rest is read") {
    const std::string good = item_part("P", "b", "C");
    const Reading reading =
        read({{"p/ProdStgs-P.xml", settings_part("P")},
              {"p/Stgs-a1.xml", good.substr(0, good.find("</Item>"))},
              {"p/Stgs-b1.xml", good},
              {"p/Stgs-c1.xml", exported(notes("P") + document("Settings:c", "<Item Name=\"c\" <"))},
              {"p/Stgs-d1.xml", exported(notes("P") + document("Settings:d", "<Thing/>"))}});
    REQUIRE(reading.productions.size() == 1);
    CHECK(shape(reading.productions.front()) == "b");
    CHECK(reading.findings.counts().error == 0);
    CHECK(reading.findings.counts().warning == 3);
}

TEST_CASE("the class without items gives the settings that the parts do not have") {
    const std::string setting = "<Setting Target=\"Production\" Name=\"ShutdownTimeout\">77</Setting>\n";
    const Reading reading =
        read({{"p/cls/P.cls", class_with("P", "", setting)}, {"p/ptd/P/Stgs-b1.xml", item_part("P", "b", "C")}});
    CHECK(test::findings_of(reading).empty());
    REQUIRE(reading.productions.size() == 1);
    const Production& production = reading.productions.front();
    CHECK(shape(production) == "b");
    REQUIRE(production.production_settings.count == 1);
    CHECK(production.of(production.production_settings)[0].value == "77");
}

TEST_CASE("where the class and the parts differ, the parts count and the class adds") {
    const Reading reading = read(
        {{"p/cls/P.cls", class_with("P", item("a", "C", "b") + "\n" + item("b", "C") + "\n" + item("e", "C") + "\n")},
         {"p/old/P.cls", class_with("P", item("old", "C"))},
         {"p/cls/ptd/ProdStgs-P.xml", settings_part("P")},
         {"p/cls/ptd/Stgs-b1.xml", item_part("P", "b", "C", "d")},
         {"p/cls/ptd/Stgs-d1.xml", item_part("P", "d", "C")},
         {"p/cls/ptd/Stgs-e1.xml", item_part("P", "e", "C")}});
    REQUIRE(reading.productions.size() == 1);
    CHECK(shape(reading.productions[0]) == "a>b b>d e d");
    REQUIRE(reading.findings.size() == 2);
    CHECK(std::next(reading.findings.begin())->code == Code::class_in_several_files);
    const Diagnostic& told = *reading.findings.begin();
    CHECK(told.message == "production \"P\" is in a class and in parts, and they differ");
    CHECK(told.severity == Severity::warning);
    REQUIRE(told.notes.size() == 2);
    CHECK(told.notes[0].message == "item \"a\" is in the class only");
    CHECK(told.notes[1].message == "item \"b\" is another one in the class");
}

TEST_CASE("a deployment with its production class and the same in parts is one production") {
    const std::string whole =
        "<Export>\n<Class name=\"P\"><XData name=\"ProductionDefinition\"><Data><![CDATA[<Production Name=\"P\">" +
        item("b", "C") + "</Production>]]></Data></XData></Class>\n" + notes("P") +
        document("ProductionSettings:P", "<Production Name='P'/>") + document("Settings:b", item("b", "C")) +
        "</Export>";
    const Reading reading = read({{"p/Export.xml", whole}});
    REQUIRE(reading.productions.size() == 1);
    CHECK(shape(reading.productions.front()) == "b");
}
