#include "migrate/iop_plan.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>
#include <vector>

#include "graph/json_text.h"
#include "graph/secret.h"
#include "migrate/toml_path.h"
#include "settings/iop/python_values.h"

namespace millwright::migrate {
namespace {

/// A value as JSON text, and as it is shown: with what looks like a secret masked.
struct Value {
    Value() = default;
    Value(std::string text) : json(text), shown(std::move(text)) {}
    Value(std::string text, std::string masked) : json(std::move(text)), shown(std::move(masked)) {}

    std::string json;
    std::string shown;
    bool operator==(const Value& other) const { return json == other.json; }
};

/// Values by name, in the order of the names' bytes (which is the order of their characters).
using Values = std::map<std::string, Value, std::less<>>;
using Routes = std::map<std::pair<Text, Text>, std::string>;

Value value_of(const Setting& setting) {
    const std::string json = setting.form == ValueForm::text ? json_of(setting.value) : std::string(setting.value);
    return {json, looks_like_clear_secret(setting.name, setting.value) ? json_of(masked_secret) : json};
}

Value text_of(const Setting& setting) {
    const std::string json = json_of(setting.value);
    return {json, looks_like_clear_secret(setting.name, setting.value) ? json_of(masked_secret) : json};
}

/// IoP knows two scopes by name; a setting that says none is a Host setting.
bool is_host(const Setting& setting) {
    return setting.scope.empty() || setting.scope == "Host";
}

/// Appends the raw setting object with sorted keys, as IoP keeps the settings of other scopes: without text, with null or
/// with an empty text, as it came.
void append_raw(Value& list, const Setting& setting) {
    const Value value = value_of(setting);
    const std::string rest = "\"@Name\":" + json_of(setting.name) + ",\"@Target\":" + json_of(setting.scope) + "}";
    const bool absent = setting.value.empty() && setting.empty_text == Presence::absent;
    const bool null = setting.value.empty() && setting.empty_text == Presence::null;
    const auto append = [&](std::string& text, const std::string& own) {
        if (text.size() > 1) text += ',';
        text += absent ? "{" : "{\"#text\":" + (null ? "null" : own) + ",";
        text += rest;
    };
    append(list.json, value.json);
    append(list.shown, value.shown);
}

Values fields_of(const Production& production) {
    Values fields;
    fields["actor_pool_size"] = json_of(production.actor_pool_size);
    fields["description"] =
        production.description_presence == Presence::null ? "null" : json_of(production.description);
    fields["log_general_trace_events"] = json_of(production.log_general_trace_events.text());
    fields["testing_enabled"] = json_of(production.testing_enabled.text());
    for (const settings::iop::PythonArgument& known : settings::iop::python_arguments())
        fields[std::string(known.name)] = json_of(known.otherwise);
    for (const Setting& setting : production.of(production.production_settings)) {
        const auto* known = settings::iop::python_argument(setting);
        if (known != nullptr) fields[std::string(known->name)] = text_of(setting);
    }
    return fields;
}

/// An item as IoP sees it: its fields, and its settings in three parts.
struct IopItem {
    Values fields;
    Values host;
    Values adapter;
    Value other;  ///< a JSON array
};

IopItem iop_item(const Production& production, const Item& item) {
    IopItem result;
    result.fields["category"] = json_of(item.category);
    result.fields["class_name"] = json_of(item.class_name);
    result.fields["comment"] = json_of(item.comment);
    result.fields["enabled"] = json_of(item.enabled.text());
    result.fields["foreground"] = json_of(item.foreground.text());
    result.fields["log_trace_events"] = json_of(item.log_trace_events.text());
    result.fields["pool_size"] = json_of(item.pool_size);
    result.fields["schedule"] = json_of(item.schedule);
    result.other = Value("[");
    for (const Setting& setting : production.of(item.settings)) {
        if (is_host(setting)) {
            result.host[std::string(setting.name)] = text_of(setting);
        } else if (setting.scope == "Adapter") {
            result.adapter[std::string(setting.name)] = text_of(setting);
        } else {
            append_raw(result.other, setting);
        }
    }
    result.other.json += ']';
    result.other.shown += ']';
    return result;
}

std::string object_of(const Values& values) {
    std::string text = "{";
    for (const auto& [name, json] : values) {
        if (text.size() > 1) text += ',';
        text += json_of(name) + ":" + json.shown;
    }
    return text + "}";
}

std::string whole_item(const IopItem& item) {
    static constexpr std::array<std::string_view, 8> order{"class_name", "category", "pool_size",        "enabled",
                                                           "foreground", "comment",  "log_trace_events", "schedule"};
    std::string text = "{";
    for (const std::string_view name : order) text += json_of(name) + ":" + item.fields.find(name)->second.shown + ",";
    return text + "\"host_settings\":" + object_of(item.host) + ",\"adapter_settings\":" + object_of(item.adapter) +
           ",\"other_settings\":" + item.other.shown + "}";
}

/// The edges that IoP infers: names of items in Host settings, each (item, setting) with its targets sorted and once.
Routes routes_of(const Production& production, const std::map<Text, const Item*>& items) {
    Routes routes;
    for (const auto& [name, item] : items) {
        std::map<Text, Text> values;  // of several settings of one name the last
        for (const Setting& setting : production.of(item->settings)) {
            if (is_host(setting)) values[setting.name] = setting.value;
        }
        for (const auto& [setting, value] : values) {
            if (setting.starts_with('%')) continue;
            std::vector<std::string_view> targets;
            for (const std::string_view target : split_names(value)) {
                if (items.count(target) != 0) targets.push_back(target);
            }
            if (targets.empty()) continue;
            std::sort(targets.begin(), targets.end());
            targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
            routes[{name, setting}] = json_of(targets);
        }
    }
    return routes;
}

std::map<Text, const Item*> items_by_name(const Production& production) {
    std::map<Text, const Item*> items;
    for (const Item& item : production.items) items[item.name] = &item;
    return items;
}

class IopPlan {
public:
    IopPlan(const Production& current, const Production& desired)
        : current_(current),
          desired_(desired),
          current_items_(items_by_name(current)),
          desired_items_(items_by_name(desired)) {}

