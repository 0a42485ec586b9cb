// Productions that source control keeps in parts, one file for each item (git-source-control: ProdStgs-*.xml for the
// production's own settings, Stgs-*.xml for the items), put together again.
#pragma once

#include <string>
#include <vector>

#include "settings/files.h"
#include "settings/reading.h"

namespace millwright::settings::iris {

struct DecomposedProduction {
    Production production;
    std::string path;           ///< of the first of its files
    bool has_settings = false;  ///< its own settings are among the parts
};

/// Reads the files of one folder, given in order: a production for each name that they say, with its items in the order
/// of the files. What is broken in a file is a warning. Targets are not recognised yet.
std::vector<DecomposedProduction> read_decomposed(const std::vector<std::string>& paths, const Files& files,
                                                  const ReadOptions& options, Reading& reading);

/// The production with its targets, and with what only its class has, if there is one: items, and its own settings where
/// the parts have none. Where both say something the parts count. A warning tells of items that only the class has, and
/// of those that differ; another one that neither has the production's own settings.
Production complete(DecomposedProduction parts, const Production* of_class, Reading& reading);

}  // namespace millwright::settings::iris
