// Commands about what is deployed: the settings tell which deployment and which productions, the registry the rest.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/inputs.h"
#include "cli/store_access.h"

namespace millwright::cli {

/// What the settings say for the deployment that --deployment names; without it, what they say for none.
Result<settings::Reading> read_for_deployment(Console& console, const std::string& file, const InputOptions& input,
                                              const DeploymentOptions& options);

/// The number of a revision on the command line; 0 for no text. Fails (environment) for anything else.
Result<std::uint64_t> revision_number(const std::string& text);

/// A failure (environment, nothing_deployed): of a command that needs something deployed it is no mere note.
tl::unexpected<Failure> nothing_deployed(std::string message, std::string hint);

/// A deployment, found through the settings, and the names of the productions that were asked for.
struct DeployedInput {
    settings::Reading reading;
    ChosenDeployment deployment;
    migrate::Deployment opened;
    std::vector<std::string> productions;
    bool has_settings = true;  ///< false: the command line named the store
};

/// Reads the settings only for their deployments and names: findings about the graph are not shown. Fails when they
/// cannot be read, with their findings shown, as JSON where the command's output is. With --store no settings are read, and the
/// productions are those in the store; that there is none is a failure unless `nothing_needed`.
Result<DeployedInput> open_deployed(Console& console, const InputOptions& input, const DeploymentOptions& options,
                                    bool json = false, bool nothing_needed = false);

}  // namespace millwright::cli
