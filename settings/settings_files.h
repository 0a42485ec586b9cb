// Which files a settings file is made of: itself and everything that it includes.
#pragma once

#include <string>

#include "settings/files.h"
#include "settings/reading.h"

namespace millwright::settings {

/// Adds the text of a root settings file and those of the files that it includes to the reading's sources, in the order of
/// reading; a source's name is its path. Findings are includes that cannot be followed; what is wrong inside the files is
/// for those who read them. Fails (environment) when the root file cannot be read.
Result<bool> read_settings_files(const std::string& root, const Files& files, const ReadOptions& options,
                                 Reading& reading);

}  // namespace millwright::settings
