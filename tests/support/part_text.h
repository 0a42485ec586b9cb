// Parts worked out for tests: small projects from settings text, and parts as text that a test can compare.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "templates/scaffold.h"

namespace millwright::test {

/// A project that these settings declare, behind "format" and the production "Demo.Orders". Throws std::invalid_argument
/// when reading finds an error.
templates::Project project_of(std::string_view settings);

/// A module with classes: "messages.py" has "OrderRequest(Message): order_id str, amount".
templates::Module module_of(const std::string& path, std::vector<templates::PythonClass> classes);

/// Every decision of a part, one a line.
std::string dump(const templates::Part& part);

/// The dump, or the problems: "MW030 environment: message [hint]", one line each.
std::string outcome_of(const templates::PartRequest& request, const templates::Project& project);

/// The settings of the project with the part's entries behind them, as plain as can be.
std::string settings_with(std::string_view settings, const templates::Part& part);

}  // namespace millwright::test
