// How commands find and read what they work on: FILE or the nearest settings.toml, the variables, the deployment whose
// overlay applies, the production that was meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/console.h"
#include "cli/options.h"
#include "settings/formats.h"

namespace millwright::cli {

/// The options of every command that reads an input.
struct InputOptions {
    std::string file;
    std::vector<std::string> variables;  ///< "name=value"
    std::string production;
    bool strict = false;
    bool allow_outside = false;
    bool trust = false;                ///< settings in Python are executed
    std::vector<std::string> sources;  ///< folders with the sources of components

    void declare_file(OptionTable& options);
    void declare(OptionTable& options);
};

/// The nearest file of that name from the working directory up to the repository's root, as a path relative to the working
/// directory; "" when there is none.
std::string nearest_file(std::string_view name);

/// FILE, else the nearest settings.toml from the working directory up to the repository's root (said on standard error).
/// Fails (environment) when there is none.
Result<std::string> input_file(Console& console, const InputOptions& options);

/// Fails (environment) for a `--var` that is not name=value, and for `--sources` that are not there.
Result<settings::ReadOptions> read_options(Console& console, const InputOptions& options);

/// The same inputs from disk or from another place (a git commit).
Result<settings::Reading> read_input(Console& console, const std::string& file, const InputOptions& options,
                                     const settings::Files& files, const std::string& overlay = {});
Result<settings::Reading> read_input(Console& console, const std::string& file, const InputOptions& options);

/// What `--against` names, read: an existing file or folder, else a git commit, in which `file` is looked up. A reading
/// without productions when the commit does not have the file: everything is new then.
Result<settings::Reading> read_against(Console& console, const std::string& against, const std::string& file,
                                       const InputOptions& options, const std::string& overlay);

/// Whether the sources of components were read with the settings, so that their routes are known.
bool code_was_read(const settings::Reading& reading);

/// The productions that were meant: the one that --production names, else all. Fails (environment) when it is not there,
/// with the names that are.
Result<std::vector<const Production*>> chosen_productions(const settings::Reading& reading, const std::string& name);
/// For commands that write one: fails when several are left, with their names.
Result<const Production*> chosen_production(const settings::Reading& reading, const std::string& name);

}  // namespace millwright::cli
