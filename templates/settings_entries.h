// What a part says in settings.toml: the tables that it adds, and the target settings that lead to it.
#pragma once

#include <string>
#include <vector>

#include "settings/settings_path.h"
#include "settings/toml_value.h"
#include "templates/part.h"

namespace millwright::templates {

/// [kind.name] and what is in it.
struct SettingsEntry {
    std::string kind;  ///< "process"
    std::string name;
    settings::TomlValue::Table members;

    settings::SettingsPath path() const { return {{kind}, {name}}; }
};

/// Secrets, messages that settings do not have yet, components, schedule, story, in that order. Keys are in the order of
/// the format's description, what is as by default is left out.
std::vector<SettingsEntry> settings_entries(const Part& part);

/// Of an item.
SettingsEntry component_entry(const Component& component, const Part& part);

}  // namespace millwright::templates
