// What errors of PostgreSQL and of connecting to it mean to the user.
#pragma once

#include <string>
#include <string_view>

#include "graph/result.h"

namespace millwright::migrate {

/// Which server, database and user: `server "db" port 5432, database "states", user "ann"`.
struct PostgresPlace {
    std::string place;  ///< for diagnostics: the address without a password
    std::string words;
};

/// What the server said to a statement; `state` is its SQLSTATE, "" when it is not known.
tl::unexpected<Failure> postgres_failure(const PostgresPlace& place, std::string_view state, std::string_view message);

/// Why there is no connection, in libpq's words.
tl::unexpected<Failure> no_postgres_connection(const PostgresPlace& place, std::string_view message);

/// The connection went away while something was done that has no effect unless it is committed.
tl::unexpected<Failure> postgres_connection_lost(const PostgresPlace& place, std::string_view message);

/// Several lines as one, without the end of the last.
std::string in_one_line(std::string_view message);

}  // namespace millwright::migrate
