// Where a registry lives: how it is opened, locked and checked. One implementation for each kind of store.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "graph/result.h"
#include "migrate/sql.h"

namespace millwright::migrate {

struct Who;

/// The lock that lets one apply at a time; given back when it goes away, also by a kill.
class HeldLock {
public:
    virtual ~HeldLock() = default;
};

/// What a store's own header says, before anything else is believed.
struct StoreHeader {
    bool empty = false;  ///< there is nothing in it yet
    std::uint64_t format = 0;
};

class Store {
public:
    virtual ~Store() = default;

    virtual const std::string& url() const = 0;
    /// How its diagnostics name it: a path, say.
    virtual std::string place() const = 0;
    /// Without creating or writing anything; nullptr where there is no store.
    virtual Result<std::unique_ptr<Sql>> open_to_read() const = 0;
    /// Creates what is missing. Only under the lock.
    virtual Result<std::unique_ptr<Sql>> open_to_write() = 0;
    virtual Result<StoreHeader> header(Sql& sql) const = 0;
    /// Marks the store as one of ours, of this format; inside a transaction.
    virtual Result<bool> mark(Sql& sql, std::uint64_t format) = 0;
    /// Copies the store as it is, durably, before it is upgraded from `format`; gives the copy's name. A copy that is there
    /// already is replaced. Only under the lock and outside a transaction.
    virtual Result<std::string> back_up(Sql& sql, std::uint64_t format) = 0;
    /// Reads the whole store for damage.
    virtual Result<bool> check() const = 0;
    virtual Result<std::unique_ptr<HeldLock>> lock(const Who& who, std::uint32_t timeout_ms) = 0;
    /// Who holds the lock now, as the holder wrote it; nothing when nobody does.
    virtual std::optional<std::string> holder() const = 0;
};

}  // namespace millwright::migrate
