// Which services' messages can reach an item: what a change of it touches.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/production.h"

namespace millwright::migrate {

/// Looks along the routes of both sides, so that it answers for removed items too. The productions must outlive it.
class Reach {
public:
    Reach(const Production& before, const Production& after);

    /// Services from which `item` can be reached, itself included if it is one; sorted, at most `most_impact`.
    const std::vector<std::string>& services(std::string_view item);

private:
    void add(const Production& production);
    std::uint32_t node(std::string_view name);
    std::vector<std::string> search(std::uint32_t start);
    bool is_source(std::uint32_t node) const;

    struct Node {
        std::string_view name;
        Role role = Role::component;
        bool sends = false;
        std::vector<std::uint32_t> senders;
    };

    std::vector<Node> nodes_;
    std::unordered_map<std::string_view, std::uint32_t> numbers_;
    std::unordered_map<std::uint32_t, std::vector<std::string>> known_;
    std::vector<std::uint32_t> seen_;  ///< by node: the number of the search that saw it last
    std::uint32_t searches_ = 0;
    std::size_t budget_ = 0;  ///< nodes that may still be visited, so that all searches together stay linear
    std::vector<std::string> none_;
};

}  // namespace millwright::migrate
