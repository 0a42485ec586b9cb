#include "graph/render/dot.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <unordered_set>

#include "graph/render/dot_canvas.h"
#include "graph/render/dot_labels.h"
#include "graph/render/joined_sets.h"
#include "graph/render/picture_text.h"
#include "graph/utf8.h"

namespace millwright {
namespace {

using render::Canvas;

/// Above this many nodes and edges Graphviz is asked for less perfect, quicker work.
constexpr std::size_t large = 2'000;

struct Attribute {
    const char* name;
    std::string_view value;
};
constexpr std::string_view font = "DejaVu Sans,Verdana,sans-serif";
constexpr std::array<Attribute, 5> of_every_graph{
    {{"fontname", font}, {"fontsize", "11"}, {"labelloc", "t"}, {"pad", "0.3"}, {"outputorder", "edgesfirst"}}};
constexpr std::array<Attribute, 4> of_every_node{
    {{"fontname", font}, {"fontsize", "11"}, {"margin", "0.18,0.09"}, {"penwidth", "1.3"}}};
constexpr std::array<Attribute, 4> of_every_edge{
    {{"fontname", font}, {"fontsize", "9"}, {"arrowsize", "0.7"}, {"penwidth", "1.1"}}};
constexpr std::array<Attribute, 3> of_bars{{{"width", "1.6"}, {"height", "0.07"}, {"margin", "0"}}};
struct ShapeAttribute {
    std::string_view shape;
    const char* name;
    std::string_view value;
};
/// The arrow of a service is drawn in half of the node's height; round and slanted shapes leave room enough inside.
constexpr std::array<ShapeAttribute, 4> of_shapes{{{"cds", "height", "0.85"},
                                                   {"cds", "margin", "0.18,0.2"},
                                                   {"ellipse", "margin", "0.06,0.02"},
                                                   {"diamond", "margin", "0.02,0.02"}}};
/// Measured on layered graphs with 1.5 edges to a node: these make 5,000 nodes three times quicker, and the picture narrower.
constexpr std::array<Attribute, 4> of_large_graphs{
    {{"splines", "line"}, {"nslimit", "0.1"}, {"nslimit1", "0.1"}, {"mclimit", "0.01"}}};

/// Ids are seen as the titles of nodes in SVG, so they are the names, where a name can be written as one: no backslash
/// (dot text cannot quote one at the end), no % in front (cgraph's mark of what has no name), not endless, and not twice.
class Ids {
public:
    std::string id_for(std::string_view title) {
        constexpr std::size_t longest = 200;
        std::string id = printable(title.substr(0, longest + 1));
        const bool usable = !id.empty() && id.size() <= longest && id.find('\\') == std::string::npos &&
                            id.front() != '<' && id.front() != '%';
        if (usable && used_.insert(id).second) return id;
        do id = "item " + std::to_string(++next_);
        while (!used_.insert(id).second);
        return id;
    }

private:
    std::unordered_set<std::string> used_;
    std::size_t next_ = 0;
};

enum class Column { free, first, last };

/// The nodes that no edge joins to anything stand in rows; the rest hangs together in parts.
struct Parts {
    std::vector<std::uint32_t> apart;  ///< in order
    std::vector<std::uint32_t> part;   ///< by node: the first node of its part
};

Parts parts_of(const Picture& picture) {
    render::JoinedSets sets(picture.nodes.size());
    std::vector<bool> joined(picture.nodes.size());
    for (const PictureEdge& edge : picture.edges) {
        joined[edge.source] = joined[edge.target] = true;
        sets.join(edge.source, edge.target);
    }
    Parts parts;
    for (std::uint32_t i = 0; i < joined.size(); ++i) {
        parts.part.push_back(sets.of(i));
        if (!joined[i]) parts.apart.push_back(i);
    }
    return parts;
}

/// So many in a row that a page holds the rows: as many as the rest has columns, more where there are many.
std::size_t row_length(const Picture& picture, std::size_t nodes) {
    const auto has = [&](Look look) {
        return std::any_of(picture.nodes.begin(), picture.nodes.end(),
                           [&](const auto& node) { return node.look == look; });
    };
    const bool has_middle = has(Look::process) || has(Look::component);
    const std::size_t columns = picture.edges.empty() ? 1 : has_middle ? 3 : 2;
    return std::max(columns, static_cast<std::size_t>(std::lround(std::sqrt(0.5 * static_cast<double>(nodes)))));
}

/// Services stand in the first column and operations in the last. Those that a route joins to one of the same role are
/// free, because it would have to run inside the column; so is what is joined to nothing.
std::vector<Column> columns_of(const Picture& picture) {
    const auto looks_like = [&](std::uint32_t node, Look look) { return picture.nodes[node].look == look; };
    std::vector<Column> columns(picture.nodes.size(), Column::free);
    for (const PictureEdge& edge : picture.edges) {
        for (const std::uint32_t end : {edge.source, edge.target}) {
            if (looks_like(end, Look::service)) columns[end] = Column::first;
            if (looks_like(end, Look::operation)) columns[end] = Column::last;
        }
    }
    for (const PictureEdge& edge : picture.edges) {
        if (looks_like(edge.target, Look::service)) columns[edge.target] = Column::free;
        if (columns[edge.source] == Column::last) columns[edge.source] = Column::free;
    }
    return columns;
}

std::string number(double value) {
    char text[40];
    std::snprintf(text, sizeof text, "%.9g", value);
    return text;
}

std::string coordinates(const Point& point) {
    return number(point.x) + "," + number(point.y);
}

std::string graph_name(const Picture& picture) {
    const std::string name = render::shortened(picture.title, render::name_columns);
    const bool usable =
        !name.empty() && name.find('\\') == std::string::npos && name.front() != '%' && name.front() != '<';
    return usable ? name : "production";
}

/// More of Graphviz' styles, each once.
std::string joined(std::string_view style, std::string_view more) {
    if (more.empty() || style.find(more) != std::string_view::npos) return std::string(style);
    return style.empty() ? std::string(more) : std::string(style) + "," + std::string(more);
}

int rims_of(const PictureNode& node) {
    return (node.look == Look::operation ? 2 : 1) + render::style_of(node.change).rims;
}

class DotWriter {
public:
    DotWriter(const Picture& picture, const DotStyle& style)
        : picture_(picture),
          placement_(style.placement),
          labelled_(style.placement == nullptr && render::is_labelled(picture)),
          labels_(picture, style.theme == Theme::dark),
          canvas_(graph_name(picture)) {}

