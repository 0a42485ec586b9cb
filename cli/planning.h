// The settings planned against their deployment: what `migrate` and `plan` do before they show anything.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/desired.h"
#include "cli/selecting.h"

namespace millwright::cli {

struct Planning {
    std::optional<migrate::Deployment> deployment;
    FoundSecrets secrets;
    std::vector<migrate::Planned> planned;  ///< what was chosen, by production
};

/// Compares, and leaves what was chosen; in text, says first which deployment it is. Where `settle_within_ms` is given, what
/// interrupted applies left is settled before. Whatever is not fine has been shown. `format` is that of the plans.
ExitStatus plan_for_deployment(Console& console, Desired& desired, const SelectionOptions& selection,
                               const std::string& format, std::optional<std::uint32_t> settle_within_ms,
                               Planning& into);

}  // namespace millwright::cli
