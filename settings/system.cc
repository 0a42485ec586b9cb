#include "settings/system.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>

#include "graph/utf8.h"
#include "settings/descriptor.h"
#include "settings/interrupts.h"
#include "settings/limits.h"
#include "settings/program_arguments.h"

extern char** environ;

namespace millwright::settings {
namespace {

tl::unexpected<Failure> cannot_read(const std::string& path, const std::string& why) {
    return fail_in_file(FailureKind::environment, Code::cannot_read, path,
                        "cannot read \"" + printable(path) + "\": " + why);
}

tl::unexpected<Failure> too_large(const std::string& path) {
    return fail_in_file(
        FailureKind::environment, Code::too_large, path,
        "\"" + printable(path) + "\" is larger than " + std::to_string(limits::file_bytes / limits::mebibyte) + " MiB");
}

tl::unexpected<Failure> cannot_write(const std::string& path, int error) {
    return fail_in_file(FailureKind::environment, Code::cannot_write, path,
                        "cannot write \"" + printable(path) + "\": " + std::strerror(error));
}

/// Reads until the end; false on an error, with errno set (EFBIG beyond `limit`).
bool read_all(int file, std::string& text, std::size_t limit) {
    std::size_t used = text.size();
    while (true) {
        // What the caller reserved is enough for a file that does not grow meanwhile; more would be twice its memory.
        if (text.size() == used) text.resize(text.capacity() > used ? text.capacity() : used + used / 2 + 65'536);
        const ssize_t got = ::read(file, text.data() + used, text.size() - used);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return false;
        if (got == 0) break;
        used += static_cast<std::size_t>(got);
        if (used > limit) {
            errno = EFBIG;
            return false;
        }
    }
    text.resize(used);
    return true;
}

bool write_all(int file, std::string_view text) {
    while (!text.empty()) {
        const ssize_t put = ::write(file, text.data(), text.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return false;
        text.remove_prefix(static_cast<std::size_t>(put));
    }
    return true;
}

/// The file that a path means: where it leads when it is a symbolic link.
std::string followed(const std::string& path) {
    const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr), &std::free);
    return real ? std::string(real.get()) : path;
}

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string::npos) return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

bool sync_folder(const std::string& folder) {
    const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    // Some file systems cannot sync a folder and say EINVAL; nothing better can be had there.
    return opened.open() && (::fsync(opened.number()) == 0 || errno == EINVAL);
}

/// A file for a new text, with no name until it is whole or with one beside the path that it is for. Every function is
/// false with errno set when it fails; then nothing is left behind.
class NewFile {
public:
    NewFile(std::string path, unsigned mode, bool has_name) : path_(std::move(path)) {
        const auto open = [&](const char* where, int flags) {
            file_ = Descriptor(::open(where, O_WRONLY | O_CLOEXEC | flags, mode));
            return file_.open();
        };
        if (!has_name) {
            open(folder_of(path_).c_str(), O_TMPFILE);
        } else if (!make_beside([&](const char* name) { return open(name, O_CREAT | O_EXCL); })) {
            name_.clear();
        }
    }
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;
    ~NewFile() {
        const int error = errno;
        if (!name_.empty()) ::unlink(name_.c_str());
        errno = error;
    }

    bool open() const { return file_.open(); }
    bool fill(std::string_view text) {
        struct stat old {};
        if (::stat(path_.c_str(), &old) == 0 && ::fchmod(file_.number(), old.st_mode & 07777) != 0) return false;
        return write_all(file_.number(), text) && ::fsync(file_.number()) == 0;
    }
    bool put_in_place() {
        if (name_.empty() && link_to(path_.c_str())) return file_.close();
        // A link cannot replace what is there; a name that is renamed at once can.
        if (name_.empty() && !make_beside([this](const char* name) { return link_to(name); })) {
            name_.clear();
            return false;
        }
        if (!file_.close() || ::rename(name_.c_str(), path_.c_str()) != 0) return false;
        name_.clear();
        return true;
    }

private:
    /// Calls `make` with names beside the path until one is not taken.
    template <class Make>
    bool make_beside(Make&& make) {
        for (int attempt = 0; attempt < 100; ++attempt) {
            name_ = path_ + ".new-" + std::to_string(::getpid()) + "-" + std::to_string(attempt);
            if (make(name_.c_str())) return true;
            if (errno != EEXIST) break;
        }
        return false;
    }
    bool link_to(const char* name) const {
        const std::string open_file = "/proc/self/fd/" + std::to_string(file_.number());
        return ::linkat(AT_FDCWD, open_file.c_str(), AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0;
    }

    std::string path_;
    std::string name_;  ///< beside the path; empty while there is none
    Descriptor file_;
};

bool write_new(const std::string& path, std::string_view text, unsigned mode, bool has_name) {
    NewFile file(path, mode, has_name);
    return file.open() && file.fill(text) && file.put_in_place() && sync_folder(folder_of(path));
}

struct Pipe {
    Descriptor read_end;
    Descriptor write_end;
};

bool open_pipe(Pipe& made) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return false;
    made.read_end = Descriptor(ends[0]);
    made.write_end = Descriptor(ends[1]);
    return true;
}

/// Reads both pipes as they fill, so that neither blocks the program.
bool drain(Pipe& out, Pipe& err, ProgramOutput& output) {
    std::array<Pipe*, 2> pipes{&out, &err};
    std::array<std::string*, 2> texts{&output.out, &output.err};
    std::array<char, 65'536> buffer{};
    while (pipes[0]->read_end.open() || pipes[1]->read_end.open()) {
        std::array<pollfd, 2> waiting{pollfd{pipes[0]->read_end.number(), POLLIN, 0},
                                      pollfd{pipes[1]->read_end.number(), POLLIN, 0}};
        if (::poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR) return false;
        for (std::size_t i = 0; i < pipes.size(); ++i) {
            if ((waiting[i].revents & (POLLIN | POLLHUP | POLLERR)) == 0) continue;
            const ssize_t got = ::read(waiting[i].fd, buffer.data(), buffer.size());
            if (got < 0 && errno == EINTR) continue;
            if (got <= 0) {
                pipes[i]->read_end.close();
            } else if (texts[i]->size() < limits::file_bytes) {
                texts[i]->append(buffer.data(), static_cast<std::size_t>(got));
            }
        }
    }
    return true;
}

/// The process's environment with these NAME=VALUE entries in place of its own.
std::vector<std::string> environment_with(const std::vector<std::string>& changes) {
    std::vector<std::string> all = changes;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view own(*entry);
        const std::string_view name = own.substr(0, own.find('=') + 1);
        bool replaced = false;
        for (const std::string& change : changes) replaced = replaced || std::string_view(change).starts_with(name);
        if (!replaced) all.emplace_back(own);
    }
    return all;
}

