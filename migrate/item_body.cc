#include "migrate/item_body.h"

#include <algorithm>
#include <tuple>

#include "graph/json_text.h"
#include "graph/secret.h"
#include "migrate/body_writer.h"

namespace millwright::migrate {
namespace {

constexpr std::string_view placeholder_start = "${secret-digest:";
constexpr std::size_t digest_digits = 64;

void append_setting(std::string& out, const Setting& setting, SettingHider& hider) {
    out += "{";
    const Stored form = hider.form_of(setting);
    if (form == Stored::digest) out += "\"digest\":\"" + hider.stored(setting).text + "\",";
    out += "\"name\":";
    append_json_string(out, setting.name);
    out += ",\"scope\":";
    append_json_string(out, setting.scope);
    if (form != Stored::digest) {
        out += form == Stored::reference ? ",\"template\":" : ",\"value\":";
        append_json_string(out, setting.value);
    }
    out += '}';
}

void append_settings(BodyWriter& writer, std::string& out, const std::vector<const Setting*>& settings,
                     SettingHider& hider) {
    bool later = false;
    for (const Setting* setting : settings) {
        if (setting->is_target()) continue;
        if (later)
            out += ',';
        else
            writer.raw("settings", "[");
        later = true;
        append_setting(out, *setting, hider);
    }
    if (later) out += ']';
}

void append_targets(BodyWriter& writer, std::string& out, const Production& production,
                    const std::vector<const Setting*>& settings) {
    bool later = false;
    for (const Setting* setting : settings) {
        if (!setting->is_target()) continue;
        if (later)
            out += ',';
        else
            writer.raw("targets", "{");
        later = true;
        append_json_string(out, setting->name);
        out += ":[";
        bool next = false;
        for (const NameRef& name : production.of(setting->names)) {
            if (next) out += ',';
            next = true;
            append_json_string(out, name.name);
        }
        out += ']';
    }
    if (later) out += '}';
}

void append_attributes(BodyWriter& writer, const Production& production, Range<Attribute> range,
                       const SettingHider& hider) {
    std::vector<Attribute> kept;
    for (const Attribute& each : production.of(range)) {
        if (!each.value.empty()) kept.push_back(each);
    }
    if (kept.empty()) return;
    std::stable_sort(kept.begin(), kept.end(), [](auto& a, auto& b) { return a.name < b.name; });
    std::string list = "[";
    for (Attribute& each : kept) {
        if (list.size() > 1) list += ',';
        const std::string value = hider.hidden(each.name, each.value);
        each.value = value;
        list += body_of(production, each);
    }
    writer.raw("attributes", list + "]");
}

void append_flag(BodyWriter& writer, std::string_view name, const Flag& flag, std::string_view standard) {
    if (flag.text() != standard) writer(name, flag.text());
}

}  // namespace

std::string digest_placeholder(std::string_view hex) {
    return std::string(placeholder_start) + std::string(hex) + "}";
}

std::optional<std::string_view> placeholder_digest(std::string_view value) {
    if (value.size() != placeholder_start.size() + digest_digits + 1) return std::nullopt;
    if (!value.starts_with(placeholder_start) || value.back() != '}') return std::nullopt;
    value.remove_prefix(placeholder_start.size());
    value.remove_suffix(1);
    if (!Digest::from_hex(value)) return std::nullopt;
    return value;
}

std::string_view StoredValue::shown() const {
    if (form == Stored::value || (form == Stored::reference && only_references(text))) return text;
    return masked_secret;
}

bool SettingHider::looks_secret(const Setting& setting) {
    if (setting.value.empty()) return false;
    if (setting.name.starts_with('%')) return looks_like_clear_secret(setting.name, setting.value);
    const auto address = reinterpret_cast<std::uintptr_t>(setting.name.data());
    Remembered& slot = remembered_[(address ^ (address >> 8U)) % remembered_.size()];
    if (slot.name != setting.name.data() || slot.size != setting.name.size()) {
        slot = {setting.name.data(), setting.name.size(), looks_like_clear_secret(setting.name, "x")};
    }
    // The name decides for all its settings; a connection string or an address may hold a password under any name.
    return slot.secret || holds_secret(setting.value);
}

std::string SettingHider::hidden(std::string_view name, std::string_view value) const {
    if (placeholder_digest(value) || !looks_like_clear_secret(name, value)) return std::string(value);
    return digest_placeholder(hmac_sha256(key_, value).hex());
}

Stored SettingHider::form_of(const Setting& setting) {
    if (setting.refers_to_secret) return placeholder_digest(setting.value) ? Stored::digest : Stored::reference;
    return !setting.is_target() && looks_secret(setting) ? Stored::digest : Stored::value;
}

StoredValue SettingHider::stored(const Setting& setting) {
    const Stored form = form_of(setting);
    if (form != Stored::digest) return {form, std::string(setting.value)};
    if (setting.refers_to_secret) return {form, std::string(*placeholder_digest(setting.value))};
    return {form, hmac_sha256(key_, setting.value).hex()};
}

void effective_settings(const Production& production, Range<Setting> range, std::vector<const Setting*>& into) {
    into.clear();
    for (const Setting& setting : production.of(range)) into.push_back(&setting);
    const auto key = [](const Setting* setting) { return std::tie(setting->scope, setting->name); };
    std::stable_sort(into.begin(), into.end(), [&](auto* a, auto* b) { return key(a) < key(b); });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < into.size(); ++i) {
        if (kept > 0 && key(into[kept - 1]) == key(into[i])) --kept;
        into[kept++] = into[i];
    }
    into.resize(kept);
}

void append_item_body(std::string& out, const Production& production, const Item& item, SettingHider& hider) {
    thread_local std::vector<const Setting*> settings;
    effective_settings(production, item.settings, settings);
    BodyWriter writer(production, out);
    writer.open();
    append_attributes(writer, production, item.attributes, hider);
    writer("category", item.category);
    writer("class", item.class_name);
    writer("comment", item.comment);
    append_flag(writer, "enabled", item.enabled, "true");
    append_flag(writer, "foreground", item.foreground, "false");
    append_flag(writer, "log_trace_events", item.log_trace_events, "false");
    writer("name", item.name);
    if (item.pool_size != "1") writer("pool_size", item.pool_size);
    writer("schedule", item.schedule);
    append_settings(writer, out, settings, hider);
    append_targets(writer, out, production, settings);
    writer.close();
}

void append_production_body(std::string& out, const Production& production, SettingHider& hider) {
    std::vector<const Setting*> settings;
    effective_settings(production, production.production_settings, settings);
    BodyWriter writer(production, out);
    writer.open();
    if (production.actor_pool_size != "2") writer("actor_pool_size", production.actor_pool_size);
    append_attributes(writer, production, production.production_attributes, hider);
    writer("description", production.description);
    append_flag(writer, "log_general_trace_events", production.log_general_trace_events, "false");
    writer("name", production.name);
    append_settings(writer, out, settings, hider);
    append_flag(writer, "testing_enabled", production.testing_enabled, "false");
    writer.close();
}

}  // namespace millwright::migrate
