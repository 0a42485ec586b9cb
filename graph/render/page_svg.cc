#include "graph/render/page_svg.h"

#include <algorithm>
#include <array>
#include <vector>

namespace millwright::render {
namespace {

bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

template <std::size_t size>
bool among(const std::array<std::string_view, size>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// What Graphviz draws with; nothing else gets into the page.
constexpr std::array<std::string_view, 13> kept_elements{
    "svg", "g", "path", "polygon", "polyline", "ellipse", "circle", "rect", "line", "text", "tspan", "defs", "marker"};
constexpr std::array<std::string_view, 35> kept_attributes{"id",
                                                           "class",
                                                           "d",
                                                           "points",
                                                           "x",
                                                           "y",
                                                           "cx",
                                                           "cy",
                                                           "r",
                                                           "rx",
                                                           "ry",
                                                           "x1",
                                                           "y1",
                                                           "x2",
                                                           "y2",
                                                           "dx",
                                                           "dy",
                                                           "width",
                                                           "height",
                                                           "viewBox",
                                                           "transform",
                                                           "fill",
                                                           "stroke",
                                                           "stroke-width",
                                                           "stroke-dasharray",
                                                           "stroke-linecap",
                                                           "stroke-linejoin",
                                                           "fill-opacity",
                                                           "stroke-opacity",
                                                           "text-anchor",
                                                           "font-size",
                                                           "font-weight",
                                                           "font-style",
                                                           "text-decoration",
                                                           "letter-spacing"};

enum class Fate { keep, unwrap, drop };

struct Tag {
    std::string_view name;
    std::string_view attributes;  ///< as they stand
    bool closes = false;          ///< </name>
    bool empty = false;           ///< <name/>
};

/// The tag that `text` begins with, and its length; a tag without an end is as long as the text.
std::size_t read_tag(std::string_view text, Tag& tag) {
    char quote = 0;
    std::size_t end = 1;
    for (; end < text.size(); ++end) {
        const char c = text[end];
        if (quote != 0 ? c == quote : c == '"' || c == '\'')
            quote = quote != 0 ? '\0' : c;
        else if (quote == 0 && c == '>')
            break;
    }
    std::string_view inside = text.substr(1, end - 1);
    if (inside.starts_with('/')) tag.closes = true, inside.remove_prefix(1);
    if (inside.ends_with('/')) tag.empty = true, inside.remove_suffix(1);
    const auto* space = std::find_if(inside.begin(), inside.end(), is_space);
    tag.name = inside.substr(0, static_cast<std::size_t>(space - inside.begin()));
    tag.attributes = inside.substr(tag.name.size());
    return std::min(end + 1, text.size());
}

/// Takes the next `name="value"` off the front; false at the end, and where there is none.
bool next_attribute(std::string_view& rest, std::string_view& name, std::string_view& value) {
    while (!rest.empty() && is_space(rest.front())) rest.remove_prefix(1);
    const std::size_t equals = rest.find('=');
    if (equals == std::string_view::npos || equals + 1 >= rest.size()) return false;
    const char quote = rest[equals + 1];
    const std::size_t end = rest.find(quote, equals + 2);
    if ((quote != '"' && quote != '\'') || end == std::string_view::npos) return false;
    name = rest.substr(0, equals);
    value = rest.substr(equals + 2, end - equals - 2);
    rest.remove_prefix(end + 1);
    return true;
}

class Slimmer {
public:
    std::string run(std::string_view rest) {
        out_.reserve(rest.size());
        while (!rest.empty()) rest.remove_prefix(rest.front() == '<' ? markup(rest) : text(rest));
        while (!open_.empty()) close();
        return std::move(out_);
    }

private:
    struct Element {
        std::string_view name;
        Fate fate;
    };

    bool dropping() const { return !open_.empty() && open_.back().fate == Fate::drop; }

    std::size_t text(std::string_view rest) {
        const std::string_view piece = rest.substr(0, rest.find('<'));
        const bool of_text = !open_.empty() && (open_.back().name == "text" || open_.back().name == "tspan");
        if (of_text && !dropping()) out_ += piece;
        return piece.size();
    }

    std::size_t markup(std::string_view rest) {
        if (rest.starts_with("<!--")) return std::min(rest.find("-->"), rest.size() - 3) + 3;
        if (rest.starts_with("<![CDATA[")) return std::min(rest.find("]]>"), rest.size() - 3) + 3;
        Tag tag;
        const std::size_t length = read_tag(rest, tag);
        if (tag.name.starts_with('!') || tag.name.starts_with('?')) return length;
        if (tag.closes) {
            if (!open_.empty()) close();
            return length;
        }
        open(tag);
        if (tag.empty) close();
        return length;
    }

    void open(const Tag& tag) {
        const Fate fate = dropping() ? Fate::drop : fate_of(tag);
        open_.push_back({tag.name, fate});
        if (fate != Fate::keep) return;
        out_ += '<';
        out_ += tag.name;
        std::string_view rest = tag.attributes;
        std::string_view name;
        std::string_view value;
        while (next_attribute(rest, name, value)) {
            const bool whole = value.find('"') == std::string_view::npos;  // it may have stood in single quotes
            if (whole && among(kept_attributes, name)) ((((out_ += ' ') += name) += "=\"") += value) += '"';
        }
        out_ += '>';
    }

    static Fate fate_of(const Tag& tag) {
        // Graphviz makes <g id="a_..."><a xlink:title="..."> for a tooltip.
        if (tag.name == "a" || (tag.name == "g" && tag.attributes.starts_with(" id=\"a_"))) return Fate::unwrap;
        return among(kept_elements, tag.name) ? Fate::keep : Fate::drop;
    }

    void close() {
        const Element element = open_.back();
        open_.pop_back();
        if (element.fate == Fate::keep) ((out_ += "</") += element.name) += '>';
    }

    std::string out_;
    std::vector<Element> open_;
};

}  // namespace

std::string page_svg(std::string_view svg) {
    const std::size_t begin = svg.find("<svg");
    return begin == std::string_view::npos ? "" : Slimmer().run(svg.substr(begin));
}

std::string styles_of(std::string_view svg) {
    constexpr std::string_view open = "<style>";
    std::string styles;
    for (std::size_t at = svg.find(open); at != std::string_view::npos; at = svg.find(open)) {
        svg.remove_prefix(at + open.size());
        styles += svg.substr(0, svg.find('<'));
    }
    return styles;
}

}  // namespace millwright::render
