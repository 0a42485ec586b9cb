#include "graph/render/placing_cycles.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "graph/strong_parts.h"

namespace millwright::placing {

Targets::Targets(std::size_t nodes, const std::vector<Link>& links) : first_(nodes + 1), list_(links.size()) {
    for (const Link& link : links) ++first_[link.from + 1];
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    std::vector<std::size_t> next(first_.begin(), first_.end() - 1);
    for (const Link& link : links) list_[next[link.from]++] = link.to;
}

namespace {

using Parts = std::vector<std::uint32_t>;

/// Within each part breadth first from where links come in from outside, services before others: so few layers come of it.
std::vector<std::uint32_t> reading_order(const Component& component, const Targets& targets, const Parts& parts) {
    std::vector<std::uint8_t> inner(component.nodes.size(), 1);
    for (const Link& link : component.links) {
        if (parts[link.from] != parts[link.to]) inner[link.to] = 0;
    }
    std::vector<std::uint32_t> starts(component.nodes.size());
    std::iota(starts.begin(), starts.end(), 0U);
    std::sort(starts.begin(), starts.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::tuple(parts[b], component.sides[a], inner[a], a) <
               std::tuple(parts[a], component.sides[b], inner[b], b);
    });
    std::vector<std::uint32_t> order;
    std::vector<std::uint8_t> known(component.nodes.size());
    for (const std::uint32_t start : starts) {
        if (known[start] != 0) continue;
        known[start] = 1;
        order.push_back(start);
        for (std::size_t at = order.size() - 1; at < order.size(); ++at) {
            for (const std::uint32_t next : targets.of(order[at])) {
                if (known[next] != 0 || parts[next] != parts[start]) continue;
                known[next] = 1;
                order.push_back(next);
            }
        }
    }
    return order;
}

}  // namespace

std::vector<std::uint32_t> cut_cycles(Component& component) {
    const Targets targets(component.nodes.size(), component.links);
    const Parts parts = strong_parts(static_cast<std::uint32_t>(component.nodes.size()),
                                     [&](std::uint32_t node) { return targets.of(node); });
    std::vector<std::uint32_t> order = reading_order(component, targets, parts);
    std::vector<std::uint32_t> place(order.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) place[order[i]] = i;
    for (Link& link : component.links) {
        if (place[link.from] > place[link.to]) std::swap(link.from, link.to);
    }
    return order;
}

}  // namespace millwright::placing
