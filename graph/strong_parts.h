// The strongly connected parts of a directed graph: nodes that reach each other are in one part.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace millwright {

/// The part of each node. Parts are numbered from 0, so that edges between them lead to lower numbers. `targets` tells where
/// the edges of a node lead, and is asked once for each. Linear, however deep the graph is.
std::vector<std::uint32_t> strong_parts(
    std::uint32_t nodes, const std::function<std::span<const std::uint32_t>(std::uint32_t node)>& targets);

}  // namespace millwright
