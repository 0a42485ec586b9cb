// Whether two sources of a class say the same, one a .cls and the other an XML export perhaps.
#pragma once

#include "settings/iris/sources/class_source.h"

namespace millwright::settings::iris {

/// Members and their order count; comments, blank lines and blanks at the ends of lines do not.
bool same_class(const ClassSource& a, const ClassSource& b);

}  // namespace millwright::settings::iris
