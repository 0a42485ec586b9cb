// Diagnostics as JSON: the document that `validate` prints, and its list of diagnostics for other documents.
#pragma once

#include <string>

#include "graph/diagnostic.h"
#include "graph/json_text.h"
#include "graph/source.h"

namespace millwright {

/// `{format_version, valid, counts{error, warning, note}, diagnostics[...]}`, ended by a line end. `valid` means that no
/// finding is an error.
std::string diagnostics_json(const Diagnostics& diagnostics, const Sources& sources);

/// Only the array of diagnostics, as the next value: `[{code, severity, message, file, line, column, end_line, end_column,
/// hint, notes[{message, file, line, column}]}]`. Lines and columns count from 1, columns in bytes; the end is the first
/// byte behind the place. What is not known is null.
void write_diagnostics(JsonText& json, const Diagnostics& diagnostics, const Sources& sources);

}  // namespace millwright
