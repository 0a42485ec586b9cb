#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include "settings/readers.h"

namespace millwright::settings {
namespace {

/// A key of [production] that is a production setting with a name and a unit of the engine's.
struct EngineSetting {
    std::string_view key;
    Text name;
    std::optional<std::int64_t> (Duration::*unit)() const;  ///< nullptr: text
    std::string_view unit_name;
};

constexpr std::array<EngineSetting, 6> engine_settings{{
    {"shutdown_timeout", "ShutdownTimeout", &Duration::whole_seconds, "seconds"},
    {"update_timeout", "UpdateTimeout", &Duration::whole_seconds, "seconds"},
    {"alert_notification_manager", "AlertNotificationManager", nullptr, ""},
    {"alert_notification_operation", "AlertNotificationOperation", nullptr, ""},
    {"alert_notification_recipients", "AlertNotificationRecipients", nullptr, ""},
    {"alert_action_window", "AlertActionWindow", &Duration::whole_minutes, "minutes"},
}};

void sort_by_place(std::vector<Setting>& settings) {
    std::stable_sort(settings.begin(), settings.end(),
                     [](const Setting& a, const Setting& b) { return a.place < b.place; });
}

/// The next longer duration that the unit holds, in quotes.
std::string next_whole(Duration duration, std::optional<std::int64_t> (Duration::*unit)() const) {
    constexpr std::int64_t second = 1000;
    duration.milliseconds += second - duration.milliseconds % second;
    while (!(duration.*unit)()) duration.milliseconds += second;
    return "\"" + to_text(duration) + "\"";
}

void read_engine_settings(ReaderState& state, const TableView& view, std::vector<Setting>& out) {
    for (const EngineSetting& each : engine_settings) {
        if (!view.has(each.key)) continue;
        Setting setting{"Production", each.name, view.text(each.key), {}, view.place_of(each.key)};
        if (each.unit != nullptr) {
            const auto number = ((*view.duration(each.key)).*(each.unit))();
            if (!number) {
                state
                    .report(Code::bad_duration, setting.place,
                            shown(setting.value) + " is not a whole number of " + std::string(each.unit_name) +
                                ", the unit in which the engine keeps " + std::string(each.name))
                    .advise("write " + next_whole(*view.duration(each.key), each.unit));
                continue;
            }
            setting.value = state.keep(std::to_string(*number));
        }
        out.push_back(setting);
    }
}

/// One key said twice, in two ways.
void report_conflict(ReaderState& state, const Setting& first, const Setting& second, const std::string& where) {
    state.report(Code::conflicting_keys, second.place, shown(second.name) + " is set " + where)
        .note(first.place, "it is also set here")
        .advise("keep one of the two");
}

/// The six have keys of their own; the same setting under `settings` would say it twice.
void check_engine_settings(ReaderState& state, const std::vector<Setting>& settings) {
    std::unordered_map<Text, const Setting*> first;
    for (const Setting& setting : settings) {
        if (setting.scope != "Production") continue;
        const auto [known, is_new] = first.emplace(setting.name, &setting);
        if (!is_new) report_conflict(state, *known->second, setting, "a second time");
    }
}

void read_targets(ReaderState& state, const TableView& view, std::vector<Setting>& out) {
    for (const NodeId member : view.members("targets")) {
        const TomlNode& node = state[member];
        Setting setting{"Host", state.keep(node.key), {}, {}, node.place};
        setting.target = TargetOrigin::declared;
        std::vector<NameRef> names;
        if (node.kind == TomlKind::text) {
            setting.value = state.keep(node.text);
            for (const std::string_view name : split_names(node.text)) names.push_back({state.keep(name), node.place});
        } else {
            std::string value;
            names = names_in(state, member);
            for (const NameRef& name : names) value += (&name == names.data() ? "" : ",") + std::string(name.name);
            setting.value = state.keep(value);
        }
        setting.names = append(state.production.names, std::move(names));
        out.push_back(setting);
    }
}

void check_targets(ReaderState& state, const std::vector<Setting>& settings) {
    std::unordered_map<Text, const Setting*> targets;
    for (const Setting& setting : settings) {
        if (setting.is_target()) targets.emplace(setting.name, &setting);
    }
    if (targets.empty()) return;
    for (const Setting& setting : settings) {
        if (setting.is_target() || setting.scope != "Host") continue;
        const auto target = targets.find(setting.name);
        if (target != targets.end())
            report_conflict(state, *target->second, setting, "both in targets and in settings");
    }
}

Range<Setting> read_item_settings(ReaderState& state, const TableView& view) {
    std::vector<Setting> settings;
    read_targets(state, view, settings);
    read_setting_map(state, view, "settings", "Host", settings);
    read_setting_map(state, view, "adapter_settings", "Adapter", settings);
    read_other_settings(state, view, settings);
    check_targets(state, settings);
    sort_by_place(settings);
    return append(state.production.settings, std::move(settings));
}

Range<Reply> read_replies(ReaderState& state, const TableView& view) {
    std::vector<Reply> replies;
    const NodeId value = view.node("replies");
    if (value != no_node && state[value].kind == TomlKind::text) {
        replies.push_back({{}, state.keep(state[value].text), state[value].place});
    } else {
        for (const NodeId member : view.members("replies")) {
            const TomlNode& node = state[member];
            replies.push_back({state.keep(node.key), state.keep(node.text), node.place});
        }
    }
    return append(state.production.replies, std::move(replies));
}

Range<Raise> read_raises(ReaderState& state, const TableView& view) {
    std::vector<Raise> raises;
    for (const NodeId member : view.members("raises")) {
        const Text command = state.keep(state[member].key);
        for (const NameRef& event : names_in(state, member)) raises.push_back({command, event.name, event.place});
    }
    return append(state.production.raises, std::move(raises));
}

void read_plain_keys(ReaderState& state, const TableView& view, NodeId table, Item& item) {
    const TomlNode& node = state[table];
    const Text key = state.keep(node.key);
    item.name = view.text("name", key);
    if (item.name != key) item.key = key;
    item.place = view.has("name") ? view.place_of("name") : node.key_place;
    item.class_name = view.text("class");
    if (view.has("class")) item.class_place = view.place_of("class");
    item.category = view.text("category");
    item.comment = view.text("comment");
    item.schedule = view.text("schedule");
    item.pool_size = view.count("pool_size", item.pool_size);
    item.enabled = view.flag("enabled", item.enabled);
    item.foreground = view.flag("foreground", item.foreground);
    item.log_trace_events = view.flag("log_trace_events", item.log_trace_events);
    item.adapter = view.text("adapter");
    item.description = view.text("description");
}

/// What is wrong with a process's behaviour has been reported; that it has none is then not wrong as well.
bool wrong_behaviour(const TableView& view, Role role) {
    const auto wrong = [&](std::string_view key) { return view.gave(key) && !view.has(key); };
    return role == Role::process && (wrong("handler") || wrong("step"));
}

Item read_item(ReaderState& state, NodeId table, Role role) {
    const TableView view(state, table, table_named(role == Role::process ? "process" : "item"));
    Item item;
    item.role = role;
    read_plain_keys(state, view, table, item);
    item.settings = read_item_settings(state, view);
    item.attributes = read_attributes(state, view);
    item.emits = view.names("emits");
    item.accepts = view.names("accepts");
    item.replies = read_replies(state, view);
    item.raises = read_raises(state, view);
    if (role == Role::process) item.behaviour = read_behaviour(state, view);
    if (!item.behaviour && wrong_behaviour(view, role)) item.behaviour.emplace();
    if (!item.behaviour && !view.gave("class")) {
        state.report(Code::missing_class, item.place, shown(item.name) + " has no class")
            .advise(role == Role::process ? "class = \"package.Class\", or handlers or steps"
                                          : "class = \"package.Class\"");
    }
    return item;
}

/// How many settings an item's table writes: counted before they are read, because a vector that grows holds all twice.
std::size_t settings_in(const TomlTree& tree, NodeId item) {
    std::size_t count = 0;
    for (const NodeId member : tree.children(item)) {
        const Text key = tree.key(member);
        if (!key.ends_with("settings") && key != "targets") continue;
        for ([[maybe_unused]] const NodeId each : tree.children(member)) ++count;
    }
    return count;
}

}  // namespace

void take_value(ReaderState& state, NodeId value, Setting& setting) {
    const TomlNode& node = state[value];
    setting.place = node.place;
    setting.refers_to_secret = node.refers_to_secret;
    setting.value = state.keep(node.text);
    if (node.kind == TomlKind::integer || node.kind == TomlKind::decimal) setting.form = ValueForm::number;
    if (node.kind == TomlKind::boolean) {
        setting.form = ValueForm::boolean;
        setting.value = node.text == "true" ? "1" : "0";
    }
}

void read_setting_map(ReaderState& state, const TableView& view, std::string_view key, Text scope,
                      std::vector<Setting>& out) {
    for (const NodeId member : view.members(key)) {
        Setting setting;
        setting.scope = scope;
        setting.name = state.keep(state[member].key);
        take_value(state, member, setting);
        out.push_back(setting);
    }
}

void read_other_settings(ReaderState& state, const TableView& view, std::vector<Setting>& out) {
    for (const NodeId table : view.tables("other_settings")) {
        const TableView entry(state, table, table_named("other_setting"));
        entry.require_keys();
        const NodeId value = entry.node("value");
        if (!entry.has("target") || !entry.has("name") || value == no_node) continue;
        Setting setting;
        setting.scope = entry.text("target");
        setting.name = entry.text("name");
        take_value(state, value, setting);
        setting.description = entry.text("description");
        out.push_back(setting);
    }
}

Range<Attribute> read_attributes(ReaderState& state, const TableView& view) {
    std::vector<Attribute> attributes;
    for (const NodeId member : view.members("attributes")) {
        const TomlNode& node = state[member];
        attributes.push_back({state.keep(node.key), state.keep(node.text), node.place});
    }
    return append(state.production.attributes, std::move(attributes));
}

void read_production_table(ReaderState& state, const TableView& view) {
    Production& production = state.production;
    view.require_keys();
    production.name = view.text("name");
    production.place = view.place_of("name");
    production.testing_enabled = view.flag("testing_enabled", production.testing_enabled);
    production.log_general_trace_events = view.flag("log_general_trace_events", production.log_general_trace_events);
    production.actor_pool_size = view.count("actor_pool_size", production.actor_pool_size);
    production.description = view.text("description");
    production.description_presence = view.has("description") ? Presence::present : Presence::absent;
    std::vector<Setting> settings;
    read_engine_settings(state, view, settings);
    read_setting_map(state, view, "settings", "Production", settings);
    check_engine_settings(state, settings);
    read_other_settings(state, view, settings);
    sort_by_place(settings);
    production.production_settings = append(production.settings, std::move(settings));
    production.production_attributes = read_attributes(state, view);
}

void read_items(ReaderState& state, const TableView& root) {
    struct Found {
        NodeId table;
        Role role;
    };
    std::vector<Found> found;
    for (const Role role : {Role::service, Role::process, Role::operation, Role::component}) {
        for (const NodeId table : root.members(name_of(role))) {
            if (state[table].kind == TomlKind::table) found.push_back({table, role});
        }
    }
    std::stable_sort(found.begin(), found.end(), [&](const Found& a, const Found& b) {
        return state[a.table].key_place < state[b.table].key_place;
    });
    state.production.items.reserve(found.size());
    std::size_t settings = state.production.settings.size();
    for (const Found& each : found) settings += settings_in(state.tree, each.table);
    state.production.settings.reserve(settings);
    for (const Found& each : found) state.production.items.push_back(read_item(state, each.table, each.role));
}

}  // namespace millwright::settings
