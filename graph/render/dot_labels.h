// Labels as Graphviz' HTML: of nodes, of edges, and of the picture with its caption and legend.
#pragma once

#include <string>
#include <string_view>

#include "graph/render/picture.h"
#include "graph/render/style.h"

namespace millwright::render {

class Labels {
public:
    Labels(const Picture& picture, bool dark) : picture_(picture), dark_(dark) {}

    std::string_view shade(Colour colour) const { return dark_ ? colour.dark : colour.light; }

    /// The title, the caption and the legend, `times` as large as they usually are.
    std::string of_picture(int times = 1) const;
    std::string of_node(const PictureNode& node) const;
    /// Empty where there is nothing to say.
    std::string of_edge(const PictureEdge& edge) const;

private:
    std::string sized(std::string_view html, int points, Colour colour) const;
    std::string legend(int times) const;
    std::string title_row(const PictureNode& node) const;
    std::string lines_below(const PictureNode& node) const;

    const Picture& picture_;
    bool dark_;
};

}  // namespace millwright::render
