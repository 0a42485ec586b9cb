// Two views in one, with what changes between them.
#include <algorithm>
#include <numeric>
#include <tuple>

#include "graph/render/view.h"

namespace millwright {
namespace {

constexpr std::uint32_t none = 0xFFFFFFFFU;

std::string changed(std::string_view what, std::string_view before, std::string_view after) {
    const auto or_none = [](std::string_view text) { return text.empty() ? std::string_view("none") : text; };
    std::string text(what);
    return text.append(" ").append(or_none(before)).append(" → ").append(or_none(after));
}

std::string listed(const std::vector<Text>& names) {
    std::string text;
    for (const Text each : names) text.append(text.empty() ? "" : ", ").append(each);
    return text;
}

/// What is seen of a node without asking anybody.
void compare(const ViewNode& before, ViewNode& after) {
    const auto text = [&](std::string_view what, std::string_view was, std::string_view is) {
        if (was != is) after.changes.push_back(changed(what, was, is));
    };
    text("class", before.class_name, after.class_name);
    text("role", name_of(before.role), name_of(after.role));
    text("category", before.category, after.category);
    if (before.enabled != after.enabled) after.changes.emplace_back(after.enabled ? "enabled" : "disabled");
}

void compare(const ViewEdge& before, ViewEdge& after) {
    const auto text = [&](std::string_view what, std::string_view was, std::string_view is) {
        if (was != is) after.changes.push_back(changed(what, was, is));
    };
    if (before.messages != after.messages) text("messages", listed(before.messages), listed(after.messages));
    text("condition", before.condition, after.condition);
    text("interaction", name_of(before.interaction), name_of(after.interaction));
    if (!after.changes.empty()) after.change = Change::changed;
}

class Merge {
public:
    Merge(const View& before, const View& after, const Overlay& overlay)
        : before_(before), after_(after), overlay_(overlay) {}

    View run() {
        made_.production = after_.production.empty() ? before_.production : after_.production;
        made_.has_changes = true;
        made_.before_label = overlay_.before;
        made_.after_label = overlay_.after;
        pair_nodes();
        add_nodes();
        sort_nodes();
        add_edges();
        for (const ViewNode& node : made_.nodes) {
            if (!node.missing) count(made_.item_changes, node.change);
        }
        for (const ViewEdge& edge : made_.edges) count(made_.route_changes, edge.change);
        return std::move(made_);
    }

private:
    /// A node by what makes it the same on both sides. What was moved there comes before what has the name itself.
    struct Named {
        bool missing;
        Text name;
        bool is_own_name;
        std::size_t item;
        std::uint32_t node;

        auto key() const { return std::tie(missing, name); }
        bool operator<(const Named& other) const {
            return std::tie(missing, name, is_own_name, item) <
                   std::tie(other.missing, other.name, other.is_own_name, other.item);
        }
    };

    static std::vector<Named> named(const View& view) {
        std::vector<Named> all;
        all.reserve(view.nodes.size());
        for (std::uint32_t i = 0; i < view.nodes.size(); ++i) {
            const ViewNode& node = view.nodes[i];
            all.push_back({node.missing, node.name, true, node.item.index(), i});
        }
        std::sort(all.begin(), all.end());
        return all;
    }

    static bool has(const std::vector<Named>& sorted, Text item) {
        const auto found = std::lower_bound(sorted.begin(), sorted.end(), Named{false, item, false, 0, 0});
        return found != sorted.end() && !found->missing && found->name == item;
    }

    void pair_nodes() {
        newer_ = named(after_);
        std::vector<Named> older = named(before_);
        for (Named& each : older) {
            const auto moved = each.missing ? overlay_.moved.end() : overlay_.moved.find(each.name);
            if (moved == overlay_.moved.end() || moved->second == each.name || !has(newer_, moved->second)) continue;
            each.name = moved->second;
            each.is_own_name = false;
        }
        std::sort(older.begin(), older.end());
        now_.assign(before_.nodes.size(), none);
        then_.assign(after_.nodes.size(), none);
        auto was = older.begin();
        auto is = newer_.begin();
        while (was != older.end() && is != newer_.end()) {
            if (was->key() < is->key()) {
                ++was;
            } else if (is->key() < was->key()) {
                ++is;
            } else {
                now_[was->node] = is->node;
                then_[is->node] = was->node;
                ++was;
                ++is;
            }
        }
    }