    std::string write() {
        set_defaults();
        set_caption();
        nodes_.resize(picture_.nodes.size());
        for (const std::uint32_t node : order()) add_node(node);
        if (in_columns()) add_columns();
        for (std::size_t i = 0; i < picture_.edges.size(); ++i) add_edge(i);
        return canvas_.text();
    }

private:
    void set_defaults() {
        canvas_.default_of_graph("rankdir", picture_.of == PictureOf::items ? "LR" : "TB");
        for (const auto& [name, value] : of_every_graph) canvas_.default_of_graph(name, value);
        canvas_.default_of_graph("bgcolor", labels_.shade(render::ground));
        canvas_.default_of_graph("nodesep", labelled_ ? "0.3" : "0.2");
        canvas_.default_of_graph("ranksep", picture_.of == PictureOf::process ? "0.4" : labelled_ ? "0.7" : "1.5");
        set_layout();
        for (const auto& [name, value] : of_every_node) canvas_.default_of_nodes(name, value);
        const render::EdgePaint paint = render::paint_of(Picture{}, PictureEdge{});
        for (const auto& [name, value] : of_every_edge) canvas_.default_of_edges(name, value);
        canvas_.default_of_edges("color", labels_.shade(paint.line));
        canvas_.default_of_edges("fontcolor", labels_.shade(paint.text));
    }

    void set_layout() {
        if (placement_ != nullptr) {
            canvas_.default_of_graph("layout", "nop2");
            canvas_.default_of_graph("splines", "line");
        } else if (picture_.nodes.size() + picture_.edges.size() > large) {
            for (const auto& [name, value] : of_large_graphs) canvas_.default_of_graph(name, value);
        }
    }

