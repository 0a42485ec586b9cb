// What is wrong with a production before anything is deployed: the checks that need no behaviour to be run. One file
// for each family of checks.
#pragma once

#include <map>
#include <string>

#include "graph/diagnostic.h"
#include "graph/production.h"
#include "graph/zones.h"

namespace millwright {

struct CheckOptions {
    bool iris = false;  ///< the deployment is an InterSystems IRIS: what it refuses is an error
    /// `[checks]`: a code ("MW204"), its family ("MW2xx") or the family's name ("routes"), in any case, to the severity that its
    /// findings get. A code counts before its family.
    std::map<std::string, Severity> levels;
    /// Time zones by name; nullptr: their names are not checked.
    const Zones* zones = nullptr;
    /// The code of the classes was read with the settings (a settings.py), so that its routes are known.
    bool code_read = false;
};

/// Adds what is wrong with the production to `found`. Findings that are there already (made when the production was read)
/// are neither changed nor made again.
void check_production(const Production& production, const CheckOptions& options, Diagnostics& found);

/// Gives the findings the severities that `levels` asks for. Those that are off already stay off, and errors whose code has
/// no level (see has_level) stay errors.
void apply_levels(const std::map<std::string, Severity>& levels, Diagnostics& findings);

}  // namespace millwright
