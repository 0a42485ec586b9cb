// How things look, the same in every format: colours that are told apart without colour vision (after Okabe and Ito), dark
// enough on their ground to be read, and for whatever a colour says a shape, a line or a sign that says it too.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "graph/render/picture.h"

namespace millwright::render {

/// On light and on dark ground. A light colour stands for one dark colour everywhere: SVGs turn dark by that.
struct Colour {
    std::string_view light;
    std::string_view dark;
};

struct Paint {
    Colour line;
    Colour fill;
    Colour text;
};

inline constexpr Colour ground{"#FFFFFF", "#15181C"};
inline constexpr Colour ink{"#111111", "#F1F3F5"};
inline constexpr Colour faint_text{"#5A5A5A", "#B9C0C7"};

/// How much of a text a node shows; the whole is in its tooltip.
inline constexpr std::size_t name_columns = 48;
inline constexpr std::size_t change_columns = 72;
/// Of the lines that say what changes in it.
inline constexpr std::size_t most_changes_shown = 3;

enum class Hue : std::uint8_t { blue, orange, green, grey, red, alarm, purple, yellow, sky, plain, solid, pale, calm };
inline constexpr std::array<Paint, 13> paints{{
    {{"#0072B2", "#56B4E9"}, {"#DCEEF9", "#0F2E43"}, ink},
    {{"#9A6400", "#E69F00"}, {"#FFF1D2", "#3B2B0A"}, ink},
    {{"#00795A", "#34C79C"}, {"#DDF3EB", "#0C3529"}, ink},
    {{"#555555", "#A9B0B7"}, {"#EFEFEF", "#2B3036"}, ink},
    {{"#C7330A", "#FF8257"}, {"#FCE6DE", "#47200F"}, ink},
    {{"#C7330A", "#FF8257"}, ground, {"#A52A08", "#FFA081"}},  // what is not there: nothing fills it
    {{"#94497A", "#E0A0C4"}, {"#F8E8F1", "#3C2032"}, ink},
    {{"#786F00", "#E9DD55"}, {"#FBF8CF", "#38350F"}, ink},
    {{"#3E6C8A", "#93C9EC"}, {"#F0F7FB", "#182732"}, ink},
    {{"#3A3A3A", "#D3D8DD"}, ground, ink},
    {{"#3A3A3A", "#D3D8DD"}, {"#3A3A3A", "#D3D8DD"}, {"#FEFEFE", "#101010"}},
    {{"#8F8F8F", "#737B83"}, {"#FAFAFA", "#1C2024"}, {"#6A6A6A", "#9CA4AB"}},
    {{"#949494", "#656D75"}, {"#FCFCFC", "#191C20"}, {"#676767", "#9AA2A9"}},
}};
constexpr const Paint& paint(Hue hue) {
    return paints[static_cast<std::size_t>(hue)];
}

struct NodeStyle {
    std::string_view title;  ///< in the legend
    std::string_view sign;   ///< its shape as a character, for the legend
    bool sign_in_title;      ///< where the shape alone does not tell
    std::string_view shape;  ///< of Graphviz
    std::string_view style;  ///< of Graphviz
    Hue hue;
    std::string_view open;  ///< of mermaid
    std::string_view close;
};

struct LineStyle {
    std::string_view title;  ///< in the legend; empty: not in it
    std::string_view sign;   ///< in the legend
    std::string_view style;  ///< of Graphviz
    Colour line;
    Colour text;
    std::string_view link;  ///< of mermaid
};

struct ChangeStyle {
    std::string_view sign;   ///< before titles and labels
    std::string_view style;  ///< of Graphviz, beside that of the look
    std::string_view width;  ///< of the line
    int rims;                ///< lines around it beside those of its look
    Hue hue;
    std::string_view link;  ///< of mermaid; empty: that of the line
};

/// All that pictures are painted with, each once.
std::vector<Colour> colours();

const NodeStyle& style_of(Look look);
const LineStyle& style_of(Line line);
const ChangeStyle& style_of(Change change);

/// Branches begin and join at a bar; one that says something is a box.
inline bool is_bar(const PictureNode& node) {
    return node.look == Look::fork && node.title.empty() && node.lines.empty() && node.changes.empty();
}

/// What a node or an edge is painted with: what changes by its change, all else calmly; what is disabled palely.
const Paint& paint_of(const Picture& picture, const PictureNode& node);
struct EdgePaint {
    Colour line;
    Colour text;
};
EdgePaint paint_of(const Picture& picture, const PictureEdge& edge);

/// The names of the classes of a node or an edge, for styles: "human_task pale added".
std::string classes_of(const Picture& picture, const PictureNode& node);
std::string classes_of(const Picture& picture, const PictureEdge& edge);

/// At most `columns` wide, with … where something was cut. Printable.
std::string shortened(std::string_view text, std::size_t columns);

/// For XML: & < > " ' as entities. What XML cannot hold is escaped by printable() before.
std::string xml_escaped(std::string_view text);

}  // namespace millwright::render
