#include "graph/layout/child.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <exception>
#include <fstream>
#include <new>
#include <utility>

namespace millwright::layout {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t most_messages = 8 * 1024;
constexpr int status_failed = 3;
constexpr int status_out_of_memory = 4;

/// An end of a pipe, closed when it goes.
class End {
public:
    End() = default;
    explicit End(int descriptor) : descriptor_(descriptor) {}
    ~End() { close(); }
    End(End&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    End& operator=(End&& other) noexcept {
        close();
        descriptor_ = std::exchange(other.descriptor_, -1);
        return *this;
    }
    int get() const { return descriptor_; }
    bool is_open() const { return descriptor_ >= 0; }
    void close() {
        if (descriptor_ >= 0) ::close(descriptor_);
        descriptor_ = -1;
    }

private:
    int descriptor_ = -1;
};

struct Pipe {
    End read;
    End write;
};

Pipe make_pipe() {
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return {};
    return {End(ends[0]), End(ends[1])};
}

/// Bytes that this process has already.
struct Memory {
    std::size_t address_space = 0;
    std::size_t resident = 0;
};

Memory memory_of_this_process() {
    std::ifstream file("/proc/self/statm");
    Memory memory;
    file >> memory.address_space >> memory.resident;
    const auto page = static_cast<std::size_t>(std::max(0L, ::sysconf(_SC_PAGESIZE)));
    return {memory.address_space * page, memory.resident * page};
}

void limit(int resource, rlim_t most) {
    rlimit now{};
    if (::getrlimit(static_cast<__rlimit_resource_t>(resource), &now) != 0) return;
    now.rlim_cur = std::min(now.rlim_max, most);
    ::setrlimit(static_cast<__rlimit_resource_t>(resource), &now);
}

bool write_all(int to, const std::string& bytes) {
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::write(to, bytes.data() + done, bytes.size() - done);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        done += static_cast<std::size_t>(count);
    }
    return true;
}

/// What the child does; never returns, and runs no destructors of the parent's objects.
[[noreturn]] void be_child(const std::function<std::string()>& work, const End& out, const End& messages,
                           double seconds, std::size_t memory, pid_t parent) {
    for (const int each : {SIGINT, SIGTERM, SIGPIPE, SIGHUP}) ::signal(each, SIG_DFL);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(status_failed);
    ::dup2(messages.get(), STDERR_FILENO);
    const int nowhere = ::open("/dev/null", O_RDWR);
    ::dup2(nowhere, STDIN_FILENO);
    ::dup2(nowhere, STDOUT_FILENO);
    limit(RLIMIT_CORE, 0);
    // The parent stops the child by the clock; this is for a parent that is stopped itself.
    limit(RLIMIT_CPU, static_cast<rlim_t>(std::ceil(std::clamp(seconds, 1.0, 1e6))) + 1);
    limit(RLIMIT_AS, static_cast<rlim_t>(memory_of_this_process().address_space + memory));
    try {
        ::_exit(write_all(out.get(), work()) ? 0 : status_failed);
    } catch (const std::bad_alloc&) {
        ::_exit(status_out_of_memory);
    } catch (const std::exception& error) {
        const std::string line = std::string(error.what()) + "\n";
        write_all(STDERR_FILENO, line);
        ::_exit(status_failed);
    } catch (...) {
        ::_exit(status_failed);
    }
}

/// Reads what there is; closes the end when there will be no more.
void read_some(End& from, std::string& into, std::size_t most) {
    std::array<char, 64 * 1024> buffer;
    const ssize_t count = ::read(from.get(), buffer.data(), buffer.size());
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) return;
    if (count <= 0) return from.close();
    into.append(buffer.data(), std::min(static_cast<std::size_t>(count), most - std::min(most, into.size())));
}

/// False when time ran out before the child had closed its ends.
bool read_until(Clock::time_point deadline, End& out, End& messages, ChildResult& result) {
    while (out.is_open() || messages.is_open()) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
        if (left <= 0) return false;
        std::array<pollfd, 2> waiting{{{out.get(), POLLIN, 0}, {messages.get(), POLLIN, 0}}};
        if (::poll(waiting.data(), waiting.size(), static_cast<int>(std::min<long long>(left, 60'000))) < 0 &&
            errno != EINTR) {
            return false;
        }
        if (waiting[0].revents != 0) read_some(out, result.out, std::string::npos);
        if (waiting[1].revents != 0) read_some(messages, result.messages, most_messages);
    }
    return true;
}

/// What fails or crashes with most of its memory used did so for want of more: few libraries say it.
bool used_up(const rusage& usage, std::size_t before, std::size_t memory) {
    return static_cast<std::size_t>(usage.ru_maxrss) * 1024 > before + memory / 4 * 3;
}

void set_ending(ChildResult& result, int status, bool timed_out, bool memory_used_up) {
    if (timed_out) {
        result.ending = Ending::timed_out;
    } else if (WIFSIGNALED(status)) {
        result.ending = WTERMSIG(status) == SIGXCPU ? Ending::timed_out : Ending::crashed;
        result.detail = WTERMSIG(status);
    } else if (WEXITSTATUS(status) != 0) {
        result.ending = WEXITSTATUS(status) == status_out_of_memory ? Ending::out_of_memory : Ending::failed;
        result.detail = WEXITSTATUS(status);
    }
    const bool went_wrong = result.ending == Ending::crashed || result.ending == Ending::failed;
    if (went_wrong && memory_used_up) result.ending = Ending::out_of_memory;
    if (result.ending != Ending::fine) result.out.clear();
}

ChildResult not_started() {
    ChildResult result;
    result.ending = Ending::not_started;
    result.detail = errno;
    return result;
}

}  // namespace

ChildResult run_in_child(const std::function<std::string()>& work, double seconds, std::size_t memory) {
    Pipe out = make_pipe();
    Pipe messages = make_pipe();
    if (!out.read.is_open() || !messages.read.is_open()) return not_started();
    const auto wait = std::chrono::duration<double>(std::clamp(seconds, 0.0, 1e6));
    const auto deadline = Clock::now() + std::chrono::duration_cast<Clock::duration>(wait);
    const std::size_t before = memory_of_this_process().resident;
    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    if (child < 0) return not_started();
    if (child == 0) be_child(work, out.write, messages.write, seconds, memory, parent);
    out.write.close();
    messages.write.close();

    ChildResult result;
    const bool timed_out = !read_until(deadline, out.read, messages.read, result);
    // A child whose ends are closed is about to end; one that is late is stopped.
    if (timed_out) ::kill(child, SIGKILL);
    int status = 0;
    rusage usage{};
    while (::wait4(child, &status, 0, &usage) < 0) {
        if (errno != EINTR) return not_started();
    }
    set_ending(result, status, timed_out, used_up(usage, before, memory));
    return result;
}

}  // namespace millwright::layout
