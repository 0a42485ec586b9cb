#include "migrate/sqlite_recovery.h"

#include <errno.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <new>
#include <optional>

#include "migrate/sqlite.h"

namespace millwright::migrate {
namespace {

/// The files of one recovery, by name, and the file system that SQLite sees them through.
class MemoryFiles {
public:
    MemoryFiles() : vfs_(*sqlite3_vfs_find(nullptr)) {
        name_ = "millwright-recovery-" + std::to_string(reinterpret_cast<std::uintptr_t>(this));
        vfs_.zName = name_.c_str();
        vfs_.szOsFile = sizeof(File);
        vfs_.pAppData = this;
        vfs_.pNext = nullptr;
        vfs_.xOpen = open;
        vfs_.xDelete = [](sqlite3_vfs* vfs, const char* name, int) {
            of(vfs).files_.erase(name);
            return SQLITE_OK;
        };
        vfs_.xAccess = [](sqlite3_vfs* vfs, const char* name, int, int* there) {
            *there = of(vfs).files_.count(name) != 0 ? 1 : 0;
            return SQLITE_OK;
        };
        vfs_.xFullPathname = [](sqlite3_vfs*, const char* name, int size, char* full) {
            sqlite3_snprintf(size, full, "%s", name);
            return SQLITE_OK;
        };
        sqlite3_vfs_register(&vfs_, 0);
    }
    ~MemoryFiles() { sqlite3_vfs_unregister(&vfs_); }
    MemoryFiles(const MemoryFiles&) = delete;
    MemoryFiles& operator=(const MemoryFiles&) = delete;

    const char* vfs_name() const { return name_.c_str(); }
    std::string& operator[](const std::string& name) { return files_[name]; }

private:
    struct File {
        sqlite3_file base;
        std::string* bytes;
    };

    static MemoryFiles& of(sqlite3_vfs* vfs) { return *static_cast<MemoryFiles*>(vfs->pAppData); }
    static std::string& bytes_of(sqlite3_file* file) { return *reinterpret_cast<File*>(file)->bytes; }

    static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
        static const sqlite3_io_methods methods = io_methods();
        auto* opened = new (file) File{};
        opened->base.pMethods = &methods;
        opened->bytes = &of(vfs).files_[name != nullptr ? name : ""];
        if (out_flags != nullptr) *out_flags = flags;
        return SQLITE_OK;
    }

    static int read(sqlite3_file* file, void* to, int size, sqlite3_int64 offset) {
        const std::string& bytes = bytes_of(file);
        const auto wanted = static_cast<std::size_t>(size);
        const std::size_t begin = std::min(static_cast<std::size_t>(offset), bytes.size());
        const std::size_t there = std::min(wanted, bytes.size() - begin);
        std::memset(to, 0, wanted);
        std::memcpy(to, bytes.data() + begin, there);
        return there == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
    }

    static int write(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
        std::string& bytes = bytes_of(file);
        const auto begin = static_cast<std::size_t>(offset);
        const auto count = static_cast<std::size_t>(size);
        if (bytes.size() < begin + count) bytes.resize(begin + count);
        std::memcpy(bytes.data() + begin, from, count);
        return SQLITE_OK;
    }

    static sqlite3_io_methods io_methods() {
        sqlite3_io_methods methods{};
        methods.iVersion = 1;
        methods.xClose = [](sqlite3_file*) { return SQLITE_OK; };
        methods.xRead = read;
        methods.xWrite = write;
        methods.xTruncate = [](sqlite3_file* file, sqlite3_int64 size) {
            bytes_of(file).resize(static_cast<std::size_t>(size));
            return SQLITE_OK;
        };
        methods.xSync = [](sqlite3_file*, int) { return SQLITE_OK; };
        methods.xFileSize = [](sqlite3_file* file, sqlite3_int64* size) {
            *size = static_cast<sqlite3_int64>(bytes_of(file).size());
            return SQLITE_OK;
        };
        methods.xLock = [](sqlite3_file*, int) { return SQLITE_OK; };
        methods.xUnlock = [](sqlite3_file*, int) { return SQLITE_OK; };
        methods.xCheckReservedLock = [](sqlite3_file*, int* held) {
            *held = 0;
            return SQLITE_OK;
        };
        methods.xFileControl = [](sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; };
        methods.xSectorSize = [](sqlite3_file*) { return 512; };
        methods.xDeviceCharacteristics = [](sqlite3_file*) { return 0; };
        return methods;
    }

    sqlite3_vfs vfs_;
    std::string name_;
    std::map<std::string, std::string, std::less<>> files_;
};

constexpr const char* file_name = "/state.db";

/// Inode, size and time of change of the file and of its journal.
std::array<std::int64_t, 8> state_of(const std::string& path) {
    std::array<std::int64_t, 8> state{};
    std::size_t at = 0;
    for (const std::string& name : {path, path + "-journal"}) {
        struct stat status {};
        const bool there = stat(name.c_str(), &status) == 0;
        for (const std::int64_t number :
             {there ? static_cast<std::int64_t>(status.st_ino) : 0, static_cast<std::int64_t>(status.st_size),
              static_cast<std::int64_t>(status.st_mtim.tv_sec), static_cast<std::int64_t>(status.st_mtim.tv_nsec)}) {
            state[at++] = number;
        }
    }
    return state;
}

/// A file that is not there any more is empty; false when it is there and cannot be read.
bool read_whole(const std::string& path, std::string& bytes) {
    bytes.clear();
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) return errno == ENOENT;
    std::ifstream stream(path, std::ios::binary);
    if (!stream) return false;
    bytes.assign(std::istreambuf_iterator<char>(stream), {});
    return !stream.bad();
}

/// Both files, not torn: whoever writes meanwhile changes one of the two, and they are read again.
bool read_both(const std::string& path, MemoryFiles& files) {
    constexpr int attempts = 5;
    for (int attempt = 0; attempt < attempts; ++attempt) {
        const auto before = state_of(path);
        for (const std::string ending : {"", "-journal"}) {
            if (!read_whole(path + ending, files[file_name + ending])) return false;
        }
        if (state_of(path) == before) return true;
    }
    return false;
}

/// The file's bytes after SQLite's own recovery; empty when it cannot be done.
std::string recover(MemoryFiles& files) {
    sqlite3* database = nullptr;
    const int opened = sqlite3_open_v2(file_name, &database, SQLITE_OPEN_READWRITE, files.vfs_name());
    if (opened == SQLITE_OK) sqlite3_exec(database, "SELECT count(*) FROM sqlite_schema", nullptr, nullptr, nullptr);
    sqlite3_close(database);
    return std::move(files[file_name]);
}

}  // namespace

Result<std::unique_ptr<Sql>> open_sqlite_recovered(const std::string& path, const std::string& shown) {
    MemoryFiles files;
    if (!read_both(path, files)) {
        return fail_in_file(FailureKind::environment, Code::cannot_read, shown,
                            "the state and the journal of an apply that was killed cannot be read together",
                            "nothing was changed; try again, and give read permission to both files");
    }
    return open_sqlite_bytes(recover(files), shown);
}

}  // namespace millwright::migrate
