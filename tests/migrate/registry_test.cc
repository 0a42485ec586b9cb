#include "migrate/registry.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "migrate/deployments.h"
#include "tests/migrate/engines.h"
#include "tests/migrate/model.h"
#include "tests/migrate/state_folder.h"

using namespace millwright;
using namespace millwright::migrate;
using millwright::test::applied;
using millwright::test::code_of;
using millwright::test::fresh;
using millwright::test::Model;
using millwright::test::orders;
using millwright::test::StateFolder;
using millwright::test::who;

namespace {

Planned planned(const Registry& registry, const Production& production, Holds holds = Holds::everything) {
    auto plan = plan_migration(registry, production, holds, fresh());
    REQUIRE(plan);
    return std::move(*plan);
}

}  // namespace

TEMPLATE_TEST_CASE("A state that is not there is an empty deployment, and reading creates nothing", "", test::OnSqlite,
                   test::OnPostgres) {
    const TestType place;
    if (place.missing()) return;
    const Registry registry = place.registry();
    const auto deployed = registry.read("Demo.Orders", fresh());
    REQUIRE(deployed);
    CHECK_FALSE(deployed->store_exists);
    CHECK(deployed->revision == 0);
    CHECK(deployed->form.entries().empty());
    CHECK(registry.productions()->empty());
    CHECK(registry.history("Demo.Orders")->empty());
    CHECK_FALSE(registry.status("Demo.Orders")->lock_held);
    const Planned plan = planned(registry, orders());
    CHECK(plan.plan.has_changes());
    CHECK(place.image().empty());
}

TEMPLATE_TEST_CASE("What was applied is what is deployed; a second run has nothing to do and writes nothing", "",
                   test::OnSqlite, test::OnPostgres) {
    const TestType place;
    if (place.missing()) return;
    Registry registry = place.registry();
    const Production production = orders();
    const auto first = applied(registry, production);
    REQUIRE(first);
    CHECK(first->written);
    CHECK(first->revision == 1);
    const std::string bytes = place.image();
    REQUIRE_FALSE(bytes.empty());

    const Planned again = planned(registry, production);
    CHECK_FALSE(again.plan.has_changes());
    CHECK(again.plan.base_revision == 1);
    CHECK(again.plan.base_fingerprint == again.plan.desired_fingerprint);
    const auto second = registry.apply(again.plan, again.rows, who(), fresh(2));
    REQUIRE(second);
    CHECK_FALSE(second->written);
    CHECK(place.image() == bytes);

    const auto history = registry.history("Demo.Orders");
    REQUIRE(history);
    REQUIRE(history->size() == 1);
    CHECK(history->front().who == "ann");
    CHECK(history->front().host == "desk");
    CHECK(history->front().fingerprint == first->fingerprint);
    CHECK(history->front().added > 0);
    CHECK(*registry.productions() == std::vector<std::string>{"Demo.Orders"});
}

TEST_CASE("State files are private to the user") {
    const StateFolder folder;
    Registry registry = folder.registry();
    REQUIRE(applied(registry, orders()));
    for (const char* name : {"state.db", "state.db.lock"}) {
        struct stat status {};
        REQUIRE(stat((folder.path() / name).c_str(), &status) == 0);
        CHECK((status.st_mode & 0777U) == 0600U);
    }
}

TEMPLATE_TEST_CASE("What is deployed reads back as the same production", "", test::OnSqlite, test::OnPostgres) {
    const TestType place;
    if (place.missing()) return;
    Registry registry = place.registry();
    const Production production = orders();
    REQUIRE(applied(registry, production));
    const auto back = registry.production("Demo.Orders");
    REQUIRE(back);
    CHECK(canonical_form(*back, Holds::everything).fingerprint() ==
          canonical_form(production, Holds::everything).fingerprint());
    CHECK(registry.production("Demo.Nothing").error().kind == FailureKind::environment);
}

TEMPLATE_TEST_CASE("Destructive changes need leave, and nothing is written without it", "", test::OnSqlite,
                   test::OnPostgres) {
    const TestType place;
    if (place.missing()) return;
    Registry registry = place.registry();
    REQUIRE(applied(registry, orders()));
    const std::string bytes = place.image();
    Model smaller("Demo.Orders");
    smaller.item("Mail", "Demo.Mail");
    const Production production = smaller.take();
    const auto refused = applied(registry, production);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == FailureKind::refused);
    CHECK(code_of(refused.error()) == Code::destructive_refused);
    CHECK_FALSE(refused.error().diagnostics.begin()->notes.empty());
    CHECK(place.image() == bytes);
    ApplyOptions options;
    options.allow_destructive = true;
    const auto allowed = applied(registry, production, options, 2);
    REQUIRE(allowed);
    CHECK(allowed->revision == 2);
    CHECK(registry.production("Demo.Orders")->items.size() == 1);
    CHECK(registry.production("Demo.Orders", 1)->items.size() == 3);
}

