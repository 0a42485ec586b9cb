// Applying plans, whatever command made them: they are shown, judged, asked about outside the lock, written, and what came
// of it is told.
#pragma once

#include <string>
#include <vector>

#include "cli/comparison.h"
#include "cli/console.h"
#include "cli/desired.h"
#include "cli/options.h"
#include "cli/selecting.h"
#include "cli/store_access.h"
#include "cli/verdict.h"

namespace millwright::cli {

/// The options of every command that applies.
struct ApplyingOptions {
    bool yes = false;
    bool allow_destructive = false;
    std::string lock_timeout;  ///< a duration, or ""
    std::string backup_dir;    ///< where a copy of what is deployed goes first, or ""
    bool going_back = false;   ///< the plan is not of the settings: no part of it can be chosen

    void declare(OptionTable& options);
    /// Fails (environment) for a time that is no duration.
    Result<migrate::ApplyOptions> read() const;
};

/// The plans, with what is known of all (`findings`) put to the first one.
std::vector<migrate::Plan> plans_of(const std::vector<migrate::Planned>& planned, Diagnostics findings = {});

/// What is shown with plans: the texts that their places are in, and what was found in what they were made of.
struct ShownWith {
    migrate::PlanSources sources;
    const Diagnostics* findings = nullptr;
    std::string format = "text";  ///< or "json", "markdown"
    bool full = false;            ///< long values and long plans whole
};

/// The first lines: which deployment, that no engine is contacted, and whether something is deployed at all.
void introduce(Console& console, const ChosenDeployment& chosen, const migrate::Deployment& deployment,
               const std::vector<migrate::Planned>& planned);

/// Writes the plans; gives what they and the findings mean for the exit status.
ExitStatus show_plans(Console& console, const std::vector<migrate::Plan>& plans, const ShownWith& with,
                      const VerdictOptions& verdict_options);

/// What --against asks for: the comparison with another input than what is deployed. `with` is of the desired side.
ExitStatus show_against(Console& console, const InputOptions& input, const std::string& against, Desired& desired,
                        const ShownWith& with, const VerdictOptions& verdict_options,
                        const SelectionOptions& selection);

/// Whether findings (`shown`: what show_plans gave) and risks let the plans be applied at all; if not, why not is shown.
ExitStatus permit(Console& console, const std::vector<migrate::Plan>& plans, const ApplyingOptions& options,
                  ExitStatus shown, const Sources& sources);
/// Asks, unless --yes says that no question is needed. Without a terminal: refused.
ExitStatus ask(Console& console, const std::string& where, const ApplyingOptions& options);
/// Applies what has changes, each after its backup, and tells which revision came of it, unless the output is JSON.
/// `backup_dir`: where backups go, or "".
ExitStatus write_plans(Console& console, migrate::Deployment& deployment, const std::vector<migrate::Planned>& planned,
                       const migrate::ApplyOptions& options, bool json, const std::string& backup_dir);

/// All that follows when plans were shown: permit, ask and write. Fine when there is nothing to do; no (not_complete) when
/// --skip-unsupported left something out.
ExitStatus apply_shown(Console& console, const ChosenDeployment& chosen, migrate::Deployment& deployment,
                       const std::vector<migrate::Planned>& planned, const ApplyingOptions& options, ExitStatus shown,
                       const ShownWith& with);

}  // namespace millwright::cli
