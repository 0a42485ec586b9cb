// A whole item as an operation shows it: what settings would say of it.
#include <map>

#include "graph/secret.h"
#include "migrate/body_writer.h"
#include "migrate/comparing.h"
#include "migrate/toml_path.h"

namespace millwright::migrate {
namespace {

std::string shown_value(const Setting& setting, SettingHider& hider) {
    return hider.form_of(setting) == Stored::value ? json_of(setting.value) : json_of(hider.stored(setting).shown());
}

class ItemJson {
public:
    ItemJson(const Production& production, const Item& item, SettingHider& hider)
        : production_(production), item_(item), hider_(hider), writer_(production, out_) {}

    std::string text(Holds holds) {
        writer_.open();
        if (item_.role != Role::component) writer_("role", name_of(item_.role));
        writer_("class", item_.class_name);
        writer_("category", item_.category);
        if (item_.pool_size != "1") writer_.raw("pool_size", json_number_of(item_.pool_size));
        flag("enabled", item_.enabled, true);
        flag("foreground", item_.foreground, false);
        writer_("comment", item_.comment);
        flag("log_trace_events", item_.log_trace_events, false);
        writer_("schedule", item_.schedule);
        settings();
        attributes();
        if (holds == Holds::everything) declared();
        writer_.close();
        return std::move(out_);
    }

private:
    void flag(std::string_view name, const Flag& flag, bool standard) {
        if (flag.text().empty() || (flag.is_boolean() && flag.on(standard) == standard)) return;
        if (flag.is_boolean())
            writer_.raw(name, flag.text());
        else
            writer_(name, flag.text());
    }

    void settings() {
        std::vector<const Setting*> all;
        effective_settings(production_, item_.settings, all);
        std::string host;
        std::string adapter;
        std::string targets;
        std::string others;
        for (const Setting* each : all) {
            if (each->is_target()) {
                add(targets, json_of(each->name) + ":" + names(*each));
            } else if (each->scope == "Host") {
                add(host, json_of(each->name) + ":" + shown_value(*each, hider_));
            } else if (each->scope == "Adapter") {
                add(adapter, json_of(each->name) + ":" + shown_value(*each, hider_));
            } else {
                add(others, "{\"target\":" + json_of(each->scope) + ",\"name\":" + json_of(each->name) +
                                ",\"value\":" + shown_value(*each, hider_) + "}");
            }
        }
        if (!host.empty()) writer_.raw("settings", "{" + host + "}");
        if (!adapter.empty()) writer_.raw("adapter_settings", "{" + adapter + "}");
        if (!others.empty()) writer_.raw("other_settings", "[" + others + "]");
        if (!targets.empty()) writer_.raw("targets", "{" + targets + "}");
    }

    std::string names(const Setting& setting) const {
        std::vector<std::string_view> all;
        for (const NameRef& name : production_.of(setting.names)) all.push_back(name.name);
        return json_of(all);
    }

    void attributes() {
        std::map<Text, Text> sorted;
        for (const Attribute& each : production_.of(item_.attributes)) {
            if (!each.value.empty()) sorted[each.name] = each.value;
        }
        std::string list;
        for (const auto& [name, value] : sorted) {
            const bool secret = placeholder_digest(hider_.hidden(name, value)).has_value();
            add(list, json_of(name) + ":" + json_of(secret ? masked_secret : value));
        }
        if (!list.empty()) writer_.raw("attributes", "{" + list + "}");
    }

    void declared() {
        Declared declared = declared_of(item_);
        declared.name = {};
        declared.role = Role::component;
        for (const auto& [name, json] : MemberTexts::of(production_, declared)) writer_.raw(name, json);
        if (!item_.behaviour) return;
        for (const auto& [name, json] : MemberTexts::of(production_, *item_.behaviour)) writer_.raw(name, json);
    }

    static void add(std::string& list, const std::string& element) {
        if (!list.empty()) list += ',';
        list += element;
    }

    const Production& production_;
    const Item& item_;
    SettingHider& hider_;
    std::string out_;
    BodyWriter writer_;
};

}  // namespace

std::string item_json(const Production& production, const Item& item, SettingHider& hider, Holds holds) {
    return ItemJson(production, item, hider).text(holds);
}

}  // namespace millwright::migrate
