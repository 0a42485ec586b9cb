// A picture as dot text for Graphviz, safe against any name: items from left to right, steps of a process from top to bottom.
#pragma once

#include <string>

#include "graph/render/picture.h"
#include "graph/render/placement.h"
#include "graph/render/svg.h"

namespace millwright {

struct DotStyle {
    Theme theme = Theme::automatic;        ///< dot text has one set of colours: automatic is light
    const Placement* placement = nullptr;  ///< where all stands, so that Graphviz only draws
};

/// Text that `dot` lays out and that is the same for the same picture. Above 300 edges their labels become tooltips, and
/// larger graphs ask for a quicker layout. In SVG, nodes and edges have the ids n0, e0, ... of their places in the picture.
std::string dot_text(const Picture& picture, const DotStyle& style = {});

}  // namespace millwright
