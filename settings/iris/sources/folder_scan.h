// One quick look at every file of a folder: which classes and productions it holds. Nothing is parsed, and the files are
// looked at by several threads.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "settings/files.h"
#include "settings/reading.h"

namespace millwright::settings::iris {

enum class FileContent : std::uint8_t {
    nothing,            ///< none of what follows
    production_class,   ///< .cls with an XData ProductionDefinition
    production_export,  ///< XML with a <Production>
    production_part,    ///< ProdStgs-*.xml or Stgs-*.xml of a decomposed production
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
    std::vector<std::string> classes;  ///< names as written, of .cls and XML
};

struct FolderScan {
    std::string folder;                ///< as the user gave it
    std::vector<ScannedFile> files;    ///< sorted by path; those with content only
    std::vector<Diagnostic> left_out;  ///< folders and files that could not be read
};

FolderScan scan_folder(const std::string& folder, const Files& files, const ReadOptions& options);

}  // namespace millwright::settings::iris
