// Types of fields as Python annotations, and back.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "graph/field_type.h"
#include "templates/python_outline.h"

namespace millwright::templates {

/// Whether a field that is a decimal to settings is a float in its class.
inline bool is_float(const FieldType& type) {
    return type.kind == FieldKind::decimal && type.name == "float";
}

/// An annotation or expression and what has to be imported for it; messages are not among the imports.
struct PythonText {
    std::string text;
    std::vector<PythonImport> imports;
};

/// "Optional[Decimal]", "list[OrderLine]", "Literal[\"open\", \"closed\"]". Names in `taken` mean something else where the
/// annotation stands (fields of the same class that have a value): types of such names get another one.
PythonText python_type(const FieldType& type, const std::set<std::string>& taken = {});

/// What an annotation says, with `Optional`, `| None`, `Annotated` and `Literal`; float counts as decimal, other names as
/// messages, and what has no counterpart as any.
FieldType field_type_of_python(std::string_view annotation);

/// A text as a Python literal, in double quotes unless it has some and no single ones.
std::string python_quoted(std::string_view text);
/// Words that no class, field or parameter can be called.
bool is_python_keyword(std::string_view word);
/// A name that Python code can use: letters, digits and "_", no digit first, no keyword.
bool is_python_name(std::string_view word);

}  // namespace millwright::templates
