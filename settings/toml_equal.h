// Whether two TOML texts say the same.
#pragma once

#include "settings/toml_text.h"

namespace millwright::settings {

/// Keys, kinds and values are the same, in the same order; places do not count. Numbers and dates are compared as written.
bool same_tree(const TomlTree& left, NodeId left_node, const TomlTree& right, NodeId right_node);

}  // namespace millwright::settings
