#include "migrate/sqlite.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <climits>
#include <optional>

#include "graph/utf8.h"

namespace millwright::migrate {
namespace {

constexpr int wait_ms = 10'000;  // for another connection that reads or commits

/// What a result code of SQLite means to the user.
struct Meaning {
    int code;
    Code diagnostic;
    std::string_view message;
    std::string_view hint;
};

constexpr std::string_view damaged_hint =
    "nothing was changed and the file is never deleted: restore it from a backup, or move it aside to start anew";
constexpr std::string_view unwritable_hint =
    "the revision before is whole; make room or give write permission, then try again";

constexpr std::array<Meaning, 13> meanings{{
    {SQLITE_FULL, Code::state_unwritable, "the disk is full", unwritable_hint},
    {SQLITE_READONLY, Code::state_unwritable, "the file or its folder cannot be written", unwritable_hint},
    {SQLITE_PERM, Code::state_unwritable, "the file cannot be written", unwritable_hint},
    {SQLITE_CANTOPEN, Code::state_unwritable, "the file or its journal cannot be opened", unwritable_hint},
    {SQLITE_IOERR, Code::state_unwritable, "the disk reports an error", unwritable_hint},
    {SQLITE_BUSY, Code::state_unwritable, "another program keeps the file locked", "end that program, then try again"},
    {SQLITE_LOCKED, Code::state_unwritable, "another program keeps the file locked",
     "end that program, then try again"},
    {SQLITE_PROTOCOL, Code::state_unwritable, "the file cannot be locked", "use a local disk"},
    {SQLITE_NOMEM, Code::cannot_read, "there is not enough memory", "free some, then try again"},
    {SQLITE_CORRUPT, Code::state_damaged, "the file is damaged", damaged_hint},
    {SQLITE_NOTADB, Code::state_damaged, "the file is not a database", damaged_hint},
    {SQLITE_FORMAT, Code::state_damaged, "the file is not a database", damaged_hint},
    {SQLITE_MISMATCH, Code::state_damaged, "the file is damaged", damaged_hint},
}};

tl::unexpected<Failure> failure_of(sqlite3* database, int code, const std::string& shown) {
    const int extended = database != nullptr ? sqlite3_extended_errcode(database) : code;
    std::string details = database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code);
    details += " (SQLite " + std::to_string(extended) + ")";
    for (const Meaning& meaning : meanings) {
        if (meaning.code != (code & 0xFF)) continue;
        return fail_in_file(FailureKind::environment, meaning.diagnostic, shown,
                            std::string(meaning.message) + ": " + printable(details), std::string(meaning.hint));
    }
    // Whatever else SQLite says of well-formed statements comes from a schema that is not what it claims to be.
    return fail_in_file(FailureKind::environment, Code::state_damaged, shown,
                        "the file is not what this version of Millwright writes: " + printable(details),
                        std::string(damaged_hint));
}

class SqliteStatement final : public Statement {
public:
    SqliteStatement(sqlite3* database, sqlite3_stmt* statement, const std::string& shown)
        : database_(database), statement_(statement), shown_(shown) {}
    ~SqliteStatement() override { sqlite3_finalize(statement_); }
    SqliteStatement(const SqliteStatement&) = delete;
    SqliteStatement& operator=(const SqliteStatement&) = delete;

    void bind(int parameter, std::uint64_t number) override {
        sqlite3_bind_int64(statement_, parameter, static_cast<sqlite3_int64>(number));
    }
    void bind_text(int parameter, std::string_view text) override {
        sqlite3_bind_text64(statement_, parameter, text.data() != nullptr ? text.data() : "", text.size(),
                            SQLITE_TRANSIENT, SQLITE_UTF8);
    }
    void bind_bytes(int parameter, std::string_view bytes) override {
        sqlite3_bind_blob64(statement_, parameter, bytes.data(), bytes.size(), SQLITE_TRANSIENT);
    }
    void bind_null(int parameter) override { sqlite3_bind_null(statement_, parameter); }

    void bind_texts(int parameter, std::vector<std::string_view> values) override {
        each_ = Each{parameter, true, std::move(values), 0};
    }
    void bind_bytes_each(int parameter, std::vector<std::string_view> values) override {
        each_ = Each{parameter, false, std::move(values), 0};
    }

    /// Where a parameter has many values, the statement is run for each.
    Result<bool> step() override {
        if (each_ && each_->next == 0 && !bind_next()) return false;
        while (true) {
            const int code = sqlite3_step(statement_);
            if (code == SQLITE_ROW) return true;
            if (code != SQLITE_DONE) return failure_of(database_, code, shown_);
            if (!each_ || !bind_next()) return false;
        }
    }
    void reset() override {
        sqlite3_reset(statement_);
        if (each_) each_->next = 0;
    }

