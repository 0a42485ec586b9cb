// An SQLite file system that goes wrong on purpose: at the Nth change of a file (write, sync, truncation, removal) it
// kills the process, writes half and kills it, or says that the disk is full or broken.
#pragma once

#include <signal.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <map>
#include <string_view>

namespace millwright::test {

enum class DiskFault { kill, torn, full, broken };

struct DiskPlan {
    std::uint64_t at = 0;  ///< which change, from 1; 0 only counts
    DiskFault fault = DiskFault::kill;
    bool for_good = false;  ///< every later change fails too
};

class SqliteShim {
public:
    /// Becomes the file system of every connection that this process opens from now on.
    static void install(const DiskPlan& plan) {
        state().plan = plan;
        state().changes = 0;
        if (state().real != nullptr) return;
        state().real = sqlite3_vfs_find(nullptr);
        static sqlite3_vfs shim = *state().real;
        shim.zName = "millwright-faults";
        shim.xOpen = open;
        shim.xDelete = remove;
        sqlite3_vfs_register(&shim, 1);
    }

    /// "kill:12", "torn:3", "full:5", "broken:7"; anything else only counts.
    static DiskPlan plan_of(std::string_view text) {
        static constexpr std::pair<std::string_view, DiskFault> words[]{{"kill:", DiskFault::kill},
                                                                        {"torn:", DiskFault::torn},
                                                                        {"full:", DiskFault::full},
                                                                        {"broken:", DiskFault::broken}};
        for (const auto& [word, fault] : words) {
            if (text.starts_with(word)) {
                const auto number = std::strtoull(text.data() + word.size(), nullptr, 10);
                return {number, fault, fault == DiskFault::full};
            }
        }
        return {};
    }

    static std::uint64_t changes() { return state().changes; }

private:
    struct State {
        DiskPlan plan;
        std::uint64_t changes = 0;
        sqlite3_vfs* real = nullptr;
        std::map<const sqlite3_io_methods*, const sqlite3_io_methods*> patched;       ///< the real methods to ours
        std::map<const sqlite3_io_methods*, const sqlite3_io_methods*> real_methods;  ///< and back
    };
    static State& state() {
        static State the_state;
        return the_state;
    }

    [[noreturn]] static void die() {
        kill(getpid(), SIGKILL);
        _exit(99);
    }

    /// SQLITE_OK to go on.
    static int change(bool may_be_torn) {
        const std::uint64_t number = ++state().changes;
        const DiskPlan& plan = state().plan;
        if (plan.at == 0 || number < plan.at || (number > plan.at && !plan.for_good)) return SQLITE_OK;
        switch (plan.fault) {
            case DiskFault::kill: die();
            case DiskFault::torn:
                if (may_be_torn) return SQLITE_ABORT;
                die();
            case DiskFault::full: return SQLITE_FULL;
            case DiskFault::broken: return SQLITE_IOERR_WRITE;
        }
        return SQLITE_OK;
    }

    static const sqlite3_io_methods& real_of(sqlite3_file* file) { return *state().real_methods[file->pMethods]; }

    static int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
        const int code = change(true);
        if (code == SQLITE_OK) return real_of(file).xWrite(file, bytes, size, offset);
        if (code != SQLITE_ABORT) return code;
        real_of(file).xWrite(file, bytes, size / 2, offset);
        die();
    }
    static int sync(sqlite3_file* file, int flags) {
        const int code = change(false);
        return code == SQLITE_OK ? real_of(file).xSync(file, flags) : code;
    }
    static int truncate(sqlite3_file* file, sqlite3_int64 size) {
        const int code = change(false);
        return code == SQLITE_OK ? real_of(file).xTruncate(file, size) : code;
    }
    static int remove(sqlite3_vfs*, const char* name, int sync_folder) {
        const int code = change(false);
        return code == SQLITE_OK ? state().real->xDelete(state().real, name, sync_folder) : code;
    }
    static int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
        const int code = state().real->xOpen(state().real, name, file, flags, out_flags);
        if (code != SQLITE_OK || file->pMethods == nullptr) return code;
        auto& ours = state().patched[file->pMethods];
        if (ours == nullptr) {
            auto* methods = new sqlite3_io_methods(*file->pMethods);
            methods->xWrite = write;
            methods->xSync = sync;
            methods->xTruncate = truncate;
            ours = methods;
            state().real_methods[methods] = file->pMethods;
        }
        file->pMethods = ours;
        return code;
    }
};

}  // namespace millwright::test