    /// Large pictures are looked at from far away, and read from the left.
    void set_caption() {
        int times = 1;
        if (placement_ != nullptr) {
            constexpr double usual_width = 1'500;
            times = static_cast<int>(std::clamp(placement_->width / usual_width, 1.0, 10.0));
            canvas_.default_of_graph("labeljust", "l");
        }
        canvas_.set_html(canvas_.graph(), "label", labels_.of_picture(times));
    }

    void add_node(std::size_t index) {
        const PictureNode& node = picture_.nodes[index];
        Agnode_s* made = canvas_.node(ids_.id_for(node.title));
        nodes_[index] = made;
        const render::Paint& paint = render::paint_of(picture_, node);
        canvas_.set(made, "id", "n" + std::to_string(index));
        canvas_.set(made, "class", render::classes_of(picture_, node));
        add_outline(made, node);
        canvas_.set(made, "color", labels_.shade(paint.line));
        canvas_.set(made, "fillcolor", labels_.shade(paint.fill));
        canvas_.set(made, "fontcolor", labels_.shade(paint.text));
        if (const std::string label = labels_.of_node(node); !label.empty())
            canvas_.set_html(made, "label", label);
        else
            canvas_.set(made, "label", "");
        canvas_.set(made, "tooltip", render::tooltip_escaped(render::tooltip_of(node)));
        if (placement_ != nullptr) place(made, index, rims_of(node));
    }

    void add_outline(Agnode_s* made, const PictureNode& node) {
        const render::NodeStyle& look = render::style_of(node.look);
        const render::ChangeStyle& change = render::style_of(node.change);
        canvas_.set(made, "shape", look.shape);
        canvas_.set(made, "style", joined(joined(look.style, node.pale ? "dashed" : ""), change.style));
        const int rims = rims_of(node);
        if (rims != 1) canvas_.set(made, "peripheries", std::to_string(rims));
        if (node.change != Change::none)
            canvas_.set(made, "penwidth", change.width);
        else if (look.style.find("bold") != std::string_view::npos)
            canvas_.set(made, "penwidth", "2.4");
        for (const auto& [shape, name, value] : of_shapes) {
            if (look.shape == shape) canvas_.set(made, name, value);
        }
        if (!render::is_bar(node)) return;
        for (const auto& [name, value] : of_bars) canvas_.set(made, name, value);
    }

    /// Graphviz draws further rims around the size that it is given.
    void place(Agnode_s* made, std::size_t index, int rims) {
        constexpr double points_in_an_inch = 72;
        constexpr int rim = 8;
        const int around = (rims - 1) * rim;
        canvas_.set(made, "pos", coordinates(placement_->nodes[index]));
        const NodeSize& size = placement_->sizes[index];
        canvas_.set(made, "width", number((size.width - around) / points_in_an_inch));
        canvas_.set(made, "height", number((size.height - around) / points_in_an_inch));
    }

    bool in_columns() const { return picture_.of == PictureOf::items && placement_ == nullptr; }

    /// Graphviz draws parts that do not hang together from the bottom up when it draws from left to right. What stands in
    /// rows comes last.
    std::vector<std::uint32_t> order() {
        std::vector<std::uint32_t> nodes(picture_.nodes.size());
        std::iota(nodes.begin(), nodes.end(), 0U);
        if (!in_columns()) return nodes;
        const Parts parts = parts_of(picture_);
        const std::size_t length = row_length(picture_, parts.apart.size());
        std::vector<std::size_t> place(parts.part.begin(), parts.part.end());
        for (std::size_t i = 0; i < parts.apart.size(); ++i) {
            if (i % length == 0) rows_.emplace_back();
            rows_.back().push_back(parts.apart[i]);
            place[parts.apart[i]] = nodes.size() + rows_.size();
        }
        std::stable_sort(nodes.begin(), nodes.end(), [&](auto a, auto b) { return place[a] > place[b]; });
        return nodes;
    }

