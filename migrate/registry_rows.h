// The rows of a registry: its schema with the steps that bring an older one up to it, and reading them with every digest
// checked.
#pragma once

#include <array>
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
inline constexpr std::uint64_t registry_format = 3;

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
    Digest head;  ///< what seals the last revision; all zero in a store of a format before 3
};

std::string hex_of(const std::array<std::uint8_t, 16>& bytes);
/// "damaged: WHAT", with what to do about it.
tl::unexpected<Failure> damaged(const Store& store, const std::string& what);

/// Nothing for a store without content. Refuses (state_newer) what a newer version wrote.
Result<std::optional<MetaRow>> read_meta(const Store& store, Sql& sql);
/// One unchanging view of a store. There is no `meta` where there is no store or nothing in it.
struct View {
    OpenStore store;
    std::optional<MetaRow> meta;

    Sql& sql() { return *store.sql; }
};
Result<View> view_of(const Store& store, Result<OpenStore> opened);
/// Creates or upgrades the tables, inside the caller's transaction.
Result<bool> prepare_tables(Store& store, Sql& sql, const MetaRow& meta);

Result<std::optional<ProductionRow>> find_production(const Store& store, Sql& sql, const MetaRow& meta,
                                                     std::string_view name);
/// Keys and hashes; with the digests that they must have, those of the revision that is deployed.
Result<CanonicalForm> read_entries(const Store& store, Sql& sql, std::uint64_t production, const Revision& revision,
                                   const DigestKey& key);
/// Fills the bodies of these entries of `form`, each checked against its digest.
Result<bool> read_bodies(const Store& store, Sql& sql, CanonicalForm& form, const std::vector<std::size_t>& entries);

/// Oldest first, the chain verified from the store's identity on to its head, and the rows of changes.
Result<std::vector<Revision>> read_history(const Store& store, Sql& sql, const MetaRow& meta, std::uint64_t production,
                                           const ProductionRow& now);
/// What the next revision's row says of this one (or the production's head, for the last), or the first row of the store
/// itself.
Digest digest_of(const Revision& revision, const Digest& previous);
Digest digest_of(const MetaRow& meta);
/// What a revision's row says of the rows of its changes, sorted by key.
Digest digest_of(const std::vector<RowChange>& changes);
/// The last revision's row and what the next one must say of it.
struct LastRevision {
    std::optional<Revision> revision;
    Digest digest;
};
/// Work that does not grow with anything, unless it has to count what the revision changed: then those rows are verified.
enum class Counts : std::uint8_t { left_out, wanted };
Result<LastRevision> read_last_revision(const Store& store, Sql& sql, const MetaRow& meta, std::uint64_t production,
                                        const ProductionRow& now, Counts counts = Counts::left_out);

/// What an apply left: where its revision stands, and with which fingerprint.
struct FoundApply {
    std::uint64_t revision = 0;
    Digest fingerprint;
};
Result<std::optional<FoundApply>> find_apply(const Store& store, Sql& sql, std::string_view apply_id);

}  // namespace millwright::migrate
