// Settings made from classes of IRIS: what their comments say, and that reading them gives the same production.
#include "settings/import_comments.h"

#include <catch2/catch.hpp>

#include "settings/formats.h"
#include "settings/settings_toml.h"
#include "settings/toml_format.h"
#include "tests/settings/iris/model_text.h"
#include "tests/settings/iris/random_production.h"
#include "tests/settings/iris/read.h"
#include "tests/support/corpus.h"
#include "tests/support/memory_files.h"

using namespace millwright;
using namespace millwright::settings;
using namespace millwright::test;

namespace {

using Lines = std::vector<std::string>;

std::string class_of(const std::string& items) {
    return "Class P Extends Ens.Production\n{\nXData ProductionDefinition\n{\n<Production Name=\"P\">\n" + items +
           "</Production>\n}\n}\n";
}

Reading imported(std::string text) {
    return read_text("P.cls", std::move(text), Format::iris_class, MemoryFiles{}, {});
}

Reading settings_of(const std::string& text) {
    return read_text("s.toml", text, Format::settings_toml, MemoryFiles{}, {});
}

/// Writes the settings of a class and reads them again; the text.
std::string there_and_back(const std::string& text) {
    Reading reading = imported(text);
    const std::string wanted = model_text(reading.productions.at(0), true);
    std::string written = write_imported_settings(reading.productions[0], reading);
    INFO(written);
    const Reading again = settings_of(written);
    REQUIRE(again.readable);
    REQUIRE(model_text(again.productions.at(0), true) == wanted);
    REQUIRE(formatted_toml(written) == written);
    return written;
}

/// The settings of an item of class C, without what stands around them.
std::string settings_of_item(const std::string& settings) {
    const std::string text = there_and_back(class_of("<Item Name=\"X\" ClassName=\"C\">\n" + settings + "</Item>\n"));
    const std::string head = "[component.X]\nclass = \"C\"\n";
    const std::size_t at = text.find(head);
    REQUIRE(at != std::string::npos);
    return text.substr(at + head.size());
}

std::string setting(const std::string& name, const std::string& value, const std::string& target = "Host") {
    return "<Setting Target=\"" + target + "\" Name=\"" + name + "\">" + value + "</Setting>\n";
}

FoundRoute route(Text target, Origin origin, Place place) {
    FoundRoute found;
    found.target = target;
    found.origin = origin;
    found.place = place;
    return found;
}

}  // namespace

TEST_CASE("numbers stand without quotes, and versions, codes and names keep theirs") {
    CHECK(settings_of_item(setting("Port", "9999") + setting("Interval", "0.50")) ==
          "settings = { Port = 9999, Interval = 0.50 }\n");
    CHECK(settings_of_item(setting("MessageSchemaCategory", "2.5")) ==
          "settings = { MessageSchemaCategory = \"2.5\" }\n");
    for (const std::string value : {"007", "1e5", "0x1F", "1_000", "-1", "+5", "inf", ".5", "5.", "1.2.3", " 5",
                                    "12:00", "2024-01-01", "true", "1234567890123456"}) {
        CHECK(settings_of_item(setting("A", value)) == "settings = { A = \"" + value + "\" }\n");
    }
    CHECK(settings_of_item(setting("TargetConfigNames", "42")) ==
          "\n[component.X.settings]\n# \"42\" names no item\nTargetConfigNames = \"42\"\n");
}

TEST_CASE("backslashes are not doubled where apostrophes can stand around them") {
    CHECK(settings_of_item(setting("Path", "C:\\in", "Adapter")) == "adapter_settings = { Path = 'C:\\in' }\n");
    CHECK(settings_of_item(setting("Path", "C:\\it's")) == "settings = { Path = \"C:\\\\it's\" }\n");
    CHECK(settings_of_item(setting("%settings", "path=C:\\in\nlimit='10'")) ==
          "\n[component.X.settings]\n\"%settings\" = \"\"\"\npath=C:\\\\in\nlimit='10'\"\"\"\n");
    CHECK(settings_of_item(setting("%settings", "path=C:\\in\nlimit=10")) ==
          "\n[component.X.settings]\n\"%settings\" = '''\npath=C:\\in\nlimit=10'''\n");
}

