// An SVG of Graphviz as part of an HTML page: without what the page does itself (tooltips, styles, themes) and what only a
// file needs, because a browser pays for every element of a picture of thousands.
#pragma once

#include <string>
#include <string_view>

namespace millwright::render {

/// The `<svg>` element. Left out: prolog, comments, styles, titles inside of nodes and edges, links without an address (that
/// Graphviz writes for tooltips), and the fonts of texts, which the page names once. Text without an SVG gives nothing.
std::string page_svg(std::string_view svg);

/// What stands in its `<style>` elements.
std::string styles_of(std::string_view svg);

}  // namespace millwright::render
