#include "graph/render/style.h"

#include <algorithm>

#include "graph/display_width.h"
#include "graph/utf8.h"

namespace millwright::render {
namespace {

/// By Look. Shapes of processes are those that people know from BPMN and UML.
constexpr std::array<NodeStyle, look_count> looks{{
    {"service", "▷", false, "cds", "filled", Hue::blue, ">", "]"},
    {"process", "▢", false, "box", "rounded,filled", Hue::orange, "(", ")"},
    {"operation", "▣", false, "box", "filled", Hue::green, "[[", "]]"},
    {"component", "□", false, "box", "filled", Hue::grey, "[", "]"},
    {"missing", "⬚", false, "octagon", "filled,dashed,bold", Hue::alarm, "{{", "}}"},
    {"group of items", "❐", true, "folder", "filled", Hue::grey, "[[", "]]"},
    {"start", "○", true, "ellipse", "filled", Hue::plain, "([", "])"},
    {"end", "◉", true, "ellipse", "filled,bold", Hue::green, "([", "])"},
    {"failure", "⊗", true, "ellipse", "filled,bold", Hue::red, "([", "])"},
    {"schedule", "◷", true, "ellipse", "filled", Hue::sky, "([", "])"},
    {"handler", "⚙", true, "box", "rounded,filled", Hue::orange, "(", ")"},
    {"message", "✉", true, "note", "filled", Hue::sky, "[/", "/]"},
    {"event", "⚑", true, "note", "filled", Hue::blue, "[/", "/]"},
    {"command", "⇨", true, "box", "filled", Hue::green, "[/", "/]"},
    {"sends", "↗", true, "box", "rounded,filled", Hue::orange, "(", ")"},
    {"calls", "⇄", true, "box", "rounded,filled", Hue::orange, "(", ")"},
    {"waits", "◷", true, "box", "rounded,filled", Hue::sky, "(", ")"},
    {"person", "♟", true, "box", "rounded,filled", Hue::yellow, "(", ")"},
    {"process of its own", "⊞", true, "box", "rounded,filled", Hue::grey, "[[", "]]"},
    {"decision", "◇", false, "diamond", "filled", Hue::plain, "{", "}"},
    {"in parallel", "∥", true, "box", "filled", Hue::solid, "[", "]"},
    {"side effect", "✱", true, "box", "rounded,filled", Hue::grey, "(", ")"},
    {"query", "?", true, "box", "rounded,filled", Hue::blue, "(", ")"},
    {"for each", "↻", true, "box", "rounded,filled", Hue::grey, "(", ")"},
    {"language model", "✦", true, "box", "rounded,filled", Hue::purple, "(", ")"},
    {"input", "⌨", true, "box", "rounded,filled", Hue::yellow, "[/", "/]"},
    {"undoes", "↶", true, "box", "rounded,filled,dashed", Hue::purple, "(", ")"},
}};

constexpr Colour edge_line{"#4A4A4A", "#B3BAC1"};
constexpr Colour calm_line = paint(Hue::calm).line;

/// By Line.
constexpr std::array<LineStyle, 9> lines{{
    {"", "", "", edge_line, edge_line, "-->"},
    {"asynchronous", "╌╌", "dashed", edge_line, edge_line, "-.->"},
    {"found in settings or code", "····", "dotted", edge_line, edge_line, "-.->"},
    {"", "", "dashed", paint(Hue::alarm).line, paint(Hue::alarm).text, "-.->"},
    {"", "", "", edge_line, edge_line, "-->"},
    {"", "", "", edge_line, edge_line, "-->"},
    {"when it fails", "──", "", paint(Hue::red).line, paint(Hue::alarm).text, "-->"},
    {"undone by", "╌╌", "dashed", paint(Hue::purple).line, paint(Hue::purple).line, "-.->"},
    {"", "", "", paint(Hue::sky).line, paint(Hue::sky).line, "-->"},
}};

/// By Change.
constexpr std::array<ChangeStyle, 5> changes{{
    {"", "", "1.3", 0, Hue::calm, ""},
    {"+", "", "2.6", 0, Hue::green, "==>"},
    {"−", "dashed", "1.6", 0, Hue::red, "-.->"},
    {"~", "", "1.6", 1, Hue::orange, ""},
    {"→", "dotted", "2.4", 0, Hue::blue, ""},
}};

void add_class(std::string& names, std::string_view name) {
    if (name.empty()) return;
    if (!names.empty()) names += ' ';
    names += name;
}

template <class Part>
std::string classes(const Picture& picture, const Part& part, std::string_view name) {
    std::string names(name);
    if (part.pale) add_class(names, "pale");
    add_class(names, name_of(part.change));
    if (picture.has_changes && part.change == Change::none) add_class(names, "unchanged");
    return names;
}

}  // namespace

std::vector<Colour> colours() {
    std::vector<Colour> all{ground, ink, faint_text, edge_line};
    const auto add = [&](Colour colour) {
        const auto same = [&](const Colour& each) { return each.light == colour.light; };
        if (std::none_of(all.begin(), all.end(), same)) all.push_back(colour);
    };
    for (const Paint& each : paints) {
        add(each.line);
        add(each.fill);
        add(each.text);
    }
    return all;
}

const NodeStyle& style_of(Look look) {
    return looks[static_cast<std::size_t>(look)];
}

const LineStyle& style_of(Line line) {
    return lines[static_cast<std::size_t>(line)];
}

const ChangeStyle& style_of(Change change) {
    return changes[static_cast<std::size_t>(change)];
}

const Paint& paint_of(const Picture& picture, const PictureNode& node) {
    if (node.change != Change::none) return paint(style_of(node.change).hue);
    if (node.look == Look::missing) return paint(Hue::alarm);
    if (picture.has_changes) return paint(Hue::calm);
    return paint(node.pale ? Hue::pale : style_of(node.look).hue);
}

EdgePaint paint_of(const Picture& picture, const PictureEdge& edge) {
    const LineStyle& style = style_of(edge.line);
    if (edge.change != Change::none) {
        const Colour line = paint(style_of(edge.change).hue).line;
        return {line, line};
    }
    if (edge.line == Line::missing) return {style.line, style.text};
    if (picture.has_changes) return {calm_line, paint(Hue::calm).text};
    return {edge.pale ? calm_line : style.line, style.text};
}

std::string classes_of(const Picture& picture, const PictureNode& node) {
    return classes(picture, node, name_of(node.look));
}

std::string classes_of(const Picture& picture, const PictureEdge& edge) {
    return classes(picture, edge, name_of(edge.line));
}

std::string shortened(std::string_view text, std::size_t columns) {
    // A column takes at most 64 bytes, so a hostile name is not looked at as a whole.
    std::string_view rest = text.substr(0, columns * 64);
    std::string shown;
    std::size_t width = 0;
    while (!rest.empty()) {
        const Cluster cluster = first_cluster(rest);
        const std::string piece = printable(rest.substr(0, cluster.bytes));
        const std::size_t piece_width = display_width(piece);
        rest.remove_prefix(cluster.bytes);
        if (width + piece_width > columns || (width + piece_width == columns && !rest.empty())) return shown + "…";
        shown += piece;
        width += piece_width;
    }
    return shown;
}

std::string xml_escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            default: out += c;
        }
    }
    return out;
}

}  // namespace millwright::render
