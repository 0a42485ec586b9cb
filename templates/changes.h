// What scaffolding would write: whole texts, before and after, so that a dry run and a real one cannot differ.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "graph/result.h"
#include "settings/files.h"

namespace millwright::templates {

struct FileChange {
    std::string path;                   ///< as the user would name it
    std::optional<std::string> before;  ///< nothing: a new file
    std::string after;
};

/// Changes of files in the order of writing; at most one for each path, whose `before` is what is on disk.
class FileChanges {
public:
    explicit FileChanges(const settings::Files& files) : files_(&files) {}

    /// The text as it is now, changes included; nothing when there is no such file. Fails as Files::read does.
    Result<std::optional<std::string>> text(const std::string& path) const;
    /// Another text for a file. One that is the same as before is no change.
    Result<bool> set(const std::string& path, std::string text);
    /// A new file. Refused (name_taken) when it is there with another text, unless `force`.
    Result<bool> add(const std::string& path, std::string text, bool force);

    /// Whether the file is a new one.
    bool creates(const std::string& path) const;

    const std::vector<FileChange>& all() const { return changes_; }

private:
    const settings::Files* files_;
    std::vector<FileChange> changes_;
};

/// Files with changes laid over them: what the next part of the same run finds.
class ChangedFiles final : public settings::Files {
public:
    ChangedFiles(const settings::Files& below, const FileChanges& changes) : below_(below), changes_(changes) {}

    Result<std::string> read(const std::string& path) const override;
    settings::Listing list(const std::string& folder, unsigned levels = all_levels) const override;
    settings::FileKind kind(const std::string& path) const override;
    std::optional<std::string> real_path(const std::string& path) const override;
    std::string display_name(const std::string& path) const override { return below_.display_name(path); }

private:
    const settings::Files& below_;
    const FileChanges& changes_;
};

/// As `diff -u` writes it, three lines of context, /dev/null for a new file; "" where nothing changes. Names are shown as
/// they are given, with a/ and b/ before them, so that `git apply` and `patch -p1` take it; a new empty file as git says it.
std::string unified_diff(const std::vector<FileChange>& changes);

}  // namespace millwright::templates
