// Items whose class is a proxy for Python (Python.*, IOP.*, Grongier.PEX.*, EnsLib.PEX.*): the module and the class that
// their settings name, read by the Python reader.
#pragma once

#include <cstddef>
#include <string_view>

#include "settings/iris/sources/source_tree.h"

namespace millwright::settings::iris {

/// Whether a class of that name hands all that it does to code in another language: what its own methods, and those that
/// it inherits from such classes, send is what that code says.
bool is_language_proxy(std::string_view class_name);

/// For all items of the productions from `first` on, with one run of Python. What they handle and send is added to them as
/// it is for items of a settings.py. Without such items Python is not started; without Python a finding says so (MW035, a
/// warning). Of EnsLib.PEX, code in Java and C# is looked through for what it sends.
void read_python_components(SourceTree& tree, std::size_t first = 0);

}  // namespace millwright::settings::iris
