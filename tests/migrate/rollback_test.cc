#include "migrate/rollback.h"

#include <catch2/catch.hpp>
#include <map>

#include "tests/migrate/engines.h"
#include "tests/migrate/state_folder.h"

namespace millwright::migrate {
namespace {

using test::fresh;
using test::Model;
using Values = std::map<std::string, std::string>;
using Lines = std::vector<std::string>;

SecretValues values(const Values& texts) {
    SecretValues result;
    for (const auto& [name, text] : texts) result.emplace(name, SecretValue(std::string(text)));
    return result;
}

/// A production whose item refers to these secrets, with a clear-text password.
Production with(std::initializer_list<std::string_view> secrets, std::string_view password = "one") {
    Model model;
    std::string all;
    for (const std::string_view name : secrets) all += "${secret:" + std::string(name) + "}";
    if (all.empty()) all = "none";
    model.item("Mail", "Demo.Mail", {{"Adapter", "Where", all}, {"Adapter", "Password", password}});
    for (const std::string_view name : secrets) model.production.secrets.push_back({model.text(name), {}, {}});
    return model.take();
}

Result<Applied> apply(Registry& registry, const Production& production, const SecretValues& secrets,
                      std::uint8_t number) {
    auto planned = plan_migration(registry, production, Holds::everything, fresh(number), secrets);
    if (!planned) return tl::unexpected<Failure>(std::move(planned.error()));
    ApplyOptions options;
    options.allow_destructive = true;
    return registry.apply(planned->plan, planned->rows, test::who(), fresh(number), options);
}

Return back(const Registry& registry, std::uint64_t revision, const SecretValues& secrets) {
    const auto now = registry.production("Demo.Orders");
    auto then = registry.production("Demo.Orders", revision);
    REQUIRE(now);
    REQUIRE(then);
    return going_back(*now, std::move(*then), secrets);
}

TEMPLATE_TEST_CASE("going back leads to the earlier fingerprint, and again forward", "", test::OnSqlite,
                   test::OnPostgres) {
    const TestType place;
    if (place.missing()) return;
    Registry registry = place.registry();
    REQUIRE(apply(registry, test::orders(), {}, 1));
    Production changed = test::orders();
    changed.items.pop_back();
    changed.items.front().enabled = false;
    REQUIRE(apply(registry, changed, {}, 2));
    const Return first = back(registry, 1, {});
    REQUIRE(apply(registry, first.desired, {}, 3));
    const Return second = back(registry, 2, {});
    REQUIRE(apply(registry, second.desired, {}, 4));
    const auto history = *registry.history("Demo.Orders");
    REQUIRE(history.size() == 4);
    CHECK(history[2].fingerprint == history[0].fingerprint);
    CHECK(history[3].fingerprint == history[1].fingerprint);
}

TEMPLATE_TEST_CASE("the value of a secret stays the one of now", "", test::OnSqlite, test::OnPostgres) {
    const TestType place;
    if (place.missing()) return;
    Registry registry = place.registry();
    REQUIRE(apply(registry, with({"a"}), values({{"a", "old"}}), 1));
    REQUIRE(apply(registry, with({"a"}, "two"), values({{"a", "new"}}), 2));
    const std::string digest_now(registry.production("Demo.Orders")->secrets.front().digest);
    const Return result = back(registry, 1, {});
    CHECK(result.newer_values == Lines{"a"});
    CHECK(result.referred_again.empty());
    CHECK(result.only_digests == Lines{"\"Password\" of \"Mail\""});
    REQUIRE(result.desired.secrets.size() == 1);
    CHECK(result.desired.secrets.front().digest == digest_now);
    const auto planned = plan_migration(registry, result.desired, Holds::everything, fresh(3));
    REQUIRE(planned);
    CHECK(planned->plan.not_compared.empty());
    REQUIRE(planned->plan.operations.size() == 1);
    CHECK(planned->plan.operations.front().path == "items.Mail.settings.Adapter.Password");
    REQUIRE(registry.apply(planned->plan, planned->rows, test::who(), fresh(3), {}));
    CHECK(registry.history("Demo.Orders")->back().fingerprint == registry.history("Demo.Orders")->front().fingerprint);
}

TEMPLATE_TEST_CASE("a secret that is referred to again has the value that is given, else the digest of then", "",
                   test::OnSqlite, test::OnPostgres) {
    const TestType place;
    if (place.missing()) return;
    Registry registry = place.registry();
    REQUIRE(apply(registry, with({"a", "b"}), values({{"a", "1"}, {"b", "2"}}), 1));
    const std::string then(registry.production("Demo.Orders")->secrets.front().digest);
    REQUIRE(apply(registry, with({"b"}), values({{"b", "2"}}), 2));
    const auto now = registry.production("Demo.Orders");
    CHECK(secrets_referred_again(*now, *registry.production("Demo.Orders", 1)) == Lines{"a"});
    SECTION("not given") {
        const Return result = back(registry, 1, {});
        CHECK(result.referred_again == Lines{"a"});
        REQUIRE(apply(registry, result.desired, {}, 3));
        CHECK(registry.production("Demo.Orders")->secrets.front().digest == then);
    }
    SECTION("given") {
        const SecretValues given = values({{"a", "another"}});
        const Return result = back(registry, 1, given);
        REQUIRE(apply(registry, result.desired, given, 3));
        CHECK(registry.production("Demo.Orders")->secrets.front().digest != then);
    }
}

TEMPLATE_TEST_CASE("what is the same but for its name is moved back", "", test::OnSqlite, test::OnPostgres) {
    const TestType place;
    if (place.missing()) return;
    Registry registry = place.registry();
    Model before;
    before.item("Mail", "Demo.Mail", {{"Adapter", "SMTPServer", "mail"}});
    REQUIRE(apply(registry, before.take(), {}, 1));
    Model after;
    after.item("MailOut", "Demo.Mail", {{"Adapter", "SMTPServer", "mail"}});
    after.moved("Mail", "MailOut");
    REQUIRE(apply(registry, after.take(), {}, 2));
    const Return result = back(registry, 1, {});
    const auto planned = plan_migration(registry, result.desired, Holds::everything, fresh(3));
    REQUIRE(planned);
    REQUIRE(planned->plan.operations.size() == 1);
    CHECK(planned->plan.operations.front().action == Action::move);
}

TEMPLATE_TEST_CASE("what is protected now stays, wherever one goes back to", "", test::OnSqlite, test::OnPostgres) {
    const TestType place;
    if (place.missing()) return;
    Registry registry = place.registry();
    Production first = test::orders();
    first.items.pop_back();
    REQUIRE(apply(registry, first, {}, 1));
    Model model;
    model.production = test::orders();
    model.protect("Mail");
    REQUIRE(apply(registry, model.take(), {}, 2));
    const Return result = back(registry, 1, {});
    const auto applied = apply(registry, result.desired, {}, 3);
    REQUIRE_FALSE(applied);
    CHECK(applied.error().diagnostics.begin()->code == Code::protected_refused);
    CHECK(registry.history("Demo.Orders")->size() == 2);
}

}  // namespace
}  // namespace millwright::migrate
