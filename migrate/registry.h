// A registry: the store that remembers what was deployed, with its history. Logic over a small SQL interface, so that
// every kind of store passes the same tests.
//
// Storage (format 3), open for others to read:
//   meta(format, canonical, identity, digest_key)
//   production(id, name UNIQUE, revision, fingerprint, head)   head: seals the last revision
//   content(hash PRIMARY KEY, body)                  canonical JSON of one thing; secrets as references or digests
//   entry(production, key, hash)                     what is deployed now
//   revision(production, n, apply_id, at, who, host, tool, plan_digest, fingerprint, prev_digest, secrets, changes)
//                                                    a chain; changes: seals what revision n changed
//   change(production, n, key, old_hash, new_hash)   what revision n changed
//   intent(apply_id, deployment, before_fp, after_fp, plan, state)
// Formats: 1 (2026) the first; 2 (2026) remembers digests of the values of secrets: entries "secret/NAME", which the
// fingerprint leaves out, and revision.secrets, the digest over them; 3 (2026) seals the last revision (production.head) and
// the rows of changes (revision.changes, empty for revisions of older formats).
// This is truth, not a cache: what cannot be read is reported and never deleted.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/result.h"
#include "migrate/canonical.h"
#include "migrate/changes.h"
#include "migrate/plan.h"

namespace millwright::migrate {

class Store;
struct NotStored;
struct Selection;

/// Who applies, told by the caller: migrate has no clock and no environment.
struct Who {
    std::string user;
    std::string host;
    std::uint64_t pid = 0;
    std::string now;   ///< RFC 3339, UTC
    std::string tool;  ///< "millwright 0.1.0"
};

/// Random values that the caller makes for each run, used if the store is created or written.
struct Fresh {
    std::array<std::uint8_t, 16> identity{};
    DigestKey digest_key;
    std::array<std::uint8_t, 16> apply_id{};
};

/// What is deployed under one name. An absent store and an absent production are empty, revision 0.
struct Deployed {
    std::string production;
    bool store_exists = false;
    std::uint64_t revision = 0;
    Digest fingerprint;    ///< all zero for revision 0
    std::string identity;  ///< of the store, hexadecimal; of a store to be created the fresh one
    CanonicalForm form;    ///< bodies not fetched; made with the store's digest key
};

struct Revision {
    std::uint64_t number = 0;
    std::string apply_id;
    std::string at;
    std::string who;
    std::string host;
    std::string tool;
    Digest plan_digest;
    Digest fingerprint;
    Digest secrets;         ///< over the entries of secrets; all zero when there are none
    Digest changes_digest;  ///< over the rows of changes; all zero for a revision of a format before 3
    std::size_t added = 0;  ///< entries
    std::size_t changed = 0;
    std::size_t removed = 0;
};

/// What `status` shows of one production; lock and holder are of the whole store.
struct DeployedStatus {
    bool store_exists = false;
    std::uint64_t format = 0;  ///< of the store; 0 where there is none
    std::string production;
    std::uint64_t revision = 0;
    Digest fingerprint;
    std::optional<Revision> last;
    bool lock_held = false;
    std::string lock_holder;  ///< as the holder wrote it
};

struct ApplyOptions {
    bool allow_destructive = false;
    std::uint32_t lock_timeout_ms = 0;  ///< how long to wait for the lock
    /// Of the plan that somebody saw, where the rows are not the plan's own: a record that follows another deployment.
    std::optional<Digest> plan_digest{};
    std::string intent{};  ///< apply id of an open intent that the revision settles; "" for none
};

struct Applied {
    bool written = false;  ///< false: there was nothing to do and nothing was written
    std::uint64_t revision = 0;
    Digest fingerprint;
    std::uint64_t upgraded_from = 0;  ///< the format that the store had before; 0: it was not upgraded
    std::string backup;               ///< then the copy of the store as it was
};

class Registry {
public:
    explicit Registry(std::unique_ptr<Store> store);
    ~Registry();
    Registry(Registry&&) noexcept;
    Registry& operator=(Registry&&) noexcept;

    /// "sqlite:PATH" as the user wrote it.
    const std::string& url() const;
    /// For what is kept beside the productions: intents.
    Store& store() { return *store_; }
    const Store& store() const { return *store_; }

    /// Creates nothing and writes no byte. Fails with refused (state_newer) or environment (state_damaged, cannot_read,
    /// unsupported_file_system).
    Result<Deployed> read(std::string_view production, const Fresh& fresh) const;

    /// The bodies of the entries that differ from `desired`, read into `deployed.form`, and the production that they make
    /// up: the items (and so on) that differ and no others. Entries' `index` points into it.
    Result<Production> fetch(Deployed& deployed, const CanonicalForm& desired) const;

    /// The whole deployed production, or as of an earlier revision (`revision` 0: now).
    Result<Production> production(std::string_view name, std::uint64_t revision = 0) const;

    /// Everything or nothing. `plan` and `changes` must have been made of this store's state with its digest key. Fails
    /// with refused: destructive_refused, protected_refused, deployed_moved, lock_held; with environment: secret_missing,
    /// state_unwritable, state_damaged, read_back_differs, outcome_unknown. The old revision is then whole. A store of an
    /// older format is copied and upgraded first.
    Result<Applied> apply(const Plan& plan, const RowChanges& changes, const Who& who, const Fresh& fresh,
                          const ApplyOptions& options = {});

    /// Names of the productions in the store, sorted.
    Result<std::vector<std::string>> productions() const;
    Result<DeployedStatus> status(std::string_view production) const;
    /// Oldest first; the chain is verified. Empty for a production that the store does not have.
    Result<std::vector<Revision>> history(std::string_view production) const;

private:
    std::unique_ptr<Store> store_;
};

/// A plan with the forms that it was computed from.
struct Planned {
    Plan plan;
    RowChanges rows;  ///< what an apply changes in `deployed.form`; its views point into the forms
    Deployed deployed;
    CanonicalForm desired;
    Production before;  ///< what differs of the deployed production
    /// Of a deployment that is no registry: what it needs beside the rows.
    std::shared_ptr<const NotStored> not_stored;
};

/// Reads, compares and plans: what a dry run does. `holds` is what the desired side's format can say. A secret that
/// `secrets` has no value of is not compared, and the plan says so.
Result<Planned> plan_migration(const Registry& registry, const Production& desired, Holds holds, const Fresh& fresh,
                               const SecretValues& secrets = {});

/// The same between two productions that were read; no deployment is concerned. `selection`: a part of it (selection.h).
Plan plan_between(const Production& before, Holds before_holds, const Production& after, Holds after_holds,
                  const Selection* selection = nullptr);
/// The same where there is nothing before: the production itself is new.
Plan plan_of_new(const Production& after, Holds holds, const Selection* selection = nullptr);

/// Why a plan may not be applied, or nothing: secrets that were not to be had, protected, unsupported and (without leave)
/// destructive operations, named.
std::optional<Failure> refusal(const Plan& plan, bool allow_destructive);

}  // namespace millwright::migrate
