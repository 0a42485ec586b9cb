#include "templates/read_back.h"

#include <catch2/catch.hpp>

#include "tests/support/memory_files.h"
#include "tests/support/part_entries.h"

using namespace millwright;
using namespace millwright::templates;
using namespace millwright::test;

namespace {

const std::string before = R"(format = 1
[production]
name = "D"
[message.Order]
fields = { id = "string" }
[service.In]
class = "i"
targets = { Output = "Decide" }
[process.Decide]
class = "p"
targets = { Ok = "Out" }
[[process.Decide.handler]]
on = "Order"
send = [{ to = "Ok" }]
[operation.Out]
class = "o"
[operation.Unreached]
class = "o"
)";

Result<NewFindings> found(const Texts& after) {
    const MemoryFiles old(Texts{{"settings.toml", before}});
    const Project project = settings_project(old);
    return read_back(project, old, MemoryFiles(after));
}

std::vector<std::string> messages(const Result<NewFindings>& found) {
    std::vector<std::string> all;
    for (const Diagnostic& each : found ? found->findings : found.error().diagnostics) all.push_back(each.message);
    return all;
}

using Messages = std::vector<std::string>;

}  // namespace

TEST_CASE("what was found before is not found again, wherever it stands now") {
    const auto same = found({{"settings.toml", "# More lines.\n\n" + before}});
    REQUIRE(same);
    CHECK(messages(same).empty());
}

TEST_CASE("new warnings are shown with their places") {
    const auto more = found({{"settings.toml", before + "[operation.New]\nclass = \"n\"\n"}});
    REQUIRE(more);
    CHECK(messages(more) == Messages{"nothing sends to operation \"New\""});
    CHECK(more->sources.text_of(more->findings.begin()->place) == "New");
}

TEST_CASE("an error among the new findings is a failure that names places") {
    const std::string text =
        before + "[operation.A]\nclass = \"n\"\n[process.P]\nclass = \"n\"\ntargets = { X = [\"Decide\", \"No\"] }\n";
    const auto wrong = found({{"settings.toml", text}});
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().kind == FailureKind::input);
    const auto is_error = [](const Diagnostic& each) { return each.severity == Severity::error; };
    const auto& all = wrong.error().diagnostics;
    const auto error = std::find_if(all.begin(), all.end(), is_error);
    REQUIRE(error != all.end());
    CHECK(error->message.find("\"No\"") != std::string::npos);
    CHECK(error->file == "settings.toml:23:28");
    CHECK_FALSE(error->place.known());
}

TEST_CASE("scenarios are read back too") {
    const std::string scenario =
        "[[scenario]]\nname = \"a\"\nsend = [{ to = \"Nobody\", message = \"Order\" }]\nexpect = { status = "
        "\"completed\" }\n";
    const auto wrong = found({{"settings.toml", before}, {"a.scenario.toml", scenario}});
    REQUIRE_FALSE(wrong);
    REQUIRE_FALSE(messages(wrong).empty());
    CHECK(messages(wrong).front().find("Nobody") != std::string::npos);
    CHECK(wrong.error().diagnostics.begin()->file.starts_with("a.scenario.toml:3:"));
}

TEST_CASE("settings that cannot be read any more are a failure") {
    CHECK(found({}).error().kind == FailureKind::environment);
    CHECK(found({{"settings.toml", before + "[operation"}}).error().kind == FailureKind::input);
}
