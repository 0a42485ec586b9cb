#include "settings/iris/production_text.h"

#include <algorithm>
#include <array>

#include "graph/utf8.h"
#include "settings/iris/item_attributes.h"
#include "settings/iris/xml_text.h"

namespace millwright::settings::iris {
namespace {

std::string escaped(std::string_view text, char quote) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '\r': out += "&#13;"; break;
            default:
                if (quote != '\0' && c == quote) {
                    out += quote == '"' ? "&quot;" : "&apos;";
                } else if (quote != '\0' && (c == '\n' || c == '\t')) {
                    out += c == '\n' ? "&#10;" : "&#9;";
                } else {
                    out += c;
                }
        }
    }
    return out;
}

std::string with_line_ends(std::string text, const Layout& layout) {
    if (layout.line_end == "\n") return text;
    std::string out;
    for (const char c : text) {
        if (c == '\n') out += layout.line_end;
        if (c != '\n') out += c;
    }
    return out;
}

/// A section cannot hold its own end, so that is divided between two.
std::string in_cdata(std::string_view text) {
    std::string out = "<![CDATA[";
    for (std::size_t end = text.find("]]>"); end != std::string_view::npos; end = text.find("]]>")) {
        out.append(text.substr(0, end + 2));
        out += "]]><![CDATA[";
        text.remove_prefix(end + 2);
    }
    out.append(text);
    return out += "]]>";
}

bool is_xml_name(std::string_view name) {
    const auto starts = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
    };
    const auto follows = [&](char c) {
        return starts(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':';
    };
    return !name.empty() && starts(name.front()) && std::all_of(name.begin(), name.end(), follows);
}

/// The further attributes that stand where older exports have them, and, with an index of the table's size, all others.
std::string further_attributes(std::span<const Attribute> attributes, std::size_t index) {
    std::string out;
    for (const Attribute& each : attributes) {
        std::size_t hint = 0;
        if (index_in(item_attributes, each.name, hint) == index) out += attribute_text(each.name, each.value);
    }
    return out;
}

std::string start_tag(const Production& production) {
    std::string out = "<Production";
    for (const ProductionAttribute& each : production_attributes) {
        out += attribute_text(each.name, each.value_in(production));
    }
    for (const Attribute& each : production.of(production.production_attributes)) {
        out += attribute_text(each.name, each.value);
    }
    return out += ">";
}

}  // namespace

std::string content_text(std::string_view text, const Layout& layout) {
    if (text.find('\r') != std::string_view::npos) return escaped(text, '\0');
    const bool marked = text.find_first_of("&<>") != std::string_view::npos;
    return with_line_ends(marked ? in_cdata(text) : std::string(text), layout);
}

std::string attribute_value_text(std::string_view value, char quote) {
    return escaped(value, quote);
}

std::string attribute_text(std::string_view name, std::string_view value) {
    return " " + std::string(name) + "=\"" + escaped(value, '"') + "\"";
}

std::string setting_text(const Setting& setting, const Layout& layout) {
    return "<Setting" + attribute_text("Target", setting.scope) + attribute_text("Name", setting.name) + ">" +
           content_text(setting.value, layout) + "</Setting>";
}

std::string item_text(const Production& production, const Item& item, const Layout& layout) {
    std::string out = "<Item";
    const auto further = production.of(item.attributes);
    for (std::size_t i = 0; i < item_attributes.size(); ++i) {
        const ItemAttribute& each = item_attributes[i];
        out += each.in_model() ? attribute_text(each.name, each.value_in(item)) : further_attributes(further, i);
    }
    out += further_attributes(further, item_attributes.size()) + ">" + layout.line_end;
    for (const Setting& setting : production.of(item.settings)) {
        out += layout.setting_indent + setting_text(setting, layout) + layout.line_end;
    }
    return out += layout.item_indent + "</Item>";
}

