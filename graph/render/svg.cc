#include "graph/render/svg.h"

#include <charconv>
#include <set>

#include "graph/render/picture_text.h"
#include "graph/render/style.h"

namespace millwright {
namespace {

using render::Colour;
using render::xml_escaped;

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

/// Every `fill="#..."` and `stroke="#..."` there is.
std::set<std::string_view> painted(std::string_view svg) {
    constexpr std::string_view begin = "=\"#";
    constexpr std::size_t length = std::string_view("=\"#000000\"").size();
    std::set<std::string_view> found;
    for (std::size_t at = svg.find(begin); at != std::string_view::npos; at = svg.find(begin, at + 1)) {
        const std::size_t name = svg.rfind(' ', at);
        if (name != std::string_view::npos) found.insert(svg.substr(name + 1, at - name - 1 + length));
    }
    return found;
}

/// One rule for each colour that occurs, whatever it fills: a style wins over the attributes that Graphviz writes.
std::string dark_rules(const std::set<std::string_view>& found, std::string_view scope) {
    std::string rules;
    for (const Colour& colour : render::colours()) {
        for (const std::string_view property : {"fill", "stroke"}) {
            const std::string selector = std::string(property) + "=\"" + lower(colour.light) + "\"";
            if (!found.contains(selector)) continue;
            rules += std::string(scope) + "[" + selector + "]{" + std::string(property) + ":" +
                     std::string(colour.dark) + "}\n";
        }
    }
    return rules;
}

/// Dark where the reader prefers it, unless it is printed; a page around it may decide with data-theme.
std::string style_element(const std::string& svg) {
    const std::set<std::string_view> found = painted(svg);
    // Around a picture that is a page of its own there is nothing but its ground.
    return "<style>\n@media screen and (prefers-color-scheme: dark) {\nsvg:root{background:" +
           std::string(render::ground.dark) + "}\n" + dark_rules(found, ":root:not([data-theme=\"light\"]) ") +
           "}\n@media screen {\n" + dark_rules(found, ":root[data-theme=\"dark\"] ") + "}\n</style>\n";
}

/// The number of a node or an edge in its id: `rest` begins behind `id="n`. npos: none.
std::size_t index_in(std::string_view rest) {
    std::size_t index = 0;
    const auto [end, problem] = std::from_chars(rest.data(), rest.data() + rest.size(), index);
    return problem == std::errc{} && end != rest.data() + rest.size() && *end == '"' ? index : std::string::npos;
}

/// The title of the group that begins here; empty: it stays without one.
std::string title_for(std::string_view group, const Picture& picture) {
    constexpr std::size_t columns = 200;
    if (group.starts_with("n")) {
        const std::size_t node = index_in(group.substr(1));
        if (node < picture.nodes.size()) return render::title_of(picture.nodes[node].title, columns);
    } else if (group.starts_with("e")) {
        const std::size_t edge = index_in(group.substr(1));
        if (edge < picture.edges.size()) {
            const auto end = [&](std::uint32_t at) { return render::title_of(picture.nodes[at].title, columns); };
            return end(picture.edges[edge].source) + " to " + end(picture.edges[edge].target);
        }
    }
    return {};
}

/// Graphviz' titles are ids; the graph's would stand twice.
std::string with_titles(std::string_view svg, const Picture& picture) {
    constexpr std::string_view begin = "<g id=\"";
    constexpr std::string_view open = "<title>";
    constexpr std::string_view close = "</title>\n";
    std::string out;
    out.reserve(svg.size());
    for (std::size_t at = svg.find(begin); at != std::string_view::npos; at = svg.find(begin)) {
        const std::size_t line = svg.find(">\n", at);
        if (line == std::string_view::npos) break;
        const std::string title = title_for(svg.substr(at + begin.size(), 16), picture);
        out += svg.substr(0, line + 2);
        svg.remove_prefix(line + 2);
        const std::size_t end = svg.find(close);
        if (!svg.starts_with(open) || end == std::string_view::npos) continue;
        svg.remove_prefix(end + close.size());
        if (!title.empty()) out += std::string(open) + xml_escaped(title) + std::string(close);
    }
    return out.append(svg);
}

}  // namespace

std::string finished_svg(std::string svg, const Picture& picture, Theme theme) {
    const std::size_t element = svg.find("<svg");
    const std::size_t end = element == std::string::npos ? element : svg.find('>', element);
    if (end == std::string::npos) return svg;
    std::string out = svg.substr(0, end) + " role=\"img\" aria-labelledby=\"picture-title picture-desc\">\n";
    out += "<title id=\"picture-title\">" + xml_escaped(render::heading_of(picture)) + "</title>\n";
    out += "<desc id=\"picture-desc\">" + xml_escaped(render::description_of(picture)) + "</desc>";
    if (theme == Theme::automatic) out += "\n" + style_element(svg);
    return out + with_titles(std::string_view(svg).substr(end + 1), picture);
}

}  // namespace millwright
