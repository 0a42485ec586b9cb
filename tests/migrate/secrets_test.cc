// Values of secrets: compared and remembered by their digests only, and stores of the format before that did so.
#include <catch2/catch.hpp>

#include "migrate/plan_json.h"
#include "migrate/plan_text.h"
#include "tests/migrate/engines.h"
#include "tests/migrate/model.h"
#include "tests/migrate/state_folder.h"

using namespace millwright;
using namespace millwright::migrate;
using millwright::test::fresh;
using millwright::test::Model;
using millwright::test::StateFolder;
using Lines = std::vector<std::string>;

namespace {

/// What a reader of settings lists: the secrets that settings refer to.
void use(Model& model, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) model.production.secrets.push_back({model.text(name), {}, {}});
}

Production mailing() {
    Model model;
    model.item("Mail", "Demo.Mail", {{"Adapter", "Password", "${secret:mail}"}, {"Adapter", "SMTPServer", "mail"}},
               Role::operation);
    model.item("Ledger", "Demo.Ledger", {{"Adapter", "DSN", "Server=x;Password=${secret:ledger}"}}, Role::operation);
    model.item("Archive", "Demo.Ledger", {{"Host", "Key", "${secret:ledger}"}}, Role::operation);
    use(model, {"ledger", "mail"});
    return model.take();
}

SecretValues values(std::initializer_list<std::pair<const char*, const char*>> texts) {
    SecretValues made;
    for (const auto& [name, text] : texts) made.emplace(name, SecretValue(std::string(text)));
    return made;
}

Planned planned(const Registry& registry, const Production& production, const SecretValues& secrets,
                Holds holds = Holds::everything) {
    auto plan = plan_migration(registry, production, holds, fresh(), secrets);
    REQUIRE(plan);
    return std::move(*plan);
}

Result<Applied> apply(Registry& registry, const Production& production, const SecretValues& secrets,
                      std::uint8_t number, Holds holds = Holds::everything) {
    const Planned plan = planned(registry, production, secrets, holds);
    return registry.apply(plan.plan, plan.rows, test::who(), fresh(number), {true, 0});
}

Lines secrets_of(const Plan& plan) {
    Lines lines;
    for (const Operation& each : plan.operations) {
        if (each.kind != "secret") continue;
        lines.push_back(std::string(each.op_type) + " " + each.path + " " + each.before.json + " " + each.after.json +
                        " " + std::string(name_of(each.risk)) + ": " + each.reason);
        for (const std::string& item : each.impact) lines.back() += " >" + item;
    }
    return lines;
}

const SecretValues first = values({{"mail", "canary-one"}, {"ledger", "canary-two"}});
const SecretValues second = values({{"mail", "canary-one"}, {"ledger", "canary-three"}});

}  // namespace

TEMPLATE_TEST_CASE("A secret that is referred to for the first time, changes, and is referred to no more", "",
                   test::OnSqlite, test::OnPostgres) {
    const TestType place;
    if (place.missing()) return;
    Registry registry = place.registry();
    const Production production = mailing();
    CHECK(secrets_of(planned(registry, production, first).plan) ==
          Lines{"add_secret secrets.ledger null \"(secret)\" safe: used by operation Ledger, Adapter.DSN; operation "
                "Archive, Host.Key >Archive >Ledger",
                "add_secret secrets.mail null \"(secret)\" safe: used by operation Mail, Adapter.Password >Mail"});
    REQUIRE(apply(registry, production, first, 1));
    CHECK_FALSE(planned(registry, production, first).plan.has_changes());

    const Planned change = planned(registry, production, second);
    REQUIRE(change.plan.operations.size() == 1);
    CHECK(secrets_of(change.plan) ==
          Lines{"change_secret secrets.ledger \"(secret)\" \"(secret, changed)\" safe: used by operation Ledger, "
                "Adapter.DSN; operation Archive, Host.Key >Archive >Ledger"});
    CHECK(plan_text(change.plan, {}) ==
          "Plan: 0 to add, 1 to change, 0 to remove\n\nSafe\n  ledger\n    ~ secret ledger: value changed (used by "
          "operation Ledger, Adapter.DSN; operation Archive, Host.Key)\n");
    // Nothing but the value changed: the fingerprint is of the references.
    CHECK(change.plan.desired_fingerprint == change.plan.base_fingerprint);
    const auto applied = apply(registry, production, second, 2);
    REQUIRE(applied);
    CHECK(applied->written);
    CHECK(applied->revision == 2);
    CHECK(applied->fingerprint == change.plan.base_fingerprint);
    CHECK_FALSE(planned(registry, production, second).plan.has_changes());
    CHECK(planned(registry, production, first).plan.has_changes());

    Model without;
    without.item("Mail", "Demo.Mail", {{"Adapter", "Password", "${secret:mail}"}}, Role::operation);
    use(without, {"mail"});
    const Production less = without.take();
    CHECK(
        secrets_of(planned(registry, less, first).plan) ==
        Lines{"remove_secret secrets.ledger \"(secret)\" null safe: was used by operation Archive, Host.Key; operation "
              "Ledger, Adapter.DSN >Archive >Ledger"});
    REQUIRE(apply(registry, less, first, 3));
    CHECK_FALSE(planned(registry, less, first).plan.has_changes());
    const std::string bytes = place.image();
    CHECK(bytes.find("canary") == std::string::npos);
}

