#include "migrate/merged_view.h"

#include <catch2/catch.hpp>

#include "graph/routes.h"
#include "tests/migrate/model.h"

using namespace millwright;
using namespace millwright::migrate;
using millwright::test::Model;

namespace {

using Lines = std::vector<std::string>;

struct Changed {
    Production before;
    Production after;
    PictureChange change;

    Changed(Model& older, Model& newer, Holds before_holds = Holds::everything, Holds after_holds = Holds::everything)
        : before(older.take()),
          after(newer.take()),
          change(picture_change(&before, before_holds, after, after_holds, {})) {}
};

Lines routes_of(const Production& production) {
    Lines lines;
    const Routes routes(production);
    for (const Route& route : routes.all()) {
        std::string line(production[route.source].name);
        line += " " + std::string(route.target_setting) + " " + std::string(route.target_name);
        for (const RouteMessage& message : routes.of(route.messages)) line += " " + std::string(message.name);
        lines.push_back(std::move(line));
    }
    return lines;
}

Setting target(Model& model, std::string_view name, std::initializer_list<std::string_view> items) {
    Setting setting = model.setting({"Host", name, ""});
    setting.target = TargetOrigin::declared;
    setting.names = model.names(items);
    return setting;
}

}  // namespace

TEST_CASE("What comes and goes whole has no notes: a picture shows that by itself") {
    Model older;
    older.item("Old", "C", {{"Adapter", "Port", "1"}});
    older.item("Kept", "C");
    Model newer;
    newer.item("New", "C", {{"Adapter", "Port", "1"}});
    newer.item("Kept", "C");
    const Changed changed(older, newer);
    CHECK(changed.change.items.notes.empty());
    CHECK(changed.change.items.moved.empty());
    CHECK(changed.change.not_of_items == 0);
}

TEST_CASE("Each change of an item is one line, as plans say it, without its secrets") {
    Model older;
    older.item("A", "C", {{"Adapter", "Port", "1"}, {"Adapter", "Password", "hunter2-of-old"}});
    Model newer;
    newer.item("A", "D", {{"Adapter", "Port", "2"}, {"Adapter", "Password", "hunter2-of-new"}}).enabled = false;
    const Changed changed(older, newer);
    REQUIRE(changed.change.items.notes.size() == 1);
    const Lines& notes = changed.change.items.notes.at("A");
    CHECK(notes == Lines{"class: \"C\" → \"D\"", "enabled: true → false",
                         "settings.Adapter.Password: \"(secret)\" → \"(secret, changed)\"",
                         "settings.Adapter.Port: \"1\" → \"2\""});
}

TEST_CASE("An item that was renamed keeps its name and its routes, and the overlay says what it is called now") {
    Model older;
    older.item("Old", "C", {{"Adapter", "Port", "1"}});
    Model newer;
    newer.item("New", "C", {{"Adapter", "Port", "2"}});
    newer.moved("Old", "New");
    const Changed changed(older, newer);
    CHECK(changed.change.before.items[0].name == "Old");
    CHECK(changed.change.items.moved.at("Old") == "New");
    CHECK(changed.change.items.notes.at("New") == Lines{"settings.Adapter.Port: \"1\" → \"2\""});
}

TEST_CASE("For a picture of a process, items and what names them have their newer names") {
    Model older;
    older.item("Old", "C");
    older.item("P", "C", {{"Host", "Next", "Old,Kept"}}, Role::process);
    older.item("Kept", "C");
    Model newer;
    newer.item("New", "C");
    newer.item("P", "C", {{"Host", "Next", "New,Kept"}}, Role::process);
    newer.item("Kept", "C");
    newer.moved("Old", "New");
    const Changed changed(older, newer);
    const Production named = changed.change.before_by_newer_names();
    CHECK(named.items[0].name == "New");
    CHECK(routes_of(named) == Lines{"P Next New", "P Next Kept"});
    CHECK(routes_of(changed.change.before) == Lines{"P Next Old", "P Next Kept"});
}

TEST_CASE("What code sends is copied with its item, and names in it follow") {
    const auto model = [](std::string_view name) {
        Model made;
        made.item(name, "C");
        FoundRoute found;
        found.target = made.text(name);
        found.message = made.text("Order");
        made.item("P", "D").found = append(made.production.found, {found});
        return made;
    };
    Model older = model("Old");
    Model newer = model("New");
    newer.moved("Old", "New");
    const Changed changed(older, newer);
    CHECK(routes_of(changed.change.before) == Lines{"P  Old Order"});
    CHECK(routes_of(changed.change.before_by_newer_names()) == Lines{"P  New Order"});
    Model held;
    held.item("P", "D");
    Model code = model("New");
    const Changed engine(held, code, Holds::engine);
    CHECK(routes_of(engine.change.before).empty());
    REQUIRE(engine.change.after_part);
    CHECK(routes_of(*engine.change.after_part).empty());
}

TEST_CASE("Target settings of the older side have their new names, and messages on them stay") {
    const auto model = [](std::string_view setting) {
        Model made;
        made.item("Out", "C");
        Item& item = made.item("P", "C", {}, Role::process);
        Setting to = target(made, setting, {"Out"});
        item.settings = append(made.production.settings, {to});
        Send send;
        send.message = "Order";
        send.to = made.text(setting);
        Handler handler;
        handler.on = "Order";
        handler.sends = append(made.production.sends, {send});
        Behaviour behaviour;
        behaviour.handlers = append(made.production.handlers, {handler});
        item.behaviour = behaviour;
        return made;
    };
    Model older = model("Next");
    Model newer = model("Following");
    newer.moved("P.Next", "Following", MovedKind::target);
    const Changed changed(older, newer);
    CHECK(routes_of(changed.change.before) == Lines{"P Following Out Order"});
    CHECK(routes_of(changed.change.before) == routes_of(changed.after));
}