    std::string text() {
        json_.begin_object();
        json_.member("format_version", std::string_view("1.0"));
        json_.member("production", desired_.name);
        json_.key("operations").begin_array();
        write_production();
        write_items();
        write_connections();
        json_.end_array();
        json_.end_object();
        return json_.take();
    }

private:
    struct Words {
        std::string_view op_type;
        std::string_view action;
        std::string_view kind;
        std::string_view risk;
    };

    void write(const Words& words, const std::string& path, std::string_view before, std::string_view after) {
        json_.begin_object();
        json_.member("op_type", words.op_type).member("action", words.action).member("kind", words.kind);
        json_.member("path", std::string_view(path));
        json_.key("before").raw(before).key("after").raw(after);
        json_.member("risk", words.risk);
        json_.end_object();
    }

    void write_change(const Words& words, const std::string& path, const Value& before, const Value& after) {
        const bool same = before.shown == after.shown;  // both masked
        write(words, path, before.shown, same ? json_of(changed_secret) : after.shown);
    }

    void write_production() {
        static constexpr Words words{"set_production_field", "change", "production", "safe"};
        if (current_.name != desired_.name) {
            write(words, "production.name", json_of(current_.name), json_of(desired_.name));
        }
        const Values before = fields_of(current_);
        const Values after = fields_of(desired_);
        for (const auto& [name, value] : before) {
            const Value& now = after.find(name)->second;
            if (value != now) write_change(words, "production." + name, value, now);
        }
    }

