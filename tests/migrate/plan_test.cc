#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "migrate/plan_json.h"
#include "migrate/plan_text.h"
#include "migrate/registry.h"
#include "tests/migrate/model.h"

using namespace millwright;
using namespace millwright::migrate;
using millwright::test::Model;

namespace {

/// One operation of every risk, with a place in a text of two lines.
Plan example(Sources& sources) {
    const auto source = sources.add("settings.toml", "first\nsecond\n");
    Model before;
    before.item("In", "Demo.In", {{"Host", "Out", "Gone"}}, Role::service);
    before.item("Gone", "Demo.Gone", {{"Adapter", "Password", "canary"}});
    Model after;
    after.item("In", "Demo.In", {{"Host", "Out", "New"}}, Role::service).enabled = false;
    Item& added = after.item("New", "Demo.New", {{"Host", "Next", "In,New"}, {"Adapter", "Port", "80"}}, Role::process);
    added.place = {source, 6, 12};
    added.pool_size = "2";
    const Production old_production = before.take();
    const Production new_production = after.take();
    return plan_between(old_production, Holds::everything, new_production, Holds::everything);
}

}  // namespace

TEST_CASE("A plan for people") {
    Sources sources;
    const Plan plan = example(sources);
    CHECK(plan_text(plan, {nullptr, &sources}) ==
          R"text(Plan: 1 to add, 2 to change, 1 to remove (1 destructive, 2 need attention)

DESTRUCTIVE: needs --allow-destructive
  Gone
    - item, class Demo.Gone
        - adapter_settings.Password = "(secret)"
        the item goes, and with it what waits in its queue
        reached from: In

Attention
  In
    ~ enabled: true → false
        the item stops; its messages wait
    ~ targets.Out: Gone → New
        redirected from "Gone" to "New"

Safe
  New
    + process, class Demo.New  (settings.toml:2)
        + pool_size = 2
        + adapter_settings.Port = "80"
        + target Next = In, New
            + route New → In
            + route New → New
)text");
}

TEST_CASE("Nothing to do") {
    const Production production = Model().take();
    CHECK(plan_text(plan_between(production, Holds::engine, production, Holds::engine), {}) == "No changes.\n");
}

TEST_CASE("Colours are the same text in colours") {
    Sources sources;
    const Plan plan = example(sources);
    PlanStyle style;
    style.colour = true;
    std::string coloured = plan_text(plan, {nullptr, &sources}, style);
    CHECK(coloured.find("\x1b[1;31mDESTRUCTIVE") != std::string::npos);
    for (std::size_t at = coloured.find('\x1b'); at != std::string::npos; at = coloured.find('\x1b')) {
        coloured.erase(at, coloured.find('m', at) - at + 1);
    }
    CHECK(coloured == plan_text(plan, {nullptr, &sources}));
}

TEST_CASE("Hostile names are shown harmlessly and long values are cut") {
    Model before;
    Model after;
    after.item("bad\x1b[31m\nname\xE2\x80\xAE", "C", {{"Host", "V\n", std::string(500, 'x')}});
    const Production old_production = before.take();
    const Production new_production = after.take();
    const Plan plan = plan_between(old_production, Holds::engine, new_production, Holds::engine);
    const std::string text = plan_text(plan, {});
    CHECK(text.find('\x1b') == std::string::npos);
    CHECK(text.find("\xE2\x80\xAE") == std::string::npos);
    CHECK(text.find(std::string(80, 'x')) == std::string::npos);
    CHECK(text.find("…") != std::string::npos);
    CHECK(nlohmann::json::parse(plan_json(plan, {})).at("operations").size() == 1);
}

TEST_CASE("Counts in words") {
    PlanCounts counts;
    CHECK(counts_text(counts) == "0 to add, 0 to change, 0 to remove");
    counts.add = 3;
    counts.remove = 1;
    counts.move = 2;
    counts.destructive = 1;
    counts.attention = 1;
    CHECK(counts_text(counts) == "3 to add, 0 to change, 1 to remove, 2 to move (1 destructive, 1 needs attention)");
}

TEST_CASE("A plan as JSON, with its keys in order") {
    Sources sources;
    const Plan plan = example(sources);
    const std::string text = plan_json(plan, {nullptr, &sources}, "[1]");
    CHECK(text.find("canary") == std::string::npos);
    const auto json = nlohmann::ordered_json::parse(text);
    std::vector<std::string> keys;
    for (const auto& [key, value] : json.items()) keys.push_back(key);
    CHECK(keys == std::vector<std::string>{"format_version", "production", "deployment", "source_fingerprint",
                                           "desired_fingerprint", "has_changes", "counts", "operations",
                                           "diagnostics"});
    CHECK(json["format_version"] == "1.0");
    CHECK(json["counts"]["destructive"] == 1);
    CHECK(json["counts"]["protected"] == 0);
    const auto& added = json["operations"].back();
    keys.clear();
    for (const auto& [key, value] : added.items()) keys.push_back(key);
    CHECK(keys == std::vector<std::string>{"id", "op_type", "action", "kind", "path", "before", "after", "risk",
                                           "reason", "impact", "file", "line"});
    CHECK(added["id"] == "0004-add_item");
    CHECK(added["after"]["targets"]["Next"] == nlohmann::json({"In", "New"}));
    CHECK(added["file"] == "settings.toml");
    CHECK(added["line"] == 2);
    CHECK(json["diagnostics"] == nlohmann::json({1}));
    CHECK(plan_json(plan, {nullptr, &sources}, "[1]") == text);
}
