#include "settings/iris/sources/python_components.h"

namespace millwright::settings::iris {

void read_python_components(SourceTree&, std::size_t) {}

}  // namespace millwright::settings::iris
