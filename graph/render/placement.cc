#include "graph/render/placement.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>

#include "graph/render/joined_sets.h"
#include "graph/render/placing.h"

namespace millwright {
namespace {

using placing::Component;
using placing::Drawn;
using placing::Length;
using placing::Size;
using placing::Spot;

constexpr std::uint32_t nowhere = 0xFFFFFFFFU;
constexpr Length between_components = 60;
constexpr Length between_singles = 24;
constexpr Length about_equal = 150;

placing::Side side_of(Look look) {
    switch (look) {
        case Look::service: return placing::Side::left;
        case Look::operation:
        case Look::missing: return placing::Side::right;
        default: return placing::Side::none;
    }
}

Length root(Length value) {
    Length low = 0;
    for (Length step = Length{1} << 31U; step > 0; step /= 2) {
        if ((low + step) * (low + step) <= value) low += step;
    }
    return low;
}

/// Rectangles on shelves: the highest first, each beside the one before as long as there is room.
class Shelves {
public:
    explicit Shelves(Length limit) : limit_(limit) {}
    Spot add(Size size) {
        if (x_ > 0 && x_ + size.width > limit_) {
            y_ += highest_ + between_components;
            x_ = highest_ = 0;
        }
        const Spot spot{x_, y_};
        x_ += size.width + between_components;
        highest_ = std::max(highest_, size.height);
        width = std::max(width, x_ - between_components);
        height = std::max(height, y_ + highest_);
        return spot;
    }
    Length width = 0;
    Length height = 0;

private:
    Length limit_;
    Length x_ = 0;
    Length y_ = 0;
    Length highest_ = 0;
};

class Placing {
public:
    explicit Placing(const Picture& picture)
        : picture_(picture),
          component_of_(picture.nodes.size(), nowhere),
          number_in_(picture.nodes.size(), nowhere),
          centres_(picture.nodes.size()),
          link_of_(picture.edges.size(), nowhere),
          paths_(picture.edges.size()) {
        for (const PictureNode& node : picture.nodes) sizes_.push_back(placing::estimated_size(node));
    }

    Placement place() {
        find_components();
        find_links();
        for (Component& component : components_) drawn_.push_back(placing::drawn(std::move(component)));
        pack();
        add_singles();
        draw_edges();
        return finished();
    }

private:
    void find_components() {
        render::JoinedSets sets(picture_.nodes.size());
        for (const PictureEdge& edge : picture_.edges) sets.join(edge.source, edge.target);
        std::vector<std::uint32_t> members(picture_.nodes.size());
        for (std::uint32_t node = 0; node < members.size(); ++node) ++members[sets.of(node)];
        std::vector<std::uint32_t> number(picture_.nodes.size(), nowhere);
        for (std::uint32_t node = 0; node < members.size(); ++node) {
            const std::uint32_t set = sets.of(node);
            if (members[set] == 1) {
                singles_.push_back(node);
                continue;
            }
            if (number[set] == nowhere) {
                number[set] = static_cast<std::uint32_t>(components_.size());
                components_.emplace_back();
            }
            Component& component = components_[number[set]];
            component_of_[node] = number[set];
            number_in_[node] = static_cast<std::uint32_t>(component.nodes.size());
            component.nodes.push_back(node);
            component.sizes.push_back(sizes_[node]);
            component.sides.push_back(side_of(picture_.nodes[node].look));
        }
        for (const Component& component : components_) nodes_of_.push_back(component.nodes);
    }

    /// Two nodes have one link, in the direction that reads from left to right, if there is one.
    void find_links() {
        std::vector<std::uint32_t> edges;
        for (std::uint32_t i = 0; i < picture_.edges.size(); ++i) {
            if (picture_.edges[i].source != picture_.edges[i].target) edges.push_back(i);
        }
        const auto pair_of = [&](std::uint32_t i) {
            return std::minmax(picture_.edges[i].source, picture_.edges[i].target);
        };
        const auto leftward = [&](std::uint32_t i) {
            const PictureEdge& edge = picture_.edges[i];
            return side_of(picture_.nodes[edge.source].look) > side_of(picture_.nodes[edge.target].look);
        };
        std::sort(edges.begin(), edges.end(), [&](std::uint32_t a, std::uint32_t b) {
            return std::tuple(pair_of(a), leftward(a), a) < std::tuple(pair_of(b), leftward(b), b);
        });
        for (std::size_t i = 0; i < edges.size(); ++i) {
            const PictureEdge& edge = picture_.edges[edges[i]];
            Component& component = components_[component_of_[edge.source]];
            if (i == 0 || pair_of(edges[i - 1]) != pair_of(edges[i])) {
                component.links.push_back({number_in_[edge.source], number_in_[edge.target]});
            }
            link_of_[edges[i]] = static_cast<std::uint32_t>(component.links.size() - 1);
            if (number_in_[edge.source] != component.links.back().from) backward_.push_back(edges[i]);
        }
        std::sort(backward_.begin(), backward_.end());
    }

