#include "graph/render/placing_order.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>

namespace millwright::placing {
namespace {

/// Breadth first through what is not a hub, in an order that depends on nothing but the graph's numbers.
class Sequence {
public:
    explicit Sequence(const Neighbours& neighbours)
        : neighbours_(neighbours), hub_(hub_degree(neighbours)), seen_(neighbours.size()), place_(neighbours.size()) {}

    std::vector<std::uint32_t> places() {
        for (const std::uint32_t start : starts()) {
            // From one end of the piece to the other, twice, finds nearly the longest way.
            walk(walk(walk(start)));
            for (const std::uint32_t node : walked_) place_[node] = next_++;
        }
        place_hubs();
        return std::move(place_);
    }

private:
    bool is_hub(std::uint32_t node) const { return neighbours_.count(node) > hub_; }

    /// A node of each piece that is left without the hubs; pieces at the same hub one after the other.
    std::vector<std::uint32_t> starts() {
        using Piece = std::tuple<std::size_t, std::uint32_t, std::uint32_t>;
        std::vector<Piece> pieces;
        std::vector<std::uint8_t> known(neighbours_.size());
        for (std::uint32_t node = 0; node < neighbours_.size(); ++node) {
            if (known[node] != 0 || is_hub(node)) continue;
            walk(node);
            Piece piece{std::numeric_limits<std::size_t>::max(), 0, node};
            for (const std::uint32_t each : walked_) {
                known[each] = 1;
                for (const std::uint32_t next : neighbours_of(each)) {
                    if (is_hub(next)) piece = std::min(piece, Piece{neighbours_.count(next), next, node});
                }
            }
            pieces.push_back(piece);
        }
        std::sort(pieces.begin(), pieces.end());
        std::vector<std::uint32_t> starts;
        for (const Piece& piece : pieces) starts.push_back(std::get<2>(piece));
        return starts;
    }

    struct Span {
        const std::uint32_t* first;
        const std::uint32_t* last;
        const std::uint32_t* begin() const { return first; }
        const std::uint32_t* end() const { return last; }
    };
    Span neighbours_of(std::uint32_t node) const { return {neighbours_.begin(node), neighbours_.end(node)}; }

    /// Fills `walked_`; gives the last node.
    std::uint32_t walk(std::uint32_t start) {
        ++round_;
        walked_.assign(1, start);
        seen_[start] = round_;
        for (std::size_t at = 0; at < walked_.size(); ++at) {
            for (const std::uint32_t next : neighbours_of(walked_[at])) {
                if (seen_[next] == round_ || is_hub(next)) continue;
                seen_[next] = round_;
                walked_.push_back(next);
            }
        }
        return walked_.back();
    }

    /// In the middle of what they join; those that join only hubs at the end.
    void place_hubs() {
        for (std::uint32_t node = 0; node < neighbours_.size(); ++node) {
            if (!is_hub(node)) continue;
            std::uint64_t sum = 0;
            std::uint64_t count = 0;
            for (const std::uint32_t next : neighbours_of(node)) {
                if (is_hub(next)) continue;
                sum += place_[next];
                ++count;
            }
            place_[node] = count == 0 ? next_ : static_cast<std::uint32_t>(sum / count);
        }
    }

    const Neighbours& neighbours_;
    std::size_t hub_;
    std::vector<std::uint32_t> seen_;
    std::uint32_t round_ = 0;
    std::vector<std::uint32_t> walked_;
    std::vector<std::uint32_t> place_;
    std::uint32_t next_ = 0;
};

/// Counts how many of the numbers seen are greater than one.
class GreaterCount {
public:
    explicit GreaterCount(std::size_t numbers) : tree_(numbers + 1) {}
    void add(std::size_t number) {
        ++total_;
        for (std::size_t i = number + 1; i < tree_.size(); i += i & (~i + 1)) ++tree_[i];
    }
    std::uint64_t greater(std::size_t number) const {
        std::uint64_t not_greater = 0;
        for (std::size_t i = number + 1; i > 0; i -= i & (~i + 1)) not_greater += tree_[i];
        return total_ - not_greater;
    }

private:
    std::vector<std::uint32_t> tree_;
    std::uint64_t total_ = 0;
};

class Sweeps {
public:
    explicit Sweeps(Layers& layers)
        : layers_(layers), neighbours_(layers.layer_of.size(), layers.joints), position_(layers.layer_of.size()) {
        for (std::uint32_t layer = 0; layer < layers_.order.size(); ++layer) number(layer);
    }

