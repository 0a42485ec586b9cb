// Which services' messages can reach an item: what a change of it touches.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "graph/production.h"
#include "graph/routes.h"

namespace millwright::migrate {

/// Looks along the routes of the newer side and those that changed of the older one, so that it answers for removed items
/// too. The productions must outlive it.
class Reach {
public:
    /// `changed` are the items of the older side that differ; `subjects` the names that will be asked for.
    Reach(const Production& before, const std::vector<std::uint32_t>& changed, const Production& after,
          const std::unordered_set<std::string_view>& subjects);

    /// Services from which `item` can be reached, itself left out; sorted, at most `most_impact`.
    const std::vector<std::string>& services(std::string_view item);

    /// Services among these items, and those from which any of them can be reached: one search for all of them.
    std::vector<std::string> services_of(const std::vector<std::string_view>& items);

private:
    /// Items of the newer side have the numbers that they have there; removed ones follow.
    using Node = std::uint32_t;
    struct Removed {
        std::string_view name;
        Role role = Role::component;
        bool sends = false;
    };

    void number(const std::unordered_set<std::string_view>& names);
    void add_old_routes(const Production& before, const Item& item);
    /// `own`: the starts themselves count too.
    std::vector<std::string> search(std::vector<Node> queue, bool own);
    bool is_source(Node node) const;
    std::string_view name(Node node) const;
    const std::vector<Node>& old_senders(Node node) const;

    const Production& after_;
    Routes routes_;
    std::vector<Removed> removed_;
    std::unordered_map<std::string_view, Node> numbers_;  ///< of the names that matter
    std::unordered_map<Node, std::vector<Node>> old_senders_;
    std::unordered_map<Node, std::vector<std::string>> known_;
    std::vector<std::uint32_t> seen_;  ///< by node: the number of the search that saw it last
    std::uint32_t searches_ = 0;
    std::size_t budget_ = 0;  ///< nodes that may still be visited, so that all searches together stay linear
};

}  // namespace millwright::migrate
