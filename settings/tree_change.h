// Changes of a tree of TOML: what a change of the text has to come to.
#pragma once

#include "settings/settings_path.h"
#include "settings/toml_text.h"
#include "settings/toml_value.h"

namespace millwright::settings {

enum class TreeChangeKind : unsigned char {
    set,
    join,  ///< adds the members of a table to one that is there
    remove,
    append,
    rename,
};

struct TreeChange {
    TreeChangeKind kind;
    SettingsPath path;
    const TomlValue* value = nullptr;  ///< set, join, append
    std::string_view name = {};        ///< rename
};

/// What stands at a path, or no_node.
NodeId node_at(const TomlTree& tree, NodeId root, const SettingsPath& path);

/// False when the tree has no such place.
bool change_tree(TomlTree& tree, NodeId root, const TreeChange& change);

/// Whether two trees say the same, whatever the order of keys is. Tables and arrays that have become empty along `path`
/// may be missing on the right.
bool same_but_for_order(const TomlTree& left, NodeId left_node, const TomlTree& right, NodeId right_node,
                        const SettingsPath& path = {});

}  // namespace millwright::settings
