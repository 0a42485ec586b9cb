#include "migrate/postgres_errors.h"

#include <array>

#include "graph/utf8.h"

namespace millwright::migrate {
namespace {

/// What an SQLSTATE, or all that begin so, means.
struct Meaning {
    std::string_view state;
    Code code;
    std::string_view message;
    std::string_view hint;
};

constexpr std::string_view damaged_hint =
    "nothing was changed, and nothing is ever deleted: restore the schema from a backup, or choose another with "
    "?schema=NAME to start anew";
constexpr std::string_view whole_hint = "nothing was applied, and the revision before is whole; try again";

// The longest beginning first.
constexpr std::array<Meaning, 22> meanings{{
    {"25006", Code::state_unwritable, "the server takes no changes (read-only: a standby, or set so)",
     "nothing was applied; use the address of the primary server (target_session_attrs=read-write finds it)"},
    {"25P03", Code::no_connection, "the server ended the connection because nothing was heard from here for too long",
     whole_hint},
    {"42501", Code::server_error, "a right is missing",
     "nothing was applied; as the database's owner: GRANT CREATE ON DATABASE ... TO ...; or create the schema with "
     "AUTHORIZATION (see postgresql.md)"},
    {"53100", Code::state_unwritable, "the server's disk is full",
     "nothing was applied, and the revision before is whole; make room there, then try again"},
    {"53300", Code::no_connection, "the server has no connection left", "nothing was done; try again later"},
    {"55P03", Code::server_error, "something else keeps the registry's tables locked",
     "nothing was applied; end what locks them (VACUUM FULL, ALTER TABLE, a dump with a lock), then try again"},
    {"57014", Code::server_error, "the statement was cancelled",
     "nothing was applied, and the revision before is whole; ask who cancelled it, or why it took so long"},
    {"57P01", Code::no_connection, "the server is shutting down", whole_hint},
    {"57P02", Code::no_connection, "the server is restarting after a crash", whole_hint},
    {"57P03", Code::no_connection, "the server is starting or stopping", whole_hint},
    {"3D000", Code::no_connection, "there is no such database", "create it with: createdb NAME"},
    {"22P05", Code::server_error, "the database cannot hold a character of a name or value",
     "nothing was applied; use a database with encoding UTF8"},
    {"42P01", Code::state_damaged, "a table of the registry is missing", damaged_hint},
    {"42703", Code::state_damaged, "a table of the registry is not what this version of Millwright writes",
     damaged_hint},
    {"XX001", Code::state_damaged, "the server finds its data damaged", damaged_hint},
    {"XX002", Code::state_damaged, "the server finds an index damaged",
     "nothing was changed; try REINDEX SCHEMA, else restore it from a backup"},
    {"08", Code::no_connection, "the connection broke", whole_hint},
    {"23", Code::state_damaged, "the rows of the registry contradict each other", damaged_hint},
    {"28", Code::no_connection, "the server refuses the user",
     "nothing was done; give the password by PGPASSWORD, ~/.pgpass or a service file"},
    {"40", Code::server_error, "the server gave up a transaction that met another", whole_hint},
    {"53", Code::server_error, "the server is short of something", whole_hint},
    {"XX", Code::server_error, "the server failed", whole_hint},
}};

/// Part of what libpq says when it cannot connect, and what to do then.
struct Advice {
    std::string_view part;
    std::string_view hint;
};

constexpr std::array<Advice, 16> connection_advice{{
    {"no password supplied", "give the password by PGPASSWORD, ~/.pgpass (only readable by you) or a service file"},
    {"password authentication failed",
     "is it the right user? Passwords come from PGPASSWORD, ~/.pgpass or a service file"},
    {"no pg_hba.conf entry",
     "the server does not let this user in from here: its pg_hba.conf has to (with TLS: sslmode=require)"},
    {"does not support SSL",
     "the server has no TLS: turn it on there; without it (sslmode=prefer) everything is readable on the way"},
    {"root certificate file", "name the file with the authority's certificate: sslrootcert=FILE"},
    {"does not match host name", "use the host name that the server's certificate names"},
    {"certificate verify failed",
     "sslrootcert=FILE has to hold the certificate of the authority that signed the server's"},
    {"Connection refused", "is the server running, and are host and port right?"},
    {"No such file or directory",
     "is the server running? Name its host in the address: postgresql://USER@HOST/DATABASE"},
    {"could not translate host name", "is the host name right?"},
    {"timeout expired", "is the host right, and does a firewall let connections through?"},
    {"starting up", "the server is starting: try again"},
    {"shutting down", "the server is stopping: try again later"},
    {"too many clients", "the server has no connection left: try again later"},
    {"remaining connection slots", "the server has no connection left: try again later"},
    {"session is read-only", "none of the hosts takes changes: is the primary server among them?"},
}};

}  // namespace

std::string in_one_line(std::string_view message) {
    std::string line;
    for (const char sign : message) {
        const bool space = sign == '\n' || sign == '\t' || sign == '\r';
        if (!space)
            line += sign;
        else if (!line.empty() && line.back() != ' ')
            line += ' ';
    }
    while (!line.empty() && line.back() == ' ') line.pop_back();
    return printable(line);
}

tl::unexpected<Failure> postgres_failure(const PostgresPlace& place, std::string_view state, std::string_view message) {
    const std::string details =
        in_one_line(message) + " (" + place.words + (state.empty() ? "" : ", SQLSTATE " + std::string(state)) + ")";
    for (const Meaning& meaning : meanings) {
        if (!state.starts_with(meaning.state)) continue;
        return fail_in_file(FailureKind::environment, meaning.code, place.place,
                            std::string(meaning.message) + ": " + details, std::string(meaning.hint));
    }
    return fail_in_file(FailureKind::environment, Code::server_error, place.place,
                        "the server reports an error: " + details, "nothing was applied; the revision before is whole");
}

tl::unexpected<Failure> no_postgres_connection(const PostgresPlace& place, std::string_view message) {
    std::string hint = "check the address, then try again";
    for (const Advice& advice : connection_advice) {
        if (message.find(advice.part) == std::string_view::npos) continue;
        hint = advice.hint;
        break;
    }
    const bool no_database = message.find("database \"") != std::string_view::npos &&
                             message.find("\" does not exist") != std::string_view::npos;
    if (no_database) hint = "create it on the server with: createdb NAME";
    return fail_in_file(FailureKind::environment, Code::no_connection, place.place,
                        "no connection: " + in_one_line(message) + " (" + place.words + ")",
                        "nothing was done; " + hint);
}

tl::unexpected<Failure> postgres_connection_lost(const PostgresPlace& place, std::string_view message) {
    return fail_in_file(FailureKind::environment, Code::no_connection, place.place,
                        "the connection was cut: " + in_one_line(message) + " (" + place.words + ")",
                        std::string(whole_hint));
}

}  // namespace millwright::migrate
