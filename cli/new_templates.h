// The templates of a project: the built-in ones and its own in .millwright/templates.
#pragma once

#include <string>

#include "settings/files.h"
#include "templates/template_text.h"

namespace millwright::cli {

/// `root` is the folder of the settings, as a prefix of paths: "" or "orders/". Files are named as the templates are
/// ("python/process.py"), also with ".mustache" behind it. Fails (environment, bad_template) when a file there replaces
/// nothing. The set looks at `files`.
Result<templates::TemplateSet> templates_of(const std::string& root, const settings::Files& files);

}  // namespace millwright::cli
