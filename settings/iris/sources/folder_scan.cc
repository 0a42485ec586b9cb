#include "settings/iris/sources/folder_scan.h"

namespace millwright::settings::iris {

FolderScan scan_folder(const std::string& folder, const Files&, const ReadOptions&) {
    return {folder, {}, {}};
}

}  // namespace millwright::settings::iris
