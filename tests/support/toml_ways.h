// One TOML text read in every way there is: whole and in slices, by the library and without it, on one thread and on two.
// And texts to try it with, made up from a seed.
#pragma once

#include <cstdint>
#include <string>

namespace millwright::test {

/// What two ways of reading do not agree about, or what the library finds that the scan let pass; "" when all agree.
std::string disagreement(const std::string& text);

/// The same text for the same seed: a TOML document, as it is (even seeds) or damaged (odd ones).
std::string generated_toml(std::uint32_t seed);

}  // namespace millwright::test
