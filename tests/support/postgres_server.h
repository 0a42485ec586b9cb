// A PostgreSQL server of the tests' own (tests/support/postgres_server.py): the one that ctest started for all tests, or
// one for this process, which ends with it.
#pragma once

#include <string>
#include <string_view>

namespace millwright::test {

class PostgresServer {
public:
    /// Started when it is first asked for. `options` are those of postgres_server.py ("--durable", "--tls"); without any,
    /// the server is shared.
    explicit PostgresServer(const std::string& options = {});
    ~PostgresServer();
    PostgresServer(const PostgresServer&) = delete;
    PostgresServer& operator=(const PostgresServer&) = delete;

    /// The server for all tests that need no other.
    static const PostgresServer& shared();

    /// Why there is none, or "". A test then prints "SKIPPED: " and this.
    const std::string& missing() const { return missing_; }
    /// "postgresql://postgres@127.0.0.1:PORT/postgres"
    const std::string& url() const { return url_; }
    /// The folder with its Unix socket (and certificate.pem, with --tls).
    const std::string& folder() const { return folder_; }
    std::string port() const;
    /// Of the postmaster.
    int pid() const { return pid_; }

private:
    void read(const std::string& file);

    std::string own_file_;
    std::string missing_;
    std::string url_;
    std::string folder_;
    int pid_ = 0;
};

}  // namespace millwright::test
