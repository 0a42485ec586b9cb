// How ObjectScript spells names, literals and types.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/condition.h"
#include "graph/field_type.h"

namespace millwright::templates {

/// "order_id" as "OrderId", "OrderRouter" as it is: letters and digits only, the first one a letter. "X" where nothing of
/// the name is left.
std::string objectscript_name(std::string_view name);

/// The property of a field. A field "id" is called after its owner, "OrderId": every stored class has an ID of its own.
std::string objectscript_property(std::string_view field, std::string_view owner);

/// A text as a string literal: quotes doubled, control characters as $Char(n). One that needs `_` stands in brackets.
std::string objectscript_literal(std::string_view text);

/// A value as an expression; nothing for lists and for dates that IRIS cannot hold (before 1840-12-31). Absent is "".
std::optional<std::string> objectscript_value(const Value& value);

/// An expression that stands alone, without the brackets around all of it.
std::string without_brackets(const std::string& expression);

/// `names` for a type that is a message gives its class.
using ClassOfMessage = std::function<std::string(std::string_view message)>;

/// The class of values of that type, without its parameters: "%String", "%Date", "Demo.OrderLine".
std::string objectscript_class(const FieldType& type, const ClassOfMessage& class_of);
/// Whether a property of that type is `[ Required ]`: "" is both an empty text and no value, so only what cannot be empty is.
bool can_be_required(const FieldType& type);
/// What stands behind `As` in a property: "%String(MAXLEN = "")", "list Of %Date"; `parameters` are added to it, such as
/// `%JSONFIELDNAME = "order_id"`.
std::string objectscript_type(const FieldType& type, const ClassOfMessage& class_of,
                              std::vector<std::string> parameters);

}  // namespace millwright::templates
