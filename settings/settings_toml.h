// settings.toml: one door for reading it, one for writing it.
#pragma once

#include <cstdint>
#include <string>

#include "graph/diagnostic.h"
#include "graph/production.h"
#include "settings/files.h"
#include "settings/reading.h"

namespace millwright::settings {

/// Reads source number `source` of the reading as a root settings file that came from `path`, with what it includes and
/// with the overlay that the options name. Appends the production and everything beside it; findings go to the reading.
void read_settings_toml(std::uint32_t source, const std::string& path, const Files& files, const ReadOptions& options,
                        Reading& reading);

/// The same settings with the overlay of that name laid over them, without parsing them again. Takes over the sources of a
/// reading that was made without an overlay; `layers` of the result allows another one. Without overlays, or without one
/// of that name, the reading as it is.
Reading with_overlay(Reading&& reading, const std::string& overlay);

/// The production as settings: what is as by default is left out, items come in their order. Reading the text gives the
/// same production, and writing that gives the same text.
std::string write_settings_toml(const Production& production);

/// The same, with what stands beside the production in the reading that it comes from: [python], [deployment] and where
/// secrets come from; values that came from the environment are looked up there again. `folder` is where the text goes,
/// counted from where `beside.file` is counted; "" is that place itself.
std::string write_settings_toml(const Production& production, const Reading& beside, const std::string& folder);

/// The same of a production of the reading of another world, for people: comments tell where it comes from and where its
/// items send to by their code and rules, and numbers stand without quotes.
std::string write_imported_settings(Production& production, const Reading& beside);

/// What the reading of a settings.py holds of the production that settings.toml cannot keep (MW215), each at its place.
Diagnostics left_out_of_settings_toml(const Production& production, const Reading& beside);

}  // namespace millwright::settings
