#include "migrate/sqlite_store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#include <array>

#include "migrate/fault_point.h"
#include "migrate/lock.h"
#include "migrate/sqlite.h"
#include "migrate/sqlite_recovery.h"

namespace millwright::migrate {
namespace {

/// "MWrt", in the header of every file of ours.
constexpr std::uint64_t application_id = 0x4D577274;

/// File systems on which locks or syncs cannot be trusted, by statfs(2).
struct UnsafeFileSystem {
    std::uint32_t magic;
    std::string_view name;
};
constexpr std::array<UnsafeFileSystem, 5> unsafe_file_systems{{
    {0x6969, "NFS"},
    {0xFF534D42, "CIFS"},
    {0xFE534D42, "SMB"},
    {0x517B, "SMB"},
    {0x65735546, "FUSE"},
}};

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string::npos) return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

/// Of a path that is not there: the file system on which it would be made.
Result<bool> check_file_system(std::string path, const std::string& shown) {
    struct statfs status {};
    while (statfs(path.c_str(), &status) != 0) {
        // Whatever else is wrong shows when it is opened.
        if (errno != ENOENT || path == folder_of(path)) return true;
        path = folder_of(path);
    }
    for (const UnsafeFileSystem& each : unsafe_file_systems) {
        if (static_cast<std::uint32_t>(status.f_type) != each.magic) continue;
        return fail_in_file(
            FailureKind::environment, Code::unsupported_file_system, shown,
            "its folder is on " + std::string(each.name) + ", where files cannot be locked and synced reliably",
            "use a local disk, or a shared postgresql:// deployment");
    }
    return true;
}

tl::unexpected<Failure> unwritable(const std::string& shown, const std::string& what) {
    const std::string reason = strerror(errno);
    return fail_in_file(FailureKind::environment, Code::state_unwritable, shown, what + ": " + reason,
                        "nothing was done; make room or give write permission, then try again");
}

bool sync_folder(const std::string& folder) {
    const int file = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0) return false;
    const bool synced = fsync(file) == 0;
    close(file);
    return synced;
}

