// Data transformations (DTL, or a class with a method Transform), and the names of classes as sources write them.
#pragma once

#include <string>
#include <string_view>

#include "settings/iris/sources/source_tree.h"

namespace millwright::settings::iris {

/// The class that a transformation makes: `targetClass` of its DTL, else the type of the second argument of its method
/// Transform. Its full name where it is among the sources, else as it is written there; "" when the transformation is not
/// among them, or may make anything.
std::string transformed_class(std::string_view name, const Asker& asker, SourceTree& tree);

/// The full name of a class when it is among the sources, else the name as it is written.
std::string full_class_name(std::string_view name, const Asker& asker, SourceTree& tree);

}  // namespace millwright::settings::iris
