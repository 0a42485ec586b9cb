// Productions as JSON, as IoP exports them: {"Production": {...}} or {"Pkg.Name": {...}}, read event by event and written.
#pragma once

#include <cstdint>
#include <string>

#include "graph/result.h"
#include "settings/reading.h"

namespace millwright::settings {

/// Adds every production of the JSON text `source` of `reading` to it, and what is wrong with it. The order of keys does
/// not matter; numbers and booleans count as their text, null as none; a single Item or Setting may stand without a list.
/// JSON of another shape makes the reading unreadable.
void read_production_json(std::uint32_t source, const ReadOptions& options, Reading& reading);

/// `{"Production": {...}}` with keys in IoP's order, ending with a line end. What it cannot say (messages, handlers, ...)
/// is left out. Fails (input) on an item without a class.
Result<std::string> write_production_json(const Production& production);

}  // namespace millwright::settings
