#include <algorithm>
#include <set>

#include "graph/check/families.h"
#include "graph/utf8.h"
#include "settings/toml_key.h"
#include "settings/toml_number.h"
#include "settings/writers.h"

namespace millwright::settings {
namespace {

/// The value of a target setting: its names, or the text when that is not what joining them gives.
std::string target_value(const Production& production, const Setting& setting,
                         const EnvironmentReferences& environment) {
    if (std::string reference = environment.of(setting); !reference.empty()) return reference;
    const auto names = production.of(setting.names);
    std::string joined;
    for (const NameRef& name : names) joined += (&name == names.data() ? "" : ",") + std::string(name.name);
    const auto split = split_names(setting.value);
    const bool same_split = std::equal(split.begin(), split.end(), names.begin(), names.end(),
                                       [](std::string_view a, const NameRef& b) { return a == b.name; });
    if (same_split && (joined != setting.value || names.size() == 1)) return plain_text(setting.value);
    return name_array(names);
}

/// The comment above a Host setting that looks like a target setting and is none.
std::string missing_names(const Setting& setting, const ItemIndex& index) {
    if (setting.scope != "Host" || setting.refers_to_secret || !check::is_target_like(setting.name)) return {};
    std::string missing;
    std::size_t count = 0;
    for (const std::string_view name : split_names(setting.value)) {
        if (index.find(name).valid() || check::is_internal_name(name)) continue;
        missing += (count++ > 0 ? ", " : "") + in_quotes(name);
    }
    if (count == 0) return {};
    return missing + (count == 1 ? " names no item" : " name no items");
}

void write_settings(TomlSection& section, const Production& production, const Item& item, const ItemIndex& index,
                    const EnvironmentReferences& environment) {
    std::set<Text> host;
    std::set<Text> adapter;
    std::vector<TomlPair> targets;
    std::vector<TomlPair> host_settings;
    std::vector<TomlPair> adapter_settings;
    std::vector<std::string> others;
    for (const Setting& setting : production.of(item.settings)) {
        // A name that comes twice cannot be a key twice, and a key has no description.
        if (!setting.description.empty()) {
            others.push_back(other_setting(setting, environment));
        } else if (setting.scope == "Host" && host.insert(setting.name).second) {
            if (setting.is_target()) {
                targets.push_back({setting.name, target_value(production, setting, environment)});
            } else {
                host_settings.push_back(
                    {setting.name, setting_value(setting, environment), missing_names(setting, index)});
            }
        } else if (setting.scope == "Adapter" && adapter.insert(setting.name).second) {
            adapter_settings.push_back({setting.name, setting_value(setting, environment)});
        } else {
            others.push_back(other_setting(setting, environment));
        }
    }
    section.tables("other_settings", others);
    section.map("targets", targets);
    section.map("settings", host_settings);
    section.map("adapter_settings", adapter_settings);
}

void write_replies(TomlSection& section, std::span<const Reply> replies) {
    if (replies.size() == 1 && replies.front().received.empty()) {
        return section.pair("replies", plain_text(replies.front().reply));
    }
    std::vector<TomlPair> pairs;
    for (const Reply& reply : replies) pairs.push_back({reply.received, plain_text(reply.reply)});
    section.map("replies", pairs);
}

void write_raises(TomlSection& section, std::span<const Raise> raises) {
    std::vector<TomlPair> pairs;
    std::vector<std::string> events;
    for (std::size_t i = 0; i < raises.size(); ++i) {
        events.push_back(plain_text(raises[i].event));
        if (i + 1 < raises.size() && raises[i + 1].command == raises[i].command) continue;
        pairs.push_back({raises[i].command, toml_array(events)});
        events.clear();
    }
    section.map("raises", pairs);
}

}  // namespace

std::vector<TomlPair> attribute_pairs(std::span<const Attribute> attributes) {
    std::vector<TomlPair> pairs;
    for (const Attribute& attribute : attributes) pairs.push_back({attribute.name, plain_text(attribute.value)});
    return pairs;
}

std::string other_setting(const Setting& setting, const EnvironmentReferences& environment) {
    std::vector<TomlPair> pairs{{"target", plain_text(setting.scope)},
                                {"name", plain_text(setting.name)},
                                {"value", setting_value(setting, environment)}};
    if (!setting.description.empty()) pairs.push_back({"description", plain_text(setting.description)});
    return toml_table(pairs);
}

void write_flag(TomlSection& section, std::string_view key, Flag flag, bool otherwise) {
    if (!flag.is_boolean()) return section.pair(key, plain_text(flag.text()));
    section.flag_if(key, flag.on(otherwise), otherwise);
}

void write_count(TomlSection& section, std::string_view key, Text value, Text otherwise) {
    if (value == otherwise) return;
    const bool number = is_toml_number(value) && value.find_first_not_of("0123456789") == Text::npos;
    section.pair(key, number ? std::string(value) : plain_text(value));
}

std::string written_item(const Production& production, const Item& item, std::string_view key, const ItemIndex& index,
                         const EnvironmentReferences& environment, const std::vector<std::string>& comments) {
    TomlSection section(std::string(name_of(item.role)) + "." + quoted_key(key));
    if (key != item.name) section.pair("name", plain_text(item.name));
    if (!item.class_name.empty()) section.pair("class", plain_text(item.class_name));
    if (!item.description.empty()) section.pair("description", plain_text(item.description));
    if (!item.category.empty()) section.pair("category", plain_text(item.category));
    write_count(section, "pool_size", item.pool_size, "1");
    write_flag(section, "enabled", item.enabled, true);
    write_flag(section, "foreground", item.foreground, false);
    if (!item.comment.empty()) section.pair("comment", plain_text(item.comment));
    write_flag(section, "log_trace_events", item.log_trace_events, false);
    if (!item.schedule.empty()) section.pair("schedule", plain_text(item.schedule));
    if (!item.adapter.empty()) section.pair("adapter", plain_text(item.adapter));
    write_names(section, "emits", production.of(item.emits));
    write_names(section, "accepts", production.of(item.accepts));
    write_replies(section, production.of(item.replies));
    write_raises(section, production.of(item.raises));
    for (const std::string& each : comments) section.comment(each);
    write_settings(section, production, item, index, environment);
    section.map("attributes", attribute_pairs(production.of(item.attributes)));
    if (item.behaviour) write_behaviour(section, production, *item.behaviour);
    return section.str();
}

std::string name_array(std::span<const NameRef> names) {
    std::vector<std::string> values;
    for (const NameRef& name : names) values.push_back(plain_text(name.name));
    return toml_array(values);
}

void write_names(TomlSection& section, std::string_view key, std::span<const NameRef> names) {
    if (!names.empty()) section.pair(key, name_array(names));
}

std::string field_type(const Field& field) {
    return plain_text(std::string(field.type) + (field.optional ? "?" : ""));
}

void write_fields(TomlSection& section, std::string_view key, std::span<const Field> fields) {
    std::vector<TomlPair> pairs;
    for (const Field& field : fields) pairs.push_back({field.name, field_type(field)});
    section.map(key, pairs);
}

std::string_view condition_key(const Expression& condition) {
    return condition.foreign ? "when_text" : "when";
}

std::string assignments_table(std::span<const Assignment> assignments) {
    std::vector<TomlPair> pairs;
    for (const Assignment& each : assignments) pairs.push_back({each.field, plain_text(each.value.text)});
    return toml_table(pairs);
}

}  // namespace millwright::settings
