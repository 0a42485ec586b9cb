// The address of a registry on PostgreSQL: a URL of libpq, with a parameter of ours that names the schema.
#pragma once

#include <string>
#include <string_view>

#include "graph/result.h"

namespace millwright::migrate {

struct PostgresAddress {
    std::string url;     ///< for libpq: without our parameter; it may hold a password
    std::string shown;   ///< as it was written, without a password
    std::string schema;  ///< "millwright" unless schema=NAME says otherwise
};

/// "postgresql://[USER[:PASSWORD]@][HOST[:PORT]][/DATABASE][?schema=NAME&sslmode=verify-full...]"; percent-encoded, as in
/// any URL. Fails (environment, bad_value) for what is none, and for names that no schema of ours can have: at most 48
/// bytes, so that its copies can be named after it, and not of PostgreSQL's own.
Result<PostgresAddress> postgres_address(std::string_view url);

}  // namespace millwright::migrate
