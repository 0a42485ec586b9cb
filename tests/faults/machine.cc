// The machine that the program millwright-faults believes to be on: other names, another time and another file system than
// the real ones, as environment variables say. These functions come before those of the C library when the program is
// linked.
//   MILLWRIGHT_TEST_HOST, MILLWRIGHT_TEST_USER   names
//   MILLWRIGHT_TEST_CLOCK        seconds that the clock is ahead; negative: behind
//   MILLWRIGHT_TEST_FILE_SYSTEM  what statfs(2) says of every path, such as 0x6969 for NFS
#include <pwd.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

extern "C" {

int statfs(const char* path, struct statfs* found) noexcept {
    if (syscall(SYS_statfs, path, found) != 0) return -1;
    const char* type = std::getenv("MILLWRIGHT_TEST_FILE_SYSTEM");
    if (type != nullptr) found->f_type = static_cast<decltype(found->f_type)>(std::strtoul(type, nullptr, 0));
    return 0;
}

int clock_gettime(clockid_t clock, struct timespec* found) noexcept {
    if (syscall(SYS_clock_gettime, clock, found) != 0) return -1;
    const char* ahead = std::getenv("MILLWRIGHT_TEST_CLOCK");
    if (ahead != nullptr && clock == CLOCK_REALTIME) found->tv_sec += std::strtol(ahead, nullptr, 10);
    return 0;
}

int gethostname(char* name, size_t size) noexcept {
    const char* other = std::getenv("MILLWRIGHT_TEST_HOST");
    struct utsname here {};
    if (other == nullptr && uname(&here) != 0) return -1;
    const char* const chosen = other != nullptr ? other : here.nodename;
    if (std::strlen(chosen) >= size) return errno = ENAMETOOLONG, -1;
    std::strcpy(name, chosen);
    return 0;
}

struct passwd* getpwuid(uid_t user) {
    static struct passwd entry {};
    static char name[256];
    static char rest[1024];
    const char* other = std::getenv("MILLWRIGHT_TEST_USER");
    struct passwd* found = nullptr;
    if (getpwuid_r(user, &entry, rest, sizeof rest, &found) != 0 || found == nullptr || other == nullptr) return found;
    std::strncpy(name, other, sizeof name - 1);
    found->pw_name = name;
    return found;
}

}  // extern "C"
