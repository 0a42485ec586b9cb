// An export into a file that exists: the production in it is brought up to the one that is exported, and whatever does not
// have to change keeps its bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "graph/production.h"
#include "graph/result.h"
#include "settings/reading.h"

namespace millwright::cli {

/// A file that is to be edited.
struct EditedFile {
    std::string path;
    std::string text;
};

/// What stands in `path`; nothing where there is no regular file, or where documents of the format are always written
/// anew. Fails (refused) when the file holds no production of that name in that format.
Result<std::optional<EditedFile>> file_to_edit(const std::string& path, settings::Format format,
                                               std::string_view production);

/// Writes the file anew, whole or not at all. Fails (environment) when that cannot be done, or the file is read-only: source
/// control may have it so.
Result<bool> write_edited(const EditedFile& file, std::string_view text);

/// The text of the file with `wanted` in the place of its production.
Result<std::string> edited_text(const EditedFile& file, settings::Format format, const Production& wanted);

}  // namespace millwright::cli
