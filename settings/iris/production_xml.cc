#include "settings/iris/production_xml.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <pugixml.hpp>
#include <utility>

#include "graph/utf8.h"
#include "settings/foreign_text.h"
#include "settings/iris/item_attributes.h"
#include "settings/iris/xml_scan.h"
#include "settings/repeated_text.h"

namespace millwright::settings::iris {
namespace {

// Text exactly as it is: blanks are kept, line ends and references resolved as XML says.
constexpr unsigned parse_flags = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_wconv_attribute |
                                 pugi::parse_eol | pugi::parse_ws_pcdata | pugi::parse_embed_pcdata |
                                 pugi::parse_fragment;
constexpr std::size_t parsed_at_once = 16 * 1024;
constexpr std::size_t most_tag_shown = 60;

std::string in_quotes(std::string_view text) {
    std::string out = "\"";
    out += printable(text);
    return out += '"';
}

/// The text of an element that holds nothing but text; a view into the parsed buffer where possible.
std::string_view text_of(pugi::xml_node element, std::string& scratch) {
    const pugi::xml_node first = element.first_child();
    if (!first) return element.value();
    if (*element.value() == '\0' && !first.next_sibling()) return first.value();
    scratch = element.value();
    for (const pugi::xml_node child : element.children()) {
        if (child.type() != pugi::node_element) scratch += child.value();
    }
    return scratch;
}

class Reader {
public:
    Reader(const ProductionElement& element, const ClassAround& around, Reading& reading, const ReadOptions& options)
        : element_(element), around_(around), reading_(reading), options_(options), text_(element.xml.text()) {}

    Production read() {
        check_characters();
        const auto is_item = [](const ProductionChild& child) { return child.kind == ChildKind::item; };
        const auto items = std::count_if(element_.children.begin(), element_.children.end(), is_item);
        production_.items.reserve(static_cast<std::size_t>(items));
        production_.settings.reserve(element_.most_settings);
        read_start_tag();
        read_children();
        production_.production_settings = append(production_.settings, std::move(own_settings_));
        production_.production_attributes = append(production_.attributes, std::move(own_attributes_));
        recognise_targets(production_);
        return std::move(production_);
    }

    /// The children are read into a production that is there already.
    Production add_to(Production production) {
        production_ = std::move(production);
        check_characters();
        read_children();
        return std::move(production_);
    }

private:
    // Offsets. `base_` is where the bytes in `buffer_` come from.

    std::size_t offset_of(const char* in_buffer) const {
        return base_ + static_cast<std::size_t>(in_buffer - buffer_.data());
    }
    Place place(std::size_t begin, std::size_t end) const { return element_.xml.place(begin, end); }
    Place place_of_value(pugi::xml_attribute attribute) const {
        const std::size_t begin = offset_of(attribute.value());
        if (begin == 0 || begin > text_.size()) return {};
        return place(begin, std::min(text_.find(text_[begin - 1], begin), text_.size()));
    }
    Place place_of_tag(pugi::xml_node node) const {
        const std::size_t begin = offset_of(node.name());
        return place(begin - 1, begin + std::strlen(node.name()));
    }
    Place place_of_text(pugi::xml_node element) const {
        const pugi::xml_node first = element.first_child();
        const bool embedded = *element.value() != '\0';
        const char* at = embedded ? element.value() : first ? first.value() : "";
        if (*at == '\0') return place_of_tag(element);
        const std::size_t begin = offset_of(at);
        const bool cdata = !embedded && first.type() == pugi::node_cdata;
        return place(begin, std::min(cdata ? text_.find("]]>", begin) : text_.find('<', begin), text_.size()));
    }

    /// Parses text_[begin, end) followed by `closing`; the first node, or none with a finding.
    pugi::xml_node parse(std::size_t begin, std::size_t end, std::string_view closing = {}) {
        base_ = begin;
        buffer_.assign(text_.substr(begin, end - begin));
        buffer_ += closing;
        const auto result =
            document_.load_buffer_inplace(buffer_.data(), buffer_.size(), parse_flags, pugi::encoding_utf8);
        if (result.status == pugi::status_ok) {
            check_references(begin, closing.empty() ? end : element_.start_tag_end);
            return document_.first_child();
        }
        const std::size_t at = std::min(begin + static_cast<std::size_t>(result.offset), end);
        unreadable(reading_, Code::syntax, place(at, std::min(at + 1, text_.size())),
                   std::string("this is not well-formed XML: ") + result.description());
        return {};
    }

