#include "graph/strong_parts.h"

#include <algorithm>
#include <limits>

namespace millwright {
namespace {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

using TargetsOf = std::function<std::span<const std::uint32_t>(std::uint32_t)>;

/// Tarjan's algorithm with a stack of its own.
class Parts {
public:
    Parts(std::uint32_t nodes, const TargetsOf& targets)
        : targets_(targets), part_of_(nodes, none), seen_(nodes, none), low_(nodes) {
        for (std::uint32_t node = 0; node < nodes; ++node) {
            if (seen_[node] == none) walk(node);
        }
    }

    std::vector<std::uint32_t> take() { return std::move(part_of_); }

private:
    struct Step {
        std::uint32_t node;
        std::span<const std::uint32_t> left;
    };

    void enter(std::uint32_t node) {
        seen_[node] = low_[node] = next_++;
        open_.push_back(node);
        path_.push_back({node, targets_(node)});
    }

    void walk(std::uint32_t root) {
        enter(root);
        while (!path_.empty()) {
            Step& step = path_.back();
            if (step.left.empty()) {
                leave(step.node);
                continue;
            }
            const std::uint32_t node = step.node;
            const std::uint32_t target = step.left.front();
            step.left = step.left.subspan(1);
            if (seen_[target] == none)
                enter(target);
            else if (part_of_[target] == none)
                low_[node] = std::min(low_[node], seen_[target]);
        }
    }

    void leave(std::uint32_t node) {
        path_.pop_back();
        if (!path_.empty()) low_[path_.back().node] = std::min(low_[path_.back().node], low_[node]);
        if (low_[node] != seen_[node]) return;
        while (part_of_[node] == none) {
            part_of_[open_.back()] = count_;
            open_.pop_back();
        }
        ++count_;
    }

    const TargetsOf& targets_;
    std::vector<std::uint32_t> part_of_;
    std::vector<std::uint32_t> seen_;
    std::vector<std::uint32_t> low_;
    std::vector<std::uint32_t> open_;
    std::vector<Step> path_;
    std::uint32_t next_ = 0;
    std::uint32_t count_ = 0;
};

}  // namespace

std::vector<std::uint32_t> strong_parts(std::uint32_t nodes, const TargetsOf& targets) {
    return Parts(nodes, targets).take();
}

}  // namespace millwright
