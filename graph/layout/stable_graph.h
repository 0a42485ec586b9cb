// Reads dot text into a graph whose inner numbers do not depend on addresses. Graphviz numbers things by where their names
// lie in memory and orders subgraphs by these numbers, so that the same text could give different pictures.
#pragma once

#include <graphviz/cgraph.h>

#include <string>

namespace millwright::layout {

/// The graph, or null when the text is none (cgraph has then complained). It and what it needs live until the process ends.
Agraph_t* read_graph(const std::string& dot_text);

}  // namespace millwright::layout