TEST_CASE("files are named once, and many are counted") {
    Sources sources;
    Production production;
    production.place = {sources.add("P.cls", "x"), 0, 1};
    CHECK(origin_comments(production, sources) == Lines{"imported from P.cls"});
    for (int i = 1; i <= 9; ++i) {
        Item item;
        item.place = {sources.add("S" + std::to_string(i) + ".xml", "x"), 0, 1};
        production.items.push_back(item);
        production.items.push_back(item);
    }
    CHECK(origin_comments(production, sources) ==
          Lines{"imported from P.cls", "  and S1.xml", "  and S2.xml", "  and S3.xml", "  and 6 more files"});
    production.found.push_back(route("A", Origin::rule, {}));
    CHECK(origin_comments(production, sources).back() ==
          "what rules, BPL and code send stands in comments; --sources DIR reads it again");
    CHECK(origin_comments(Production{}, sources).empty());
}

TEST_CASE("routes of rules, BPL, code and defaults have a line for each item that they lead to") {
    Sources sources;
    const std::uint32_t file = sources.add("R.cls", "one\ntwo\nthree\n");
    const Place one{file, 0, 1};
    const Place two{file, 4, 5};
    Production production;
    production.found = {route("A", Origin::rule, one), route("B", Origin::bpl, two), route("A", Origin::rule, two),
                        route("C\n", Origin::source, {}), route("D", Origin::default_value, two)};
    production.found[4].target_setting = "To";
    FoundRoute unknown;
    unknown.dynamic = "context.X";
    unknown.place = two;
    FoundRoute through_setting;
    through_setting.target_setting = "To";
    production.found.push_back(unknown);
    production.found.push_back(through_setting);
    production.found.push_back(route("E", Origin::setting, one));
    Item item;
    item.found = {0, static_cast<std::uint32_t>(production.found.size())};
    for (const Text name : {"A", "B", "C\n"}) {
        production.items.emplace_back();
        production.items.back().name = name;
    }
    const ItemIndex index(production);
    CHECK(route_comments(production, item, index, sources) ==
          Lines{"sends to \"A\" (rule, R.cls:1 and 1 more)", "sends to \"B\" (BPL, R.cls:2)",
                "sends to \"C\\n\" (code)", "sends to \"D\" through To (default, R.cls:2), and no item is called that",
                "sends to what only running would tell: context.X (code, R.cls:2)"});
    production.found.clear();
    const std::string names = "abcdefghijkl";
    for (std::size_t i = 0; i < names.size(); ++i) {
        production.found.push_back(route(Text(names).substr(i, 1), Origin::rule, one));
    }
    item.found.count = static_cast<std::uint32_t>(production.found.size());
    const Lines lines = route_comments(production, item, index, sources);
    CHECK(lines.size() == 9);
    CHECK(lines.back() == "and to 4 more");
}

TEST_CASE("settings of every class of the corpus are the same production, and bring it back to its class unchanged") {
    const auto corpus = corpus_folder();
    if (!corpus) return skipped("MILLWRIGHT_CORPUS is not set");
    for (const auto& entry : std::filesystem::directory_iterator(*corpus / "iris")) {
        if (entry.path().extension() != ".cls") continue;
        INFO(entry.path());
        const std::string text = file_text(entry.path());
        const Reading again = settings_of(there_and_back(text));
        CHECK(write_iris_class(again.productions.at(0), text).value() == text);
    }
}

TEST_CASE("settings of random classes are the same production") {
    for (std::uint32_t seed = 0; seed < 1'000; ++seed) {
        INFO("seed " << seed);
        Dice dice(seed);
        PlainProduction plain;
        for (std::size_t i = dice.roll(12); i > 0; --i) change(plain, dice);
        const std::string xml = RandomLayout(dice).xml(plain);
        Reading reading = read_text("P.xml", xml, Format::iris_xml, MemoryFiles{}, {});
        REQUIRE(reading.productions.size() == 1);
        const std::string wanted = model_text(reading.productions[0], true);
        const std::string written = write_imported_settings(reading.productions[0], reading);
        INFO(written);
        const Reading again = settings_of(written);
        REQUIRE(again.productions.size() == 1);
        REQUIRE(model_text(again.productions[0], true) == wanted);
        REQUIRE(formatted_toml(written) == written);
    }
}
