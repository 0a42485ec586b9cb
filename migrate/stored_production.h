// Reads canonical bodies back into a production: what a store holds, for comparing, drawing and exporting.
#pragma once

#include <span>
#include <string_view>

#include "graph/result.h"
#include "migrate/canonical.h"

namespace millwright::migrate {

/// The production that the entries with bodies make up, items sorted by name; `index` of those entries is set. The
/// canonical form of a whole production read back is the same form. Values that look like secrets were never stored:
/// such a setting has a placeholder (item_body.h) and `refers_to_secret`. Fails (environment, state_damaged) for a body that
/// is not what this version writes.
Result<Production> production_from_entries(std::string_view name, std::span<Entry> entries);

}  // namespace millwright::migrate
