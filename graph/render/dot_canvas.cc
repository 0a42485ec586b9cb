#include "graph/render/dot_canvas.h"

#include <graphviz/cgraph.h>

#include "graph/render/style.h"

namespace millwright::render {

Canvas::Canvas(const std::string& name) {
    std::string text = name;
    graph_ = agopen(text.data(), Agdirected, nullptr);
    // Lines are not to be broken inside of texts.
    default_of_graph("linelength", "0");
}

Canvas::~Canvas() {
    agclose(graph_);
}

Agnode_s* Canvas::node(std::string name) {
    return agnode(graph_, name.data(), 1);
}

Agedge_s* Canvas::edge(Agnode_s* from, Agnode_s* to) {
    return agedge(graph_, from, to, nullptr, 1);
}

Agraph_s* Canvas::subgraph(const std::vector<Agnode_s*>& nodes) {
    // Without a name: subgraphs are written in the order of their ids, and the id of one with a name is an address.
    Agraph_s* group = agsubg(graph_, nullptr, 1);
    for (Agnode_s* node : nodes) agsubnode(group, node, 1);
    return group;
}

void Canvas::default_of_graph(std::string name, std::string_view value) {
    set_default(AGRAPH, std::move(name), value);
}

void Canvas::default_of_nodes(std::string name, std::string_view value) {
    set_default(AGNODE, std::move(name), value);
}

void Canvas::default_of_edges(std::string name, std::string_view value) {
    set_default(AGEDGE, std::move(name), value);
}

void Canvas::set_default(int kind, std::string name, std::string_view value) {
    std::string text(value);
    agattr(graph_, kind, name.data(), text.data());
}

void Canvas::set(void* object, std::string name, std::string_view value) {
    std::string text(value);
    std::string nothing;
    agsafeset(object, name.data(), text.data(), nothing.data());
}

void Canvas::set_html(void* object, std::string name, std::string html) {
    std::string nothing;
    char* kept = agstrdup_html(graph_, html.data());
    agsafeset(object, name.data(), kept, nothing.data());
    agstrfree(graph_, kept);
}

std::string Canvas::text() {
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

std::string escape_string(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\') out += '\\';
        out += c;
    }
    return out;
}

std::string tooltip_escaped(std::string_view text) {
    return escape_string(escape_string(text));
}

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

}  // namespace millwright::render
