// Productions made up from a seed, with names and values that no sane person would choose.
#pragma once

#include <cstdint>

#include "graph/production.h"

namespace millwright::test {

/// The same production for the same seed. It is one that a reader could have made: names that are keys come once, target
/// settings are recognised.
Production generated_production(std::uint32_t seed);

}  // namespace millwright::test
