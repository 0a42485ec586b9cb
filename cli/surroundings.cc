#include "cli/surroundings.h"

#include <pwd.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace millwright::cli {
namespace {

int write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return written < 0 ? errno : EIO;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

/// Byte by byte: whatever stands after the line stays for the next reader of standard input.
std::optional<std::string> read_line_of(int descriptor) {
    std::string line;
    char c = 0;
    while (true) {
        const ssize_t got = ::read(descriptor, &c, 1);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return line.empty() ? std::nullopt : std::optional(line);
        if (c == '\n') return line;
        line += c;
    }
}

std::optional<std::string> environment_of(const std::string& name) {
    const char* value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

std::string time_stamp() {
    using namespace std::chrono;
    const auto since_epoch = system_clock::now().time_since_epoch();
    const std::time_t seconds = duration_cast<std::chrono::seconds>(since_epoch).count();
    const auto milliseconds = duration_cast<std::chrono::milliseconds>(since_epoch).count() % 1000;
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 32> text{};
    const std::size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
    std::array<char, 8> fraction{};
    std::snprintf(fraction.data(), fraction.size(), ".%03dZ", static_cast<int>(milliseconds));
    return std::string(text.data(), length) + fraction.data();
}

std::int64_t monotonic_milliseconds() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

std::array<std::uint8_t, 32> random_bytes() {
    std::array<std::uint8_t, 32> bytes{};
    if (getentropy(bytes.data(), bytes.size()) != 0) std::abort();  // no kernel that we run on lacks it
    return bytes;
}

/// The limit is what programs that collect dumps go by, too. Being "not dumpable" would close /proc/self to ourselves.
void no_core() {
    struct rlimit limit {};
    if (getrlimit(RLIMIT_CORE, &limit) != 0) return;
    limit.rlim_cur = 0;
    setrlimit(RLIMIT_CORE, &limit);
}

std::string user_name() {
    const passwd* entry = getpwuid(geteuid());
    if (entry != nullptr) return entry->pw_name;
    return std::to_string(geteuid());
}

std::string host_name() {
    std::array<char, 256> name{};
    if (gethostname(name.data(), name.size() - 1) != 0) return "unknown";
    return name.data();
}

}  // namespace

Surroundings process_surroundings() {
    Surroundings here;
    here.out = [](std::string_view text) { return write_all(STDOUT_FILENO, text); };
    here.err = [](std::string_view text) { return write_all(STDERR_FILENO, text); };
    here.read_line = [] { return read_line_of(STDIN_FILENO); };
    here.out_is_terminal = isatty(STDOUT_FILENO) == 1;
    here.err_is_terminal = isatty(STDERR_FILENO) == 1;
    here.in_is_terminal = isatty(STDIN_FILENO) == 1;
    here.environment = environment_of;
    here.now = time_stamp;
    here.milliseconds = monotonic_milliseconds;
    here.random = random_bytes;
    here.keep_no_core = no_core;
    here.user = user_name();
    here.host = host_name();
    here.process = getpid();
    return here;
}

}  // namespace millwright::cli
