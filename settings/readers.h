// The readers of the tables of settings.toml, one for each kind; settings_reader.cc calls them in order.
#pragma once

#include "settings/table_view.h"

namespace millwright::settings {

void read_production_table(ReaderState& state, const TableView& production);
void read_messages(ReaderState& state, const TableView& root);
/// Items of all roles, in the order of the file.
void read_items(ReaderState& state, const TableView& root);
/// What a process declares beside its item; nothing when all of it is as by default.
std::optional<Behaviour> read_behaviour(ReaderState& state, const TableView& process);
Range<Step> read_steps(ReaderState& state, const TableView& holder);
Range<Compensation> read_compensations(ReaderState& state, const TableView& process);
Range<Trigger> read_triggers(ReaderState& state, const TableView& process);
Satisfies read_satisfies(ReaderState& state, NodeId table);
void read_schedules(ReaderState& state, const TableView& root);
void read_stories(ReaderState& state, const TableView& root);
/// Entities, channels, surfaces, roles, intents.
void read_declarations(ReaderState& state, const TableView& root);
/// Renames, protections, default settings.
void read_migration_tables(ReaderState& state, const TableView& root);
/// `[checks]`.
void read_check_levels(ReaderState& state, const TableView& root);
/// Deployments, secrets, levels of checks, Python: what stands beside the production.
void read_surroundings(ReaderState& state, const TableView& root);

/// A value as an engine gets it.
void take_value(ReaderState& state, NodeId value, Setting& setting);
/// The settings of a table `{ name = value }`, and those of `other_settings`.
void read_setting_map(ReaderState& state, const TableView& view, std::string_view key, Text scope,
                      std::vector<Setting>& out);
void read_other_settings(ReaderState& state, const TableView& view, std::vector<Setting>& out);
Range<Attribute> read_attributes(ReaderState& state, const TableView& view);

/// Reports field types that are neither built in, nor messages, nor a choice.
void check_field_types(ReaderState& state);

}  // namespace millwright::settings
