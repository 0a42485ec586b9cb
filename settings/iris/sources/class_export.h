// Classes in an XML export: <Export> with <Class> elements, of IRIS and of Caché, and with <UDLText>.
#pragma once

#include "settings/iris/sources/class_source.h"

namespace millwright::settings::iris {

/// See read_class_sources. `text` is the whole text of the source.
std::vector<ClassSource> read_exported_classes(std::uint32_t source, std::string_view text, const std::string& path,
                                               Diagnostics& findings);

}  // namespace millwright::settings::iris
