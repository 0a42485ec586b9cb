// Makes every link of a component lead forward: what runs in cycles is read from where one comes in, and links back to what
// is read earlier are turned around. Links that are in no cycle keep their direction.
#pragma once

#include <span>

#include "graph/render/placing.h"

namespace millwright::placing {

/// Where links lead.
class Targets {
public:
    Targets(std::size_t nodes, const std::vector<Link>& links);

    std::span<const std::uint32_t> of(std::uint32_t node) const {
        return {list_.data() + first_[node], list_.data() + first_[node + 1]};
    }

private:
    std::vector<std::size_t> first_;
    std::vector<std::uint32_t> list_;
};

/// Turns links of the component around; gives its nodes in an order in which all lead forward.
std::vector<std::uint32_t> cut_cycles(Component& component);

}  // namespace millwright::placing
