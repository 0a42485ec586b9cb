// What the steps of placement hand to each other: the graph of one component with its edges from left to right, its layers,
// and the blocks that these are folded into. Lengths are whole points, y downwards, so that every machine comes to the same.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "graph/render/placement.h"

namespace millwright::placing {

using Length = std::int64_t;

struct Size {
    Length width = 0;
    Length height = 0;
};

/// How large Graphviz will draw the node, rather more.
Size estimated_size(const PictureNode& node);

/// Which side of the picture a node is drawn to, where routes leave the choice.
enum class Side : std::uint8_t { left, none, right };

/// Two nodes that any number of edges join; `to` stands further right.
struct Link {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
};

/// Nodes that are joined, and how; nodes by their number in it.
struct Component {
    std::vector<std::uint32_t> nodes;  ///< in the picture
    std::vector<Size> sizes;
    std::vector<Side> sides;
    std::vector<Link> links;  ///< each pair once, no loops; directed until `layered` has turned what runs in cycles
};

/// What joins what, both ways.
class Neighbours {
public:
    Neighbours(std::size_t nodes, const std::vector<Link>& links);

    const std::uint32_t* begin(std::uint32_t node) const { return list_.data() + first_[node]; }
    const std::uint32_t* end(std::uint32_t node) const { return list_.data() + first_[node + 1]; }
    std::size_t count(std::uint32_t node) const { return first_[node + 1] - first_[node]; }
    std::size_t size() const { return first_.size() - 1; }

private:
    std::vector<std::size_t> first_;
    std::vector<std::uint32_t> list_;
};

/// Nodes of the component and, behind them, the bends of links that pass through layers.
struct Layers {
    std::size_t nodes = 0;
    std::vector<std::uint32_t> layer_of;            ///< by cell
    std::vector<std::vector<std::uint32_t>> order;  ///< cells of each layer from top to bottom
    std::vector<Link> joints;                       ///< between cells of neighbouring layers
    std::vector<std::uint32_t> first_bend;          ///< by link: its bends are cells one after the other
    std::vector<std::uint8_t> far;  ///< by link: it runs around the layers, and has neither bend nor joint

    std::uint32_t bends(const Component& component, std::size_t link) const {
        if (far[link] != 0) return 0;
        return layer_of[component.links[link].to] - layer_of[component.links[link].from] - 1;
    }
    bool is_bend(std::uint32_t cell) const { return cell >= nodes; }
};

/// Layers in an order of few crossings. Links of cycles are turned around in the component.
Layers layered(Component& component);

/// Puts the cells of each layer into the order of the numbers that they are given; equal ones stay.
void order_by(std::vector<std::vector<std::uint32_t>>& order, const std::vector<std::int64_t>& key);

/// Layers side by side: what is drawn in one go from left to right.
struct Block {
    std::uint32_t first_layer = 0;
    std::vector<std::vector<std::uint32_t>> layers;
    Length height = 0;
};

/// How a component is folded: bands stand beside each other and are read down and up in turn, rows stand below each other.
struct Folding {
    bool rows = false;
    std::vector<Block> blocks;
    std::vector<std::uint32_t> block_of;  ///< by cell
    std::vector<Length> y;                ///< by cell: its centre, from the top of its block
};

/// With `bands` of 0 as many as make a good shape, or none, or rows.
Folding folded(const Component& component, Layers& layers, std::size_t bands = 0);

/// Width to height, in tenths, that a picture should have.
inline constexpr Length best_shape = 15;

/// The integer nearest to the root of over / under, at least 1.
std::size_t root_of(Length over, Length under);

/// Centres of cells: as straight as their order allows. `y` is what they have, and becomes better.
void straightened(const Component& component, const Layers& layers,
                  const std::vector<std::vector<std::uint32_t>>& order, std::vector<Length>& y);

/// A spot of the picture, y downwards.
struct Spot {
    Length x = 0;
    Length y = 0;
};

/// A component by itself, from 0, 0 to width, height.
struct Drawn {
    std::vector<Spot> centres;             ///< by node of the component
    std::vector<std::vector<Spot>> paths;  ///< by link, in its direction: control points of a B-spline
    Length width = 0;
    Length height = 0;
};

Drawn drawn(Component component);

}  // namespace millwright::placing
