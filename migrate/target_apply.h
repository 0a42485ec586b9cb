// Applying a plan to a target, so that a kill at any moment leaves the old or the new production and a record that the next
// run brings in order: lock, compare, commit the intent, back up, change, read back, write the revision.
#pragma once

#include <optional>
#include <string>

#include "graph/result.h"
#include "migrate/registry.h"
#include "migrate/target.h"

namespace millwright::migrate {

/// Everything or nothing; fails as Registry::apply does, and with refused: apply_unfinished.
Result<Applied> apply_to_target(Registry& record, Target& target, const Planned& planned, const Who& who,
                                const Fresh& fresh, const ApplyOptions& options);

/// What an interrupted apply left to do for the record, done: an intent that the target shows to be made becomes a
/// revision, one that it shows to be not begun is abandoned. Gives what was done, in words. Fails with refused:
/// apply_unfinished (three sides), lock_held.
Result<std::optional<std::string>> finish_interrupted(Registry& record, Target& target, std::string_view production,
                                                      const Who& who, const Fresh& fresh, std::uint32_t timeout_ms);

}  // namespace millwright::migrate
