// Settings: secrets in clear text, and adapter settings where there is no adapter.
#include <algorithm>
#include <cctype>

#include "graph/check/families.h"
#include "graph/secret.h"
#include "graph/utf8.h"

namespace millwright::check {
namespace {

/// A switch such as `UsePassword` is no secret.
bool is_switch(const Setting& setting) {
    return setting.form == ValueForm::boolean || setting.value == "0" || setting.value == "1" ||
           setting.value == "true" || setting.value == "false";
}

/// "SMTPPassword" as the name of a secret: "smtppassword", "mail_token".
std::string secret_name_for(std::string_view setting) {
    std::string name;
    for (const char c : setting) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 && byte < 0x80)
            name += static_cast<char>(std::tolower(byte));
        else if (!name.empty() && name.back() != '_')
            name += '_';
    }
    return name.empty() ? "name" : name;
}

/// `owner` is the item, or nullptr for the production.
void check_secret(Checked& checked, const Setting& setting, const Item* owner) {
    if (setting.refers_to_secret || is_switch(setting) || !looks_like_clear_secret(setting.name, setting.value)) return;
    checked.found
        .add(Code::clear_text_secret, setting.place,
             "setting " + in_quotes(setting.name) + " of " +
                 (owner != nullptr ? in_quotes(owner->name) : "the production") +
                 " seems to hold a secret in clear text")
        .advise("declare it in [secrets] and write ${secret:" + secret_name_for(setting.name) + "} in its place");
}

void check_adapter(Checked& checked, const Item& item) {
    if (item.role != Role::process) return;
    const auto settings = checked.production.of(item.settings);
    const auto of_adapter = [](const Setting& setting) { return setting.scope == "Adapter"; };
    const auto first = std::find_if(settings.begin(), settings.end(), of_adapter);
    if (first == settings.end() && item.adapter.empty()) return;
    std::string what = "an adapter";
    if (first != settings.end()) what = "the adapter setting " + in_quotes(first->name);
    if (const auto count = std::count_if(settings.begin(), settings.end(), of_adapter); count > 1) {
        what += " and " + std::to_string(count - 1) + " more";
    }
    checked.found
        .add(Code::adapter_settings_on_process, first != settings.end() ? first->place : item.place,
             "process " + in_quotes(item.name) + " has " + what + "; a process has no adapter")
        .advise("move it to an operation that the process sends to, or to the service that sends to it");
}

}  // namespace

void check_settings(Checked& checked) {
    const Production& production = checked.production;
    for (const Setting& setting : production.of(production.production_settings)) {
        check_secret(checked, setting, nullptr);
    }
    for (const Item& item : production.items) {
        check_adapter(checked, item);
        for (const Setting& setting : production.of(item.settings)) check_secret(checked, setting, &item);
    }
    for (const DefaultSetting& each : production.default_settings) {
        if (each.value.find("${secret:") != Text::npos || !looks_like_clear_secret(each.setting, each.value)) continue;
        checked.found.add(Code::clear_text_secret, each.place,
                          "the default for " + in_quotes(each.setting) + " seems to hold a secret in clear text");
    }
}

}  // namespace millwright::check
