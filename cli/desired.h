// What is desired of one deployment: the settings with its overlay, the productions that were meant, and all that was found
// wrong with them. What migrate, plan and apply begin with.
#pragma once

#include <future>
#include <string>
#include <vector>

#include "cli/deployment_choice.h"
#include "cli/inputs.h"
#include "cli/secret_values.h"
#include "cli/store_access.h"

namespace millwright::cli {

struct Desired {
    std::string file;
    settings::Reading reading;
    ChosenDeployment deployment;  ///< nothing where none is asked for
    Diagnostics findings;
    std::vector<const Production*> productions;
};

/// Reads, chooses the deployment (unless `options` name none and `without_deployment` holds), and lays its overlay over
/// what was read. Whatever is not fine has been shown, as JSON where the command's output is.
ExitStatus read_desired(Console& console, const InputOptions& input, const DeploymentOptions& options, bool json,
                        Desired& desired, bool without_deployment = false);

/// Checks the productions while the caller compares them: neither changes anything. `desired` must outlive it.
std::future<Diagnostics> start_checks(const Desired& desired);
/// Waits for the checks; what they found is shown, unless the output is JSON, which holds it.
void take_findings(Console& console, Desired& desired, std::future<Diagnostics>& checks, bool json);

/// The values of the secrets that the productions refer to; none where the deployment does not remember them.
FoundSecrets find_secrets(const Surroundings& surroundings, const Result<migrate::Deployment>& deployment,
                          const Desired& desired);

/// Each production compared with what is deployed.
Result<std::vector<migrate::Planned>> plan_desired(const Surroundings& surroundings,
                                                   const Result<migrate::Deployment>& deployment,
                                                   const Desired& desired, const SecretValues& secrets);

}  // namespace millwright::cli
