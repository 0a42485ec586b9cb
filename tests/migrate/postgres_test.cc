// What is only so on PostgreSQL: addresses, rights, limits of a server, older formats there, TLS.
#include <signal.h>
#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <thread>

#include "migrate/deployments.h"
#include "migrate/postgres_address.h"
#include "tests/migrate/engines.h"

using namespace millwright;
using namespace millwright::migrate;
using millwright::test::applied;
using millwright::test::code_of;
using millwright::test::fresh;
using millwright::test::OnPostgres;
using millwright::test::orders;
using millwright::test::PostgresServer;
using millwright::test::who;

namespace {

std::string text_of(const Failure& failure) {
    std::string text;
    for (const Diagnostic& each : failure.diagnostics) text += each.file + " " + each.message + " " + each.hint;
    return text;
}

Registry registry_at(const std::string& url) {
    auto store = postgres_store(url);
    REQUIRE(store);
    return Registry(std::move(*store));
}

/// The server's URL with other words before the host.
std::string url_of(const PostgresServer& server, const std::string& user, const std::string& rest) {
    return "postgresql://" + user + "@127.0.0.1:" + server.port() + "/" + rest;
}

}  // namespace

TEST_CASE("An address of PostgreSQL: our parameter is taken out, the password hidden") {
    const auto parsed = [](std::string_view url) {
        const auto address = postgres_address(url);
        REQUIRE(address);
        return address->url + " | " + address->shown + " | " + address->schema;
    };
    CHECK(parsed("postgresql://db/states") == "postgresql://db/states | postgresql://db/states | millwright");
    CHECK(parsed("postgres://") == "postgres:// | postgres:// | millwright");
    CHECK(parsed("postgresql://db?schema=a%20b") == "postgresql://db | postgresql://db?schema=a%20b | a b");
    CHECK(parsed("postgresql://db/x?sslmode=require&schema=one&connect_timeout=3") ==
          "postgresql://db/x?sslmode=require&connect_timeout=3 | "
          "postgresql://db/x?sslmode=require&schema=one&connect_timeout=3 | one");
    const auto secret = postgres_address("postgresql://ann:p?schema=x@db/states?schema=y");
    REQUIRE(secret);
    CHECK(secret->url == "postgresql://ann:p?schema=x@db/states");
    CHECK(secret->shown.find("p?schema") == std::string::npos);
    CHECK(secret->schema == "y");
    for (const char* wrong : {"postgresql:db", "postgresql://db?schema=", "postgresql://db?schema=pg_catalog",
                              "postgresql://db?schema=information_schema", "postgresql://db?schema=%FF",
                              "postgresql://db?schema=1234567890123456789012345678901234567890123456789"}) {
        CAPTURE(wrong);
        const auto address = postgres_address(wrong);
        REQUIRE_FALSE(address);
        CHECK(address.error().kind == FailureKind::environment);
        CHECK(code_of(address.error()) == Code::bad_value);
        CHECK_FALSE(address.error().diagnostics.begin()->hint.empty());
    }
}

TEST_CASE("An address that libpq does not understand is refused without showing what is in it") {
    for (const char* wrong :
         {"postgresql://ann:canary%zz@db/states", "postgresql://ann:canary@db:port:x/states",
          "postgresql://ann@db/states?password=canary&x%=1", "postgresql://ann@db/x?sslpassword=canary%"}) {
        CAPTURE(wrong);
        const auto read = registry_at(wrong).read("Demo.Orders", fresh());
        REQUIRE_FALSE(read);
        CHECK(read.error().kind == FailureKind::environment);
        CHECK(text_of(read.error()).find("canary") == std::string::npos);
    }
}

TEST_CASE("A server that does not answer, refuses, or lacks the database is told apart, with what to do") {
    const PostgresServer& server = PostgresServer::shared();
    const OnPostgres place;
    if (place.missing()) return;
    const auto failed = [](const std::string& url) {
        const auto read = registry_at(url).read("Demo.Orders", fresh());
        REQUIRE_FALSE(read);
        CHECK(read.error().kind == FailureKind::environment);
        CHECK(code_of(read.error()) == Code::no_connection);
        CHECK(text_of(read.error()).find("canary") == std::string::npos);
        return text_of(read.error());
    };
    CHECK_THAT(failed("postgresql://ann:canary@127.0.0.1:1/states"),
               Catch::Contains("Connection refused") && Catch::Contains("is the server running"));
    CHECK_THAT(failed(url_of(server, "postgres:canary", "nowhere")),
               Catch::Contains("database \"nowhere\" does not exist") && Catch::Contains("createdb"));
    CHECK_THAT(failed(url_of(server, "nobody:canary", "postgres")), Catch::Contains("role \"nobody\" does not exist"));
    CHECK_THAT(failed(url_of(server, "postgres", "postgres?sslmode=require")),
               Catch::Contains("does not support SSL") && Catch::Contains("has no TLS"));
    CHECK_FALSE(registry_at("postgresql://ann:canary@127.0.0.1:1/states").status("Demo.Orders"));
}

