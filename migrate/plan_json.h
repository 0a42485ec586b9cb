// A plan as the one JSON document that `migrate --dry-run`, `plan` and `diff` print, format 1.0.
#pragma once

#include <string>

#include "migrate/plan.h"
#include "migrate/plan_text.h"

namespace millwright::migrate {

/// {format_version, production, deployment, source_fingerprint, desired_fingerprint, has_changes, counts, operations,
/// diagnostics}. `diagnostics` is a JSON array that the caller has made of its own findings (report/json); empty: [].
/// The text ends without a line end.
std::string plan_json(const Plan& plan, const PlanSources& sources, std::string_view diagnostics = {});

}  // namespace millwright::migrate
