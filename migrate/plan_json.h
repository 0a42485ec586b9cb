// A plan as the one JSON document that `migrate --dry-run`, `plan` and `diff` print, format 1.0.
#pragma once

#include <string>
#include <string_view>

#include "graph/json_text.h"
#include "migrate/plan.h"
#include "migrate/plan_text.h"

namespace millwright::migrate {

/// {format_version, production, deployment, source_fingerprint, desired_fingerprint, has_changes, counts, operations,
/// diagnostics}; with `selection` after the counts where only a part was chosen. `diagnostics` is a JSON array that the caller has made of its own findings (report/json); empty: [].
/// The text ends without a line end.
std::string plan_json(const Plan& plan, const PlanSources& sources, std::string_view diagnostics = {});

/// The members "has_changes" to "diagnostics", which a saved plan has too; there each operation has its `subject`.
void write_changes(JsonText& json, const Plan& plan, const PlanSources& sources, std::string_view diagnostics,
                   bool saved);

}  // namespace millwright::migrate
