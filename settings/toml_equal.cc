#include "settings/toml_equal.h"

namespace millwright::settings {

// The door limits the depth.
bool same_tree(const TomlTree& left, NodeId left_node, const TomlTree& right, NodeId right_node) {
    const TomlNode one = left[left_node];
    const TomlNode other = right[right_node];
    if (one.kind != other.kind || one.key != other.key || one.text != other.text) return false;
    NodeId l = one.first;
    NodeId r = other.first;
    while (l != no_node && r != no_node && same_tree(left, l, right, r)) {
        l = left.next(l);
        r = right.next(r);
    }
    return l == no_node && r == no_node;
}

}  // namespace millwright::settings
