// Where a production is deployed that does not live in a registry: an engine, or a file. It holds part of the model; what
// was done there is written down in a registry beside it, its record.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/production.h"
#include "graph/result.h"
#include "migrate/diff.h"
#include "migrate/store.h"

namespace millwright::migrate {

/// What a target has of one production.
struct Live {
    bool there = false;               ///< false: it has no such production yet
    std::optional<std::string> text;  ///< the document that it stands in, if there is one
    Production production;            ///< with values in clear text, as the target has them
};

/// A target is read without a lock and changed under one. What it reads back after a change must be, in canonical form,
/// what was wanted; whoever changes it sees to that.
class Target {
public:
    virtual ~Target() = default;

    /// As the user wrote it: "file:src/Demo/Production.cls".
    virtual const std::string& url() const = 0;
    /// How diagnostics name it: a path, say.
    virtual std::string place() const = 0;
    /// "the file is edited; no engine is contacted", where a plan is shown.
    virtual std::string_view before_words() const = 0;
    /// What is so after an apply, and what is left to do.
    virtual std::string_view after_words() const = 0;

    /// What runs the production that it holds.
    virtual Engine engine() const = 0;

    virtual Result<Live> read(std::string_view production) const = 0;
    /// The same of a document that would be there.
    virtual Result<Live> understood(std::string text, std::string_view production) const = 0;
    /// Names of the productions that it has, sorted.
    virtual Result<std::vector<std::string>> productions() const = 0;

    /// Why it cannot hold such a setting or item, in words for somebody who must decide what to do instead; "" where it can.
    virtual std::string cannot_hold(const Setting& setting) const = 0;
    virtual std::string cannot_hold(const Item& item) const = 0;

    virtual Result<std::unique_ptr<HeldLock>> lock(const Who& who, std::uint32_t timeout_ms) = 0;
    /// Who holds the lock now, as the holder wrote it.
    virtual std::optional<std::string> holder() const = 0;

    /// The document with `wanted` in it in place of what is there. Nothing is touched.
    virtual Result<std::string> edited(const Live& live, const Production& wanted) const = 0;
    /// The folder that every apply puts a backup into; "" where it has none.
    virtual std::string backup_folder() const = 0;
    /// The name of the document in a backup.
    virtual std::string document_name() const = 0;
    /// Puts the document there, whole or not at all. Refuses (deployed_moved) when what is there is no longer `live`.
    virtual Result<bool> write(const Live& live, const std::string& text) = 0;
    /// Puts back what was there, where `text` was written over it.
    virtual Result<bool> restore(const Live& live, const std::string& text) = 0;
};

}  // namespace millwright::migrate
