// Brings what the sources of components say into the productions of a reading: for every item the routes that its class,
// its rule and its process take, with its own settings; the messages; and what only running would tell.
#pragma once

#include <cstddef>

#include "settings/iris/sources/source_tree.h"

namespace millwright::settings::iris {

/// Reads the classes of the items of the productions from `first` on. Target settings are recognised already. Findings:
/// MW801 (a class or rule of the project's own that is not there), MW803 (dynamic), MW804 (no such item), MW805
/// (switched off).
void read_component_sources(SourceTree& tree, std::size_t first = 0);

}  // namespace millwright::settings::iris
