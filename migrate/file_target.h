// A production that is deployed as a file in version control: an IRIS class, an XML export, or a production JSON. Only the
// bytes that have to change are changed.
//
// Beside the file, in the folder .millwright: FILE.lock, the lock whose text names its holder; FILE.db, the record, unless the
// deployment names another; FILE.new, while the file is being replaced; backups. All are of the file itself, where the
// deployment names a symbolic link.
#pragma once

#include <memory>
#include <string>

#include "graph/result.h"
#include "migrate/target.h"

namespace millwright::migrate {

struct FileTarget {
    std::unique_ptr<Target> target;
    std::string record_path;  ///< of the record beside it
};

/// `url` as the user wrote it, `path` of the file. Nothing is read yet. Fails (environment) for a file of another kind than
/// .cls, .xml and .json, in a folder that is not there, or behind a link that leads nowhere.
Result<FileTarget> file_target(std::string url, const std::string& path);

}  // namespace millwright::migrate
