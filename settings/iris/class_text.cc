#include "settings/iris/class_text.h"

#include <algorithm>

#include "settings/iris/class_walk.h"
#include "settings/iris/xml_scan.h"

namespace millwright::settings::iris {
namespace {

constexpr std::size_t npos = std::string_view::npos;

}  // namespace

ClassText find_definition(std::string_view text) {
    ClassWalker walker(text);
    ClassText result;
    const bool found = walker.find_class();
    result.name = walker.name();
    result.name_begin = walker.name_begin();
    while (found && !result.has_definition) {
        auto member = walker.next();
        if (!member) break;
        if (member->kind == MemberKind::xdata && member->body_follows && member->name == "ProductionDefinition") {
            result.has_definition = true;
            result.content = member->body;
        } else {
            walker.pass_body(*member);
        }
    }
    result.cut_off = walker.cut_off();
    return result;
}

ClassEnd check_end(std::string_view text, std::size_t& at) {
    XmlScanner scanner(text, at);
    XmlToken token;
    std::size_t brace = npos;
    do {
        token = scanner.next();
        if (token.part != XmlPart::text) continue;
        brace = text.substr(0, token.end).find_first_not_of(" \t\r\n", token.begin);
    } while (brace == npos && (token.part == XmlPart::text || token.part == XmlPart::comment));
    at = std::min(brace == npos ? token.begin : brace, text.size());
    if (at == text.size() || token.part == XmlPart::cut_off) return ClassEnd::cut_off;
    if (text[at] != '}') return ClassEnd::unexpected;
    const std::size_t last = text.rfind('}');
    const std::size_t after = text.find_first_not_of(" \t\r\n", last + 1);
    if (last > at && (after == npos || text[after] == '/')) return ClassEnd::complete;
    at = text.size();
    return ClassEnd::cut_off;
}

}  // namespace millwright::settings::iris
