#include "settings/iris/iris_xml.h"

#include <algorithm>
#include <vector>

#include "graph/utf8.h"
#include "settings/foreign_text.h"
#include "settings/iris/production_edit.h"
#include "settings/iris/production_text.h"
#include "settings/iris/production_xml.h"
#include "settings/iris/xml_scan.h"

namespace millwright::settings {
namespace {

using namespace iris;

std::string quoted(std::string_view text) {
    return "\"" + printable(text) + "\"";
}

/// Walks the document around the productions.
class Document {
public:
    Document(std::uint32_t source, const ReadOptions& options, Reading& reading)
        : source_(source),
          options_(options),
          reading_(reading),
          text_(reading.sources[source].text()),
          scanner_(text_, text_.starts_with(byte_order_mark) ? byte_order_mark.size() : 0) {}

    std::vector<FoundProduction> read() {
        if (!check_is_text(source_, reading_)) return {};
        const XmlToken root = find_root();
        if (!reading_.readable) return {};
        if (root.name == "Production") {
            add({source_, text_}, root.begin, {});
            if (!found_.empty()) scanner_ = XmlScanner(text_, found_.back().element.end);
            if (reading_.readable) check_rest();
        } else if (root.name == "Export") {
            if (root.part == XmlPart::start_tag) read_children(root, &Document::read_class);
            if (reading_.readable) check_rest();
            if (reading_.readable && found_.empty()) report_none(root);
        } else {
            report_none(root);
        }
        return std::move(found_);
    }

private:
    Place place(std::size_t begin, std::size_t end) const {
        return {source_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(std::min(end, text_.size()))};
    }
    Place place_of_tag(const XmlToken& tag) const { return place(tag.begin, tag.begin + 1 + tag.name.size()); }
    bool blank(const XmlToken& token) const { return is_blank(text_.substr(token.begin, token.end - token.begin)); }

    XmlToken find_root() {
        while (true) {
            const XmlToken token = scanner_.next();
            switch (token.part) {
                case XmlPart::instruction: check_encoding(token); break;
                case XmlPart::comment: break;
                case XmlPart::doctype:
                    not_understood(reading_, options_, place(token.begin, token.end),
                                   "a DOCTYPE is not followed; what it declares is not known");
                    break;
                case XmlPart::start_tag:
                case XmlPart::empty_tag: return token;
                case XmlPart::text:
                    if (blank(token)) break;
                    [[fallthrough]];
                default: report_no_root(token); return token;
            }
            if (!reading_.readable) return token;
        }
    }

    void report_no_root(const XmlToken& token) {
        const Place here = place(token.begin, token.begin + 1);
        if (token.part == XmlPart::cut_off) {
            unreadable(reading_, Code::truncated, here, "the text ends before the XML does");
        } else if (token.part == XmlPart::end_of_text) {
            unreadable(reading_, Code::no_production, here, "the text holds no XML element");
        } else {
            unreadable(reading_, Code::syntax, here, "this is not XML: it does not begin with an element");
        }
    }

    void report_none(const XmlToken& root) {
        const std::string what = root.name == "Export"
                                     ? "none of the classes exported here holds a production"
                                     : "<" + printable(root.name.substr(0, 60)) + "> holds no production";
        unreadable(reading_, Code::no_production, place_of_tag(root), what)
            .advise("a production is a <Production>, or an <Export> of classes with XData ProductionDefinition");
    }

