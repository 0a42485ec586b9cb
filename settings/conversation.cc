#include "settings/conversation.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "graph/utf8.h"
#include "settings/descriptor.h"
#include "settings/program_arguments.h"

namespace millwright::settings {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t most_kept_of_err = 8 * 1024;
constexpr int cannot_execute = 127;

/// The two ends of a channel: ours, and the one that becomes a stream of the program.
struct Channel {
    Descriptor ours;
    Descriptor theirs;
};

/// A socket for standard input, because writing to one whose reader has gone can be done without a signal.
bool open_input(Channel& made) {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return false;
    made = {Descriptor(ends[0]), Descriptor(ends[1])};
    return true;
}

bool open_output(Channel& made) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return false;
    made = {Descriptor(ends[0]), Descriptor(ends[1])};
    return true;
}

struct Channels {
    Channel in;
    Channel out;
    Channel err;
    Channel trouble;  ///< closed when the program was started; else it says the error number

    bool open() { return open_input(in) && open_output(out) && open_output(err) && open_output(trouble); }
};

bool can_be_executed(const std::string& path) {
    struct stat about {};
    return ::stat(path.c_str(), &about) == 0 && S_ISREG(about.st_mode) && ::access(path.c_str(), X_OK) == 0;
}

/// As a shell finds it; "" when it is not there. Searched for before the fork, behind which no memory may be asked for.
std::string found_on_path(const std::string& program) {
    if (program.find('/') != std::string::npos) return can_be_executed(program) ? program : std::string();
    const char* path = std::getenv("PATH");
    std::string_view left = path != nullptr ? path : "/usr/bin:/bin";
    while (true) {
        const std::size_t colon = left.find(':');
        std::string folder(left.substr(0, colon));
        const std::string candidate = (folder.empty() ? "." : folder) + "/" + program;
        if (can_be_executed(candidate)) return candidate;
        if (colon == std::string_view::npos) return {};
        left.remove_prefix(colon + 1);
    }
}

void limit(int resource, rlim_t most) {
    rlimit now{};
    if (::getrlimit(static_cast<__rlimit_resource_t>(resource), &now) != 0) return;
    now.rlim_max = std::min(now.rlim_max, most);
    now.rlim_cur = std::min(now.rlim_cur, now.rlim_max);
    ::setrlimit(static_cast<__rlimit_resource_t>(resource), &now);
}

/// What the child does: only what may be done between fork and exec.
[[noreturn]] void become(const char* program, char* const* arguments, char* const* environment, Channels& channels,
                         const ConversationLimits& limits, pid_t parent) {
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    sigset_t none{};
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    for (const int each : {SIGINT, SIGTERM, SIGPIPE, SIGHUP}) ::signal(each, SIG_DFL);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, limits.processor_seconds);
    if (limits.memory != 0) limit(RLIMIT_AS, limits.memory);
    if (!limits.may_write_files) limit(RLIMIT_FSIZE, 0);
    const bool ready = ::getppid() == parent && ::dup2(channels.in.theirs.number(), 0) >= 0 &&
                       ::dup2(channels.out.theirs.number(), 1) >= 0 && ::dup2(channels.err.theirs.number(), 2) >= 0;
    if (ready) ::execve(program, arguments, environment);
    const int error = errno;
    [[maybe_unused]] const ssize_t said = ::write(channels.trouble.theirs.number(), &error, sizeof error);
    ::_exit(cannot_execute);
}

/// A program that was started; killed with all that it started, and waited for, at the latest when this goes.
class Child {
public:
    explicit Child(pid_t id) : id_(id) {}
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() { end(); }

    /// Waits for it without an end when `kills` is false. The status of waitpid.
    int end(bool kills = true) {
        if (id_ <= 0) return status_;
        if (kills) kill_all();
        while (::waitpid(id_, &status_, 0) < 0 && errno == EINTR) {
        }
        // What it may have started is left in its group.
        if (!kills) ::kill(-id_, SIGKILL);
        id_ = 0;
        return status_;
    }
    /// Whether it has ended by itself; then nothing has to be killed.
    bool ended_within(Clock::time_point deadline) const {
        while (true) {
            siginfo_t about{};
            if (::waitid(P_PID, static_cast<id_t>(id_), &about, WEXITED | WNOHANG | WNOWAIT) == 0 &&
                about.si_pid == id_) {
                return true;
            }
            if (Clock::now() >= deadline) return false;
            ::poll(nullptr, 0, 1);
        }
    }

private:
    void kill_all() const {
        ::kill(-id_, SIGKILL);
        ::kill(id_, SIGKILL);
    }

    pid_t id_;
    int status_ = 0;
};

/// What is said to the program and heard from it, until one of the two has enough.
class Talk {
public:
    Talk(Channels& channels, std::string first, const Answer& answer, const ConversationLimits& limits)
        : in_(channels.in.ours),
          out_(channels.out.ours),
          err_(channels.err.ours),
          to_say_(std::move(first)),
          answer_(answer),
          limits_(limits),
          deadline_(Clock::now() + limits.wall) {
        to_say_ += '\n';
    }

    Clock::time_point deadline() const { return deadline_; }
    std::string& err_text() { return err_text_; }

