// System default settings as IRIS exports them (Ens.Config.DefaultSettings.esd): values for settings that a production
// leaves out.
#pragma once

#include "settings/files.h"
#include "settings/iris/sources/folder_scan.h"
#include "settings/reading.h"

namespace millwright::settings::iris {

/// Adds the default settings of all scanned files to the productions that they name, or to each when they name "*". Where
/// files differ, the one nearest to the production's own counts, and a warning tells of it. Whether a setting is
/// deployable has no place in a production and is left out.
void read_default_settings(const FolderScan& scanned, const Files& files, const ReadOptions& options, Reading& reading);

}  // namespace millwright::settings::iris
