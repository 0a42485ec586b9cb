#include "graph/render/picture_text.h"

#include <algorithm>

#include "graph/utf8.h"

namespace millwright::render {
namespace {

constexpr std::size_t heading_columns = 96;
constexpr std::size_t side_columns = 64;
constexpr std::size_t tooltip_columns = 300;
/// So many nodes and edges somebody may want to hear.
constexpr std::size_t most_parts_told = 60;

std::string shown(std::string_view text) {
    return shortened(text, tooltip_columns);
}

template <class Parts, class Test>
bool any(const Parts& parts, Test test) {
    return std::any_of(parts.begin(), parts.end(), test);
}

void add_looks(std::vector<LegendEntry>& legend, const Picture& picture) {
    for (std::size_t i = 0; i < look_count; ++i) {
        const Look look = static_cast<Look>(i);
        if (!any(picture.nodes, [&](const PictureNode& node) { return node.look == look; })) continue;
        const NodeStyle& style = style_of(look);
        legend.push_back({style.sign, picture.has_changes ? faint_text : paint(style.hue).line, style.title});
    }
}

void add_lines(std::vector<LegendEntry>& legend, const Picture& picture) {
    for (std::size_t i = 0; i <= static_cast<std::size_t>(Line::message); ++i) {
        const Line line = static_cast<Line>(i);
        const LineStyle& style = style_of(line);
        // In a picture of a change only dashes tell what a line is, and those of a change go before.
        const bool seen = any(picture.edges, [&](const PictureEdge& edge) {
            return edge.line == line &&
                   (!picture.has_changes || (style_of(edge.change).style.empty() && !style.style.empty()));
        });
        if (style.title.empty() || !seen) continue;
        legend.push_back({style.sign, picture.has_changes ? faint_text : style.line, style.title});
    }
}

void add_changes(std::vector<LegendEntry>& legend, const Picture& picture) {
    for (const Change change : {Change::added, Change::removed, Change::changed, Change::moved}) {
        const auto has = [&](const auto& part) { return part.change == change; };
        if (!any(picture.nodes, has) && !any(picture.edges, has)) continue;
        const ChangeStyle& style = style_of(change);
        legend.push_back({style.sign, paint(style.hue).line, name_of(change)});
    }
}

void add_change(std::string& text, Change change, std::string_view was) {
    if (change == Change::none) return;
    text += ", " + std::string(name_of(change));
    if (!was.empty()) text += ", was " + shown(was);
}

void tell_changes(std::string& text, const std::vector<std::string>& changes) {
    for (std::size_t i = 0; i < changes.size() && text.size() < 4 * tooltip_columns; ++i) {
        text += (i == 0 ? ": " : ", ") + shown(changes[i]);
    }
}

}  // namespace

std::string heading_of(const Picture& picture) {
    const std::string title = title_of(picture.title, heading_columns);
    return picture.of == PictureOf::items ? "Production " + title : title;
}

std::string caption_of(const Picture& picture) {
    std::string text = picture.caption;
    if (picture.has_changes && !(picture.before_label.empty() && picture.after_label.empty())) {
        text += "; from " + shortened(picture.before_label, side_columns) + " to " +
                shortened(picture.after_label, side_columns);
    }
    return text;
}

std::string description_of(const Picture& picture) {
    std::string text = picture.of == PictureOf::items
                           ? "Services, processes and operations of a production from left to right: "
                           : "A process from top to bottom, with what starts it and what comes next: ";
    text += caption_of(picture) + ".";
    if (!is_labelled(picture)) {
        text += picture.of == PictureOf::items ? " Names of target settings are tooltips of the routes."
                                               : " What leads along a line is its tooltip.";
    }
    if (picture.nodes.size() + picture.edges.size() > most_parts_told) return text;
    for (const PictureNode& node : picture.nodes) text += "\n" + tooltip_of(node) + ".";
    for (const PictureEdge& edge : picture.edges) text += "\n" + tooltip_of(picture, edge) + ".";
    return text;
}

std::vector<LegendEntry> legend_of(const Picture& picture) {
    std::vector<LegendEntry> legend;
    add_changes(legend, picture);
    add_looks(legend, picture);
    if (any(picture.nodes, [](const PictureNode& node) { return node.pale; }))
        legend.push_back({"⬚", paint(Hue::pale).line, "disabled"});
    add_lines(legend, picture);
    return legend;
}

std::string title_of(std::string_view title, std::size_t columns) {
    return title.empty() ? "(no name)" : shortened(title, columns);
}

std::string title_of(const PictureNode& node, std::size_t columns) {
    return is_bar(node) ? "join" : title_of(node.title, columns);
}

bool is_labelled(const Picture& picture) {
    return picture.edges.size() <= (picture.of == PictureOf::process ? most_labelled_lines : most_labelled_edges);
}

std::string tooltip_of(const PictureNode& node) {
    std::string text = is_bar(node) ? "" : std::string(style_of(node.look).title) + " ";
    text += title_of(node, tooltip_columns);
    const bool has_class = node.look <= Look::component;
    const std::vector<std::string> lines = untold(node.lines, node.told);
    for (std::size_t i = 0; i < lines.size() && text.size() < 4 * tooltip_columns; ++i) {
        text += (i == 0 && has_class ? ", class " : ", ") + shown(lines[i]);
    }
    if (!node.category.empty()) text += ", category " + shown(node.category);
    if (node.pale) text += ", disabled";
    add_change(text, node.change, node.was);
    tell_changes(text, node.changes);
    return text;
}

std::string tooltip_of(const Picture& picture, const PictureEdge& edge) {
    std::string text = picture.of == PictureOf::items ? "route " : "";
    text += title_of(picture.nodes[edge.source], tooltip_columns) + " to " +
            title_of(picture.nodes[edge.target], tooltip_columns);
    if (!edge.label.empty())
        text += (picture.of == PictureOf::items && edge.routes == 1 ? " by " : ": ") + shown(edge.label);
    for (std::size_t i = 0; i < edge.messages.size() && text.size() < tooltip_columns; ++i) {
        text += (i == 0 ? ": " : ", ") + shown(edge.messages[i]);
    }
    if (!edge.condition.empty()) text += ", when " + shown(edge.condition);
    add_change(text, edge.change, {});
    tell_changes(text, edge.changes);
    return text;
}

std::vector<std::string> untold(const std::vector<std::string>& lines, const std::vector<std::uint32_t>& told) {
    std::vector<std::string> rest;
    for (std::uint32_t i = 0; i < lines.size(); ++i) {
        if (std::find(told.begin(), told.end(), i) == told.end()) rest.push_back(lines[i]);
    }
    return rest;
}

std::vector<std::string> first_lines(const std::vector<std::string>& lines, std::size_t most) {
    std::vector<std::string> first(lines.begin(),
                                   lines.begin() + static_cast<std::ptrdiff_t>(std::min(lines.size(), most)));
    if (lines.size() > most) first.push_back("and " + std::to_string(lines.size() - most) + " more");
    return first;
}

std::vector<std::string> change_lines(const std::vector<std::string>& changes, std::size_t most, std::size_t columns) {
    constexpr std::string_view arrow = " → ";
    std::vector<std::string> lines;
    for (std::string& each : first_lines(changes, most)) {
        const std::size_t at = each.find(arrow);
        if (at == std::string::npos || shortened(each, columns) == printable(each)) {
            lines.push_back(std::move(each));
            continue;
        }
        lines.push_back(each.substr(0, at));
        lines.push_back(each.substr(at + 1));
    }
    return lines;
}

}  // namespace millwright::render
