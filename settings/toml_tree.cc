#include <array>

#include "settings/toml_text.h"

namespace millwright::settings {

std::string_view words_for(TomlKind kind) {
    static constexpr std::array<std::string_view, 7> words{
        "a table", "an array", "text", "a whole number", "a decimal number", "true or false", "a date"};
    return words[static_cast<std::size_t>(kind)];
}

void TomlTree::set_source(std::uint32_t source, std::string_view text) {
    if (sources_.size() <= source) sources_.resize(source + 1);
    sources_[source] = text;
}

Text TomlTree::at_place(Form form, std::uint32_t source, std::uint32_t begin, std::uint32_t end) const {
    if (source >= sources_.size() || end > sources_[source].size() || begin > end) return {};
    const Text written = sources_[source].substr(begin, end - begin);
    if (form == Form::written) return written;
    return written.size() < 2 ? Text{} : written.substr(1, written.size() - 2);
}

TomlTree::Form TomlTree::form_of(Text text, std::uint32_t source, std::uint32_t begin, std::uint32_t end) const {
    if (text.empty()) return Form::none;
    for (const Form form : {Form::written, Form::quoted}) {
        const Text there = at_place(form, source, begin, end);
        if (there.data() == text.data() && there.size() == text.size()) return form;
    }
    return Form::apart;
}

NodeId TomlTree::add(const TomlNode& node) {
    const auto id = static_cast<NodeId>(nodes_.size());
    nodes_.push_back({node.place.begin, node.place.end, 0, 0, no_node, no_node, no_node, node.place.source & 0xFFFFFFU,
                      static_cast<std::uint32_t>(node.kind) & 7U, 0, 0, 0});
    if (!node.text.empty()) set_text(id, node.text, node.refers_to_secret);
    set_key(id, node.key, node.key_place);
    return id;
}

void TomlTree::set_key(NodeId id, Text key, Place place) {
    Packed& node = nodes_[id];
    node.key_begin = place.begin;
    node.key_end = place.end;
    const Form form = form_of(key, node.source, place.begin, place.end);
    node.key_form = static_cast<std::uint32_t>(form) & 3U;
    if (form == Form::apart) keys_apart_[id] = key;
}

void TomlTree::set_text(NodeId id, Text text, bool refers_to_secret) {
    Packed& node = nodes_[id];
    node.refers_to_secret = refers_to_secret ? 1 : 0;
    const Form form = form_of(text, node.source, node.begin, node.end);
    node.text_form = static_cast<std::uint32_t>(form) & 3U;
    if (form != Form::apart) return;
    node.first = static_cast<NodeId>(texts_apart_.size());
    texts_apart_.push_back(text);
}

void TomlTree::set_end(NodeId id, std::uint32_t end) {
    nodes_[id].end = nodes_[id].key_end = end;
}

Text TomlTree::key(NodeId id) const {
    const Packed& node = nodes_[id];
    const Form form{static_cast<std::uint8_t>(node.key_form)};
    if (form == Form::none) return {};
    if (form == Form::apart) return keys_apart_.at(id);
    return at_place(form, node.source, node.key_begin, node.key_end);
}

Text TomlTree::text(const Packed& node) const {
    const Form form{static_cast<std::uint8_t>(node.text_form)};
    if (form == Form::none) return {};
    return form == Form::apart ? texts_apart_[node.first] : at_place(form, node.source, node.begin, node.end);
}

TomlNode TomlTree::operator[](NodeId id) const {
    const Packed& node = nodes_[id];
    const std::uint32_t source = node.source;
    return {kind(id),
            node.refers_to_secret != 0,
            key(id),
            text(node),
            {source, node.key_begin, node.key_end},
            {source, node.begin, node.end},
            first(id)};
}

NodeId TomlTree::adopt(TomlTree&& other) {
    const auto offset = static_cast<NodeId>(nodes_.size());
    const auto texts_before = static_cast<NodeId>(texts_apart_.size());
    const auto moved = [](NodeId id, NodeId by) { return id == no_node ? no_node : id + by; };
    reserve(other.nodes_.size());
    for (NodeId id = 0; id < other.nodes_.size(); ++id) {
        Packed node = other.nodes_[id];
        node.first = moved(node.first, other.holds_children(id) ? offset : texts_before);
        node.last = moved(node.last, offset);
        node.next = moved(node.next, offset);
        nodes_.push_back(node);
    }
    texts_apart_.insert(texts_apart_.end(), other.texts_apart_.begin(), other.texts_apart_.end());
    for (const auto& [id, key] : other.keys_apart_) keys_apart_.emplace(id + offset, key);
    adopted_.push_back(std::move(other.texts));
    for (TextStore& store : other.adopted_) adopted_.push_back(std::move(store));
    other = TomlTree();
    return offset;
}

TomlTree TomlTree::same_nodes() const {
    TomlTree same;
    same.nodes_ = nodes_;
    same.sources_ = sources_;
    same.texts_apart_ = texts_apart_;
    same.keys_apart_ = keys_apart_;
    return same;
}

void TomlTree::append(NodeId parent, NodeId child) {
    nodes_[child].next = no_node;
    Packed& holder = nodes_[parent];
    if (holder.first == no_node) {
        holder.first = child;
    } else {
        nodes_[holder.last].next = child;
    }
    holder.last = child;
}

void TomlTree::remove(NodeId parent, NodeId child) {
    Packed& holder = nodes_[parent];
    NodeId before = no_node;
    for (NodeId at = holder.first; at != child; at = nodes_[at].next) before = at;
    (before == no_node ? holder.first : nodes_[before].next) = nodes_[child].next;
    if (holder.last == child) holder.last = before;
    nodes_[child].next = no_node;
}

void TomlTree::replace(NodeId parent, NodeId child, NodeId by) {
    Packed& holder = nodes_[parent];
    NodeId before = no_node;
    for (NodeId at = holder.first; at != child; at = nodes_[at].next) before = at;
    (before == no_node ? holder.first : nodes_[before].next) = by;
    nodes_[by].next = nodes_[child].next;
    if (holder.last == child) holder.last = by;
    nodes_[child].next = no_node;
}

void TomlTree::assign(NodeId id, NodeId other) {
    const NodeId following = nodes_[id].next;
    nodes_[id] = nodes_[other];
    nodes_[id].next = following;
    if (const auto apart = keys_apart_.find(other); apart != keys_apart_.end()) keys_apart_[id] = Text(apart->second);
}

NodeId TomlTree::find(NodeId table, std::string_view name) const {
    for (const NodeId child : children(table)) {
        if (key(child) == name) return child;
    }
    return no_node;
}

}  // namespace millwright::settings