    void check_characters() {
        const std::string_view all = text_.substr(element_.begin, element_.end - element_.begin);
        const std::size_t bad = first_forbidden_in_xml(all);
        if (bad == std::string_view::npos) return;
        const std::size_t at = element_.begin + bad;
        unreadable(reading_, Code::syntax, place(at, at + std::max<std::size_t>(utf8_length(text_.substr(at)), 1)),
                   "XML may not hold the character " + in_quotes(text_.substr(at, utf8_length(text_.substr(at)))));
    }

    /// pugixml takes any number for a character, even zero, and keeps what it does not know.
    void check_references(std::size_t begin, std::size_t end) {
        if (text_.substr(begin, end - begin).find('&') == std::string_view::npos) return;
        XmlScanner scanner(text_.substr(0, end), begin);
        for (XmlToken token = scanner.next(); token.begin < end; token = scanner.next()) {
            if (token.part == XmlPart::cut_off || token.part == XmlPart::broken) return;
            if (token.part == XmlPart::comment || token.part == XmlPart::cdata) continue;
            const std::string_view part = text_.substr(0, token.end);
            for (std::size_t at = part.find('&', token.begin); at != std::string_view::npos;
                 at = part.find('&', at + 1)) {
                check_reference(at);
            }
        }
    }

    void check_reference(std::size_t at) {
        const std::size_t end = end_of_reference(text_, at);
        const std::string_view reference = end == std::string_view::npos ? "&" : text_.substr(at, end - at);
        if (!character_of_reference(reference).empty()) return;
        const Place here = place(at, at + reference.size());
        if (reference.starts_with("&#")) {
            unreadable(reading_, Code::syntax, here,
                       in_quotes(reference.substr(0, most_tag_shown)) + " is no character that XML may hold");
        } else if (reference == "&") {
            not_understood(reading_, options_, here, "\"&\" stands alone; it is read as written").advise("write &amp;");
        } else {
            not_understood(reading_, options_, here,
                           in_quotes(reference.substr(0, most_tag_shown)) + " is not known; it is read as written");
        }
    }

    // The production itself.

    void read_start_tag() {
        const std::size_t content = element_.start_tag_end - (element_.empty_tag ? 2 : 1);
        const pugi::xml_node node = parse(element_.begin, content, "/>");
        std::array<bool, production_attributes.size()> seen{};
        std::size_t hint = 0;
        for (const pugi::xml_attribute attribute : node.attributes()) {
            const std::size_t index = index_in(production_attributes, attribute.name(), hint);
            if (index == production_attributes.size()) {
                keep_attribute(own_attributes_, attribute);
            } else if (!std::exchange(seen[index], true)) {
                read_production_attribute(production_attributes[index], attribute);
            } else {
                report_repeated(attribute);
            }
        }
        settle_name(node);
        report_repeated_attributes(own_attributes_);
    }

    void read_production_attribute(const ProductionAttribute& known, pugi::xml_attribute attribute) {
        if (known.text != nullptr) {
            production_.*known.text = keep(attribute.value());
            production_.place = place_of_value(attribute);
            return;
        }
        production_.*known.flag = Flag::read(attribute.value(), production_.texts);
        report(Code::not_a_boolean, attribute,
               complaint_about_flag(known.name, production_.*known.flag, "the production"));
    }

    /// A production is named by its class: IRIS knows it by that name, whatever its Name says.
    void settle_name(pugi::xml_node node) {
        if (production_.name.empty()) {
            const Place here = node ? place_of_tag(node) : place(element_.begin, element_.begin + 1);
            auto& finding = reading_.findings.add(Code::missing_key, here, "the production has no Name");
            if (around_.name.empty()) return;
            finding.as(Severity::warning)
                .advise("it is read as " + in_quotes(around_.name) + ", the name of its class");
        } else if (!around_.name.empty() && around_.name != production_.name) {
            reading_.findings
                .add(Code::conflicting_keys, production_.place,
                     "the production is named " + in_quotes(production_.name) + ", but its class " +
                         in_quotes(around_.name))
                .as(Severity::warning)
                .advise("the name of the class counts")
                .note(around_.name_place, "the name of the class");
        }
        if (around_.name.empty() || around_.name == production_.name) return;
        production_.name = keep(around_.name);
        production_.place = around_.name_place;
    }

    /// Parses a few children at a time: one by one would cost a block of memory each, all at once one as large as the text.
    void read_children() {
        const auto& children = element_.children;
        for (std::size_t first = 0, end = 0; first < children.size(); first = end) {
            while (end < children.size() &&
                   (end == first || children[end].end - children[first].begin < parsed_at_once)) {
                ++end;
            }
            pugi::xml_node node = parse(children[first].begin, children[end - 1].end);
            for (std::size_t i = first; node; node = node.next_sibling()) {
                if (node.type() == pugi::node_element && i < end) read_child(children[i++], node);
            }
        }
    }

