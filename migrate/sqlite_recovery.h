// Reads a state that a killed apply left with its journal, without writing a byte: SQLite recovers a copy in memory. On
// disk even a copy elsewhere would be left behind by the next kill.
#pragma once

#include <memory>
#include <string>

#include "graph/result.h"
#include "migrate/sql.h"

namespace millwright::migrate {

/// The file as it was last committed. Fails when either file cannot be read, when somebody keeps changing them
/// (state_unwritable), or when what comes out is no database (state_damaged).
Result<std::unique_ptr<Sql>> open_sqlite_recovered(const std::string& path, const std::string& shown);

}  // namespace millwright::migrate
