#include "settings/files.h"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "graph/utf8.h"
#include "settings/system.h"

namespace millwright::settings {
namespace {

namespace fs = std::filesystem;

bool is_hidden(const fs::path& path) {
    const std::string name = path.filename().string();
    return !name.empty() && name.front() == '.';
}

/// git with everything off that could write, ask, page, fetch or run a program named by the repository.
Result<ProgramOutput> git(std::vector<std::string> arguments) {
    std::vector<std::string> all{"git",
                                 "--no-pager",
                                 "--no-replace-objects",
                                 "--literal-pathspecs",
                                 "-c",
                                 "core.fsmonitor=false",
                                 "-c",
                                 "core.hooksPath=/dev/null"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return run_program(all, {"LC_ALL=C", "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1",
                             "GIT_PAGER=cat", "GIT_ASKPASS=true"});
}

/// What git said, as one line.
std::string words_of(const ProgramOutput& output) {
    std::string_view said = output.err;
    if (said.starts_with("fatal: ")) said.remove_prefix(7);
    return printable(said.substr(0, said.find('\n')));
}

std::string without_line_end(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
    return text;
}

tl::unexpected<Failure> git_failure(std::string message, std::string hint = {}) {
    return fail(FailureKind::environment, Code::git_failed, {}, std::move(message), std::move(hint));
}

/// A path as git knows it: from the repository's root, normalised, "" for the root itself; one that leads outside begins
/// with "..".
std::string inside_repository(const std::string& path, const std::string& prefix) {
    fs::path relative(path);
    if (relative.is_absolute()) {
        std::error_code ignored;
        relative = relative.lexically_relative(fs::current_path(ignored));
    }
    std::string text = (fs::path(prefix) / relative).lexically_normal().generic_string();
    while (text.ends_with('/')) text.pop_back();
    return text == "." ? std::string() : text;
}

std::string joined(const std::string& folder, const std::string& name) {
    if (folder.empty() || folder == ".") return name;
    return folder.ends_with('/') ? folder + name : folder + "/" + name;
}

/// Whether a folder on the way to a file has a name that begins with a dot.
bool in_hidden_folder(std::string_view path) {
    for (std::size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/')) {
        if (path.front() == '.') return true;
        path.remove_prefix(slash + 1);
    }
    return false;
}

}  // namespace

Result<std::string> DiskFiles::read(const std::string& path) const {
    return read_file(path);
}

std::vector<std::string> DiskFiles::list(const std::string& folder) const {
    std::vector<std::string> found;
    std::error_code error;
    const fs::path root(folder.empty() ? "." : folder);
    fs::recursive_directory_iterator entry(root, fs::directory_options::skip_permission_denied, error);
    for (const fs::recursive_directory_iterator end; !error && entry != end; entry.increment(error)) {
        std::error_code ignored;
        if (entry->is_directory(ignored)) {
            if (is_hidden(entry->path())) entry.disable_recursion_pending();
        } else if (entry->is_regular_file(ignored)) {
            found.push_back(joined(folder, entry->path().lexically_relative(root).generic_string()));
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

bool DiskFiles::is_folder(const std::string& path) const {
    std::error_code ignored;
    return fs::is_directory(path.empty() ? "." : path, ignored);
}

Result<GitFiles> GitFiles::at(const std::string& revision) {
    const std::string quoted = in_quotes(revision);
    if (revision.empty() || revision.starts_with('-') || revision.find('\0') != std::string::npos) {
        return git_failure(quoted + " is not a git revision");
    }
    const auto prefix = git({"rev-parse", "--show-prefix"});
    if (!prefix) return git_failure("git could not be started", "install git, or compare with a file or folder");
    if (prefix->exit_status != 0) return git_failure("git: " + words_of(*prefix));
    const auto commit = git({"rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"});
    if (!commit) return tl::unexpected<Failure>(commit.error());
    if (commit->exit_status != 0) {
        return git_failure(quoted + " names no commit of this repository",
                           "git fetch it first, or give another branch, tag or commit");
    }
    return GitFiles(revision, without_line_end(commit->out), without_line_end(prefix->out));
}

Result<std::string> GitFiles::read(const std::string& path) const {
    const std::string inside = inside_repository(path, prefix_);
    const auto missing = [&](const std::string& why) {
        return fail_in_file(FailureKind::environment, Code::cannot_read, display_name(path),
                            "cannot read \"" + printable(display_name(path)) + "\": " + why);
    };
    if (inside.starts_with("..")) return missing("it is outside the repository");
    const auto output = git({"cat-file", "blob", commit_ + ":" + inside});
    if (!output) return tl::unexpected<Failure>(output.error());
    if (output->exit_status == 0) return output->out;
    return missing(is_folder(path) ? "it is a folder" : "there is no such file in that commit");
}

std::vector<std::string> GitFiles::list(const std::string& folder) const {
    const std::string inside = inside_repository(folder, prefix_);
    std::vector<std::string> found;
    if (inside.starts_with("..")) return found;
    const auto output = git({"ls-tree", "-r", "-z", "--full-tree", commit_ + ":" + inside});
    if (!output || output->exit_status != 0) return found;
    std::string_view left = output->out;
    while (!left.empty()) {
        const std::string_view entry = left.substr(0, left.find('\0'));
        left.remove_prefix(std::min(left.size(), entry.size() + 1));
        const std::size_t tab = entry.find('\t');
        if (tab == std::string_view::npos || !entry.starts_with("100")) continue;
        const std::string_view name = entry.substr(tab + 1);
        if (!in_hidden_folder(name)) found.push_back(joined(folder, std::string(name)));
    }
    std::sort(found.begin(), found.end());
    return found;
}

bool GitFiles::is_folder(const std::string& path) const {
    const std::string inside = inside_repository(path, prefix_);
    if (inside.starts_with("..")) return false;
    const auto output = git({"cat-file", "-t", commit_ + ":" + inside});
    return output && output->exit_status == 0 && without_line_end(output->out) == "tree";
}

std::string GitFiles::display_name(const std::string& path) const {
    return revision_ + ":" + path;
}

}  // namespace millwright::settings
