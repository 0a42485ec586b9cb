// The small part of SQL that a registry is written in: connections, statements, transactions. Each kind of store
// implements it once.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "graph/digest.h"
#include "graph/result.h"

namespace millwright::migrate {

/// A prepared statement. Parameters and columns count from 1 and from 0, as SQL does. What a column gives is valid until
/// the next step or reset.
class Statement {
public:
    virtual ~Statement() = default;

    virtual void bind(int parameter, std::uint64_t number) = 0;
    virtual void bind_text(int parameter, std::string_view text) = 0;
    virtual void bind_bytes(int parameter, std::string_view bytes) = 0;
    virtual void bind_null(int parameter) = 0;
    void bind(int parameter, const Digest& digest) {
        bind_bytes(parameter, {reinterpret_cast<const char*>(digest.bytes.data()), digest.bytes.size()});
    }

    /// True: there is a row. False: the statement is done.
    virtual Result<bool> step() = 0;
    virtual void reset() = 0;

    virtual std::uint64_t number(int column) const = 0;
    /// Text or bytes; empty for null.
    virtual std::string_view text(int column) const = 0;
    virtual bool is_null(int column) const = 0;
};

/// A connection. Failures are of kind environment and say what to do.
class Sql {
public:
    virtual ~Sql() = default;

    /// Runs statements that give nothing back.
    virtual Result<bool> run(std::string_view statements) = 0;
    virtual Result<std::unique_ptr<Statement>> prepare(std::string_view statement) = 0;
    /// Starts a transaction; one that will write takes its lock at once.
    virtual Result<bool> begin(bool will_write) = 0;
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
