#include <array>

#include "settings/toml_text.h"

namespace millwright::settings {

std::string_view words_for(TomlKind kind) {
    static constexpr std::array<std::string_view, 7> words{
        "a table", "an array", "text", "a whole number", "a decimal number", "true or false", "a date"};
    return words[static_cast<std::size_t>(kind)];
}

NodeId TomlTree::adopt(TomlTree&& other) {
    const auto offset = static_cast<NodeId>(nodes_.size());
    const auto moved = [&](NodeId id) { return id == no_node ? no_node : id + offset; };
    reserve(other.nodes_.size());
    for (TomlNode node : other.nodes_) {
        node.first = moved(node.first);
        node.last = moved(node.last);
        node.next = moved(node.next);
        nodes_.push_back(node);
    }
    adopted_.push_back(std::move(other.texts));
    for (TextStore& store : other.adopted_) adopted_.push_back(std::move(store));
    other = TomlTree();
    return offset;
}

void TomlTree::append(NodeId parent, NodeId child) {
    nodes_[child].next = no_node;
    TomlNode& holder = nodes_[parent];
    if (holder.first == no_node) {
        holder.first = child;
    } else {
        nodes_[holder.last].next = child;
    }
    holder.last = child;
}

void TomlTree::remove(NodeId parent, NodeId child) {
    TomlNode& holder = nodes_[parent];
    NodeId before = no_node;
    for (NodeId at = holder.first; at != child; at = nodes_[at].next) before = at;
    (before == no_node ? holder.first : nodes_[before].next) = nodes_[child].next;
    if (holder.last == child) holder.last = before;
    nodes_[child].next = no_node;
}

void TomlTree::replace(NodeId parent, NodeId child, NodeId by) {
    TomlNode& holder = nodes_[parent];
    NodeId before = no_node;
    for (NodeId at = holder.first; at != child; at = nodes_[at].next) before = at;
    (before == no_node ? holder.first : nodes_[before].next) = by;
    nodes_[by].next = nodes_[child].next;
    if (holder.last == child) holder.last = by;
    nodes_[child].next = no_node;
}

NodeId TomlTree::find(NodeId table, std::string_view key) const {
    for (const NodeId child : children(table)) {
        if (nodes_[child].key == key) return child;
    }
    return no_node;
}

}  // namespace millwright::settings
