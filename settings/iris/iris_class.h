// Production classes of InterSystems IRIS as source text (.cls, UDL): read, brought up to a production without touching
// any byte that may stay, and written anew.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "graph/result.h"
#include "settings/reading.h"

namespace millwright::settings {

/// Adds the production of the class text `source` of `reading` to it, and what is wrong with it. A class that holds no
/// production, or is cut off, makes the reading unreadable.
void read_iris_class(std::uint32_t source, const ReadOptions& options, Reading& reading);

/// `base` brought up to the production, byte for byte the same where nothing differs; a new class when `base` is empty.
/// What a class cannot say (messages, handlers, ...) is left out. Fails (input) on an item without a class, on characters
/// that XML does not allow, and on a base that cannot be read.
Result<std::string> write_iris_class(const Production& production, std::string_view base);

}  // namespace millwright::settings