TEMPLATE_TEST_CASE("Protection is remembered by the deployment", "", test::OnSqlite, test::OnPostgres) {
    const TestType place;
    if (place.missing()) return;
    Registry registry = place.registry();
    Model first;
    first.item("Ledger", "Demo.Ledger");
    first.protect("Ledger");
    REQUIRE(applied(registry, first.take()));
    ApplyOptions options;
    options.allow_destructive = true;

    Model gone;
    gone.item("Other", "Demo.Other");
    const auto refused = applied(registry, gone.take(), options, 2);
    REQUIRE_FALSE(refused);
    CHECK(code_of(refused.error()) == Code::protected_refused);

    Model replaced;
    replaced.item("Ledger", "Demo.Ledger2");
    replaced.protect("Ledger");
    CHECK(code_of(applied(registry, replaced.take(), options, 3).error()) == Code::protected_refused);

    Model unprotected;
    unprotected.item("Ledger", "Demo.Ledger");
    REQUIRE(applied(registry, unprotected.take(), options, 4));
    Model then;
    then.item("Other", "Demo.Other");
    CHECK(applied(registry, then.take(), options, 5));
}

TEMPLATE_TEST_CASE("A plan of an older revision is refused", "", test::OnSqlite, test::OnPostgres) {
    const TestType place;
    if (place.missing()) return;
    Registry registry = place.registry();
    const Production production = orders();
    const Planned stale = planned(registry, production);
    REQUIRE(applied(registry, production));
    const auto refused = registry.apply(stale.plan, stale.rows, who(), fresh(2));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == FailureKind::refused);
    CHECK(code_of(refused.error()) == Code::deployed_moved);
    CHECK(registry.history("Demo.Orders")->size() == 1);
}

TEMPLATE_TEST_CASE("A plan for a state that was made anew is refused", "", test::OnSqlite, test::OnPostgres) {
    const TestType place;
    if (place.missing()) return;
    Registry registry = place.registry();
    const Planned stale = planned(registry, orders());
    Model other("Demo.Other");
    other.item("A", "C");
    auto made = plan_migration(registry, other.take(), Holds::everything, fresh(9));
    REQUIRE(made);
    REQUIRE(registry.apply(made->plan, made->rows, who(), fresh(9)));
    CHECK(code_of(registry.apply(stale.plan, stale.rows, who(), fresh(2)).error()) == Code::deployed_moved);
}

TEMPLATE_TEST_CASE("Several productions share a state", "", test::OnSqlite, test::OnPostgres) {
    const TestType place;
    if (place.missing()) return;
    Registry registry = place.registry();
    const Planned one = planned(registry, orders());
    Model other("Demo.Other");
    other.item("A", "C");
    const Production second = other.take();
    const Planned two = planned(registry, second);
    REQUIRE(registry.apply(one.plan, one.rows, who(), fresh(2)));
    REQUIRE(registry.apply(two.plan, two.rows, who(), fresh(3)));
    CHECK(*registry.productions() == std::vector<std::string>{"Demo.Orders", "Demo.Other"});
    CHECK(registry.status("Demo.Other")->revision == 1);
}

TEMPLATE_TEST_CASE("What a class cannot say stays in the state", "", test::OnSqlite, test::OnPostgres) {
    const TestType place;
    if (place.missing()) return;
    Registry registry = place.registry();
    REQUIRE(applied(registry, orders()));
    Production production = orders();
    for (Item& item : production.items) {
        item.role = Role::component;
        item.accepts = {};
        item.behaviour.reset();
    }
    production.messages.clear();
    const Planned none = planned(registry, production, Holds::engine);
    CHECK(none.plan.operations.empty());
    production.items.pop_back();
    Planned fewer = planned(registry, production, Holds::engine);
    ApplyOptions options;
    options.allow_destructive = true;
    REQUIRE(registry.apply(fewer.plan, fewer.rows, who(), fresh(2), options));
    const auto back = registry.production("Demo.Orders");
    CHECK(back->items.size() == 2);
    CHECK(back->messages.size() == 1);
}

