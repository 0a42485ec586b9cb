#include "graph/render/style.h"

#include "graph/display_width.h"
#include "graph/utf8.h"

namespace millwright::render {

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
