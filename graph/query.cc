#include "graph/query.h"

#include <algorithm>

namespace millwright {
namespace {

/// Breadth first from the queue's items; `follow(item, visit)` calls visit for each neighbour.
template <class Follow>
void walk(std::vector<ItemId>& queue, ItemSet& seen, Follow follow) {
    for (std::size_t next = 0; next < queue.size(); ++next) {
        follow(queue[next], [&](ItemId neighbour) {
            if (seen[neighbour.index()]) return;
            seen[neighbour.index()] = true;
            queue.push_back(neighbour);
        });
    }
}

template <class Follow>
std::vector<ItemId> all_from(const Production& production, ItemId item, Follow follow) {
    ItemSet seen(production.items.size());
    std::vector<ItemId> queue;
    const auto visit = [&](ItemId neighbour) {
        if (seen[neighbour.index()]) return;
        seen[neighbour.index()] = true;
        queue.push_back(neighbour);
    };
    follow(item, visit);
    walk(queue, seen, follow);
    std::sort(queue.begin(), queue.end());
    return queue;
}

auto targets_of(const Routes& routes) {
    return [&routes](ItemId item, auto visit) {
        for (const Route& route : routes.from(item)) {
            if (route.target) visit(route.target);
        }
    };
}

}  // namespace

ItemSet reachable(const Production& production, const Routes& routes, const std::vector<ItemId>& starts,
                  Through through) {
    const auto passes = [&](ItemId id) { return through == Through::all || production[id].enabled.on(true); };
    ItemSet seen(production.items.size());
    std::vector<ItemId> queue;
    for (const ItemId start : starts) {
        if (!passes(start) || seen[start.index()]) continue;
        seen[start.index()] = true;
        queue.push_back(start);
    }
    walk(queue, seen, [&](ItemId item, auto visit) {
        for (const Route& route : routes.from(item)) {
            if (route.target && passes(route.target)) visit(route.target);
        }
    });
    return seen;
}

std::vector<ItemId> path(const Production& production, const Routes& routes, ItemId from, ItemId to) {
    std::vector<ItemId> came_from(production.items.size());
    ItemSet seen(production.items.size());
    seen[from.index()] = true;
    std::vector<ItemId> queue{from};
    for (std::size_t next = 0; next < queue.size() && !seen[to.index()]; ++next) {
        for (const Route& route : routes.from(queue[next])) {
            if (!route.target || seen[route.target.index()]) continue;
            seen[route.target.index()] = true;
            came_from[route.target.index()] = queue[next];
            queue.push_back(route.target);
        }
    }
    if (!seen[to.index()]) return {};
    std::vector<ItemId> found{to};
    while (found.back() != from) found.push_back(came_from[found.back().index()]);
    std::reverse(found.begin(), found.end());
    return found;
}

std::vector<ItemId> downstream(const Production& production, const Routes& routes, ItemId item) {
    return all_from(production, item, targets_of(routes));
}

std::vector<ItemId> upstream(const Production& production, const Routes& routes, ItemId item) {
    return all_from(production, item, [&routes](ItemId id, auto visit) {
        for (const std::uint32_t route : routes.to(id)) visit(routes.all()[route].source);
    });
}

}  // namespace millwright
