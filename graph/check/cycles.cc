#include "graph/check/cycles.h"

#include <algorithm>

#include "graph/strong_parts.h"

namespace millwright::check {
namespace {

constexpr std::uint32_t none = 0xFFFFFFFFU;

}  // namespace

std::vector<std::vector<std::uint32_t>> find_cycles(const Adjacency& graph) {
    const auto of = strong_parts(static_cast<std::uint32_t>(graph.size()),
                                 [&](std::uint32_t node) { return std::span<const std::uint32_t>(graph[node]); });
    std::vector<bool> done(graph.size(), false);  // by component
    std::vector<std::uint32_t> before(graph.size(), none);
    std::vector<std::vector<std::uint32_t>> cycles;
    for (std::uint32_t start = 0; start < graph.size(); ++start) {
        if (done[of[start]]) continue;
        done[of[start]] = true;
        std::vector<std::uint32_t> open{start};
        std::uint32_t last = none;
        for (std::size_t i = 0; i < open.size() && last == none; ++i) {
            for (const std::uint32_t to : graph[open[i]]) {
                if (to == start) {
                    last = open[i];
                    break;
                }
                if (of[to] != of[start] || before[to] != none) continue;
                before[to] = open[i];
                open.push_back(to);
            }
        }
        if (last == none) continue;
        std::vector<std::uint32_t> cycle;
        for (std::uint32_t node = last; node != start; node = before[node]) cycle.push_back(node);
        cycle.push_back(start);
        std::reverse(cycle.begin(), cycle.end());
        cycles.push_back(std::move(cycle));
    }
    return cycles;
}

}  // namespace millwright::check
