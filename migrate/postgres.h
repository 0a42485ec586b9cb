// PostgreSQL behind the registry's SQL interface. Everything happens inside transactions and nothing outlives one: no
// session settings, no prepared statements by name; so it works through poolers that give each transaction another server
// process.
#pragma once

#include <memory>
#include <string>

#include "graph/result.h"
#include "migrate/postgres_address.h"
#include "migrate/sql.h"

namespace millwright::migrate {

/// Loads libpq and connects; passwords, TLS and all else come from where libpq finds them. Fails with environment: no_connection, or
/// server_error for a database whose encoding cannot hold every text. Inside its transactions it calls itself
/// `application_name` and its tables are those of the address's schema, which need not exist.
Result<std::unique_ptr<Sql>> connect_postgres(const PostgresAddress& address, const std::string& application_name);

/// "name", quoted.
std::string quoted_identifier(std::string_view name);

}  // namespace millwright::migrate
