// The fields of a message whose class file is there but which no settings declare.
#pragma once

#include <string_view>
#include <vector>

#include "templates/part.h"

namespace millwright::templates {

/// Of each property of a class that may travel as JSON, in order: the name is its %JSONFIELDNAME, else its own; the type is
/// what the comment above it says ("/// amount: decimal; may be absent", as scaffolding writes it), else that of its data
/// type, `any` where that has none, and optional unless it is Required.
std::vector<PartField> objectscript_fields(std::string_view class_text);

}  // namespace millwright::templates
