// Heights of nodes: each layer takes the positions that come closest to its neighbours' while its order and gaps are kept.
#include <algorithm>

#include "graph/render/placing.h"

namespace millwright::placing {
namespace {

constexpr Length gap = 16;
constexpr Length bend_gap = 10;

Length floor_divided(Length sum, Length by) {
    return sum >= 0 ? sum / by : -((-sum + by - 1) / by);
}

class Straightening {
public:
    Straightening(const Component& component, const Layers& layers,
                  const std::vector<std::vector<std::uint32_t>>& order, std::vector<Length>& y)
        : component_(component),
          layers_(layers),
          order_(order),
          y_(y),
          neighbours_(layers.layer_of.size(), layers.joints) {}

    void run() {
        constexpr int rounds = 10;
        for (const auto& layer : order_) pack(layer);
        for (int round = 0; round < rounds; ++round) {
            // The last rounds look both ways; the first ones carry positions through all layers.
            const bool both = round + 3 >= rounds;
            if (round % 2 == 0)
                for (std::size_t i = 0; i < order_.size(); ++i) settle(order_[i], !both && i > 0 ? -1 : 0);
            else
                for (std::size_t i = order_.size(); i-- > 0;) settle(order_[i], !both && i + 1 < order_.size() ? 1 : 0);
        }
    }

private:
    Length height(std::uint32_t cell) const { return layers_.is_bend(cell) ? 0 : component_.sizes[cell].height; }
    Length between(std::uint32_t above, std::uint32_t below) const {
        return (height(above) + height(below)) / 2 +
               (layers_.is_bend(above) || layers_.is_bend(below) ? bend_gap : gap);
    }

    /// One below the other, around the middle.
    void pack(const std::vector<std::uint32_t>& layer) {
        Length y = 0;
        for (std::size_t i = 0; i < layer.size(); ++i) {
            if (i > 0) y += between(layer[i - 1], layer[i]);
            y_[layer[i]] = y;
        }
        for (const std::uint32_t cell : layer) y_[cell] -= y / 2;
    }

    struct Wish {
        Length y = 0;
        Length weight = 0;
    };

    /// Where the cell would stand best. Neighbours with many others pull little; bends pull each other straight.
    Wish wish(std::uint32_t cell, int side) const {
        constexpr Length unit = 1 << 10;
        Wish wish;
        for (const auto* next = neighbours_.begin(cell); next != neighbours_.end(cell); ++next) {
            const auto step = static_cast<int>(layers_.layer_of[*next]) - static_cast<int>(layers_.layer_of[cell]);
            if (side != 0 && step != side) continue;
            Length weight = std::max<Length>(1, unit / static_cast<Length>(neighbours_.count(*next)));
            if (layers_.is_bend(cell) && layers_.is_bend(*next)) weight *= 8;
            wish.y += weight * y_[*next];
            wish.weight += weight;
        }
        if (wish.weight == 0) return {y_[cell], 1};
        return {floor_divided(wish.y, wish.weight), std::min<Length>(wish.weight, 64 * unit)};
    }

    /// Cells that stand as close to each other as they may, at the mean of their wishes.
    struct Group {
        Length sum = 0;
        Length weight = 0;
        std::size_t cells = 0;
        Length mean() const { return floor_divided(sum, weight); }
    };

    /// The positions with the least squares of distances to the wishes, by joining groups that would overlap.
    void settle(const std::vector<std::uint32_t>& layer, int side) {
        std::vector<Group> groups;
        std::vector<Length> offset(layer.size());
        for (std::size_t i = 0; i < layer.size(); ++i) {
            if (i > 0) offset[i] = offset[i - 1] + between(layer[i - 1], layer[i]);
            const Wish wished = wish(layer[i], side);
            groups.push_back({wished.weight * (wished.y - offset[i]), wished.weight, 1});
            while (groups.size() > 1 && groups[groups.size() - 2].mean() > groups.back().mean()) {
                const Group last = groups.back();
                groups.pop_back();
                groups.back().sum += last.sum;
                groups.back().weight += last.weight;
                groups.back().cells += last.cells;
            }
        }
        std::size_t at = 0;
        for (const Group& group : groups) {
            for (std::size_t i = 0; i < group.cells; ++i, ++at) y_[layer[at]] = offset[at] + group.mean();
        }
    }

    const Component& component_;
    const Layers& layers_;
    const std::vector<std::vector<std::uint32_t>>& order_;
    std::vector<Length>& y_;
    Neighbours neighbours_;
};

}  // namespace

void straightened(const Component& component, const Layers& layers,
                  const std::vector<std::vector<std::uint32_t>>& order, std::vector<Length>& y) {
    y.resize(layers.layer_of.size());
    Straightening(component, layers, order, y).run();
}

}  // namespace millwright::placing
