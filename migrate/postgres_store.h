// A registry's store as one schema of a PostgreSQL database, which several machines share. The lock is an advisory lock of
// the one transaction that writes: it is gone when that ends, whatever ends it.
#pragma once

#include <memory>
#include <string_view>

#include "migrate/store.h"

namespace millwright::migrate {

/// Nothing is contacted, and libpq not loaded, before it is needed. Fails as postgres_address does.
Result<std::unique_ptr<Store>> postgres_store(std::string_view url);

}  // namespace millwright::migrate
