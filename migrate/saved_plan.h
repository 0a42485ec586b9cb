// A saved plan held against its deployment: whether it may still be applied, and whether what is deployed is what it leads
// to.
#pragma once

#include <optional>
#include <string>

#include "migrate/deployment.h"
#include "migrate/plan_file.h"

namespace millwright::migrate {

/// Where the plan would be applied: as the settings name and write it.
struct PlanPlace {
    std::string described;  ///< for people: "live (sqlite:live.db)"
    std::string url;        ///< without a password
    std::string plan{};     ///< the file, as the user named it
};

/// Whether the plan is of this deployment, of which `now` was read. Fails with refused: plan_foreign.
Result<bool> check_identity(const SavedPlan& saved, const Deployed& now, const PlanPlace& place);

/// Whether the plan is of this deployment, was not applied yet, and what it was made of is still what is deployed
/// (`now`). Fails with refused: plan_foreign, plan_applied, deployed_moved.
Result<bool> check_current(const SavedPlan& saved, const Deployment& deployment, const Deployed& now,
                           const PlanPlace& place);

/// The plan, ready to be applied to what is deployed `now`, without the settings. Fails with refused (plan_altered) when
/// its rows do not lead to the fingerprint that it promises. The saved plan must outlive it.
Result<Planned> planned_from(const SavedPlan& saved, Deployed now);

/// Why a plan that was made anew of the settings is not the one that was saved (plan_stale_settings), or nothing.
std::optional<Failure> differs_from_saved(const SavedPlan& saved, const Planned& anew);

struct Verified {
    bool same = false;  ///< what is deployed is what the plan leads to
    Plan plan;          ///< what would have to change in what is deployed so that it were; no operation has a place
};

/// From the plan and the record alone: of a plan that was applied (`revision`: see revision_of) what came of it then; of
/// another one its rows. Not for one that was not applied and needs its settings.
Result<Verified> verify(const SavedPlan& saved, const Deployment& deployment, const Revision* revision,
                        const Fresh& fresh);
/// Whether the rows of a plan that needs its settings are what is deployed, as far as they are in it.
bool holds_rows(const SavedPlan& saved, const CanonicalForm& deployed);

/// What may be in a saved plan of what was planned from `desired`, whose values of secrets are `secrets`.
PlanMaker plan_maker(const Planned& planned, const Production& desired, const Deployment& deployment,
                     const SecretValues& secrets);

/// The revision by which the plan was applied, or nothing.
const Revision* revision_of(const SavedPlan& saved, const std::vector<Revision>& history);

}  // namespace millwright::migrate
