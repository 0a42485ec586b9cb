// Items in groups.
#include <algorithm>
#include <array>
#include <optional>
#include <tuple>

#include "graph/render/view_parts.h"

namespace millwright::render {
namespace {

constexpr std::uint32_t itself = 0xFFFFFFFFU;
/// What a picture can have and be read. By role there are never more than four groups, and one of what is missing.
constexpr std::size_t most_categories = 200;
/// Above this a picture of groups is a tangle: thirty categories that all send to each other say nothing.
constexpr std::size_t most_edges_between(std::size_t groups) {
    return 20 + 4 * groups;
}
/// Items in focus, when there are more of them, go into groups like the others.
constexpr std::size_t most_alone = 200;

constexpr std::array<Text, 4> several{"services", "processes", "operations", "components"};

struct Group {
    Text name;
    Text category;
    bool missing = false;
    std::array<std::uint32_t, several.size()> by_role{};
    std::uint32_t count = 0;
    std::vector<Text> members{};
    bool enabled = false;
    ChangeCounts items{};   // of missing targets, too
    ChangeCounts routes{};  // of those inside
};

/// Which node goes into which group, groups being in the order in which they are drawn.
struct Grouping {
    std::vector<Group> groups;
    std::vector<std::uint32_t> group_of;  // by node

    std::uint64_t key(std::uint32_t node) const {
        return group_of[node] == itself ? groups.size() + node : group_of[node];
    }
};

std::size_t missing_alone(const View& view, const Marks& alone) {
    std::size_t found = 0;
    for (std::size_t i = 0; i < view.nodes.size(); ++i) found += view.nodes[i].missing && !alone[i] ? 1 : 0;
    return found;
}

/// The groups that items can be in, with those of targets that do not exist last. One such target stays itself.
class Grouper {
public:
    Grouper(const View& view, const Marks& alone) : view_(view), alone_(alone) {}

    Grouping by_role() {
        for (const Text name : several) add_group(name, {});
        return finished([](const ViewNode& node) { return static_cast<std::size_t>(node.role); });
    }

    Grouping by_category() {
        std::vector<Text> categories;
        for (const ViewNode& node : view_.nodes) {
            if (!node.missing) categories.push_back(first_category(node.category));
        }
        std::sort(categories.begin(), categories.end());
        categories.erase(std::unique(categories.begin(), categories.end()), categories.end());
        // Items without a category come last.
        if (!categories.empty() && categories.front().empty())
            std::rotate(categories.begin(), categories.begin() + 1, categories.end());
        for (const Text name : categories) add_group(name.empty() ? Text("no category") : name, name);
        const bool has_none = !categories.empty() && categories.back().empty();
        const auto named_end = categories.end() - (has_none ? 1 : 0);
        return finished([&](const ViewNode& node) {
            const Text category = first_category(node.category);
            const auto found = category.empty() ? named_end : std::lower_bound(categories.begin(), named_end, category);
            return static_cast<std::size_t>(found - categories.begin());
        });
    }

private:
    void add_group(Text name, Text category) {
        Group& group = made_.groups.emplace_back();
        group.name = name;
        group.category = category;
    }

    template <class GroupOf>
    Grouping finished(GroupOf group_of) {
        const std::size_t missing_group = made_.groups.size();
        const bool has_missing = missing_alone(view_, alone_) > 1;
        if (has_missing) {
            add_group("missing targets", {});
            made_.groups.back().missing = true;
        }
        made_.group_of.assign(view_.nodes.size(), itself);
        for (std::size_t i = 0; i < view_.nodes.size(); ++i) {
            const ViewNode& node = view_.nodes[i];
            if (alone_[i] || (node.missing && !has_missing)) continue;
            const std::size_t at = node.missing ? missing_group : group_of(node);
            made_.group_of[i] = static_cast<std::uint32_t>(at);
            Group& group = made_.groups[at];
            ++group.count;
            ++group.by_role[static_cast<std::size_t>(node.role)];
            if (group.members.size() < most_members) group.members.push_back(node.name);
            group.enabled = group.enabled || node.enabled;
            count(group.items, node.change);
        }
        drop_empty();
        return std::move(made_);
    }

