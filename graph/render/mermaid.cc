#include "graph/render/mermaid.h"

#include <algorithm>
#include <array>

#include "graph/render/style.h"
#include "graph/utf8.h"

namespace millwright {
namespace {

using render::Look;

// Both are secure keys of mermaid: a diagram cannot raise them for itself.
constexpr std::size_t most_edges = 500;
constexpr std::size_t most_characters = 50'000;
constexpr std::size_t most_columns = 80;

struct Shape {
    std::string_view open;
    std::string_view close;
};
/// By Look: an asymmetric flag, a rounded box, a box with side lines, a box, (disabled has its role's), a hexagon.
constexpr std::array<Shape, 6> shapes{{{">", "]"}, {"(", ")"}, {"[[", "]]"}, {"[", "]"}, {"[", "]"}, {"{{", "}}"}}};
constexpr std::array<std::string_view, 4> headings{"Services", "Processes", "Operations", "Other items"};

/// Inside double quotes mermaid reads entities, Markdown between backquotes, HTML, and anywhere %%{ as a directive; none of
/// them comes from a name.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : render::shortened(text, most_columns)) {
        switch (c) {
            case '"': out += "#quot;"; break;
            case '<': out += "#lt;"; break;
            case '>': out += "#gt;"; break;
            case '&': out += "#amp;"; break;
            case '#': out += "#35;"; break;
            case '`': out += "#96;"; break;
            case '\\': out += "#92;"; break;
            case '|': out += "#124;"; break;
            case '%': out += "#37;"; break;
            default: out += c;
        }
    }
    return out.empty() ? "(no name)" : out;
}

/// Text of the front matter, where double quotes and backslashes are YAML's.
std::string yaml_text(std::string_view text) {
    std::string out = "\"";
    for (const char c : render::shortened(text, most_columns)) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + "\"";
}

std::string id_of(std::size_t node) {
    return "n" + std::to_string(node);
}

Look look_class(const ViewNode& node) {
    if (node.missing) return Look::missing;
    return node.enabled ? static_cast<Look>(node.role) : Look::disabled;
}

std::string node_line(const View& view, std::size_t index) {
    const ViewNode& node = view.nodes[index];
    const auto shape =
        shapes[node.missing ? static_cast<std::size_t>(Look::missing) : static_cast<std::size_t>(node.role)];
    std::string label = escaped(node.name);
    if (node.missing)
        label += "<br/>does not exist";
    else if (!node.enabled)
        label += "<br/>disabled";
    return id_of(index) + std::string(shape.open) + "\"" + label + "\"" + std::string(shape.close) +
           ":::" + std::string(render::looks[static_cast<std::size_t>(look_class(node))].title) + "\n";
}

void add_nodes(std::string& out, const View& view) {
    for (std::size_t role = 0; role < headings.size(); ++role) {
        bool open = false;
        for (std::size_t i = 0; i < view.nodes.size(); ++i) {
            if (view.nodes[i].missing || static_cast<std::size_t>(view.nodes[i].role) != role) continue;
            if (!open) out += "  subgraph g" + std::to_string(role) + " [\"" + std::string(headings[role]) + "\"]\n";
            open = true;
            out += "    " + node_line(view, i);
        }
        if (open) out += "  end\n";
    }
    for (std::size_t i = 0; i < view.nodes.size(); ++i) {
        if (view.nodes[i].missing) out += "  " + node_line(view, i);
    }
}

void add_edges(std::string& out, const View& view) {
    for (const ViewEdge& edge : view.edges) {
        const bool dotted = edge.inferred() || edge.interaction == EdgeInteraction::async;
        std::string label = escaped(edge.target_setting);
        if (!edge.messages.empty()) label += ": " + escaped(edge.messages.front());
        if (edge.messages.size() > 1) label += " and " + std::to_string(edge.messages.size() - 1) + " more";
        out +=
            "  " + id_of(edge.source) + (dotted ? " -.->|\"" : " -->|\"") + label + "\"| " + id_of(edge.target) + "\n";
    }
}

void add_classes(std::string& out, const View& view) {
    for (std::size_t i = 0; i < render::looks.size(); ++i) {
        const auto uses = [&](const ViewNode& node) { return look_class(node) == static_cast<Look>(i); };
        if (std::none_of(view.nodes.begin(), view.nodes.end(), uses)) continue;
        const render::NodeStyle& look = render::looks[i];
        out += "  classDef " + std::string(look.title) + " fill:" + std::string(look.fill) +
               ",stroke:" + std::string(look.line) + ",color:" + std::string(look.text);
        if (look.style.find("dashed") != std::string_view::npos) out += ",stroke-dasharray:4 3";
        out += "\n";
    }
}

tl::unexpected<Failure> too_large(const View& view, std::string what) {
    return fail(FailureKind::input, Code::too_large, {},
                "the picture of " + render::shortened(view.production, most_columns) + " has " + std::move(what) +
                    ", more than viewers of mermaid draw",
                "write svg, png, dot or json, or fewer items");
}

}  // namespace

Result<std::string> mermaid_text(const View& view) {
    if (view.edges.size() > most_edges) return too_large(view, std::to_string(view.edges.size()) + " routes (500 fit)");
    std::string out = "---\ntitle: " + yaml_text(std::string(view.production) + " (" + view.caption() + ")") +
                      "\n---\nflowchart LR\n";
    add_nodes(out, view);
    add_edges(out, view);
    add_classes(out, view);
    if (out.size() > most_characters)
        return too_large(view, std::to_string(out.size()) + " characters of text (50,000 fit)");
    return out;
}

}  // namespace millwright
