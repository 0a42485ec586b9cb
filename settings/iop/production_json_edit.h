// Brings the text of a production's JSON up to another production: unknown keys, the order of things and the layout stay.
#pragma once

#include <string>
#include <string_view>

#include "graph/production.h"
#include "graph/result.h"

namespace millwright::settings {

/// `base` with `wanted` in place of `read`, which was read from it. Fails (input) on what JSON cannot say, and for a text
/// that holds several productions, or is laid out as no usual writer of JSON does it: that could not be kept.
Result<std::string> edit_production_json(const Production& read, const Production& wanted, std::string_view base);

}  // namespace millwright::settings
