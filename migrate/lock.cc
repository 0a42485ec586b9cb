#include "migrate/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <array>

#include "graph/utf8.h"
#include "migrate/fault_point.h"
#include "migrate/registry.h"

namespace millwright::migrate {
namespace {

constexpr std::uint32_t poll_ms = 20;
constexpr std::uint32_t naming_ms =
    500;  // for a holder that has the lock and has not yet written, or just removed, its name

class FileDescriptor {
public:
    explicit FileDescriptor(int number) : number_(number) {}
    FileDescriptor(FileDescriptor&& other) noexcept : number_(other.number_) { other.number_ = -1; }
    FileDescriptor& operator=(FileDescriptor&&) = delete;
    ~FileDescriptor() {
        if (number_ >= 0) close(number_);
    }
    int number() const { return number_; }

private:
    int number_;
};

class HeldFileLock final : public HeldLock {
public:
    explicit HeldFileLock(FileDescriptor file) : file_(std::move(file)) {}
    ~HeldFileLock() override {
        // The text names a holder only while the lock is held; what is left by a killed one is never believed.
        if (ftruncate(file_.number(), 0) != 0) return;
    }

private:
    FileDescriptor file_;
};

struct flock whole_file() {
    struct flock lock {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    return lock;
}

bool try_lock(int file) {
    struct flock lock = whole_file();
    return fcntl(file, F_OFD_SETLK, &lock) == 0;
}

/// Empty while nobody has written it.
std::string text_of(int file) {
    std::array<char, 512> buffer{};
    const ssize_t size = pread(file, buffer.data(), buffer.size(), 0);
    std::string text(buffer.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return printable(text);
}

void write_holder(int file, const Who& who) {
    const std::string text =
        who.user + "@" + who.host + ", process " + std::to_string(who.pid) + ", since " + who.now + "\n";
    // The text only informs: the lock is held whether or not it can be written.
    if (ftruncate(file, 0) != 0) return;
    if (pwrite(file, text.data(), text.size(), 0) < 0) return;
}

void sleep_ms(std::uint32_t milliseconds) {
    struct timespec time {};
    time.tv_nsec = static_cast<long>(milliseconds) * 1'000'000;
    nanosleep(&time, nullptr);
}

}  // namespace

Result<std::unique_ptr<HeldLock>> take_file_lock(const std::string& path, const Who& who, std::uint32_t timeout_ms) {
    FileDescriptor file(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (file.number() < 0) {
        return fail_in_file(FailureKind::environment, Code::state_unwritable, path,
                            std::string("the lock file cannot be opened: ") + strerror(errno),
                            "nothing was done; give write permission, or choose another deployment");
    }
    std::uint32_t waited = 0;
    while (!try_lock(file.number())) {
        if (errno != EAGAIN && errno != EACCES) {
            return fail_in_file(FailureKind::environment, Code::unsupported_file_system, path,
                                std::string("the file cannot be locked: ") + strerror(errno), "use a local disk");
        }
        const std::string holder = waited >= timeout_ms ? text_of(file.number()) : "";
        if (!holder.empty() || waited >= timeout_ms + naming_ms) {
            return fail_in_file(
                FailureKind::refused, Code::lock_held, path,
                "another apply holds the lock: " + (holder.empty() ? std::string(unnamed_holder) : holder),
                "nothing was done; wait for it to end, or wait longer with --lock-timeout");
        }
        sleep_ms(poll_ms);
        waited += poll_ms;
    }
    fault_point("locked");
    write_holder(file.number(), who);
    return std::unique_ptr<HeldLock>(std::make_unique<HeldFileLock>(std::move(file)));
}

std::optional<std::string> file_lock_holder(const std::string& path) {
    const FileDescriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.number() < 0) return std::nullopt;
    struct flock lock = whole_file();
    if (fcntl(file.number(), F_OFD_GETLK, &lock) != 0 || lock.l_type == F_UNLCK) return std::nullopt;
    const std::string holder = text_of(file.number());
    return holder.empty() ? std::string(unnamed_holder) : holder;
}

}  // namespace millwright::migrate
