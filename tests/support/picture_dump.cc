#include "tests/support/picture_dump.h"

namespace millwright::test {

std::string dump_of(const Picture& picture) {
    std::string text = picture.title + "\n" + picture.caption + "\n";
    for (const PictureNode& node : picture.nodes) {
        text +=
            std::string(name_of(node.look)) + (node.pale ? " pale" : "") + " " + node.key + ": " + node.title + "\n";
        for (const std::string& line : node.lines) text += "    " + line + "\n";
    }
    for (const PictureEdge& edge : picture.edges) {
        text += picture.nodes[edge.source].key + " -" + std::string(name_of(edge.line));
        if (!edge.label.empty()) text += " " + edge.label;
        if (!edge.condition.empty()) text += " [" + edge.condition + "]";
        text += "-> " + picture.nodes[edge.target].key;
        for (const std::string& message : edge.messages) text += " {" + message + "}";
        text += "\n";
    }
    return text;
}

}  // namespace millwright::test
