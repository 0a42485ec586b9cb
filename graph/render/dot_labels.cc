#include "graph/render/dot_labels.h"

#include "graph/render/dot_canvas.h"
#include "graph/render/picture_text.h"

namespace millwright::render {
namespace {

constexpr std::size_t label_columns = 32;
constexpr std::size_t most_messages_shown = 2;  // and lines of what changes in a route

std::string shown(std::string_view text, std::size_t columns) {
    return html_escaped(shortened(text, columns));
}

std::string row(std::string_view cell) {
    return "<TR><TD>" + std::string(cell) + "</TD></TR>";
}

std::string row_from_left(std::string_view cell) {
    return "<TR><TD ALIGN=\"LEFT\">" + std::string(cell) + "</TD></TR>";
}

std::string table(std::string_view spacing, std::string_view rows) {
    return "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLPADDING=\"1\" CELLSPACING=\"" + std::string(spacing) + "\">" +
           std::string(rows) + "</TABLE>";
}

std::string struck(const std::string& html) {
    return html.empty() ? html : "<S>" + html + "</S>";
}

/// "+ " before what is added; empty where nothing changes.
std::string sign_before(Change change) {
    const std::string_view sign = style_of(change).sign;
    return sign.empty() ? "" : std::string(sign) + " ";
}

}  // namespace

std::string Labels::sized(std::string_view html, int points, Colour colour) const {
    return "<FONT POINT-SIZE=\"" + std::to_string(points) + "\" COLOR=\"" + std::string(shade(colour)) + "\">" +
           std::string(html) + "</FONT>";
}

/// As text: cells of a table would be drawn out to the width of the title. In rows that fit a page.
std::string Labels::legend(int times) const {
    constexpr std::size_t most_columns = 110;
    std::string rows;
    std::string text;
    std::size_t columns = 0;
    for (const LegendEntry& entry : legend_of(picture_)) {
        const std::size_t width = entry.meaning.size() + 8;
        if (columns + width > most_columns) {
            rows += row(text);
            text.clear();
            columns = 0;
        }
        if (!text.empty()) text += sized("     ", 9 * times, faint_text);
        // Viewers of SVG drop a space at the beginning of a text, not at its end.
        text +=
            sized(std::string(entry.sign) + "&#160;", 12 * times, entry.colour) + sized(entry.meaning, 9 * times, ink);
        columns += width;
    }
    return text.empty() ? rows : rows + row(text);
}

std::string Labels::of_picture(int times) const {
    const std::string title = html_escaped(title_of(picture_.title, 2 * name_columns));
    std::string rows = row("<B>" + sized(title, 15 * times, ink) + "</B>");
    rows += row(sized(html_escaped(caption_of(picture_)), 10 * times, faint_text));
    if (picture_.nodes.empty()) rows += row(sized(picture_.has_changes ? "no changes here" : "no items", 12, ink));
    rows += legend(times);
    rows += "<TR><TD HEIGHT=\"" + std::to_string(6 * times) + "\"></TD></TR>";
    return table("2", rows);
}

std::string Labels::title_row(const PictureNode& node) const {
    const NodeStyle& style = style_of(node.look);
    const std::string name = html_escaped(title_of(node.title, name_columns));
    std::string title = node.title.empty() ? name : "<B>" + name + "</B>";
    if (node.change == Change::removed) title = struck(title);
    if (style.sign_in_title) title = std::string(style.sign) + " " + title;
    return row(sign_before(node.change) + title);
}

std::string Labels::lines_below(const PictureNode& node) const {
    const Colour text = paint_of(picture_, node).text;
    const Colour colour = text.light == ink.light ? faint_text : text;
    std::vector<std::string> lines = untold(node.lines, node.told);
    if (node.pale && lines.empty()) lines.emplace_back();
    std::string rows;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        std::string line = shown(lines[i], name_columns);
        if (node.pale && i == 0) line += line.empty() ? "disabled" : " · disabled";
        rows += row(sized(line, 8, colour));
    }
    if (node.change == Change::moved && !node.was.empty())
        rows += row(sized("was " + shown(node.was, name_columns), 8, colour));
    for (const std::string& line : change_lines(node.changes, most_changes_shown, change_columns))
        rows += row_from_left(sized(shown(line, change_columns), 8, text));
    return rows;
}

std::string Labels::of_node(const PictureNode& node) const {
    if (is_bar(node)) return {};
    return table("0", title_row(node) + lines_below(node));
}

std::string Labels::of_edge(const PictureEdge& edge) const {
    // Beside a line that runs down a text would touch it.
    const std::string_view margin = picture_.of == PictureOf::items ? "" : "&#160;";
    std::string label;
    const auto add_line = [&](std::string_view html) {
        if (html.empty()) return;
        label += (label.empty() ? "" : "<BR/>") + std::string(margin) + std::string(html) + std::string(margin);
    };
    const bool is_calm = picture_.has_changes && edge.change == Change::none;
    const bool named = !edge.label.empty() || picture_.of == PictureOf::items;
    const std::string name = named ? html_escaped(title_of(edge.label, label_columns)) : "";
    const std::string first = sign_before(edge.change) + (edge.change == Change::removed ? struck(name) : name);
    if (!first.empty()) add_line("<FONT POINT-SIZE=\"9\">" + first + "</FONT>");
    // Of a route between items the messages may each have a condition of their own.
    if (picture_.of == PictureOf::process && !edge.condition.empty() && !edge.condition_told)
        add_line(sized("when " + shown(edge.condition, label_columns), 8, faint_text));
    for (const std::string& message : first_lines(untold(edge.messages, edge.told), most_messages_shown)) {
        const std::string text = shown(message, label_columns);
        if (!text.empty()) add_line(sized("<I>" + text + "</I>", 8, is_calm ? paint(Hue::calm).text : faint_text));
    }
    for (const std::string& line : first_lines(edge.changes, most_messages_shown))
        add_line(sized(shown(line, label_columns), 8, paint_of(picture_, edge).text));
    // Above a line that runs to the right a text would stand on it.
    if (picture_.of == PictureOf::items) label += "<BR/><FONT POINT-SIZE=\"3\"> </FONT>";
    return label;
}

}  // namespace millwright::render
