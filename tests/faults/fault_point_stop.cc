// The fault point of the program millwright-faults: stops dead where MILLWRIGHT_TEST_STOP_AT says, and lets the disk go
// wrong as MILLWRIGHT_TEST_DISK says ("kill:12": at the twelfth change of a file; see sqlite_shim.h).
#include "migrate/fault_point.h"

#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

#include "tests/faults/sqlite_shim.h"

namespace millwright::migrate {

void fault_point(const char* name) {
    const char* stop = std::getenv("MILLWRIGHT_TEST_STOP_AT");
    if (stop == nullptr || std::strcmp(stop, name) != 0) return;
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
