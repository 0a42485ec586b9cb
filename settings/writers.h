// The writers of the parts of settings.toml; settings_writer.cc calls them in order.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/production.h"
#include "settings/reading.h"
#include "settings/toml_writer.h"

namespace millwright::settings {

/// A text of the model as settings write it: a `${` in it is no reference.
std::string plain_text(std::string_view text);
/// Values that were looked up in the environment when they were read, as the references that look them up again.
class EnvironmentReferences {
public:
    EnvironmentReferences() = default;
    explicit EnvironmentReferences(const PythonSources& python);

    /// "${env:NAME:-default}" as TOML; empty where the value is the setting's own.
    std::string of(const Setting& setting) const;
    /// The same of one value; nothing where its default cannot be written so.
    static std::optional<std::string> reference(const PythonSources::EnvironmentValue& value);

private:
    std::map<std::pair<Place, std::string>, std::string, std::less<>> references_;  // by place and value
};

/// An entry of `other_settings`.
std::string other_setting(const Setting& setting, const EnvironmentReferences& environment);
/// The value of a setting, with its references and in its form.
std::string setting_value(const Setting& setting, const EnvironmentReferences& environment);

std::vector<TomlPair> attribute_pairs(std::span<const Attribute> attributes);
void write_flag(TomlSection& section, std::string_view key, Flag flag, bool otherwise);
/// A number as a number; a word in quotes.
void write_count(TomlSection& section, std::string_view key, Text value, Text otherwise);

/// An array of names, in several lines where it is long.
std::string name_array(std::span<const NameRef> names);
void write_names(TomlSection& section, std::string_view key, std::span<const NameRef> names);
std::string field_type(const Field& field);
void write_fields(TomlSection& section, std::string_view key, std::span<const Field> fields);
/// The key of a condition: `when`, or `when_text` for one of another world.
std::string_view condition_key(const Expression& condition);
std::string assignments_table(std::span<const Assignment> assignments);

/// [python] and [deployment] of what is written into `folder`.
std::string written_surroundings(const Reading& beside, const std::string& folder);
/// Reports (MW215) the values of the environment that are written as texts: what are no settings, and what `can_be_said`
/// is not true of.
void report_lost_lookups(Diagnostics& found, const Reading& beside,
                         bool (*can_be_said)(const PythonSources::EnvironmentValue&));
/// Its declaration, or nullptr.
const SecretDeclaration* declared_secret(const Reading& beside, std::string_view name);
std::string written_secret(const SecretDeclaration& secret);

/// What a process declares beside its item.
void write_behaviour(TomlSection& section, const Production& production, const Behaviour& behaviour);
void write_steps(TomlSection& section, const Production& production, Range<Step> steps);
std::string satisfies_table(const Satisfies& satisfies);
/// The word of an enumeration, as settings/keys.h lists them.
std::string word(std::string_view table, std::string_view key, std::size_t index);

/// `comments`: lines to stand above its targets and settings.
std::string written_item(const Production& production, const Item& item, std::string_view key, const ItemIndex& index,
                         const EnvironmentReferences& environment, const std::vector<std::string>& comments);
std::string written_messages(const Production& production);
/// Schedules, stories, entities, declared names, renames, protections, default settings.
std::string written_declarations(const Production& production);

}  // namespace millwright::settings
