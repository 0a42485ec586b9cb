#include "migrate/risk.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "migrate/plan_markdown.h"
#include "migrate/plan_text.h"
#include "migrate/registry.h"
#include "settings/formats.h"
#include "tests/migrate/model.h"
#include "tests/support/memory_files.h"

using namespace millwright;
using namespace millwright::migrate;

namespace {

const std::string base = R"(format = 1
[production]
name = "Demo"
[message.Order]
fields = { id = "string", note = "string?", old = "int" }
[message.Unused]
fields = { id = "string" }
[service.In]
class = "demo.In"
targets = { Output = ["Saga", "Flow"] }
settings = { Kept = "1" }
adapter_settings = { Port = 80 }
emits = ["Order"]
[operation.Out]
class = "demo.Out"
accepts = ["Order"]
[operation.Other]
class = "demo.Other"
[process.Saga]
targets = { Next = "Out" }
streams = ["a", "b"]
state = { id = "string", count = "int" }
[[process.Saga.handler]]
on = "Order"
start = true
correlate = "id"
send = [{ to = "Next" }]
[[process.Saga.handler]]
on = "Late"
correlate = "id"
end = true
[process.Flow]
targets = { Next = "Out" }
timeout = "2h"
trigger = { cron = "0 1 * * *" }
[[process.Flow.step]]
name = "first"
to = "Next"
message = "Order"
retry = { max_attempts = 3 }
[[process.Flow.step]]
name = "second"
to = "Next"
message = "Order"
[schedule.nightly]
cron = "30 1 * * *"
timezone = "UTC"
process = "Flow"
)";

Production production_of(const std::string& text) {
    auto reading = settings::read_text("s.toml", text, settings::Format::settings_toml, test::MemoryFiles{}, {});
    REQUIRE(reading.readable);
    REQUIRE(reading.productions.size() == 1);
    return std::move(reading.productions.front());
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = from.empty() ? text.size() : text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

Plan between(const std::string& before, const std::string& after) {
    return plan_between(production_of(before), Holds::everything, production_of(after), Holds::everything);
}

struct Rule {
    const char* from;  ///< in `base`; "" is its end
    const char* to;
    std::vector<std::string> operations;  ///< "op_type path risk: reason"
};

std::vector<std::string> told(const Plan& plan) {
    std::vector<std::string> lines;
    for (const Operation& each : plan.operations) {
        lines.push_back(std::string(each.op_type) + " " + each.path + " " + std::string(name_of(each.risk)) +
                        (each.reason.empty() ? "" : ": " + each.reason));
    }
    return lines;
}

void check(const std::vector<Rule>& rules) {
    for (const Rule& rule : rules) {
        INFO(rule.from << " -> " << rule.to);
        CHECK(told(between(base, replaced(base, rule.from, rule.to))) == rule.operations);
    }
}

const std::string users = R"(sent by "In", "Saga", "Flow", accepted by "Out", "Saga")";

}  // namespace

TEST_CASE("Risk of items, settings and routes") {
    check({
        {"[operation.Other]\nclass = \"demo.Other\"\n",
         "",
         {"remove_item items.Other destructive: the item goes, and with it what waits in its queue"}},
        {"", "[operation.New]\nclass = \"demo.New\"\n", {"add_item items.New safe"}},
        {"class = \"demo.Out\"",
         "class = \"demo.Out2\"",
         {"replace_class items.Out.class destructive: another class does the work: what it kept and what waits for it "
          "may "
          "be lost"}},
        {"Port = 80",
         "Port = 81",
         {"set_setting items.In.settings.Adapter.Port attention: the adapter talks to another address"}},
        {"settings = { Kept = \"1\" }",
         "settings = { Kept = \"2\" }",
         {"set_setting items.In.settings.Host.Kept safe"}},
        {"settings = { Kept = \"1\" }\n",
         "",
         {"unset_setting items.In.settings.Host.Kept destructive: the setting goes; a default of the engine may take "
          "its "
          "place"}},
        {"[\"Saga\", \"Flow\"]",
         "[\"Saga\"]",
         {"change_route items.In.targets.Output destructive: \"Flow\" gets nothing on this route any more"}},
        {"[\"Saga\", \"Flow\"]",
         "[\"Saga\", \"Other\"]",
         {"change_route items.In.targets.Output attention: redirected from \"Flow\" to \"Other\""}},
        {"class = \"demo.Other\"",
         "class = \"demo.Other\"\nenabled = false",
         {"set_field items.Other.enabled attention: the item stops; its messages wait"}},
        {"class = \"demo.Other\"",
         "class = \"demo.Other\"\npool_size = 3",
         {"set_field items.Other.pool_size attention: above 1 the order of messages is not kept"}},
    });
}

