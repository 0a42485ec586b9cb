#include "graph/render/placing_cycles.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>

namespace millwright::placing {

Targets::Targets(std::size_t nodes, const std::vector<Link>& links) : first_(nodes + 1), list_(links.size()) {
    for (const Link& link : links) ++first_[link.from + 1];
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    std::vector<std::size_t> next(first_.begin(), first_.end() - 1);
    for (const Link& link : links) list_[next[link.from]++] = link.to;
}

namespace {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

/// Strongly connected parts after Tarjan, without recursion: numbered so that links between parts lead to lower numbers.
class Parts {
public:
    Parts(std::size_t nodes, const Targets& targets)
        : targets_(targets), part_of_(nodes, none), seen_(nodes, none), low_(nodes) {
        for (std::uint32_t node = 0; node < nodes; ++node) {
            if (seen_[node] == none) walk(node);
        }
    }

    std::uint32_t of(std::uint32_t node) const { return part_of_[node]; }

private:
    void enter(std::uint32_t node) {
        seen_[node] = low_[node] = next_++;
        open_.push_back(node);
        path_.emplace_back(node, targets_.of(node).begin());
    }

    void walk(std::uint32_t root) {
        enter(root);
        while (!path_.empty()) {
            const std::uint32_t node = path_.back().first;
            if (path_.back().second == targets_.of(node).end()) {
                leave(node);
                continue;
            }
            const std::uint32_t target = *path_.back().second++;
            if (seen_[target] == none)
                enter(target);
            else if (part_of_[target] == none)
                low_[node] = std::min(low_[node], seen_[target]);
        }
    }

    void leave(std::uint32_t node) {
        path_.pop_back();
        if (!path_.empty()) low_[path_.back().first] = std::min(low_[path_.back().first], low_[node]);
        if (low_[node] != seen_[node]) return;
        while (part_of_[node] == none) {
            part_of_[open_.back()] = count_;
            open_.pop_back();
        }
        ++count_;
    }

    const Targets& targets_;
    std::vector<std::uint32_t> part_of_;
    std::vector<std::uint32_t> seen_;
    std::vector<std::uint32_t> low_;
    std::vector<std::uint32_t> open_;
    std::vector<std::pair<std::uint32_t, const std::uint32_t*>> path_;
    std::uint32_t next_ = 0;
    std::uint32_t count_ = 0;
};

/// Within each part breadth first from where links come in from outside, services before others: so few layers come of it.
std::vector<std::uint32_t> reading_order(const Component& component, const Targets& targets, const Parts& parts) {
    std::vector<std::uint8_t> inner(component.nodes.size(), 1);
    for (const Link& link : component.links) {
        if (parts.of(link.from) != parts.of(link.to)) inner[link.to] = 0;
    }
    std::vector<std::uint32_t> starts(component.nodes.size());
    std::iota(starts.begin(), starts.end(), 0U);
    std::sort(starts.begin(), starts.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::tuple(parts.of(b), component.sides[a], inner[a], a) <
               std::tuple(parts.of(a), component.sides[b], inner[b], b);
    });
    std::vector<std::uint32_t> order;
    std::vector<std::uint8_t> known(component.nodes.size());
    for (const std::uint32_t start : starts) {
        if (known[start] != 0) continue;
        known[start] = 1;
        order.push_back(start);
        for (std::size_t at = order.size() - 1; at < order.size(); ++at) {
            for (const std::uint32_t next : targets.of(order[at])) {
                if (known[next] != 0 || parts.of(next) != parts.of(start)) continue;
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
    const Parts parts(component.nodes.size(), targets);
    std::vector<std::uint32_t> order = reading_order(component, targets, parts);
    std::vector<std::uint32_t> place(order.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) place[order[i]] = i;
    for (Link& link : component.links) {
        if (place[link.from] > place[link.to]) std::swap(link.from, link.to);
    }
    return order;
}

}  // namespace millwright::placing