    void pack() {
        std::vector<std::size_t> order(drawn_.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        // Nearly equal ones keep the order of their names.
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return drawn_[a].height / about_equal > drawn_[b].height / about_equal;
        });
        Length area = 0;
        Length widest = 0;
        for (const Drawn& each : drawn_) {
            area += (each.width + between_components) * (each.height + between_components);
            widest = std::max(widest, each.width);
        }
        for (const std::uint32_t node : singles_) {
            area += (sizes_[node].width + between_singles) * (sizes_[node].height + between_singles);
        }
        limit_ = std::max(widest, root(area * placing::best_shape / 10));
        Shelves shelves(limit_);
        offsets_.resize(drawn_.size());
        for (const std::size_t i : order) {
            offsets_[i] = shelves.add({drawn_[i].width, drawn_[i].height});
            for (std::size_t k = 0; k < nodes_of_[i].size(); ++k) {
                centres_[nodes_of_[i][k]] = {offsets_[i].x + drawn_[i].centres[k].x,
                                             offsets_[i].y + drawn_[i].centres[k].y};
            }
        }
        width_ = shelves.width;
        height_ = shelves.height;
    }

    /// What is joined to nothing stands below, in columns.
    void add_singles() {
        if (singles_.empty()) return;
        Size cell;
        for (const std::uint32_t node : singles_) {
            cell.width = std::max(cell.width, sizes_[node].width + between_singles);
            cell.height = std::max(cell.height, sizes_[node].height + between_singles);
        }
        const Length columns = std::max<Length>(1, limit_ / cell.width);
        const Length top = height_ == 0 ? 0 : height_ + between_components;
        for (std::size_t i = 0; i < singles_.size(); ++i) {
            const Length column = static_cast<Length>(i) % columns;
            const Length row = static_cast<Length>(i) / columns;
            const Size size = sizes_[singles_[i]];
            centres_[singles_[i]] = {column * cell.width + size.width / 2, top + row * cell.height + cell.height / 2};
            width_ = std::max(width_, column * cell.width + size.width);
            height_ = std::max(height_, top + (row + 1) * cell.height);
        }
    }

    void draw_edges() {
        std::vector<std::uint32_t> used(picture_.nodes.size());  // loops, by node
        std::vector<std::vector<std::uint8_t>> drawn;            // edges, by link
        for (const Drawn& each : drawn_) drawn.emplace_back(each.paths.size());
        for (std::uint32_t i = 0; i < picture_.edges.size(); ++i) {
            const PictureEdge& edge = picture_.edges[i];
            if (edge.source == edge.target) {
                paths_[i] = loop(edge.source, used[edge.source]++);
                continue;
            }
            const std::uint32_t component = component_of_[edge.source];
            paths_[i] = drawn_[component].paths[link_of_[i]];
            // Edges between the same two nodes lie beside each other, a few of them.
            constexpr std::array<Length, 5> shifts{0, 4, -4, 8, -8};
            std::uint8_t& count = drawn[component][link_of_[i]];
            const Length shift = shifts[count];
            count = static_cast<std::uint8_t>((count + 1) % shifts.size());
            for (Spot& spot : paths_[i])
                spot = {spot.x + offsets_[component].x, spot.y + offsets_[component].y + shift};
            if (std::binary_search(backward_.begin(), backward_.end(), i))
                std::reverse(paths_[i].begin(), paths_[i].end());
        }
    }

    /// Right of the node, the first one close to it.
    std::vector<Spot> loop(std::uint32_t node, std::uint32_t number) const {
        const Length out = 30 + 6 * (number % 3);
        const Length x = centres_[node].x + sizes_[node].width / 2;
        const Length y = centres_[node].y;
        return {{x, y - 6}, {x + out, y - 12}, {x + out, y + 6}, {x, y + 6}};
    }

    Placement finished() {
        Placement out;
        const auto point = [&](const Spot& spot) {
            return Point{static_cast<double>(spot.x), static_cast<double>(height_ - spot.y)};
        };
        for (const Spot& centre : centres_) out.nodes.push_back(point(centre));
        for (const Size& size : sizes_) {
            out.sizes.push_back({static_cast<double>(size.width), static_cast<double>(size.height)});
        }
        for (std::vector<Spot>& path : paths_) {
            std::vector<Point>& points = out.edges.emplace_back();
            points.reserve(path.size());
            for (const Spot& spot : path) points.push_back(point(spot));
            path = {};
        }
        out.width = static_cast<double>(width_);
        out.height = static_cast<double>(height_);
        return out;
    }

    const Picture& picture_;
    std::vector<Size> sizes_;
    std::vector<std::uint32_t> component_of_;  ///< by node
    std::vector<std::uint32_t> number_in_;     ///< by node: in its component
    std::vector<std::uint32_t> singles_;
    std::vector<Component> components_;
    std::vector<std::vector<std::uint32_t>> nodes_of_;  ///< by component
    std::vector<Drawn> drawn_;
    std::vector<Spot> offsets_;
    std::vector<Spot> centres_;
    std::vector<std::uint32_t> link_of_;   ///< by edge
    std::vector<std::uint32_t> backward_;  ///< edges against the direction of their link
    std::vector<std::vector<Spot>> paths_;
    Length limit_ = 0;
    Length width_ = 0;
    Length height_ = 0;
};

}  // namespace

Placement placed(const Picture& picture) {
    return Placing(picture).place();
}

}  // namespace millwright
