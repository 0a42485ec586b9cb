// The chosen deployment, opened, with what a run of ours brings to it: who, when, random values.
#pragma once

#include <vector>

#include "cli/deployment_choice.h"
#include "migrate/deployments.h"

namespace millwright::cli {

/// Fails (environment) for kinds of deployment that a later version brings.
Result<migrate::Deployment> open_deployment(const ChosenDeployment& chosen);

/// Settles what interrupted applies left, before anything is planned that is to be applied; what was done is said. What
/// cannot be settled is shown, and not fine.
ExitStatus finish_interrupted(Console& console, migrate::Deployment& deployment,
                              const std::vector<const Production*>& productions, std::uint32_t lock_timeout_ms);

migrate::Who who(const Surroundings& surroundings);
migrate::Fresh fresh_values(const Surroundings& surroundings);

/// "local (sqlite:.millwright/state.db)", or the URL alone.
std::string described(const ChosenDeployment& deployment);

}  // namespace millwright::cli
