// A view as JSON, for tools that draw or ask for themselves.
#pragma once

#include <string>

#include "graph/render/view.h"

namespace millwright {

/// `{format_version, production, nodes[{name, role, class, category, enabled, file, line}], edges[{source, target_setting,
/// target, origin, interaction, messages[], condition, file, line}], left_out{items, routes}}`, ended by a line end. Nodes
/// are items; an edge whose target is not among them leads to a target that does not exist. What is not known is null.
std::string render_json(const View& view, const Production& production, const Sources& sources);

}  // namespace millwright