    std::uint64_t number(int column) const override {
        return static_cast<std::uint64_t>(sqlite3_column_int64(statement_, column));
    }
    std::string_view text(int column) const override {
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
        const int size = sqlite3_column_bytes(statement_, column);
        return bytes == nullptr ? std::string_view() : std::string_view(bytes, static_cast<std::size_t>(size));
    }
    bool is_null(int column) const override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

private:
    struct Each {
        int parameter;
        bool text;
        std::vector<std::string_view> values;
        std::size_t next;
    };

    bool bind_next() {
        if (each_->next >= each_->values.size()) return false;
        const std::string_view value = each_->values[each_->next++];
        sqlite3_reset(statement_);
        // They stay valid, so they are not copied; a null pointer would be NULL.
        const char* data = value.data() != nullptr ? value.data() : "";
        if (each_->text)
            sqlite3_bind_text64(statement_, each_->parameter, data, value.size(), SQLITE_STATIC, SQLITE_UTF8);
        else
            sqlite3_bind_blob64(statement_, each_->parameter, data, value.size(), SQLITE_STATIC);
        return true;
    }

    sqlite3* database_;
    sqlite3_stmt* statement_;
    const std::string& shown_;
    std::optional<Each> each_;
};

/// One INSERT for all rows.
class SqliteRowWriter final : public RowWriter {
public:
    SqliteRowWriter(sqlite3* database, sqlite3_stmt* insert, const std::string& shown)
        : database_(database), insert_(insert), shown_(shown) {}
    ~SqliteRowWriter() override { sqlite3_finalize(insert_); }
    SqliteRowWriter(const SqliteRowWriter&) = delete;
    SqliteRowWriter& operator=(const SqliteRowWriter&) = delete;

    void number(std::uint64_t number) override {
        sqlite3_bind_int64(insert_, ++column_, static_cast<sqlite3_int64>(number));
    }
    void text(std::string_view text) override {
        sqlite3_bind_text64(insert_, ++column_, text.data() != nullptr ? text.data() : "", text.size(), SQLITE_STATIC,
                            SQLITE_UTF8);
    }
    void bytes(std::string_view bytes) override {
        sqlite3_bind_blob64(insert_, ++column_, bytes.data() != nullptr ? bytes.data() : "", bytes.size(),
                            SQLITE_STATIC);
    }
    void null() override { sqlite3_bind_null(insert_, ++column_); }
    Result<bool> end_row() override {
        column_ = 0;
        const int code = sqlite3_step(insert_);
        if (code != SQLITE_DONE) return failure_of(database_, code, shown_);
        sqlite3_reset(insert_);
        return true;
    }
    Result<bool> finish() override { return true; }

private:
    sqlite3* database_;
    sqlite3_stmt* insert_;
    const std::string& shown_;
    int column_ = 0;
};

/// "= ANY(?)" is one value after the other here.
std::string one_at_a_time(std::string_view statement) {
    constexpr std::string_view any = "= ANY(?)";
    std::string text(statement);
    const std::size_t at = text.find(any);
    if (at != std::string::npos) text.replace(at, any.size(), "=?");
    return text;
}

class SqliteConnection final : public Sql {
public:
    SqliteConnection(sqlite3* database, std::string shown) : database_(database), shown_(std::move(shown)) {}
    ~SqliteConnection() override { sqlite3_close_v2(database_); }
    SqliteConnection(const SqliteConnection&) = delete;
    SqliteConnection& operator=(const SqliteConnection&) = delete;

