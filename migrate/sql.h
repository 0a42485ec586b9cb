// The small part of SQL that a registry is written in: connections, statements, rows in bulk, transactions. Each kind of
// store implements it once.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "graph/digest.h"
#include "graph/result.h"

namespace millwright::migrate {

/// The bytes of a digest, as they are stored; valid while the digest is.
inline std::string_view bytes_of(const Digest& digest) {
    return {reinterpret_cast<const char*>(digest.bytes.data()), digest.bytes.size()};
}

/// A prepared statement with parameters "?" or "?1". Parameters and columns count from 1 and from 0, as SQL does. What a
/// column gives is valid until the next step or reset.
class Statement {
public:
    virtual ~Statement() = default;

    virtual void bind(int parameter, std::uint64_t number) = 0;
    virtual void bind_text(int parameter, std::string_view text) = 0;
    virtual void bind_bytes(int parameter, std::string_view bytes) = 0;
    virtual void bind_null(int parameter) = 0;
    void bind(int parameter, const Digest& digest) { bind_bytes(parameter, bytes_of(digest)); }

    /// Values for the one parameter that stands as "column = ANY(?)": the statement acts on the rows of each of them. They
    /// must stay valid until it is done. Rows come in the order of the values when the statement orders them by that column
    /// and the values are sorted bytewise.
    virtual void bind_texts(int parameter, std::vector<std::string_view> values) = 0;
    virtual void bind_bytes_each(int parameter, std::vector<std::string_view> values) = 0;

    /// True: there is a row. False: the statement is done.
    virtual Result<bool> step() = 0;
    virtual void reset() = 0;

    virtual std::uint64_t number(int column) const = 0;
    /// Text or bytes; empty for null.
    virtual std::string_view text(int column) const = 0;
    virtual bool is_null(int column) const = 0;
};

/// Writes new rows of one table, as quickly as the store can; between `write_rows` and `finish` the connection does nothing
/// else. Columns are given in order; what is given need stay valid only until the row ends.
class RowWriter {
public:
    virtual ~RowWriter() = default;

    virtual void number(std::uint64_t number) = 0;
    virtual void text(std::string_view text) = 0;
    virtual void bytes(std::string_view bytes) = 0;
    virtual void null() = 0;
    void digest(const Digest& digest) { bytes(bytes_of(digest)); }

    virtual Result<bool> end_row() = 0;
    /// The rows are there only after this.
    virtual Result<bool> finish() = 0;
};

/// A connection. Failures are of kind environment and say what to do.
class Sql {
public:
    virtual ~Sql() = default;

    /// Runs statements that give nothing back.
    virtual Result<bool> run(std::string_view statements) = 0;
    /// Runs statements that define tables, written in SQLite's words.
    virtual Result<bool> define(std::string_view statements) { return run(statements); }
    virtual Result<std::unique_ptr<Statement>> prepare(std::string_view statement) = 0;
    /// `columns` as INSERT has them: "production, key, hash".
    virtual Result<std::unique_ptr<RowWriter>> write_rows(std::string_view table, std::string_view columns) = 0;
    /// Starts a transaction; one that will write takes what it needs for that at once.
    virtual Result<bool> begin(bool will_write) = 0;
    /// A failure with outcome_unknown: nobody told whether the transaction was committed.
    virtual Result<bool> commit() = 0;
    /// Never fails: what cannot be rolled back ends with the connection.
    virtual void rollback() = 0;
};

/// A transaction that is rolled back unless it was committed. It is open, committed or rolled back; only an open one does
/// anything when it goes away, and that is never a commit.
class Transaction {
public:
    static Result<Transaction> begin(Sql& sql, bool will_write) {
        auto begun = sql.begin(will_write);
        if (!begun) return tl::unexpected<Failure>(std::move(begun.error()));
        return Transaction(sql);
    }
    Transaction(Transaction&& other) noexcept : sql_(other.sql_), state_(other.state_) {
        other.state_ = State::rolled_back;
    }
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction() { rollback(); }

    Result<bool> commit() {
        auto committed = sql_->commit();
        if (committed)
            state_ = State::committed;
        else
            rollback();
        return committed;
    }
    void rollback() {
        if (state_ != State::open) return;
        state_ = State::rolled_back;
        sql_->rollback();
    }

private:
    enum class State { open, committed, rolled_back };

    explicit Transaction(Sql& sql) : sql_(&sql) {}

    Sql* sql_;
    State state_ = State::open;
};

}  // namespace millwright::migrate
