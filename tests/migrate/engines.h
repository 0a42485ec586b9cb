// A registry for one test on each engine, so that both pass the same tests:
//   TEMPLATE_TEST_CASE("...", "", test::OnSqlite, test::OnPostgres) {
//       const TestType place;
//       if (place.missing()) return;
// On PostgreSQL it is a schema of its own on the tests' server; where there is none, the test says that it is skipped.
#pragma once

#include <unistd.h>

#include <iostream>
#include <memory>
#include <string>

#include "migrate/postgres.h"
#include "migrate/postgres_store.h"
#include "migrate/sqlite.h"
#include "tests/migrate/state_folder.h"
#include "tests/support/postgres_server.h"

namespace millwright::test {

class OnSqlite {
public:
    bool missing() const { return false; }
    std::unique_ptr<migrate::Store> store() const { return migrate::sqlite_store("sqlite:state.db", folder_.file()); }
    migrate::Registry registry() const { return migrate::Registry(store()); }
    /// All that is stored, in a form in which every write shows; empty where nothing is.
    std::string image() const { return folder_.bytes(); }
    /// Statements of somebody else.
    bool execute(const std::string& statements) const {
        auto sql = migrate::open_sqlite_to_write(folder_.file(), folder_.file());
        return sql && (*sql)->run(statements);
    }
    /// Bytes as a literal.
    static std::string bytes(const std::string& hex) { return "x'" + hex + "'"; }
    const StateFolder& folder() const { return folder_; }

private:
    StateFolder folder_;
};

class OnPostgres {
public:
    explicit OnPostgres(const PostgresServer& server = PostgresServer::shared(), std::string schema = "")
        : server_(server), schema_(std::move(schema)) {
        static int count = 0;
        if (schema_.empty()) schema_ = "Test " + std::to_string(getpid()) + "." + std::to_string(++count);
    }
    ~OnPostgres() {
        if (!server_.missing().empty()) return;
        execute("DROP SCHEMA IF EXISTS " + migrate::quoted_identifier(schema_) + " CASCADE");
    }
    OnPostgres(const OnPostgres&) = delete;
    OnPostgres& operator=(const OnPostgres&) = delete;

    bool missing() const {
        if (!server_.missing().empty()) std::cout << "SKIPPED: " << server_.missing() << "\n";
        return !server_.missing().empty();
    }
    std::string url() const {
        std::string encoded;
        for (const char sign : schema_) encoded += sign == ' ' ? std::string("%20") : std::string(1, sign);
        return server_.url() + "?schema=" + encoded;
    }
    const std::string& schema() const { return schema_; }
    std::unique_ptr<migrate::Store> store() const { return std::move(*migrate::postgres_store(url())); }
    migrate::Registry registry() const { return migrate::Registry(store()); }
    std::unique_ptr<migrate::Sql> connect() const {
        auto sql = migrate::connect_postgres(*migrate::postgres_address(url()), "somebody else");
        return sql ? std::move(*sql) : nullptr;
    }
    /// Every row with its version.
    std::string image() const {
        std::string text;
        auto sql = connect();
        const auto transaction = migrate::Transaction::begin(*sql, false);
        for (const char* table : {"meta", "production", "content", "entry", "revision", "change", "intent"}) {
            auto rows = sql->prepare("SELECT xmin::text || ' ' || ctid::text || ' ' || t::text FROM " +
                                     std::string(table) + " t ORDER BY ctid");
            for (auto row = (*rows)->step(); row && *row; row = (*rows)->step()) {
                text += std::string(table) + " " + std::string((*rows)->text(0)) + "\n";
            }
        }
        return text;
    }
    bool execute(const std::string& statements) const {
        auto sql = connect();
        auto transaction = migrate::Transaction::begin(*sql, true);
        return transaction && sql->run(statements) && transaction->commit();
    }
    static std::string bytes(const std::string& hex) { return "'\\x" + hex + "'::bytea"; }

private:
    const PostgresServer& server_;
    std::string schema_;
};

}  // namespace millwright::test