TEMPLATE_TEST_CASE("History tells which secrets a revision changed", "", test::OnSqlite, test::OnPostgres) {
    const TestType place;
    if (place.missing()) return;
    Registry registry = place.registry();
    REQUIRE(apply(registry, mailing(), first, 1));
    REQUIRE(apply(registry, mailing(), second, 2));
    const auto one = registry.production("Demo.Orders", 1);
    const auto two = registry.production("Demo.Orders", 2);
    REQUIRE(one);
    REQUIRE(two);
    const Plan between = plan_between(*one, Holds::everything, *two, Holds::everything);
    CHECK(between.operations.size() == 1);
    CHECK(secrets_of(between).size() == 1);
    CHECK(secrets_of(plan_of_new(*one, Holds::everything)).size() == 2);
    const auto history = registry.history("Demo.Orders");
    REQUIRE(history);
    REQUIRE(history->size() == 2);
    CHECK((*history)[1].changed == 1);
    CHECK((*history)[0].fingerprint == (*history)[1].fingerprint);
    CHECK((*history)[0].secrets != (*history)[1].secrets);
    CHECK(plan_json(between, {}).find(two->secrets[0].digest) == std::string::npos);
}

TEMPLATE_TEST_CASE("Without a value everything else is compared, and nothing is applied", "", test::OnSqlite,
                   test::OnPostgres) {
    const TestType place;
    if (place.missing()) return;
    Registry registry = place.registry();
    const Production production = mailing();
    const SecretValues none;
    const Planned blind = planned(registry, production, none);
    CHECK(blind.plan.not_compared == Lines{"ledger", "mail"});
    CHECK(secrets_of(blind.plan).size() == 2);  // whatever they are, they are new
    const auto refused = registry.apply(blind.plan, blind.rows, test::who(), fresh(), {true, 0});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == FailureKind::environment);
    CHECK(refused.error().diagnostics.begin()->code == Code::secret_missing);
    CHECK(place.image().empty());

    REQUIRE(apply(registry, production, first, 1));
    const std::string bytes = place.image();
    const Planned some = planned(registry, production, values({{"ledger", "canary-three"}}));
    CHECK(some.plan.not_compared == Lines{"mail"});
    CHECK(secrets_of(some.plan).size() == 1);
    CHECK(some.plan.counts().not_compared == 1);
    CHECK(plan_text(some.plan, {}).find("(1 secret not compared)") != std::string::npos);
    CHECK_FALSE(registry.apply(some.plan, some.rows, test::who(), fresh(2), {true, 0}));
    const Planned unseen = planned(registry, production, none);
    CHECK_FALSE(unseen.plan.has_changes());
    CHECK(plan_text(unseen.plan, {}) == "No changes that can be seen: 2 secrets are not compared.\n");
    CHECK(plan_json(unseen.plan, {}).find("\"not_compared\": 2") != std::string::npos);
    CHECK(place.image() == bytes);
}

TEMPLATE_TEST_CASE("A plan of one value is not applied with another", "", test::OnSqlite, test::OnPostgres) {
    const TestType place;
    if (place.missing()) return;
    Registry registry = place.registry();
    REQUIRE(apply(registry, mailing(), first, 1));
    const Planned one = planned(registry, mailing(), second);
    const Planned other = planned(registry, mailing(), values({{"mail", "x"}, {"ledger", "y"}}));
    const auto refused = registry.apply(one.plan, other.rows, test::who(), fresh(2));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().diagnostics.begin()->code == Code::deployed_moved);
}

