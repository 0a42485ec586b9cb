#include "cli/write_changes.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "graph/utf8.h"
#include "migrate/fault_point.h"
#include "settings/files.h"
#include "settings/interrupts.h"
#include "settings/system.h"

namespace millwright::cli {
namespace {

namespace fs = std::filesystem;
using templates::FileChange;

tl::unexpected<Failure> cannot_write(const std::string& path, const std::string& why, std::string hint = {}) {
    return fail_in_file(FailureKind::environment, Code::cannot_write, path,
                        "cannot write " + in_quotes(path) + ": " + why, std::move(hint));
}

/// The folder of a path, else the first one above it that is there.
fs::path nearest_folder(const std::string& path) {
    fs::path folder = fs::path(path).parent_path();
    std::error_code ignored;
    while (!folder.empty() && !fs::exists(fs::symlink_status(folder, ignored))) folder = folder.parent_path();
    return folder.empty() ? fs::path(".") : folder;
}

/// Whether a new file can be put into the folder; tried, since permissions do not tell everything.
Result<bool> try_folder(const std::string& path) {
    const fs::path folder = nearest_folder(path);
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored)) {
        return cannot_write(path, in_quotes(folder.generic_string()) + " is no folder");
    }
    // Without a name where the file system can do that, so that nothing is left when the program is killed here.
    int file = ::open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
    if (file < 0) {
        const std::string trial = (folder / (".millwright-trial-" + std::to_string(::getpid()))).string();
        file = ::open(trial.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (file < 0) return cannot_write(path, std::strerror(errno));
        ::unlink(trial.c_str());
    }
    ::close(file);
    return true;
}

/// Whether the file is as it was read, and may be replaced.
Result<bool> try_file(const FileChange& change) {
    const settings::DiskFiles disk;
    if (!change.before) {
        std::error_code ignored;
        if (fs::exists(fs::symlink_status(change.path, ignored))) {
            return cannot_write(change.path, "it is there meanwhile", "try again");
        }
        return true;
    }
    if (disk.kind(change.path) != settings::FileKind::file) return cannot_write(change.path, "it is no regular file");
    if (::access(change.path.c_str(), W_OK) != 0) return cannot_write(change.path, std::strerror(errno));
    const auto text = disk.read(change.path);
    if (!text) return tl::unexpected<Failure>(text.error());
    if (*text != *change.before) return cannot_write(change.path, "somebody changed it meanwhile", "try again");
    return true;
}

Result<bool> try_all(const std::vector<FileChange>& changes) {
    Failure wrong{FailureKind::environment, {}};
    for (const FileChange& change : changes) {
        auto tried = try_file(change);
        if (tried) {
            std::error_code ignored;
            const fs::path real = fs::weakly_canonical(change.path, ignored);
            tried = try_folder(change.before && !ignored ? real.string() : change.path);
        }
        if (!tried) wrong.diagnostics.merge(std::move(tried.error().diagnostics));
    }
    if (!wrong.diagnostics.empty()) return tl::unexpected<Failure>(std::move(wrong));
    return true;
}

/// What was done so far, so that it can be taken back.
class Written {
public:
    Result<bool> write(const FileChange& change) {
        if (auto made = make_folders(fs::path(change.path).parent_path()); !made) return made;
        auto written = settings::write_file_atomically(change.path, change.after);
        if (written) files_.push_back(&change);
        return written;
    }

    /// The paths that could not be taken back.
    std::vector<std::string> take_back() const {
        std::vector<std::string> left;
        std::for_each(files_.rbegin(), files_.rend(), [&](const FileChange* file) {
            const bool restored = file->before ? settings::write_file_atomically(file->path, *file->before).has_value()
                                               : ::unlink(file->path.c_str()) == 0;
            if (!restored) left.push_back(file->path);
        });
        std::for_each(folders_.rbegin(), folders_.rend(), [](const fs::path& folder) { ::rmdir(folder.c_str()); });
        return left;
    }

private:
    Result<bool> make_folders(const fs::path& folder) {
        std::error_code error;
        if (folder.empty() || fs::is_directory(folder, error)) return true;
        if (auto above = make_folders(folder.parent_path()); !above) return above;
        if (fs::create_directory(folder, error)) folders_.push_back(folder);
        if (error) return cannot_write(folder.generic_string(), error.message());
        return true;
    }

    std::vector<const FileChange*> files_;
    std::vector<fs::path> folders_;
};

/// The failure, with what became of the files before it.
Failure taken_back(Failure failure, const std::vector<std::string>& left) {
    std::string sentence = "nothing was changed: what had been written before it was taken back";
    if (!left.empty()) {
        sentence = "these files could not be taken back:";
        for (const std::string& path : left) sentence += " " + in_quotes(path);
    }
    failure.diagnostics.last().note({}, std::move(sentence));
    return failure;
}

}  // namespace

Result<bool> write_changes(const std::vector<FileChange>& changes) {
    const settings::HeldInterrupts held;
    if (auto tried = try_all(changes); !tried) return tried;
    Written written;
    for (const FileChange& change : changes) {
        if (held.any_came()) {
            auto interrupted = cannot_write(change.path, "interrupted");
            return tl::unexpected<Failure>(taken_back(std::move(interrupted.value()), written.take_back()));
        }
        if (auto done = written.write(change); !done) {
            return tl::unexpected<Failure>(taken_back(std::move(done.error()), written.take_back()));
        }
        migrate::fault_point("part written");
    }
    return true;
}

}  // namespace millwright::cli
