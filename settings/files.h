// Where settings are read from: the disk, or a git commit. Readers see only this interface.
#pragma once

#include <string>
#include <vector>

#include "graph/result.h"

namespace millwright::settings {

class Files {
public:
    virtual ~Files() = default;

    /// The whole file. Fails (environment) when it is missing, a folder, unreadable or larger than 512 MiB.
    virtual Result<std::string> read(const std::string& path) const = 0;
    /// The regular files below `folder`, as paths that `read` takes, sorted; not those in folders whose names begin with a
    /// dot. Empty for a folder that does not exist.
    virtual std::vector<std::string> list(const std::string& folder) const = 0;
    virtual bool is_folder(const std::string& path) const = 0;
    /// How the user knows a path of these files: the path itself, or "origin/main:path".
    virtual std::string display_name(const std::string& path) const = 0;
};

/// Files on disk; relative paths count from the working directory.
class DiskFiles final : public Files {
public:
    Result<std::string> read(const std::string& path) const override;
    std::vector<std::string> list(const std::string& folder) const override;
    bool is_folder(const std::string& path) const override;
    std::string display_name(const std::string& path) const override { return path; }
};

/// Files of a git commit of the repository that holds the working directory; paths are as on disk, relative ones count
/// from the working directory. git is run without a shell and never writes.
class GitFiles final : public Files {
public:
    /// Fails (environment) without git, outside a repository, or when `revision` names no commit. A revision that begins
    /// with '-' is refused.
    static Result<GitFiles> at(const std::string& revision);

    Result<std::string> read(const std::string& path) const override;
    std::vector<std::string> list(const std::string& folder) const override;
    bool is_folder(const std::string& path) const override;
    std::string display_name(const std::string& path) const override;

private:
    GitFiles(std::string revision, std::string commit, std::string prefix)
        : revision_(std::move(revision)), commit_(std::move(commit)), prefix_(std::move(prefix)) {}

    std::string revision_;  ///< as the user gave it
    std::string commit_;    ///< its full id
    std::string prefix_;    ///< of the working directory inside the repository
};

}  // namespace millwright::settings
