#include "graph/render/view.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>

namespace millwright {
namespace {

constexpr std::uint32_t not_shown = 0xFFFFFFFFU;

std::string counted(std::size_t count, std::string_view noun) {
    return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

EdgeInteraction interaction_of(std::span<const RouteMessage> messages) {
    if (messages.empty()) return EdgeInteraction::unknown;
    const auto is_sync = [](const RouteMessage& each) { return each.mode == Interaction::sync; };
    if (std::all_of(messages.begin(), messages.end(), is_sync)) return EdgeInteraction::sync;
    return std::none_of(messages.begin(), messages.end(), is_sync) ? EdgeInteraction::async : EdgeInteraction::both;
}

std::string condition_of(std::span<const RouteMessage> messages) {
    if (messages.empty()) return {};
    const Text first = messages.front().when.text;
    const auto same = [&](const RouteMessage& each) { return each.when.text == first; };
    return std::all_of(messages.begin(), messages.end(), same) ? std::string(first) : std::string{};
}

std::vector<Text> names_of(std::span<const RouteMessage> messages) {
    std::vector<Text> names;
    for (const RouteMessage& each : messages) names.push_back(each.name);
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

class Builder {
public:
    Builder(const Production& production, const Routes& routes, const ViewOptions& options)
        : production_(production), routes_(routes), options_(options) {
        view_.production = production.name;
    }

    View build() {
        add_items();
        add_missing();
        add_edges();
        return std::move(view_);
    }

private:
    bool wanted(const Item& item) const {
        const auto& roles = options_.roles;
        return roles.empty() || std::find(roles.begin(), roles.end(), item.role) != roles.end();
    }

    void add_items() {
        std::vector<std::uint32_t> order;
        for (std::uint32_t i = 0; i < production_.items.size(); ++i) {
            if (wanted(production_.items[i]))
                order.push_back(i);
            else
                ++view_.left_out_items;
        }
        const auto key = [&](std::uint32_t i) {
            const Item& item = production_.items[i];
            return std::tuple(item.role, item.name, item.class_name, item.enabled.text());
        };
        std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return key(a) < key(b); });
        node_of_.assign(production_.items.size(), not_shown);
        for (const std::uint32_t i : order) {
            const Item& item = production_.items[i];
            node_of_[i] = static_cast<std::uint32_t>(view_.nodes.size());
            view_.nodes.push_back(
                {item.name, item.role, item.class_name, item.category, item.enabled.on(true), false, item.place});
        }
    }

    bool shown(const Route& route) const {
        return node_of_[route.source.index()] != not_shown &&
               (!route.target || node_of_[route.target.index()] != not_shown);
    }

    void add_missing() {
        first_missing_ = static_cast<std::uint32_t>(view_.nodes.size());
        for (const Route& route : routes_.all()) {
            if (!route.target && shown(route)) missing_.push_back(route.target_name);
        }
        std::sort(missing_.begin(), missing_.end());
        missing_.erase(std::unique(missing_.begin(), missing_.end()), missing_.end());
        for (const Text name : missing_) {
            ViewNode node;
            node.name = name;
            node.missing = true;
            view_.nodes.push_back(node);
        }
    }

    std::uint32_t node_of(const Route& route) const {
        if (route.target) return node_of_[route.target.index()];
        const auto found = std::lower_bound(missing_.begin(), missing_.end(), route.target_name);
        return first_missing_ + static_cast<std::uint32_t>(found - missing_.begin());
    }

    void add_edges() {
        for (const Route& route : routes_.all()) {
            if (!shown(route)) {
                ++view_.left_out_routes;
                continue;
            }
            const auto messages = routes_.of(route.messages);
            view_.edges.push_back({node_of_[route.source.index()], node_of(route), route.target_setting, route.origin,
                                   interaction_of(messages), names_of(messages), condition_of(messages), route.place});
        }
        const auto key = [](const ViewEdge& edge) { return std::tuple(edge.source, edge.target_setting, edge.target); };
        std::stable_sort(view_.edges.begin(), view_.edges.end(), [&](auto& a, auto& b) { return key(a) < key(b); });
    }

    const Production& production_;
    const Routes& routes_;
    const ViewOptions& options_;
    View view_;
    std::vector<std::uint32_t> node_of_;  // by item
    std::vector<Text> missing_;           // sorted
    std::uint32_t first_missing_ = 0;
};

}  // namespace

std::size_t View::missing() const {
    return static_cast<std::size_t>(
        std::count_if(nodes.begin(), nodes.end(), [](const ViewNode& node) { return node.missing; }));
}

std::size_t View::items() const {
    return nodes.size() - missing();
}

std::string View::caption() const {
    std::string text = counted(items(), "item") + ", " + counted(edges.size(), "route");
    if (missing() != 0) text += ", " + counted(missing(), "missing target");
    if (left_out_items + left_out_routes == 0) return text;
    return text + "; left out: " + counted(left_out_items, "item") + ", " + counted(left_out_routes, "route");
}

View view_of(const Production& production, const Routes& routes, const ViewOptions& options) {
    return Builder(production, routes, options).build();
}

Text name_of(EdgeInteraction interaction) {
    static constexpr std::array<Text, 4> names{"", "sync", "async", "both"};
    return names[static_cast<std::size_t>(interaction)];
}

}  // namespace millwright
