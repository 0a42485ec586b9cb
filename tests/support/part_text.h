// Parts worked out for tests: small projects from settings text, and parts as text that a test can compare.
#pragma once

#include <string>
#include <string_view>

#include "templates/scaffold.h"

namespace millwright::test {

/// A project that these settings declare, behind "format" and the production "Demo.Orders". Throws std::invalid_argument
/// when reading finds an error.
templates::Project project_of(std::string_view settings);

/// A Python module of a project.
templates::Module module_of(const std::string& path, const std::string& text);

/// Every decision of a part, one a line.
std::string dump(const templates::Part& part);

/// The dump, or the problems: "MW030 environment: message [hint]", one line each.
std::string outcome_of(const templates::PartRequest& request, const templates::Project& project);

/// What `validate` finds in these settings and scenarios when the part is added to them and not before: "MW204 warning: message", one
/// line each. Problems of working it out as in outcome_of.
std::string findings_after(const templates::PartRequest& request, std::string_view settings);

/// What was decided without being asked, a line each.
std::string remarks_on(const templates::PartRequest& request, const templates::Project& project);

}  // namespace millwright::test
