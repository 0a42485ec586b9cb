#include <algorithm>
#include <utility>

#include "graph/utf8.h"
#include "settings/foreign_text.h"
#include "settings/iris/production_xml.h"
#include "settings/iris/xml_scan.h"

namespace millwright::settings::iris {
namespace {

constexpr std::size_t most_tag_shown = 60;

ChildKind kind_of(std::string_view name) {
    if (name == "Item") return ChildKind::item;
    if (name == "Setting") return ChildKind::setting;
    if (name == "Description") return ChildKind::description;
    return name == "ActorPoolSize" ? ChildKind::actor_pool_size : ChildKind::other;
}

}  // namespace

bool find_parts(ProductionElement& element, XmlText xml, std::size_t begin, Reading& reading,
                const ReadOptions& options) {
    element.xml = std::move(xml);
    element.begin = begin;
    const std::string_view text = element.xml.text();
    XmlScanner scanner(text, begin);
    const XmlToken start = scanner.next();
    element.start_tag_end = element.content_end = element.end = start.end;
    element.empty_tag = start.part == XmlPart::empty_tag;
    if (element.empty_tag) return true;
    XmlToken token = start;
    std::size_t items = 0;
    while (token.part != XmlPart::cut_off && token.part != XmlPart::broken) {
        token = scanner.next();
        if (token.part == XmlPart::end_of_text) break;
        if (token.part == XmlPart::end_tag) {
            element.content_end = token.begin;
            element.end = token.end;
            element.most_settings = scanner.start_tags() - items;
            if (token.name == "Production") return true;
            unreadable(reading, Code::syntax, element.xml.place(token.begin, token.end),
                       "</" + printable(token.name.substr(0, most_tag_shown)) + "> does not end <Production>");
            return false;
        }
        const bool stray =
            token.part == XmlPart::cdata ||
            (token.part == XmlPart::text && !is_blank(text.substr(token.begin, token.end - token.begin)));
        if (stray) {
            not_understood(reading, options, element.xml.place(token.begin, token.end),
                           "text directly in <Production> is not understood");
        }
        if (token.part != XmlPart::start_tag && token.part != XmlPart::empty_tag) continue;
        const auto child = static_cast<std::uint32_t>(token.begin);
        const ChildKind kind = kind_of(token.name);
        if (token.part == XmlPart::start_tag) token = scanner.skip_element();
        if (kind == ChildKind::item) ++items;
        element.children.push_back({kind, child, static_cast<std::uint32_t>(token.end)});
    }
    const Place here = element.xml.place(token.begin, std::min(token.begin + 1, text.size()));
    if (token.part == XmlPart::broken) {
        unreadable(reading, Code::syntax, here, "this is not well-formed XML: \"<\" begins nothing")
            .advise("write &lt;");
    } else {
        unreadable(reading, Code::truncated, here, "the text ends before </Production>")
            .note(element.xml.place(start.begin, start.begin + 11), "the production begins here");
    }
    return false;
}

bool find_production_start(const XmlText& xml, std::size_t& begin, const ClassAround& around, Reading& reading,
                           const ReadOptions& options) {
    const std::string_view text = xml.text();
    XmlScanner scanner(text, begin);
    XmlToken token;
    do {
        token = scanner.next();
        if (token.part == XmlPart::doctype) {
            not_understood(reading, options, xml.place(token.begin, token.end),
                           "a DOCTYPE is not followed; what it declares is not known");
        }
        const bool blank = token.part == XmlPart::text && is_blank(text.substr(token.begin, token.end - token.begin));
        if (token.part == XmlPart::text && !blank) break;
    } while (token.part == XmlPart::text || token.part == XmlPart::comment || token.part == XmlPart::instruction ||
             token.part == XmlPart::doctype);
    begin = token.begin;
    if (token.part == XmlPart::text) begin = text.find_first_not_of(" \t\r\n", begin);
    const bool tag = token.part == XmlPart::start_tag || token.part == XmlPart::empty_tag;
    if (tag && token.name == "Production") return true;
    const std::string of = around.name.empty() ? "" : " of class " + in_quotes(around.name);
    const Place here = xml.place(begin, std::min(begin + 1 + (tag ? token.name.size() : 0), text.size()));
    if (token.part == XmlPart::cut_off || token.part == XmlPart::end_of_text) {
        unreadable(reading, Code::truncated, here, "the text ends where the <Production>" + of + " should begin");
    } else {
        unreadable(reading, Code::no_production, here, "the definition" + of + " does not begin with <Production>");
    }
    return false;
}

}  // namespace millwright::settings::iris
