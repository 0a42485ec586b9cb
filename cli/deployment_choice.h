// Which deployment a command works with: --deployment, MILLWRIGHT_DEPLOYMENT, the default one, the only one, else the
// embedded store beside the settings.
#pragma once

#include <string>

#include "cli/console.h"
#include "cli/options.h"
#include "settings/reading.h"

namespace millwright::cli {

struct ChosenDeployment {
    std::string name;  ///< empty for the embedded default
    settings::DeploymentKind kind = settings::DeploymentKind::store;
    std::string url;       ///< as the settings have it, for people
    std::string location;  ///< with a relative path counted from the root settings file; what is opened
    Place place;
};

/// Fails (environment) for a name that is not declared, and when several are declared and none is chosen.
Result<ChosenDeployment> choose_deployment(const Console& console, const settings::Reading& reading,
                                           const std::string& asked);

}  // namespace millwright::cli
