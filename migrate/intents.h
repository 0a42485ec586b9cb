// Intents: what an apply is about to do to a deployment that does not live in its record, committed before anything is
// touched, so that whoever comes after a kill knows what was on its way.
//
// A row of the table `intent`: apply_id; deployment (the production); before_fp and after_fp, the fingerprints of what the
// target holds, so that reading it tells how far the apply came; plan, a JSON document:
//   {format_version, production, identity, base_revision, base_fingerprint, fingerprint, secrets, plan_digest, at, by,
//    host, tool, backup, rows[{key, before, after, body}]}
// with the rows that the revision will have (digests in hexadecimal, null where there is none); and state: "open", "applied",
// "abandoned" (nothing was changed) or "failed" (what was changed was put back).
// Format versions: 1.0 (2026) the first.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/digest.h"
#include "graph/result.h"
#include "migrate/registry.h"
#include "migrate/sql.h"
#include "migrate/store.h"

namespace millwright::migrate {

struct Intent {
    std::string apply_id;  ///< 32 hexadecimal digits
    std::string production;
    Digest before;  ///< of what the target held
    Digest after;
    std::string identity;  ///< of the record
    std::uint64_t base_revision = 0;
    Digest base_fingerprint;  ///< of the record's revision; all zero for revision 0
    Digest plan_digest;
    Who who;
    std::string backup;  ///< the folder of the backup, or ""
    RowChanges rows;     ///< what the revision writes
};

enum class IntentState : std::uint8_t { open, applied, abandoned, failed };
std::string_view name_of(IntentState state);

/// The open intent of that production; nothing where there is none, or no store. Fails (refused, state_newer) for one of a
/// newer version, and (environment, state_damaged) for what this one does not write.
Result<std::optional<Intent>> open_intent(const Store& store, std::string_view production);

/// Commits the intent as open; creates and upgrades the store as an apply does. Takes the store's lock for it.
Result<bool> begin_intent(Store& store, const Intent& intent, const DigestKey& digest_key, std::uint32_t timeout_ms);

/// Changes the state, inside the caller's transaction.
Result<bool> settle_intent(Sql& sql, std::string_view apply_id, IntentState state);
/// The same in a transaction of its own, under the store's lock.
Result<bool> settle_intent(Store& store, const Intent& intent, IntentState state, std::uint32_t timeout_ms);

}  // namespace millwright::migrate
