// A view as dot text for Graphviz: left to right, one shape and colour for each role, safe against any name.
#pragma once

#include <string>

#include "graph/render/view.h"

namespace millwright {

/// Text that `dot` lays out and that is the same for the same view. Above 300 routes labels of edges become tooltips, and
/// larger graphs ask for a quicker layout. The graph's attributes `title` and `desc` say what it shows.
std::string dot_text(const View& view);

}  // namespace millwright
