#include "tests/support/postgres_server.h"

#include <unistd.h>

#include <cstdlib>
#include <fstream>

namespace millwright::test {
namespace {

std::string script(const std::string& words) {
    return "python3 '" + std::string(MILLWRIGHT_SOURCE_DIR) + "/tests/support/postgres_server.py' " + words +
           " >/dev/null 2>&1";
}

/// What ctest's fixture wrote, or "".
std::string given_file() {
    const char* file = std::getenv("MILLWRIGHT_TEST_POSTGRES");
    return file != nullptr && access(file, R_OK) == 0 ? file : "";
}

}  // namespace

PostgresServer::PostgresServer(const std::string& options) {
    std::string file = options.empty() ? given_file() : "";
    if (file.empty()) {
        std::string folder = "/tmp/millwright-server-XXXXXX";
        if (mkdtemp(folder.data()) == nullptr) {
            missing_ = "no temporary folder";
            return;
        }
        own_file_ = file = folder + "/server";
        const std::string watch = " --watch " + std::to_string(getpid()) + " ";
        if (std::system(script("start '" + file + "'" + watch + options).c_str()) < 0) missing_ = "no shell";
    }
    read(file);
}

PostgresServer::~PostgresServer() {
    if (own_file_.empty()) return;
    if (std::system(script("stop '" + own_file_ + "'").c_str()) < 0) return;
    rmdir(own_file_.substr(0, own_file_.rfind('/')).c_str());
}

const PostgresServer& PostgresServer::shared() {
    static const PostgresServer server;
    return server;
}

std::string PostgresServer::port() const {
    const std::size_t colon = url_.rfind(':');
    return url_.substr(colon + 1, url_.rfind('/') - colon - 1);
}

void PostgresServer::read(const std::string& file) {
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) {
        const std::size_t equals = line.find('=');
        const std::string name = line.substr(0, equals);
        const std::string value = equals == std::string::npos ? "" : line.substr(equals + 1);
        if (name == "missing") missing_ = value;
        if (name == "url") url_ = value;
        if (name == "folder") folder_ = value;
        if (name == "pid") pid_ = std::atoi(value.c_str());
    }
    if (url_.empty() && missing_.empty()) missing_ = "the server did not start";
}

}  // namespace millwright::test