TEMPLATE_TEST_CASE("What refers to no secret needs none, and an engine's class leaves none behind", "", test::OnSqlite,
                   test::OnPostgres) {
    const TestType place;
    if (place.missing()) return;
    Registry registry = place.registry();
    REQUIRE(apply(registry, mailing(), first, 1));
    Model model;
    model.item("Mail", "Demo.Mail", {{"Adapter", "SMTPServer", "mail"}}, Role::operation);
    const Production bare = model.take();
    const Planned plan = planned(registry, bare, {}, Holds::engine);
    CHECK(plan.plan.not_compared.empty());
    CHECK(secrets_of(plan.plan).size() == 2);
    REQUIRE(apply(registry, bare, {}, 2, Holds::engine));
    CHECK(registry.production("Demo.Orders")->secrets.empty());
    // Two files are compared by their references.
    CHECK_FALSE(plan_between(mailing(), Holds::everything, mailing(), Holds::everything).has_changes());
}

TEMPLATE_TEST_CASE("Digests of secrets cannot be changed by hand", "", test::OnSqlite, test::OnPostgres) {
    for (const std::string& change : {
             std::string("DELETE FROM entry WHERE key='secret/mail'"),
             std::string("UPDATE entry SET hash=(SELECT hash FROM entry WHERE key='secret/ledger') "
                         "WHERE key='secret/mail'"),
             "UPDATE revision SET secrets=" + TestType::bytes(""),
             "UPDATE revision SET secrets=" + TestType::bytes(std::string(64, '0')),
             "UPDATE revision SET secrets=" + TestType::bytes("00"),
         }) {
        CAPTURE(change);
        const TestType place;
        if (place.missing()) return;
        Registry registry = place.registry();
        REQUIRE(apply(registry, mailing(), first, 1));
        CHECK(registry.read("Demo.Orders", fresh()));
        CHECK(place.execute(change));
        const auto read = registry.read("Demo.Orders", fresh());
        REQUIRE_FALSE(read);
        CHECK(read.error().diagnostics.begin()->code == Code::state_damaged);
    }
}

namespace {

/// A copy of the state that a version with format 1 wrote: two revisions of Demo.Older.
std::string older_state() {
    std::ifstream stream(std::string(MILLWRIGHT_SOURCE_DIR) + "/tests/migrate/stored/format-1.db", std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

Production older() {
    Model model("Demo.Older");
    model.item("Files", "Demo.Files", {{"Adapter", "FilePath", "/out"}, {"Host", "Output", "Mail"}}, Role::service);
    model.item("Mail", "Demo.Mail",
               {{"Adapter", "SMTPServer", "mail"},
                {"Adapter", "Password", "${secret:mail_password}"},
                {"Adapter", "ApiKey", "clear text"}},
               Role::operation);
    model.message("Order", {{"id", "string"}});
    use(model, {"mail_password"});
    return model.take();
}

}  // namespace

TEST_CASE("A state of format 1 is read as it is, and upgraded with a copy kept by the first apply") {
    const StateFolder folder;
    folder.write(older_state());
    const std::string bytes = folder.bytes();
    REQUIRE_FALSE(bytes.empty());
    Registry registry = folder.registry();
    const auto deployed = registry.read("Demo.Older", fresh());
    REQUIRE(deployed);
    CHECK(deployed->revision == 2);
    CHECK(deployed->fingerprint.hex() == "67ac2b8d7739c41dbf53c459ac528c7c2a418d9428c62d597f5e885b10adc674");
    CHECK(registry.history("Demo.Older")->size() == 2);
    CHECK(registry.production("Demo.Older", 1));
    CHECK(registry.status("Demo.Older")->last->secrets == Digest{});

    // All that is new is that the value is remembered.
    const SecretValues mail = values({{"mail_password", "canary"}});
    const Planned plan = planned(registry, older(), mail);
    REQUIRE(plan.plan.operations.size() == 1);
    CHECK(plan.plan.operations[0].op_type == "add_secret");
    CHECK(folder.bytes() == bytes);  // reading changed nothing

    const auto applied = apply(registry, older(), mail, 3);
    REQUIRE(applied);
    CHECK(applied->revision == 3);
    CHECK(applied->upgraded_from == 1);
    CHECK(applied->backup == folder.file() + ".format-1");
    CHECK_FALSE(planned(registry, older(), mail).plan.has_changes());
    CHECK(registry.history("Demo.Older")->size() == 3);
    CHECK(registry.production("Demo.Older", 1)->secrets.empty());

    // The copy is the older state, and private.
    const Registry kept(sqlite_store("sqlite:kept", applied->backup));
    CHECK(kept.read("Demo.Older", fresh())->revision == 2);
    CHECK(kept.history("Demo.Older")->size() == 2);
    using std::filesystem::perms;
    CHECK((std::filesystem::status(applied->backup).permissions() & (perms::group_all | perms::others_all)) ==
          perms::none);
    const auto again = apply(registry, older(), values({{"mail_password", "x"}}), 4);
    REQUIRE(again);
    CHECK(again->upgraded_from == 0);
    CHECK(kept.history("Demo.Older")->size() == 2);
}
