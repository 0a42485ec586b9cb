#include "graph/render/mermaid.h"

#include <algorithm>
#include <array>
#include <set>

#include "graph/render/picture_text.h"
#include "graph/render/style.h"
#include "graph/utf8.h"

namespace millwright {
namespace {

using render::style_of;

// Both are secure keys of mermaid: a diagram cannot raise them for itself.
constexpr std::size_t most_edges = 500;
constexpr std::size_t most_characters = 50'000;
constexpr std::size_t most_columns = 80;

/// Looks of items that stand together.
struct Part {
    Look look;
    std::string_view heading;
};
constexpr std::array<Part, 4> parts{{{Look::service, "Services"},
                                     {Look::process, "Processes"},
                                     {Look::operation, "Operations"},
                                     {Look::component, "Other items"}}};

bool is_word(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Whether Markdown reads the sign at `at` as more than itself: what begins a list, a heading or a link, or sets words off.
bool is_markdown(std::string_view text, std::size_t at) {
    const std::string_view before = text.substr(0, at);
    const std::string_view after = text.substr(at + 1);
    switch (text[at]) {
        case ' ':
        case '+':
        case '-':
        case '=': return before.empty();
        case '.':
            if (before.ends_with("www") || before.ends_with("WWW")) return true;
            [[fallthrough]];
        case ')': return !before.empty() && before.find_first_not_of("0123456789") == std::string_view::npos;
        case '_': return before.empty() || after.empty() || !is_word(before.back()) || !is_word(after.front());
        case ':': return after.starts_with("//");
        default: return false;
    }
}

/// Inside double quotes mermaid reads entities, Markdown, HTML, formulas, and anywhere %%{ as a directive; none of them comes
/// from a name. As an entity, with its number, a character is only itself.
std::string escaped(std::string_view text) {
    constexpr std::string_view meaning = "\"<>&#`\\|%*~$[@";
    const std::string shown = render::shortened(text, most_columns);
    std::string out;
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const char c = shown[i];
        if (meaning.find(c) != std::string_view::npos || is_markdown(shown, i))
            out += "#" + std::to_string(static_cast<int>(c)) + ";";
        else
            out += c;
        // "fa:fa-car" would be an icon, entities or not.
        if (c == ':' && std::string_view(shown).substr(i + 1).starts_with("fa-")) out += "#8203;";
    }
    return out;
}

std::string title(std::string_view text) {
    return text.empty() ? "(no name)" : escaped(text);
}

/// Text of the front matter, where double quotes and backslashes are YAML's. Viewers take tags out of it, and there is no way
/// to write < in it that all of them understand.
std::string yaml_text(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (c == '<' || c == '>')
            out += c == '<' ? "‹" : "›";
        else
            out += c;
    }
    return out + "\"";
}

std::string id_of(std::size_t node) {
    return "n" + std::to_string(node);
}

/// What a node is painted as: its change, else its look, pale where it is disabled. "call" is a word of mermaid's.
std::string class_of(const Picture& picture, const PictureNode& node) {
    if (node.change != Change::none) return std::string(name_of(node.change));
    if (node.look == Look::missing) return std::string(name_of(node.look));
    if (picture.has_changes) return "unchanged";
    if (node.pale) return "disabled";
    return node.look == Look::call ? "calls" : std::string(name_of(node.look));
}

std::string signed_text(Change change, const std::string& text) {
    const std::string sign = escaped(style_of(change).sign);
    return sign.empty() || text.empty() ? sign + text : sign + " " + text;
}

std::string node_line(const Picture& picture, std::size_t index) {
    const PictureNode& node = picture.nodes[index];
    const render::NodeStyle& look = style_of(node.look);
    std::string label = std::string(look.sign);
    if (!render::is_bar(node)) label = (look.sign_in_title ? label + " " : "") + title(node.title);
    label = signed_text(node.change, label);
    const bool plain_item = picture.of == PictureOf::items && node.look != Look::missing && node.look != Look::group;
    if (!plain_item) {
        for (const std::string& line : render::untold(node.lines, node.told)) label += "<br/>" + escaped(line);
    }
    if (node.pale) label += "<br/>disabled";
    if (node.change == Change::moved) label += "<br/>was " + title(node.was);
    for (const std::string& line : render::first_lines(node.changes, render::most_changes_shown))
        label += "<br/>" + escaped(line);
    return id_of(index) + std::string(look.open) + "\"" + label + "\"" + std::string(look.close) +
           ":::" + class_of(picture, node) + "\n";
}

void add_nodes(std::string& out, const Picture& picture) {
    std::vector<bool> added(picture.nodes.size(), picture.of != PictureOf::items);
    std::string used;
    for (std::size_t part = 0; part < parts.size(); ++part) {
        bool open = false;
        for (std::size_t i = 0; i < picture.nodes.size(); ++i) {
            if (added[i] || picture.nodes[i].look != parts[part].look) continue;
            if (!open)
                out += "  subgraph g" + std::to_string(part) + " [\"" + std::string(parts[part].heading) + "\"]\n";
            open = added[i] = true;
            out += "    " + node_line(picture, i);
        }
        if (!open) continue;
        out += "  end\n";
        used += (used.empty() ? "g" : ",g") + std::to_string(part);
    }
    for (std::size_t i = 0; i < picture.nodes.size(); ++i) {
        if (picture.of != PictureOf::items || !added[i]) out += "  " + node_line(picture, i);
    }
    // Without it their ground is that of the viewer's theme, which may be any colour.
    if (!used.empty()) out += "  classDef part fill:none,stroke:#9A9A9A\n  class " + used + " part\n";
}

std::string edge_label(const Picture& picture, const PictureEdge& edge) {
    std::string label = picture.of == PictureOf::items ? title(edge.label) : escaped(edge.label);
    if (picture.of == PictureOf::process && !edge.condition.empty())
        label += (label.empty() ? "when " : ", when ") + escaped(edge.condition);
    if (!edge.messages.empty()) label += (label.empty() ? "" : ": ") + escaped(edge.messages.front());
    if (edge.messages.size() > 1) label += " and " + std::to_string(edge.messages.size() - 1) + " more";
    return signed_text(edge.change, label);
}

void add_edges(std::string& out, const Picture& picture) {
    for (const PictureEdge& edge : picture.edges) {
        const std::string_view by_change = style_of(edge.change).link;
        const std::string_view link = by_change.empty() ? style_of(edge.line).link : by_change;
        const std::string label = edge_label(picture, edge);
        out += "  " + id_of(edge.source) + " " + std::string(link);
        if (!label.empty()) out += "|\"" + label + "\"|";
        out += " " + id_of(edge.target) + "\n";
    }
}

void add_class(std::string& out, std::string_view name, const render::Paint& paint, bool dashed) {
    out += "  classDef " + std::string(name) + " fill:" + std::string(paint.fill.light) +
           ",stroke:" + std::string(paint.line.light) + ",color:" + std::string(paint.text.light);
    out += dashed ? ",stroke-dasharray:4 3\n" : "\n";
}

/// What there is, in the order of the looks.
void add_classes(std::string& out, const Picture& picture) {
    std::vector<std::pair<std::size_t, const PictureNode*>> of_each;
    std::vector<std::string> names;
    for (const PictureNode& node : picture.nodes) {
        std::string name = class_of(picture, node);
        if (std::find(names.begin(), names.end(), name) != names.end()) continue;
        names.push_back(std::move(name));
        of_each.emplace_back(names.size() - 1, &node);
    }
    const auto by_look = [](const auto& a, const auto& b) {
        return std::pair(a.second->look, a.first) < std::pair(b.second->look, b.first);
    };
    std::sort(of_each.begin(), of_each.end(), by_look);
    for (const auto& [at, node] : of_each) {
        const bool dashed =
            node->pale || node->change == Change::removed ||
            (node->change == Change::none && style_of(node->look).style.find("dashed") != std::string_view::npos);
        add_class(out, names[at], render::paint_of(picture, *node), dashed);
    }
}

/// Lines of what changes in the colour of their change.
void add_lines(std::string& out, const Picture& picture) {
    for (const Change change : {Change::added, Change::removed, Change::changed, Change::moved}) {
        std::string edges;
        for (std::size_t i = 0; i < picture.edges.size(); ++i) {
            if (picture.edges[i].change == change) edges += (edges.empty() ? "" : ",") + std::to_string(i);
        }
        const std::string_view colour = render::paint(style_of(change).hue).line.light;
        if (!edges.empty())
            out += "  linkStyle " + edges + " stroke:" + std::string(colour) + ",color:" + std::string(colour) + "\n";
    }
}

/// A smaller view of it.
std::string smaller_view(const Picture& picture) {
    if (picture.of == PictureOf::process) return "write svg, png, pdf, html, dot or json";
    std::set<std::string_view> categories;
    for (const PictureNode& node : picture.nodes) categories.insert(node.category);
    categories.erase("");
    const std::string collapsed = categories.size() > 1 && categories.size() <= most_edges / 10
                                      ? "--collapse category (there are " + std::to_string(categories.size()) + ")"
                                      : "--collapse role";
    return "draw less of it: " + collapsed + ", --focus ITEM or a filter; or write svg, png, html, dot or json";
}

tl::unexpected<Failure> too_large(const Picture& picture, std::string what) {
    return fail(FailureKind::input, Code::too_large, {},
                "the picture of " + in_quotes(render::shortened(picture.title, most_columns)) + " has " +
                    std::move(what) + ", more than viewers of mermaid draw",
                smaller_view(picture));
}

}  // namespace

Result<std::string> mermaid_text(const Picture& picture) {
    if (picture.edges.size() > most_edges)
        return too_large(picture, std::to_string(picture.edges.size()) +
                                      (picture.of == PictureOf::items ? " routes (500 fit)" : " lines (500 fit)"));
    const std::string heading =
        render::shortened(picture.title, most_columns) + " (" + render::caption_of(picture) + ")";
    std::string out = "---\ntitle: " + yaml_text(heading) + "\n---\nflowchart " +
                      (picture.of == PictureOf::items ? "LR" : "TD") + "\n";
    add_nodes(out, picture);
    add_edges(out, picture);
    add_lines(out, picture);
    add_classes(out, picture);
    if (out.size() > most_characters)
        return too_large(picture, std::to_string(out.size()) + " characters of text (50,000 fit)");
    return out;
}

}  // namespace millwright
