#include "settings/glob.h"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <vector>

namespace millwright::settings {
namespace {

/// One part against a pattern with `*` and `?`; linear but for the repeats of the last `*`.
bool part_matches(std::string_view pattern, std::string_view text) {
    std::size_t p = 0;
    std::size_t t = 0;
    std::size_t star = std::string_view::npos;
    std::size_t retry = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            retry = t;
        } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++retry;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*') ++p;
    return p == pattern.size();
}

std::vector<std::string_view> parts_of(std::string_view path) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t slash = path.find('/');
        parts.push_back(path.substr(0, slash));
        if (slash == std::string_view::npos) return parts;
        path.remove_prefix(slash + 1);
    }
}

}  // namespace

bool has_wildcard(std::string_view pattern) {
    return pattern.find_first_of("*?") != std::string_view::npos;
}

bool glob_matches(std::string_view pattern, std::string_view path) {
    const auto patterns = parts_of(pattern);
    const auto parts = parts_of(path);
    // matches[j]: the patterns so far match the first j parts.
    std::vector<char> matches(parts.size() + 1, 0);
    matches[0] = 1;
    for (const std::string_view each : patterns) {
        std::vector<char> next(parts.size() + 1, 0);
        for (std::size_t j = 0; j <= parts.size(); ++j) {
            if (each == "**") {
                next[j] = matches[j] != 0 || (j > 0 && next[j - 1] != 0) ? 1 : 0;
            } else if (j > 0 && matches[j - 1] != 0) {
                const bool hidden = parts[j - 1].starts_with('.') && !each.starts_with('.');
                next[j] = !hidden && part_matches(each, parts[j - 1]) ? 1 : 0;
            }
        }
        matches = std::move(next);
    }
    return matches.back() != 0;
}

unsigned levels_of(std::string_view pattern) {
    if (pattern.find("**") != std::string_view::npos) return std::numeric_limits<unsigned>::max();
    const auto wild = pattern.substr(std::min(pattern.size(), pattern.find_first_of("*?")));
    return 1 + static_cast<unsigned>(std::count(wild.begin(), wild.end(), '/'));
}

std::string fixed_folder(std::string_view pattern) {
    return folder_of(pattern.substr(0, pattern.find_first_of("*?")));
}

std::string folder_of(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string_view::npos) return {};
    return std::string(path.substr(0, slash == 0 ? 1 : slash));
}

std::string path_from(std::string_view folder, std::string_view path) {
    return (std::filesystem::path(folder) / std::filesystem::path(path)).lexically_normal().generic_string();
}

bool is_below(std::string_view path, std::string_view folder) {
    if (folder.empty() || folder == ".") return !path.starts_with("../") && path != ".." && !path.starts_with('/');
    if (folder.ends_with('/')) folder.remove_suffix(1);
    return path.starts_with(folder) && path.size() > folder.size() && path[folder.size()] == '/';
}

}  // namespace millwright::settings
