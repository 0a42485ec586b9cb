// The writers of the parts of settings.toml; settings_writer.cc calls them in order.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/production.h"
#include "settings/toml_writer.h"

namespace millwright::settings {

/// A text of the model as settings write it: a `${` in it is no reference.
std::string plain_text(std::string_view text);
/// An entry of `other_settings`.
std::string other_setting(const Setting& setting);
/// The value of a setting, with its references and in its form.
std::string setting_value(const Setting& setting);

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

/// What a process declares beside its item.
void write_behaviour(TomlSection& section, const Production& production, const Behaviour& behaviour);
void write_steps(TomlSection& section, const Production& production, Range<Step> steps);
std::string satisfies_table(const Satisfies& satisfies);
/// The word of an enumeration, as settings/keys.h lists them.
std::string word(std::string_view table, std::string_view key, std::size_t index);

std::string written_item(const Production& production, const Item& item, std::string_view key, const ItemIndex& index);
std::string written_messages(const Production& production);
/// Schedules, stories, entities, declared names, renames, protections, default settings.
std::string written_declarations(const Production& production);

}  // namespace millwright::settings
