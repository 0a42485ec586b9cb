// Diagnostics as a person reads them: place, severity, code, message, the source line with a caret, notes, hint.
#pragma once

#include <string>

#include "graph/diagnostic.h"
#include "graph/source.h"

namespace millwright {

struct TextStyle {
    bool colour = false;
};

/// All findings in the order in which they are shown, each ended by a line end:
///
///     settings.toml:12:20: error MW201: "OrderProcess" sends to "Acepted", which does not exist
///       12 | targets = { Ok = "Acepted" }
///          |                  ^~~~~~~~~
///       settings.toml:30:12: note: "Accepted" is declared here
///       hint: did you mean "Accepted"?
///
/// A value that looks like a secret is not shown in the source line.
std::string diagnostics_text(const Diagnostics& diagnostics, const Sources& sources, const TextStyle& style);

/// "2 errors, 1 warning", "no findings"; notes are counted when there are any.
std::string summary_line(const SeverityCounts& counts);

}  // namespace millwright
