// [overlay.X]: what is different in one deployment, laid over the tree of the settings.
#pragma once

#include "settings/reading.h"
#include "settings/toml_text.h"

namespace millwright::settings {

/// Takes [overlay] out of the root: the reading gets the names, and a finding for each that is wrong. Returns the table of
/// all overlays, no_node without one.
NodeId take_overlays(TomlTree& tree, NodeId root, Reading& reading);

/// Lays the overlay of that name, if there is one, over the root: tables merge, everything else replaces, after `unset`
/// has removed what it names. Linear in the overlay and in the tables that something is removed from.
void lay_over(TomlTree& tree, NodeId root, NodeId overlays, std::string_view name, Diagnostics& findings);

}  // namespace millwright::settings
