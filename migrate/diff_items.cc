// The difference of items, of their settings and routes, and of the production's own settings.
#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <tuple>

#include "graph/secret.h"
#include "migrate/body_writer.h"
#include "migrate/comparing.h"
#include "migrate/toml_path.h"

namespace millwright::migrate {
namespace {

using Names = std::vector<std::string_view>;

struct FieldText {
    std::string_view name;
    std::string (*text)(const Item&);  ///< what is compared: "" and the default are one
    std::string (*json)(std::string_view text);
};

std::string flag_json(std::string_view text) {
    return text == "true" || text == "false" ? std::string(text) : json_of(text);
}

std::string text_or(std::string_view text, std::string_view standard) {
    return std::string(text.empty() ? standard : text);
}

constexpr std::array<FieldText, 7> item_fields{{
    {"category", [](const Item& item) { return std::string(item.category); }, json_of},
    {"comment", [](const Item& item) { return std::string(item.comment); }, json_of},
    {"enabled", [](const Item& item) { return text_or(item.enabled.text(), "true"); }, flag_json},
    {"foreground", [](const Item& item) { return text_or(item.foreground.text(), "false"); }, flag_json},
    {"log_trace_events", [](const Item& item) { return text_or(item.log_trace_events.text(), "false"); }, flag_json},
    {"pool_size", [](const Item& item) { return text_or(item.pool_size, "1"); }, json_number_of},
    {"schedule", [](const Item& item) { return std::string(item.schedule); }, json_of},
}};

/// The production's own settings that settings.toml has keys for.
struct KnownSetting {
    std::string_view engine_name;
    std::string_view key;
};
constexpr std::array<KnownSetting, 6> known_settings{{
    {"AlertActionWindow", "alert_action_window"},
    {"AlertNotificationManager", "alert_notification_manager"},
    {"AlertNotificationOperation", "alert_notification_operation"},
    {"AlertNotificationRecipients", "alert_notification_recipients"},
    {"ShutdownTimeout", "shutdown_timeout"},
    {"UpdateTimeout", "update_timeout"},
}};

std::string production_setting_path(const Setting& setting) {
    for (const KnownSetting& known : known_settings) {
        if (known.engine_name == setting.name) return dotted({"production", known.key});
    }
    if (setting.scope == "Production" || setting.scope.empty()) return dotted({"production", "settings", setting.name});
    return dotted({"production", "settings", setting.scope, setting.name});
}

/// The values of a setting on both sides as an operation shows them. Secrets are masked, references are not; what a secret
/// was changed to is told apart from what it was by a word only.
void show_values(Operation& operation, const StoredValue* before, const StoredValue* after) {
    if (before != nullptr) operation.before.json = json_of(before->shown());
    if (after != nullptr) operation.after.json = json_of(after->shown());
    if (before != nullptr && after != nullptr && operation.before.json == operation.after.json) {
        operation.after.json = json_of(changed_secret);
    }
}

StoredValue as_stored(const std::string& value) {
    return {placeholder_digest(value) ? Stored::digest : Stored::value, value};
}

Names names_of(const Production& production, const Setting& setting) {
    if (!setting.is_target()) return split_names(setting.value);
    Names names;
    for (const NameRef& name : production.of(setting.names)) names.push_back(name.name);
    return names;
}

/// Walks two lists of settings sorted by scope and name; calls `both` with the two of one name (either may be nullptr).
template <class Both>
void walk_settings(const std::vector<const Setting*>& before, const std::vector<const Setting*>& after, Both both) {
    const auto key = [](const Setting* setting) { return std::tie(setting->scope, setting->name); };
    auto left = before.begin();
    auto right = after.begin();
    while (left != before.end() || right != after.end()) {
        if (right == after.end() || (left != before.end() && key(*left) < key(*right)))
            both(*left++, nullptr);
        else if (left == before.end() || key(*right) < key(*left))
            both(nullptr, *right++);
        else
            both(*left++, *right++);
    }
}

class ItemPair {
public:
    ItemPair(Comparing& comparing, const Item& before, const Item& after)
        : comparing_(comparing), before_(before), after_(after) {}

    void compare() {
        compare_class();
        compare_fields();
        compare_attributes();
        compare_settings();
    }

private:
    Operation& add(std::string_view op_type, Action action, std::string_view kind, std::string path) {
        return comparing_.add(op_type, action, kind, std::move(path), after_.name);
    }

    void compare_class() {
        if (before_.class_name == after_.class_name) return;
        Operation& operation = add("replace_class", Action::change, "item", dotted({"items", after_.name, "class"}));
        operation.before.json = json_of(before_.class_name);
        operation.after.json = json_of(after_.class_name);
        judge(operation, judge_field("class", before_.class_name, after_.class_name));
        place(operation, after_.class_place.known() ? after_.class_place : after_.place, before_.class_place);
    }

