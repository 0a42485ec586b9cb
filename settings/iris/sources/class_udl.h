// A class in UDL, as .cls files hold it.
#pragma once

#include <optional>

#include "settings/iris/sources/class_source.h"

namespace millwright::settings::iris {

/// Nothing when the text holds no class. See read_class_sources.
std::optional<ClassSource> read_udl_class(const Passage& whole, const std::string& path, Diagnostics& findings);

}  // namespace millwright::settings::iris
