#include "migrate/fault_point.h"

namespace millwright::migrate {

void fault_point(const char* /*name*/) {}

}  // namespace millwright::migrate
