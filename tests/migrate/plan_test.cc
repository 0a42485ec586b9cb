#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "migrate/phrases.h"
#include "migrate/plan_json.h"
#include "migrate/plan_text.h"
#include "migrate/registry.h"
#include "migrate/renames.h"
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
  ! - item, class Demo.Gone
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

TEST_CASE("Things of settings in words, and the rest as TOML has it") {
    using Json = nlohmann::ordered_json;
    struct Example {
        const char* list;
        const char* json;
        const char* phrase;
        const char* unsaid;
    };
    const auto example = GENERATE(values<Example>({
        {"step", R"({"name":"book","kind":"service","message":"CloseOrder","to":"Ledger","retry":{"max_attempts":3}})",
         "step book: service, CloseOrder to Ledger, 3 attempts", "{}"},
        {"step", R"({"name":"book","retry":{"max_attempts":3,"factor":2}})", "step book: service, 3 attempts",
         "{ retry = { max_attempts = 3, factor = 2 } }"},
        {"step", R"({"name":"a","retry":{"factor":2}})", "step a: service", "{ retry = { factor = 2 } }"},
        {"trigger", "{}", "trigger manual", "{}"},
        {"trigger", R"({"kind":"every","every":"5m"})", "trigger every 5m", "{}"},
        {"raises", R"({"command":"Reserve","event":"Reserved"})", "raises Reserved after Reserve", "{}"},
        {"replies", R"({"received":"Ask","reply":"Answer"})", "replies Answer to Ask", "{}"},
        {"schedule", R"({"name":"nightly","cron":"30 1 * * 1-5","timezone":"Europe/London","process":"Report"})",
         "schedule nightly: cron 30 1 * * 1-5 Europe/London, process Report", "{}"},
        {"compensation", R"({"name":"undo","message":"Release","to":"Stock"})", "compensation undo: Release to Stock",
         "{}"},
        {"default_setting", R"({"setting":"Port","class":"C","item":"*","value":"80"})",
         "default setting Port of class C = \"80\"", "{}"},
        {"other_settings", R"({"target":"Foo","name":"Bar","value":"1"})", "setting Bar of Foo = \"1\"", "{}"},
        {"send", R"({"to":"A","mode":"async","timeout":"5s"})", "sends what came in to A, without waiting",
         "{ timeout = \"5s\" }"},
        {"fields", R"({"name":"n","type":"int","optional":true})", "field n: int?", "{}"},
        {"nothing", R"({"a":"b","c d":[1,{"e":true}]})", "", "{ a = \"b\", \"c d\" = [1, { e = true }] }"},
    }));
    const Json element = Json::parse(example.json);
    CHECK(element_phrase(example.list, element) == example.phrase);
    CHECK(inline_toml(unsaid_members(example.list, element)) == example.unsaid);
}

TEST_CASE("What was applied is told in the past") {
    Sources sources;
    PlanStyle style;
    style.applied = true;
    const std::string text = plan_text(example(sources), {nullptr, &sources}, style);
    CHECK(text.starts_with("Changed: 1 added, 2 changed, 1 removed (1 destructive, 2 for attention)\n\nDESTRUCTIVE\n"));
    CHECK(text.find("--allow") == std::string::npos);
}

TEST_CASE("A production is new as a whole, even when it holds nothing") {
    const Production empty = Model("Demo.Empty").take();
    const Plan plan = plan_of_new(empty, Holds::everything);
    CHECK(plan.counts().add == 1);
    CHECK(plan_text(plan, {}) ==
          "Plan: 1 to add, 0 to change, 0 to remove\n\nSafe\n  production\n    + production Demo.Empty\n");
    Model tested("Demo.Tested");
    tested.production.testing_enabled = true;
    const Production production = tested.take();
    CHECK(plan_text(plan_of_new(production, Holds::engine), {}) ==
          "Plan: 2 to add, 0 to change, 0 to remove\n\nSafe\n  production\n    + production Demo.Tested\n"
          "    + testing_enabled = true\n");
}

TEST_CASE("Protection that goes or comes is said in words, and what it still refuses too") {
    Model before;
    before.item("Out", "Demo.Out");
    before.protect("Out");
    Model after;
    const Production old_production = before.take();
    const Production new_production = after.take();
    const Plan plan = plan_between(old_production, Holds::everything, new_production, Holds::everything);
    CHECK(plan_text(plan, {}).find("    - protection of item \"Out\"\n") != std::string::npos);
    const Plan back = plan_between(new_production, Holds::everything, old_production, Holds::everything);
    CHECK(plan_text(back, {}).find("    + protection of item \"Out\"\n") != std::string::npos);
    const auto hint = [](const Plan& refused) { return refusal(refused, true)->diagnostics.begin()->hint; };
    CHECK(hint(plan).find("has to be applied first, by itself") != std::string::npos);
    Model kept;
    kept.protect("Out");
    const Production kept_production = kept.take();
    CHECK(hint(plan_between(old_production, Holds::everything, kept_production, Holds::everything)) ==
          "remove the entry from [protect] and apply that first");
}

TEST_CASE("A rename is inferred only where one item is the same but for its name") {
    Model before;
    before.item("In", "Demo.In", {{"Host", "To", "Door"}}, Role::service);
    before.item("Door", "Demo.Door", {{"Host", "A", "1"}});
    const auto renamed = [](const char* value, bool twice) {
        Model after;
        after.item("In", "Demo.In", {{"Host", "To", "Gate"}}, Role::service);
        after.item("Gate", "Demo.Door", {{"Host", "A", value}});
        if (twice) after.item("Gate 2", "Demo.Door", {{"Host", "A", value}});
        return after.take();
    };
    const Production old_production = before.take();
    Production same = renamed("1", false);
    CHECK(infer_moves(old_production, same));
    const Plan plan = plan_between(old_production, Holds::everything, same, Holds::everything);
    REQUIRE(plan.operations.size() == 1);
    CHECK(plan.operations[0].action == Action::move);
    Production other = renamed("2", false);
    CHECK_FALSE(infer_moves(old_production, other));
    Production two = renamed("1", true);
    CHECK_FALSE(infer_moves(old_production, two));
}
