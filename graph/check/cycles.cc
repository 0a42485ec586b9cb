#include "graph/check/cycles.h"

#include <algorithm>

namespace millwright::check {
namespace {

constexpr std::uint32_t none = 0xFFFFFFFFU;

/// Tarjan's algorithm with a stack of its own, for graphs as deep as they like.
class Components {
public:
    explicit Components(const Adjacency& graph)
        : graph_(graph), number_(graph.size(), none), low_(graph.size(), 0), of_(graph.size(), none) {
        for (std::uint32_t node = 0; node < graph.size(); ++node) {
            if (number_[node] == none) visit(node);
        }
    }

    /// The component of each node.
    const std::vector<std::uint32_t>& of() const { return of_; }

private:
    struct Frame {
        std::uint32_t node;
        std::size_t edge;
    };

    void open(std::uint32_t node) {
        number_[node] = low_[node] = next_++;
        path_.push_back(node);
        frames_.push_back({node, 0});
    }

    void visit(std::uint32_t start) {
        open(start);
        while (!frames_.empty()) {
            const std::uint32_t node = frames_.back().node;
            if (frames_.back().edge < graph_[node].size()) {
                const std::uint32_t to = graph_[node][frames_.back().edge++];
                if (number_[to] == none)
                    open(to);
                else if (of_[to] == none)
                    low_[node] = std::min(low_[node], number_[to]);
                continue;
            }
            frames_.pop_back();
            if (!frames_.empty()) low_[frames_.back().node] = std::min(low_[frames_.back().node], low_[node]);
            if (low_[node] == number_[node]) close(node);
        }
    }

    void close(std::uint32_t node) {
        std::uint32_t member = none;
        do {
            member = path_.back();
            path_.pop_back();
            of_[member] = components_;
        } while (member != node);
        ++components_;
    }

    const Adjacency& graph_;
    std::vector<std::uint32_t> number_;
    std::vector<std::uint32_t> low_;
    std::vector<std::uint32_t> of_;
    std::vector<std::uint32_t> path_;
    std::vector<Frame> frames_;
    std::uint32_t next_ = 0;
    std::uint32_t components_ = 0;
};

}  // namespace

std::vector<std::vector<std::uint32_t>> find_cycles(const Adjacency& graph) {
    const Components components(graph);
    const auto& of = components.of();
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
