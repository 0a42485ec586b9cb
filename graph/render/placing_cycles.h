// Makes every link of a component lead forward: what runs in cycles is read from where one comes in, and links back to what
// is read earlier are turned around. Links that are in no cycle keep their direction.
#pragma once

#include "graph/render/placing.h"

namespace millwright::placing {

/// Where links lead.
class Targets {
public:
    Targets(std::size_t nodes, const std::vector<Link>& links);

    struct Span {
        const std::uint32_t* first;
        const std::uint32_t* last;
        const std::uint32_t* begin() const { return first; }
        const std::uint32_t* end() const { return last; }
        std::size_t size() const { return static_cast<std::size_t>(last - first); }
    };
    Span of(std::uint32_t node) const { return {list_.data() + first_[node], list_.data() + first_[node + 1]}; }

private:
    std::vector<std::size_t> first_;
    std::vector<std::uint32_t> list_;
};

/// Turns links of the component around; gives its nodes in an order in which all lead forward.
std::vector<std::uint32_t> cut_cycles(Component& component);

}  // namespace millwright::placing
