#include "migrate/postgres_store.h"

#include <time.h>

#include <algorithm>
#include <array>

#include "graph/utf8.h"
#include "migrate/fault_point.h"
#include "migrate/postgres.h"
#include "migrate/postgres_errors.h"
#include "migrate/registry.h"

namespace millwright::migrate {
namespace {

constexpr std::uint32_t poll_ms = 50;
constexpr int looks_for_holder = 10;
constexpr std::uint32_t patience_ms = 30'000;  // for a server to come back, and for an old backend of ours to end

/// The first half of the lock's key, "MWrt"; the second is of the schema.
constexpr std::uint32_t lock_class = 0x4D577274;
constexpr std::string_view program = "millwright ";

/// In the order in which rows may be copied.
constexpr std::array<std::string_view, 7> tables{"meta",     "production", "content", "entry",
                                                 "revision", "change",     "intent"};

void sleep_ms(std::uint32_t milliseconds) {
    struct timespec time {};
    time.tv_nsec = static_cast<long>(milliseconds) * 1'000'000;
    nanosleep(&time, nullptr);
}

/// A connection of ours outside a transaction that writes; also what connect_postgres falls back to.
constexpr std::string_view nameless = "millwright";

/// "millwright 123 ann@desk": what others see of the holder. The server keeps 63 bytes of ASCII.
std::string application_name(const Who& who) {
    constexpr std::size_t most = 63;
    std::string name = std::string(program) + std::to_string(who.pid) + " " + who.user + "@" + who.host;
    for (char& sign : name) {
        if (sign < ' ' || sign > '~' || sign == '\'' || sign == '\\') sign = '?';
    }
    return name.substr(0, most);
}

/// "ann@desk, process 123" of what application_name made; anything else as it is.
std::string holder_words(std::string_view application) {
    const std::string_view rest = application.starts_with(program) ? application.substr(program.size()) : "";
    const std::size_t space = rest.find(' ');
    if (space == std::string_view::npos || space == 0) {
        return application.empty() ? "somebody" : "the program " + in_quotes(application);
    }
    return printable(rest.substr(space + 1)) + ", process " + printable(rest.substr(0, space));
}

class PostgresStore final : public Store {
public:
    explicit PostgresStore(PostgresAddress address) : address_(std::move(address)) {}

    const std::string& url() const override { return address_.shown; }
    std::string place() const override { return address_.shown; }

    Result<OpenStore> open_to_read() const override {
        auto sql = connect(std::string(nameless));
        if (!sql) return tl::unexpected<Failure>(std::move(sql.error()));
        return OpenStore::begin(std::move(*sql), false);
    }

    Result<OpenStore> open_to_write(const Who& who, std::uint32_t timeout_ms) override {
        auto sql = connect(application_name(who));
        if (!sql) return tl::unexpected<Failure>(std::move(sql.error()));
        auto opened = lock(std::move(*sql), timeout_ms);
        for (int look = 0; opened && !opened->transaction; ++look) {
            const auto by = holder();
            if (by || look == looks_for_holder) return held(by);
            opened = lock(std::move(opened->sql), 0);  // whoever held it has ended meanwhile
        }
        if (!opened) return opened;
        fault_point("locked");
        auto made = make_schema(*opened->sql);
        if (!made) return tl::unexpected<Failure>(std::move(made.error()));
        return opened;
    }

    Result<OpenStore> open_when_settled(const Who& who) const override {
        std::uint32_t waited = 0;
        auto sql = connect(application_name(who));
        for (; !sql && waited < patience_ms; waited += poll_ms * 5) {
            sleep_ms(poll_ms * 5);
            sql = connect(application_name(who));
        }
        if (!sql) return tl::unexpected<Failure>(std::move(sql.error()));
        auto opened = lock(std::move(*sql), patience_ms);
        if (opened && !opened->transaction) return held(holder());
        return opened;
    }

