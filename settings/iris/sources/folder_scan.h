// One quick look at every file of a folder: which classes and productions it holds. Nothing is parsed, and the files are
// looked at by several threads.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "settings/files.h"
#include "settings/reading.h"

namespace millwright::settings::iris {

enum class FileContent : std::uint8_t {
    nothing,            ///< none of what follows
    production_class,   ///< .cls with an XData ProductionDefinition
    production_export,  ///< XML with a <Production>
    production_part,    ///< XML with parts of a production, ProdStgs-*.xml for example, and not with its class
    default_settings,   ///< an export of Ens.Config.DefaultSettings
    production_json,
    python_settings,
    python,   ///< another .py
    classes,  ///< a .cls, or XML with classes and no production
    include,  ///< .inc
};

struct ScannedFile {
    std::string path;  ///< as Files takes it
    FileContent content = FileContent::nothing;
    bool default_settings = false;     ///< an export that holds such beside what `content` says
    std::vector<std::string> classes;  ///< names as written, of .cls and XML; a file may turn out not to hold one
};

struct FolderScan {
    std::string folder;                ///< as the user gave it
    std::vector<ScannedFile> files;    ///< sorted by path; those with content only
    std::vector<Diagnostic> left_out;  ///< folders and files that could not be read
};

/// Not what is below folders named node_modules, or below those whose names begin with a dot. A file that vanishes or
/// cannot be read is told in `left_out`. `options.progress` is told from the calling thread.
FolderScan scan_folder(const std::string& folder, const Files& files, const ReadOptions& options);

/// The same of one file, whose text is known.
ScannedFile look_at_file(std::string path, std::string_view text);

}  // namespace millwright::settings::iris
