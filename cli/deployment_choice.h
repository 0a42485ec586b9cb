// Which deployment a command works with: --deployment, MILLWRIGHT_DEPLOYMENT, the default one, the only one, else the
// embedded store beside the settings.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/console.h"
#include "cli/options.h"
#include "settings/reading.h"

namespace millwright::cli {

/// The store where settings declare no deployment.
inline constexpr std::string_view embedded_url = "sqlite:.millwright/state.db";

struct ChosenDeployment {
    std::string name;  ///< empty for the embedded default
    settings::DeploymentKind kind = settings::DeploymentKind::store;
    std::string url;                    ///< as the settings have it, for people
    std::string location;               ///< with a relative path counted from the root settings file; what is opened
    std::vector<std::string> ignore{};  ///< paths that drift does not count
    std::string record{};  ///< where the deployment is no registry: the registry's URL, located alike, or ""
    Place place{};
};

/// What the command line says about the deployment.
struct DeploymentOptions {
    std::string name;
    std::string remote_settings;  ///< IoP's settings of a live IRIS
    std::string name_space;       ///< of the live IRIS
    bool force_local = false;
    bool can_do_without_settings = false;  ///< there is --store
    std::string store;                     ///< a registry's URL: the settings are then not asked
    bool only_looks = false;               ///< a dry run: it can look at the record instead of a live IRIS

    void declare(OptionTable& options);
    /// Of commands that can do without settings.
    void declare_store(OptionTable& options);
};

/// Fails (environment) for a name that is not declared, when several are declared and none is chosen, and when a live IRIS
/// is meant: by -R, or, where the command was chosen with a word of `iop`, by IOP_URL, IOP_SETTINGS or the REMOTE_SETTINGS of a
/// settings.py (a dry run then says that it looks at the record instead).
Result<ChosenDeployment> choose_deployment(Console& console, const settings::Reading& reading,
                                           const DeploymentOptions& asked);

/// What names a live IRIS: -R, or, where the command was chosen with a word of `iop`, a variable of the environment; or
/// nothing.
std::string named_live_iris(const Console& console, const DeploymentOptions& asked);
/// Fails (environment) because of it.
tl::unexpected<Failure> live_iris_not_available(const std::string& what_names_it);

/// The store beside the settings, whatever they declare.
ChosenDeployment embedded_deployment(const settings::Reading& reading);

}  // namespace millwright::cli
