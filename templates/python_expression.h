// Conditions and expressions as Python, with exactly the meaning that graph/condition.h gives them: an absent value is None.
//
// Not written, because Python could only say it in many lines: divisions by anything but a number whose reciprocal is a
// finite decimal, durations times fractions, dates plus what may be no whole days, values of unknown type but for == and
// `in`, regular expressions with parts that Python reads differently. Numbers and dates that graph/condition.h gives up
// on because they are too large are larger in Python. Datetimes are taken to have a time zone.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "graph/condition.h"
#include "templates/python_types.h"

namespace millwright::templates {

/// What expressions are about: `request.FIELD`, with the types of the fields.
struct PythonScope {
    ConditionScope types;
    std::string subject = "request";
    std::set<std::string> present;  ///< "request.amount": cannot be None where the code stands
};

/// Parts joined by `and`, by `or`, or one part alone; a part needs no brackets among the others.
struct PythonCondition {
    std::vector<std::string> parts;
    std::string joint;  ///< "and", "or"; "" with one part
    std::vector<PythonImport> imports;

    std::string text() const;
};

/// A condition for `if`. Nothing for what cannot be written.
std::optional<PythonCondition> python_condition(const Term& condition, const PythonScope& scope);
/// A value for a field of that type.
std::optional<PythonText> python_value(const Term& term, const FieldType& type, const PythonScope& scope);
/// A value as a literal or a call with literals. Nothing for values of messages.
std::optional<PythonText> python_literal(const Value& value, const FieldType& type);

/// The scope behind a condition that held, or that did not.
PythonScope where_true(PythonScope scope, const Term& condition);
PythonScope where_false(PythonScope scope, const Term& condition);

/// A regular expression of RE2 as one of Python's `re` that finds the same; nothing where the two differ.
struct PythonRegex {
    std::string literal;  ///< r"^[a-z]+\Z"
    bool ascii = false;   ///< needs re.ASCII
};
std::optional<PythonRegex> python_regex(std::string_view expression);

}  // namespace millwright::templates