    void read_child(const ProductionChild& child, pugi::xml_node node) {
        switch (child.kind) {
            case ChildKind::item: read_item(node); return;
            case ChildKind::setting:
                own_settings_.push_back(read_setting(node, "Production", "the production"));
                return;
            case ChildKind::description: read_description(node); return;
            case ChildKind::actor_pool_size: read_actor_pool_size(node); return;
            case ChildKind::other: break;
        }
        not_understood(reading_, options_, place_of_tag(node),
                       "<" + printable(std::string_view(node.name()).substr(0, most_tag_shown)) +
                           "> in a production is not understood");
    }

    void read_description(pugi::xml_node node) {
        if (production_.description_presence != Presence::absent) return report_second(node);
        production_.description = element_text(node);
        production_.description_presence = production_.description.empty() ? Presence::null : Presence::present;
    }

    void read_actor_pool_size(pugi::xml_node node) {
        if (std::exchange(actor_pool_size_seen_, true)) return report_second(node);
        production_.actor_pool_size = element_text(node);
        const std::string wrong =
            complaint_about_number("ActorPoolSize", production_.actor_pool_size, "the production");
        if (!wrong.empty()) reading_.findings.add(Code::not_a_number, place_of_text(node), wrong).as(Severity::warning);
    }

    void report_second(pugi::xml_node node) {
        reading_.findings
            .add(Code::duplicate_key, place_of_tag(node),
                 "<" + printable(node.name()) + "> comes twice; the first counts")
            .as(Severity::warning);
    }

    // Items and settings.

    void read_item(pugi::xml_node node) {
        Item item;
        std::vector<Attribute> further;
        std::array<bool, item_attributes.size()> seen{};
        std::size_t hint = 0;
        for (const pugi::xml_attribute attribute : node.attributes()) {
            const std::size_t index = index_in(item_attributes, attribute.name(), hint);
            if (index < item_attributes.size() && std::exchange(seen[index], true)) {
                report_repeated(attribute);
            } else if (index < item_attributes.size() && item_attributes[index].in_model()) {
                read_item_attribute(item, item_attributes[index], attribute);
            } else {
                keep_attribute(further, attribute);
            }
        }
        if (item.name.empty()) {
            if (!item.place.known()) item.place = place_of_tag(node);
            reading_.findings.add(Code::missing_key, item.place, "an item has no Name");
        }
        report_repeated_attributes(further);
        item.attributes = append(production_.attributes, std::move(further));
        item.role = role_of_class(item.class_name);
        item.settings = read_settings(node, item.name);
        production_.items.push_back(item);
    }

    void read_item_attribute(Item& item, const ItemAttribute& known, pugi::xml_attribute attribute) {
        const char* value = attribute.value();
        if (known.flag != nullptr) {
            item.*known.flag = Flag::read(value, production_.texts);
            if ((item.*known.flag).is_boolean()) return;
            report(Code::not_a_boolean, attribute,
                   complaint_about_flag(known.name, item.*known.flag, "item " + in_quotes(item.name)));
            return;
        }
        item.*known.text = known.text == &Item::name ? add(value) : keep(value);
        if (known.text == &Item::name) item.place = place_of_value(attribute);
        if (known.text == &Item::class_name) item.class_place = place_of_value(attribute);
        if (known.text == &Item::pool_size && !looks_like_number(value)) {
            report(Code::not_a_number, attribute,
                   complaint_about_number(known.name, value, "item " + in_quotes(item.name)));
        }
    }

    Range<Setting> read_settings(pugi::xml_node node, Text item) {
        const auto first = static_cast<std::uint32_t>(production_.settings.size());
        if (!is_blank(node.value())) report_stray(node, offset_of(node.value()));
        for (const pugi::xml_node child : node.children()) {
            if (child.type() != pugi::node_element) {
                if (!is_blank(child.value())) report_stray(node, offset_of(child.value()));
            } else if (std::strcmp(child.name(), "Setting") == 0) {
                production_.settings.push_back(read_setting(child, "Host", item));
            } else {
                not_understood(reading_, options_, place_of_tag(child),
                               "<" + printable(child.name()) + "> in item " + in_quotes(item) + " is not understood");
            }
        }
        return {first, static_cast<std::uint32_t>(production_.settings.size()) - first};
    }

