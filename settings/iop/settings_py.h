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
/// cannot say (messages, handlers, ...) is left out: left_out_of_settings_py tells. `beside` is the reading that the
/// production stands in, if any: secrets that it declares with `env` become look-ups of the environment, and classes of
/// Python that it knows are imported. Fails (input) on an item without a class, without a name or of another's name.
Result<std::string> write_settings_py(const Production& production, PythonStyle style, const Reading* beside = nullptr);

/// What write_settings_py leaves out, each kind once with how many there are (MW215), at the first. What components do, and
/// was read from their code, is still there.
Diagnostics left_out_of_settings_py(const Production& production, const Reading* beside = nullptr);

/// Whether all secrets that the value refers to are declared with `env`, so that Python can look them up.
bool is_in_environment(const Setting& setting, const Reading& beside);

}  // namespace millwright::settings
