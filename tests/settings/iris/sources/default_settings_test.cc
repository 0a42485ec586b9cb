#include "settings/iris/sources/default_settings.h"

#include <catch2/catch.hpp>

#include "settings/formats.h"
#include "tests/settings/iris/read.h"
#include "tests/support/memory_files.h"

using namespace millwright;
using namespace millwright::settings;
using millwright::test::MemoryFiles;

namespace {

using Texts = std::map<std::string, std::string>;

std::string production(const std::string& name) {
    return "Class " + name + " Extends Ens.Production\n{\nXData ProductionDefinition\n{\n<Production Name=\"" + name +
           "\">\n<Item Name=\"a\" ClassName=\"C\">\n</Item>\n</Production>\n}\n}\n";
}

std::string table(const std::string& rows) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Export generator=\"IRIS\">\n"
           "<Document name=\"Ens.Config.DefaultSettings.esd\">\n<defaultSettings>\n" +
           rows + "</defaultSettings>\n</Document>\n</Export>\n";
}

Reading read(Texts texts, std::string path = "p", ReadOptions options = {}) {
    auto reading = read_input(path, MemoryFiles(std::move(texts)), options);
    REQUIRE(reading);
    return std::move(*reading);
}

/// "production item class setting=value (description)" of each.
std::vector<std::string> defaults(const Production& of) {
    std::vector<std::string> out;
    for (const DefaultSetting& each : of.default_settings) {
        out.push_back(std::string(each.production) + " " + std::string(each.item) + " " + std::string(each.class_name) +
                      " " + std::string(each.setting) + "=" + std::string(each.value) +
                      (each.description.empty() ? "" : " (" + std::string(each.description) + ")"));
    }
    return out;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("default settings are read from an export beside the production") {
    const Reading reading = read(
        {{"p/P.cls", production("P")},
         {"p/Ens.Config.DefaultSettings.esd",
          table("<item production=\"P\" item=\"a\" class=\"C\" setting=\"Port\" value=\"1&amp;2\" "
                "description=\"the &lt;port&gt;\"/>\n"
                "<item production=\"*\" item=\"\" class=\"*\" setting=\"Host\" value=\"\"><Deployable>true</Deployable>"
                "<Description>of all</Description></item>\n"
                "<item production=\"Other\" item=\"*\" class=\"*\" setting=\"Port\" value=\"9\"></item>\n")}});
    CHECK(test::findings_of(reading).empty());
    REQUIRE(reading.productions.size() == 1);
    CHECK(defaults(reading.productions[0]) == Lines{"P a C Port=1&2 (the <port>)", "* * * Host= (of all)"});
    const Place place = reading.productions[0].default_settings[0].place;
    CHECK(reading.sources.text_of(place) == "1&amp;2");
}

TEST_CASE("a table without an export around it, and one among classes") {
    const std::string bare = "<defaultSettings><item production='P' setting='Port' value='1'/></defaultSettings>";
    const std::string among =
        "<Export><Class name=\"X\"></Class><Document name=\"D.esd\">"
        "<defaultSettings><item setting='Path' value='/x'/></defaultSettings></Document></Export>";
    const Reading reading = read({{"p/P.cls", production("P")}, {"p/a.xml", bare}, {"p/b.xml", among}});
    CHECK(defaults(reading.productions[0]) == Lines{"P * * Port=1", "* * * Path=/x"});
}

TEST_CASE("each production has what is about it; of files that differ the nearest counts") {
    const std::string row = "<item production='*' item='*' class='*' setting='Port' value='";
    const Reading reading = read({{"p/a/A.cls", production("A")},
                                  {"p/a/d.esd", table(row + "1'/>")},
                                  {"p/b/B.cls", production("B")},
                                  {"p/b/d.esd", table(row + "2'/>")},
                                  {"p/b/deep/e.esd", table(row + "2'/>")}});
    REQUIRE(reading.productions.size() == 2);
    CHECK(defaults(reading.productions[0]) == Lines{"* * * Port=1"});
    CHECK(defaults(reading.productions[1]) == Lines{"* * * Port=2"});
    CHECK(reading.findings.counts().warning == 3);
    CHECK(reading.findings.begin()->message ==
          "the default of setting \"Port\" is another one in a nearer file, which counts");
}

TEST_CASE("what is wrong in a table is a warning, and the rest is read") {
    const Reading reading =
        read({{"p/P.cls", production("P")},
              {"p/d.esd", table("<item production='P' value='1'/>\n<item setting='A' value='1' colour='red'/>\n"
                                "<item setting='B' value='2'>")}});
    CHECK(defaults(reading.productions[0]) == Lines{"* * * A=1"});
    CHECK(reading.readable);
    CHECK(reading.findings.counts().error == 0);
    CHECK(reading.findings.counts().warning == 3);
}

TEST_CASE("with a single class they come from further sources; settings.toml says its own") {
    const Texts files{{"P.cls", production("P")},
                      {"settings.toml", "millwright = 1\nproduction = \"P\"\n"},
                      {"d/d.esd", table("<item setting='A' value='1'/>\n")}};
    ReadOptions options;
    options.sources = {"d"};
    CHECK(defaults(read(files, "P.cls", options).productions.at(0)) == Lines{"* * * A=1"});
    options.sources = {"d/d.esd"};
    CHECK(defaults(read(files, "P.cls", options).productions.at(0)) == Lines{"* * * A=1"});
    CHECK(read(files, "P.cls").productions.at(0).default_settings.empty());
    const Reading own = read(files, "settings.toml", options);
    for (const Production& each : own.productions) CHECK(each.default_settings.empty());
}

TEST_CASE("default settings alone are no input") {
    const Reading reading = read({{"d.esd", table("<item setting='A' value='1'/>\n")}}, "d.esd");
    CHECK_FALSE(reading.readable);
    CHECK(test::findings_of(reading) == "error MW018 1:1 this file holds default settings, and no production\n");
}
