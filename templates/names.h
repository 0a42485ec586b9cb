// Names of parts, spelled as languages spell them: OrderRouter, order_router, "order router".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "templates/request.h"

namespace millwright::templates {

/// The words of a name in small letters: "OrderRouter", "order-router" and "order_router" are {"order", "router"};
/// "HL7Message" is {"hl7", "message"}. Of bytes that are neither ASCII letters nor digits none is left.
std::vector<std::string> words_of(std::string_view name);

/// "order_router"
std::string snake_case(std::string_view name);
/// "OrderRouter"; capitals inside of words stay: "HTTPServer".
std::string camel_case(std::string_view name);
/// "order router"
std::string in_words(std::string_view name);

/// An ASCII letter or "_", then letters, digits, "_".
bool is_identifier(std::string_view name);

/// Behind the last point: "OrderRequest" of "messages.OrderRequest".
std::string_view last_part(std::string_view name);

/// Why the name cannot be a field, a target setting or a message there ("is a keyword of Python"), or empty.
std::string complaint_about_member(std::string_view name, Language language);

/// Fails (environment, unusable_name) for what cannot be a target setting, or another `what`: what is no identifier, and what the base classes
/// of components have already (on_message, adapter, name, ...).
Result<bool> check_setting_name(const std::string& name, Language language, std::string_view what = "target setting");
/// The same for a field of a message.
Result<bool> check_field_name(const std::string& name, Language language);

}  // namespace millwright::templates
