// What `iop --migrate FILE --dry-run` prints of a settings.py: the sections CLASSES, SCHEMAS, PRODUCTIONS, VALIDATION. Ours
// prints them too, before the difference.
#pragma once

#include <span>
#include <string>

#include "graph/production.h"
#include "settings/reading.h"

namespace millwright::cli {

struct IopMode {
    bool remote = false;
    std::string name_space = "USER";
};

/// The sections, in IoP's words and order, of the productions that were meant; it ends with an empty line.
std::string iop_sections(const settings::Reading& reading, std::span<const Production* const> productions,
                         const IopMode& mode);

}  // namespace millwright::cli
