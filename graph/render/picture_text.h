// What a picture says in words, the same in every format: its caption, its legend, what it shows for readers that do not see,
// and the tooltips of its parts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/render/picture.h"
#include "graph/render/style.h"

namespace millwright::render {

/// Above this many routes, and lines of a process, their labels become tooltips: labels multiply the time that a layout
/// takes. Without labels a process cannot be read, and most of its lines have none.
inline constexpr std::size_t most_labelled_edges = 300;
inline constexpr std::size_t most_labelled_lines = 2'500;
bool is_labelled(const Picture& picture);

/// "Production Demo.Orders", "OrderFulfilment, a process of Demo.Fulfilment"
std::string heading_of(const Picture& picture);

/// What it holds and leaves out, and the two sides of a change: "5 items, 4 routes; from origin/main to settings.toml".
std::string caption_of(const Picture& picture);

/// A sentence or two, and of a small picture every node and edge in a line.
std::string description_of(const Picture& picture);

struct LegendEntry {
    std::string_view sign;
    Colour colour;
    std::string_view meaning;
};
/// Only what the picture shows.
std::vector<LegendEntry> legend_of(const Picture& picture);

/// "(no name)" where there is none. At most `columns` wide.
std::string title_of(std::string_view title, std::size_t columns);
/// The same, and "join" of a bar.
std::string title_of(const PictureNode& node, std::size_t columns);

/// "process OrderProcess, class shop.OrderProcess, category Orders, disabled, changed: class shop.Old → shop.OrderProcess"
std::string tooltip_of(const PictureNode& node);
/// "route A to B by Output: Order, when amount > 100"
std::string tooltip_of(const Picture& picture, const PictureEdge& edge);

/// Those of the lines whose index is not among `told`.
std::vector<std::string> untold(const std::vector<std::string>& lines, const std::vector<std::uint32_t>& told);

/// The first of these lines, and how many more there are.
std::vector<std::string> first_lines(const std::vector<std::string>& lines, std::size_t most);

/// The same of "class: Old → New" and the like, on two lines where one is wider than `columns`: what it becomes matters as
/// much as what it was.
std::vector<std::string> change_lines(const std::vector<std::string>& changes, std::size_t most, std::size_t columns);

}  // namespace millwright::render