    void drop_empty() {
        std::vector<std::uint32_t> place(made_.groups.size(), itself);
        std::vector<Group> kept;
        for (std::size_t i = 0; i < made_.groups.size(); ++i) {
            if (made_.groups[i].count == 0) continue;
            place[i] = static_cast<std::uint32_t>(kept.size());
            kept.push_back(made_.groups[i]);
        }
        made_.groups = std::move(kept);
        for (std::uint32_t& each : made_.group_of) {
            if (each != itself) each = place[each];
        }
    }

    const View& view_;
    const Marks& alone_;
    Grouping made_;
};

std::size_t edges_between(const View& view, const Grouping& grouping) {
    std::vector<std::pair<std::uint64_t, std::uint64_t>> pairs;
    for (const ViewEdge& edge : view.edges) {
        const std::pair ends(grouping.key(edge.source), grouping.key(edge.target));
        if (ends.first != ends.second && (pairs.empty() || pairs.back() != ends)) pairs.push_back(ends);
    }
    std::sort(pairs.begin(), pairs.end());
    return static_cast<std::size_t>(std::unique(pairs.begin(), pairs.end()) - pairs.begin());
}

/// Categories where they are few enough to be read, else roles.
Grouping automatic(const View& view, const Marks& alone, bool& by_category) {
    Grouping grouping = Grouper(view, alone).by_category();
    const auto categories = static_cast<std::size_t>(
        std::count_if(grouping.groups.begin(), grouping.groups.end(), [](const Group& each) { return !each.missing; }));
    by_category = categories >= 2 && categories <= most_categories &&
                  edges_between(view, grouping) <= most_edges_between(categories);
    return by_category ? std::move(grouping) : Grouper(view, alone).by_role();
}

Change change_of(const ChangeCounts& counts, std::size_t all, bool others) {
    if (counts.total() == 0 && !others) return Change::none;
    if (counts.added == all && counts.added != 0) return Change::added;
    return counts.removed == all && counts.removed != 0 ? Change::removed : Change::changed;
}

/// "3 services, 1 process"
std::string contents_of(const Group& group) {
    if (group.missing) return counted(group.count, "target") + " that do not exist";
    std::string text;
    for (std::size_t role = 0; role < several.size(); ++role) {
        const std::uint32_t number = group.by_role[role];
        if (number == 0) continue;
        if (!text.empty()) text += ", ";
        text += std::to_string(number) + " ";
        text += number == 1 ? name_of(static_cast<Role>(role)) : several[role];
    }
    return text;
}

ViewNode node_of(const Group& group) {
    ViewNode node;
    node.name = group.name;
    node.category = group.category;
    node.missing = group.missing;
    node.group = group.count;
    node.contains = contents_of(group);
    node.members = group.members;
    node.enabled = group.missing || group.enabled;
    // A group of one role is drawn among those of the role.
    for (std::size_t role = 0; role < several.size(); ++role) {
        if (group.by_role[role] == group.count) node.role = static_cast<Role>(role);
    }
    node.change = change_of(group.items, group.count, group.routes.total() != 0);
    node.is_before = node.change == Change::removed;
    if (std::string text = counted(group.items, group.missing ? "target" : "item"); !text.empty())
        node.changes.push_back(std::move(text));
    if (const std::string text = counted(group.routes, "route"); !text.empty())
        node.changes.push_back(text + " inside");
    return node;
}

EdgeInteraction both(EdgeInteraction one, EdgeInteraction other) {
    if (one == other || other == EdgeInteraction::unknown) return one;
    return one == EdgeInteraction::unknown ? other : EdgeInteraction::both;
}

class Collapsing {
public:
    Collapsing(View& view, Grouping grouping) : view_(view), grouping_(std::move(grouping)) {}

    void run() {
        std::vector<ViewEdge> edges = std::move(view_.edges);
        view_.edges.clear();
        std::erase_if(edges, [&](const ViewEdge& edge) { return goes_inside(edge); });
        move_nodes();
        for (ViewEdge& edge : edges) {
            edge.source = place_of_[edge.source];
            edge.target = place_of_[edge.target];
            if (is_of_group(edge)) edge.target_setting = {};
        }
        const auto key = [](const ViewEdge& edge) { return std::tie(edge.source, edge.target_setting, edge.target); };
        std::stable_sort(edges.begin(), edges.end(), [&](auto& a, auto& b) { return key(a) < key(b); });
        for (std::size_t first = 0, end = 0; first < edges.size(); first = end) {
            end = first + 1;
            if (is_of_group(edges[first])) {
                while (end < edges.size() && key(edges[end]) == key(edges[first])) ++end;
                view_.edges.push_back(together(std::span(edges).subspan(first, end - first)));
            } else {
                view_.edges.push_back(std::move(edges[first]));
            }
        }
    }

private:
    bool goes_inside(const ViewEdge& edge) {
        const std::uint32_t group = grouping_.group_of[edge.source];
        if (group == itself || group != grouping_.group_of[edge.target]) return false;
        ++view_.inside_routes;
        count(grouping_.groups[group].routes, edge.change);
        return true;
    }

