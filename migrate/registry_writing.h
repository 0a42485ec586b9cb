// Writing one revision into a registry, inside the transaction of an apply: what is there is compared with what the plan was
// made of, then everything is written and read back.
#pragma once

#include <string>

#include "graph/result.h"
#include "migrate/registry.h"
#include "migrate/sql.h"
#include "migrate/store.h"

namespace millwright::migrate {

/// Refused: what is deployed is not what the plan was made of.
tl::unexpected<Failure> moved(const Store& store, const std::string& what);

/// The revision after the one that `plan` was made of. Creates or upgrades the tables. Fails with refused (deployed_moved)
/// or environment (state_damaged, state_unwritable, read_back_differs); then the caller rolls back.
struct NextRevision {
    const Plan& plan;
    const Digest& plan_digest;
    const RowChanges& changes;
    const ApplyOptions& options;
};
Result<bool> write_revision(Store& store, Sql& sql, const NextRevision& next, const Who& who, const Fresh& fresh);

}  // namespace millwright::migrate
