// What was written to files and not yet synced: a loss of power takes it away, all or a part.
#pragma once

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace millwright::test {

class Unsynced {
public:
    void note_write(const std::string& path, const void* bytes, std::size_t size, std::int64_t offset) {
        changes_.push_back({path, offset, {static_cast<const char*>(bytes), size}, content_of(path), false});
    }
    void note_truncation(const std::string& path, std::int64_t size) {
        changes_.push_back({path, size, {}, content_of(path), false});
    }
    void note_sync(const std::string& path) {
        const auto of_path = [&](const Change& change) { return change.path == path; };
        changes_.erase(std::remove_if(changes_.begin(), changes_.end(), of_path), changes_.end());
    }
    void note_removal(const std::string& path, bool synced) {
        const std::string before = content_of(path);
        note_sync(path);
        if (!synced) changes_.push_back({path, 0, {}, before, true});
    }

    void lose_all() const {
        for (auto change = changes_.rbegin(); change != changes_.rend(); ++change) restore(*change);
    }
    /// Each change is there or not, as the dice say.
    void lose_some(unsigned seed) const {
        lose_all();
        std::mt19937 dice(seed);
        for (const Change& change : changes_) {
            if (dice() % 2 != 0) redo(change);
        }
    }

private:
    struct Change {
        std::string path;
        std::int64_t offset;
        std::string bytes;  ///< none: a truncation, or a removal
        std::string before;
        bool removal;
    };

    static std::string content_of(const std::string& path) {
        std::string content;
        const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (file < 0) return content;
        struct stat status {};
        if (fstat(file, &status) == 0) content.resize(static_cast<std::size_t>(status.st_size));
        if (pread(file, content.data(), content.size(), 0) < 0) content.clear();
        ::close(file);
        return content;
    }

    static void restore(const Change& change) {
        const int file = ::open(change.path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        if (file < 0 || ftruncate(file, 0) != 0) _exit(98);
        if (pwrite(file, change.before.data(), change.before.size(), 0) < 0) _exit(98);
        ::close(file);
    }

    static void redo(const Change& change) {
        if (change.removal) {
            unlink(change.path.c_str());
            return;
        }
        const int file = ::open(change.path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        const bool truncated = change.bytes.empty();
        if (file < 0 || (truncated && ftruncate(file, change.offset) != 0)) _exit(98);
        if (!truncated && pwrite(file, change.bytes.data(), change.bytes.size(), change.offset) < 0) _exit(98);
        ::close(file);
    }

    std::vector<Change> changes_;
};

}  // namespace millwright::test
