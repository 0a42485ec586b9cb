#include "cli/new_options.h"

#include <catch2/catch.hpp>

using namespace millwright;
using namespace millwright::cli;
using templates::PartKind;

namespace {

Result<templates::PartRequest> asked(PartKind kind, std::vector<std::string> words) {
    NewOptions options;
    OptionTable table;
    options.declare(table);
    REQUIRE(table.parse("new", std::move(words)));
    return options.request(kind, "X");
}

std::string said(const Result<templates::PartRequest>& failed) {
    REQUIRE_FALSE(failed);
    CHECK(failed.error().kind == FailureKind::environment);
    std::string text;
    for (const Diagnostic& each : failed.error().diagnostics) text += each.message + " | " + each.hint + "\n";
    return text;
}

}  // namespace

TEST_CASE("options fill the request") {
    const auto request =
        asked(PartKind::process, {"--target", "A=b,c", "--target", "D=e", "--when", "A=x == 'y'", "--on", "M", "--on",
                                  "N", "--lang", "objectscript", "--no-tests", "--route", "all", "--decorated"});
    REQUIRE(request);
    CHECK(request->name == "X");
    REQUIRE(request->targets.size() == 2);
    CHECK(request->targets[0].key == "A");
    CHECK(request->targets[0].value == "b,c");
    CHECK(request->when.at(0).value == "x == 'y'");
    CHECK(request->on == std::vector<std::string>{"M", "N"});
    CHECK(request->language == templates::Language::objectscript);
    CHECK_FALSE(request->with_tests);
    CHECK(request->route == "all");
    CHECK(request->decorated);
    CHECK_FALSE(request->force);
}

TEST_CASE("what is not given stays as it is") {
    const auto request = asked(PartKind::service, {});
    REQUIRE(request);
    CHECK_FALSE(request->language);
    CHECK(request->with_tests);
    CHECK(request->inlet == templates::Inlet::polling);
    CHECK(asked(PartKind::service, {"--inlet", "hl7"})->inlet == templates::Inlet::hl7);
}

TEST_CASE("options of other kinds are refused, all of them, with the kinds that have them") {
    CHECK(said(asked(PartKind::operation, {"--inlet", "file", "--step", "a"})) ==
          "`new operation` has no option --inlet | --inlet belongs to: service\n"
          "`new operation` has no option --step | --step belongs to: process, schedule\n");
}

TEST_CASE("what is not NAME=VALUE is refused") {
    CHECK(
        said(asked(PartKind::process, {"--target", "=x"})).starts_with("--target \"=x\" is not SETTING=ITEM[,ITEM] |"));
    CHECK(said(asked(PartKind::scenario, {"--body", "x"})).starts_with("--body \"x\" is not FIELD=VALUE |"));
    CHECK(asked(PartKind::scenario, {"--body", "x="})->body.at(0).value.empty());
}

TEST_CASE("every kind lists options of its own") {
    CHECK(NewOptions::of_kind(PartKind::message) ==
          std::vector<std::string>{"--description TEXT", "--force", "--lang python|objectscript", "--class NAME",
                                   "--module MODULE", "--field [MESSAGE.]NAME=TYPE", "--kind request|event|command",
                                   "--stream NAME"});
}
