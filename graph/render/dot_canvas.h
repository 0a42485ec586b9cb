// A graph under construction, which cgraph keeps and writes as dot text. cgraph stores each text once and forgets nothing
// about it: text that was once marked as HTML is HTML wherever the same text is used. So plain texts never begin with '<',
// and HTML always does.
#pragma once

#include <string>
#include <string_view>
#include <vector>

struct Agraph_s;
struct Agnode_s;
struct Agedge_s;

namespace millwright::render {

class Canvas {
public:
    explicit Canvas(const std::string& name);
    ~Canvas();
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;

    Agraph_s* graph() { return graph_; }
    Agnode_s* node(std::string name);
    Agedge_s* edge(Agnode_s* from, Agnode_s* to);
    /// A subgraph of these nodes.
    Agraph_s* subgraph(const std::vector<Agnode_s*>& nodes);

    void default_of_graph(std::string name, std::string_view value);
    void default_of_nodes(std::string name, std::string_view value);
    void default_of_edges(std::string name, std::string_view value);
    /// `object`: the graph, a subgraph, a node or an edge.
    void set(void* object, std::string name, std::string_view value);
    void set_html(void* object, std::string name, std::string html);

    std::string text();

private:
    void set_default(int kind, std::string name, std::string_view value);

    Agraph_s* graph_;
};

/// Plain text for an attribute in which Graphviz reads backslashes as escapes.
std::string escape_string(std::string_view text);

/// Tooltips lose their escapes twice (seen with Graphviz 2.43): before \N and the like are replaced, and then.
std::string tooltip_escaped(std::string_view text);

/// Graphviz replaces \N and the like in HTML labels, too, after it has read character references: \\ is a backslash there.
std::string html_escaped(std::string_view text);

}  // namespace millwright::render
