#include "migrate/diff.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "migrate/registry.h"
#include "tests/migrate/model.h"
#include "tests/migrate/state_folder.h"

using namespace millwright;
using namespace millwright::migrate;
using millwright::test::Model;

namespace {

Plan plan_of(const Production& before, const Production& after, Holds holds = Holds::everything) {
    return plan_between(before, holds, after, holds);
}

Plan plan_of(Model& before, Model& after) {
    const Production old_production = before.take();
    const Production new_production = after.take();
    return plan_of(old_production, new_production);
}

std::string line(const Operation& operation) {
    return std::string(operation.op_type) + " " + std::string(name_of(operation.action)) + " " +
           std::string(operation.kind) + " " + operation.path + " " + operation.before.json + " " +
           operation.after.json + " " + std::string(name_of(operation.risk));
}

std::vector<std::string> lines(const Plan& plan) {
    std::vector<std::string> all;
    for (const Operation& operation : plan.operations) all.push_back(line(operation));
    return all;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("The same production has no difference") {
    const Production production = test::orders();
    CHECK(plan_of(production, test::orders()).operations.empty());
}

TEST_CASE("Order of items and settings, spelling of booleans and of lists is no difference") {
    Model before;
    before.item("A", "C", {{"Adapter", "Port", "1"}, {"Host", "Out", "B, A"}}).enabled =
        Flag::read("1", before.production.texts);
    before.item("B", "C");
    Model after;
    after.item("B", "C");
    after.item("A", "C", {{"Host", "Out", "B,A"}, {"Adapter", "Port", "1"}}).enabled =
        Flag::read("YES", after.production.texts);
    CHECK(lines(plan_of(before, after)).empty());
}

TEST_CASE("A new process shows its class, its settings, and every target setting") {
    Model before;
    before.item("A", "C");
    Model after;
    after.item("A", "C", {{"Host", "Out", "P"}});
    after.item("P", "Demo.P", {{"Host", "Next", "A,P"}, {"Adapter", "Port", "1"}, {"Host", "Mode", "fast"}},
               Role::process);
    const Plan plan = plan_of(before, after);
    CHECK(lines(plan) == Lines{"add_route add route items.A.targets.Out null [\"P\"] safe",
                               "add_item add item items.P null {\"role\":\"process\",\"class\":\"Demo.P\","
                               "\"settings\":{\"Mode\":\"fast\"},\"adapter_settings\":{\"Port\":\"1\"},"
                               "\"targets\":{\"Next\":[\"A\",\"P\"]}} safe"});
    CHECK(plan.operations[1].impact == std::vector<std::string>{});
}

TEST_CASE("Changes of an item, each with its risk") {
    Model before;
    before.item("to EMR - FILE", "C", {{"Adapter", "Port", "1"}, {"Host", "Old", "x"}, {"Host", "Size", ""}});
    Model after;
    Item& item =
        after.item("to EMR - FILE", "D", {{"Adapter", "Port", "2"}, {"Host", "Size", "3"}, {"Other", "N", "v"}});
    item.enabled = false;
    item.pool_size = "4";
    item.comment = "new";
    const std::string path = "items.\"to EMR - FILE\".";
    CHECK(lines(plan_of(before, after)) ==
          Lines{"replace_class change item " + path + "class \"C\" \"D\" destructive",
                "set_field change field " + path + "comment \"\" \"new\" safe",
                "set_field change field " + path + "enabled true false attention",
                "set_field change field " + path + "pool_size 1 4 attention",
                "set_setting change setting " + path + "settings.Adapter.Port \"1\" \"2\" attention",
                "unset_setting remove setting " + path + "settings.Host.Old \"x\" null destructive",
                "set_setting change setting " + path + "settings.Host.Size \"\" \"3\" safe",
                "set_setting add setting " + path + "settings.Other.N null \"v\" safe"});
}

TEST_CASE("A target setting is reported once, as the route that it is") {
    const auto with = [](std::string_view value) {
        Model model;
        if (value == "absent")
            model.item("S", "C");
        else
            model.item("S", "C", {{"Host", "Out", value}});
        for (const char* name : {"A", "B", "D"}) model.item(name, "C");
        return model.take();
    };
    const auto only = [&](std::string_view before, std::string_view after) {
        const Production old_production = with(before);
        const Production new_production = with(after);
        const Plan plan = plan_of(old_production, new_production);
        REQUIRE(plan.operations.size() == 1);
        return line(plan.operations[0]);
    };
    const std::string path = " items.S.targets.Out ";
    CHECK(only("absent", "A") == "add_route add route" + path + "null [\"A\"] safe");
    CHECK(only("A", "absent") == "remove_route remove route" + path + "[\"A\"] null destructive");
    CHECK(only("A", "A,B") == "change_route change route" + path + "[\"A\"] [\"A\",\"B\"] safe");
    CHECK(only("A,B", "A") == "change_route change route" + path + "[\"A\",\"B\"] [\"A\"] destructive");
    CHECK(only("A", "B") == "change_route change route" + path + "[\"A\"] [\"B\"] attention");
    CHECK(only("A,B", "A,D") == "change_route change route" + path + "[\"A\",\"B\"] [\"A\",\"D\"] attention");
    CHECK(only("A,B", "B,A") == "change_route change route" + path + "[\"A\",\"B\"] [\"B\",\"A\"] safe");
    CHECK(only("A", "nobody") == "change_route change route" + path + "[\"A\"] [\"nobody\"] attention");
    CHECK(only("A", "") == "change_route change route" + path + "[\"A\"] [] destructive");
}

TEST_CASE("A rename is a move, and every route that names the item follows without a difference") {
    Model before;
    before.item("S", "C", {{"Host", "Out", "Old,X"}});
    before.item("Old", "C", {{"Host", "Self", "Old"}, {"Adapter", "Port", "1"}});
    before.item("X", "C");
    Model after;
    after.item("S", "C", {{"Host", "Out", "New,X"}});
    after.item("New", "C", {{"Host", "Self", "New"}, {"Adapter", "Port", "2"}});
    after.item("X", "C");
    after.moved("Old", "New");
    const Plan plan = plan_of(before, after);
    CHECK(lines(plan) == Lines{"move move item items.New \"Old\" \"New\" attention",
                               "set_setting change setting items.New.settings.Adapter.Port \"1\" \"2\" attention"});
    CHECK(plan.findings.empty());
}

TEST_CASE("A rename in several steps leads to the last name") {
    Model before;
    before.item("A", "C");
    Model after;
    after.item("D", "C");
    after.moved("A", "B").moved("B", "D");
    const Plan plan = plan_of(before, after);
    CHECK(lines(plan) == Lines{"move move item items.D \"A\" \"D\" attention"});
    CHECK(plan.findings.empty());
}

TEST_CASE("A rename that is done already is a note, one that contradicts an error") {
    Model before;
    before.item("New", "C");
    Model after;
    after.item("New", "C");
    after.moved("Old", "New");
    const Plan done = plan_of(before, after);
    CHECK(done.operations.empty());
    REQUIRE(done.findings.size() == 1);
    CHECK(done.findings.begin()->code == Code::moved_from_gone);
    CHECK(done.findings.begin()->severity == Severity::note);

    Model old_side;
    old_side.item("Old", "C");
    Model both;
    both.item("Old", "C");
    both.item("New", "C");
    both.moved("Old", "New");
    const Plan contradiction = plan_of(old_side, both);
    REQUIRE(contradiction.findings.size() == 1);
    CHECK(contradiction.findings.begin()->code == Code::moved_both_present);
    CHECK(contradiction.findings.has_errors());
}

TEST_CASE("A target setting can be renamed") {
    Model before;
    before.item("S", "C", {{"Host", "Out", "A"}});
    before.item("A", "C");
    Model after;
    after.item("S", "C", {{"Host", "Next", "A"}});
    after.item("A", "C");
    after.moved("S.Out", "S.Next", MovedKind::target);
    CHECK(lines(plan_of(before, after)) == Lines{"move move target items.S.targets.Next \"Out\" \"Next\" attention"});
}

TEST_CASE("An item that goes and one that comes with the same class and settings are probably one") {
    Model before;
    before.item("Old", "C",
                {{"Adapter", "A", "1"}, {"Adapter", "B", "2"}, {"Adapter", "D", "3"}, {"Adapter", "E", "4"}});
    before.item("Other", "C", {{"Adapter", "A", "9"}});
    Model after;
    after.item("New", "C",
               {{"Adapter", "A", "1"}, {"Adapter", "B", "2"}, {"Adapter", "D", "3"}, {"Adapter", "E", "5"}});
    const Plan plan = plan_of(before, after);
    REQUIRE(plan.findings.size() == 1);
    CHECK(plan.findings.begin()->code == Code::probably_renamed);
    CHECK(plan.findings.begin()->hint.find("from = \"Old\", to = \"New\"") != std::string::npos);
    CHECK(plan.operations.size() == 3);
}

TEST_CASE("What is destructive names the services that reach it") {
    Model before;
    before.item("S1", "C", {{"Host", "Out", "P"}}, Role::service);
    before.item("S2", "C", {{"Host", "Out", "Elsewhere"}}, Role::service);
    before.item("P", "C", {{"Host", "Out", "O"}}, Role::process);
    before.item("O", "C", {}, Role::operation);
    before.item("Elsewhere", "C", {}, Role::operation);
    Model after;
    after.item("S1", "C", {{"Host", "Out", "P"}}, Role::service);
    after.item("S2", "C", {{"Host", "Out", "Elsewhere"}}, Role::service);
    after.item("P", "C", {}, Role::process);
    after.item("Elsewhere", "C", {}, Role::operation);
    const Plan plan = plan_of(before, after);
    REQUIRE(plan.operations.size() == 2);
    for (const Operation& operation : plan.operations) CHECK(operation.impact == std::vector<std::string>{"S1"});
}

TEST_CASE("Secrets are masked on both sides, and their change shows") {
    Model before;
    before.item("A", "C", {{"Adapter", "Password", "canary1"}, {"Adapter", "Token", "canary2"}});
    Model after;
    after.item("A", "C", {{"Adapter", "Password", "${secret:p}"}, {"Adapter", "Token", "canary2"}});
    after.item("B", "C", {{"Adapter", "ApiKey", "canary3"}});
    const Lines found = lines(plan_of(before, after));
    REQUIRE(found.size() == 2);
    CHECK(found[0] ==
          "set_setting change setting items.A.settings.Adapter.Password \"(secret)\" "
          "\"${secret:p}\" safe");
    CHECK(found[1].find("canary") == std::string::npos);
}

TEST_CASE("Production fields") {
    Model before;
    before.production_setting({"Production", "UpdateTimeout", "10"});
    Model after;
    after.production.testing_enabled = true;
    after.production.actor_pool_size = "4";
    after.production_setting({"Production", "ShutdownTimeout", "30"});
    after.production_setting({"Production", "Bar", "1"});
    CHECK(lines(plan_of(before, after)) ==
          Lines{"set_production_field change production production.actor_pool_size 2 4 safe",
                "set_production_field change production production.testing_enabled false true safe",
                "set_production_field add production production.settings.Bar null \"1\" safe",
                "set_production_field add production production.shutdown_timeout null \"30\" safe",
                "set_production_field remove production production.update_timeout \"10\" null destructive"});
}

TEST_CASE("What no engine holds is compared only where both sides hold it") {
    const Production with = test::orders();
    Production without = test::orders();
    for (Item& item : without.items) {
        item.accepts = {};
        item.role = Role::component;
        item.behaviour.reset();
    }
    without.messages.clear();
    CHECK(plan_between(with, Holds::everything, without, Holds::engine).operations.empty());
    const Plan plan = plan_of(without, with);
    CHECK(std::all_of(plan.operations.begin(), plan.operations.end(),
                      [](auto& operation) { return operation.risk == Risk::safe; }));
    CHECK(lines(plan).front() == "set_field change field items.Files.role null \"service\" safe");
}

TEST_CASE("Fields of messages that are in use") {
    const auto with = [](std::initializer_list<std::pair<std::string_view, std::string_view>> fields, bool used) {
        Model model;
        if (used)
            model.item("A", "C").accepts = model.names({"M"});
        else
            model.item("A", "C");
        model.message("M", fields);
        return model.take();
    };
    const Production before = with({{"a", "int"}, {"b", "string"}}, true);
    const Production after = with({{"a", "int?"}, {"c", "string"}, {"d", "string?"}}, true);
    CHECK(lines(plan_of(before, after)) ==
          Lines{"change_field change field messages.M.fields.a \"int\" \"int?\" attention",
                "remove_field remove field messages.M.fields.b \"string\" null destructive",
                "add_field add field messages.M.fields.c null \"string\" destructive",
                "add_field add field messages.M.fields.d null \"string?\" safe"});
    const Production unused = with({{"a", "int"}, {"b", "string"}}, false);
    const Production changed = with({{"a", "int"}, {"b", "string"}, {"c", "string"}}, false);
    CHECK(lines(plan_of(unused, changed)) == Lines{"add_field add field messages.M.fields.c null \"string\" safe"});
}

TEST_CASE("Steps: appended is safe; inserted, removed and reordered are not") {
    const auto with = [](std::initializer_list<std::string_view> steps) {
        Model model;
        Behaviour behaviour;
        behaviour.steps = model.steps(steps);
        model.item("P", "C").behaviour = behaviour;
        return model.take();
    };
    const auto between = [&](std::initializer_list<std::string_view> before,
                             std::initializer_list<std::string_view> after) {
        const Production old_production = with(before);
        const Production new_production = with(after);
        return lines(plan_of(old_production, new_production));
    };
    CHECK(between({"a", "b"}, {"a", "b", "c"}) == Lines{"add_step add step items.P.step.c null {\"name\":\"c\"} safe"});
    CHECK(between({"a", "b"}, {"a", "c", "b"}) ==
          Lines{"add_step add step items.P.step.c null {\"name\":\"c\"} destructive"});
    CHECK(between({"a", "b"}, {"a"}) ==
          Lines{"remove_step remove step items.P.step.b {\"name\":\"b\"} null destructive"});
    CHECK(between({"a", "b"}, {"b", "a"}) ==
          Lines{"change_step change step items.P.step [\"a\",\"b\"] [\"b\",\"a\"] destructive"});
}

TEST_CASE("Handlers, schedules, default settings and protection") {
    Model before;
    Handler handler;
    handler.on = "M";
    handler.start = true;
    Behaviour behaviour;
    behaviour.handlers = append(before.production.handlers, {handler});
    before.item("P", "C").behaviour = behaviour;
    Schedule schedule;
    schedule.name = "n";
    schedule.cron = "1 * * * *";
    before.production.schedules.push_back(schedule);
    before.production.default_settings.push_back({"*", "*", "*", "Password", "canary1", {}});
    before.protect("P");
    Model after;
    handler.start = false;
    handler.method = "go";
    behaviour.handlers = append(after.production.handlers, {handler});
    after.item("P", "C").behaviour = behaviour;
    schedule.cron = "2 * * * *";
    after.production.schedules.push_back(schedule);
    after.production.default_settings.push_back({"*", "*", "*", "Password", "canary2", {}});
    CHECK(lines(plan_of(before, after)) ==
          Lines{"change_handler change handler items.P.handler.M.method null \"go\" attention",
                "change_handler change handler items.P.handler.M.start true null destructive",
                "change_schedule change schedule schedules.n.cron \"1 * * * *\" \"2 * * * *\" attention",
                "change_default_setting change default_setting default_settings.\"*/*/*/Password\".value \"(secret)\" "
                "\"(secret, changed)\" attention",
                "unprotect remove protection protect.items.P true null attention"});
}

TEST_CASE("A condition of another world is a condition of its own, whatever its text") {
    const auto with = [](Text text, bool foreign) {
        Model model;
        Handler handler;
        handler.on = "M";
        handler.when.text = text;
        handler.when.foreign = foreign;
        Behaviour behaviour;
        behaviour.handlers = append(model.production.handlers, {handler});
        model.item("P", "C").behaviour = behaviour;
        return model;
    };
    Model own = with("a", false);
    Model foreign = with("a", true);
    Model other = with("b", true);
    CHECK(lines(plan_of(own, foreign)) ==
          Lines{"change_handler change handler items.P.handler.M.when \"a\" null attention",
                "change_handler change handler items.P.handler.M.when_text null \"a\" attention"});
    foreign = with("a", true);
    CHECK(lines(plan_of(foreign, other)) ==
          Lines{"change_handler change handler items.P.handler.M.when_text \"a\" \"b\" attention"});
}

TEST_CASE("Protected items may not be deleted or replaced") {
    Model before;
    before.item("L", "C");
    before.protect("L");
    Model after;
    after.item("L", "D");
    const Plan plan = plan_of(before, after);
    CHECK(lines(plan).front() == "replace_class change item items.L.class \"C\" \"D\" protected");
    REQUIRE(refusal(plan, true));
    CHECK(refusal(plan, true)->kind == FailureKind::refused);
}

TEST_CASE("Protected items may not be renamed, though their protection would follow") {
    Model before;
    before.item("L", "C");
    before.protect("L");
    Model after;
    after.item("M", "C");
    after.protect("M");
    after.moved("L", "M");
    const Plan plan = plan_of(before, after);
    REQUIRE(plan.operations.size() == 1);
    CHECK(plan.operations.front().action == Action::move);
    CHECK(plan.operations.front().risk == Risk::protect);
    CHECK(refusal(plan, true));
}