    void check_encoding(const XmlToken& declaration) {
        const std::string_view whole = text_.substr(0, declaration.end);
        if (!whole.substr(declaration.begin).starts_with("<?xml")) return;
        for (const XmlAttribute& each : attributes_of_tag(whole, declaration.begin + 1)) {
            if (each.name != "encoding") continue;
            std::string value(whole.substr(each.value_begin, each.value_end - each.value_begin));
            std::transform(value.begin(), value.end(), value.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
            if (value == "utf-8" || value == "utf8" || value == "us-ascii" || value == "ascii") return;
            unreadable(reading_, Code::not_utf8, place(each.value_begin, each.value_end),
                       "the document says that its encoding is " + quoted(value) + "; only UTF-8 is read")
                .advise("convert it to UTF-8, and its declaration as well");
        }
    }

    /// Calls `child` for every element directly in `parent`, whose start tag was just read; it goes past its element.
    void read_children(const XmlToken& parent, void (Document::*child)(const XmlToken&)) {
        while (reading_.readable) {
            const XmlToken token = scanner_.next();
            if (token.part == XmlPart::end_tag) {
                if (token.name != parent.name) report_end(parent, token);
                return;
            }
            if (token.part == XmlPart::start_tag || token.part == XmlPart::empty_tag) (this->*child)(token);
            if (broken(token)) return;
        }
    }

    bool broken(const XmlToken& token) {
        if (token.part == XmlPart::broken) {
            unreadable(reading_, Code::syntax, place(token.begin, token.begin + 1),
                       "this is not well-formed XML: \"<\" begins nothing")
                .advise("write &lt;");
        } else if (token.part == XmlPart::cut_off || token.part == XmlPart::end_of_text) {
            unreadable(reading_, Code::truncated, place(token.begin, token.begin + 1),
                       "the text ends before the XML does");
        } else {
            return false;
        }
        return true;
    }

    void report_end(const XmlToken& parent, const XmlToken& end) {
        unreadable(reading_, Code::syntax, place(end.begin, end.end),
                   "</" + printable(end.name.substr(0, 60)) + "> does not end <" + printable(parent.name) + ">")
            .note(place_of_tag(parent), "the element begins here");
    }

    void skip(const XmlToken& tag) {
        if (tag.part == XmlPart::start_tag) broken(scanner_.skip_element());
    }

    std::string_view attribute(const XmlToken& tag, std::string_view name, Place* where = nullptr) const {
        for (const XmlAttribute& each : attributes_of_tag(text_, tag.begin)) {
            if (each.name != name) continue;
            if (where != nullptr) *where = place(each.value_begin, each.value_end);
            return text_.substr(each.value_begin, each.value_end - each.value_begin);
        }
        return {};
    }

    void read_class(const XmlToken& tag) {
        if (tag.name != "Class" || tag.part == XmlPart::empty_tag) return skip(tag);
        around_.name = attribute(tag, "name", &around_.name_place);
        read_children(tag, &Document::read_member);
        around_ = {};
    }

    void read_member(const XmlToken& tag) {
        const bool definition = tag.name == "XData" && attribute(tag, "name") == "ProductionDefinition";
        if (!definition || tag.part == XmlPart::empty_tag) return skip(tag);
        read_children(tag, &Document::read_data);
    }

    void read_data(const XmlToken& tag) {
        if (tag.name != "Data" || tag.part == XmlPart::empty_tag) return skip(tag);
        const XmlToken end = scanner_.skip_element();
        if (broken(end)) return;
        XmlText xml(source_, text_, tag.end, end.begin);
        std::size_t begin = 0;
        if (!find_production_start(xml, begin, around_, reading_, options_)) return;
        add(std::move(xml), begin, around_);
    }

    void add(XmlText xml, std::size_t begin, const ClassAround& around) {
        FoundProduction found;
        found.around = around;
        if (!find_parts(found.element, std::move(xml), begin, reading_, options_)) return;
        found.production = read_production(found.element, around, reading_, options_);
        found_.push_back(std::move(found));
    }

    /// Behind the root stands nothing but comments.
    void check_rest() {
        for (XmlToken token = scanner_.next(); token.part != XmlPart::end_of_text; token = scanner_.next()) {
            if (token.part == XmlPart::comment || token.part == XmlPart::instruction) continue;
            if (token.part == XmlPart::text && blank(token)) continue;
            unreadable(reading_, Code::syntax, place(token.begin, token.begin + 1),
                       "this is not well-formed XML: something follows the end of the document");
            return;
        }
    }

    std::uint32_t source_;
    const ReadOptions& options_;
    Reading& reading_;
    std::string_view text_;
    XmlScanner scanner_;
    ClassAround around_;
    std::vector<FoundProduction> found_;
};

const FoundProduction* meant(const std::vector<FoundProduction>& found, const Production& production) {
    const auto same = [&](const FoundProduction& each) { return each.production.name == production.name; };
    const auto named = std::find_if(found.begin(), found.end(), same);
    if (named != found.end()) return &*named;
    return found.size() == 1 ? &found.front() : nullptr;
}

Result<std::string> edited(const Production& production, std::string_view base) {
    Reading reading;
    const ReadOptions options;
    const std::uint32_t source = reading.sources.add("the XML to be changed", std::string(base));
    const auto found = Document(source, options, reading).read();
    if (!reading.readable) return tl::unexpected<Failure>(without_places(std::move(reading)));
    const FoundProduction* old = meant(found, production);
    if (old == nullptr) {
        return fail(FailureKind::input, Code::no_production, production.place,
                    "none of the productions in the text to be changed is named " + quoted(production.name));
    }
    Edits edits;
    if (auto done = edit_production(*old, base, production, edits); !done) return tl::unexpected(done.error());
    if (!old->around.name.empty() && old->around.name != production.name) {
        if (auto legal = check_class_name(production); !legal) return tl::unexpected(legal.error());
        edits.replace(old->around.name_place.begin, old->around.name_place.end, std::string(production.name));
    }
    std::string text = edits.apply(base);
    Reading again;
    read_iris_xml(again.sources.add("the changed XML", text), {}, again);
    if (auto same = check_edited(again, production); !same) return tl::unexpected(same.error());
    return text;
}

}  // namespace

void read_iris_xml(std::uint32_t source, const ReadOptions& options, Reading& reading) {
    for (FoundProduction& found : Document(source, options, reading).read()) {
        reading.productions.push_back(std::move(found.production));
    }
}

Result<std::string> write_iris_xml(const Production& production, std::string_view base) {
    if (!base.empty()) return edited(production, base);
    auto text = production_text(production);
    if (text) *text += '\n';
    return text;
}

}  // namespace millwright::settings
