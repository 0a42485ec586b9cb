// Methods in embedded Python ([ Language = python ]): where `self.SendRequestSync(...)` and the like send.
#pragma once

#include <vector>

#include "settings/iris/sources/code_values.h"
#include "settings/iris/sources/source_send.h"

namespace millwright::settings::iris {

/// `frame` is a method in Python of the component `unit`.
std::vector<SourceSend> python_sends(CodeFrame& frame, CodeUnit& unit, ValueReader& values);

}  // namespace millwright::settings::iris