    Result<StoreHeader> header(Sql& sql) const override {
        auto there = tables_there(sql);
        if (!there) return tl::unexpected<Failure>(std::move(there.error()));
        if (*there == 0) return StoreHeader{true, 0};
        auto format = *there == tables.size() ? number(sql, "SELECT format FROM meta", {}) : std::uint64_t{0};
        if (!format) return tl::unexpected<Failure>(std::move(format.error()));
        if (*format == 0) {
            return fail_in_file(
                FailureKind::environment, Code::state_damaged, place(),
                "the schema " + in_quotes(address_.schema) + " is not a state of Millwright, or not whole",
                "choose another with ?schema=NAME, or restore it from a backup");
        }
        return StoreHeader{false, *format};
    }

    /// Its own table says what it is.
    Result<bool> mark(Sql&, std::uint64_t) override { return true; }

    /// Another schema, in the same transaction. One that is there already is left alone.
    Result<std::string> back_up(Sql& sql, std::uint64_t format) override {
        const std::string base = address_.schema + "_format_" + std::to_string(format);
        std::string name = base;
        for (int copy = 2;; ++copy) {
            auto taken = schema_exists(sql, name);
            if (!taken) return tl::unexpected<Failure>(std::move(taken.error()));
            if (!*taken) break;
            name = base + "_" + std::to_string(copy);
        }
        std::string statements = "CREATE SCHEMA " + quoted_identifier(name) + ";";
        for (const std::string_view table : tables) {
            const std::string from = quoted_identifier(address_.schema) + "." + std::string(table);
            const std::string to = quoted_identifier(name) + "." + std::string(table);
            statements += "CREATE TABLE " + to + "(LIKE " + from + " INCLUDING ALL);";
            statements += "INSERT INTO " + to + " SELECT * FROM " + from + ";";
        }
        if (auto copied = sql.run(statements); !copied) return tl::unexpected<Failure>(std::move(copied.error()));
        return "schema " + name;
    }

    /// The server looks after its own pages; what is read is checked against its digests.
    Result<bool> check() const override { return true; }

    std::optional<std::string> holder() const override {
        auto sql = connect(std::string(nameless));
        if (!sql) return std::nullopt;
        auto statement = (*sql)->prepare(
            "SELECT a.application_name, pg_catalog.host(a.client_addr), "
            "to_char(a.xact_start AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') "
            "FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid=l.pid "
            "WHERE l.locktype='advisory' AND l.granted AND l.classid::bigint=? AND l.objid::bigint=? AND l.objsubid=2 "
            "AND l.database=(SELECT oid FROM pg_catalog.pg_database WHERE datname=pg_catalog.current_database())");
        if (!statement) return std::nullopt;
        (*statement)->bind(1, std::uint64_t{lock_class});
        (*statement)->bind(2, std::uint64_t{schema_key()});
        auto row = (*statement)->step();
        if (!row || !*row) return std::nullopt;
        // A transaction that has ended gives its name back: the lock went while we looked.
        if ((*statement)->text(0) == nameless) return std::nullopt;
        // Address and time are shown only to those who may see them.
        std::string words = holder_words((*statement)->text(0));
        if (!(*statement)->is_null(2)) words += ", since " + printable((*statement)->text(2));
        if (!(*statement)->is_null(1)) words += ", from " + printable((*statement)->text(1));
        return words;
    }

private:
    Result<std::unique_ptr<Sql>> connect(const std::string& name) const { return connect_postgres(address_, name); }

    std::uint32_t schema_key() const {
        const Digest digest = sha256(address_.schema);
        std::uint32_t key = 0;
        for (std::size_t i = 0; i < 4; ++i) key = key << 8U | digest.bytes[i];
        return key;
    }

    /// A transaction that holds the lock; without a transaction when somebody else holds it to the end. Each try is a
    /// transaction of its own, so that who waits keeps nothing.
    Result<OpenStore> lock(std::unique_ptr<Sql> sql, std::uint32_t timeout_ms) const {
        auto opened = OpenStore::begin(std::move(sql), true);
        if (!opened) return opened;
        std::uint32_t waited = 0;
        while (true) {
            auto got = try_lock(*opened->sql);
            if (!got) return tl::unexpected<Failure>(std::move(got.error()));
            if (*got) return opened;
            opened->transaction.reset();
            if (waited >= timeout_ms) return opened;
            sleep_ms(poll_ms);
            waited += poll_ms;
            auto again = Transaction::begin(*opened->sql, true);
            if (!again) return tl::unexpected<Failure>(std::move(again.error()));
            opened->transaction.emplace(std::move(*again));
        }
    }