    /// Those of the newer side, then those that only the older one has.
    void add_nodes() {
        made_.nodes = after_.nodes;
        for (std::uint32_t i = 0; i < after_.nodes.size(); ++i) {
            ViewNode& node = made_.nodes[i];
            add_notes(node, node.name);
            if (then_[i] == none)
                node.change = Change::added;
            else
                compare_with(before_.nodes[then_[i]], node);
        }
        for (std::uint32_t i = 0; i < before_.nodes.size(); ++i) {
            if (now_[i] != none) continue;
            now_[i] = static_cast<std::uint32_t>(made_.nodes.size());
            ViewNode& node = made_.nodes.emplace_back(before_.nodes[i]);
            node.change = Change::removed;
            node.is_before = true;
            // Where the newer side has the name, too, notes are about its item.
            if (!has(newer_, node.name)) add_notes(node, node.name);
        }
    }

    void compare_with(const ViewNode& before, ViewNode& node) {
        if (node.changes.empty()) compare(before, node);
        if (!node.changes.empty()) node.change = Change::changed;
        if (before.name == node.name) return;
        node.change = Change::moved;
        node.was = before.name;
    }

    void add_notes(ViewNode& node, Text name) const {
        if (node.missing || overlay_.notes.empty()) return;
        if (const auto found = overlay_.notes.find(name); found != overlay_.notes.end()) node.changes = found->second;
    }

    /// Into the order of views; `now_` and `place_of_` say where each has gone.
    void sort_nodes() {
        std::vector<std::uint32_t> order(made_.nodes.size());
        std::iota(order.begin(), order.end(), std::uint32_t{0});
        const auto key = [&](std::uint32_t i) {
            const ViewNode& node = made_.nodes[i];
            return std::tie(node.missing, node.role, node.name, node.class_name, node.category);
        };
        std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return key(a) < key(b); });
        place_of_.resize(order.size());
        std::vector<ViewNode> nodes;
        nodes.reserve(order.size());
        for (const std::uint32_t i : order) {
            place_of_[i] = static_cast<std::uint32_t>(nodes.size());
            nodes.push_back(std::move(made_.nodes[i]));
        }
        made_.nodes = std::move(nodes);
        for (std::uint32_t& each : now_) each = place_of_[each];
    }

    static auto key(const ViewEdge& edge) { return std::tie(edge.source, edge.target_setting, edge.target); }

    /// The edges with the ends that they have in what is made, sorted.
    static std::vector<ViewEdge> edges_of(const View& view, const std::vector<std::uint32_t>& node) {
        std::vector<ViewEdge> edges = view.edges;
        for (ViewEdge& edge : edges) {
            edge.source = node[edge.source];
            edge.target = node[edge.target];
        }
        std::stable_sort(edges.begin(), edges.end(),
                         [](const ViewEdge& a, const ViewEdge& b) { return key(a) < key(b); });
        return edges;
    }

    void add_edges() {
        std::vector<ViewEdge> older = edges_of(before_, now_);
        std::vector<ViewEdge> newer = edges_of(after_, place_of_);
        made_.edges.reserve(newer.size());
        auto was = older.begin();
        auto is = newer.begin();
        while (was != older.end() || is != newer.end()) {
            if (is == newer.end() || (was != older.end() && key(*was) < key(*is))) {
                add_edge(std::move(*was++), Change::removed);
            } else if (was == older.end() || key(*is) < key(*was)) {
                add_edge(std::move(*is++), Change::added);
            } else {
                compare(*was++, *is);
                made_.edges.push_back(std::move(*is++));
            }
        }
    }

    void add_edge(ViewEdge&& edge, Change change) {
        edge.change = change;
        edge.is_before = change == Change::removed;
        made_.edges.push_back(std::move(edge));
    }

    const View& before_;
    const View& after_;
    const Overlay& overlay_;
    View made_;
    std::vector<Named> newer_;             // sorted
    std::vector<std::uint32_t> now_;       // by older node, where it is in what is made
    std::vector<std::uint32_t> then_;      // by newer node, the older one; none: there was none
    std::vector<std::uint32_t> place_of_;  // by node before sorting, where it is after it
};

}  // namespace

View merged(const View& before, const View& after, const Overlay& overlay) {
    return Merge(before, after, overlay).run();
}

}  // namespace millwright