TEST_CASE("Risk of messages, by who sends and who accepts them") {
    check({
        {"id = \"string\", note",
         "id = \"string\", more = \"int\", note",
         {"add_field messages.Order.fields.more destructive: who does not know the new field leaves it out: " + users}},
        {"id = \"string\", note",
         "id = \"string\", more = \"int?\", note",
         {"add_field messages.Order.fields.more safe"}},
        {", old = \"int\"",
         "",
         {"remove_field messages.Order.fields.old destructive: who reads the field finds it missing: " + users}},
        {"old = \"int\"",
         "old = \"string\"",
         {"change_field messages.Order.fields.old destructive: messages on their way have the field with its old "
          "type: " +
          users}},
        {"old = \"int\"",
         "old = \"int?\"",
         {"change_field messages.Order.fields.old attention: the field may be missing now: " + users}},
        {"note = \"string?\"",
         "note = \"string\"",
         {"change_field messages.Order.fields.note destructive: the field must be there now, and may be missing in "
          "what is "
          "sent: " +
          users}},
        {"[message.Unused]\nfields = { id = \"string\" }",
         "[message.Unused]\nfields = { id = \"int\", x = \"int\" }",
         {"change_field messages.Unused.fields.id safe", "add_field messages.Unused.fields.x safe"}},
        {"[message.Unused]\nfields = { id = \"string\" }\n", "", {"remove_message messages.Unused safe"}},
        {"[message.Order]\nfields = { id = \"string\", note = \"string?\", old = \"int\" }\n",
         "",
         {"remove_message messages.Order destructive: it is not declared any more, and still " + users}},
    });
}

TEST_CASE("Risk of process definitions") {
    const std::string by_position =
        "on an engine that resumes by position (orchestrator-core) live instances go on in another step";
    const std::string third = "[[process.Flow.step]]\nname = \"third\"\nto = \"Next\"\nmessage = \"Order\"\n";
    check({
        {"[schedule.nightly]", (third + "[schedule.nightly]").c_str(), {"add_step items.Flow.step.third safe"}},
        {"[[process.Flow.step]]\nname = \"second\"",
         (third + "[[process.Flow.step]]\nname = \"second\"").c_str(),
         {"add_step items.Flow.step.third destructive: " + by_position}},
        {"name = \"second\"",
         "name = \"last\"",
         {"add_step items.Flow.step.last destructive: " + by_position,
          "remove_step items.Flow.step.second destructive: " + by_position}},
        {"max_attempts = 3",
         "max_attempts = 2",
         {"change_step items.Flow.step.first.retry attention: tried 2 times before it fails; it was tried 3 times"}},
        {"max_attempts = 3", "max_attempts = 5", {"change_step items.Flow.step.first.retry safe"}},
        {"timeout = \"2h\"",
         "timeout = \"1h\"",
         {"change_process items.Flow.timeout attention: shortened from 2h to 1h: what takes longer fails"}},
        {"timeout = \"2h\"", "timeout = \"3h\"", {"change_process items.Flow.timeout safe"}},
        {"start = true\n",
         "",
         {"change_handler items.Saga.handler.Order.start destructive: no new instance starts with this message"}},
        {"on = \"Late\"\ncorrelate = \"id\"",
         "on = \"Late\"\ncorrelate = \"count\"",
         {"change_handler items.Saga.handler.Late.correlate destructive: live instances are no longer found by their "
          "events"}},
        {"[[process.Saga.handler]]\non = \"Late\"\ncorrelate = \"id\"\nend = true\n",
         "",
         {"remove_handler items.Saga.handler.Late destructive: the message is no longer handled"}},
        {"[\"a\", \"b\"]",
         "[\"a\"]",
         {"change_process items.Saga.streams destructive: live instances no longer see the events of \"b\""}},
        {"[\"a\", \"b\"]",
         "[\"a\", \"b\", \"c\"]",
         {"change_process items.Saga.streams attention: events of more streams reach it"}},
        {", count = \"int\"", "", {"change_process items.Saga.state destructive: live instances lose \"count\""}},
        {"count = \"int\"",
         "count = \"string\"",
         {"change_process items.Saga.state destructive: live instances have \"count\" with its old type"}},
        {"count = \"int\"",
         "count = \"int\", more = \"int\"",
         {"change_process items.Saga.state attention: live instances do not have \"more\""}},
        {"count = \"int\"", "count = \"int\", more = \"int?\"", {"change_process items.Saga.state safe"}},
    });
}

