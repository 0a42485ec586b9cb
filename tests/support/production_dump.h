// A production as text, one fact a line: for comparing two of them in tests.
#pragma once

#include <string>

#include "graph/production.h"

namespace millwright::test {

/// Everything that a production means, without places; settings sorted, because their order means nothing. Where a
/// target setting was recognised and whether a table key differs from a name is no part of it.
std::string dump(const Production& production);

}  // namespace millwright::test