    void sweep_right() {
        for (std::uint32_t layer = 1; layer < layers_.order.size(); ++layer) reorder(layer, layer - 1);
    }
    void sweep_left() {
        for (auto layer = static_cast<std::uint32_t>(layers_.order.size() - 1); layer-- > 0;) reorder(layer, layer + 1);
    }

    std::uint64_t crossings() const {
        std::uint64_t all = 0;
        std::vector<std::uint32_t> targets;
        for (std::uint32_t layer = 0; layer + 1 < layers_.order.size(); ++layer) {
            GreaterCount before(layers_.order[layer + 1].size());
            for (const std::uint32_t cell : layers_.order[layer]) {
                targets.clear();
                for (const auto* next = neighbours_.begin(cell); next != neighbours_.end(cell); ++next) {
                    if (layers_.layer_of[*next] == layer + 1) targets.push_back(position_[*next]);
                }
                for (const std::uint32_t target : targets) all += before.greater(target);
                for (const std::uint32_t target : targets) before.add(target);
            }
        }
        return all;
    }

private:
    void number(std::uint32_t layer) {
        for (std::uint32_t i = 0; i < layers_.order[layer].size(); ++i) position_[layers_.order[layer][i]] = i;
    }

    /// By the mean of the neighbours in the other layer, those with few neighbours of their own counting most: what a hub
    /// is joined to says little about where it should stand. What has none stays where it is.
    void reorder(std::uint32_t layer, std::uint32_t other) {
        constexpr std::int64_t weight = 1 << 12;
        constexpr std::int64_t fraction = 64;
        auto& cells = layers_.order[layer];
        std::vector<std::pair<std::int64_t, std::uint32_t>> keys;
        std::int64_t last = 0;
        for (const std::uint32_t cell : cells) {
            std::int64_t sum = 0;
            std::int64_t weights = 0;
            for (const auto* next = neighbours_.begin(cell); next != neighbours_.end(cell); ++next) {
                if (layers_.layer_of[*next] != other) continue;
                const std::int64_t own =
                    std::max<std::int64_t>(1, weight / static_cast<std::int64_t>(neighbours_.count(*next)));
                sum += own * position_[*next];
                weights += own;
            }
            if (weights != 0) last = sum * fraction / weights;
            keys.emplace_back(last, cell);
        }
        std::stable_sort(keys.begin(), keys.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        for (std::size_t i = 0; i < cells.size(); ++i) cells[i] = keys[i].second;
        number(layer);
    }

    Layers& layers_;
    Neighbours neighbours_;
    std::vector<std::uint32_t> position_;
};

}  // namespace

std::size_t hub_degree(const Neighbours& neighbours) {
    std::size_t ends = 0;
    for (std::uint32_t node = 0; node < neighbours.size(); ++node) ends += neighbours.count(node);
    return std::max<std::size_t>(24, 8 * ends / std::max<std::size_t>(1, neighbours.size()));
}

std::vector<std::uint32_t> sequence(const Neighbours& neighbours) {
    return Sequence(neighbours).places();
}

std::uint64_t crossings(const Layers& layers) {
    Layers copy = layers;
    return Sweeps(copy).crossings();
}

void reduce_crossings(Layers& layers) {
    constexpr int rounds = 12;
    constexpr int patience = 3;
    if (layers.order.size() < 2) return;
    Sweeps sweeps(layers);
    auto best = layers.order;
    std::uint64_t fewest = sweeps.crossings();
    for (int round = 0, without = 0; round < rounds && without < patience && fewest > 0; ++round) {
        round % 2 == 0 ? sweeps.sweep_right() : sweeps.sweep_left();
        const std::uint64_t count = sweeps.crossings();
        ++without;
        if (count >= fewest) continue;
        fewest = count;
        best = layers.order;
        without = 0;
    }
    layers.order = std::move(best);
}

}  // namespace millwright::placing