    void write_items() {
        for (const auto& [name, item] : current_items_) {
            if (desired_items_.count(name) != 0) continue;
            write({"delete_item", "remove", "item", "destructive"}, "items." + std::string(name),
                  whole_item(iop_item(current_, *item)), "null");
        }
        for (const auto& [name, item] : desired_items_) {
            if (current_items_.count(name) != 0) continue;
            write({"add_item", "add", "item", "safe"}, "items." + std::string(name), "null",
                  whole_item(iop_item(desired_, *item)));
        }
        for (const auto& [name, item] : desired_items_) {
            const auto before = current_items_.find(name);
            if (before == current_items_.end() || same(*before->second, *item)) continue;
            write_item(std::string(name), *before->second, *item);
        }
    }

    /// Most items are as they were, down to the order of their settings: those need no closer look.
    bool same(const Item& current, const Item& desired) const {
        const auto fields = [](const Item& item) {
            return std::tuple(item.class_name, item.category, item.comment, item.schedule, item.pool_size,
                              item.enabled.text(), item.foreground.text(), item.log_trace_events.text());
        };
        const auto equal = [](const Setting& a, const Setting& b) {
            return a.scope == b.scope && a.name == b.name && a.value == b.value && a.form == b.form &&
                   a.empty_text == b.empty_text;
        };
        const auto before = current_.of(current.settings);
        const auto after = desired_.of(desired.settings);
        return fields(current) == fields(desired) &&
               std::equal(before.begin(), before.end(), after.begin(), after.end(), equal);
    }

    void write_item(const std::string& name, const Item& current, const Item& desired) {
        const IopItem before = iop_item(current_, current);
        const IopItem after = iop_item(desired_, desired);
        const std::string path = "items." + name + ".";
        for (const auto& [field, value] : before.fields) {
            const Value& now = after.fields.find(field)->second;
            if (value == now) continue;
            const bool of_class = field == "class_name";
            write_change({of_class ? "replace_item_class" : "set_item_field", "change", "item",
                          of_class ? "destructive" : "safe"},
                         path + field, value, now);
        }
        write_settings(path + "settings.Host.", before.host, after.host);
        write_settings(path + "settings.Adapter.", before.adapter, after.adapter);
        if (before.other != after.other) {
            write_change({"set_setting", "change", "setting", "safe"}, path + "settings.Other", before.other,
                         after.other);
        }
    }

    void write_settings(const std::string& path, const Values& before, const Values& after) {
        for (const auto& [name, value] : before) {
            if (after.count(name) != 0) continue;
            write({"remove_setting", "remove", "setting", "destructive"}, path + name, value.shown, "null");
        }
        for (const auto& [name, value] : after) {
            if (before.count(name) != 0) continue;
            write({"set_setting", "add", "setting", "safe"}, path + name, "null", value.shown);
        }
        for (const auto& [name, value] : after) {
            const auto old = before.find(name);
            if (old == before.end() || old->second == value) continue;
            write_change({"set_setting", "change", "setting", "safe"}, path + name, old->second, value);
        }
    }

    static std::string connection_path(const std::pair<Text, Text>& from) {
        return "connections." + std::string(from.first) + "." + std::string(from.second);
    }

    void write_connections() {
        const Routes before = routes_of(current_, current_items_);
        const Routes after = routes_of(desired_, desired_items_);
        for (const auto& [from, targets] : before) {
            if (after.count(from) != 0) continue;
            write({"remove_route", "remove", "connection", "destructive"}, connection_path(from), targets, "null");
        }
        for (const auto& [from, targets] : after) {
            if (before.count(from) != 0) continue;
            write({"set_route_setting", "add", "connection", "safe"}, connection_path(from), "null", targets);
        }
        for (const auto& [from, targets] : after) {
            const auto old = before.find(from);
            if (old == before.end() || old->second == targets) continue;
            write({"set_route_setting", "change", "connection", "safe"}, connection_path(from), old->second, targets);
        }
    }

    const Production& current_;
    const Production& desired_;
    std::map<Text, const Item*> current_items_;
    std::map<Text, const Item*> desired_items_;
    JsonText json_;
};

}  // namespace

std::string iop_plan_json(const Production& current, const Production& desired) {
    return IopPlan(current, desired).text();
}

}  // namespace millwright::migrate
