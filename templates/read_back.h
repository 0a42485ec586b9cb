// Reads a project as it will be and compares the findings with those of the project as it is.
#pragma once

#include "settings/files.h"
#include "templates/project.h"

namespace millwright::templates {

struct NewFindings {
    Diagnostics findings;  ///< those that were not there before, in the order in which they are shown
    Sources sources;
};

/// Settings and scenarios are read from `after` and from `before`, and checked. A finding is known by its code and message,
/// because its place may have moved. Fails (input) with the new findings, their places in words, when one is an error.
Result<NewFindings> read_back(const Project& project, const settings::Files& before, const settings::Files& after);

}  // namespace millwright::templates
