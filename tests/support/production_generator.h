// Productions made up from a seed, with names and values that no sane person would choose.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

#include "graph/production.h"

namespace millwright::test {

/// The same production for the same seed. It is one that a reader could have made: names that are keys come once, target
/// settings are recognised.
Production generated_production(std::uint32_t seed);

/// One of as many: a number below the one it is given.
using Choices = std::function<std::size_t(std::size_t)>;

/// The same from choices; it ends where all of them are 0.
Production generated_production(const Choices& choose);

}  // namespace millwright::test
