// A registry's store as one SQLite file, with its lock file beside it.
#pragma once

#include <memory>
#include <string>

#include "migrate/store.h"

namespace millwright::migrate {

/// `path` is opened when it is needed.
std::unique_ptr<Store> sqlite_store(std::string url, std::string path);

}  // namespace millwright::migrate
