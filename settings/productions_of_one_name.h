// A repository may hold a production more than once: as a class and as an older export, or in copies of itself. What
// somebody means who names it is one of them.
#pragma once

#include <cstddef>
#include <vector>

#include "settings/reading.h"

namespace millwright::settings {

/// Of productions of one name in several files keeps one: what stands in no folder of tests or of something old, then a
/// class before an XML export before JSON, then the one with the most items, then that with the shorter path. Where another
/// one differs from it, a warning (MW806) names both files. `noted` are positions of productions, which follow.
void keep_one_of_each_name(Reading& reading, std::vector<std::size_t>& noted);

}  // namespace millwright::settings
