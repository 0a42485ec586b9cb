// The order of nodes within layers: a first one that keeps neighbours together, and sweeps that remove crossings.
#pragma once

#include "graph/render/placing.h"

namespace millwright::placing {

/// The place of each node in a line in which neighbours stand close together: breadth first from an end of the graph, as
/// Cuthill and McKee do. Sweeps alone would need as many rounds as the graph is long. Hubs do not join what they touch.
std::vector<std::uint32_t> sequence(const Neighbours& neighbours);

/// Sweeps over the layers, each ordered by the mean of its neighbours; keeps the best order seen.
void reduce_crossings(Layers& layers);

/// Crossings of the joints, in n log n.
std::uint64_t crossings(const Layers& layers);

/// More than this many neighbours make a hub.
std::size_t hub_degree(const Neighbours& neighbours);

}  // namespace millwright::placing