    ConversationEnd run() {
        while (out_.open()) {
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline_ - Clock::now()).count();
            if (left <= 0) return ConversationEnd::out_of_time;
            std::array<pollfd, 3> waiting{
                {{out_.number(), POLLIN, 0}, {err_.number(), POLLIN, 0}, {says() ? in_.number() : -1, POLLOUT, 0}}};
            const int ready =
                ::poll(waiting.data(), waiting.size(), static_cast<int>(std::min<long long>(left, 60'000)));
            if (ready < 0 && errno != EINTR) return ConversationEnd::exited;
            if (ready <= 0) continue;
            if (waiting[2].revents != 0) say();
            if (waiting[1].revents != 0) hear_err();
            if (waiting[0].revents == 0) continue;
            if (const auto end = hear()) return *end;
        }
        return ConversationEnd::exited;
    }
    /// What is still in the pipe of a program that has ended.
    void hear_the_rest_of_err() {
        pollfd waiting{err_.number(), POLLIN, 0};
        while (err_.open() && ::poll(&waiting, 1, 0) > 0) hear_err();
    }

private:
    bool says() const { return in_.open() && said_ < to_say_.size(); }

    void say() {
        const ssize_t put =
            ::send(in_.number(), to_say_.data() + said_, to_say_.size() - said_, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (put < 0 && (errno == EINTR || errno == EAGAIN)) return;
        // A program that does not listen any more may still have something to say.
        if (put < 0) return static_cast<void>(in_.close());
        said_ += static_cast<std::size_t>(put);
        if (said_ < to_say_.size()) return;
        to_say_.clear();
        said_ = 0;
    }

    void hear_err() {
        std::array<char, 16 * 1024> buffer;
        const ssize_t got = ::read(err_.number(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) return;
        if (got <= 0) return static_cast<void>(err_.close());
        err_text_.append(buffer.data(), static_cast<std::size_t>(got));
        if (err_text_.size() > 2 * most_kept_of_err) err_text_.erase(0, err_text_.size() - most_kept_of_err);
    }

    /// Reads what there is and answers the lines that are whole.
    std::optional<ConversationEnd> hear() {
        std::array<char, 64 * 1024> buffer;
        const ssize_t got = ::read(out_.number(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) return {};
        if (got <= 0) {
            out_.close();
            return {};
        }
        std::string_view heard(buffer.data(), static_cast<std::size_t>(got));
        for (std::size_t end = heard.find('\n'); end != std::string_view::npos; end = heard.find('\n')) {
            line_.append(heard.substr(0, end));
            heard.remove_prefix(end + 1);
            auto reply = answer_(line_);
            line_.clear();
            if (!reply) return ConversationEnd::agreed;
            to_say_ += *reply;
            to_say_ += '\n';
            // A program that asks and does not listen would fill our memory.
            if (to_say_.size() > limits_.line) return ConversationEnd::line_too_long;
        }
        line_.append(heard);
        if (line_.size() > limits_.line) return ConversationEnd::line_too_long;
        return {};
    }

    Descriptor& in_;
    Descriptor& out_;
    Descriptor& err_;
    std::string to_say_;
    std::size_t said_ = 0;
    std::string line_;
    std::string err_text_;
    const Answer& answer_;
    const ConversationLimits& limits_;
    Clock::time_point deadline_;
};

tl::unexpected<Failure> cannot_start(const ConversationPartner& partner, const std::string& why) {
    const std::string program = partner.arguments.empty() ? std::string() : partner.arguments.front();
    return fail(FailureKind::environment, Code::cannot_read, {}, "cannot start " + in_quotes(program) + ": " + why);
}

/// The error number that the child had when it could not start the program; 0 when it could.
int trouble_of(Channels& channels) {
    int error = 0;
    ssize_t got = 0;
    do {
        got = ::read(channels.trouble.ours.number(), &error, sizeof error);
    } while (got < 0 && errno == EINTR);
    return got == sizeof error ? error : 0;
}

void close_their_ends(Channels& channels) {
    for (Channel* each : {&channels.in, &channels.out, &channels.err, &channels.trouble}) each->theirs.close();
}

void take_status(Conversation& conversation, int status) {
    if (conversation.end != ConversationEnd::exited) return;
    if (WIFSIGNALED(status)) conversation.end = ConversationEnd::killed;
    conversation.status = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

Result<Conversation> converse(const ConversationPartner& partner, std::string first, const Answer& answer,
                              const ConversationLimits& limits) {
    const std::string program = partner.arguments.empty() ? std::string() : found_on_path(partner.arguments.front());
    if (program.empty()) return cannot_start(partner, "it is not there, or no program");
    std::vector<std::string> arguments = partner.arguments;
    std::vector<std::string> environment = partner.environment;
    const auto argument_pointers = pointers_to(arguments);
    const auto environment_pointers = pointers_to(environment);
    Channels channels;
    if (!channels.open()) return cannot_start(partner, std::strerror(errno));
    const pid_t parent = ::getpid();
    const pid_t id = ::fork();
    if (id < 0) return cannot_start(partner, std::strerror(errno));
    if (id == 0) {
        become(program.c_str(), argument_pointers.data(), environment_pointers.data(), channels, limits, parent);
    }
    Child child(id);
    close_their_ends(channels);
    if (const int error = trouble_of(channels); error != 0) return cannot_start(partner, std::strerror(error));
    Talk talk(channels, std::move(first), answer, limits);
    Conversation conversation;
    conversation.end = talk.run();
    if (conversation.end == ConversationEnd::exited) {
        if (!child.ended_within(talk.deadline())) conversation.end = ConversationEnd::out_of_time;
    }
    take_status(conversation, child.end(conversation.end != ConversationEnd::exited));
    talk.hear_the_rest_of_err();
    conversation.err = std::move(talk.err_text());
    if (conversation.err.size() > most_kept_of_err) {
        conversation.err.erase(0, conversation.err.size() - most_kept_of_err);
    }
    return conversation;
}

}  // namespace millwright::settings
