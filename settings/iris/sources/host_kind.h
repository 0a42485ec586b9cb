// What kind of host an item is, as its class says it: its role and its adapter.
#pragma once

#include <string>
#include <string_view>

#include "settings/iris/sources/lineage.h"

namespace millwright::settings::iris {

/// The role of a class of the engine's own libraries, by its name; component where that does not tell.
Role role_of_library_class(std::string_view class_name);

/// By the nearest class above it that is not among the sources.
Role role_of(const Lineage& lineage);

/// The class of its adapter, or "".
std::string adapter_of(const Lineage& lineage, SourceTree& tree);

/// Whether the name is one of a class that IRIS or a library brings, and not the project.
bool is_library_class(std::string_view class_name);

}  // namespace millwright::settings::iris
