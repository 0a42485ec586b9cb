// Every production class of the corpus goes through every format and comes back the same.
#include <catch2/catch.hpp>

#include "tests/settings/iris/model_text.h"
#include "tests/settings/iris/read.h"
#include "tests/support/corpus.h"

using namespace millwright;
using namespace millwright::test;

namespace {

std::vector<std::filesystem::path> classes(const std::filesystem::path& corpus) {
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator(corpus / "iris")) {
        if (entry.path().extension() == ".cls") found.push_back(entry.path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace

TEST_CASE("every class of the corpus reads without a finding and writes the same bytes") {
    const auto corpus = corpus_folder();
    if (!corpus) return skipped("MILLWRIGHT_CORPUS is not set");
    REQUIRE(classes(*corpus).size() >= 11);
    for (const auto& path : classes(*corpus)) {
        INFO(path);
        const std::string text = file_text(path);
        const auto reading = read_class(text);
        CHECK(findings_of(reading).empty());
        REQUIRE(reading.readable);
        REQUIRE(reading.productions.size() == 1);
        const auto same = settings::write_iris_class(reading.productions[0], text);
        REQUIRE(same);
        CHECK(*same == text);
    }
}

TEST_CASE("every class of the corpus written anew is the same production") {
    const auto corpus = corpus_folder();
    if (!corpus) return skipped("MILLWRIGHT_CORPUS is not set");
    for (const auto& path : classes(*corpus)) {
        INFO(path);
        const auto reading = read_class(file_text(path));
        const Production& production = reading.productions.at(0);
        const std::string wanted = model_text(production);

        const auto anew = settings::write_iris_class(production, "");
        REQUIRE(anew);
        CHECK(model_text(read_class(*anew).productions.at(0)) == wanted);
        CHECK(findings_of(read_class(*anew)).empty());

        const auto xml = settings::write_iris_xml(production, "");
        REQUIRE(xml);
        CHECK(model_text(read_xml(*xml).productions.at(0)) == wanted);
        CHECK(settings::write_iris_xml(production, *xml).value() == *xml);

        const auto json = settings::write_production_json(production);
        REQUIRE(json);
        const auto from_json = read_json(*json);
        CHECK(findings_of(from_json).empty());
        CHECK(model_text(from_json.productions.at(0)) == wanted);
        CHECK(settings::write_production_json(from_json.productions.at(0)).value() == *json);
    }
}

TEST_CASE("a class written anew has the bytes of a real export") {
    const auto corpus = corpus_folder();
    if (!corpus) return skipped("MILLWRIGHT_CORPUS is not set");
    int alike = 0;
    for (const auto& path : classes(*corpus)) {
        const std::string text = file_text(path);
        const auto anew = settings::write_iris_class(read_class(text).productions.at(0), "");
        REQUIRE(anew);
        alike += *anew == text;
    }
    // The others have class keywords, another superclass, no TestingEnabled or no last line end.
    CHECK(alike >= 2);
}

TEST_CASE("both sides of every recorded plan go through JSON and classes and come back the same") {
    const auto corpus = corpus_folder();
    if (!corpus) return skipped("MILLWRIGHT_CORPUS is not set");
    for (const auto& entry : std::filesystem::directory_iterator(*corpus / "iop" / "plans")) {
        INFO(entry.path());
        const std::string text = file_text(entry.path());
        const std::size_t current = text.find("\"current\":") + 10;
        const std::size_t desired = text.find("\"desired\":");
        const std::size_t operations = text.find("\"operations\":");
        for (const std::string& side : {text.substr(current, text.rfind(',', desired) - current),
                                        text.substr(desired + 10, text.rfind(',', operations) - desired - 10)}) {
            const auto reading = read_json(side);
            CHECK(findings_of(reading).empty());
            const Production& production = reading.productions.at(0);
            const auto json = settings::write_production_json(production);
            CHECK(model_text(read_json(json.value()).productions.at(0)) == model_text(production));
            const auto text_of_class = settings::write_iris_class(production, "");
            CHECK(model_text(read_class(text_of_class.value()).productions.at(0), true) ==
                  model_text(production, true));
        }
    }
}