    Setting read_setting(pugi::xml_node node, Text usual_scope, std::string_view owner) {
        Setting setting;
        setting.scope = usual_scope;
        bool named = false;
        bool scoped = false;
        for (const pugi::xml_attribute attribute : node.attributes()) {
            const std::string_view name = attribute.name();
            if (name == "Target" && !std::exchange(scoped, true)) {
                setting.scope = keep(attribute.value());
            } else if (name == "Name" && !std::exchange(named, true)) {
                setting.name = keep(attribute.value());
            } else if (name == "Target" || name == "Name") {
                report_repeated(attribute);
            } else {
                not_understood(reading_, options_, place_of_value(attribute),
                               "attribute " + in_quotes(name) + " of a setting is not understood");
            }
        }
        if (setting.name.empty()) {
            reading_.findings.add(Code::missing_key, place_of_tag(node),
                                  "a setting of " + in_quotes(owner) + " has no Name");
        }
        setting.place = place_of_text(node);
        setting.value = element_text(node);
        return setting;
    }

    /// The text of an element that should hold nothing else.
    Text element_text(pugi::xml_node node) {
        for (const pugi::xml_node child : node.children()) {
            if (child.type() != pugi::node_element) continue;
            not_understood(
                reading_, options_, place_of_tag(child),
                "<" + printable(child.name()) + "> inside <" + printable(node.name()) + "> is not understood");
        }
        return add(text_of(node, scratch_));
    }

    // What several need.

    Text keep(std::string_view text) { return repeated_.keep(text, production_.texts); }
    Text add(std::string_view text) { return production_.texts.add(text); }

    void keep_attribute(std::vector<Attribute>& further, pugi::xml_attribute attribute) {
        further.push_back({keep(attribute.name()), keep(attribute.value()), place_of_value(attribute)});
    }

    void report(Code code, pugi::xml_attribute attribute, std::string message) {
        if (message.empty()) return;
        reading_.findings.add(code, place_of_value(attribute), std::move(message)).as(Severity::warning);
    }

    void report_repeated(pugi::xml_attribute attribute) {
        reading_.findings.add(
            Code::duplicate_key, place_of_value(attribute),
            "attribute " + in_quotes(attribute.name()) + " comes twice in one element; the first counts");
    }

    void report_repeated_attributes(std::vector<Attribute>& attributes) {
        if (attributes.size() < 2) return;
        std::vector<const Attribute*> order;
        for (const Attribute& each : attributes) order.push_back(&each);
        std::stable_sort(order.begin(), order.end(), [](auto* a, auto* b) { return a->name < b->name; });
        for (std::size_t i = 1; i < order.size(); ++i) {
            if (order[i]->name != order[i - 1]->name) continue;
            reading_.findings
                .add(Code::duplicate_key, order[i]->place,
                     "attribute " + in_quotes(order[i]->name) + " comes twice in one element")
                .note(order[i - 1]->place, "it is here as well");
        }
    }

    void report_stray(pugi::xml_node node, std::size_t at) {
        while (at < text_.size() && is_xml_space(text_[at])) ++at;
        not_understood(reading_, options_, place(at, std::min(at + 1, text_.size())),
                       "text directly in <" + printable(node.name()) + "> is not understood");
    }

    const ProductionElement& element_;
    const ClassAround& around_;
    Reading& reading_;
    const ReadOptions& options_;
    std::string_view text_;
    Production production_;
    RepeatedText repeated_;
    std::vector<Setting> own_settings_;
    std::vector<Attribute> own_attributes_;
    bool actor_pool_size_seen_ = false;
    pugi::xml_document document_;
    std::string buffer_;
    std::size_t base_ = 0;
    std::string scratch_;
};

}  // namespace

Production read_production(const ProductionElement& element, const ClassAround& around, Reading& reading,
                           const ReadOptions& options) {
    return Reader(element, around, reading, options).read();
}

void read_item(XmlText xml, std::size_t begin, Production& production, Reading& reading, const ReadOptions& options) {
    ProductionElement around;
    around.xml = std::move(xml);
    around.begin = begin;
    XmlScanner scanner(around.xml.text(), begin);
    XmlToken token = scanner.next();
    if (token.part == XmlPart::start_tag) token = scanner.skip_element();
    if (token.part == XmlPart::cut_off || token.part == XmlPart::broken) {
        const std::size_t at = std::min(token.begin, around.xml.text().size());
        unreadable(reading, Code::truncated, around.xml.place(at, at), "the item does not end");
        return;
    }
    around.end = token.end;
    around.children.push_back(
        {ChildKind::item, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(token.end)});
    production = Reader(around, {}, reading, options).add_to(std::move(production));
}

}  // namespace millwright::settings::iris
