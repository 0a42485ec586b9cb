#include "graph/render/picture_details.h"

namespace millwright {
namespace {

void add(PictureNode& node, std::string_view section, std::string_view name, std::string_view value, Place place) {
    if (value.empty()) return;
    Detail& detail = node.details.emplace_back();
    detail.section = section;
    detail.name = name;
    detail.value = value;
    detail.place = place;
    detail.is_before = node.is_before;
}

void add_item(PictureNode& node, const Item& item) {
    add(node, "Item", "class", item.class_name, item.class_place);
    add(node, "Item", "role", name_of(item.role), item.place);
    add(node, "Item", "category", item.category, item.place);
}

}  // namespace

void add_details(Picture& picture, const View& view, const DetailsOf& details) {
    for (std::size_t i = 0; i < view.nodes.size(); ++i) {
        const ViewNode& node = view.nodes[i];
        const Production* production = node.is_before ? details.before : details.after;
        if (production != nullptr && node.item) add_item(picture.nodes[i], (*production)[node.item]);
    }
}

}  // namespace millwright
