#include "settings/iop/python_values.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_set>

#include "graph/secret.h"
#include "settings/iop/settings_py.h"

namespace millwright::settings {
namespace iop {
namespace {

constexpr std::array<PythonArgument, 6> arguments{{
    {"ShutdownTimeout", "shutdown_timeout", "120"},
    {"UpdateTimeout", "update_timeout", "10"},
    {"AlertNotificationManager", "alert_notification_manager", ""},
    {"AlertNotificationOperation", "alert_notification_operation", ""},
    {"AlertNotificationRecipients", "alert_notification_recipients", ""},
    {"AlertActionWindow", "alert_action_window", "60"},
}};

/// Spellings of target settings for which IoP puts others.
struct Alias {
    std::string_view spelling;
    std::string_view meant;
};
constexpr std::array<Alias, 2> aliases{{
    {"target_config_name", "TargetConfigName"},
    {"target_config_names", "TargetConfigNames"},
}};

constexpr std::string_view secret_begin = "${secret:";

/// A stretch of a value: text, or the variable of the environment that holds it.
struct Stretch {
    std::string text;
    bool looked_up = false;
};

const SecretDeclaration* declared(std::string_view name, const Reading& beside) {
    for (const SecretDeclaration& each : beside.secrets) {
        if (each.name == name) return each.env.empty() ? nullptr : &each;
    }
    return nullptr;
}

/// Nothing when one of the secrets is not in the environment.
std::optional<std::vector<Stretch>> stretches(std::string_view value, const Reading& beside) {
    std::vector<Stretch> found;
    const auto literal = [&](std::string_view text) {
        if (found.empty() || found.back().looked_up) found.emplace_back();
        found.back().text += text;
    };
    while (!value.empty()) {
        if (value.starts_with("$${")) {
            literal("${");
            value.remove_prefix(3);
        } else if (const std::size_t length = reference_length(value, 0); length > 0) {
            if (!value.starts_with(secret_begin)) return std::nullopt;
            const std::string_view name = value.substr(secret_begin.size(), length - secret_begin.size() - 1);
            const SecretDeclaration* secret = declared(name, beside);
            if (secret == nullptr) return std::nullopt;
            found.push_back({secret->env, true});
            value.remove_prefix(length);
        } else {
            literal(value.substr(0, 1));
            value.remove_prefix(1);
        }
    }
    return found;
}

/// What Python's strip() takes away at the ends; split_names leaves more of it.
bool ends_blank(std::string_view name) {
    static constexpr std::array<std::string_view, 27> blanks{
        "\t",     "\n",       "\v",       "\f",     "\r",     "\x1C",   "\x1D",   "\x1E",   "\x1F",
        " ",      "\xC2\x85", "\xC2\xA0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004",
        "\u2005", "\u2006",   "\u2007",   "\u2008", "\u2009", "\u200A", "\u2028", "\u2029", "\u202F"};
    static constexpr std::array<std::string_view, 2> more{"\u205F", "\u3000"};
    const auto at_end = [&](std::string_view blank) { return name.starts_with(blank) || name.ends_with(blank); };
    return std::any_of(blanks.begin(), blanks.end(), at_end) || std::any_of(more.begin(), more.end(), at_end);
}

bool has_host_setting(const Production& production, const Item& item, std::string_view name) {
    const auto settings = production.of(item.settings);
    return std::any_of(settings.begin(), settings.end(),
                       [&](const Setting& each) { return each.scope == "Host" && each.name == name; });
}

/// IoP takes one spelling of a target setting for the other.
bool is_mistaken(const Production& production, const Item& item, const Setting& setting) {
    return std::any_of(aliases.begin(), aliases.end(), [&](const Alias& each) {
        return setting.name == each.spelling ||
               (setting.name == each.meant && has_host_setting(production, item, each.spelling));
    });
}

/// The items that connecting would write as exactly this value; empty where it would not.
std::vector<std::string_view> connectable(const Setting& setting, const ItemIndex& index) {
    std::vector<std::string_view> names = split_names(setting.value);
    std::string joined;
    std::unordered_set<std::string_view> seen;
    for (const std::string_view name : names) {
        if (!index.find(name).valid() || !seen.insert(name).second) return {};
        if (names.size() > 1 && ends_blank(name)) return {};
        joined.append(joined.empty() ? "" : ",").append(name);
    }
    return joined == setting.value ? names : std::vector<std::string_view>{};
}

}  // namespace

PythonCode python_flag(Flag flag) {
    if (!flag.is_boolean()) return python_text(flag.text());
    return PythonCode::leaf(flag.on(false) ? "True" : "False");
}

PythonCode python_number(Text text) {
    return is_python_count(text) ? PythonCode::leaf(std::string(text)) : python_text(text);
}

const PythonSources::EnvironmentValue* looked_up(const Setting& setting, const Reading* beside) {
    if (beside == nullptr || setting.refers_to_secret) return nullptr;
    for (const auto& each : beside->python.environment) {
        if (each.place == setting.place && each.text == setting.value) return &each;
    }
    return nullptr;
}

PythonCode python_value(const Setting& setting, const Reading* beside) {
    if (const auto* value = looked_up(setting, beside)) {
        const std::string name = python_literal(value->variable);
        return PythonCode::leaf(value->fallback
                                    ? "os.environ.get(" + name + ", " + python_literal(*value->fallback) + ")"
                                    : "os.environ[" + name + "]");
    }
    if (setting.refers_to_secret) {
        const auto parts = beside != nullptr ? stretches(setting.value, *beside) : std::nullopt;
        if (!parts) return python_text(setting.value);
        std::string sum;
        for (const Stretch& each : *parts) {
            const std::string literal = python_literal(each.text);
            sum += (sum.empty() ? "" : " + ") + (each.looked_up ? "os.environ[" + literal + "]" : literal);
        }
        return PythonCode::leaf(std::move(sum));
    }
    if (setting.form == ValueForm::boolean && (setting.value == "true" || setting.value == "false")) {
        return PythonCode::leaf(setting.value == "true" ? "True" : "False");
    }
    return python_number(setting.value);
}

std::span<const PythonArgument> python_arguments() {
    return arguments;
}

const PythonArgument* python_argument(const Setting& setting) {
    if (!setting.scope.empty() && setting.scope != "Production") return nullptr;
    const auto* found = std::find_if(arguments.begin(), arguments.end(),
                                     [&](const PythonArgument& each) { return each.setting == setting.name; });
    return found == arguments.end() ? nullptr : found;
}

PythonSettings python_settings(const Production& production, const Item& item, const ItemIndex& index) {
    PythonSettings found;
    std::set<std::pair<Text, Text>> seen;
    for (const Setting& setting : production.of(item.settings)) {
        const bool again = !seen.insert({setting.scope, setting.name}).second;
        found.repeated = found.repeated || again;
        if (again || (setting.scope != "Host" && setting.scope != "Adapter")) {
            found.others.push_back(&setting);
        } else if (setting.scope == "Adapter") {
            found.adapter.push_back(&setting);
        } else {
            const bool connects =
                setting.is_target() && !setting.name.empty() && !is_mistaken(production, item, setting);
            std::vector<std::string_view> targets =
                connects ? connectable(setting, index) : std::vector<std::string_view>{};
            if (targets.empty()) found.host.push_back(&setting);
            if (!targets.empty()) found.connections.push_back({&setting, std::move(targets)});
        }
    }
    return found;
}

}  // namespace iop

bool is_in_environment(const Setting& setting, const Reading& beside) {
    return iop::stretches(setting.value, beside).has_value();
}

}  // namespace millwright::settings
