// A part put into settings, for tests: a project in memory, and a router with all that belongs to it.
#pragma once

#include <map>
#include <string>

#include "templates/part.h"
#include "templates/project.h"

namespace millwright::test {

/// Path to text.
using Texts = std::map<std::string, std::string>;

/// The project of "settings.toml"; what is found wrong with it is not looked at. Throws when it cannot be read.
templates::Project settings_project(const settings::Files& files);

/// The files that change when the part is added to settings, with their new texts; "refused" with why where it is refused.
Texts with_entries(const Texts& texts, const templates::Part& part, bool force = false);
/// The same for one settings.toml: its new text.
std::string with_entries(const std::string& text, const templates::Part& part, bool force = false);

templates::PartField part_field(const std::string& name, const std::string& type);
templates::PartExpression part_expression(const std::string& text);
templates::Component part_operation(const std::string& name, const std::string& class_name);

/// A router with two messages and two ways out, one to an operation that is made with it, and a service that leads to it.
templates::Part router_part();

}  // namespace millwright::test