TEST_CASE("TLS: the certificate is checked as the address says") {
    const PostgresServer server("--tls");
    const OnPostgres place(server);
    if (place.missing()) return;
    const std::string host = "postgresql://postgres@localhost:" + server.port() + "/postgres?hostaddr=127.0.0.1&";
    const std::string root = "&sslrootcert=" + server.folder() + "/certificate.pem";
    CHECK(registry_at(host + "sslmode=require").read("Demo.Orders", fresh()));
    Registry verified = registry_at(host + "sslmode=verify-full" + root);
    CHECK(applied(verified, orders()));
    const auto failed = [](const std::string& url) {
        const auto read = registry_at(url).read("Demo.Orders", fresh());
        REQUIRE_FALSE(read);
        CHECK(code_of(read.error()) == Code::no_connection);
        return text_of(read.error());
    };
    CHECK_THAT(failed(host + "sslmode=verify-full&sslrootcert=/nowhere/root.crt"),
               Catch::Contains("root certificate file") && Catch::Contains("sslrootcert=FILE"));
    CHECK_THAT(failed("postgresql://postgres@127.0.0.1:" + server.port() + "/postgres?sslmode=verify-full" + root),
               Catch::Contains("does not match host name"));
    CHECK_THAT(failed(host + "sslmode=verify-full&sslrootcert=/etc/ssl/certs/ca-certificates.crt"),
               Catch::Contains("certificate verify failed") || Catch::Contains("root certificate file"));
}

TEST_CASE("Who may only read can make plans; who may not create a schema is told what to ask for") {
    const PostgresServer& server = PostgresServer::shared();
    const OnPostgres place;
    if (place.missing()) return;
    const std::string role = "reader_" + std::to_string(getpid());
    REQUIRE(place.execute("CREATE ROLE " + role + " LOGIN"));
    const std::string query = "postgres?schema=" + place.url().substr(place.url().find("schema=") + 7);
    Registry theirs = registry_at(url_of(server, role, query));
    const auto refused = applied(theirs, orders());
    REQUIRE_FALSE(refused);
    CHECK(code_of(refused.error()) == Code::server_error);
    CHECK_THAT(text_of(refused.error()), Catch::Contains("SQLSTATE 42501") && Catch::Contains("GRANT") &&
                                             Catch::Contains("user \"" + role + "\""));

    Registry ours = place.registry();
    REQUIRE(applied(ours, orders()));
    CHECK(code_of(theirs.read("Demo.Orders", fresh()).error()) == Code::server_error);
    const std::string schema = quoted_identifier(place.schema());
    REQUIRE(place.execute("GRANT USAGE ON SCHEMA " + schema + " TO " + role +
                          "; GRANT SELECT ON ALL TABLES IN SCHEMA " + schema + " TO " + role));
    CHECK(theirs.read("Demo.Orders", fresh())->revision == 1);
    CHECK(theirs.production("Demo.Orders"));
    Production changed = orders();
    changed.items[0].comment = "new";
    CHECK(code_of(applied(theirs, changed, {}, 2).error()) == Code::server_error);
    CHECK(ours.history("Demo.Orders")->size() == 1);
    REQUIRE(place.execute("DROP OWNED BY " + role + "; DROP ROLE " + role));
}

TEST_CASE("A schema that somebody made for us is enough; one with other tables is not ours") {
    const OnPostgres place;
    if (place.missing()) return;
    const std::string schema = quoted_identifier(place.schema());
    REQUIRE(place.execute("CREATE SCHEMA " + schema));
    Registry registry = place.registry();
    CHECK_FALSE(registry.read("Demo.Orders", fresh())->store_exists);
    REQUIRE(applied(registry, orders()));

    const OnPostgres foreign;
    REQUIRE(foreign.execute("CREATE SCHEMA " + quoted_identifier(foreign.schema()) + "; CREATE TABLE meta(x int)"));
    CHECK(code_of(foreign.registry().read("Demo.Orders", fresh()).error()) == Code::state_damaged);
    const OnPostgres other;
    REQUIRE(other.execute("CREATE SCHEMA " + quoted_identifier(other.schema()) + "; CREATE TABLE accounts(x int)"));
    Registry theirs = other.registry();
    const auto result = applied(theirs, orders());
    REQUIRE_FALSE(result);
    CHECK(code_of(result.error()) == Code::state_damaged);
    CHECK_THAT(text_of(result.error()), Catch::Contains("?schema=NAME"));
}

