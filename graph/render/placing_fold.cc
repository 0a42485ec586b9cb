// Pictures are read on screens and paper: what would be a tall strip is folded into bands beside each other, what would be a
// long one into rows below each other, where few links are cut.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>

#include "graph/render/placing.h"

namespace millwright::placing {
namespace {

/// About what stands between two layers.
constexpr Length channel = 120;
/// Links that climb further than this within a block run on tracks: as curves, they would cross too much.
constexpr Length longest_climb = 600;
constexpr std::size_t most_links_of_a_node = 6;
/// Smaller pictures are not folded.
constexpr Length small_height = 1'600;
constexpr Length small_width = 4'000;
/// Width to height, in tenths: what is good enough.
constexpr Length narrowest_shape = 8;
constexpr Length widest_shape = 28;

Length width_of(const Component& component, const Layers& layers, std::size_t layer) {
    Length width = 0;
    for (const std::uint32_t cell : layers.order[layer]) {
        if (!layers.is_bend(cell)) width = std::max(width, component.sizes[cell].width);
    }
    return width + channel;
}

/// Where a strip may be cut, in order, and how many links each cut would cross.
struct Cut {
    Length at = 0;
    std::size_t crossed = 0;
};

/// Near every nth part of the way the cut that crosses fewest links, or the nearest of these.
std::vector<Length> best_cuts(const std::vector<Cut>& cuts, Length first, Length last, std::size_t parts) {
    std::vector<Length> best;
    const Length part = (last - first) / static_cast<Length>(parts);
    auto from = cuts.begin();
    for (std::size_t i = 1; i < parts; ++i) {
        const Length ideal = first + (last - first) * static_cast<Length>(i) / static_cast<Length>(parts);
        from =
            std::lower_bound(from, cuts.end(), ideal - part / 5, [](const Cut& cut, Length at) { return cut.at < at; });
        auto chosen = cuts.end();
        const auto cost = [&](const Cut& cut) { return std::pair(cut.crossed, std::abs(cut.at - ideal)); };
        for (auto cut = from; cut != cuts.end() && cut->at <= ideal + part / 5; ++cut) {
            if (chosen == cuts.end() || cost(*cut) < cost(*chosen)) chosen = cut;
        }
        if (chosen != cuts.end()) best.push_back(chosen->at);
    }
    return best;
}

class Fold {
public:
    Fold(const Component& component, Layers& layers, std::size_t bands)
        : component_(component), layers_(layers), parts_(bands) {}

    Folding fold() {
        folding_.block_of.assign(layers_.layer_of.size(), 0);
        straightened(component_, layers_, layers_.order, folding_.y);
        if (put_aside_climbers()) straightened(component_, layers_, layers_.order, folding_.y);
        choose();
        cut();
        fill_blocks();
        put_aside_climbers();
        for (Block& block : folding_.blocks) set_heights(block);
        return std::move(folding_);
    }

private:
    Length y(std::uint32_t cell) const { return folding_.y[cell]; }

    bool put_aside_climbers() {
        bool any = false;
        for (std::size_t i = 0; i < component_.links.size(); ++i) {
            const Link& link = component_.links[i];
            if (layers_.far[i] != 0 || folding_.block_of[link.from] != folding_.block_of[link.to]) continue;
            if (std::abs(y(link.from) - y(link.to)) <= longest_climb) continue;
            put_aside(i);
            any = true;
        }
        if (any) rebuild();
        return any;
    }

    /// Its bends go out of the order with the next `rebuild`.
    void put_aside(std::size_t link) {
        const std::uint32_t bends = layers_.bends(component_, link);
        gone_.resize(layers_.layer_of.size());
        for (std::uint32_t i = 0; i < bends; ++i) gone_[layers_.first_bend[link] + i] = 1;
        layers_.far[link] = 1;
    }

