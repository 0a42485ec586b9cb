// "Did you mean": the nearest of the names that exist.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace millwright {

/// The candidate nearest to `name` (edits with transpositions, case counted little), if it is near enough that a typing
/// error explains it. Of equally near ones the first in alphabetical order, so that the answer is always the same.
/// Linear in the candidates, so a caller with very many findings asks for the first few hundred only.
std::optional<std::string_view> nearest(std::string_view name, std::span<const std::string_view> candidates);

/// "did you mean \"X\"?", or "" when nothing is near.
std::string did_you_mean(std::string_view name, std::span<const std::string_view> candidates);

}  // namespace millwright
