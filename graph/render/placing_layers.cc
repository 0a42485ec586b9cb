// Which layer each node stands in, and the first order of each layer: cycles are cut, links run from left to right.
#include <algorithm>
#include <limits>
#include <numeric>

#include "graph/render/placing.h"
#include "graph/render/placing_cycles.h"
#include "graph/render/placing_order.h"

namespace millwright::placing {

Neighbours::Neighbours(std::size_t nodes, const std::vector<Link>& links) : first_(nodes + 1), list_(2 * links.size()) {
    for (const Link& link : links) {
        ++first_[link.from + 1];
        ++first_[link.to + 1];
    }
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    std::vector<std::size_t> next(first_.begin(), first_.end() - 1);
    for (const Link& link : links) {
        list_[next[link.from]++] = link.to;
        list_[next[link.to]++] = link.from;
    }
}

namespace {

/// Above this many layers, operations do not all stand in the last one: routes to it would cross the whole picture.
constexpr std::uint32_t most_layers_by_side = 8;

/// The layers that a node may stand in, as far as its neighbours leave it free.
struct Range {
    std::uint32_t low = 0;
    std::uint32_t high = std::numeric_limits<std::uint32_t>::max();
};

class Ranking {
public:
    Ranking(const Component& component, const std::vector<std::uint32_t>& forward)
        : component_(component),
          forward_(forward),
          targets_(component.nodes.size(), component.links),
          layer_(component.nodes.size()),
          balance_(component.nodes.size()) {
        for (const Link& link : component.links) {
            --balance_[link.from];
            ++balance_[link.to];
        }
    }

    std::vector<std::uint32_t> layers() {
        for (const std::uint32_t node : forward_) {
            for (const std::uint32_t next : targets_.of(node)) layer_[next] = std::max(layer_[next], layer_[node] + 1);
        }
        const std::uint32_t last = *std::max_element(layer_.begin(), layer_.end());
        const bool by_side = last < most_layers_by_side;
        for (auto node = forward_.rbegin(); node != forward_.rend(); ++node) settle(*node, last, by_side);
        const std::uint32_t first = *std::min_element(layer_.begin(), layer_.end());
        for (std::uint32_t& layer : layer_) layer -= first;
        return std::move(layer_);
    }

private:
    /// What sends more than it receives stands close to where it sends; the others stay.
    void settle(std::uint32_t node, std::uint32_t last, bool by_side) {
        const auto next = targets_.of(node);
        if (next.size() == 0) {
            if (by_side && component_.sides[node] == Side::right) layer_[node] = last;
            return;
        }
        if (balance_[node] >= 0 || (by_side && component_.sides[node] == Side::left)) return;
        std::uint32_t nearest = std::numeric_limits<std::uint32_t>::max();
        for (const std::uint32_t each : next) nearest = std::min(nearest, layer_[each]);
        layer_[node] = nearest - 1;
    }

    const Component& component_;
    const std::vector<std::uint32_t>& forward_;
    Targets targets_;
    std::vector<std::uint32_t> layer_;
    std::vector<std::int32_t> balance_;
};

/// The longest links that still pass through layers, so that there are not many more bends than nodes and links.
std::uint32_t longest_passing(const Component& component, const std::vector<std::uint32_t>& layer) {
    constexpr std::uint32_t most = 8;
    std::vector<std::size_t> of_length(most + 1);
    for (const Link& link : component.links) {
        const std::uint32_t length = layer[link.to] - layer[link.from];
        if (length <= most) ++of_length[length];
    }
    std::size_t left = 2 * (component.nodes.size() + component.links.size());
    std::uint32_t longest = 1;
    while (longest < most && of_length[longest + 1] * longest <= left) {
        left -= of_length[longest + 1] * longest;
        ++longest;
    }
    return longest;
}

void add_bends(const Component& component, Layers& layers) {
    const std::uint32_t longest = longest_passing(component, layers.layer_of);
    for (const Link& link : component.links) {
        const std::uint32_t from = layers.layer_of[link.from];
        const std::uint32_t to = layers.layer_of[link.to];
        layers.first_bend.push_back(static_cast<std::uint32_t>(layers.layer_of.size()));
        layers.far.push_back(to - from > longest ? 1 : 0);
        if (layers.far.back() != 0) continue;
        std::uint32_t before = link.from;
        for (std::uint32_t layer = from + 1; layer < to; ++layer) {
            const auto bend = static_cast<std::uint32_t>(layers.layer_of.size());
            layers.layer_of.push_back(layer);
            layers.joints.push_back({before, bend});
            before = bend;
        }
        layers.joints.push_back({before, link.to});
    }
}

/// The first order of every layer: that of the sequence, a bend between the ends of its link.
void set_first_order(const Component& component, Layers& layers) {
    const std::vector<std::uint32_t> place = sequence(Neighbours(layers.nodes, component.links));
    std::vector<std::int64_t> key(layers.layer_of.size());
    for (std::size_t i = 0; i < layers.nodes; ++i) key[i] = 2 * static_cast<std::int64_t>(place[i]);
    for (std::size_t i = 0; i < component.links.size(); ++i) {
        const Link& link = component.links[i];
        for (std::uint32_t bend = 0; bend < layers.bends(component, i); ++bend) {
            key[layers.first_bend[i] + bend] = static_cast<std::int64_t>(place[link.from]) + place[link.to];
        }
    }
    layers.order.resize(*std::max_element(layers.layer_of.begin(), layers.layer_of.end()) + std::size_t{1});
    for (std::uint32_t cell = 0; cell < key.size(); ++cell) layers.order[layers.layer_of[cell]].push_back(cell);
    order_by(layers.order, key);
}

}  // namespace

void order_by(std::vector<std::vector<std::uint32_t>>& order, const std::vector<std::int64_t>& key) {
    for (std::vector<std::uint32_t>& layer : order) {
        std::stable_sort(layer.begin(), layer.end(), [&](std::uint32_t a, std::uint32_t b) { return key[a] < key[b]; });
    }
}

Layers layered(Component& component) {
    Layers layers;
    layers.nodes = component.nodes.size();
    const std::vector<std::uint32_t> forward = cut_cycles(component);
    layers.layer_of = Ranking(component, forward).layers();
    add_bends(component, layers);
    set_first_order(component, layers);
    reduce_crossings(layers);
    return layers;
}

}  // namespace millwright::placing
