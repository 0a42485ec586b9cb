#include "graph/render/view.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>

namespace millwright {
namespace {

EdgeInteraction interaction_of(std::span<const RouteMessage> messages) {
    if (messages.empty()) return EdgeInteraction::unknown;
    const auto is_sync = [](const RouteMessage& each) { return each.mode == Interaction::sync; };
    if (std::all_of(messages.begin(), messages.end(), is_sync)) return EdgeInteraction::sync;
    return std::none_of(messages.begin(), messages.end(), is_sync) ? EdgeInteraction::async : EdgeInteraction::both;
}

/// With more conditions than these nobody reads them.
constexpr std::size_t most_conditions = 5;

/// The conditions under which one of the messages is sent; none where one is always sent.
std::string condition_of(std::span<const RouteMessage> messages) {
    std::vector<Text> conditions;
    for (const RouteMessage& each : messages) {
        if (each.when.text.empty()) return {};
        if (std::find(conditions.begin(), conditions.end(), each.when.text) != conditions.end()) continue;
        if (conditions.size() == most_conditions) return {};
        conditions.push_back(each.when.text);
    }
    std::string all;
    for (const Text each : conditions) (all += all.empty() ? "" : " or ") += each;
    return all;
}

std::vector<Text> names_of(std::span<const RouteMessage> messages) {
    std::vector<Text> names;
    for (const RouteMessage& each : messages) {
        if (!each.name.empty()) names.push_back(each.name);
    }
    if (names.size() < 2) return names;
    // Each once, in order: sort positions by name, keep the first of each.
    std::vector<std::size_t> order(names.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return names[a] < names[b]; });
    const auto same = [&](std::size_t a, std::size_t b) { return names[a] == names[b]; };
    order.erase(std::unique(order.begin(), order.end(), same), order.end());
    std::sort(order.begin(), order.end());
    std::vector<Text> distinct;
    for (const std::size_t at : order) distinct.push_back(names[at]);
    return distinct;
}

/// Items in the order in which they are drawn: by everything of them that is seen, so that two of one name stand the same
/// way round wherever the file has them. What is equal in all of it stays in the order of the file.
class ItemOrder {
public:
    ItemOrder(const Production& production, const Routes& routes) : production_(production), routes_(routes) {}

    bool operator()(std::uint32_t a, std::uint32_t b) const {
        const Item& one = production_.items[a];
        const Item& other = production_.items[b];
        if (const auto order = looks(one) <=> looks(other); order != 0) return order < 0;
        const auto from = routes_.from(ItemId(a));
        const auto from_other = routes_.from(ItemId(b));
        const auto less = [](const Route& left, const Route& right) {
            return std::tie(left.target_setting, left.target_name) < std::tie(right.target_setting, right.target_name);
        };
        return std::lexicographical_compare(from.begin(), from.end(), from_other.begin(), from_other.end(), less);
    }

private:
    static std::tuple<Role, Text, Text, Text, Text, Text, Text> looks(const Item& item) {
        return {item.role,           item.name,      item.class_name, item.category,
                item.enabled.text(), item.pool_size, item.comment};
    }

    const Production& production_;
    const Routes& routes_;
};

class Builder {
public:
    Builder(const Production& production, const Routes& routes) : production_(production), routes_(routes) {
        view_.production = production.name;
    }

    View build() {
        add_items();
        add_missing();
        add_edges();
        return std::move(view_);
    }

private:
    void add_items() {
        std::vector<std::uint32_t> order(production_.items.size());
        std::iota(order.begin(), order.end(), std::uint32_t{0});
        std::stable_sort(order.begin(), order.end(), ItemOrder(production_, routes_));
        node_of_.resize(order.size());
        view_.nodes.reserve(order.size());
        for (const std::uint32_t i : order) {
            node_of_[i] = static_cast<std::uint32_t>(view_.nodes.size());
            add_item(i);
        }
    }

    void add_item(std::uint32_t i) {
        const Item& item = production_.items[i];
        ViewNode& node = view_.nodes.emplace_back();
        node.name = item.name;
        node.role = item.role;
        node.class_name = item.class_name;
        node.category = item.category;
        node.enabled = item.enabled.on(true);
        node.place = item.place;
        node.item = ItemId(i);
        node.emits = production_.of(item.emits);
        node.accepts = production_.of(item.accepts);
        node.found = production_.of(item.found);
    }

    void add_missing() {
        first_missing_ = static_cast<std::uint32_t>(view_.nodes.size());
        for (const Route& route : routes_.all()) {
            if (!route.target) missing_.push_back(route.target_name);
        }
        std::sort(missing_.begin(), missing_.end());
        missing_.erase(std::unique(missing_.begin(), missing_.end()), missing_.end());
        for (const Text name : missing_) {
            ViewNode& node = view_.nodes.emplace_back();
            node.name = name;
            node.missing = true;
        }
    }

    std::uint32_t node_of(const Route& route) const {
        if (route.target) return node_of_[route.target.index()];
        const auto found = std::lower_bound(missing_.begin(), missing_.end(), route.target_name);
        return first_missing_ + static_cast<std::uint32_t>(found - missing_.begin());
    }

    void add_edges() {
        view_.edges.reserve(routes_.all().size());
        for (const Route& route : routes_.all()) {
            const auto messages = routes_.of(route.messages);
            ViewEdge& edge = view_.edges.emplace_back();
            edge.source = node_of_[route.source.index()];
            edge.target = node_of(route);
            edge.target_setting = route.target_setting;
            edge.origin = route.origin;
            edge.interaction = interaction_of(messages);
            edge.messages = names_of(messages);
            edge.condition = condition_of(messages);
            edge.place = route.place;
        }
        const auto key = [](const ViewEdge& edge) {
            return std::tie(edge.source, edge.target_setting, edge.target, edge.origin, edge.interaction, edge.messages,
                            edge.condition);
        };
        std::stable_sort(view_.edges.begin(), view_.edges.end(), [&](auto& a, auto& b) { return key(a) < key(b); });
    }

    const Production& production_;
    const Routes& routes_;
    View view_;
    std::vector<std::uint32_t> node_of_;  // by item
    std::vector<Text> missing_;           // sorted
    std::uint32_t first_missing_ = 0;
};

}  // namespace

View view_of(const Production& production, const Routes& routes) {
    return Builder(production, routes).build();
}

Text name_of(EdgeInteraction interaction) {
    static constexpr std::array<Text, 4> names{"", "sync", "async", "both"};
    return names[static_cast<std::size_t>(interaction)];
}

}  // namespace millwright
