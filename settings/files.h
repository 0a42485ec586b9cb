// Where settings are read from: the disk, or a git commit. Readers see only this interface.
#pragma once

#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "graph/result.h"

namespace millwright::settings {

enum class FileKind : std::uint8_t { missing, file, folder, other };

/// The files below a folder.
struct Listing {
    std::vector<std::string> files;    ///< as paths that `read` takes, sorted
    std::vector<Diagnostic> left_out;  ///< folders that could not be read; that there are too many files
};

class Files {
public:
    static constexpr unsigned all_levels = std::numeric_limits<unsigned>::max();

    virtual ~Files() = default;

    /// The whole file. Fails (environment) when it is missing, a folder, unreadable or larger than limits::file_bytes.
    virtual Result<std::string> read(const std::string& path) const = 0;
    /// The regular files below `folder` (1 level: in it), also behind symbolic links; not those in folders whose names
    /// begin with a dot, or that are symbolic links. Empty for a folder that does not exist.
    virtual Listing list(const std::string& folder, unsigned levels = all_levels) const = 0;
    /// What a path names, symbolic links followed; `other` is a device, a pipe, a socket.
    virtual FileKind kind(const std::string& path) const = 0;
    /// Where a path leads when all symbolic links are followed, comparable with other such paths; nothing when it leads
    /// nowhere or out of these files.
    virtual std::optional<std::string> real_path(const std::string& path) const = 0;
    /// How the user knows a path of these files: the path itself, or "origin/main:path".
    virtual std::string display_name(const std::string& path) const = 0;
    /// Whether several threads may read and ask at once.
    virtual bool for_several_threads() const { return false; }

    bool is_folder(const std::string& path) const { return kind(path) == FileKind::folder; }
};

/// Files on disk; relative paths count from the working directory.
class DiskFiles final : public Files {
public:
    Result<std::string> read(const std::string& path) const override;
    Listing list(const std::string& folder, unsigned levels = all_levels) const override;
    FileKind kind(const std::string& path) const override;
    std::optional<std::string> real_path(const std::string& path) const override;
    std::string display_name(const std::string& path) const override { return path; }
    bool for_several_threads() const override { return true; }
};

/// Files of a git commit of the repository that holds the working directory; paths are as on disk, relative ones count
/// from the working directory. git is run without a shell and never writes. Symbolic links inside the repository are
/// followed as on disk.
class GitFiles final : public Files {
public:
    /// Fails (environment) without git, outside a repository, or when `revision` names no commit. A revision that begins
    /// with '-' is refused.
    static Result<GitFiles> at(const std::string& revision);

    Result<std::string> read(const std::string& path) const override;
    Listing list(const std::string& folder, unsigned levels = all_levels) const override;
    FileKind kind(const std::string& path) const override;
    std::optional<std::string> real_path(const std::string& path) const override;
    std::string display_name(const std::string& path) const override;

private:
    /// What a folder of the commit holds: name to git's mode ("100644", "120000", "040000", "160000").
    using Entries = std::map<std::string, std::string, std::less<>>;
    /// A path from the repository's root, without symbolic links.
    struct Found {
        std::string path;
        FileKind kind = FileKind::missing;
    };

    GitFiles(std::string revision, std::string commit, std::string prefix)
        : revision_(std::move(revision)), commit_(std::move(commit)), prefix_(std::move(prefix)) {}

    const Entries& entries(const std::string& folder) const;
    std::optional<Found> find(const std::string& path) const;

    std::string revision_;                                         ///< as the user gave it
    std::string commit_;                                           ///< its full id
    std::string prefix_;                                           ///< of the working directory inside the repository
    mutable std::map<std::string, Entries, std::less<>> folders_;  ///< read already
};

}  // namespace millwright::settings
