// The fault point of the program millwright-faults: stops dead where MILLWRIGHT_TEST_STOP_AT says, waits there until it is
// killed where MILLWRIGHT_TEST_HOLD_AT says, interrupts itself where MILLWRIGHT_TEST_INTERRUPT_AT says, writes the names of the points that it passes to the file
// MILLWRIGHT_TEST_VISITED, and lets the disk go wrong as MILLWRIGHT_TEST_DISK says ("kill:12": at the twelfth change of a
// file; see sqlite_shim.h).
#include "migrate/fault_point.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <string>

#include "tests/faults/sqlite_shim.h"

namespace {

bool is_at(const char* variable, const char* name) {
    const char* point = std::getenv(variable);
    return point != nullptr && std::strcmp(point, name) == 0;
}

void note(const char* path, const char* name) {
    const int file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    const std::string line = std::string(name) + '\n';
    if (file < 0 || write(file, line.data(), line.size()) < 0) std::abort();
    close(file);
}

}  // namespace

namespace millwright::migrate {

void fault_point(const char* name) {
    if (const char* visited = std::getenv("MILLWRIGHT_TEST_VISITED"); visited != nullptr) note(visited, name);
    if (is_at("MILLWRIGHT_TEST_INTERRUPT_AT", name)) kill(getpid(), SIGINT);
    while (is_at("MILLWRIGHT_TEST_HOLD_AT", name)) pause();
    if (!is_at("MILLWRIGHT_TEST_STOP_AT", name)) return;
    kill(getpid(), SIGKILL);
    _exit(99);
}

}  // namespace millwright::migrate

namespace {

const bool disk_installed = [] {
    const char* plan = std::getenv("MILLWRIGHT_TEST_DISK");
    if (plan == nullptr) return false;
    millwright::test::SqliteShim::install(millwright::test::SqliteShim::plan_of(plan));
    return true;
}();

}  // namespace
