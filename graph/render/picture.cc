#include "graph/render/picture.h"

#include <unordered_set>

#include "graph/render/picture_details.h"

namespace millwright {
namespace {

Look look_of(const ViewNode& node) {
    if (node.missing) return Look::missing;
    return node.group != 0 ? Look::group : static_cast<Look>(node.role);
}
static_assert(static_cast<Look>(Role::service) == Look::service && static_cast<Look>(Role::process) == Look::process);
static_assert(static_cast<Look>(Role::operation) == Look::operation);
static_assert(static_cast<Look>(Role::component) == Look::component);

std::vector<std::string> lines_of(const ViewNode& node) {
    if (node.missing) return {node.group == 0 ? "does not exist" : node.contains};
    std::vector<std::string> lines;
    if (!node.class_name.empty()) lines.emplace_back(node.class_name);
    if (!node.contains.empty()) lines.push_back(node.contains);
    return lines;
}

Line line_of(const View& view, const ViewEdge& edge) {
    if (view.nodes[edge.target].missing) return Line::missing;
    if (edge.interaction == EdgeInteraction::async) return Line::async;
    return edge.inferred() ? Line::inferred : Line::sync;
}

/// The name; the second of a name is "A (2)".
class Keys {
public:
    std::string key_for(const ViewNode& node) {
        const std::string name = (node.group != 0 ? "group/" : "") + std::string(node.name);
        std::string key = name;
        for (std::size_t nth = 2; !used_.insert(key).second; ++nth) key = name + " (" + std::to_string(nth) + ")";
        return key;
    }

private:
    std::unordered_set<std::string> used_;
};

PictureNode node_of(const ViewNode& from, Keys& keys) {
    PictureNode node;
    node.key = keys.key_for(from);
    node.look = look_of(from);
    node.pale = !from.enabled && !from.missing;
    node.title = from.name;
    node.lines = lines_of(from);
    node.category = from.category;
    node.place = from.place;
    node.change = from.change;
    node.is_before = from.is_before;
    node.was = from.was;
    node.changes = from.changes;
    return node;
}

PictureEdge edge_of(const View& view, const ViewEdge& from) {
    const ViewNode& source = view.nodes[from.source];
    const ViewNode& target = view.nodes[from.target];
    PictureEdge edge;
    edge.source = from.source;
    edge.target = from.target;
    edge.line = line_of(view, from);
    const bool grouped = source.group != 0 || target.group != 0;
    edge.label = from.target_setting;
    if (from.target_setting.empty() && grouped) edge.label = counted(from.routes, "route");
    if (from.target_setting.empty() && !grouped) edge.label = named_by(from.origin);
    edge.messages.assign(from.messages.begin(), from.messages.end());
    edge.condition = from.condition;
    edge.place = from.place;
    edge.change = from.change;
    edge.is_before = from.is_before;
    edge.changes = from.changes;
    edge.routes = from.routes;
    edge.pale = !source.enabled || (!target.enabled && !target.missing);
    return edge;
}

}  // namespace

Picture picture_of(const View& view, const DetailsOf* details) {
    Picture picture;
    picture.title = view.production;
    picture.caption = view.caption();
    picture.has_changes = view.has_changes;
    picture.before_label = view.before_label;
    picture.after_label = view.after_label;
    picture.left_out_items = view.left_out_items;
    picture.left_out_routes = view.left_out_routes;
    Keys keys;
    picture.nodes.reserve(view.nodes.size());
    for (const ViewNode& node : view.nodes) picture.nodes.push_back(node_of(node, keys));
    picture.edges.reserve(view.edges.size());
    for (const ViewEdge& edge : view.edges) picture.edges.push_back(edge_of(view, edge));
    if (details != nullptr) add_details(picture, view, *details);
    return picture;
}

}  // namespace millwright
