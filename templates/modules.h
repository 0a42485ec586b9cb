// Finds the code of a project: Python modules and ObjectScript classes below its settings, and in which language its
// components are.
#pragma once

#include "settings/files.h"
#include "templates/project.h"

namespace millwright::templates {

/// Fills `modules` and `remarks`. Tests, hidden folders, virtual environments, what was built and what was installed are
/// left out.
void read_modules(Project& project, const settings::Files& files);

/// That of most classes that the settings name and whose code is there; without any, that of the code.
Language language_of(const Project& project);

}  // namespace millwright::templates
