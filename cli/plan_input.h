// A saved plan with the deployment that it is for: what apply and verify begin with.
#pragma once

#include <string>
#include <vector>

#include "cli/desired.h"
#include "migrate/saved_plan.h"

namespace millwright::cli {

/// The options of every command that takes a saved plan to its deployment.
struct PlanOptions {
    std::string plan;
    InputOptions input;  ///< its file is --settings
    DeploymentOptions deployment;

    void declare(OptionTable& options);
};

/// Reads a saved plan. Fails with environment (cannot_read, plan_unreadable) and refused (plan_newer, plan_altered).
Result<migrate::SavedPlan> read_saved_plan(const std::string& path);

struct PlanInput {
    std::string file;  ///< the plan, as the user named it
    migrate::SavedPlan saved;
    Desired desired;  ///< productions and findings only for a plan that needs its settings
    migrate::Deployment opened;

    migrate::PlanPlace place() const;
};

/// Reads the plan, then the settings for the deployment that it names (or --deployment does), and opens that. What is wrong
/// with the graph in settings that the plan does not need is not asked. A failure without diagnostics has been shown.
Result<PlanInput> open_plan(Console& console, const PlanOptions& options, bool json);

/// The plan made anew of the settings, for one that needs them, with what was chosen of it.
Result<migrate::Planned> plan_anew(const Console& console, const PlanInput& input, const SecretValues& secrets);

/// "of revision 3", "when nothing was deployed": what a plan was made of.
std::string made_of(std::uint64_t revision);

/// The values of the secrets that the plan refers to.
FoundSecrets find_plan_secrets(const Console& console, const PlanInput& input);

/// "Plan plan.json of production Demo.Orders, made of revision 3"
std::string words_of_plan(const std::string& path, const migrate::SavedPlan& saved);

}  // namespace millwright::cli
