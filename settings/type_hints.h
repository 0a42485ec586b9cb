// What to type where a value of settings.toml has the wrong type, or a key stands in a table that does not know it.
#pragma once

#include <string>

#include "settings/keys.h"
#include "settings/toml_text.h"

namespace millwright::settings {

/// For a value that is not of its key's type; `""` when there is nothing to say. `written` is the value as it stands.
std::string hint_for_type(const TomlTree& tree, NodeId value, const KeyInfo& key, std::string_view written);

/// For a member of a table or array (`key`) that is not of the type that all members have.
std::string hint_for_member(const TomlTree& tree, NodeId member, const KeyInfo& key, std::string_view written);

/// For an unknown key to which no known one is near: where it belongs, or which keys there are; "" when neither is short.
std::string hint_for_stray_key(const TableInfo& table, std::string_view name);

}  // namespace millwright::settings
