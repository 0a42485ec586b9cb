// A plan for people: counts first, then the operations by risk and item, one line a change.
#pragma once

#include <cstddef>
#include <string>

#include "migrate/plan.h"

namespace millwright::migrate {

/// The texts that the operations' places are in; either may be missing.
struct PlanSources {
    const Sources* before = nullptr;
    const Sources* after = nullptr;
};

struct PlanStyle {
    bool colour = false;
    std::size_t longest_value = 72;  ///< characters of a value that are shown
    bool impact = true;              ///< name the services that reach what is destructive
    bool applied = false;            ///< told of what was done, not of what would be
};

/// Ends with a line end. A plan without operations: "No changes.".
std::string plan_text(const Plan& plan, const PlanSources& sources, const PlanStyle& style = {});

/// "3 to add, 2 to change, 1 to remove (1 destructive)"; applied: "3 added, 2 changed, 1 removed (1 destructive)"
std::string counts_text(const PlanCounts& counts, bool applied = false);

}  // namespace millwright::migrate
