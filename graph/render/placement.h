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

struct NodeSize {
    double width = 0;
    double height = 0;
};

/// Above this many nodes, or edges, a picture is placed here. Edges above this number have no labels in any case, and what
/// Graphviz makes of as many is a strip, seven times as high as it is wide. Steps of a process are a strip by nature, and
/// what leads from one to the next has to be read: Graphviz keeps them as long as it can.
inline constexpr std::size_t most_nodes_for_graphviz = 1'500;
inline constexpr std::size_t most_edges_for_graphviz = 300;
inline constexpr std::size_t most_lines_for_graphviz = 2'500;

inline bool is_placed_here(const Picture& picture) {
    const bool items = picture.of == PictureOf::items;
    return picture.nodes.size() > most_nodes_for_graphviz ||
           picture.edges.size() > (items ? most_edges_for_graphviz : most_lines_for_graphviz);
}

/// How long the head of an arrow is, with `arrowsize=0.7`.
inline constexpr double arrow_length = 7;

/// All numbers are whole. Edges have no labels: there is no room kept for them.
struct Placement {
    std::vector<Point> nodes;     ///< centres, by node
    std::vector<NodeSize> sizes;  ///< by node; `width` and `height` for Graphviz, which draws it no smaller
    /// By edge: control points of a B-spline (3n + 1), from the border of its source to the border of its target, where the
    /// tip of its arrow is. The last piece ends horizontally and is longer than `arrow_length`; the line has to end that
    /// much before the tip.
    std::vector<std::vector<Point>> edges;
    double width = 0;
    double height = 0;
};

/// The same for the same picture, everywhere. Sizes of nodes are estimates from their texts, rather too large.
Placement placed(const Picture& picture);

}  // namespace millwright
