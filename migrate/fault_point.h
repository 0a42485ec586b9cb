// Named places at which a test build stops the program, to show that a kill at any moment leaves a whole revision.
#pragma once

namespace millwright::migrate {

/// Does nothing in the product; tests/faults replaces it.
void fault_point(const char* name);

}  // namespace millwright::migrate