/// Starts the program; returns 0 or an error number.
int spawn(pid_t& child, std::vector<std::string> arguments, std::vector<std::string> environment, const Pipe& out,
          const Pipe& err) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out.write_end.number(), 1);
    posix_spawn_file_actions_adddup2(&actions, err.write_end.number(), 2);
    const int error = ::posix_spawnp(&child, arguments.front().c_str(), &actions, nullptr,
                                     pointers_to(arguments).data(), pointers_to(environment).data());
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

int wait_for(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + (WIFSIGNALED(status) ? WTERMSIG(status) : 0);
}

}  // namespace

Result<std::string> read_file(const std::string& path) {
    if (path.find('\0') != std::string::npos) return cannot_read(path, "the name holds a NUL byte");
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
    if (!file.open()) return cannot_read(path, errno == ENOENT ? "there is no such file" : std::strerror(errno));
    struct stat about {};
    if (::fstat(file.number(), &about) != 0) return cannot_read(path, std::strerror(errno));
    if (S_ISDIR(about.st_mode)) return cannot_read(path, "it is a folder");
    std::string text;
    if (S_ISREG(about.st_mode) && about.st_size > 0) {
        const auto size = static_cast<std::size_t>(about.st_size);
        if (size > limits::file_bytes) return too_large(path);
        text.reserve(size + 1);
        text.resize(0);
    }
    if (!read_all(file.number(), text, limits::file_bytes)) {
        if (errno == EFBIG) return too_large(path);
        return cannot_read(path, std::strerror(errno));
    }
    return text;
}

Result<bool> write_file_atomically(const std::string& path, std::string_view text, unsigned mode) {
    const std::string target = followed(path);
    struct stat about {};
    if (::stat(target.c_str(), &about) == 0 && !S_ISREG(about.st_mode)) {
        // Devices and pipes cannot be replaced; they are written as they are.
        if (S_ISDIR(about.st_mode)) return cannot_write(path, EISDIR);
        Descriptor device(::open(target.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY));
        if (!device.open() || !write_all(device.number(), text) || !device.close()) return cannot_write(path, errno);
        return true;
    }
    const HeldInterrupts held;
    // Not every file system can make files without a name; where one can, a kill leaves none behind.
    if (!write_new(target, text, mode, false) && !write_new(target, text, mode, true)) return cannot_write(path, errno);
    return true;
}

Result<bool> make_private_folder(const std::string& path) {
    struct stat about {};
    if (::stat(path.c_str(), &about) == 0)
        return S_ISDIR(about.st_mode) ? Result<bool>(true) : cannot_write(path, ENOTDIR);
    const std::string above = folder_of(path);
    if (above != path && above != ".") {
        if (auto made = make_private_folder(above); !made) return made;
    }
    if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) return cannot_write(path, errno);
    if (!sync_folder(above)) return cannot_write(path, errno);
    return true;
}

Result<bool> rename_folder(const std::string& from, const std::string& to) {
    struct stat about {};
    if (::lstat(to.c_str(), &about) == 0) return cannot_write(to, EEXIST);
    if (::rename(from.c_str(), to.c_str()) != 0 || !sync_folder(folder_of(to))) return cannot_write(to, errno);
    return true;
}

Result<ProgramOutput> run_program(const std::vector<std::string>& arguments,
                                  const std::vector<std::string>& environment) {
    const auto cannot_start = [&](int error) {
        return fail(
            FailureKind::environment, Code::cannot_read, {},
            "cannot start \"" + printable(arguments.empty() ? "" : arguments.front()) + "\": " + std::strerror(error));
    };
    if (arguments.empty()) return cannot_start(EINVAL);
    Pipe out;
    Pipe err;
    if (!open_pipe(out) || !open_pipe(err)) return cannot_start(errno);
    pid_t child = 0;
    const int error = spawn(child, arguments, environment_with(environment), out, err);
    if (error != 0) return cannot_start(error);
    out.write_end.close();
    err.write_end.close();
    ProgramOutput output;
    drain(out, err, output);
    output.exit_status = wait_for(child);
    return output;
}

}  // namespace millwright::settings
