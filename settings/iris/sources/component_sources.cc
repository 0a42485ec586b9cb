#include "settings/iris/sources/component_sources.h"

namespace millwright::settings::iris {

void read_component_sources(SourceTree&, std::size_t) {}

}  // namespace millwright::settings::iris
