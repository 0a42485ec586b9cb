// One door to the readers of all formats, for what reads a file as a part of something larger.
#pragma once

#include <cstdint>
#include <string>

#include "settings/files.h"
#include "settings/reading.h"

namespace millwright::settings {

/// Reads a source of the reading that is of a known format, `path` of these files, into it.
void read_source(std::uint32_t source, const std::string& path, Format format, const Files& files,
                 const ReadOptions& options, Reading& reading);

}  // namespace millwright::settings
