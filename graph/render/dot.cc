#include "graph/render/dot.h"

#include <graphviz/cgraph.h>

#include <algorithm>
#include <memory>
#include <unordered_set>

#include "graph/render/style.h"
#include "graph/utf8.h"

namespace millwright {
namespace {

using render::xml_escaped;

/// Above this many edges their labels become tooltips: labels multiply the time that a layout takes.
constexpr std::size_t most_labelled_edges = 300;
/// Above this many nodes and edges Graphviz is asked for less perfect, quicker work.
constexpr std::size_t large = 2'000;
constexpr std::size_t name_columns = 48;
constexpr std::size_t label_columns = 32;
constexpr std::size_t tooltip_columns = 300;
constexpr std::size_t most_messages_shown = 2;

/// Plain text for an attribute in which Graphviz reads backslashes as escapes.
std::string escape_string(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\') out += '\\';
        out += c;
    }
    return out;
}

std::string sized(std::string_view text, int points, std::string_view colour) {
    return "<FONT POINT-SIZE=\"" + std::to_string(points) + "\" COLOR=\"" + std::string(colour) + "\">" +
           std::string(text) + "</FONT>";
}

/// Tooltips lose their escapes twice (seen with Graphviz 2.43): before \N and the like are replaced, and then.
std::string tooltip_escaped(std::string_view text) {
    return escape_string(escape_string(text));
}

/// Graphviz replaces \N and the like in HTML labels, too, after it has read character references: \\ is a backslash there.
std::string html_escaped(std::string_view text) {
    std::string out;
    for (const char c : xml_escaped(text)) {
        if (c == '\\')
            out += "&#92;&#92;";
        else
            out += c;
    }
    return out;
}

std::string shown(std::string_view text, std::size_t columns) {
    return html_escaped(render::shortened(text, columns));
}

std::string table_row(std::string_view cell) {
    return "<TR><TD>" + std::string(cell) + "</TD></TR>";
}

std::string table(std::string_view spacing, std::string_view rows) {
    return "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLPADDING=\"1\" CELLSPACING=\"" + std::string(spacing) + "\">" +
           std::string(rows) + "</TABLE>";
}

/// A graph under construction. cgraph stores each text once and forgets nothing about it: text that was once marked as
/// HTML is HTML wherever the same text is used. So plain texts never begin with '<', and HTML always does.
class Canvas {
public:
    explicit Canvas(const std::string& name) {
        std::string text = name;
        graph_ = agopen(text.data(), Agdirected, nullptr);
        // Lines are not to be broken inside of texts.
        set_default(AGRAPH, "linelength", "0");
    }
    ~Canvas() { agclose(graph_); }
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;

    Agraph_t* graph() { return graph_; }
    Agnode_t* node(std::string name) { return agnode(graph_, name.data(), 1); }
    Agedge_t* edge(Agnode_t* from, Agnode_t* to) { return agedge(graph_, from, to, nullptr, 1); }
    /// Subgraphs are written in the order of their ids, and the id of one with a name is an address.
    Agraph_t* subgraph() { return agsubg(graph_, nullptr, 1); }

    void set_default(int kind, std::string name, std::string_view value) {
        std::string text(value);
        agattr(graph_, kind, name.data(), text.data());
    }
    void set(void* object, std::string name, std::string_view value) {
        std::string text(value);
        std::string nothing;
        agsafeset(object, name.data(), text.data(), nothing.data());
    }
    void set_html(void* object, std::string name, std::string html) {
        std::string nothing;
        char* kept = agstrdup_html(graph_, html.data());
        agsafeset(object, name.data(), kept, nothing.data());
        agstrfree(graph_, kept);
    }

