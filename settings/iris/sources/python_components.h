// Items whose class is a proxy for Python (Python.*, IOP.*, Grongier.PEX.*, EnsLib.PEX.*): the module and the class that
// their settings name, read by the Python reader.
#pragma once

#include <cstddef>

#include "settings/iris/sources/source_tree.h"

namespace millwright::settings::iris {

/// For all items of the productions from `first` on, with one run of Python. What they handle and send is added to them as
/// it is for items of a settings.py. Without such items Python is not started; without Python a finding says so (MW035, a
/// warning).
void read_python_components(SourceTree& tree, std::size_t first = 0);

}  // namespace millwright::settings::iris
