#include "graph/render/html.h"

#include <algorithm>
#include <array>

#include "graph/digest.h"
#include "graph/json_text.h"
#include "graph/render/page_svg.h"
#include "graph/render/style.h"
#include "graph/utf8.h"

namespace millwright {
namespace {

/// Control characters and marks of direction escaped, line ends kept: values of settings have lines.
std::string readable(std::string_view text) {
    std::string out;
    for (std::size_t at = 0;;) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        out += printable(text.substr(at, end - at));
        if (end == text.size()) return out;
        out += '\n';
        at = end + 1;
    }
}

class PageJson {
public:
    PageJson(const Picture& picture, const PictureSources& sources) : picture_(picture), sources_(sources) {}

    /// What the page needs at once: `{title, looks{}, caption, of, changes, before, after, nodes[], edges[]}`. Members that
    /// say nothing are absent.
    std::string picture() {
        json_.begin_object();
        text("title", picture_.title);
        add_looks();
        text("caption", picture_.caption);
        text("of", picture_.of == PictureOf::process ? "process" : "items");
        flag("changes", picture_.has_changes);
        text("before", picture_.before_label);
        text("after", picture_.after_label);
        json_.key("nodes").begin_array();
        for (const PictureNode& node : picture_.nodes) add(node);
        json_.end_array().key("edges").begin_array();
        for (const PictureEdge& edge : picture_.edges) add(edge);
        json_.end_array().end_object();
        return json_.take();
    }

    /// For each node a list of `[section, name, value, place, node, is_before]`, read when somebody asks for it: it is most of
    /// the page. Ends that say nothing are absent; the node is -1 where there is none.
    std::string details() {
        json_.begin_array();
        for (const PictureNode& node : picture_.nodes) {
            json_.begin_array();
            for (const Detail& each : node.details) add(each);
            json_.end_array();
        }
        json_.end_array();
        return json_.take();
    }

private:
    void text(std::string_view name, std::string_view value) {
        if (!value.empty()) json_.member(name, readable(value));
    }
    void flag(std::string_view name, bool value) {
        if (value) json_.member(name, true);
    }
    void texts(std::string_view name, const std::vector<std::string>& values) {
        if (values.empty()) return;
        json_.key(name).begin_array();
        for (const std::string& each : values) json_.value(readable(each));
        json_.end_array();
    }
    std::string where(const Place& place, bool is_before) const {
        const Sources* sources = is_before ? sources_.before : sources_.after;
        if (sources == nullptr || !place.known()) return "";
        return std::string(sources->name_of(place)) + ":" + std::to_string(sources->locate(place).line);
    }
    void change(Change change, bool is_before) {
        text("change", name_of(change));
        flag("gone", is_before);
    }

    /// By name what each look that occurs is called and drawn with.
    void add_looks() {
        json_.key("looks").begin_object();
        for (std::size_t i = 0; i < look_count; ++i) {
            const Look look = static_cast<Look>(i);
            const auto has = [&](const PictureNode& node) { return node.look == look; };
            if (std::none_of(picture_.nodes.begin(), picture_.nodes.end(), has)) continue;
            const render::NodeStyle& style = render::style_of(look);
            const render::Colour& colour = render::paint(style.hue).line;
            json_.key(name_of(look)).begin_object();
            json_.member("title", style.title).member("sign", style.sign);
            json_.member("light", colour.light).member("dark", colour.dark).end_object();
        }
        json_.end_object();
    }

    void add(const PictureNode& node) {
        json_.begin_object().member("key", node.key);
        text("look", name_of(node.look));
        text("title", render::is_bar(node) ? "join" : node.title);
        texts("lines", node.lines);
        text("category", node.category);
        flag("pale", node.pale);
        text("place", where(node.place, node.is_before));
        change(node.change, node.is_before);
        text("was", node.was);
        texts("changes", node.changes);
        json_.end_object();
    }

    void add(const PictureEdge& edge) {
        json_.begin_object();
        json_.member("source", std::uint64_t{edge.source}).member("target", std::uint64_t{edge.target});
        text("line", name_of(edge.line));
        text("label", edge.label);
        texts("messages", edge.messages);
        text("condition", edge.condition);
        flag("pale", edge.pale);
        if (edge.routes != 1) json_.member("routes", std::uint64_t{edge.routes});
        text("place", where(edge.place, edge.is_before));
        change(edge.change, edge.is_before);
        texts("changes", edge.changes);
        json_.end_object();
    }

