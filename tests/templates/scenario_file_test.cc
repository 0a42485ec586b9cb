#include <catch2/catch.hpp>

#include "settings/formats.h"
#include "settings/scenarios.h"
#include "settings/toml_format.h"
#include "templates/scaffold.h"
#include "tests/support/memory_files.h"

using namespace millwright;
using namespace millwright::templates;

namespace {

const std::string settings_text = R"(format = 1

[production]
name = "P"

[message.OrderRequest]
fields = { order_id = "string", amount = "decimal?" }

[process.OrderRouter]
targets = { Accepted = "Book", Rejected = "Mail" }

[[process.OrderRouter.handler]]
on = "OrderRequest"
send = [{ to = "Rejected", when = "order_id == ''" }, { to = "Accepted" }]

[operation.Book]
class = "x.Book"

[operation.Mail]
class = "x.Mail"

[process.Next]
class = "x.Next"
)";

/// Files of a project, before and after scenarios were written.
struct Written {
    explicit Written(std::map<std::string, std::string> more = {}) : files(with_settings(std::move(more))) {
        project.root = "p/";
        project.settings = "p/settings.toml";
        project.declaration = Declaration::settings_toml;
        project.reading = settings::read_text("p/settings.toml", settings_text, settings::Format::settings_toml,
                                              test::MemoryFiles{}, {});
        project.production = &project.reading.productions.front();
    }

    static test::MemoryFiles with_settings(std::map<std::string, std::string> more) {
        more["p/settings.toml"] = settings_text;
        return test::MemoryFiles(std::move(more));
    }

    Result<bool> write(const Part& part, bool force = false) {
        PartRequest request;
        request.force = force;
        return write_scenarios(part, request, project, changes);
    }

    std::string text(const std::string& path) const { return changes.text(path).value().value_or("(none)"); }

    /// What is wrong with the scenarios that are there now.
    std::vector<std::string> findings() {
        settings::Reading reading = settings::read_text("p/settings.toml", settings_text,
                                                        settings::Format::settings_toml, test::MemoryFiles{}, {});
        const ChangedFiles changed(files, changes);
        settings::read_scenarios(changed, reading);
        std::vector<std::string> all;
        for (const Diagnostic& each : reading.findings) {
            if (each.place.source > 1) all.push_back(each.message);
        }
        return all;
    }

    test::MemoryFiles files;
    Project project;
    FileChanges changes{files};
};

PartCase representative(const std::string& name, const std::string& id, const std::string& setting) {
    PartBody body{{"order_id", Value(std::string(id))}};
    return {name, body, {{setting, "OrderRequest", body}}};
}

Part router() {
    Part part;
    Component component;
    component.name = "OrderRouter";
    component.targets = {{"Accepted", {"Book"}}, {"Rejected", {"Mail"}}};
    PartHandler handler;
    handler.on = "OrderRequest";
    handler.cases = {representative("rejected when order_id is empty", "", "Rejected"),
                     representative("accepted otherwise", "x", "Accepted")};
    component.handlers = {handler};
    part.components = {component};
    return part;
}

const std::string both = R"([[scenario]]
name = "order router: rejected when order_id is empty"
settings = "settings.toml"
send = [{ to = "OrderRouter", message = "OrderRequest", body = { order_id = "" } }]
expect = { edges = [["OrderRouter", "Mail"]], messages = ["OrderRequest"], status = "completed", nothing_else = true }

[[scenario]]
name = "order router: accepted otherwise"
settings = "settings.toml"
send = [{ to = "OrderRouter", message = "OrderRequest", body = { order_id = "x" } }]
expect = { edges = [["OrderRouter", "Book"]], messages = ["OrderRequest"], status = "completed", nothing_else = true }
)";

}  // namespace

TEST_CASE("each representative message becomes a scenario") {
    Written written;
    REQUIRE(written.write(router()));
    CHECK(written.text("p/order_router.scenario.toml") == both);
    CHECK(settings::formatted_toml(both) == both);
    CHECK(written.findings().empty());
}

TEST_CASE("writing scenarios twice changes nothing") {
    Written written({{"p/order_router.scenario.toml", both}});
    REQUIRE(written.write(router()));
    CHECK(written.changes.all().empty());
}

TEST_CASE("scenarios are added behind those that are there") {
    const std::string mine = "# Mine.\n[[scenario]]\nname = \"mine\"\nsend = { to = \"OrderRouter\" } # by hand\n";
    Written written({{"p/order_router.scenario.toml", mine}});
    REQUIRE(written.write(router()));
    CHECK(written.text("p/order_router.scenario.toml") == mine + "\n" + both);
}

TEST_CASE("a scenario that says something else is replaced only by force") {
    std::string other = "# Why.\n" + both;
    other.replace(other.find("\"Mail\""), 6, "\"Book\"");
    Written refused({{"p/order_router.scenario.toml", other}});
    const auto result = refused.write(router());
    REQUIRE_FALSE(result);
    CHECK(result.error().kind == FailureKind::refused);
    CHECK(result.error().diagnostics.begin()->code == Code::name_taken);
    CHECK(refused.changes.all().empty());

    Written forced({{"p/order_router.scenario.toml", other}});
    REQUIRE(forced.write(router(), true));
    CHECK(forced.text("p/order_router.scenario.toml") == "# Why.\n" + both);
}

TEST_CASE("what follows another process is not said") {
    Part part = router();
    part.components[0].targets[0].items = {"Next"};
    Written written;
    REQUIRE(written.write(part));
    const std::string text = written.text("p/order_router.scenario.toml");
    CHECK(text.find("edges = [[\"OrderRouter\", \"Next\"]], messages = [\"OrderRequest\"], status = \"completed\" }") !=
          std::string::npos);
}

TEST_CASE("values of bodies are written as settings have them") {
    Part part;
    PartScenario scenario;
    scenario.name = "all";
    scenario.to = "to EMR - FILE";
    scenario.message = "M";
    scenario.body = {{"whole", Value(Decimal(7))},
                     {"decimal", Value(*Decimal::parse("0.01"))},
                     {"flag", Value(true)},
                     {"day", Value(*read_date("2026-01-31"))},
                     {"wait", Value(Duration{90'000})},
                     {"absent", Value(Absent{})},
                     {"list", Value(ValueList{Value(std::string("a")), Value(std::string("b"))})}};
    scenario.given = {{"Shipping", "Create", "Failed", {{"reason", Value(std::string("no \"address\""))}}}};
    scenario.edges = {{"A", "B"}, {"A", "C"}};
    scenario.nothing_else = true;
    part.scenarios = {scenario};
    Written written;
    REQUIRE(written.write(part));
    const std::string text = written.text("p/to_emr_file.scenario.toml");
    CHECK(text == R"([[scenario]]
name = "all"
settings = "settings.toml"
send = [
  { to = "to EMR - FILE", message = "M", body = { whole = 7, decimal = 0.01, flag = true, day = "2026-01-31", wait = "1m30s", list = [
    "a",
    "b",
  ] } },
]
given = [
  { item = "Shipping", on = "Create", raises = "Failed", with = { reason = "no \"address\"" } },
]
expect = { edges = [["A", "B"], ["A", "C"]], status = "completed", nothing_else = true }
)");
    CHECK(settings::formatted_toml(text) == text);
}
