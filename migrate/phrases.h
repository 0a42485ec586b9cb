// How a plan's text says handlers, sends and fields: in words, not as the JSON that the plan holds.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace millwright::migrate {

/// "sends RejectedOrder to Rejected when order_id == ''"
std::string send_phrase(const nlohmann::ordered_json& send);
/// "handler on OrderRequest (route_order)", with what it is besides: starts, ends, compensates, rejects, replies.
std::string handler_phrase(const nlohmann::ordered_json& handler);
/// "field amount: decimal?"
std::string field_phrase(const nlohmann::ordered_json& field);

/// The phrase for an element of a list of that name ("send", "handler", "fields", "state", ...), or "" where there is
/// none and the JSON itself has to be shown.
std::string element_phrase(const std::string& list, const nlohmann::ordered_json& element);

}  // namespace millwright::migrate
