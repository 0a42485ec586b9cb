#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "graph/check/families.h"
#include "graph/secret.h"
#include "settings/import_comments.h"
#include "settings/settings_toml.h"
#include "settings/substitution.h"
#include "settings/toml_format.h"
#include "settings/toml_key.h"
#include "settings/toml_number.h"
#include "settings/writers.h"

namespace millwright::settings {
namespace {

/// A production setting that has a key of its own, in this unit; 0: text.
struct OwnKey {
    Text name;
    std::string_view key;
    std::int64_t milliseconds;
};

constexpr std::array<OwnKey, 6> own_keys{{
    {"ShutdownTimeout", "shutdown_timeout", 1'000},
    {"UpdateTimeout", "update_timeout", 1'000},
    {"AlertNotificationManager", "alert_notification_manager", 0},
    {"AlertNotificationOperation", "alert_notification_operation", 0},
    {"AlertNotificationRecipients", "alert_notification_recipients", 0},
    {"AlertActionWindow", "alert_action_window", 60'000},
}};

/// The value as the key writes it; nothing when it would not read back the same.
std::optional<std::string> own_value(const OwnKey& own, const Setting& setting) {
    if (setting.refers_to_secret || setting.form != ValueForm::text) return std::nullopt;
    if (own.milliseconds == 0) return plain_text(setting.value);
    const bool digits = !setting.value.empty() && setting.value.size() <= 9 &&
                        setting.value.find_first_not_of("0123456789") == Text::npos &&
                        (setting.value == "0" || !setting.value.starts_with('0'));
    if (!digits) return std::nullopt;
    const Duration duration{std::stoll(std::string(setting.value)) * own.milliseconds};
    const std::string text = to_text(duration);
    return parse_duration(text) == duration ? std::optional(toml_text(text)) : std::nullopt;
}

void write_production_settings(TomlSection& section, std::span<const Setting> settings,
                               const EnvironmentReferences& environment) {
    std::set<Text> written;
    std::vector<TomlPair> map;
    std::vector<std::string> others;
    for (const Setting& setting : settings) {
        const auto own = std::find_if(own_keys.begin(), own_keys.end(),
                                      [&](const OwnKey& each) { return each.name == setting.name; });
        const bool own_entry = setting.scope != "Production" || !setting.description.empty();
        if (own_entry || !written.insert(setting.name).second) {
            others.push_back(other_setting(setting, environment));
            continue;
        }
        const bool looked_up = !environment.of(setting).empty();
        const auto value = own == own_keys.end() || looked_up ? std::nullopt : own_value(*own, setting);
        if (value) {
            section.pair(own->key, *value);
        } else {
            map.push_back({setting.name, setting_value(setting, environment)});
        }
    }
    section.tables("other_settings", others);
    section.map("settings", map);
}

std::string written_production(const Production& production, const EnvironmentReferences& environment) {
    TomlSection section("production");
    section.pair("name", plain_text(production.name));
    if (production.description_presence == Presence::present) {
        section.pair("description", plain_text(production.description));
    }
    write_flag(section, "testing_enabled", production.testing_enabled, false);
    write_flag(section, "log_general_trace_events", production.log_general_trace_events, false);
    write_count(section, "actor_pool_size", production.actor_pool_size, "2");
    write_production_settings(section, production.of(production.production_settings), environment);
    section.map("attributes", attribute_pairs(production.of(production.production_attributes)));
    return section.str();
}

/// The environment variable that a secret is read from, when nothing else is known of it.
std::string variable_for(std::string_view secret) {
    std::string name;
    for (const char c : secret) {
        const auto byte = static_cast<unsigned char>(c);
        name += std::isalnum(byte) != 0 ? static_cast<char>(std::toupper(byte)) : '_';
    }
    return name;
}

/// A production knows its secrets' names only: where nothing tells where they come from, it is a proposal.
std::string written_secrets(const Production& production, const Reading* beside) {
    std::set<std::string_view> names;
    for (const Setting& setting : production.settings) {
        if (!setting.refers_to_secret) continue;
        for (const std::string_view name : secrets_in(setting.value)) names.insert(name);
    }
    if (names.empty()) return {};
    TomlSection section("secrets");
    for (const std::string_view name : names) {
        const SecretDeclaration* declared = beside != nullptr ? declared_secret(*beside, name) : nullptr;
        section.pair(name, declared != nullptr ? written_secret(*declared)
                                               : toml_table({{"env", quoted_text(variable_for(name))}}));
    }
    return section.str();
}

/// The keys of items' tables: their names, or what they had in settings; unique within a role.
class ItemKeys {
public:
    /// Keys that items have already are theirs; others make way.
    explicit ItemKeys(const Production& production) {
        for (const Item& item : production.items) {
            if (!item.key.empty()) taken_.insert(entry(item.role, item.key));
        }
    }
    std::string key_of(const Item& item) {
        if (!item.key.empty() && used_.insert(entry(item.role, item.key)).second) return std::string(item.key);
        std::string key(item.name);
        for (std::size_t& number = next_[entry(item.role, item.name)]; taken_.contains(entry(item.role, key));) {
            key = std::string(item.name) + "#" + std::to_string(++number + 1);
        }
        taken_.insert(entry(item.role, key));
        return key;
    }

private:
    static std::string entry(Role role, std::string_view key) {
        return std::string(1, static_cast<char>('0' + static_cast<int>(role))) + std::string(key);
    }
    std::unordered_set<std::string> taken_;
    std::unordered_set<std::string> used_;
    std::unordered_map<std::string, std::size_t> next_;
};

}  // namespace

std::string plain_text(std::string_view text) {
    return toml_text(text.find("${") == std::string_view::npos ? std::string(text) : escape_references(text));
}

std::string setting_value(const Setting& setting, const EnvironmentReferences& environment) {
    if (std::string reference = environment.of(setting); !reference.empty()) return reference;
    if (setting.form == ValueForm::boolean && (setting.value == "1" || setting.value == "0")) {
        return setting.value == "1" ? "true" : "false";
    }
    if (setting.form == ValueForm::number) return toml_number_or_text(setting.value);
    return setting.refers_to_secret ? toml_text(setting.value) : plain_text(setting.value);
}

namespace {

/// How settings are written beside what the production holds.
struct Around {
    const Reading* beside = nullptr;
    std::string text;                    ///< what stands below the production
    const Sources* commented = nullptr;  ///< where places are, for comments; none: there are no comments
};

std::string header(const Production& production, const Sources* commented) {
    std::string out;
    if (commented != nullptr) {
        for (const std::string& each : origin_comments(production, *commented)) out += "# " + each + "\n";
    }
    return out + "format = 1\n";
}

std::string written_settings(const Production& production, const Around& around) {
    const EnvironmentReferences environment =
        around.beside != nullptr ? EnvironmentReferences(around.beside->python) : EnvironmentReferences();
    std::string out = header(production, around.commented);
    if (!production.file_description.empty()) {
        out += "description = " + plain_text(production.file_description) + "\n";
    }
    out += written_production(production, environment);
    out += around.text;
    out += written_secrets(production, around.beside);
    out += written_messages(production);
    const ItemIndex index(production);
    ItemKeys keys(production);
    std::vector<std::string> comments;
    for (const Item& item : production.items) {
        if (around.commented != nullptr) comments = route_comments(production, item, index, *around.commented);
        out += written_item(production, item, keys.key_of(item), index, environment, comments);
    }
    return formatted_toml(out += written_declarations(production));
}

/// A number that people would write so; a version of some standard (2.5, beside 2.3.1) is none.
bool is_plain_number(const Setting& setting) {
    const Text digits = setting.value;
    if (digits.size() > 15 || setting.name.ends_with("Category") || !is_toml_number(digits)) return false;
    if (check::is_target_like(setting.name)) return false;
    return digits.find_first_not_of("0123456789.") == Text::npos;
}

}  // namespace

std::string write_settings_toml(const Production& production) {
    return written_settings(production, {});
}

std::string write_settings_toml(const Production& production, const Reading& beside, const std::string& folder) {
    return written_settings(production, {&beside, written_surroundings(beside, folder)});
}

std::string write_imported_settings(Production& production, const Reading& beside) {
    for (const Item& item : production.items) {
        for (std::uint32_t i = 0; i < item.settings.count; ++i) {
            Setting& setting = production.settings[item.settings.first + i];
            const bool text = setting.form == ValueForm::text && !setting.is_target() && !setting.refers_to_secret;
            if (text && is_plain_number(setting)) setting.form = ValueForm::number;
        }
    }
    return written_settings(production, {&beside, {}, &beside.sources});
}

}  // namespace millwright::settings
