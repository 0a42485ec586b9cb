// A folder as an input: the productions of every kind that are found below it, and the sources of their components,
// which may be in further folders.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "graph/result.h"
#include "settings/files.h"
#include "settings/iris/sources/folder_scan.h"
#include "settings/reading.h"

namespace millwright::settings {

/// What is known of the files of an input beside its reading.
struct InputFiles {
    iris::FolderScan scan;
    std::vector<std::size_t> read_by_python;  ///< of the productions; their components are known already
};

/// Every production below the folder, in the order of the paths; a folder that holds a settings.toml, or a settings.py of
/// IoP, is read as that file. A failure (environment) means that there was nothing to read.
Result<Reading> read_folder(const std::string& folder, const Files& files, const ReadOptions& options,
                            InputFiles& seen);

/// Reads the sources of components that are among `seen` and below options.sources, and brings what they say into the
/// productions.
void read_sources(InputFiles seen, const Files& files, const ReadOptions& options, Reading& reading);

}  // namespace millwright::settings
