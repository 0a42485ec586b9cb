// Where a registry lives: how it is opened, locked and checked. One implementation for each kind of store.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "graph/result.h"
#include "migrate/sql.h"

namespace millwright::migrate {

struct Who;

/// The lock that lets one apply at a time; given back when it goes away, also by a kill.
class HeldLock {
public:
    virtual ~HeldLock() = default;
};

/// In place of a holder that cannot be named.
constexpr std::string_view unnamed_holder = "holder not known";

/// What a store's own header says, before anything else is believed.
struct StoreHeader {
    bool empty = false;  ///< there is nothing in it yet
    std::uint64_t format = 0;
};

/// A store that is open, with a transaction. It goes away in the order transaction, connection, lock.
struct OpenStore {
    OpenStore() = default;
    OpenStore(OpenStore&&) = default;
    OpenStore& operator=(OpenStore&& other) noexcept;

    std::unique_ptr<HeldLock> lock;  ///< null where the transaction itself holds it, and for reading
    std::unique_ptr<Sql> sql;        ///< null where there is no store
    std::optional<Transaction> transaction;

    /// With a transaction begun on `sql`, which may be null.
    static Result<OpenStore> begin(std::unique_ptr<Sql> sql, bool will_write, std::unique_ptr<HeldLock> lock = nullptr);
};

class Store {
public:
    virtual ~Store() = default;

    virtual const std::string& url() const = 0;
    /// How its diagnostics name it: a path, say.
    virtual std::string place() const = 0;
    /// One unchanging view of it, without creating or writing anything. `sql` is null where there is no store.
    virtual Result<OpenStore> open_to_read() const = 0;
    /// Waits for the lock at most `timeout_ms`, then creates what is missing. A loser's failure (refused, lock_held) names
    /// the holder.
    virtual Result<OpenStore> open_to_write(const Who& who, std::uint32_t timeout_ms) = 0;
    /// To learn what became of an apply of ours after its connection was cut: when nothing of it can be going on any more.
    /// Waits some seconds for the store to come back.
    virtual Result<OpenStore> open_when_settled(const Who& who) const = 0;
    virtual Result<StoreHeader> header(Sql& sql) const = 0;
    /// Marks the store as one of ours, of this format; inside a transaction.
    virtual Result<bool> mark(Sql& sql, std::uint64_t format) = 0;
    /// Copies the store as it was when the transaction of `sql` began, durably, before it is upgraded from `format`; gives
    /// the copy's name. Only under the lock, before anything is written.
    virtual Result<std::string> back_up(Sql& sql, std::uint64_t format) = 0;
    /// Reads the whole store for damage of its own kind, where there is a way.
    virtual Result<bool> check() const = 0;
    /// Who holds the lock now, as the holder wrote it; nothing when nobody does.
    virtual std::optional<std::string> holder() const = 0;
};

}  // namespace millwright::migrate
