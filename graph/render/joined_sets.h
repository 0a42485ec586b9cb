// Sets of nodes that are joined step by step: what hangs together in a picture.
#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

namespace millwright::render {

/// Each set is known by its smallest node. Nearly linear.
class JoinedSets {
public:
    explicit JoinedSets(std::size_t nodes) : parent_(nodes) { std::iota(parent_.begin(), parent_.end(), 0U); }
    std::uint32_t of(std::uint32_t node) {
        while (parent_[node] != node) node = parent_[node] = parent_[parent_[node]];
        return node;
    }
    void join(std::uint32_t one, std::uint32_t other) {
        const auto [low, high] = std::minmax({of(one), of(other)});
        parent_[high] = low;
    }

private:
    std::vector<std::uint32_t> parent_;
};

}  // namespace millwright::render
