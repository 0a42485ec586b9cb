// How large nodes are drawn, from their texts.
#include <algorithm>
#include <array>

#include "graph/display_width.h"
#include "graph/render/picture_text.h"
#include "graph/render/placing.h"
#include "graph/render/style.h"

namespace millwright::placing {
namespace {

/// Advance widths of DejaVu Sans Bold in thousandths of the font's size, from blank to tilde; other fonts are narrower.
constexpr std::array<std::uint16_t, 95> advances{
    349, 457,  521, 838, 696, 1002, 873, 307, 458, 458, 523, 838, 380, 416,  380, 366, 696, 696,  696,
    696, 696,  696, 696, 696, 696,  696, 400, 400, 838, 838, 838, 581, 1000, 774, 763, 734, 831,  684,
    684, 821,  837, 373, 373, 775,  638, 996, 837, 851, 733, 851, 771, 721,  683, 813, 774, 1104, 771,
    725, 726,  458, 366, 458, 838,  500, 500, 675, 716, 593, 716, 679, 436,  716, 712, 343, 343,  666,
    343, 1042, 712, 688, 716, 716,  494, 596, 479, 712, 652, 924, 646, 652,  583, 712, 366, 712,  838};
/// For a column of anything else: few letters are wider.
constexpr Length other_advance = 1'000;

/// The sizes in which the writer of dot text shows texts.
constexpr Length title_points = 11;
constexpr Length line_points = 8;
constexpr Length title_height = 16;
constexpr Length line_height = 12;
constexpr Size margin{34, 14};
constexpr Length sign_width = 20;
constexpr Length disabled_width = 50;
constexpr Length was_width = 24;
constexpr Length service_height = 62;
constexpr Length service_margin = 30;  // in height

/// What Graphviz needs for a shape around its text.
struct ShapeRoom {
    std::string_view shape;
    Length percent;
    Length outline;  ///< what one more outline takes
};
constexpr std::array<ShapeRoom, 5> shape_rooms{
    {{"ellipse", 143, 8}, {"octagon", 143, 10}, {"diamond", 215, 24}, {"parallelogram", 212, 24}, {"", 100, 8}}};

Length text_width(std::string_view text, Length points, std::size_t columns) {
    Length width = 0;
    const std::string shown = render::shortened(text, columns);
    for (std::string_view rest = shown; !rest.empty();) {
        const Cluster cluster = first_cluster(rest);
        const auto byte = static_cast<unsigned char>(rest.front());
        const bool known = cluster.bytes == 1 && byte >= 0x20 && byte < 0x7F;
        width += known ? advances[byte - 0x20U] : static_cast<Length>(cluster.width) * other_advance;
        rest.remove_prefix(cluster.bytes);
    }
    return (width * points + 999) / 1000;
}

Size text_size(const PictureNode& node, Length sign) {
    Size size{0, title_height};
    const auto fit = [&](std::string_view text, Length points, Length more) {
        size.width = std::max(size.width, text_width(text, points, render::name_columns) + more);
    };
    fit(node.title.empty() ? "(no name)" : node.title, title_points,
        sign + (node.change == Change::none ? 0 : sign_width));
    const std::vector<std::string> own = render::untold(node.lines, node.told);
    for (const std::string& line : own) fit(line, line_points, node.pale ? disabled_width : 0);
    if (node.pale) fit("disabled", line_points, 0);
    if (!node.was.empty()) fit(node.was, line_points, was_width);
    const auto changes = render::change_lines(node.changes, render::most_changes_shown, render::change_columns);
    for (const std::string& line : changes)
        size.width = std::max(size.width, text_width(line, line_points, render::change_columns));
    const std::size_t lines =
        std::max<std::size_t>(own.size(), node.pale ? 1 : 0) + (node.was.empty() ? 0 : 1) + changes.size();
    size.height += static_cast<Length>(lines) * line_height;
    return size;
}

}  // namespace

Size estimated_size(const PictureNode& node) {
    const render::NodeStyle& style = render::style_of(node.look);
    Size size = text_size(node, style.sign_in_title ? sign_width : 0);
    // The last one is for every other shape.
    const auto* room = std::find_if(shape_rooms.begin(), shape_rooms.end() - 1,
                                    [&](const ShapeRoom& each) { return each.shape == style.shape; });
    size.width = (size.width + margin.width) * room->percent / 100;
    const bool is_arrow = style.shape == "cds";
    size.height = (size.height + (is_arrow ? service_margin : margin.height)) * room->percent / 100;
    size.width = std::max<Length>(size.width, 54);
    size.height = std::max<Length>(size.height, is_arrow ? service_height : 36);
    // An operation has a second outline, and so has what changes.
    const Length outlines = (node.look == Look::operation ? 1 : 0) + render::style_of(node.change).rims;
    size.width += outlines * room->outline;
    size.height += outlines * room->outline;
    // Even, so that centres and borders are whole points.
    return {size.width + size.width % 2, size.height + size.height % 2};
}

}  // namespace millwright::placing
