#include "settings/tree_change.h"

#include <unordered_map>

namespace millwright::settings {
namespace {

/// The child that a step names, or no_node.
NodeId step_down(const TomlTree& tree, NodeId from, const PathStep& step) {
    if (!step.index) return tree[from].kind == TomlKind::table ? tree.find(from, step.name) : no_node;
    if (tree[from].kind != TomlKind::array) return no_node;
    std::size_t left = *step.index;
    for (const NodeId child : tree.children(from)) {
        if (left-- == 0) return child;
    }
    return no_node;
}

NodeId new_node(TomlTree& tree, TomlKind kind, std::string_view key, const std::string& text = {}) {
    TomlNode node;
    node.kind = kind;
    node.key = tree.texts.keep(key);
    node.text = tree.texts.keep(text);
    return tree.add(node);
}

NodeId new_node(TomlTree& tree, std::string_view key, const TomlValue& value) {
    if (const auto* text = std::get_if<std::string>(&value.is)) return new_node(tree, TomlKind::text, key, *text);
    const auto* elements = std::get_if<TomlValue::Array>(&value.is);
    const auto* members = std::get_if<TomlValue::Table>(&value.is);
    if (elements != nullptr) {
        const NodeId made = new_node(tree, TomlKind::array, key);
        for (const TomlValue& each : *elements) tree.append(made, new_node(tree, {}, each));
        return made;
    }
    if (members != nullptr) {
        const NodeId made = new_node(tree, TomlKind::table, key);
        for (const TomlMember& each : *members) tree.append(made, new_node(tree, each.key, each.value));
        return made;
    }
    const TomlKind kind = std::holds_alternative<bool>(value.is)     ? TomlKind::boolean
                          : std::holds_alternative<double>(value.is) ? TomlKind::decimal
                                                                     : TomlKind::integer;
    return new_node(tree, kind, key, written(value));
}

/// The table or array above the last step; missing tables are made when `make` holds.
NodeId holder_of(TomlTree& tree, NodeId root, const SettingsPath& path, bool make) {
    NodeId at = root;
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        NodeId next = step_down(tree, at, path[i]);
        if (next == no_node && make && !path[i].index && tree[at].kind == TomlKind::table) {
            next = new_node(tree, TomlKind::table, path[i].name);
            tree.append(at, next);
        }
        if (next == no_node) return no_node;
        at = next;
    }
    return at;
}

bool set_value(TomlTree& tree, NodeId holder, const PathStep& last, const TomlValue& value) {
    const NodeId old = step_down(tree, holder, last);
    if (old != no_node) {
        tree.replace(holder, old, new_node(tree, last.name, value));
        return true;
    }
    if (last.index || tree[holder].kind != TomlKind::table) return false;
    tree.append(holder, new_node(tree, last.name, value));
    return true;
}

bool append_value(TomlTree& tree, NodeId holder, const PathStep& last, const TomlValue& value) {
    NodeId array = step_down(tree, holder, last);
    if (array == no_node && !last.index && tree[holder].kind == TomlKind::table) {
        array = new_node(tree, TomlKind::array, last.name);
        tree.append(holder, array);
    }
    if (array == no_node || tree[array].kind != TomlKind::array) return false;
    tree.append(array, new_node(tree, {}, value));
    return true;
}

bool is_empty_holder(const TomlTree& tree, NodeId node) {
    const TomlKind kind = tree[node].kind;
    return (kind == TomlKind::table || kind == TomlKind::array) && tree[node].first == no_node;
}

/// Compares the members of two tables by their keys.
bool same_members(const TomlTree& left, NodeId left_node, const TomlTree& right, NodeId right_node,
                  const SettingsPath& path) {
    std::unordered_map<Text, NodeId> members;
    for (const NodeId child : right.children(right_node)) members.emplace(right.key(child), child);
    std::size_t found = 0;
    for (const NodeId child : left.children(left_node)) {
        const bool on_path = !path.empty() && path.front().name == left.key(child);
        const SettingsPath below = on_path ? rest_of(path, 1) : SettingsPath{};
        const auto member = members.find(left.key(child));
        if (member == members.end()) {
            const bool gone =
                on_path && (is_empty_holder(left, child) || same_but_for_order(left, child, right, no_node, below));
            if (!gone) return false;
            continue;
        }
        ++found;
        if (!same_but_for_order(left, child, right, member->second, below)) return false;
    }
    return found == members.size();
}

bool same_elements(const TomlTree& left, NodeId left_node, const TomlTree& right, NodeId right_node,
                   const SettingsPath& path) {
    NodeId r = right[right_node].first;
    std::size_t index = 0;
    for (const NodeId l : left.children(left_node)) {
        const bool on_path = !path.empty() && path.front().index == index++;
        if (r == no_node) return false;
        if (!same_but_for_order(left, l, right, r, on_path ? rest_of(path, 1) : SettingsPath{})) return false;
        r = right.next(r);
    }
    return r == no_node;
}

}  // namespace

NodeId node_at(const TomlTree& tree, NodeId root, const SettingsPath& path) {
    NodeId at = root;
    for (const PathStep& step : path) {
        if (at != no_node) at = step_down(tree, at, step);
    }
    return at;
}

bool change_tree(TomlTree& tree, NodeId root, const TreeChange& change) {
    if (change.path.empty()) return false;
    const bool make = change.kind == TreeChangeKind::set || change.kind == TreeChangeKind::append;
    const NodeId holder = holder_of(tree, root, change.path, make);
    if (holder == no_node) return false;
    const PathStep& last = change.path.back();
    if (change.kind == TreeChangeKind::set) return set_value(tree, holder, last, *change.value);
    if (change.kind == TreeChangeKind::append) return append_value(tree, holder, last, *change.value);
    const NodeId node = step_down(tree, holder, last);
    if (node == no_node) return false;
    if (change.kind == TreeChangeKind::join) {
        const auto* members = std::get_if<TomlValue::Table>(&change.value->is);
        for (std::size_t i = 0; members != nullptr && i < members->size(); ++i) {
            tree.append(node, new_node(tree, (*members)[i].key, (*members)[i].value));
        }
        return members != nullptr && tree[node].kind == TomlKind::table;
    }
    if (change.kind == TreeChangeKind::remove) {
        tree.remove(holder, node);
    } else {
        tree.set_key(node, tree.texts.keep(change.name), tree[node].key_place);
    }
    return true;
}

bool same_but_for_order(const TomlTree& left, NodeId left_node, const TomlTree& right, NodeId right_node,
                        const SettingsPath& path) {
    const TomlNode one = left[left_node];
    if (right_node == no_node) {
        // Only a chain of tables that holds nothing may be missing.
        if (is_empty_holder(left, left_node)) return true;
        const bool chain = one.kind == TomlKind::table && one.first == left.last(left_node) && !path.empty() &&
                           path.front().name == left.key(one.first);
        return chain && same_but_for_order(left, one.first, right, no_node, rest_of(path, 1));
    }
    const TomlNode other = right[right_node];
    if (one.kind != other.kind || one.text != other.text) return false;
    if (one.kind == TomlKind::table) return same_members(left, left_node, right, right_node, path);
    return one.kind != TomlKind::array || same_elements(left, left_node, right, right_node, path);
}

}  // namespace millwright::settings