    void add(const Detail& detail) {
        const std::string place = where(detail.place, detail.is_before);
        const bool leads = detail.node < picture_.nodes.size();
        json_.begin_array().value(detail.section).value(readable(detail.name)).value(readable(detail.value));
        if (!place.empty() || leads || detail.is_before) json_.value(readable(place));
        if (leads) json_.value(std::uint64_t{detail.node});
        if (!leads && detail.is_before) json_.raw("-1");
        if (detail.is_before) json_.value(true);
        json_.end_array();
    }

    const Picture& picture_;
    PictureSources sources_;
    JsonText json_{0};
};

/// JSON that no reader of HTML or of scripts takes for anything else: only strings hold these characters.
std::string harmless(std::string_view json) {
    std::string out;
    out.reserve(json.size() + json.size() / 16);
    for (std::size_t i = 0; i < json.size(); ++i) {
        const std::string_view rest = json.substr(i);
        if (rest[0] == '<') {
            out += "\\u003c";
        } else if (rest[0] == '>') {
            out += "\\u003e";
        } else if (rest[0] == '&') {
            out += "\\u0026";
        } else if (rest.starts_with("\xE2\x80\xA8") || rest.starts_with("\xE2\x80\xA9")) {
            out += rest[2] == '\xA8' ? "\\u2028" : "\\u2029";
            i += 2;
        } else {
            out += rest[0];
        }
    }
    return out;
}

std::string base64(const Digest& digest) {
    constexpr std::string_view signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i < digest.bytes.size(); i += 3) {
        const auto byte = [&](std::size_t at) {
            return at < digest.bytes.size() ? std::uint32_t{digest.bytes[at]} : std::uint32_t{0};
        };
        const std::uint32_t three = byte(i) << 16U | byte(i + 1) << 8U | byte(i + 2);
        for (std::size_t sign = 0; sign < 4; ++sign) {
            out += i + sign > digest.bytes.size() ? '=' : signs[three >> (18U - 6U * sign) & 63U];
        }
    }
    return out;
}

std::string source_of(std::string_view text) {
    return "'sha256-" + base64(sha256(text)) + "'";
}

/// What the browser may do with the page: run our script and use our style, each known by its digest, and nothing else.
std::string policy(std::string_view script, std::string_view style) {
    return "default-src 'none'; script-src " + source_of(script) + "; style-src " + source_of(style) +
           "; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
}

}  // namespace

std::string html_page(const Picture& picture, std::string_view svg, const PictureSources& sources,
                      const Viewer& viewer) {
    struct Part {
        std::string_view place;
        std::string text;
    };
    // Rules of the picture are weaker than all others: marks of the page paint over its colours.
    const std::string style = std::string(viewer.style) + "@layer picture {\n" + render::styles_of(svg) + "}\n";
    const std::array<Part, 8> parts{{
        {"{{title}}", render::xml_escaped(printable(picture.title.empty() ? "(no name)" : picture.title))},
        {"{{caption}}", render::xml_escaped(printable(picture.caption))},
        {"{{policy}}", policy(viewer.script, style)},
        {"{{style}}", style},
        {"{{svg}}", render::page_svg(svg)},
        {"{{picture}}", harmless(PageJson(picture, sources).picture())},
        {"{{details}}", harmless(PageJson(picture, sources).details())},
        {"{{script}}", std::string(viewer.script)},
    }};
    // One walk over the frame: what was put in is not looked at again, so no name can stand for a part.
    std::string out;
    std::string_view rest = viewer.page;
    while (!rest.empty()) {
        const std::size_t at = std::min(rest.find("{{"), rest.size());
        out += rest.substr(0, at);
        rest.remove_prefix(at);
        const auto* part =
            std::find_if(parts.begin(), parts.end(), [&](const Part& each) { return rest.starts_with(each.place); });
        if (part != parts.end()) {
            out += part->text;
            rest.remove_prefix(part->place.size());
        } else if (!rest.empty()) {
            out += rest.front();
            rest.remove_prefix(1);
        }
    }
    return out;
}

}  // namespace millwright
