// What an apply does under its lock, and what it says when the answer to its commit is lost.
#include <catch2/catch.hpp>

#include "tests/migrate/engines.h"
#include "tests/migrate/watched_store.h"

using namespace millwright;
using namespace millwright::migrate;
using millwright::test::applied;
using millwright::test::code_of;
using millwright::test::fresh;
using millwright::test::Model;
using millwright::test::OnPostgres;
using millwright::test::OnSqlite;
using millwright::test::orders;
using millwright::test::Watched;
using millwright::test::WatchedStore;
using millwright::test::who;

namespace {

template <class Place>
Registry watched_registry(const Place& place, Watched& watched) {
    return Registry(std::make_unique<WatchedStore>(place.store(), watched));
}

/// `changed` of the items have another setting.
Production many(std::size_t items, std::size_t changed) {
    Model model("Demo.Many");
    for (std::size_t i = 0; i < items; ++i) {
        const std::string name = "Item " + std::to_string(i);
        model.item(name, "Demo.Class", {{"Adapter", "Port", i < changed ? "2" : "1"}});
    }
    return model.take();
}

}  // namespace

TEMPLATE_TEST_CASE("Work under the lock grows with the changes and not with the production", "", OnSqlite, OnPostgres) {
    std::uint64_t statements = 0;
    std::uint64_t read = 0;
    for (const std::size_t items : {100U, 2000U}) {
        CAPTURE(items);
        const TestType place;
        if (place.missing()) return;
        Watched first;
        Registry registry = watched_registry(place, first);
        REQUIRE(applied(registry, many(items, 0)));
        CHECK(first.rows_written >= 3 * items);
        CHECK(first.statements < 40);  // whatever its size
        Watched second;
        Registry again = watched_registry(place, second);
        REQUIRE(applied(again, many(items, 10), {}, 2));
        CHECK(second.rows_written == 3 * 10);  // content, entry and change of each
        if (statements != 0) {
            CHECK(second.statements == statements);
            CHECK(second.rows_read == read);
        }
        statements = second.statements;
        read = second.rows_read;
    }
}

TEMPLATE_TEST_CASE("A row that is not what the plan was made of is refused under the lock", "", OnSqlite, OnPostgres) {
    const TestType place;
    if (place.missing()) return;
    Registry registry = place.registry();
    REQUIRE(applied(registry, orders()));
    Production changed = orders();
    changed.items[0].comment = "new";
    const auto planned = plan_migration(registry, changed, Holds::everything, fresh(2));
    REQUIRE(planned);
    // Somebody goes around us: the row of the production stays as it is.
    REQUIRE(
        place.execute("UPDATE entry SET hash=(SELECT hash FROM entry WHERE key='item/Mail') WHERE key='item/Files'"));
    const auto refused = registry.apply(planned->plan, planned->rows, who(), fresh(2));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == FailureKind::refused);
    CHECK(code_of(refused.error()) == Code::deployed_moved);
    CHECK(refused.error().diagnostics.begin()->message.find("item/Files") != std::string::npos);
}

TEMPLATE_TEST_CASE("When the answer to a commit is lost, the apply's own number tells what became of it", "", OnSqlite,
                   OnPostgres) {
    const TestType place;
    if (place.missing()) return;
    Watched watched;
    Registry registry = watched_registry(place, watched);
    watched.commit = Watched::Commit::undone_unanswered;
    const auto undone = applied(registry, orders());
    REQUIRE_FALSE(undone);
    CHECK(undone.error().kind == FailureKind::environment);
    CHECK(code_of(undone.error()) == Code::no_connection);
    CHECK(undone.error().diagnostics.begin()->message.find("nothing was applied") != std::string::npos);
    CHECK(registry.history("Demo.Orders")->empty());

    watched.commit = Watched::Commit::done_unanswered;
    const auto done = applied(registry, orders(), {}, 2);
    REQUIRE(done);
    CHECK(done->revision == 1);
    CHECK(registry.history("Demo.Orders")->size() == 1);

    Production changed = orders();
    changed.items[0].comment = "new";
    watched.settles = false;
    const auto unknown = applied(registry, changed, {}, 3);
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().kind == FailureKind::environment);
    CHECK(code_of(unknown.error()) == Code::outcome_unknown);
    CHECK(unknown.error().diagnostics.begin()->hint.find("millwright status") != std::string::npos);
    CHECK(registry.history("Demo.Orders")->size() == 2);
}
