// What seals the rows of a registry, and stores of older formats, which are sealed when they are upgraded.
#include "migrate/registry_rows.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "tests/migrate/engines.h"

namespace millwright::migrate {
namespace {

using test::applied;
using test::fresh;
using test::orders;

/// Two revisions; the second changes, adds and removes an item (and what is declared of that).
void deploy(Registry& registry) {
    REQUIRE(applied(registry, orders()));
    test::Model second;
    second.production = orders();
    second.production.items.pop_back();
    second.production.items[0].comment = "new";
    second.item("Late", "Demo.Late");
    REQUIRE(applied(registry, second.take(), {true, 0}, 2));
}

template <class Value>
bool is_damaged(const Result<Value>& read) {
    return !read && read.error().kind == FailureKind::environment &&
           read.error().diagnostics.begin()->code == Code::state_damaged &&
           !read.error().diagnostics.begin()->hint.empty();
}

TEMPLATE_TEST_CASE("Nothing of the last revision can be altered without being noticed by whatever reads it", "",
                   test::OnSqlite, test::OnPostgres) {
    for (const std::string& set : {
             std::string("who='x'"),
             std::string("at='2026-01-02T03:04:06Z'"),
             std::string("host='x'"),
             std::string("tool='x'"),
             std::string("apply_id='00'"),
             "plan_digest=" + TestType::bytes(std::string(64, '0')),
             "changes=" + TestType::bytes(std::string(64, '1')),
             "changes=" + TestType::bytes(std::string(64, '0')),
             "changes=" + TestType::bytes(""),
             std::string("secrets=changes"),
             "secrets=changes, changes=" + TestType::bytes(""),
         }) {
        CAPTURE(set);
        const TestType place;
        if (place.missing()) return;
        Registry registry = place.registry();
        deploy(registry);
        REQUIRE(registry.history("Demo.Orders"));
        REQUIRE(place.execute("UPDATE revision SET " + set + " WHERE n=2"));
        CHECK(is_damaged(registry.read("Demo.Orders", fresh())));
        CHECK(is_damaged(registry.status("Demo.Orders")));
        CHECK(is_damaged(registry.history("Demo.Orders")));
        CHECK(is_damaged(registry.production("Demo.Orders")));
        const std::string image = place.image();
        CHECK(is_damaged(applied(registry, orders(), {true, 0}, 3)));
        CHECK(place.image() == image);
    }
}

TEMPLATE_TEST_CASE("The head is part of what is deployed", "", test::OnSqlite, test::OnPostgres) {
    for (const std::string& head : {TestType::bytes(""), TestType::bytes(std::string(64, '0')), TestType::bytes("00"),
                                    std::string("(SELECT prev_digest FROM revision WHERE n=2)")}) {
        CAPTURE(head);
        const TestType place;
        if (place.missing()) return;
        Registry registry = place.registry();
        deploy(registry);
        REQUIRE(place.execute("UPDATE production SET head=" + head));
        CHECK(is_damaged(registry.read("Demo.Orders", fresh())));
        CHECK(is_damaged(registry.status("Demo.Orders")));
        CHECK(is_damaged(registry.history("Demo.Orders")));
    }
}

TEMPLATE_TEST_CASE("No row of changes can be altered, removed or added without being noticed", "", test::OnSqlite,
                   test::OnPostgres) {
    const std::string other = TestType::bytes(std::string(64, '2'));
    const std::string row = " AND key='item/Files'";
    const std::string columns = "INSERT INTO change(production, n, key, old_hash, new_hash) VALUES";
    for (const std::string& n : {std::string("1"), std::string("2")}) {
        for (const std::string& change : {
                 "UPDATE change SET key='item/Other' WHERE n=" + n + row,
                 "UPDATE change SET old_hash=" + other + " WHERE n=" + n + row,
                 "UPDATE change SET new_hash=" + other + " WHERE n=" + n + row,
                 "UPDATE change SET new_hash=NULL WHERE n=" + n + row,
                 "UPDATE change SET old_hash=" + TestType::bytes("") + " WHERE n=" + n + row,
                 "UPDATE change SET production=7 WHERE n=" + n + row,
                 "UPDATE change SET n=3 WHERE n=" + n + row,
                 "DELETE FROM change WHERE n=" + n + row,
                 "DELETE FROM change WHERE n=" + n,
                 columns + "(1, " + n + ", 'item/Other', NULL, " + other + ")",
                 columns + "(1, 3, 'item/Other', NULL, " + other + ")",
             }) {
            CAPTURE(change);
            const TestType place;
            if (place.missing()) return;
            Registry registry = place.registry();
            deploy(registry);
            REQUIRE(place.execute(change));
            CHECK(is_damaged(registry.history("Demo.Orders")));
            CHECK(is_damaged(registry.production("Demo.Orders", 1)));
            if (n == "2") CHECK(is_damaged(registry.status("Demo.Orders")));
            CHECK(registry.read("Demo.Orders", fresh()));  // which reads no changes
        }
    }
}

TEMPLATE_TEST_CASE("What a revision changed is counted", "", test::OnSqlite, test::OnPostgres) {
    const TestType place;
    if (place.missing()) return;
    Registry registry = place.registry();
    deploy(registry);
    const auto history = registry.history("Demo.Orders");
    REQUIRE(history);
    const Revision& last = history->back();
    CHECK(last.added == 1);
    CHECK(last.changed == 1);
    CHECK(last.removed == 2);
    const auto status = registry.status("Demo.Orders");
    CHECK(status->last->added == last.added);
    CHECK(status->last->changed == last.changed);
    CHECK(status->last->removed == last.removed);
    CHECK(status->last->changes_digest == last.changes_digest);
}

std::string stored(const std::string& name) {
    std::ifstream stream(std::string(MILLWRIGHT_SOURCE_DIR) + "/tests/migrate/stored/" + name, std::ios::binary);
    std::string content{std::istreambuf_iterator<char>(stream), {}};
    REQUIRE_FALSE(content.empty());
    return content;
}

void put(const test::OnSqlite& place, const std::string& format) {
    place.folder().write(stored("format-" + format + ".db"));
}

void put(const test::OnPostgres& place, const std::string& format) {
    REQUIRE(place.execute("CREATE SCHEMA " + quoted_identifier(place.schema()) + "; " +
                          stored("format-" + format + ".sql")));
}

/// One revision more than there are.
void apply_to(Registry& registry, std::uint64_t revisions) {
    auto production = registry.production("Demo.Older");
    REQUIRE(production);
    production->items[0].comment = production->texts.keep(std::to_string(revisions));
    const auto done = applied(registry, *production, {true, 0}, static_cast<std::uint8_t>(revisions + 1));
    REQUIRE(done);
    CHECK(done->revision == revisions + 1);
}

TEMPLATE_TEST_CASE("A store of an older format is read as it is, and sealed by the first apply", "", test::OnSqlite,
                   test::OnPostgres) {
    const auto [format, revisions] = GENERATE(std::pair("1", std::uint64_t{2}), std::pair("2", std::uint64_t{3}));
    CAPTURE(format);
    const TestType place;
    if (place.missing()) return;
    put(place, format);
    Registry registry = place.registry();
    const std::string image = place.image();
    REQUIRE(registry.read("Demo.Older", fresh()));
    CHECK(registry.history("Demo.Older")->size() == revisions);
    const auto status = registry.status("Demo.Older");
    CHECK(status->format == std::stoul(format));
    CHECK(status->last->changes_digest == Digest{});
    CHECK(registry.production("Demo.Older", 1));
    CHECK(place.image() == image);

    apply_to(registry, revisions);
    CHECK(registry.status("Demo.Older")->format == registry_format);
    apply_to(registry, revisions + 1);
    const auto history = registry.history("Demo.Older");
    REQUIRE(history);
    CHECK(history->size() == revisions + 2);
    CHECK((*history)[revisions - 1].changes_digest == Digest{});
    CHECK((*history)[revisions].changes_digest != Digest{});
    CHECK(registry.production("Demo.Older", 1));
    REQUIRE(place.execute("UPDATE revision SET who='x' WHERE n=" + std::to_string(revisions + 2)));
    CHECK(is_damaged(registry.read("Demo.Older", fresh())));
}

TEMPLATE_TEST_CASE("An upgrade seals the productions that the apply does not touch", "", test::OnSqlite,
                   test::OnPostgres) {
    const TestType place;
    if (place.missing()) return;
    put(place, "2");
    Registry registry = place.registry();
    REQUIRE(applied(registry, orders(), {}, 7));
    CHECK(registry.status("Demo.Older")->format == registry_format);
    CHECK(registry.history("Demo.Older")->size() == 3);
    REQUIRE(place.execute("UPDATE revision SET tool='x' WHERE n=3"));
    CHECK(is_damaged(registry.read("Demo.Older", fresh())));
    CHECK(registry.read("Demo.Orders", fresh()));
}

}  // namespace
}  // namespace millwright::migrate
