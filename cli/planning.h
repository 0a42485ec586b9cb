// The settings planned against their deployment: what `migrate` and `plan` do before they show anything.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/applying.h"

namespace millwright::cli {

/// What both ask for, beside what each has for itself.
struct PlanningOptions {
    InputOptions input;
    std::string against;
    SelectionOptions selection;
    DeploymentOptions deployment;
    std::string format = "text";
    bool full = false;
    VerdictOptions verdict;

    /// All but the file, which comes first on every command line.
    void declare(OptionTable& options, std::string help_of_against);
    ShownWith shown_with(const Desired& desired) const;
};

/// The settings, and the deployment unless they are compared with something else. Whatever is not fine has been shown.
ExitStatus read_desired(Console& console, const PlanningOptions& options, Desired& into);

struct Planning {
    std::optional<migrate::Deployment> deployment;
    FoundSecrets secrets;
    std::vector<migrate::Planned> planned;  ///< what was chosen, by production
};

/// Compares, and leaves what was chosen; in text, says first which deployment it is. Where `settle_within_ms` is given, what
/// interrupted applies left is settled before. Whatever is not fine has been shown.
ExitStatus plan_for_deployment(Console& console, const PlanningOptions& options,
                               std::optional<std::uint32_t> settle_within_ms, Desired& desired, Planning& into);

}  // namespace millwright::cli