TEST_CASE("Against what holds only items, only items are compared, on both sides") {
    const auto model = [] {
        Model made;
        made.item("P", "C", {{"Adapter", "Port", "1"}}, Role::process).behaviour = Behaviour();
        made.production.items[0].emits = made.names({"Order"});
        made.production.default_settings.push_back({"*", "P", "*", "Next", "P", {}});
        return made;
    };
    Model older = model();
    Model newer = model();
    const Changed engine(older, newer, Holds::engine, Holds::everything);
    REQUIRE(engine.change.after_part);
    for (const Production* side : {&engine.change.before, &*engine.change.after_part}) {
        CHECK_FALSE(side->items[0].behaviour);
        CHECK(side->of(side->items[0].emits).empty());
        CHECK(side->default_settings.empty());
        CHECK(side->of(side->items[0].settings).size() == 1);
    }
    CHECK(engine.change.items.notes.empty());

    Model same_older = model();
    Model same_newer = model();
    const Changed everything(same_older, same_newer);
    CHECK_FALSE(everything.change.after_part);
    CHECK(everything.change.before.items[0].behaviour);
}

TEST_CASE("An engine does not hold roles: what one side knows of them is no change") {
    Model older;
    older.item("Old", "C");
    older.item("Known", "C", {}, Role::operation);
    older.item("Gone", "C", {}, Role::service);
    Model newer;
    newer.item("New", "C", {}, Role::process);
    newer.item("Known", "C");
    newer.moved("Old", "New");
    const Changed changed(older, newer, Holds::engine, Holds::everything);
    const auto roles = [](const Production& production) {
        std::vector<Role> all;
        for (const Item& item : production.items) all.push_back(item.role);
        return all;
    };
    CHECK(roles(changed.change.before) == std::vector<Role>{Role::process, Role::operation, Role::service});
    CHECK(roles(*changed.change.after_part) == std::vector<Role>{Role::process, Role::operation});
}

TEST_CASE("What an item gains and loses has its sign") {
    Model older;
    older.item("A", "C", {{"Adapter", "Old", "1"}});
    Model newer;
    newer.item("A", "C", {{"Adapter", "New", "1"}});
    const Changed changed(older, newer);
    CHECK(changed.change.items.notes.at("A") ==
          Lines{"+ settings.Adapter.New = \"1\"", "− settings.Adapter.Old = \"1\""});
}

TEST_CASE("Renamed steps are told by process and named as they were, and what is of no item is counted") {
    const auto model = [](std::string_view step_name) {
        Model made;
        Item& item = made.item("P", "C", {}, Role::process);
        std::vector<Step> steps(2);
        steps[0].name = "look";
        steps[0].on_success = made.text(step_name);
        steps[0].steps = made.names({step_name});
        std::vector<Outcome> outcomes(1);
        outcomes[0].go_to = made.text(step_name);
        steps[0].outcomes = append(made.production.outcomes, std::move(outcomes));
        steps[1].name = made.text(step_name);
        Behaviour behaviour;
        behaviour.steps = append(made.production.steps, std::move(steps));
        item.behaviour = behaviour;
        return made;
    };
    Model older = model("pay");
    Model newer = model("charge");
    newer.moved("P.pay", "charge", MovedKind::step);
    newer.message("Order", {{"id", "str"}});
    const Changed changed(older, newer);
    CHECK(changed.change.moved_steps.at("P").at("pay") == "charge");
    const Production& before = changed.change.before;
    CHECK(before.steps[1].name == "pay");
    CHECK(before.steps[0].on_success == "pay");
    CHECK(before.of(before.steps[0].steps)[0].name == "pay");
    CHECK(before.outcomes[0].go_to == "pay");
    CHECK(changed.change.not_of_items == 1);
}

TEST_CASE("Where there is nothing before, everything is new and nothing is noted") {
    Model newer;
    newer.item("A", "C", {{"Adapter", "Port", "2"}});
    const Production after = newer.take();
    const PictureChange change = picture_change(nullptr, Holds::everything, after, Holds::everything, {});
    CHECK(change.before.items.empty());
    CHECK(change.items.notes.empty());
    CHECK_FALSE(change.after_part);
}

TEST_CASE("A change of a list names its parts, and many are counted") {
    const auto model = [](std::size_t sends) {
        Model made;
        Item& item = made.item("P", "C", {}, Role::process);
        std::vector<Handler> handlers(1);
        handlers[0].on = "Order";
        std::vector<Send> all(sends);
        for (std::size_t i = 0; i < sends; ++i) {
            all[i].message = made.text("M" + std::to_string(i));
            all[i].to = "Out";
        }
        handlers[0].sends = append(made.production.sends, std::move(all));
        Behaviour behaviour;
        behaviour.handlers = append(made.production.handlers, std::move(handlers));
        item.behaviour = behaviour;
        return made;
    };
    Model older = model(1);
    Model newer = model(3);
    const Changed few(older, newer);
    REQUIRE(few.change.items.notes.at("P").size() == 1);
    CHECK(few.change.items.notes.at("P")[0].find(": + ") != std::string::npos);
    Model same = model(1);
    Model more = model(20);
    const Changed many(same, more);
    CHECK(many.change.items.notes.at("P")[0].ends_with("; and 13 more"));
}