    /// Items by themselves, groups, what is missing.
    void move_nodes() {
        std::vector<ViewNode> nodes = std::move(view_.nodes);
        view_.nodes.clear();
        place_of_.resize(nodes.size());
        const auto add_alone = [&](bool missing) {
            for (std::size_t i = 0; i < nodes.size(); ++i) {
                if (grouping_.group_of[i] != itself || nodes[i].missing != missing) continue;
                place_of_[i] = static_cast<std::uint32_t>(view_.nodes.size());
                view_.nodes.push_back(std::move(nodes[i]));
            }
        };
        std::vector<std::uint32_t> place_of_group;
        const auto add_groups = [&](bool missing) {
            for (const Group& group : grouping_.groups) {
                if (group.missing != missing) continue;
                place_of_group.push_back(static_cast<std::uint32_t>(view_.nodes.size()));
                view_.nodes.push_back(node_of(group));
            }
        };
        add_alone(false);
        add_groups(false);
        add_alone(true);
        add_groups(true);
        for (std::size_t i = 0; i < place_of_.size(); ++i) {
            if (grouping_.group_of[i] != itself) place_of_[i] = place_of_group[grouping_.group_of[i]];
        }
    }

    bool is_of_group(const ViewEdge& edge) const {
        return view_.nodes[edge.source].group != 0 || view_.nodes[edge.target].group != 0;
    }

    static ViewEdge together(std::span<ViewEdge> routes) {
        ViewEdge edge;
        edge.source = routes.front().source;
        edge.target = routes.front().target;
        edge.origin = routes.front().origin;
        edge.interaction = routes.front().interaction;
        edge.routes = static_cast<std::uint32_t>(routes.size());
        ChangeCounts changes;
        for (const ViewEdge& each : routes) {
            edge.origin = std::min(edge.origin, each.origin);
            edge.interaction = both(edge.interaction, each.interaction);
            edge.messages.insert(edge.messages.end(), each.messages.begin(), each.messages.end());
            count(changes, each.change);
        }
        std::sort(edge.messages.begin(), edge.messages.end());
        edge.messages.erase(std::unique(edge.messages.begin(), edge.messages.end()), edge.messages.end());
        edge.change = change_of(changes, routes.size(), false);
        edge.is_before = edge.change == Change::removed;
        if (std::string text = counted(changes, "route"); !text.empty()) edge.changes.push_back(std::move(text));
        return edge;
    }

    View& view_;
    Grouping grouping_;
    std::vector<std::uint32_t> place_of_;  // by node before
};

}  // namespace

void collapse(View& view, const ViewOptions& options, const Marks& focus) {
    if (options.collapse == Collapse::none) return;
    const bool is_large = view.nodes.size() > options.most_items || view.edges.size() > options.most_routes;
    view.collapsed_by_itself = options.collapse == Collapse::automatic && is_large;
    if (options.collapse == Collapse::automatic && !is_large) return;
    const bool few = static_cast<std::size_t>(std::count(focus.begin(), focus.end(), true)) <= most_alone;
    const Marks alone = few ? focus : Marks(view.nodes.size(), false);
    bool by_category = options.collapse == Collapse::category;
    Grouping grouping = view.collapsed_by_itself ? automatic(view, alone, by_category)
                        : by_category            ? Grouper(view, alone).by_category()
                                                 : Grouper(view, alone).by_role();
    std::string words = by_category ? "collapsed by category" : "collapsed by role";
    if (view.collapsed_by_itself) words += " because it is large";
    view.scope.push_back(std::move(words));
    Collapsing(view, std::move(grouping)).run();
}

}  // namespace millwright::render
