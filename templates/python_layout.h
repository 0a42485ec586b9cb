// How Python code of ours is laid out: at most 100 columns, calls and conditions over several lines where they are longer.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "templates/python_expression.h"

namespace millwright::templates {

inline constexpr std::size_t python_columns = 100;

/// A statement with its line end, indented by that many blanks; too long a one is taken apart at its largest brackets.
std::string python_statement(const std::string& statement, std::size_t indent);
/// "if CONDITION:" with its line end.
std::string python_if(const PythonCondition& condition, std::size_t indent);
/// A docstring in its quotes, without the first indentation and the last line end; long ones are wrapped.
std::string python_docstring(const std::string& text, std::size_t indent);
/// "from messages import A, B" with its line end, in round brackets over several lines where it is longer; "import json"
/// without names.
std::string python_import(const std::string& module, const std::vector<std::string>& names);
/// "Name(a=1, b=2)"
std::string python_call(const std::string& name, const std::vector<std::pair<std::string, std::string>>& arguments);

}  // namespace millwright::templates
