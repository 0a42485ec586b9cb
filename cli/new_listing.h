// What `new --list` and `new --show` print.
#pragma once

#include <optional>
#include <string>

#include "templates/catalog.h"

namespace millwright::cli {

/// The kinds of parts with their options and examples, then the templates with their fields; of one kind only its own.
std::string listing_of_parts(std::optional<templates::PartKind> kind);

}  // namespace millwright::cli
