// What a view says of itself in a line, and its counts.
#include <algorithm>
#include <array>

#include "graph/render/view.h"

namespace millwright {
namespace {

void add(std::string& text, std::string_view separator, std::string_view part) {
    if (part.empty()) return;
    if (!text.empty()) text += separator;
    text += part;
}

std::string drawn(const View& view) {
    const auto groups = static_cast<std::size_t>(std::count_if(
        view.nodes.begin(), view.nodes.end(), [](const ViewNode& node) { return node.group != 0 && !node.missing; }));
    std::string text = counted(view.items(), "item");
    if (groups != 0) text += " in " + counted(groups, "group");
    text += ", " + counted(view.drawn_routes(), "route");
    if (view.missing() != 0) text += ", " + counted(view.missing(), "missing target");
    if (const std::size_t sends = view.dynamic_sends(); sends != 0) {
        text += ", " + counted(sends, "send") + " that only running would tell";
    }
    if (view.inside_routes != 0) text += ", " + std::to_string(view.inside_routes) + " more inside groups";
    return text;
}

std::string changes(const View& view) {
    if (!view.has_changes) return {};
    std::string text = counted(view.item_changes, "item");
    add(text, "; ", counted(view.route_changes, "route"));
    return text.empty() ? "nothing changes" : text;
}

std::string left_out(const View& view) {
    if (view.left_out_items + view.left_out_routes == 0) return {};
    std::string text =
        "left out: " + counted(view.left_out_items, "item") + ", " + counted(view.left_out_routes, "route");
    if (view.left_out_changes != 0) text += " (" + std::to_string(view.left_out_changes) + " of them changed)";
    return text;
}

}  // namespace

std::size_t View::missing() const {
    std::size_t sum = 0;
    for (const ViewNode& node : nodes) {
        if (node.missing) sum += std::max<std::size_t>(node.group, 1);
    }
    return sum;
}

std::size_t View::dynamic_sends() const {
    std::size_t sum = 0;
    for (const ViewNode& node : nodes) {
        sum += static_cast<std::size_t>(std::count_if(node.found.begin(), node.found.end(),
                                                      [](const FoundRoute& each) { return !each.dynamic.empty(); }));
    }
    return sum;
}

std::size_t View::items() const {
    std::size_t sum = 0;
    for (const ViewNode& node : nodes) {
        if (!node.missing) sum += std::max<std::size_t>(node.group, 1);
    }
    return sum;
}

std::size_t View::drawn_routes() const {
    std::size_t sum = 0;
    for (const ViewEdge& edge : edges) sum += edge.routes;
    return sum;
}

std::string View::caption() const {
    std::string text = drawn(*this);
    add(text, "; ", changes(*this));
    for (const std::string& each : scope) add(text, "; ", each);
    add(text, "; ", left_out(*this));
    return text;
}

std::string counted(std::size_t count, std::string_view noun) {
    return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

std::string counted(const ChangeCounts& counts, std::string_view noun) {
    struct Counted {
        std::size_t ChangeCounts::*count;
        Change change;
    };
    static constexpr std::array<Counted, 4> order{{{&ChangeCounts::added, Change::added},
                                                   {&ChangeCounts::removed, Change::removed},
                                                   {&ChangeCounts::changed, Change::changed},
                                                   {&ChangeCounts::moved, Change::moved}}};
    std::string text;
    for (const Counted& each : order) {
        const std::size_t number = counts.*each.count;
        if (number == 0) continue;
        const bool first = text.empty() && !noun.empty();
        add(text, ", ", first ? counted(number, noun) : std::to_string(number));
        text.append(" ").append(name_of(each.change));
    }
    return text;
}

void count(ChangeCounts& counts, Change change) {
    switch (change) {
        case Change::none: return;
        case Change::added: ++counts.added; return;
        case Change::removed: ++counts.removed; return;
        case Change::changed: ++counts.changed; return;
        case Change::moved: ++counts.moved; return;
    }
}

}  // namespace millwright
