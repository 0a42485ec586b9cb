// What makes an SVG of Graphviz one that people can use: a title and a description for readers that do not see, names of
// classes for styles, and colours that follow a dark page.
#pragma once

#include <cstdint>
#include <string>

#include "graph/render/picture.h"

namespace millwright {

enum class Theme : std::uint8_t { automatic, light, dark };

/// `svg` is what Graphviz made of dot_text(picture). Automatic follows what the reader prefers. Text that is not an SVG comes
/// back as it is.
std::string finished_svg(std::string svg, const Picture& picture, Theme theme);

}  // namespace millwright
