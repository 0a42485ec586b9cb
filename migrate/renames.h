// Items that were removed and added and look like one item under another name.
#pragma once

#include <vector>

#include "migrate/comparing.h"

namespace millwright::migrate {

/// Adds a note for each removed item for which an added one has the same class and nearly the same settings. Linear: only
/// a few of one class are tried against each other.
void report_likely_renames(Comparing& comparing, const std::vector<Pair>& items);

}  // namespace millwright::migrate
