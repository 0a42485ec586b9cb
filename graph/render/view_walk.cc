// What is near in a view, up and down its routes.
#include "graph/render/view_parts.h"

namespace millwright::render {
namespace {

/// The nodes that each node leads to, one after the other.
class Links {
public:
    Links(const View& view, const Marks& followed, bool down) : first_(view.nodes.size() + 1, 0) {
        const auto each = [&](const auto& use) {
            for (std::size_t i = 0; i < view.edges.size(); ++i) {
                const ViewEdge& edge = view.edges[i];
                if (!followed[i]) continue;
                if (down)
                    use(edge.source, edge.target);
                else
                    use(edge.target, edge.source);
            }
        };
        each([&](std::uint32_t from, std::uint32_t) { ++first_[from + 1]; });
        for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
        ends_.resize(first_.back());
        std::vector<std::size_t> next = first_;
        each([&](std::uint32_t from, std::uint32_t to) { ends_[next[from]++] = to; });
    }

    std::span<const std::uint32_t> from(std::uint32_t node) const {
        return {ends_.data() + first_[node], first_[node + 1] - first_[node]};
    }

private:
    std::vector<std::size_t> first_;
    std::vector<std::uint32_t> ends_;
};

void walk(const Links& links, const Marks& starts, std::uint32_t depth, Marks& reached) {
    Marks seen = starts;
    std::vector<std::uint32_t> here;
    for (std::uint32_t i = 0; i < starts.size(); ++i) {
        if (starts[i]) here.push_back(i);
    }
    for (std::uint32_t step = 0; step < depth && !here.empty(); ++step) {
        std::vector<std::uint32_t> next;
        for (const std::uint32_t node : here) {
            for (const std::uint32_t end : links.from(node)) {
                if (seen[end]) continue;
                seen[end] = true;
                reached[end] = true;
                next.push_back(end);
            }
        }
        here = std::move(next);
    }
}

}  // namespace

Marks around(const View& view, const Marks& followed, const Marks& starts, Direction direction, std::uint32_t depth) {
    Marks reached = starts;
    if (direction != Direction::up) walk(Links(view, followed, true), starts, depth, reached);
    if (direction != Direction::down) walk(Links(view, followed, false), starts, depth, reached);
    return reached;
}

}  // namespace millwright::render