    void compare_fields() {
        for (const FieldText& field : item_fields) {
            const std::string old_text = field.text(before_);
            const std::string new_text = field.text(after_);
            if (old_text == new_text) continue;
            Operation& operation =
                add("set_field", Action::change, "field", dotted({"items", after_.name, field.name}));
            operation.before.json = field.json(old_text);
            operation.after.json = field.json(new_text);
            judge(operation, judge_field(field.name, old_text, new_text));
            place(operation, after_.place, before_.place);
        }
    }

    void compare_attributes() {
        if (before_.attributes.empty() && after_.attributes.empty()) return;
        std::map<Text, std::pair<std::string, std::string>> values;  // absent and empty are one
        for (const Attribute& each : comparing_.before.of(before_.attributes)) {
            values[each.name].first = comparing_.before_hider.hidden(each.name, each.value);
        }
        for (const Attribute& each : comparing_.after.of(after_.attributes)) {
            values[each.name].second = comparing_.after_hider.hidden(each.name, each.value);
        }
        for (const auto& [name, value] : values) {
            if (value.first == value.second) continue;
            Operation& operation =
                add("set_field", Action::change, "field", dotted({"items", after_.name, "attributes", name}));
            const StoredValue old_value = as_stored(value.first);
            const StoredValue new_value = as_stored(value.second);
            show_values(operation, &old_value, &new_value);
            place(operation, after_.place, before_.place);
        }
    }

    void compare_settings() {
        effective_settings(comparing_.before, before_.settings, old_settings_);
        effective_settings(comparing_.after, after_.settings, new_settings_);
        rename_targets();
        walk_settings(old_settings_, new_settings_,
                      [&](const Setting* before, const Setting* after) { compare_setting(before, after); });
    }

    /// Gives target settings of the older side their new names, where [[moved]] says so and the old one is gone.
    void rename_targets() {
        if (comparing_.moves.empty()) return;
        const auto has = [](const std::vector<const Setting*>& all, Text name) {
            return std::any_of(all.begin(), all.end(),
                               [&](auto* each) { return each->scope == "Host" && each->name == name; });
        };
        for (const Setting*& setting : old_settings_) {
            if (setting->scope != "Host") continue;
            const Text to = comparing_.moves.target(after_.name, setting->name);
            if (to == setting->name || has(new_settings_, setting->name) || !has(new_settings_, to)) continue;
            Operation& operation = add("move", Action::move, "target", dotted({"items", after_.name, "targets", to}));
            operation.before.json = json_of(setting->name);
            operation.after.json = json_of(to);
            operation.risk = Risk::attention;
            operation.reason = "the component must know the target setting by its new name";
            place(operation, after_.place, setting->place);
            Setting& renamed = *renamed_.emplace_back(std::make_unique<Setting>(*setting));
            renamed.name = to;
            setting = &renamed;
        }
        std::stable_sort(old_settings_.begin(), old_settings_.end(),
                         [](auto* a, auto* b) { return std::tie(a->scope, a->name) < std::tie(b->scope, b->name); });
    }

    void compare_setting(const Setting* before, const Setting* after) {
        const bool target = (before != nullptr && before->is_target()) || (after != nullptr && after->is_target());
        const bool secret =
            (before != nullptr && before->refers_to_secret) || (after != nullptr && after->refers_to_secret);
        if (target && !secret)
            compare_route(before, after);
        else
            compare_value(before, after);
    }

    void compare_route(const Setting* before, const Setting* after) {
        Names old_names = before != nullptr ? names_of(comparing_.before, *before) : Names{};
        const Names new_names = after != nullptr ? names_of(comparing_.after, *after) : Names{};
        for (std::string_view& name : old_names) name = comparing_.moves.item(name);
        if (before != nullptr && after != nullptr && old_names == new_names) return;
        const Text name = after != nullptr ? after->name : before->name;
        const Action action = before == nullptr ? Action::add : after == nullptr ? Action::remove : Action::change;
        static constexpr std::array<std::string_view, 3> types{"add_route", "change_route", "remove_route"};
        Operation& operation = add(types[static_cast<std::size_t>(action)], action, "route",
                                   dotted({"items", after_.name, "targets", name}));
        if (before != nullptr) operation.before.json = json_of(old_names);
        if (after != nullptr) operation.after.json = json_of(new_names);
        judge(operation, judge_route(old_names, new_names, before == nullptr, after == nullptr));
        place(operation, after != nullptr ? after->place : Place{}, before != nullptr ? before->place : Place{});
    }

    void compare_value(const Setting* before, const Setting* after) {
        StoredValue old_value;
        StoredValue new_value;
        if (before != nullptr) old_value = comparing_.before_hider.stored(*before);
        if (after != nullptr) new_value = comparing_.after_hider.stored(*after);
        if (before != nullptr && after != nullptr && old_value == new_value) return;
        const Setting& either = after != nullptr ? *after : *before;
        const Action action = before == nullptr ? Action::add : after == nullptr ? Action::remove : Action::change;
        Operation& operation = add(after == nullptr ? "unset_setting" : "set_setting", action, "setting",
                                   dotted({"items", after_.name, "settings", either.scope, either.name}));
        show_values(operation, before != nullptr ? &old_value : nullptr, after != nullptr ? &new_value : nullptr);
        judge(operation, judge_setting(either.scope, either.name, after == nullptr, before != nullptr));
        place(operation, after != nullptr ? after->place : Place{}, before != nullptr ? before->place : Place{});
    }