    std::string text() {
        std::string out;
        Agiodisc_t collect{nullptr,
                           [](void* to, const char* piece) {
                               static_cast<std::string*>(to)->append(piece);
                               return 0;
                           },
                           [](void*) { return 0; }};
        Agiodisc_t* before = graph_->clos->disc.io;
        graph_->clos->disc.io = &collect;
        agwrite(graph_, &out);
        graph_->clos->disc.io = before;
        return out;
    }

private:
    Agraph_t* graph_;
};

/// Ids are seen as the titles of nodes in SVG, so they are the names, where a name can be written as one: no backslash
/// (dot text cannot quote one at the end), no % in front (cgraph's mark of what has no name), not endless, and not twice.
class Ids {
public:
    std::string id_for(const ViewNode& node) {
        constexpr std::size_t longest = 200;
        std::string id = printable(node.name.substr(0, longest + 1));
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

class DotWriter {
public:
    explicit DotWriter(const View& view)
        : view_(view), labelled_(view.edges.size() <= most_labelled_edges), canvas_(graph_name(view)) {}

    std::string write() {
        set_defaults();
        set_caption();
        for (const ViewNode& node : view_.nodes) add_node(node);
        add_ranks();
        for (const ViewEdge& edge : view_.edges) add_edge(edge);
        return canvas_.text();
    }

private:
    static std::string graph_name(const View& view) {
        const std::string name = render::shortened(view.production, name_columns);
        const bool usable =
            !name.empty() && name.find('\\') == std::string::npos && name.front() != '%' && name.front() != '<';
        return usable ? name : "production";
    }

    void set_defaults() {
        constexpr std::string_view font = "DejaVu Sans,Verdana,sans-serif";
        const auto graph = [&](std::string name, std::string_view value) {
            canvas_.set_default(AGRAPH, std::move(name), value);
        };
        graph("rankdir", "LR");
        graph("fontname", font);
        graph("fontsize", "11");
        graph("labelloc", "t");
        graph("pad", "0.3");
        graph("bgcolor", "#FFFFFF");
        graph("outputorder", "edgesfirst");
        graph("nodesep", labelled_ ? "0.3" : "0.2");
        graph("ranksep", labelled_ ? "0.7" : "1.5");
        if (view_.nodes.size() + view_.edges.size() > large) set_quick(graph);
        const auto node = [&](std::string name, std::string_view value) {
            canvas_.set_default(AGNODE, std::move(name), value);
        };
        node("fontname", font);
        node("fontsize", "11");
        node("margin", "0.18,0.09");
        node("penwidth", "1.3");
        const auto edge = [&](std::string name, std::string_view value) {
            canvas_.set_default(AGEDGE, std::move(name), value);
        };
        edge("fontname", font);
        edge("fontsize", "9");
        edge("color", render::edge_colour);
        edge("fontcolor", render::edge_colour);
        edge("arrowsize", "0.7");
        edge("penwidth", "1.1");
    }

    /// Measured on layered graphs with 1.5 edges to a node: these make 5,000 nodes three times quicker, and the picture
    /// narrower.
    template <class Set>
    static void set_quick(const Set& set) {
        set("splines", "line");
        set("nslimit", "0.1");
        set("nslimit1", "0.1");
        set("mclimit", "0.01");
    }

    void set_caption() {
        const std::string title = render::shortened(view_.production, 2 * name_columns);
        const std::string caption = view_.caption();
        std::string label =
            table_row("<B>" + sized(title.empty() ? "(no name)" : html_escaped(title), 15, "#111111") + "</B>");
        label += table_row(sized(caption, 10, render::faint_text));
        if (const std::string known = legend(); !known.empty()) label += table_row(known);
        label += "<TR><TD HEIGHT=\"6\"></TD></TR>";
        canvas_.set_html(canvas_.graph(), "label", table("2", label));
        canvas_.set(canvas_.graph(), "title", "Production " + escape_string(title));
        canvas_.set(canvas_.graph(), "desc", description());
    }

    std::string description() const {
        std::string text =
            "Services, processes and operations of a production from left to right: " + view_.caption() + ".";
        return labelled_ ? text : text + " Names of target settings are tooltips of the routes.";
    }

    template <class Test>
    bool any_node(Test test) const {
        return std::any_of(view_.nodes.begin(), view_.nodes.end(), test);
    }
    template <class Test>
    bool any_edge(Test test) const {
        return std::any_of(view_.edges.begin(), view_.edges.end(), test);
    }

    /// Only what the picture shows, as text: cells of a table would be drawn out to the width of the title.
    std::string legend() const {
        std::string text;
        const auto add = [&](std::string_view sign, std::string_view colour, std::string_view meaning) {
            if (!text.empty()) text += sized("     ", 9, render::faint_text);
            text += sized(sign, 12, colour) + sized(" " + std::string(meaning), 9, "#111111");
        };
        for (std::size_t i = 0; i < render::looks.size(); ++i) {
            if (!any_node([&](const ViewNode& node) { return is_look(node, i); })) continue;
            add(render::looks[i].sign, render::looks[i].line, render::looks[i].title);
        }
        const bool async = any_edge([](const ViewEdge& edge) { return edge.interaction == EdgeInteraction::async; });
        const bool inferred = any_edge([](const ViewEdge& edge) { return edge.inferred(); });
        if (async) add("╌╌", render::edge_colour, "asynchronous");
        if (inferred) add("····", render::edge_colour, "found in a setting");
        return text;
    }

    static bool is_look(const ViewNode& node, std::size_t look) {
        if (node.missing) return look == static_cast<std::size_t>(render::Look::missing);
        if (!node.enabled && look == static_cast<std::size_t>(render::Look::disabled)) return true;
        return look == static_cast<std::size_t>(node.role);
    }

    void add_node(const ViewNode& node) {
        Agnode_t* made = canvas_.node(ids_.id_for(node));
        nodes_.push_back(made);
        const render::NodeStyle look = render::look_of(node);
        canvas_.set(made, "shape", look.shape);
        canvas_.set(made, "style", look.style);
        if (node.role == Role::operation) canvas_.set(made, "peripheries", "2");
        // The arrow of a service is drawn in half of the node's height.
        if (node.role == Role::service) canvas_.set(made, "height", "0.85");
        canvas_.set(made, "color", look.line);
        canvas_.set(made, "fillcolor", look.fill);
        canvas_.set(made, "fontcolor", look.text);
        canvas_.set_html(made, "label", node_label(node, look));
        canvas_.set(made, "tooltip", node_tooltip(node));
    }

    static std::string node_label(const ViewNode& node, const render::NodeStyle& look) {
        const std::string name = shown(node.name, name_columns);
        const std::string label = name.empty() ? "(no name)" : "<B>" + name + "</B>";
        std::string below = shown(node.class_name, name_columns);
        if (node.missing)
            below = "does not exist";
        else if (!node.enabled)
            below += below.empty() ? "disabled" : " · disabled";
        if (below.empty()) return table("0", table_row(label));
        below = sized(below, 8, node.missing || !node.enabled ? look.text : render::faint_text);
        return table("0", table_row(label) + table_row(below));
    }

    static std::string node_tooltip(const ViewNode& node) {
        if (node.missing) return "missing: " + tooltip_escaped(render::shortened(node.name, tooltip_columns));
        std::string text = std::string(name_of(node.role)) + " " + render::shortened(node.name, tooltip_columns);
        if (!node.class_name.empty()) text += ", class " + render::shortened(node.class_name, tooltip_columns);
        if (!node.category.empty()) text += ", category " + render::shortened(node.category, tooltip_columns);
        if (!node.enabled) text += ", disabled";
        return tooltip_escaped(text);
    }

    enum class Column { free, first, last };

    /// Services stand in the first column and operations in the last; what is joined to nothing stands in the first too.
    /// Those that a route joins to one of the same role are free, because it would have to run inside the column.
    std::vector<Column> columns() const {
        std::vector<Column> columns(view_.nodes.size(), Column::first);
        for (const ViewEdge& edge : view_.edges) {
            for (const std::uint32_t end : {edge.source, edge.target}) {
                if (view_.nodes[end].missing || view_.nodes[end].role != Role::service) columns[end] = Column::free;
            }
        }
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (!view_.nodes[i].missing && view_.nodes[i].role == Role::operation) columns[i] = Column::last;
        }
        for (const ViewEdge& edge : view_.edges) {
            if (!view_.nodes[edge.target].missing && view_.nodes[edge.target].role == Role::service) {
                columns[edge.target] = Column::free;
            }
            if (columns[edge.source] == Column::last) columns[edge.source] = Column::free;
        }
        return columns;
    }

    /// Columns by role are for pictures that are read as a whole; in large ones they cost more than all else.
    void add_ranks() {
        if (!labelled_) return;
        const std::vector<Column> where = columns();
        add_rank(where, Column::first, "min");
        add_rank(where, Column::last, "max");
    }

    void add_rank(const std::vector<Column>& where, Column column, std::string_view rank) {
        if (std::find(where.begin(), where.end(), column) == where.end()) return;
        Agraph_t* group = canvas_.subgraph();
        canvas_.set(group, "rank", rank);
        for (std::size_t i = 0; i < nodes_.size(); ++i) {
            if (where[i] == column) agsubnode(group, nodes_[i], 1);
        }
    }

    void add_edge(const ViewEdge& edge) {
        Agedge_t* made = canvas_.edge(nodes_[edge.source], nodes_[edge.target]);
        const ViewNode& source = view_.nodes[edge.source];
        const ViewNode& target = view_.nodes[edge.target];
        if (target.missing) {
            const auto& look = render::looks[static_cast<std::size_t>(render::Look::missing)];
            canvas_.set(made, "color", look.line);
            canvas_.set(made, "fontcolor", look.text);
        } else if (!source.enabled || !target.enabled) {
            canvas_.set(made, "color", render::pale_edge_colour);
        }
        if (target.missing || edge.interaction == EdgeInteraction::async)
            canvas_.set(made, "style", "dashed");
        else if (edge.inferred())
            canvas_.set(made, "style", "dotted");
        const std::string tooltip = edge_tooltip(edge);
        canvas_.set(made, "tooltip", tooltip);
        if (!labelled_) return;
        canvas_.set_html(made, "label", edge_label(edge));
        canvas_.set(made, "labeltooltip", tooltip);
    }

    static std::string edge_label(const ViewEdge& edge) {
        const std::string setting = shown(edge.target_setting, label_columns);
        std::string label = "<FONT POINT-SIZE=\"9\">" + (setting.empty() ? "(no name)" : setting) + "</FONT>";
        for (std::size_t i = 0; i < std::min(edge.messages.size(), most_messages_shown); ++i) {
            const std::string message = shown(edge.messages[i], label_columns);
            if (!message.empty()) label += "<BR/><I>" + sized(message, 8, render::faint_text) + "</I>";
        }
        if (edge.messages.size() > most_messages_shown) {
            const std::string more = "and " + std::to_string(edge.messages.size() - most_messages_shown) + " more";
            label += "<BR/>" + sized(more, 8, render::faint_text);
        }
        return label;
    }

    std::string edge_tooltip(const ViewEdge& edge) const {
        std::string text = "route " + render::shortened(view_.nodes[edge.source].name, tooltip_columns) + " to " +
                           render::shortened(view_.nodes[edge.target].name, tooltip_columns) + " by " +
                           render::shortened(edge.target_setting, tooltip_columns);
        for (std::size_t i = 0; i < edge.messages.size() && text.size() < tooltip_columns; ++i) {
            text += (i == 0 ? ": " : ", ") + render::shortened(edge.messages[i], tooltip_columns);
        }
        if (!edge.condition.empty()) text += ", when " + render::shortened(edge.condition, tooltip_columns);
        return tooltip_escaped(text);
    }

    const View& view_;
    bool labelled_;
    Canvas canvas_;
    Ids ids_;
    std::vector<Agnode_t*> nodes_;
};

}  // namespace

std::string dot_text(const View& view) {
    return DotWriter(view).write();
}

}  // namespace millwright
