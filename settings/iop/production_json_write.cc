#include "graph/json_text.h"
#include "graph/utf8.h"
#include "settings/iop/production_json.h"
#include "settings/iris/item_attributes.h"

namespace millwright::settings {
namespace {

/// A text is left out where there is none, as IoP does.
void write_settings(JsonText& json, std::span<const Setting> settings) {
    json.key("Setting").begin_array();
    for (const Setting& setting : settings) {
        json.begin_object().member("@Target", setting.scope).member("@Name", setting.name);
        if (!setting.value.empty()) json.member("#text", setting.value);
        json.end_object();
    }
    json.end_array();
}

void write_further(JsonText& json, std::span<const Attribute> attributes, std::size_t index) {
    for (const Attribute& each : attributes) {
        std::size_t hint = 0;
        if (index_in(item_attributes, each.name, hint) == index) json.member("@" + std::string(each.name), each.value);
    }
}

void write_item(JsonText& json, const Production& production, const Item& item) {
    const auto further = production.of(item.attributes);
    json.begin_object();
    for (std::size_t i = 0; i < item_attributes.size(); ++i) {
        const ItemAttribute& each = item_attributes[i];
        if (each.in_model()) json.member("@" + std::string(each.name), each.value_in(item));
        if (!each.in_model()) write_further(json, further, i);
    }
    write_further(json, further, item_attributes.size());
    write_settings(json, production.of(item.settings));
    json.end_object();
}

void write_members(JsonText& json, const Production& production) {
    for (const ProductionAttribute& each : production_attributes) {
        json.member("@" + std::string(each.name), each.value_in(production));
    }
    for (const Attribute& each : production.of(production.production_attributes)) {
        json.member("@" + std::string(each.name), each.value);
    }
    const bool null = production.description_presence == Presence::null;
    if (null) json.key("Description").null();
    if (!null && (production.description_presence == Presence::present || !production.description.empty())) {
        json.member("Description", production.description);
    }
    json.member("ActorPoolSize", production.actor_pool_size);
    if (!production.production_settings.empty()) write_settings(json, production.of(production.production_settings));
    json.key("Item").begin_array();
    for (const Item& item : production.items) write_item(json, production, item);
    json.end_array();
}

Diagnostics without_class(const Production& production) {
    Diagnostics found;
    for (const Item& item : production.items) {
        if (!item.class_name.empty()) continue;
        found
            .add(Code::missing_class, item.place,
                 std::string(name_of(item.role)) + " \"" + printable(item.name) +
                     "\" has no class, which an engine needs to run it")
            .as(Severity::error)
            .advise("give it a class, or leave it out of what is exported");
    }
    return found;
}

}  // namespace

Result<std::string> write_production_json(const Production& production) {
    if (Diagnostics found = without_class(production); !found.empty()) {
        return tl::unexpected<Failure>(Failure{FailureKind::input, std::move(found)});
    }
    JsonText json;
    json.begin_object().key("Production").begin_object();
    write_members(json, production);
    json.end_object().end_object();
    return json.take() + "\n";
}

}  // namespace millwright::settings
