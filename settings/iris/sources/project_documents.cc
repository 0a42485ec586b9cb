#include "settings/iris/sources/project_documents.h"

#include <algorithm>
#include <optional>

#include "graph/utf8.h"
#include "settings/foreign_text.h"
#include "settings/iris/xml_scan.h"

namespace millwright::settings::iris {
namespace {

constexpr std::size_t most_shown = 60;

/// Where the content of an element is.
struct Content {
    std::size_t begin = 0;
    std::size_t end = 0;
};

bool ends(const XmlToken& token) {
    return token.part == XmlPart::end_of_text || token.part == XmlPart::cut_off || token.part == XmlPart::broken;
}

/// The first start or empty tag of that name, or of any; of part end_of_text and the like when there is none.
XmlToken find_tag(XmlScanner& scanner, std::string_view name = {}) {
    XmlToken token = scanner.next();
    while (!ends(token)) {
        const bool tag = token.part == XmlPart::start_tag || token.part == XmlPart::empty_tag;
        if (tag && (name.empty() || token.name == name)) return token;
        token = scanner.next();
    }
    return token;
}

std::optional<Content> content_of(std::string_view text, std::string_view name) {
    XmlScanner scanner(text);
    const XmlToken tag = find_tag(scanner, name);
    if (tag.part != XmlPart::start_tag) return std::nullopt;
    const XmlToken end = scanner.skip_element();
    if (ends(end)) return std::nullopt;
    return Content{tag.end, end.begin};
}

std::string_view attribute(std::string_view text, const XmlToken& tag, std::string_view name) {
    for (const XmlAttribute& each : attributes_of_tag(text, tag.begin)) {
        if (each.name == name) return text.substr(each.value_begin, each.value_end - each.value_begin);
    }
    return {};
}

/// "Settings for b in Production Demo.Production" names the production.
std::string_view named_in_description(std::string_view description) {
    for (const std::string_view before : {" in Production ", "Settings for production "}) {
        const std::size_t at = description.rfind(before);
        if (at != std::string_view::npos) return description.substr(at + before.size());
    }
    return {};
}

class Export {
public:
    Export(std::uint32_t source, const ReadOptions& options, Reading& reading)
        : source_(source), options_(options), reading_(reading), text_(reading.sources[source].text()) {}

    ProductionParts read() {
        XmlScanner scanner(text_, text_.starts_with(byte_order_mark) ? byte_order_mark.size() : 0);
        XmlToken tag = find_tag(scanner, "ProjectTextDocument");
        for (; !ends(tag); tag = find_tag(scanner, "ProjectTextDocument")) {
            if (tag.part == XmlPart::empty_tag) continue;
            const XmlToken end = scanner.skip_element();
            if (ends(end)) {
                report(end, "the text ends before the document " +
                                in_quotes(attribute(text_, tag, "name").substr(0, most_shown)) + " does");
                return std::move(found_);
            }
            read_document(tag, end.begin);
        }
        if (tag.part != XmlPart::end_of_text) report(tag, "this is not well-formed XML; the rest is left out");
        return std::move(found_);
    }

private:
    void read_document(const XmlToken& tag, std::size_t end) {
        XmlText xml(source_, text_, tag.end, end);
        XmlScanner scanner(xml.text());
        const XmlToken root = find_tag(scanner);
        if (root.name == "Deployment") return take_notes(xml.text());
        if (found_.production.empty()) found_.production = named_in_description(attribute(text_, tag, "description"));
        const bool item = root.name == "Item";
        if (!ends(root) && (item || root.name == "Production")) {
            found_.parts.push_back({item, root.begin, std::move(xml)});
        } else {
            not_understood(reading_, options_, place_of(tag),
                           "document " + in_quotes(attribute(text_, tag, "name").substr(0, most_shown)) +
                               " holds neither an <Item> nor a <Production>");
        }
    }

    void take_notes(std::string_view notes) {
        const auto named = content_of(notes, "SourceProduction");
        if (named) found_.production = notes.substr(named->begin, named->end - named->begin);
    }

    Place place_of(const XmlToken& tag) const {
        return {source_, static_cast<std::uint32_t>(tag.begin),
                static_cast<std::uint32_t>(std::min(tag.begin + 1 + tag.name.size(), text_.size()))};
    }

    void report(const XmlToken& token, std::string message) {
        const auto at = static_cast<std::uint32_t>(std::min(token.begin, text_.size()));
        reading_.findings.add(Code::syntax, {source_, at, at}, std::move(message)).as(Severity::warning);
    }

    std::uint32_t source_;
    const ReadOptions& options_;
    Reading& reading_;
    std::string_view text_;
    ProductionParts found_;
};

}  // namespace

ProductionParts find_parts_of_production(std::uint32_t source, const ReadOptions& options, Reading& reading) {
    return Export(source, options, reading).read();
}

}  // namespace millwright::settings::iris