Result<std::string> production_text(const Production& production) {
    const Layout layout;
    Speakable speakable;
    speakable.text(production.name, production.place, "the name of the production");
    speakable.text(production.description, production.place, "the description of the production");
    speakable.text(production.actor_pool_size, production.place, "the actor pool size");
    speakable.attributes(production.of(production.production_attributes), "the production");
    for (const Setting& each : production.of(production.production_settings)) {
        speakable.setting(each, "the production");
    }
    for (const Item& item : production.items) speakable.item(production, item);
    if (auto all = speakable.result(); !all) return tl::unexpected(all.error());

    std::string out = start_tag(production) + "\n";
    if (production.description_presence != Presence::absent || !production.description.empty()) {
        out += "  <Description>" + content_text(production.description, layout) + "</Description>\n";
    }
    out += "  <ActorPoolSize>" + content_text(production.actor_pool_size, layout) + "</ActorPoolSize>\n";
    for (const Setting& each : production.of(production.production_settings)) {
        out += "  " + setting_text(each, layout) + "\n";
    }
    for (const Item& item : production.items) out += "  " + item_text(production, item, layout) + "\n";
    return out += "</Production>";
}

void Speakable::text(std::string_view value, Place place, std::string_view what) {
    const std::size_t bad = first_forbidden_in_xml(value);
    if (bad == std::string_view::npos) return;
    const std::string_view character = value.substr(bad, std::max<std::size_t>(utf8_length(value.substr(bad)), 1));
    found_.add(Code::bad_value, place,
               std::string(what) + " holds the character " + in_quotes(character) + ", which XML does not allow");
}

void Speakable::attributes(std::span<const Attribute> attributes, std::string_view what) {
    for (const Attribute& each : attributes) {
        text(each.value, each.place, "attribute " + in_quotes(each.name) + " of " + std::string(what));
        if (is_xml_name(each.name)) continue;
        found_.add(Code::bad_value, each.place,
                   in_quotes(each.name) + " of " + std::string(what) + " is no name for an attribute in XML");
    }
}

void Speakable::setting(const Setting& setting, std::string_view owner) {
    const std::string what = "setting " + in_quotes(setting.name) + " of " + std::string(owner);
    text(setting.scope, setting.place, what);
    text(setting.name, setting.place, what);
    text(setting.value, setting.place, what);
}

void Speakable::class_of(const Item& item) {
    if (!item.class_name.empty()) return;
    found_
        .add(Code::missing_class, item.place,
             std::string(name_of(item.role)) + " " + in_quotes(item.name) +
                 " has no class, which an engine needs to run it")
        .as(Severity::error)
        .advise("give it a class, or leave it out of what is exported");
}

void Speakable::divided(Place place) {
    found_
        .add(Code::not_understood, place,
             "the <Production> to be changed stands partly in CDATA and partly in escaped text, which cannot be edited")
        .as(Severity::error)
        .advise("write it to a new file");
}

void Speakable::item(const Production& production, const Item& item) {
    class_of(item);
    const std::string what = "item " + in_quotes(item.name);
    for (const ItemAttribute& each : item_attributes) {
        if (each.in_model()) text(each.value_in(item), item.place, what);
    }
    attributes(production.of(item.attributes), what);
    for (const Setting& each : production.of(item.settings)) setting(each, what);
}

Result<bool> Speakable::result() {
    if (found_.empty()) return true;
    return tl::unexpected<Failure>(Failure{FailureKind::input, std::move(found_)});
}

Result<bool> check_class_name(const Production& production) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '%' ||
               c == '_' || static_cast<unsigned char>(c) >= 0x80;
    };
    if (!production.name.empty() && std::all_of(production.name.begin(), production.name.end(), allowed)) return true;
    return fail(FailureKind::input, Code::bad_value, production.place,
                in_quotes(production.name) + " cannot be the name of a class",
                "a class is named as in Demo.Orders.Production: letters, digits and dots");
}

Failure without_places(Reading&& reading) {
    Failure failure;
    for (Diagnostic& each : reading.findings) {
        if (each.severity != Severity::error) continue;
        const LineColumn at = reading.sources.locate(each.place);
        std::string where = " (in the text to be changed, line " + std::to_string(at.line) + ", column " +
                            std::to_string(at.column) + ")";
        failure.diagnostics.add(each.code, {}, each.message + (each.place.known() ? where : ""))
            .as(Severity::error)
            .advise(each.hint);
    }
    return failure;
}

}  // namespace millwright::settings::iris
