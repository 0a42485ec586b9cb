// Which types go together in conditions, and words for them. Used by the check of types and of assignments only.
#pragma once

#include "graph/condition.h"

namespace millwright {

/// "a string", "an int", "one of open, closed".
std::string described(const FieldType& type);
/// The text of an expression for a message, in quotes; a long one is cut.
std::string quoted_term(const Term& term);

bool is_number(const FieldType& type);
/// string, choice, uuid.
bool is_text(const FieldType& type);
/// The text of a text literal; null for everything else.
const std::string* literal_text_of(const Term& term);
/// Eight, four, four, four and twelve hexadecimal digits.
bool is_uuid(std::string_view text);

/// Whether every choice of `of` is one of `type`.
bool has_all_choices(const FieldType& type, const FieldType& of);
/// Whether a value of one can equal a value of the other.
bool comparable(const FieldType& a, const FieldType& b);

/// A text literal where a choice or uuid is wanted that cannot have that value.
std::optional<ConditionProblem> impossible_text(const Term& term, const FieldType& type);

/// How to write a literal so that it has that type; empty when it is no literal or cannot have it.
std::string rewritten(const Term& term, const FieldType& type);

}  // namespace millwright
