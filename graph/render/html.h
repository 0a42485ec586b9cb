// A picture as one HTML page that needs nothing else: pan, zoom, search, focus, filters, what changes, details of each node.
#pragma once

#include <string>
#include <string_view>

#include "graph/render/picture.h"

namespace millwright {

/// The parts of the page that are the same for every picture (share/viewer): the frame with its places for the rest, the
/// style and the script.
struct Viewer {
    std::string_view page;
    std::string_view style;
    std::string_view script;
};

/// `svg` is a finished SVG of the picture. Nothing of the picture can run as script: the page allows only its own script, by
/// its digest.
std::string html_page(const Picture& picture, std::string_view svg, const PictureSources& sources,
                      const Viewer& viewer);

}  // namespace millwright
