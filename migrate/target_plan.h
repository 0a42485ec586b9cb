// Planning a change of a target: compared with what it has and what its record remembers, with what it cannot hold marked.
#pragma once

#include "graph/production.h"
#include "graph/result.h"
#include "migrate/registry.h"
#include "migrate/target.h"

namespace millwright::migrate {

/// See plan_migration. Findings tell of what something else changed there (drifted), and of an apply that did not come to
/// an end (apply_unfinished).
Result<Planned> plan_for_target(const Registry& record, const Target& target, const Production& desired, Holds holds,
                                const Fresh& fresh);

}  // namespace millwright::migrate