    void add_columns() {
        // Columns by role are for pictures that are read as a whole; in large ones they cost more than all else.
        if (labelled_) {
            std::vector<Column> where = columns_of(picture_);
            for (const auto& row : rows_) where[row.front()] = Column::first;
            add_rank(where, Column::first, "min");
            add_rank(where, Column::last, "max");
        }
        // Lines that are not drawn hold a row together.
        for (const auto& row : rows_) {
            for (std::size_t i = 1; i < row.size(); ++i)
                canvas_.set(canvas_.edge(nodes_[row[i - 1]], nodes_[row[i]]), "style", "invis");
        }
    }

    void add_rank(const std::vector<Column>& where, Column column, std::string_view rank) {
        std::vector<Agnode_s*> members;
        for (std::size_t i = 0; i < nodes_.size(); ++i) {
            if (where[i] == column) members.push_back(nodes_[i]);
        }
        if (!members.empty()) canvas_.set(canvas_.subgraph(members), "rank", rank);
    }

    void add_edge(std::size_t index) {
        const PictureEdge& edge = picture_.edges[index];
        Agedge_s* made = canvas_.edge(nodes_[edge.source], nodes_[edge.target]);
        canvas_.set(made, "id", "e" + std::to_string(index));
        canvas_.set(made, "class", render::classes_of(picture_, edge));
        add_line(made, edge);
        // Lines end where the box around an arrow ends, not at its sides: from a service they leave at its tip.
        if (picture_.nodes[edge.source].look == Look::service && in_columns()) canvas_.set(made, "tailport", "e");
        const std::string tooltip = render::tooltip_escaped(render::tooltip_of(picture_, edge));
        canvas_.set(made, "tooltip", tooltip);
        if (placement_ != nullptr) add_path(made, placement_->edges[index]);
        if (!labelled_) return;
        if (const std::string label = labels_.of_edge(edge); !label.empty()) {
            canvas_.set_html(made, "label", label);
            canvas_.set(made, "labeltooltip", tooltip);
        }
    }

    void add_line(Agedge_s* made, const PictureEdge& edge) {
        const render::EdgePaint paint = render::paint_of(picture_, edge);
        const render::EdgePaint usual = render::paint_of(Picture{}, PictureEdge{});
        const render::ChangeStyle& change = render::style_of(edge.change);
        const std::string colour(labels_.shade(paint.line));
        if (change.rims != 0)
            canvas_.set(made, "color", colour + ":invis:" + colour);
        else if (paint.line.light != usual.line.light)
            canvas_.set(made, "color", colour);
        if (paint.text.light != usual.text.light) canvas_.set(made, "fontcolor", labels_.shade(paint.text));
        const std::string style =
            change.style.empty() ? std::string(render::style_of(edge.line).style) : std::string(change.style);
        if (!style.empty()) canvas_.set(made, "style", style);
        if (edge.change != Change::none)
            canvas_.set(made, "penwidth", change.width);
        else if (edge.routes > 1)
            canvas_.set(made, "penwidth", width_of(edge.routes));
    }

    /// Between groups: thicker where there are more routes, up to four points.
    static std::string width_of(std::uint32_t routes) {
        char text[16];
        std::snprintf(text, sizeof text, "%.1f", std::min(4.0, 1.1 + 0.5 * std::log2(routes)));
        return text;
    }

    /// The head of the arrow stands at the end; the line ends where it begins.
    void add_path(Agedge_s* made, const std::vector<Point>& path) {
        if (path.size() < 2) return;
        const double direction = path.back().x < path[path.size() - 2].x ? -1 : 1;
        std::string pos = "e," + coordinates(path.back());
        for (std::size_t i = 0; i + 1 < path.size(); ++i) pos += " " + coordinates(path[i]);
        pos += " " + coordinates({path.back().x - direction * arrow_length, path.back().y});
        canvas_.set(made, "pos", pos);
    }

    const Picture& picture_;
    const Placement* placement_;
    bool labelled_;
    render::Labels labels_;
    Canvas canvas_;
    Ids ids_;
    std::vector<Agnode_s*> nodes_;                  // by index in the picture
    std::vector<std::vector<std::uint32_t>> rows_;  // of what no edge joins to anything
};

}  // namespace

std::string dot_text(const Picture& picture, const DotStyle& style) {
    return DotWriter(picture, style).write();
}

}  // namespace millwright
