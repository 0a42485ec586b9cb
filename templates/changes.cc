#include "templates/changes.h"

#include <algorithm>
#include <filesystem>

#include "graph/utf8.h"

namespace millwright::templates {
namespace {

std::string normal(const std::string& path) {
    return std::filesystem::path(path).lexically_normal().generic_string();
}

template <class Changes>
auto* find_change(Changes& changes, const std::string& path) {
    const auto found = std::find_if(changes.begin(), changes.end(), [wanted = normal(path)](const FileChange& each) {
        return normal(each.path) == wanted;
    });
    return found == changes.end() ? nullptr : &*found;
}

std::string folder_prefix(const std::string& folder) {
    const std::string clean = normal(folder);
    if (clean.empty() || clean == ".") return "";
    return clean.ends_with('/') ? clean : clean + "/";
}

}  // namespace

Result<std::optional<std::string>> FileChanges::text(const std::string& path) const {
    if (const FileChange* change = find_change(changes_, path)) return change->after;
    const settings::FileKind kind = files_->kind(normal(path));
    if (kind == settings::FileKind::missing) return std::nullopt;
    // Reading a pipe would wait for somebody who writes into it.
    if (kind == settings::FileKind::other) {
        return fail_in_file(FailureKind::environment, Code::cannot_read, path,
                            "cannot read " + in_quotes(path) + ": it is no regular file");
    }
    auto read = files_->read(normal(path));
    if (!read) return tl::unexpected<Failure>(read.error());
    return std::move(*read);
}

Result<bool> FileChanges::set(const std::string& path, std::string text) {
    if (FileChange* known = find_change(changes_, path)) {
        known->after = std::move(text);
        return true;
    }
    auto before = this->text(path);
    if (!before) return tl::unexpected<Failure>(before.error());
    if (*before != text) changes_.push_back({path, std::move(*before), std::move(text)});
    return true;
}

Result<bool> FileChanges::add(const std::string& path, std::string text, bool force) {
    auto before = this->text(path);
    if (!before) return tl::unexpected<Failure>(before.error());
    if (*before && **before != text && !force) {
        return fail(FailureKind::refused, Code::name_taken, {}, "the file " + in_quotes(path) + " is there already",
                    "--force replaces it");
    }
    return set(path, std::move(text));
}

bool FileChanges::creates(const std::string& path) const {
    const FileChange* change = find_change(changes_, path);
    return change != nullptr && !change->before;
}

Result<std::string> ChangedFiles::read(const std::string& path) const {
    if (const FileChange* change = find_change(changes_.all(), path)) return change->after;
    return below_.read(path);
}

settings::Listing ChangedFiles::list(const std::string& folder, unsigned levels) const {
    settings::Listing listing = below_.list(folder, levels);
    const std::string prefix = folder_prefix(folder);
    for (const FileChange& change : changes_.all()) {
        const std::string path = normal(change.path);
        if (change.before || !path.starts_with(prefix)) continue;
        const auto deep = std::count(path.begin() + static_cast<std::ptrdiff_t>(prefix.size()), path.end(), '/');
        if (static_cast<unsigned>(deep) < levels) listing.files.push_back(change.path);
    }
    std::sort(listing.files.begin(), listing.files.end());
    return listing;
}

settings::FileKind ChangedFiles::kind(const std::string& path) const {
    if (find_change(changes_.all(), path) != nullptr) return settings::FileKind::file;
    const std::string prefix = folder_prefix(path);
    const bool above = std::any_of(changes_.all().begin(), changes_.all().end(),
                                   [&](const FileChange& each) { return normal(each.path).starts_with(prefix); });
    return above ? settings::FileKind::folder : below_.kind(path);
}

std::optional<std::string> ChangedFiles::real_path(const std::string& path) const {
    const auto real = below_.real_path(path);
    if (real || kind(path) == settings::FileKind::missing) return real;
    // A new file is where its folder is, or would be where the folder above that is.
    const std::filesystem::path clean = normal(path);
    const std::string above = clean.parent_path().generic_string();
    const auto folder =
        clean == "." || clean == clean.root_path() ? std::nullopt : real_path(above.empty() ? "." : above);
    return folder ? normal(*folder + "/" + clean.filename().generic_string()) : clean.generic_string();
}

}  // namespace millwright::templates
