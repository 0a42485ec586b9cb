// SQLite behind the registry's SQL interface: whole transactions on one file, durable when commit returns.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "graph/result.h"
#include "migrate/sql.h"

namespace millwright::migrate {

/// Opens an existing file read-only; nothing is created, and no statement can write. `*needs_recovery` is set, and the
/// result is a failure, when a killed writer left a journal: the file alone is then not what was committed.
Result<std::unique_ptr<Sql>> open_sqlite_to_read(const std::string& path, const std::string& shown,
                                                 bool* needs_recovery);

/// Opens an existing file (which may be empty) for writing: rollback journal, synced to the disk beyond doubt.
Result<std::unique_ptr<Sql>> open_sqlite_to_write(const std::string& path, const std::string& shown);

/// Opens a database that is in memory, as read from a file; no statement can write.
Result<std::unique_ptr<Sql>> open_sqlite_bytes(std::string_view bytes, const std::string& shown);

/// A whole number that a PRAGMA gives.
Result<std::uint64_t> sqlite_pragma(Sql& sql, const std::string& pragma);

/// Reads every page; a failure (state_damaged) says what is wrong.
Result<bool> sqlite_quick_check(Sql& sql, const std::string& shown);

}  // namespace millwright::migrate
