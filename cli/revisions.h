// Revisions in words, the same for every command that lists them.
#pragma once

#include <string>

#include "migrate/registry.h"

namespace millwright::cli {

/// "revision 2, 2026-01-02T03:04:05Z by ann@desk"
std::string described(const migrate::Revision& revision);
/// "3 entries added, 2 changed, 0 removed": stored entries, of which one change may touch several.
std::string counted(const migrate::Revision& revision);

}  // namespace millwright::cli