    void rebuild() {
        gone_.resize(layers_.layer_of.size());
        const auto clean = [&](std::vector<std::uint32_t>& cells) {
            cells.erase(
                std::remove_if(cells.begin(), cells.end(), [&](std::uint32_t cell) { return gone_[cell] != 0; }),
                cells.end());
        };
        for (auto& layer : layers_.order) clean(layer);
        for (Block& block : folding_.blocks) {
            for (auto& layer : block.layers) clean(layer);
        }
        layers_.joints.clear();
        for (std::size_t i = 0; i < component_.links.size(); ++i) {
            if (layers_.far[i] != 0) continue;
            std::uint32_t before = component_.links[i].from;
            for (std::uint32_t bend = 0; bend < layers_.bends(component_, i); ++bend) {
                layers_.joints.push_back({before, layers_.first_bend[i] + bend});
                before = layers_.first_bend[i] + bend;
            }
            layers_.joints.push_back({before, component_.links[i].to});
        }
    }

    void choose() {
        Length width = 0;
        for (std::size_t layer = 0; layer < layers_.order.size(); ++layer)
            width += width_of(component_, layers_, layer);
        top_ = std::numeric_limits<Length>::max();
        bottom_ = std::numeric_limits<Length>::min();
        for (std::uint32_t node = 0; node < layers_.nodes; ++node) {
            top_ = std::min(top_, y(node) - component_.sizes[node].height / 2);
            bottom_ = std::max(bottom_, y(node) + component_.sizes[node].height / 2);
        }
        const Length height = bottom_ - top_;
        if (parts_ != 0) return;
        parts_ = 1;
        // Where everything is joined to everything, a cut would cross more than it is worth.
        if (component_.links.size() > most_links_of_a_node * layers_.nodes) return;
        if (height > small_height && 10 * width < narrowest_shape * height) {
            parts_ = root_of(best_shape * height, 10 * width);
            parts_ = root_of(best_shape * height, 10 * width_of_bands());
        } else if (width > small_width && 10 * width > widest_shape * height) {
            folding_.rows = true;
            parts_ = root_of(10 * width, best_shape * (height + channel));
        }
    }

    /// The mean of what as many bands would be wide: not every layer has nodes in each.
    Length width_of_bands() const {
        Length all = 0;
        std::vector<std::uint8_t> used;
        for (std::size_t layer = 0; layer < layers_.order.size(); ++layer) {
            used.assign(parts_ + 1, 0);
            for (const std::uint32_t cell : layers_.order[layer]) {
                if (!layers_.is_bend(cell)) used[band_at(y(cell))] = 1;
            }
            all += width_of(component_, layers_, layer) * std::count(used.begin(), used.end(), 1);
        }
        return std::max<Length>(1, all / static_cast<Length>(parts_));
    }

    std::size_t band_at(Length height) const {
        return static_cast<std::size_t>((height - top_) * static_cast<Length>(parts_) / (bottom_ - top_));
    }

    void cut() {
        if (parts_ < 2) return;
        const std::vector<Length> cuts =
            folding_.rows ? cuts_of_rows() : best_cuts(cuts_of_bands(), top_, bottom_, parts_);
        for (std::uint32_t cell = 0; cell < folding_.block_of.size(); ++cell) {
            const Length at = folding_.rows ? static_cast<Length>(layers_.layer_of[cell]) : y(cell);
            const auto block = std::upper_bound(cuts.begin(), cuts.end(), at) - cuts.begin();
            folding_.block_of[cell] = static_cast<std::uint32_t>(block);
        }
        parts_ = cuts.size() + 1;
        for (std::size_t i = 0; i < component_.links.size(); ++i) {
            if (is_cut(i)) put_aside(i);
        }
        rebuild();
    }

    bool is_cut(std::size_t link) const {
        const std::uint32_t block = folding_.block_of[component_.links[link].from];
        if (folding_.block_of[component_.links[link].to] != block) return true;
        for (std::uint32_t i = 0; i < layers_.bends(component_, link); ++i) {
            if (folding_.block_of[layers_.first_bend[link] + i] != block) return true;
        }
        return false;
    }

