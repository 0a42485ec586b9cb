// Views and pictures as JSON, for tools that draw or ask for themselves. Members stand in this order; readers ignore those
// that they do not know. What is not known is null; null and empty texts are the same. Each document ends with a line end.
//
// Of items, {
//   format_version, production,
//   before, after               only with a change: what the two sides are called
//   nodes[{name, role, class, category, enabled, file, line, change, was, changes[], items, contains}],
//   edges[{source, target_setting, target, origin, interaction, messages[], condition, file, line, change, changes[],
//          routes}],
//   left_out{items, routes, inside}
// }
// Nodes are items, and groups of them; an edge whose target is not among them leads to a target that does not exist. One of
// two items of the same name is not told from the other. `change` is "added", "removed", "changed", "moved" or null; it,
// `was` (of a moved one the name before) and `changes` (a line each) stand there only with a change over the view. Where a
// target comes or goes, an edge that is removed does not lead to a node that is added, and no other one to a node that is
// removed: these lead to a target of that name that does not exist. Groups
// have the role "group", no class, file and line, and, as they alone, `items` (how many they stand for) and `contains`
// ("3 services, 1 process"); edges from or to a group have `routes`. `left_out.inside` are routes between items of one group.
//
// Of a process, {
//   format_version, title, caption, before, after,
//   nodes[{id, kind, title, was, lines[], file, line, change, changes[]}],
//   edges[{source, target, kind, label, messages[], condition, file, line, change, changes[]}],
//   left_out{items, routes}
// }
// with ids that are the same in every picture of the same process; an edge names two of them. Kinds of nodes are the names of
// Look ("human_task"), kinds of edges the names of Line ("branch").
#pragma once

#include <string>

#include "graph/render/picture.h"
#include "graph/render/view.h"

namespace millwright {

std::string render_json(const View& view, const PictureSources& sources);

std::string picture_json(const Picture& picture, const PictureSources& sources);

}  // namespace millwright