    Comparing& comparing_;
    const Item& before_;
    const Item& after_;
    std::vector<const Setting*> old_settings_;
    std::vector<const Setting*> new_settings_;
    std::vector<std::unique_ptr<Setting>> renamed_;
};

void set_production_field(Comparing& comparing, std::string path, std::string before, std::string after) {
    if (before == after) return;
    const bool is_new = comparing.before_is_nothing();
    Operation& operation =
        comparing.add("set_production_field", is_new ? Action::add : Action::change, "production", std::move(path), {});
    if (!is_new) operation.before.json = std::move(before);
    operation.after.json = std::move(after);
    place(operation, comparing.after.place, comparing.before.place);
}

void compare_production_setting(Comparing& comparing, const Setting* before, const Setting* after) {
    StoredValue old_value;
    StoredValue new_value;
    if (before != nullptr) old_value = comparing.before_hider.stored(*before);
    if (after != nullptr) new_value = comparing.after_hider.stored(*after);
    if (before != nullptr && after != nullptr && old_value == new_value) return;
    const Action action = before == nullptr ? Action::add : after == nullptr ? Action::remove : Action::change;
    Operation& operation = comparing.add("set_production_field", action, "production",
                                         production_setting_path(after != nullptr ? *after : *before), {});
    show_values(operation, before != nullptr ? &old_value : nullptr, after != nullptr ? &new_value : nullptr);
    judge(operation, judge_setting({}, {}, after == nullptr, false));
    place(operation, after != nullptr ? after->place : Place{}, before != nullptr ? before->place : Place{});
}

void add_or_remove(Comparing& comparing, const Item& item, Action action) {
    const bool added = action == Action::add;
    const Production& production = added ? comparing.after : comparing.before;
    SettingHider& hider = added ? comparing.after_hider : comparing.before_hider;
    Operation& operation =
        comparing.add(added ? "add_item" : "remove_item", action, "item", dotted({"items", item.name}), item.name);
    const Holds holds = std::min(comparing.before_form.holds(), comparing.after_form.holds());
    (added ? operation.after : operation.before).json = item_json(production, item, hider, holds);
    judge(operation, judge_thing("item", action));
    if (!added && item.behaviour)
        operation.reason = "the process goes, with its live instances and what waits in its queue";
    place(operation, added ? item.place : Place{}, added ? Place{} : item.place);
}

}  // namespace

void compare_production(Comparing& comparing) {
    const Production& before = comparing.before;
    const Production& after = comparing.after;
    set_production_field(comparing, "production.name", comparing.before_is_nothing() ? "null" : json_of(before.name),
                         json_of(after.name));
    set_production_field(comparing, "production.actor_pool_size", json_number_of(text_or(before.actor_pool_size, "2")),
                         json_number_of(text_or(after.actor_pool_size, "2")));
    set_production_field(comparing, "production.description", json_of(before.description), json_of(after.description));
    set_production_field(comparing, "production.log_general_trace_events",
                         flag_json(text_or(before.log_general_trace_events.text(), "false")),
                         flag_json(text_or(after.log_general_trace_events.text(), "false")));
    set_production_field(comparing, "production.testing_enabled",
                         flag_json(text_or(before.testing_enabled.text(), "false")),
                         flag_json(text_or(after.testing_enabled.text(), "false")));
    std::vector<const Setting*> old_settings;
    std::vector<const Setting*> new_settings;
    effective_settings(before, before.production_settings, old_settings);
    effective_settings(after, after.production_settings, new_settings);
    walk_settings(old_settings, new_settings, [&](const Setting* old_setting, const Setting* new_setting) {
        compare_production_setting(comparing, old_setting, new_setting);
    });
}

void compare_items(Comparing& comparing, const std::vector<Pair>& pairs) {
    for (const Pair& pair : pairs) {
        if (pair.before == nullptr) {
            add_or_remove(comparing, comparing.after.items[pair.after->index], Action::add);
        } else if (pair.after == nullptr) {
            add_or_remove(comparing, comparing.before.items[pair.before->index], Action::remove);
        } else {
            const Item& before = comparing.before.items[pair.before->index];
            const Item& after = comparing.after.items[pair.after->index];
            if (const Move* move = before.name != after.name ? comparing.moves.of_item(before.name) : nullptr) {
                Operation& operation =
                    comparing.add("move", Action::move, "item", dotted({"items", after.name}), after.name);
                operation.before.json = json_of(before.name);
                operation.after.json = json_of(after.name);
                judge(operation, judge_moved_item(comparing.engine.copies_renamed ? comparing.engine.name : ""));
                place(operation, move->place, before.place);
            }
            ItemPair(comparing, before, after).compare();
        }
    }
}

}  // namespace millwright::migrate