    /// Between any two nodes, by height.
    std::vector<Cut> cuts_of_bands() const {
        std::vector<std::pair<Length, int>> ends;
        for (std::size_t i = 0; i < component_.links.size(); ++i) {
            if (layers_.far[i] != 0) continue;
            const auto [low, high] = std::minmax({y(component_.links[i].from), y(component_.links[i].to)});
            ends.emplace_back(low, 1);
            ends.emplace_back(high, -1);
        }
        std::sort(ends.begin(), ends.end());
        std::vector<Length> heights(folding_.y.begin(),
                                    folding_.y.begin() + static_cast<std::ptrdiff_t>(layers_.nodes));
        std::sort(heights.begin(), heights.end());
        std::vector<Cut> cuts;
        std::size_t open = 0;
        auto end = ends.begin();
        for (const Length height : heights) {
            for (; end != ends.end() && end->first < height; ++end) open += end->second > 0 ? 1U : std::size_t(-1);
            if (cuts.empty() || cuts.back().at != height) cuts.push_back({height, open});
        }
        return cuts;
    }

    /// The layers that begin a row.
    std::vector<Length> cuts_of_rows() const {
        std::vector<std::int64_t> change(layers_.order.size() + 1);
        for (const Link& link : component_.links) {
            ++change[layers_.layer_of[link.from] + 1];
            --change[layers_.layer_of[link.to] + 1];
        }
        std::vector<Cut> cuts;
        std::vector<Length> start{0};
        std::int64_t open = 0;
        for (std::size_t layer = 0; layer < layers_.order.size(); ++layer) {
            open += change[layer];
            cuts.push_back({start.back(), static_cast<std::size_t>(open)});
            start.push_back(start.back() + width_of(component_, layers_, layer));
        }
        std::vector<Length> first_layers;
        for (const Length cut : best_cuts(cuts, 0, start.back(), parts_)) {
            first_layers.push_back(std::lower_bound(start.begin(), start.end(), cut) - start.begin());
        }
        return first_layers;
    }

    void fill_blocks() {
        folding_.blocks.resize(parts_);
        for (std::uint32_t layer = 0; layer < layers_.order.size(); ++layer) {
            for (const std::uint32_t cell : layers_.order[layer]) {
                Block& block = folding_.blocks[folding_.block_of[cell]];
                if (block.layers.empty()) block.first_layer = layer;
                block.layers.resize(layer - block.first_layer + 1);
                block.layers.back().push_back(cell);
            }
        }
        for (std::size_t i = 0; i < parts_; ++i) {
            // Every other band is read upwards, so that what was cut stays close together.
            if (!folding_.rows && i % 2 == 1) {
                for (auto& layer : folding_.blocks[i].layers) std::reverse(layer.begin(), layer.end());
            }
            straightened(component_, layers_, folding_.blocks[i].layers, folding_.y);
        }
    }

    void set_heights(Block& block) {
        Length top = std::numeric_limits<Length>::max();
        Length bottom = std::numeric_limits<Length>::min();
        for (const auto& layer : block.layers) {
            for (const std::uint32_t cell : layer) {
                const Length half = layers_.is_bend(cell) ? 0 : component_.sizes[cell].height / 2;
                top = std::min(top, y(cell) - half);
                bottom = std::max(bottom, y(cell) + half);
            }
        }
        for (const auto& layer : block.layers) {
            for (const std::uint32_t cell : layer) folding_.y[cell] -= top;
        }
        block.height = bottom < top ? 0 : bottom - top;
    }

    const Component& component_;
    Layers& layers_;
    Folding folding_;
    std::vector<std::uint8_t> gone_;
    std::size_t parts_;
    Length top_ = 0;
    Length bottom_ = 0;
};

}  // namespace

std::size_t root_of(Length over, Length under) {
    Length root = 1;
    while ((2 * root + 1) * (2 * root + 1) * under <= 4 * over) ++root;
    return static_cast<std::size_t>(root);
}

Folding folded(const Component& component, Layers& layers, std::size_t bands) {
    return Fold(component, layers, bands).fold();
}

}  // namespace millwright::placing