TEST_CASE("Two registries in one database have locks of their own") {
    const OnPostgres one;
    if (one.missing()) return;
    const OnPostgres two;
    const auto store = one.store();
    const auto held = store->open_to_write(who(), 0);
    REQUIRE(held);
    CHECK(store->holder().value_or("").find("ann@desk, process 7, since 20") == 0);
    CHECK_FALSE(two.store()->holder());
    Registry registry = two.registry();
    CHECK(applied(registry, orders()));
    Registry same = one.registry();
    CHECK(code_of(applied(same, orders()).error()) == Code::lock_held);
}

TEST_CASE("A lock that is given back within the time is taken") {
    const OnPostgres place;
    if (place.missing()) return;
    const auto store = place.store();
    auto held = store->open_to_write(who(), 0);
    REQUIRE(held);
    std::thread other([&] {
        usleep(200'000);
        held->transaction.reset();
    });
    Registry registry = place.registry();
    ApplyOptions options;
    options.lock_timeout_ms = 20'000;
    CHECK(applied(registry, orders(), options));
    other.join();
}

TEST_CASE("A holder whose machine stands still is ended by the server") {
    const OnPostgres place;
    if (place.missing()) return;
    const auto store = place.store();
    const auto held = store->open_to_write(who(), 0);
    REQUIRE(held);
    auto limit = held->sql->prepare(
        "SELECT current_setting('idle_in_transaction_session_timeout'), "
        "current_setting('statement_timeout'), current_setting('lock_timeout'), "
        "current_setting('tcp_keepalives_idle')");
    REQUIRE((*limit)->step());
    CHECK((*limit)->text(0) == "1min");
    CHECK((*limit)->text(1) == "10min");
    CHECK((*limit)->text(2) == "30s");
    CHECK((*limit)->text(3) == "30");
    REQUIRE(held->sql->run("SET LOCAL idle_in_transaction_session_timeout=100"));
    usleep(400'000);
    CHECK_FALSE(store->holder());
    const auto lost = held->sql->run("SELECT 1");
    REQUIRE_FALSE(lost);
    CHECK(code_of(lost.error()) == Code::no_connection);
}

TEST_CASE("Nothing of a transaction stays in the session, as poolers need it") {
    const OnPostgres place;
    if (place.missing()) return;
    Registry registry = place.registry();
    REQUIRE(applied(registry, orders()));
    auto sql = place.connect();
    const auto settings = [&] {
        std::string text;
        auto rows = sql->prepare(
            "SELECT name || '=' || setting FROM pg_settings WHERE source='session' "
            "AND name NOT LIKE 'transaction_%' ORDER BY name");
        for (auto row = (*rows)->step(); row && *row; row = (*rows)->step()) {
            text += std::string((*rows)->text(0)) + "\n";
        }
        auto prepared = sql->prepare("SELECT count(*) FROM pg_prepared_statements");
        REQUIRE((*prepared)->step());
        return text + std::to_string((*prepared)->number(0));
    };
    const std::string before = settings();
    {
        auto transaction = Transaction::begin(*sql, true);
        REQUIRE(transaction);
        CHECK(settings() != before);
        REQUIRE(transaction->commit());
    }
    CHECK(settings() == before);
}

TEST_CASE("A server that takes no changes") {
    const OnPostgres place;
    if (place.missing()) return;
    Registry registry = place.registry();
    REQUIRE(applied(registry, orders()));
    const std::string role = "standing_" + std::to_string(getpid());
    REQUIRE(place.execute("CREATE ROLE " + role + " LOGIN SUPERUSER; ALTER ROLE " + role +
                          " SET default_transaction_read_only=on"));
    const std::string query = "postgres?schema=" + place.url().substr(place.url().find("schema=") + 7);
    Registry theirs = registry_at(url_of(PostgresServer::shared(), role, query));
    CHECK(theirs.read("Demo.Orders", fresh())->revision == 1);
    Production changed = orders();
    changed.items[0].comment = "new";
    const auto result = applied(theirs, changed, {}, 2);
    REQUIRE_FALSE(result);
    CHECK(code_of(result.error()) == Code::state_unwritable);
    CHECK_THAT(text_of(result.error()), Catch::Contains("25006"));
    REQUIRE(place.execute("DROP ROLE " + role));
}

TEST_CASE("A database that cannot hold every text is refused") {
    const OnPostgres place;
    if (place.missing()) return;
    const std::string name = "latin_" + std::to_string(getpid());
    auto sql = place.connect();
    REQUIRE(sql->run("CREATE DATABASE " + name +
                     " ENCODING 'LATIN1' LOCALE_PROVIDER 'libc' LOCALE 'C' TEMPLATE template0"));
    Registry theirs = registry_at(url_of(PostgresServer::shared(), "postgres", name));
    const auto read = theirs.read("Demo.Orders", fresh());
    REQUIRE_FALSE(read);
    CHECK_THAT(text_of(read.error()), Catch::Contains("LATIN1") && Catch::Contains("UTF8"));
    REQUIRE(sql->run("DROP DATABASE " + name));
}

namespace {

/// A schema that a version with format 1 would have written: two revisions of Demo.Older.
std::string older_schema(const std::string& schema) {
    std::ifstream stream(std::string(MILLWRIGHT_SOURCE_DIR) + "/tests/migrate/stored/format-1.sql");
    std::string text{std::istreambuf_iterator<char>(stream), {}};
    REQUIRE_FALSE(text.empty());
    return "CREATE SCHEMA " + quoted_identifier(schema) + "; " + text;
}

}  // namespace

TEST_CASE("A schema of format 1 is read as it is, and upgraded with a copy kept by the first apply") {
    const OnPostgres place;
    if (place.missing()) return;
    REQUIRE(place.execute(older_schema(place.schema())));
    Registry registry = place.registry();
    const auto deployed = registry.read("Demo.Older", fresh());
    REQUIRE(deployed);
    CHECK(deployed->revision == 2);
    CHECK(deployed->fingerprint.hex() == "67ac2b8d7739c41dbf53c459ac528c7c2a418d9428c62d597f5e885b10adc674");
    CHECK(registry.history("Demo.Older")->size() == 2);
    auto production = registry.production("Demo.Older");
    REQUIRE(production);

    production->items[0].comment = "new";
    const auto done = applied(registry, *production, {}, 3);
    REQUIRE(done);
    CHECK(done->revision == 3);
    CHECK(done->upgraded_from == 1);
    CHECK(done->backup == "schema " + place.schema() + "_format_1");
    CHECK(registry.history("Demo.Older")->size() == 3);
    CHECK(registry.production("Demo.Older", 1));

    const OnPostgres kept(PostgresServer::shared(), place.schema() + "_format_1");
    CHECK(kept.registry().read("Demo.Older", fresh())->revision == 2);
    CHECK(kept.registry().history("Demo.Older")->size() == 2);

    // A copy is never written over.
    REQUIRE(place.execute("DROP SCHEMA " + quoted_identifier(place.schema()) + " CASCADE; " +
                          older_schema(place.schema())));
    const auto again = applied(registry, *production, {}, 4);
    REQUIRE(again);
    CHECK(again->backup == "schema " + place.schema() + "_format_1_2");
    const OnPostgres second(PostgresServer::shared(), place.schema() + "_format_1_2");
    CHECK(second.registry().history("Demo.Older")->size() == 2);
}

TEST_CASE("A schema of a newer version is refused, naming both versions") {
    const OnPostgres place;
    if (place.missing()) return;
    Registry registry = place.registry();
    REQUIRE(applied(registry, orders()));
    REQUIRE(place.execute("UPDATE meta SET format=9"));
    const auto read = registry.read("Demo.Orders", fresh());
    REQUIRE_FALSE(read);
    CHECK(read.error().kind == FailureKind::refused);
    CHECK(code_of(read.error()) == Code::state_newer);
    CHECK(code_of(applied(registry, orders(), {}, 2).error()) == Code::state_newer);
}

TEST_CASE("Damage in any table is noticed or harmless") {
    for (const char* change :
         {"DELETE FROM revision WHERE n=1", "UPDATE revision SET who='x' WHERE n=1",
          "UPDATE content SET body=body || ' '", "UPDATE entry SET key=key || 'x'", "UPDATE production SET revision=3",
          "DELETE FROM change WHERE n=2", "ALTER TABLE entry DROP COLUMN hash", "DROP TABLE change", "DELETE FROM meta",
          "ALTER TABLE entry DROP CONSTRAINT entry_hash_fkey; DELETE FROM content"}) {
        CAPTURE(change);
        const OnPostgres place;
        if (place.missing()) return;
        Registry registry = place.registry();
        REQUIRE(applied(registry, orders()));
        Production changed = orders();
        changed.items[0].comment = "new";
        REQUIRE(applied(registry, changed, {}, 2));
        REQUIRE(place.execute(change));
        const auto now = registry.production("Demo.Orders");
        const auto first = registry.production("Demo.Orders", 1);
        const auto history = registry.history("Demo.Orders");
        CHECK((!now || !first || !history));
        for (const auto* failure :
             {now ? nullptr : &now.error(), first ? nullptr : &first.error(), history ? nullptr : &history.error()}) {
            if (failure == nullptr) continue;
            CHECK(code_of(*failure) == Code::state_damaged);
            CHECK_FALSE(failure->diagnostics.begin()->hint.empty());
        }
    }
}
