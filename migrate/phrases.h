// How a plan's text says handlers, steps, schedules and the other things of settings: in words, not as the JSON that the
// plan holds.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace millwright::migrate {

/// The phrase for an element of a list of that name ("send", "handler", "fields", "step", "trigger", "raises", ...) or
/// for a whole thing of that kind ("schedule", "story", ...), or "" where there is none:
/// "step book: service, CloseOrder to Ledger, 3 attempts".
std::string element_phrase(std::string_view list, const nlohmann::ordered_json& element);

/// The members of the element that its phrase leaves out.
nlohmann::ordered_json unsaid_members(std::string_view list, const nlohmann::ordered_json& element);

/// A value as TOML has it on one line: { a = "b", c = [1, 2] }
std::string inline_toml(const nlohmann::ordered_json& value);

}  // namespace millwright::migrate
