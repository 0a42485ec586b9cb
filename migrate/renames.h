// Items that were removed and added and look like one item under another name.
#pragma once

#include <vector>

#include "migrate/comparing.h"

namespace millwright::migrate {

/// Adds a note for each removed item for which an added one has the same class and nearly the same settings. Linear: only
/// a few of one class are tried against each other.
void report_likely_renames(Comparing& comparing, const std::vector<Pair>& items);

/// For stored productions, which do not know `[[moved]]`: adds an entry to `after` for each removed item that is the same
/// as an added one but for its name, when there is only one such pair. Whether it added any.
bool infer_moves(const Production& before, Production& after);

}  // namespace millwright::migrate
