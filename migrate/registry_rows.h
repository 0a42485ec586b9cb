// The rows of a registry: its schema with the steps that bring an older one up to it, and reading them with every digest
// checked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/result.h"
#include "migrate/canonical.h"
#include "migrate/registry.h"
#include "migrate/sql.h"
#include "migrate/store.h"

namespace millwright::migrate {

/// The format that this version writes.
inline constexpr std::uint64_t registry_format = 2;

/// A step from one format to the next, made under the lock before anything else is written.
struct Upgrade {
    std::uint64_t to;
    std::string_view message;
    std::string_view statements;
};

struct MetaRow {
    std::string identity;
    DigestKey digest_key;
    std::uint64_t format = registry_format;  ///< of the store as it is
};

struct ProductionRow {
    std::uint64_t id = 0;
    std::uint64_t revision = 0;
    Digest fingerprint;
};

/// "damaged: WHAT", with what to do about it.
tl::unexpected<Failure> damaged(const Store& store, const std::string& what);

/// Nothing for a store without content. Refuses (state_newer) what a newer version wrote.
Result<std::optional<MetaRow>> read_meta(const Store& store, Sql& sql);
/// Creates or upgrades the tables, inside the caller's transaction.
Result<bool> prepare_tables(Store& store, Sql& sql, const MetaRow& meta);

Result<std::optional<ProductionRow>> find_production(const Store& store, Sql& sql, std::string_view name);
/// Keys and hashes; with the digests that they must have, those of the revision that is deployed.
Result<CanonicalForm> read_entries(const Store& store, Sql& sql, std::uint64_t production, const Revision& revision,
                                   const DigestKey& key);
/// The body of a digest, checked against it; `statement` is one of `body_query`.
inline constexpr std::string_view body_query = "SELECT body FROM content WHERE hash=?";
Result<std::string> read_body(const Store& store, Statement& statement, const Digest& hash);
/// Fills the bodies of these entries of `form`.
Result<bool> read_bodies(const Store& store, Sql& sql, CanonicalForm& form, const std::vector<std::size_t>& entries);

/// Oldest first, the chain verified from the store's identity on.
Result<std::vector<Revision>> read_history(const Store& store, Sql& sql, const MetaRow& meta, std::uint64_t production,
                                           const ProductionRow& now);
/// What the next revision's row says of this one, or the first row of the store itself.
Digest digest_of(const Revision& revision, const Digest& previous);
Digest digest_of(const MetaRow& meta);
/// The last revision's row and what the next one must say of it.
struct LastRevision {
    std::optional<Revision> revision;
    Digest digest;
};
Result<LastRevision> read_last_revision(const Store& store, Sql& sql, const MetaRow& meta, std::uint64_t production,
                                        const ProductionRow& now);

}  // namespace millwright::migrate
