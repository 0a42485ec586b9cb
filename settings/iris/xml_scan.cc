#include "settings/iris/xml_scan.h"

#include <algorithm>

namespace millwright::settings::iris {
namespace {

bool ends_name(char c) {
    return is_xml_space(c) || c == '/' || c == '>' || c == '=' || c == '<' || c == '"' || c == '\'';
}

std::size_t end_of_name(std::string_view text, std::size_t at) {
    while (at < text.size() && !ends_name(text[at])) ++at;
    return at;
}

std::size_t skip_space(std::string_view text, std::size_t at) {
    while (at < text.size() && is_xml_space(text[at])) ++at;
    return at;
}

bool begins_name(char c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || c == '_' || c == ':' || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

bool is_xml_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_blank(std::string_view text) {
    return std::all_of(text.begin(), text.end(), is_xml_space);
}

XmlToken XmlScanner::next() {
    if (at_ >= text_.size()) return {XmlPart::end_of_text, text_.size(), text_.size(), {}};
    if (text_[at_] != '<') {
        const std::size_t begin = at_;
        at_ = std::min(text_.find('<', at_), text_.size());
        return {XmlPart::text, begin, at_, {}};
    }
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("<!--")) return until(XmlPart::comment, "-->", at_ + 4);
    if (rest.starts_with("<![CDATA[")) return until(XmlPart::cdata, "]]>", at_ + 9);
    if (rest.starts_with("<?")) return until(XmlPart::instruction, "?>", at_ + 2);
    if (rest.starts_with("</")) return end_tag();
    if (rest.starts_with("<!")) return doctype();
    if (rest.size() > 1 && begins_name(rest[1])) return tag();
    return {rest.size() > 1 ? XmlPart::broken : XmlPart::cut_off, at_, text_.size(), {}};
}

XmlToken XmlScanner::skip_element() {
    for (std::size_t depth = 1;;) {
        const XmlToken token = next();
        switch (token.part) {
            case XmlPart::start_tag: ++depth; break;
            case XmlPart::end_tag:
                if (--depth == 0) return token;
                break;
            case XmlPart::end_of_text: return {XmlPart::cut_off, token.begin, token.end, {}};
            case XmlPart::cut_off:
            case XmlPart::broken: return token;
            default: break;
        }
    }
}

XmlToken XmlScanner::until(XmlPart part, std::string_view closing, std::size_t from) {
    const std::size_t begin = at_;
    const std::size_t found = text_.find(closing, from);
    if (found == std::string_view::npos) return {XmlPart::cut_off, begin, text_.size(), {}};
    at_ = found + closing.size();
    return {part, begin, at_, {}};
}

/// Past the '>' that ends the tag; quotes hide one. npos when the text ends before.
std::size_t XmlScanner::end_of_tag(std::size_t from) const {
    for (std::size_t at = from; at < text_.size(); ++at) {
        const char c = text_[at];
        if (c == '>') return at + 1;
        if (c != '"' && c != '\'') continue;
        at = text_.find(c, at + 1);
        if (at == std::string_view::npos) break;
    }
    return std::string_view::npos;
}

XmlToken XmlScanner::tag() {
    const std::size_t begin = at_;
    const std::size_t name_end = end_of_name(text_, begin + 1);
    const std::size_t end = end_of_tag(name_end);
    if (end == std::string_view::npos) return {XmlPart::cut_off, begin, text_.size(), {}};
    at_ = end;
    ++start_tags_;
    const bool empty = text_[end - 2] == '/';
    return {empty ? XmlPart::empty_tag : XmlPart::start_tag, begin, end, text_.substr(begin + 1, name_end - begin - 1)};
}

XmlToken XmlScanner::end_tag() {
    const std::size_t begin = at_;
    const std::size_t end = text_.find('>', begin);
    if (end == std::string_view::npos) return {XmlPart::cut_off, begin, text_.size(), {}};
    at_ = end + 1;
    const std::size_t name_end = end_of_name(text_, begin + 2);
    return {XmlPart::end_tag, begin, at_, text_.substr(begin + 2, name_end - begin - 2)};
}

/// `<!DOCTYPE ... [ ... ]>`; what it declares is not looked at.
XmlToken XmlScanner::doctype() {
    const std::size_t begin = at_;
    std::size_t brackets = 0;
    for (std::size_t at = begin; at < text_.size(); ++at) {
        const char c = text_[at];
        if (c == '[') ++brackets;
        if (c == ']' && brackets > 0) --brackets;
        if (c == '"' || c == '\'') {
            at = text_.find(c, at + 1);
            if (at == std::string_view::npos) break;
        }
        if (c == '>' && brackets == 0) {
            at_ = at + 1;
            return {XmlPart::doctype, begin, at_, {}};
        }
    }
    return {XmlPart::cut_off, begin, text_.size(), {}};
}

std::vector<XmlAttribute> attributes_of_tag(std::string_view text, std::size_t begin) {
    std::vector<XmlAttribute> attributes;
    std::size_t at = skip_space(text, end_of_name(text, begin + 1));
    while (at < text.size() && begins_name(text[at])) {
        const std::size_t name_end = end_of_name(text, at);
        const std::size_t equals = skip_space(text, name_end);
        if (equals == text.size() || text[equals] != '=') break;
        const std::size_t quote = skip_space(text, equals + 1);
        if (quote == text.size() || (text[quote] != '"' && text[quote] != '\'')) break;
        const std::size_t close = text.find(text[quote], quote + 1);
        if (close == std::string_view::npos) break;
        attributes.push_back({text.substr(at, name_end - at), at, quote + 1, close});
        at = skip_space(text, close + 1);
    }
    return attributes;
}

}  // namespace millwright::settings::iris