    Result<bool> run(std::string_view statements) override {
        const int code = sqlite3_exec(database_, std::string(statements).c_str(), nullptr, nullptr, nullptr);
        if (code != SQLITE_OK) return failure_of(database_, code, shown_);
        return true;
    }
    Result<std::unique_ptr<Statement>> prepare(std::string_view statement) override {
        auto prepared = compile(one_at_a_time(statement));
        if (!prepared) return tl::unexpected<Failure>(std::move(prepared.error()));
        return std::make_unique<SqliteStatement>(database_, *prepared, shown_);
    }
    Result<std::unique_ptr<RowWriter>> write_rows(std::string_view table, std::string_view columns) override {
        std::string values = "?";
        for (const char sign : columns) values += sign == ',' ? ",?" : "";
        auto prepared =
            compile("INSERT INTO " + std::string(table) + "(" + std::string(columns) + ") VALUES(" + values + ")");
        if (!prepared) return tl::unexpected<Failure>(std::move(prepared.error()));
        return std::make_unique<SqliteRowWriter>(database_, *prepared, shown_);
    }
    Result<bool> begin(bool will_write) override { return run(will_write ? "BEGIN IMMEDIATE" : "BEGIN"); }
    Result<bool> commit() override { return run("COMMIT"); }
    void rollback() override {
        // An error inside a transaction may have rolled it back already.
        if (sqlite3_get_autocommit(database_) == 0) sqlite3_exec(database_, "ROLLBACK", nullptr, nullptr, nullptr);
    }
    sqlite3* database() const { return database_; }

private:
    Result<sqlite3_stmt*> compile(const std::string& statement) {
        sqlite3_stmt* prepared = nullptr;
        const int code = sqlite3_prepare_v3(database_, statement.c_str(), static_cast<int>(statement.size()),
                                            SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
        if (code != SQLITE_OK) return failure_of(database_, code, shown_);
        return prepared;
    }

    sqlite3* database_;
    std::string shown_;
};

/// SQLite takes ":memory:" and "" for other things than files.
std::string unmistakable(const std::string& path) {
    return path.starts_with('/') ? path : "./" + path;
}

Result<std::unique_ptr<SqliteConnection>> open(const std::string& path, const std::string& shown, int flags) {
    sqlite3* database = nullptr;
    const int code = sqlite3_open_v2(unmistakable(path).c_str(), &database, flags | SQLITE_OPEN_EXRESCODE, nullptr);
    auto connection = std::make_unique<SqliteConnection>(database, shown);
    if (code != SQLITE_OK) return failure_of(database, code, shown);
    return connection;
}

constexpr std::string_view reading =
    "PRAGMA query_only=1; PRAGMA cell_size_check=1; SELECT count(*) FROM sqlite_schema";
constexpr std::string_view writing =
    "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA; PRAGMA foreign_keys=1; PRAGMA cell_size_check=1; "
    // KiB: with the two megabytes that are usual, pages of a large apply are written and read again and again.
    "PRAGMA cache_size=-262144";

Result<bool> prepare_connection(SqliteConnection& connection, std::string_view statements) {
    sqlite3_busy_timeout(connection.database(), wait_ms);
    sqlite3_db_config(connection.database(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(connection.database(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    return connection.run(statements);
}

}  // namespace

Result<std::unique_ptr<Sql>> open_sqlite_to_read(const std::string& path, const std::string& shown,
                                                 bool* needs_recovery) {
    *needs_recovery = false;
    auto connection = open(path, shown, SQLITE_OPEN_READONLY);
    if (!connection) return tl::unexpected<Failure>(std::move(connection.error()));
    auto ready = prepare_connection(**connection, reading);
    if (!ready) {
        // Recovering would write. In a folder that cannot be written SQLite says "cannot open" or "read-only".
        const int extended = sqlite3_extended_errcode((*connection)->database());
        *needs_recovery = (extended & 0xFF) == SQLITE_READONLY;
        return tl::unexpected<Failure>(std::move(ready.error()));
    }
    return std::unique_ptr<Sql>(std::move(*connection));
}

Result<std::unique_ptr<Sql>> open_sqlite_bytes(std::string_view bytes, const std::string& shown) {
    sqlite3* database = nullptr;
    const int code = sqlite3_open_v2(":memory:", &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, nullptr);
    auto connection = std::make_unique<SqliteConnection>(database, shown);
    if (code != SQLITE_OK) return failure_of(database, code, shown);
    auto* copy = static_cast<unsigned char*>(sqlite3_malloc64(bytes.size() + 1));
    if (copy == nullptr) return failure_of(nullptr, SQLITE_NOMEM, shown);
    std::copy(bytes.begin(), bytes.end(), copy);
    const auto size = static_cast<sqlite3_int64>(bytes.size());
    const int taken = sqlite3_deserialize(database, "main", copy, size, size + 1,
                                          SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY);
    if (taken != SQLITE_OK) return failure_of(database, taken, shown);
    auto ready = prepare_connection(*connection, reading);
    if (!ready) return tl::unexpected<Failure>(std::move(ready.error()));
    return std::unique_ptr<Sql>(std::move(connection));
}

Result<std::unique_ptr<Sql>> open_sqlite_to_write(const std::string& path, const std::string& shown) {
    auto connection = open(path, shown, SQLITE_OPEN_READWRITE);
    if (!connection) return tl::unexpected<Failure>(std::move(connection.error()));
    auto ready = prepare_connection(**connection, writing);
    if (!ready) return tl::unexpected<Failure>(std::move(ready.error()));
    return std::unique_ptr<Sql>(std::move(*connection));
}

Result<std::uint64_t> sqlite_pragma(Sql& sql, const std::string& pragma) {
    auto statement = sql.prepare("PRAGMA " + pragma);
    if (!statement) return tl::unexpected<Failure>(std::move(statement.error()));
    auto row = (*statement)->step();
    if (!row) return tl::unexpected<Failure>(std::move(row.error()));
    return *row ? (*statement)->number(0) : 0;
}

Result<bool> sqlite_quick_check(Sql& sql, const std::string& shown) {
    auto statement = sql.prepare("PRAGMA quick_check(1)");
    if (!statement) return tl::unexpected<Failure>(std::move(statement.error()));
    auto row = (*statement)->step();
    if (!row) return tl::unexpected<Failure>(std::move(row.error()));
    if (*row && (*statement)->text(0) == "ok") return true;
    return fail_in_file(FailureKind::environment, Code::state_damaged, shown,
                        "the file is damaged: " + printable(*row ? (*statement)->text(0) : "no answer"),
                        std::string(damaged_hint));
}

}  // namespace millwright::migrate
