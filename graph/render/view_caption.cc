// What a view says of itself in a line.
#include <algorithm>

#include "graph/render/view.h"

namespace millwright {
namespace {

std::string counted(std::size_t count, std::string_view noun) {
    return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

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

}  // namespace millwright
