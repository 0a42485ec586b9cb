// The parts of choosing what of a view is drawn.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/diagnostic.h"
#include "graph/render/view.h"

namespace millwright::render {

/// A yes or no for each node, or for each edge, of a view.
using Marks = std::vector<bool>;

/// Reports (unknown_name) what the options name and the view does not have.
void report_unknown_names(const View& view, const ViewOptions& options, Diagnostics& found);

/// Whether a node is in that category; every node without one is in "".
bool is_in_category(const ViewNode& node, std::string_view category);
/// The first of the categories that are written in the text; "" for none.
Text first_category(Text categories);

/// The nodes of these names.
Marks nodes_named(const View& view, const std::vector<std::string>& names);
/// The nodes that are at most `depth` routes up, or down, or either, of one of the starts; these too.
Marks around(const View& view, const Marks& followed, const Marks& starts, Direction direction, std::uint32_t depth);

/// What the options say, in words, a line for each kind of it. `unknown_messages` counts the routes that are left out because
/// nobody knows what they carry.
std::vector<std::string> scope_of(const ViewOptions& options, std::size_t unknown_messages);

/// Puts items into groups as the options say; those in focus (marked by node) stay themselves.
void collapse(View& view, const ViewOptions& options, const Marks& focus);

}  // namespace millwright::render
