// A settings.py of IoP: read by the Python reader of share/python_reader, which never executes it unless told to, and
// written in two styles.
#pragma once

#include <cstdint>
#include <string>

#include "graph/result.h"
#include "settings/files.h"
#include "settings/reading.h"

namespace millwright::settings {

/// Reads source number `source` of the reading, a settings.py (or any module with PRODUCTIONS) that came from `path`, and
/// the modules of the project that it needs, through `files`: each becomes a source of the reading. Adds its productions, with
/// the handlers, messages and routes that the classes of their items have, and what stands beside them: CLASSES and SCHEMAS
/// (`python`), REMOTE_SETTINGS (`deployments`), values of the environment that are secrets (`secrets`). Findings go to the
/// reading; without Python, and when the file itself cannot be parsed, it is unreadable.
void read_settings_py(std::uint32_t source, const std::string& path, const Files& files, const ReadOptions& options,
                      Reading& reading);

enum class PythonStyle : std::uint8_t {
    instance,     ///< prod = Production("Shop.Production"), file = prod.operation("File", ...)
    class_style,  ///< class Shop(Production): operations = (OperationItem("File", ...),)
};

/// The production as a module that Python 3.8 compiles and IoP 4.1 migrates; reading it gives the same production. What it
/// cannot say (messages, handlers, ...) is left out. Fails (input) on an item without a class, and on what no call of IoP
/// can make, two items of one name for example.
Result<std::string> write_settings_py(const Production& production, PythonStyle style);

}  // namespace millwright::settings
