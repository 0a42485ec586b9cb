// Steps that name one another in every way, and names that there are not.
#pragma once

#include <cstdint>

#include "graph/production.h"

namespace millwright::test {

/// The process "P" with up to eight steps of few names, some twice, and a compensation. The same for the same seed.
Production entangled_steps(std::uint32_t seed);

}  // namespace millwright::test