/// Makes the folder and what is missing above it, private to the user.
Result<bool> make_folder(const std::string& folder, const std::string& shown) {
    struct stat status {};
    if (stat(folder.c_str(), &status) == 0) return true;
    const std::string parent = folder_of(folder);
    if (parent != folder) {
        auto above = make_folder(parent, shown);
        if (!above) return above;
    }
    if (mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return unwritable(shown, "the folder cannot be created");
    sync_folder(parent);
    return true;
}

class SqliteStore final : public Store {
public:
    SqliteStore(std::string url, std::string path) : url_(std::move(url)), path_(std::move(path)) {}

    const std::string& url() const override { return url_; }
    std::string place() const override { return path_; }

    Result<OpenStore> open_to_read() const override {
        auto sql = open_view();
        if (!sql) return tl::unexpected<Failure>(std::move(sql.error()));
        return OpenStore::begin(std::move(*sql), false);
    }

    Result<OpenStore> open_to_write(const Who& who, std::uint32_t timeout_ms) override {
        auto lock = take_lock(who, timeout_ms);
        if (!lock) return tl::unexpected<Failure>(std::move(lock.error()));
        auto sql = open_writable();
        if (!sql) return tl::unexpected<Failure>(std::move(sql.error()));
        fault_point("opened");
        return OpenStore::begin(std::move(*sql), true, std::move(*lock));
    }

    /// A file is there at once, and whoever asks holds the lock.
    Result<OpenStore> open_when_settled(const Who&) const override { return open_to_read(); }

    Result<StoreHeader> header(Sql& sql) const override {
        auto id = sqlite_pragma(sql, "application_id");
        if (!id) return tl::unexpected<Failure>(std::move(id.error()));
        auto version = sqlite_pragma(sql, "user_version");
        if (!version) return tl::unexpected<Failure>(std::move(version.error()));
        auto pages = sqlite_pragma(sql, "page_count");
        if (!pages) return tl::unexpected<Failure>(std::move(pages.error()));
        if (*id == application_id && *version != 0) return StoreHeader{false, *version};
        if (*id == application_id && *pages == 1 && !has_tables(sql)) return StoreHeader{true, 0};
        if (*pages == 0) {
            // Never left by an apply (make_empty), so that it once was a state.
            return fail_in_file(FailureKind::environment, Code::state_damaged, path_,
                                "the file is empty: what was in it is gone",
                                "nothing was changed: restore it from a backup, or remove it to start anew");
        }
        return fail_in_file(FailureKind::environment, Code::state_damaged, path_,
                            "the file is an SQLite database, but not a state of Millwright",
                            "name another file in the deployment's URL");
    }

    Result<bool> mark(Sql& sql, std::uint64_t format) override {
        return sql.run("PRAGMA application_id=" + std::to_string(application_id) +
                       "; PRAGMA user_version=" + std::to_string(format));
    }

    Result<std::string> back_up(Sql&, std::uint64_t format) override {
        const std::string path = path_ + ".format-" + std::to_string(format);
        const std::string growing = path + ".new";
        unlink(growing.c_str());
        const int file = open(growing.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (file < 0) return unwritable(path_, "a copy of the older state cannot be made");
        auto copied = copy_into(growing);
        const bool durable = copied && fsync(file) == 0;
        close(file);
        if (!copied) return unlink(growing.c_str()), tl::unexpected<Failure>(std::move(copied.error()));
        if (!durable || rename(growing.c_str(), path.c_str()) != 0 || !sync_folder(folder_of(path_))) {
            return unwritable(path_, "a copy of the older state cannot be made");
        }
        return path;
    }

    Result<bool> check() const override {
        auto sql = open_view();
        if (!sql) return tl::unexpected<Failure>(std::move(sql.error()));
        if (!*sql) return true;
        return sqlite_quick_check(**sql, path_);
    }

    std::optional<std::string> holder() const override { return file_lock_holder(path_ + ".lock"); }

private:
    /// nullptr where there is no file.
    Result<std::unique_ptr<Sql>> open_view() const {
        struct stat status {};
        if (stat(path_.c_str(), &status) != 0) {
            if (errno == ENOENT || errno == ENOTDIR) return std::unique_ptr<Sql>();
            return fail_in_file(FailureKind::environment, Code::cannot_read, path_,
                                std::string("the state cannot be read: ") + strerror(errno), "give read permission");
        }
        if (!S_ISREG(status.st_mode)) {
            return fail_in_file(FailureKind::environment, Code::state_damaged, path_, "the state is not a file",
                                "name a file in the deployment's URL");
        }
        auto safe = check_file_system(path_, path_);
        if (!safe) return tl::unexpected<Failure>(std::move(safe.error()));
        bool needs_recovery = false;
        auto opened = open_sqlite_to_read(path_, path_, &needs_recovery);
        if (opened || !needs_recovery) return opened;
        return open_sqlite_recovered(path_, path_);
    }

    /// Creates the file where there is none.
    Result<std::unique_ptr<Sql>> open_writable() const {
        auto safe = check_file_system(folder_of(path_), path_);
        if (!safe) return tl::unexpected<Failure>(std::move(safe.error()));
        struct stat status {};
        if (stat(path_.c_str(), &status) != 0 && errno == ENOENT) {
            if (auto made = make_empty(); !made) return tl::unexpected<Failure>(std::move(made.error()));
            fault_point("created");
        }
        const int file = open(path_.c_str(), O_RDWR | O_CLOEXEC);
        if (file < 0) return unwritable(path_, "the state cannot be written");
        close(file);
        return open_sqlite_to_write(path_, path_);
    }

    /// A state with nothing in it but our mark, there at once: a file without any bytes is one that was cut.
    Result<bool> make_empty() const {
        const std::string growing = path_ + ".new";
        unlink(growing.c_str());
        // SQLite gives its journal the file's own permissions.
        const int file = open(growing.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (file < 0) return unwritable(path_, "the state cannot be created");
        close(file);
        auto sql = open_sqlite_to_write(growing, path_);
        if (!sql) return tl::unexpected<Failure>(std::move(sql.error()));
        auto marked =
            (*sql)->run("PRAGMA journal_mode=MEMORY; PRAGMA application_id=" + std::to_string(application_id));
        sql->reset();
        if (!marked) return unlink(growing.c_str()), marked;
        if (rename(growing.c_str(), path_.c_str()) != 0) return unwritable(path_, "the state cannot be created");
        if (!sync_folder(folder_of(path_))) return unwritable(path_, "the state's folder cannot be synced");
        return true;
    }

    Result<std::unique_ptr<HeldLock>> take_lock(const Who& who, std::uint32_t timeout_ms) const {
        auto safe = check_file_system(folder_of(path_), path_);
        if (!safe) return tl::unexpected<Failure>(std::move(safe.error()));
        auto folder = make_folder(folder_of(path_), path_);
        if (!folder) return tl::unexpected<Failure>(std::move(folder.error()));
        return take_file_lock(path_ + ".lock", who, timeout_ms);
    }

    /// From another connection, because one with a transaction cannot.
    Result<bool> copy_into(const std::string& path) const {
        auto sql = open_view();
        if (!sql) return tl::unexpected<Failure>(std::move(sql.error()));
        if (auto may_copy = (*sql)->run("PRAGMA query_only=0"); !may_copy) return may_copy;
        auto statement = (*sql)->prepare("VACUUM INTO ?");
        if (!statement) return tl::unexpected<Failure>(std::move(statement.error()));
        (*statement)->bind_text(1, path.starts_with('/') ? path : "./" + path);
        return (*statement)->step();
    }

    static bool has_tables(Sql& sql) {
        auto statement = sql.prepare("SELECT 1 FROM sqlite_schema LIMIT 1");
        if (!statement) return true;
        auto row = (*statement)->step();
        return !row || *row;
    }

    std::string url_;
    std::string path_;
};

}  // namespace

std::unique_ptr<Store> sqlite_store(std::string url, std::string path) {
    return std::make_unique<SqliteStore>(std::move(url), std::move(path));
}

}  // namespace millwright::migrate