    Result<bool> try_lock(Sql& sql) const {
        const auto key = [](std::uint32_t half) { return std::to_string(static_cast<std::int32_t>(half)); };
        auto got = number(
            sql, "SELECT pg_catalog.pg_try_advisory_xact_lock(" + key(lock_class) + ", " + key(schema_key()) + ")", {});
        if (!got) return tl::unexpected<Failure>(std::move(got.error()));
        return *got != 0;
    }

    tl::unexpected<Failure> held(const std::optional<std::string>& by) const {
        return fail_in_file(FailureKind::refused, Code::lock_held, place(),
                            "another apply holds the lock: " + by.value_or(std::string(unnamed_holder)),
                            "nothing was done; wait for it to end, or wait longer with --lock-timeout");
    }

    /// The first number of the first row, or 0; `text` is the one parameter.
    static Result<std::uint64_t> number(Sql& sql, std::string_view query, std::optional<std::string_view> text) {
        auto statement = sql.prepare(query);
        if (!statement) return tl::unexpected<Failure>(std::move(statement.error()));
        if (text) (*statement)->bind_text(1, *text);
        auto row = (*statement)->step();
        if (!row) return tl::unexpected<Failure>(std::move(row.error()));
        return *row ? (*statement)->number(0) : 0;
    }

    static Result<bool> schema_exists(Sql& sql, std::string_view name) {
        auto found = number(sql, "SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname=?", name);
        if (!found) return tl::unexpected<Failure>(std::move(found.error()));
        return *found != 0;
    }

    /// Creating one needs a right that nobody needs who has a schema already.
    Result<bool> make_schema(Sql& sql) const {
        auto exists = schema_exists(sql, address_.schema);
        if (!exists || *exists) return exists;
        return sql.run("CREATE SCHEMA " + quoted_identifier(address_.schema));
    }

    /// How many of our tables the schema has; a number that is none when it has only others.
    Result<std::size_t> tables_there(Sql& sql) const {
        auto statement = sql.prepare(
            "SELECT c.relname::text, pg_catalog.has_schema_privilege(n.oid, 'USAGE') FROM pg_catalog.pg_class c JOIN "
            "pg_catalog.pg_namespace n ON n.oid=c.relnamespace "
            "WHERE n.nspname=? AND c.relkind IN ('r', 'p', 'v', 'm', 'f')");
        if (!statement) return tl::unexpected<Failure>(std::move(statement.error()));
        (*statement)->bind_text(1, address_.schema);
        std::size_t ours = 0;
        bool others = false;
        while (true) {
            auto row = (*statement)->step();
            if (!row) return tl::unexpected<Failure>(std::move(row.error()));
            if (!*row) break;
            const std::string_view name = (*statement)->text(0);
            // Without this right the tables would seem not to exist.
            if ((*statement)->number(1) == 0) {
                return fail_in_file(
                    FailureKind::environment, Code::server_error, place(),
                    "a right is missing: to use the schema " + in_quotes(address_.schema),
                    "nothing was done; as its owner: GRANT USAGE ON SCHEMA ... TO ...; and SELECT on its "
                    "tables");
            }
            const bool is_ours = std::find(tables.begin(), tables.end(), name) != tables.end();
            ours += is_ours ? 1 : 0;
            others = others || !is_ours;
        }
        return ours == 0 && others ? tables.size() + 1 : ours;
    }

    PostgresAddress address_;
};

}  // namespace

Result<std::unique_ptr<Store>> postgres_store(std::string_view url) {
    auto address = postgres_address(url);
    if (!address) return tl::unexpected<Failure>(std::move(address.error()));
    return std::make_unique<PostgresStore>(std::move(*address));
}

}  // namespace millwright::migrate