TEST_CASE("Risk of what starts by itself, and when it fires next") {
    check({
        {"timezone = \"UTC\"",
         "timezone = \"Europe/London\"",
         {"change_schedule schedules.nightly.timezone attention: it fires at other times"}},
        {"cron = \"0 1 * * *\"",
         "cron = \"0 2 * * *\"",
         {"change_trigger items.Flow.trigger.cron.subject attention: it fires at other times"}},
        {"[schedule.nightly]\ncron = \"30 1 * * *\"\ntimezone = \"UTC\"\nprocess = \"Flow\"\n",
         "",
         {"remove_schedule schedules.nightly destructive: what it starts is no longer started"}},
    });
    const Plan plan = between(base, replaced(base, "30 1 * * *", "0 2 * * 1-5"));
    struct : Zones {
        bool available() const override { return true; }
        bool exists(std::string_view) const override { return true; }
        std::vector<std::string> names() const override { return {}; }
    } zones;
    const Clock clock{1'774'000'000, &zones};  // Fri 2026-03-20 09:46:40
    PlanStyle style;
    style.clock = &clock;
    CHECK(plan_text(plan, {}, style) ==
          "Plan: 0 to add, 1 to change, 0 to remove (1 needs attention)\n\nAttention\n  nightly\n"
          "    ~ cron: \"30 1 * * *\" → \"0 2 * * 1-5\"\n"
          "        next before: Sat 2026-03-21 01:30, Sun 2026-03-22 01:30, Mon 2026-03-23 01:30 UTC\n"
          "        next after:  Mon 2026-03-23 02:00, Tue 2026-03-24 02:00, Wed 2026-03-25 02:00 UTC\n"
          "        it fires at other times\n");
    CHECK(plan.operations.front().impact == std::vector<std::string>{"Flow"});
}

TEST_CASE("Renames of steps, messages and processes are one move each, and references follow") {
    std::string after = replaced(base, "name = \"second\"", "name = \"last\"");
    after += "[[moved]]\nkind = \"step\"\nfrom = \"Flow.second\"\nto = \"Flow.last\"\n";
    CHECK(told(between(base, after)) ==
          std::vector<std::string>{
              "move items.Flow.step.last attention: it keeps its place; what waits in it knows it by its old name"});
    after = base;
    for (std::size_t at = 0; (at = after.find("Order", at)) != std::string::npos; at += 6)
        after.replace(at, 5, "Wanted");
    after += "[[moved]]\nkind = \"message\"\nfrom = \"Order\"\nto = \"Wanted\"\n";
    CHECK(told(between(base, after)) ==
          std::vector<std::string>{"move messages.Wanted attention: what names it in the settings follows; messages on "
                                   "their way have the old name"});
    const Production before = production_of(base);
    const Production renamed = production_of(replaced(base, "name = \"second\"", "name = \"last\"") +
                                             "[[moved]]\nkind = \"step\"\nfrom = \"second\"\nto = \"last\"\n");
    const CanonicalForm old_form = canonical_form(before, Holds::everything);
    const CanonicalForm new_form = canonical_form(renamed, Holds::everything);
    const auto found = difference({&old_form, &before}, {&new_form, &renamed}, {"orchestrator-core", false, true});
    REQUIRE(found.operations.size() == 1);
    CHECK(found.operations[0].risk == Risk::destructive);
    CHECK(found.operations[0].declared_only);
}

TEST_CASE("A rename on an engine that copies says what stays behind; what it does not hold is marked") {
    const Production before = production_of(base);
    const Production after = production_of(replaced(base, "[operation.Other]", "[operation.Else]") +
                                           "[[moved]]\nfrom = \"Other\"\nto = \"Else\"\n[story.S]\ntitle = \"t\"\n");
    const CanonicalForm old_form = canonical_form(before, Holds::everything);
    const CanonicalForm new_form = canonical_form(after, Holds::everything);
    const auto found = difference({&old_form, &before}, {&new_form, &after}, {"IRIS", true, false});
    REQUIRE(found.operations.size() == 2);
    CHECK(
        found.operations[0].reason ==
        "routes follow; IRIS copies it to the new name and deletes the old one: queue and message history stay behind");
    CHECK_FALSE(found.operations[0].declared_only);
    CHECK(found.operations[1].op_type == "add_story");
    CHECK(found.operations[1].declared_only);
    Plan plan;
    plan.operations = found.operations;
    plan.target.engine = "IRIS";
    CHECK(plan_text(plan, {}).find("(declared, not held by IRIS)") != std::string::npos);
}

TEST_CASE("There are operations exactly where canonical forms differ; their order does not follow the input's") {
    std::vector<std::string> texts{base};
    for (const auto& [from, to] :
         std::vector<std::pair<const char*, const char*>>{{"\"b\"]", "\"c\"]"},
                                                          {"start = true\n", ""},
                                                          {"max_attempts = 3", "interval = \"9s\""},
                                                          {"process = \"Flow\"", "process = \"Saga\""},
                                                          {"cron = \"0 1", "cron = \"1 1"},
                                                          {"send = [{ to = \"Next\" }]", "reject = true"},
                                                          {"demo.Other", "demo.O"}}) {
        texts.push_back(replaced(texts.back(), from, to));
    }
    std::mt19937 random(4);
    for (const std::string& one : texts) {
        for (const std::string& other : texts) {
            const Production before = production_of(one);
            Production after = production_of(other);
            const auto forms_differ = canonical_form(before, Holds::everything).fingerprint() !=
                                      canonical_form(after, Holds::everything).fingerprint();
            const Plan plan = plan_between(before, Holds::everything, after, Holds::everything);
            CHECK(plan.has_changes() == forms_differ);
            const PlanCounts counts = plan.counts();
            CHECK(counts.add + counts.change + counts.remove + counts.move == plan.operations.size());
            CHECK(counts.safe + counts.attention + counts.destructive + counts.protect + counts.unsupported ==
                  plan.operations.size());
            std::shuffle(after.items.begin(), after.items.end(), random);
            std::shuffle(after.messages.begin(), after.messages.end(), random);
            CHECK(told(plan_between(before, Holds::everything, after, Holds::everything)) == told(plan));
        }
    }
    // Another order of handlers is a difference, because the first that fits may be the one that runs.
    Production turned = production_of(base);
    std::swap(turned.handlers[0], turned.handlers[1]);
    const Production as_it_was = production_of(base);
    CHECK(
        told(plan_between(as_it_was, Holds::everything, turned, Holds::everything)) ==
        std::vector<std::string>{"change_handler items.Saga.handler attention: where the first one that fits runs, it "
                                 "may be another one"});
}

TEST_CASE("A comment stays under its limit whatever the plan, gravest first, and nothing leaves its block") {
    test::Model before;
    test::Model after;
    const std::string ticks(40, '`');
    for (int i = 0; i < 3000; ++i) {
        const std::string name = ticks + "@me</details>" + std::string(200, 'x') + std::to_string(i);
        (i < 1500 ? before : after).item(name, "C", {{"Host", "Long", std::string(300, '`')}});
    }
    std::vector<Plan> plans;
    plans.push_back(plan_between(before.take(), Holds::engine, after.take(), Holds::engine));
    const std::string one = plans_markdown(plans, {});
    CHECK(one.size() < 65'536);
    CHECK(one.find("DESTRUCTIVE") < one.find("<summary>Safe"));
    CHECK(one.find(" more\n") != std::string::npos);
    // Outside of blocks there is nothing but our own words: lines that begin with a long fence come in pairs.
    std::size_t fences = 0;
    bool inside = false;
    for (std::size_t at = 0; at < one.size();) {
        const std::size_t end = one.find('\n', at);
        const std::string line = one.substr(at, end - at);
        if (line.find_first_not_of('`') >= 41 && line.size() > 40 && line[0] == '`') {
            inside = !inside;
            ++fences;
        } else if (!inside) {
            CHECK(line.find("@me") == std::string::npos);
        }
        at = end + 1;
    }
    CHECK(fences >= 2);
    CHECK_FALSE(inside);
    for (int i = 0; i < 60; ++i) plans.push_back(plans.front());
    CHECK(plans_markdown(plans, {}).size() < 65'536);
}
