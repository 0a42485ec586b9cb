#include "settings/iris/sources/xml_tree.h"

#include <utility>

#include "graph/utf8.h"
#include "settings/foreign_text.h"
#include "settings/iris/xml_scan.h"
#include "settings/limits.h"

namespace millwright::settings::iris {
namespace {

constexpr std::size_t most_name_shown = 60;

std::string_view without_prefix(std::string_view name) {
    const std::size_t colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string shown(std::string_view name) {
    return printable(name.substr(0, most_name_shown));
}

/// A reference that is not known stays as it is written.
std::string resolved(std::string_view raw) {
    std::string text;
    text.reserve(raw.size());
    for (std::size_t at = 0; at < raw.size();) {
        const std::size_t after = raw[at] == '&' ? end_of_reference(raw, at) : std::string_view::npos;
        const std::string character =
            after == std::string_view::npos ? std::string() : character_of_reference(raw.substr(at, after - at));
        if (character.empty()) {
            text += is_xml_space(raw[at]) ? ' ' : raw[at];
            ++at;
        } else {
            text += character;
            at = after;
        }
    }
    return text;
}

XmlValue value_in_tag(std::string_view tag, std::size_t begin, std::string_view name) {
    for (const XmlAttribute& each : attributes_of_tag(tag, 0)) {
        if (each.name != name) continue;
        const std::string_view raw = tag.substr(each.value_begin, each.value_end - each.value_begin);
        XmlValue value{resolved(raw), begin + each.value_begin, begin + each.value_end, false};
        value.verbatim = value.text == raw;
        return value;
    }
    return {};
}

}  // namespace

class XmlTree::Reader {
public:
    Reader(XmlTree& made, SourceTree& tree)
        : made_(made), tree_(tree), text_(made.passage_.text()), scanner_(made.passage_.text()) {}

    void read() {
        while (take(scanner_.next())) {
        }
        for (const std::uint32_t each : open_) close(each, text_.size(), text_.size());
    }

private:
    /// False at the end, and where nothing more can be read.
    bool take(const XmlToken& token) {
        switch (token.part) {
            case XmlPart::start_tag:
            case XmlPart::empty_tag: return start(token);
            case XmlPart::end_tag: return end(token);
            case XmlPart::end_of_text:
                if (!open_.empty()) report_open();
                return false;
            case XmlPart::cut_off: return stop(token, "the XML ends in the middle of this");
            case XmlPart::broken: return stop(token, "this is no XML: nothing begins with this \"<\"");
            default: return true;
        }
    }

    bool start(const XmlToken& token) {
        if (made_.elements_.size() == limits::xml_elements) {
            return stop(token, Code::too_many,
                        "the XML has more than " + std::to_string(limits::xml_elements) + " elements");
        }
        if (open_.size() == limits::xml_nesting) {
            return stop(token, Code::too_deep,
                        "elements are nested deeper than " + std::to_string(limits::xml_nesting) + " levels");
        }
        const std::uint32_t number = made_.size();
        made_.elements_.push_back({without_prefix(token.name), open_.empty() ? number : open_.back(), number + 1,
                                   token.begin, token.end, token.end, token.end});
        if (token.part == XmlPart::start_tag) open_.push_back(number);
        return true;
    }

    bool end(const XmlToken& token) {
        if (open_.empty()) return stop(token, "</" + shown(token.name) + "> ends what never began");
        const std::string_view expected = made_.elements_[open_.back()].name;
        if (expected != without_prefix(token.name)) {
            return stop(token, "</" + shown(token.name) + "> stands where </" + shown(expected) + "> should be");
        }
        close(open_.back(), token.begin, token.end);
        open_.pop_back();
        return true;
    }

    void close(std::uint32_t element, std::size_t end, std::size_t closed) {
        made_.elements_[element].end = end;
        made_.elements_[element].closed = closed;
        made_.elements_[element].after = made_.size();
    }

    void report_open() {
        const std::uint32_t last = open_.back();
        not_understood(tree_.reading(), tree_.options(), made_.place(last),
                       "the XML ends before its <" + shown(made_.elements_[last].name) + "> does")
            .advise("what stands before is read");
    }

    bool stop(const XmlToken& token, std::string message) {
        return stop(token, Code::not_understood, std::move(message));
    }

    bool stop(const XmlToken& token, Code code, std::string message) {
        const Place here = made_.passage_.place(token.begin, token.begin + 1);
        not_understood(tree_.reading(), tree_.options(), here, std::move(message))
            .advise("what stands before is read")
            .code = code;
        return false;
    }

    XmlTree& made_;
    SourceTree& tree_;
    std::string_view text_;
    XmlScanner scanner_;
    std::vector<std::uint32_t> open_;
};

XmlTree::XmlTree(Passage passage, SourceTree& tree) : passage_(std::move(passage)) {
    Reader(*this, tree).read();
}

XmlValue XmlTree::value(std::uint32_t element, std::string_view name) const {
    const XmlElement& of = elements_[element];
    return value_in_tag(passage_.text().substr(of.begin, of.tag_end - of.begin), of.begin, name);
}

bool XmlTree::is_set(std::uint32_t element, std::string_view name) const {
    const std::string text = attribute(element, name);
    return text == "1" || text == "true";
}

Place XmlTree::place(std::uint32_t element) const {
    const XmlElement& of = elements_[element];
    const auto name_end = static_cast<std::size_t>(of.name.data() + of.name.size() - passage_.text().data());
    return passage_.place(of.begin, name_end);
}

std::vector<Passage> XmlTree::texts(std::uint32_t element) const {
    std::vector<Passage> texts;
    std::size_t from = elements_[element].tag_end;
    const auto add_until = [&](std::size_t end) {
        if (!is_blank(passage_.text().substr(from, end - from))) texts.push_back(passage_.content(from, end));
    };
    each_child(*this, element, [&](std::uint32_t child) {
        add_until(elements_[child].begin);
        from = elements_[child].closed;
    });
    add_until(elements_[element].end);
    return texts;
}

std::string root_attribute(const Passage& passage, std::string_view element, std::string_view attribute) {
    const std::string_view text = passage.text();
    XmlScanner scanner(text);
    for (XmlToken token = scanner.next();; token = scanner.next()) {
        switch (token.part) {
            case XmlPart::start_tag:
            case XmlPart::empty_tag:
                if (without_prefix(token.name) != element) return {};
                return value_in_tag(text.substr(token.begin, token.end - token.begin), token.begin, attribute).text;
            case XmlPart::end_tag:
            case XmlPart::end_of_text:
            case XmlPart::cut_off:
            case XmlPart::broken: return {};
            default: break;
        }
    }
}

}  // namespace millwright::settings::iris