TEMPLATE_TEST_CASE("No secret's value is stored, and its change still shows", "", test::OnSqlite, test::OnPostgres) {
    const TestType place;
    if (place.missing()) return;
    Registry registry = place.registry();
    const auto with = [](std::string_view password) {
        Model model;
        model.item("Mail", "Demo.Mail", {{"Adapter", "Password", password}, {"Adapter", "Token", "${secret:t}"}});
        return model.take();
    };
    REQUIRE(applied(registry, with("canary-1")));
    CHECK(place.image().find("canary") == std::string::npos);
    CHECK_FALSE(planned(registry, with("canary-1")).plan.has_changes());
    const Planned changed = planned(registry, with("canary-2"));
    REQUIRE(changed.plan.operations.size() == 1);
    CHECK(changed.plan.operations[0].before.json == "\"(secret)\"");
    CHECK(changed.plan.operations[0].after.json == "\"(secret, changed)\"");
    const auto back = registry.production("Demo.Orders");
    REQUIRE(back);
    for (const Setting& setting : back->settings) CHECK(setting.refers_to_secret);
}

TEMPLATE_TEST_CASE("An earlier revision can be read, and its history verifies", "", test::OnSqlite, test::OnPostgres) {
    const TestType place;
    if (place.missing()) return;
    Registry registry = place.registry();
    std::vector<Digest> fingerprints;
    for (int i = 1; i <= 4; ++i) {
        Model model;
        const std::string port = std::to_string(i);
        model.item("A", "C", {{"Adapter", "Port", port}});
        if (i % 2 == 0) model.item("B", "C");
        ApplyOptions options;
        options.allow_destructive = true;
        const auto done = applied(registry, model.take(), options, static_cast<std::uint8_t>(i));
        REQUIRE(done);
        fingerprints.push_back(done->fingerprint);
    }
    for (std::uint64_t n = 1; n <= 4; ++n) {
        const auto old = registry.production("Demo.Orders", n);
        REQUIRE(old);
        CHECK(canonical_form(*old, Holds::everything).fingerprint() == fingerprints[n - 1]);
    }
    CHECK_FALSE(registry.production("Demo.Orders", 5));
    const auto history = registry.history("Demo.Orders");
    REQUIRE(history->size() == 4);
    CHECK((*history)[1].added == 1);
    CHECK((*history)[1].changed == 1);
    CHECK((*history)[2].removed == 1);
}

TEMPLATE_TEST_CASE("Another apply holds the lock: refused, and the holder named", "", test::OnSqlite,
                   test::OnPostgres) {
    const TestType place;
    if (place.missing()) return;
    Registry registry = place.registry();
    REQUIRE(applied(registry, orders()));
    int ready[2];
    int done[2];
    REQUIRE(pipe(ready) == 0);
    REQUIRE(pipe(done) == 0);
    const pid_t child = fork();
    if (child == 0) {
        const auto store = place.store();
        const auto lock = store->open_to_write(who(), 0);
        char byte = lock ? 'y' : 'n';
        if (write(ready[1], &byte, 1) != 1 || read(done[0], &byte, 1) != 1) _exit(1);
        _exit(0);
    }
    char byte = 0;
    REQUIRE(read(ready[0], &byte, 1) == 1);
    REQUIRE(byte == 'y');
    Production changed = orders();
    changed.items[0].comment = "new";
    const auto refused = applied(registry, changed, {}, 2);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == FailureKind::refused);
    CHECK(code_of(refused.error()) == Code::lock_held);
    CHECK(refused.error().diagnostics.begin()->message.find("ann@desk") != std::string::npos);
    const auto status = registry.status("Demo.Orders");
    CHECK(status->lock_held);
    CHECK(status->lock_holder.find("ann@desk") != std::string::npos);
    REQUIRE(write(done[1], &byte, 1) == 1);
    int outcome = 0;
    waitpid(child, &outcome, 0);
    CHECK(applied(registry, changed, {}, 3));
    CHECK_FALSE(registry.status("Demo.Orders")->lock_held);
}

TEST_CASE("Deployments of later versions and of no version") {
    CHECK(open_deployment("postgresql://ann:canary@host/db", "")->url().find("canary") == std::string::npos);
    CHECK(code_of(open_deployment("postgresql:db", "").error()) == Code::bad_value);
    CHECK(code_of(open_deployment("postgresql://host/db?schema=pg_temp", "").error()) == Code::bad_value);
    CHECK(code_of(open_deployment("https://iris.example", "").error()) == Code::not_available_yet);
    CHECK(code_of(open_deployment("file:x.txt", "").error()) == Code::bad_value);
    CHECK(code_of(open_deployment("file:no/such/folder/x.cls", "").error()) == Code::cannot_read);
    CHECK(code_of(open_deployment("sqlite:", "").error()) == Code::bad_value);
    CHECK(code_of(open_deployment("nonsense", "").error()) == Code::bad_value);
    CHECK(open_deployment("sqlite:a.db", "/tmp")->url() == "sqlite:a.db");
}
