#include "graph/render/dot_labels.h"

#include "graph/render/dot_canvas.h"
#include "graph/render/picture_text.h"

namespace millwright::render {
namespace {

constexpr std::size_t label_columns = 32;
constexpr std::size_t most_messages_shown = 2;
constexpr std::size_t most_changes_shown = 3;

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

std::string struck(std::string html, bool removed) {
    return removed ? "<S>" + html + "</S>" : html;
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

/// As text: cells of a table would be drawn out to the width of the title.
std::string Labels::legend() const {
    std::string text;
    for (const LegendEntry& entry : legend_of(picture_)) {
        if (!text.empty()) text += sized("     ", 9, faint_text);
        text += sized(entry.sign, 12, entry.colour) + sized(" " + std::string(entry.meaning), 9, ink);
    }
    return text;
}

std::string Labels::of_picture() const {
    const std::string title = html_escaped(title_of(picture_.title, 2 * name_columns));
    std::string rows = row("<B>" + sized(title, 15, ink) + "</B>");
    rows += row(sized(html_escaped(caption_of(picture_)), 10, faint_text));
    if (picture_.nodes.empty()) rows += row(sized("no items", 12, ink));
    if (const std::string known = legend(); !known.empty()) rows += row(known);
    rows += "<TR><TD HEIGHT=\"6\"></TD></TR>";
    return table("2", rows);
}

std::string Labels::title_row(const PictureNode& node) const {
    const NodeStyle& style = style_of(node.look);
    const std::string name = html_escaped(title_of(node.title, name_columns));
    std::string title = node.title.empty() ? name : "<B>" + name + "</B>";
    title = sign_before(node.change) + struck(title, node.change == Change::removed);
    return row(style.sign_in_title ? std::string(style.sign) + " " + title : title);
}

std::string Labels::lines_below(const PictureNode& node) const {
    const Colour text = paint_of(picture_, node).text;
    const Colour colour = text.light == ink.light ? faint_text : text;
    std::vector<std::string> lines = node.lines;
    if (node.pale && lines.empty()) lines.emplace_back();
    std::string rows;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        std::string line = shown(lines[i], name_columns);
        if (node.pale && i == 0) line += line.empty() ? "disabled" : " · disabled";
        rows += row(sized(line, 8, colour));
    }
    if (node.change == Change::moved && !node.was.empty())
        rows += row(sized("was " + shown(node.was, name_columns), 8, colour));
    for (const std::string& line : first_lines(node.changes, most_changes_shown))
        rows += row_from_left(sized(shown(line, name_columns), 8, text));
    return rows;
}

std::string Labels::of_node(const PictureNode& node) const {
    return table("0", title_row(node) + lines_below(node));
}

std::string Labels::of_edge(const PictureEdge& edge) const {
    const bool named = !edge.label.empty() || picture_.of == PictureOf::items;
    std::string label = named ? html_escaped(title_of(edge.label, label_columns)) : "";
    label = sign_before(edge.change) + struck(label, !label.empty() && edge.change == Change::removed);
    if (!label.empty()) label = "<FONT POINT-SIZE=\"9\">" + label + "</FONT>";
    for (const std::string& message : first_lines(edge.messages, most_messages_shown)) {
        const std::string text = shown(message, label_columns);
        if (text.empty()) continue;
        label += (label.empty() ? "" : "<BR/>") + sized("<I>" + text + "</I>", 8, faint_text);
    }
    return label;
}

}  // namespace millwright::render
