#include "settings/iop/python_questions.h"

#include <array>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "graph/utf8.h"
#include "settings/foreign_text.h"
#include "settings/limits.h"

namespace millwright::settings::iop {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// Folders in which files of folders are looked for, so that it shows which folders there are.
constexpr unsigned listed_levels = 4;

std::string said(const json& answer) {
    return answer.dump(-1, ' ', true, json::error_handler_t::replace);
}

std::string normal(const std::string& path) {
    return fs::path(path).lexically_normal().generic_string();
}

std::string folder_of(const std::string& path) {
    return fs::path(path).parent_path().generic_string();
}

std::string below(const std::string& folder, std::string_view name) {
    if (folder.empty() || folder.ends_with('/')) return folder + std::string(name);
    return folder + "/" + std::string(name);
}

bool is_below(std::string_view path, std::string_view folder) {
    if (folder.empty() || folder == "/") return true;
    return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

std::string repository_of(const Files& files, const std::string& folder) {
    const auto real = files.real_path(folder.empty() ? "." : folder);
    if (!real || !real->starts_with('/')) return {};
    for (fs::path up = *real; up.has_relative_path(); up = up.parent_path()) {
        if (files.kind((up / ".git").generic_string()) != FileKind::missing) return up.generic_string();
    }
    return {};
}

std::string_view name_of_kind(FileKind kind) {
    static constexpr std::array<std::string_view, 4> names{"missing", "file", "folder", "other"};
    return names[static_cast<std::size_t>(kind)];
}

}  // namespace

PythonQuestions::PythonQuestions(std::uint32_t source, const std::string& path, const Files& files,
                                 const ReadOptions& options, Reading& reading)
    : files_(files), options_(options), reading_(reading) {
    const std::string folder = folder_of(path);
    for (const std::string& each : {folder, std::string(), repository_of(files, folder)}) {
        if (const auto real = files.real_path(each.empty() ? "." : each)) roots_.push_back(*real);
    }
    answers_.emplace(normal(path), said({{"text", reading.sources[source].text()}, {"source", source}}));
}

PythonQuestions::PythonQuestions(const std::vector<std::string>& folders, const Files& files,
                                 const ReadOptions& options, Reading& reading)
    : files_(files), options_(options), reading_(reading), only_roots_(true) {
    for (const std::string& each : folders) {
        if (const auto real = files.real_path(each.empty() ? "." : each)) roots_.push_back(*real);
    }
}

bool PythonQuestions::may_read(const std::string& path) const {
    if (options_.allow_outside && !only_roots_) return true;
    const auto real = files_.real_path(path);
    if (!real && only_roots_) return false;
    // The paths of a commit count from the repository's root, which nothing leaves.
    if (!real || (!real->starts_with('/') && !only_roots_)) return true;
    for (const std::string& root : roots_) {
        if (is_below(*real, root)) return true;
    }
    return false;
}

std::string PythonQuestions::refused(Code code, const std::string& path, const std::string& why,
                                     const std::string& hint) {
    reading_.findings.add(code, {}, "the module " + in_quotes(files_.display_name(path)) + " is not read: " + why)
        .in_file(files_.display_name(path))
        .advise(hint)
        .as(Severity::warning);
    return said({{"error", why}});
}

std::string PythonQuestions::read(const std::string& path) {
    const auto [known, is_new] = answers_.try_emplace(normal(path));
    if (is_new) known->second = read_new(path);
    return known->second;
}

std::string PythonQuestions::read_new(const std::string& path) {
    if (files_.kind(path) != FileKind::file) return said({{"missing", true}});
    if (!may_read(path)) return refused(Code::outside_project, path, "it is outside of the project", "--allow-outside");
    if (answers_.size() > limits::included_files)
        return refused(Code::too_many, path, "there are too many modules", {});
    auto text = files_.read(path);
    if (!text) return refused(Code::cannot_read, path, "it cannot be read", {});
    bytes_ += text->size();
    if (text->size() > limits::module_bytes || bytes_ > limits::all_module_bytes) {
        return refused(Code::too_large, path, "it is too large", {});
    }
    const auto source = reading_.sources.add(files_.display_name(path), std::move(*text));
    const bool readable = reading_.readable;
    const bool is_text = check_is_text(source, reading_);
    reading_.readable = readable;
    if (!is_text) return said({{"error", "it is no text in UTF-8"}});
    return said({{"text", reading_.sources[source].text()}, {"source", source}});
}

std::string PythonQuestions::list(const std::string& folder) const {
    std::set<std::string> names;
    if (may_read(folder)) {
        const std::string prefix = folder.empty() || folder == "." ? std::string() : below(folder, "");
        const std::string asked = prefix.empty() ? std::string() : prefix.substr(0, prefix.size() - 1);
        for (const std::string& path : files_.list(asked, listed_levels).files) {
            if (!path.starts_with(prefix)) continue;
            const std::string name = path.substr(prefix.size());
            names.insert(name.substr(0, name.find('/') == std::string::npos ? name.size() : name.find('/') + 1));
        }
    }
    return said({{"names", std::vector<std::string>(names.begin(), names.end())}});
}

std::string PythonQuestions::kind(const std::string& path) const {
    const bool hidden = only_roots_ && !may_read(path);
    return said({{"kind", name_of_kind(hidden ? FileKind::missing : files_.kind(path))}});
}

std::optional<std::string> PythonQuestions::answer(std::string_view line) {
    const json question = json::parse(line, nullptr, false);
    if (!question.is_object()) return std::nullopt;
    const auto text = [&](const char* key) {
        const auto found = question.find(key);
        return found != question.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    const std::string asked = text("ask");
    if (asked == "read") return read(text("path"));
    if (asked == "kind") return kind(text("path"));
    if (asked == "list") return list(text("path"));
    if (asked != "environment") return std::nullopt;
    const auto value = options_.environment(text("name"));
    return said({{"value", value && first_invalid_utf8(*value) == std::string::npos ? json(*value) : json()}});
}

}  // namespace millwright::settings::iop
