// Two inputs compared, production by production: what `diff` and `migrate --against` show.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/console.h"
#include "cli/options.h"
#include "migrate/plan_text.h"
#include "migrate/registry.h"
#include "settings/reading.h"

namespace millwright::cli {

/// What an input of this format can say.
migrate::Holds holds_of(settings::Format format);

/// The plans that lead from `before` to `after`. Productions are matched by name; where each side has one, those two.
/// `name` restricts both sides to one production. `label` is what the older side is called in the plan.
std::vector<migrate::Plan> compare(const settings::Reading& before, const settings::Reading& after,
                                   const std::string& name, const std::string& label,
                                   const migrate::Selection* selection = nullptr);

/// --full, of every command that shows plans.
void declare_full(OptionTable& options, bool& full);

/// Several plans as one text, or as one JSON document: of one plan the plan's own, of several {format_version, plans[]}.
/// `findings` is a JSON array of diagnostics.
std::string plans_text(const std::vector<migrate::Plan>& plans, const migrate::PlanSources& sources,
                       const Surroundings& surroundings, bool full);
/// As a comment of a review.
std::string plans_markdown(const std::vector<migrate::Plan>& plans, const migrate::PlanSources& sources,
                           const Surroundings& surroundings);
std::string plans_json(const std::vector<migrate::Plan>& plans, const migrate::PlanSources& sources,
                       std::string_view findings);

/// The array of diagnostics for plans_json.
std::string findings_json(const Diagnostics& findings, const Sources& sources);

}  // namespace millwright::cli
