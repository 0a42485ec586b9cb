// Circles in a directed graph.
#pragma once

#include <cstdint>
#include <vector>

namespace millwright::check {

/// By node, where its edges lead.
using Adjacency = std::vector<std::vector<std::uint32_t>>;

/// One circle of each strongly connected component that has one: the shortest through its first node, which it begins
/// with; an edge leads from its last node to the first. In the order of these first nodes; linear.
std::vector<std::vector<std::uint32_t>> find_cycles(const Adjacency& graph);

}  // namespace millwright::check
