// The lock beside a store on disk: an advisory lock on PATH.lock that dies with its process and whose text names the
// holder. The file is never removed, because a lock on a removed file protects nothing.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "graph/result.h"
#include "migrate/store.h"

namespace millwright::migrate {

/// Waits at most `timeout_ms`. The loser's failure (refused, lock_held) names the holder; a file that cannot be created is
/// an environment failure (state_unwritable).
Result<std::unique_ptr<HeldLock>> take_file_lock(const std::string& path, const Who& who, std::uint32_t timeout_ms);

/// The holder's text while somebody holds the lock; nothing when nobody does or the file is not there.
std::optional<std::string> file_lock_holder(const std::string& path);

}  // namespace millwright::migrate
