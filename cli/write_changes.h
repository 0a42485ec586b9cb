// Writes changes of several files as one: tried first, each file whole, taken back when one of them fails.
#pragma once

#include <vector>

#include "graph/result.h"
#include "templates/changes.h"

namespace millwright::cli {

/// Writes the files in order and makes the folders that are missing. Fails (environment) before the first write when a file
/// or folder cannot be written or a file is not as it was read; when a later write fails or an interruption comes, what was
/// written is taken back, and the failure says so. Killed in between it leaves the first files whole and the others as they
/// were.
Result<bool> write_changes(const std::vector<templates::FileChange>& changes);

}  // namespace millwright::cli
