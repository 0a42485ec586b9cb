#include "settings/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "graph/utf8.h"
#include "settings/limits.h"
#include "settings/system.h"

namespace millwright::settings {
namespace {

namespace fs = std::filesystem;

/// Where a path leads, also below a working directory that one is in and may not reach from the root.
fs::path known_to_the_system(const std::string& path, std::error_code& error) {
    const int file = ::open(path.c_str(), O_PATH | O_CLOEXEC);
    if (file < 0) {
        error.assign(errno, std::generic_category());
        return {};
    }
    fs::path real = fs::read_symlink("/proc/self/fd/" + std::to_string(file), error);
    ::close(file);
    return real;
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

constexpr std::string_view link_mode = "120000";

FileKind kind_of_mode(std::string_view mode) {
    if (mode.starts_with("100")) return FileKind::file;
    return mode == "040000" ? FileKind::folder : FileKind::other;
}

using Modes = std::vector<std::pair<std::string, std::string>>;

/// (mode, path) of what a tree of git holds; `deep`: also of what its folders hold.
Result<Modes> listed(const std::string& tree, bool deep) {
    std::vector<std::string> arguments{"ls-tree", "-z", "--full-tree", tree};
    if (deep) arguments.insert(arguments.begin() + 1, "-r");
    const auto output = git(std::move(arguments));
    if (!output) return tl::unexpected<Failure>(output.error());
    if (output->exit_status != 0) return git_failure("git: " + words_of(*output));
    Modes found;
    std::string_view left = output->out;
    while (!left.empty()) {
        const std::string_view entry = left.substr(0, left.find('\0'));
        left.remove_prefix(std::min(left.size(), entry.size() + 1));
        const std::size_t tab = entry.find('\t');
        if (tab == std::string_view::npos) continue;
        found.emplace_back(entry.substr(0, entry.find(' ')), entry.substr(tab + 1));
    }
    return found;
}

/// The parts of a path, the last one first; without empty ones and ".".
std::vector<std::string> parts_reversed(std::string_view path) {
    std::vector<std::string> parts;
    while (!path.empty()) {
        const std::string_view part = path.substr(0, path.find('/'));
        path.remove_prefix(std::min(path.size(), part.size() + 1));
        if (!part.empty() && part != ".") parts.emplace_back(part);
    }
    std::reverse(parts.begin(), parts.end());
    return parts;
}

std::string joined_parts(const std::vector<std::string>& parts) {
    std::string path;
    for (const std::string& part : parts) path += (path.empty() ? "" : "/") + part;
    return path;
}

/// Whether a folder on the way to a file has a name that begins with a dot.
bool in_hidden_folder(std::string_view path) {
    for (std::size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/')) {
        if (path.front() == '.') return true;
        path.remove_prefix(slash + 1);
    }
    return false;
}

Diagnostic left_out(Code code, std::string message, const std::string& folder) {
    Diagnostics made;
    return made.add(code, {}, std::move(message)).in_file(folder);
}

Diagnostic too_many_files(const std::string& folder) {
    return left_out(Code::too_many,
                    "there are more than " + std::to_string(limits::entries) + " files below \"" + printable(folder) +
                        "\"; the rest is left out",
                    folder);
}

/// The levels of a folder that are still to be looked at.
struct Below {
    std::string folder;
    unsigned levels = 0;
};

/// Adds what is in one folder to `listing`, and its folders to `open`.
void list_one(const Below& below, Listing& listing, std::vector<Below>& open, std::size_t& looked_at) {
    std::error_code error;
    fs::directory_iterator entry(below.folder.empty() ? "." : below.folder, error);
    for (const fs::directory_iterator end; !error && entry != end; entry.increment(error)) {
        if (++looked_at > limits::entries) return;
        std::error_code ignored;
        const std::string name = entry->path().filename().string();
        std::string path = joined(below.folder, name);
        if (entry->is_directory(ignored)) {
            const bool enters = below.levels > 1 && !name.starts_with('.') && !entry->is_symlink(ignored);
            if (enters) open.push_back({std::move(path), below.levels - 1});
        } else if (entry->is_regular_file(ignored)) {
            listing.files.push_back(std::move(path));
        }
    }
    if (error && error != std::errc::no_such_file_or_directory && error != std::errc::not_a_directory) {
        listing.left_out.push_back(
            left_out(Code::cannot_read,
                     "cannot read the folder \"" + printable(below.folder) + "\": " + error.message(), below.folder));
    }
}

}  // namespace

Result<std::string> DiskFiles::read(const std::string& path) const {
    return read_file(path);
}

Listing DiskFiles::list(const std::string& folder, unsigned levels) const {
    Listing listing;
    std::vector<Below> open{{folder, levels}};
    std::size_t looked_at = 0;
    while (!open.empty() && looked_at <= limits::entries) {
        const Below next = std::move(open.back());
        open.pop_back();
        list_one(next, listing, open, looked_at);
    }
    if (looked_at > limits::entries) listing.left_out.push_back(too_many_files(folder));
    std::sort(listing.files.begin(), listing.files.end());
    return listing;
}

FileKind DiskFiles::kind(const std::string& path) const {
    std::error_code error;
    const fs::file_status status = fs::status(path.empty() ? "." : path, error);
    switch (status.type()) {
        case fs::file_type::regular: return FileKind::file;
        case fs::file_type::directory: return FileKind::folder;
        case fs::file_type::none:
        case fs::file_type::not_found: return FileKind::missing;
        default: return FileKind::other;
    }
}

std::optional<std::string> DiskFiles::real_path(const std::string& path) const {
    std::error_code error;
    const std::string named = path.empty() ? "." : path;
    fs::path real = fs::canonical(named, error);
    if (error == std::errc::permission_denied) real = known_to_the_system(named, error);
    return error ? std::nullopt : std::optional(real.generic_string());
}

Result<GitFiles> GitFiles::at(const std::string& revision) {
    const std::string quoted = in_quotes(revision);
    if (revision.empty() || revision.starts_with('-') || revision.find('\0') != std::string::npos) {
        return git_failure(quoted + " is not a git revision", "give a branch, a tag or a commit");
    }
    const auto prefix = git({"rev-parse", "--show-prefix"});
    if (!prefix) return git_failure("git could not be started", "install git, or compare with a file or folder");
    if (prefix->exit_status != 0) {
        return git_failure("git: " + words_of(*prefix), "there is no file " + quoted + " either to compare with");
    }
    const auto commit = git({"rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"});
    if (!commit) return tl::unexpected<Failure>(commit.error());
    if (commit->exit_status != 0) {
        return git_failure(quoted + " names no commit of this repository",
                           "git fetch it first, or give another branch, tag or commit");
    }
    return GitFiles(revision, without_line_end(commit->out), without_line_end(prefix->out));
}

/// Read once for each folder; empty for one that cannot be read.
const GitFiles::Entries& GitFiles::entries(const std::string& folder) const {
    const auto [known, is_new] = folders_.try_emplace(folder);
    if (!is_new) return known->second;
    for (auto& [mode, name] : listed(commit_ + ":" + folder, false).value_or(Modes{})) {
        known->second.emplace(std::move(name), std::move(mode));
    }
    return known->second;
}

/// Nothing when the path leads out of the repository; of a missing one, how far it goes.
std::optional<GitFiles::Found> GitFiles::find(const std::string& path) const {
    std::vector<std::string> left = parts_reversed(inside_repository(path, prefix_));
    std::vector<std::string> folders;
    Found found{{}, FileKind::folder};
    std::size_t links = 0;
    while (!left.empty()) {
        const std::string part = std::move(left.back());
        left.pop_back();
        if (part == "..") {
            if (folders.empty()) return std::nullopt;
            folders.pop_back();
            found = {joined_parts(folders), FileKind::folder};
            continue;
        }
        const std::string folder = joined_parts(folders);
        if (found.kind != FileKind::folder) return Found{folder, FileKind::missing};
        const Entries& here = entries(folder);
        const auto entry = here.find(part);
        if (entry == here.end()) return Found{joined(folder, part), FileKind::missing};
        if (entry->second == link_mode) {
            const auto target = git({"cat-file", "blob", commit_ + ":" + joined(folder, part)});
            if (!target || target->exit_status != 0 || ++links > limits::links) {
                return Found{joined(folder, part), FileKind::missing};
            }
            if (target->out.starts_with('/')) return std::nullopt;
            for (std::string& each : parts_reversed(target->out)) left.push_back(std::move(each));
            continue;
        }
        folders.push_back(part);
        found = {joined_parts(folders), kind_of_mode(entry->second)};
    }
    return found;
}

Result<std::string> GitFiles::read(const std::string& path) const {
    const auto failed = [&](const std::string& why) {
        return fail_in_file(FailureKind::environment, Code::cannot_read, display_name(path),
                            "cannot read \"" + printable(display_name(path)) + "\": " + why);
    };
    const auto found = find(path);
    if (!found) return failed("it is outside the repository");
    if (found->kind == FileKind::missing) return failed("there is no such file in that commit");
    if (found->kind != FileKind::file)
        return failed(found->kind == FileKind::folder ? "it is a folder" : "it is a submodule");
    auto output = git({"cat-file", "blob", commit_ + ":" + found->path});
    if (!output) return tl::unexpected<Failure>(output.error());
    if (output->exit_status != 0) return failed("git: " + words_of(*output));
    return std::move(output->out);
}

Listing GitFiles::list(const std::string& folder, unsigned levels) const {
    Listing listing;
    const auto found = find(folder);
    if (!found || found->kind != FileKind::folder) return listing;
    const auto all = listed(commit_ + ":" + found->path, levels > 1);
    if (!all) {
        listing.left_out.push_back(*all.error().diagnostics.begin());
        return listing;
    }
    for (const auto& [mode, name] : *all) {
        if (mode != link_mode && kind_of_mode(mode) != FileKind::file) continue;
        const auto slashes = static_cast<std::size_t>(std::count(name.begin(), name.end(), '/'));
        if (slashes >= levels || in_hidden_folder(name)) continue;
        std::string path = joined(folder, name);
        if (mode != link_mode || kind(path) == FileKind::file) listing.files.push_back(std::move(path));
    }
    std::sort(listing.files.begin(), listing.files.end());
    if (listing.files.size() > limits::entries) {
        listing.files.resize(limits::entries);
        listing.left_out.push_back(too_many_files(display_name(folder)));
    }
    return listing;
}

FileKind GitFiles::kind(const std::string& path) const {
    const auto found = find(path);
    return found ? found->kind : FileKind::missing;
}

std::optional<std::string> GitFiles::real_path(const std::string& path) const {
    const auto found = find(path);
    if (!found || found->kind == FileKind::missing) return std::nullopt;
    return found->path;
}

std::string GitFiles::display_name(const std::string& path) const {
    return revision_ + ":" + path;
}

}  // namespace millwright::settings
