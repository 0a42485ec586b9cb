// Files of share and of templates that the program carries in itself, made into sources when it is built.
#pragma once

#include <vector>

#include "graph/render/html.h"
#include "settings/reading.h"
#include "templates/template_text.h"

namespace millwright::cli {

/// share/viewer: what the page of a picture is made of.
Viewer embedded_viewer();

/// templates/files: what parts are scaffolded from, by their names without ".mustache".
std::vector<templates::TemplateFile> embedded_templates();

/// share/python_reader: what reads Python.
settings::PythonReader embedded_python_reader();

}  // namespace millwright::cli
