// Where nodes and edges of a large picture stand: layers from left to right by role and route, few crossings, components
// apart and packed, long columns folded, in time that grows with the size and not with its square. Small pictures are left
// to Graphviz, which does it more beautifully.
#pragma once

#include <vector>

#include "graph/render/picture.h"

namespace millwright {

/// Points (1/72 inch), y upwards.
struct Point {
    double x = 0;
    double y = 0;
};

/// Above this many nodes a picture is placed here.
inline constexpr std::size_t most_nodes_for_graphviz = 1'500;

struct Placement {
    std::vector<Point> nodes;               ///< centres, by node
    std::vector<std::vector<Point>> edges;  ///< by edge: control points of a B-spline (3n + 1); empty: a straight line
    double width = 0;
    double height = 0;
};

/// The same for the same picture, everywhere. `widths` and `heights` of the nodes are estimates from their texts.
Placement placed(const Picture& picture);

}  // namespace millwright
