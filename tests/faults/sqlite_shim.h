// An SQLite file system that goes wrong on purpose: at the Nth change of a file (write, sync, truncation, removal) it
// kills the process, writes half and kills it, takes away the power, or says that the disk is full or broken.
#pragma once

#include <signal.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <map>
#include <string_view>

#include "tests/faults/unsynced.h"

namespace millwright::test {

enum class DiskFault {
    kill,     ///< the process is killed before the change
    torn,     ///< half of a write is done, then the process is killed
    power,    ///< the process is killed, and what was not synced is lost
    shuffle,  ///< the same, and of what was not synced a part is there: the disk wrote in an order of its own
    full,
    broken,
    sync,  ///< only syncs fail, and only they are counted
};

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

    /// What was not synced by now is lost.
    static void lose_power() { state().unsynced.lose_all(); }

    /// "kill:12", "full:5", "sync:7!" (with "!" every later change fails too); anything else only counts.
    static DiskPlan plan_of(std::string_view text) {
        static constexpr std::pair<std::string_view, DiskFault> words[]{
            {"kill:", DiskFault::kill},       {"torn:", DiskFault::torn}, {"power:", DiskFault::power},
            {"shuffle:", DiskFault::shuffle}, {"full:", DiskFault::full}, {"broken:", DiskFault::broken},
            {"sync:", DiskFault::sync}};
        for (const auto& [word, fault] : words) {
            if (text.starts_with(word)) {
                const auto number = std::strtoull(text.data() + word.size(), nullptr, 10);
                return {number, fault, text.ends_with('!')};
            }
        }
        return {};
    }

private:
    struct State {
        DiskPlan plan;
        std::uint64_t changes = 0;
        sqlite3_vfs* real = nullptr;
        Unsynced unsynced;
        std::map<sqlite3_file*, std::string> names;
        std::map<const sqlite3_io_methods*, const sqlite3_io_methods*> patched;       ///< the real methods to ours
        std::map<const sqlite3_io_methods*, const sqlite3_io_methods*> real_methods;  ///< and back
    };
    static State& state() {
        // Never goes: files may be closed after everything else.
        static State& the_state = *new State;
        return the_state;
    }

    [[noreturn]] static void die() {
        kill(getpid(), SIGKILL);
        _exit(99);
    }

    enum class Change { write, sync, other };

    /// SQLITE_OK to go on; SQLITE_ABORT to write half.
    static int change(Change what) {
        const DiskPlan& plan = state().plan;
        if (plan.fault == DiskFault::sync && what != Change::sync) return SQLITE_OK;
        const std::uint64_t number = ++state().changes;
        if (plan.at == 0 || number < plan.at || (number > plan.at && !plan.for_good)) return SQLITE_OK;
        switch (plan.fault) {
            case DiskFault::kill: die();
            case DiskFault::torn:
                if (what == Change::write) return SQLITE_ABORT;
                die();
            case DiskFault::power: state().unsynced.lose_all(); die();
            case DiskFault::shuffle: state().unsynced.lose_some(static_cast<unsigned>(plan.at)); die();
            case DiskFault::full: return SQLITE_FULL;
            case DiskFault::broken: return what == Change::sync ? SQLITE_IOERR_FSYNC : SQLITE_IOERR_WRITE;
            case DiskFault::sync: return SQLITE_IOERR_FSYNC;
        }
        return SQLITE_OK;
    }

    static const sqlite3_io_methods& real_of(sqlite3_file* file) { return *state().real_methods[file->pMethods]; }

    static int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
        const int code = change(Change::write);
        if (code == SQLITE_OK) {
            state().unsynced.note_write(state().names[file], bytes, static_cast<std::size_t>(size), offset);
            return real_of(file).xWrite(file, bytes, size, offset);
        }
        if (code != SQLITE_ABORT) return code;
        real_of(file).xWrite(file, bytes, size / 2, offset);
        die();
    }
    static int sync(sqlite3_file* file, int flags) {
        const int code = change(Change::sync);
        if (code != SQLITE_OK) return code;
        state().unsynced.note_sync(state().names[file]);
        return real_of(file).xSync(file, flags);
    }
    static int truncate(sqlite3_file* file, sqlite3_int64 size) {
        const int code = change(Change::other);
        if (code != SQLITE_OK) return code;
        state().unsynced.note_truncation(state().names[file], size);
        return real_of(file).xTruncate(file, size);
    }
    static int close(sqlite3_file* file) {
        const sqlite3_io_methods& real = real_of(file);
        state().names.erase(file);
        return real.xClose(file);
    }
    static int remove(sqlite3_vfs*, const char* name, int sync_folder) {
        const int code = change(Change::other);
        if (code != SQLITE_OK) return code;
        state().unsynced.note_removal(name, sync_folder != 0);
        return state().real->xDelete(state().real, name, sync_folder);
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
            methods->xClose = close;
            ours = methods;
            state().real_methods[methods] = file->pMethods;
        }
        file->pMethods = ours;
        state().names[file] = name != nullptr ? name : "";
        return code;
    }
};

}  // namespace millwright::test
