#include "settings/iris/sources/nearest.h"

#include <algorithm>

namespace millwright::settings::iris {

std::vector<std::string> parts_of_path(std::string_view path) {
    std::vector<std::string> parts;
    if (path.starts_with('/')) parts.emplace_back("/");
    while (!path.empty()) {
        const std::string_view part = path.substr(0, path.find('/'));
        path.remove_prefix(std::min(path.size(), part.size() + 1));
        if (part.empty() || part == ".") continue;
        const bool goes_back = part == ".." && !parts.empty() && parts.back() != ".." && parts.back() != "/";
        if (goes_back) {
            parts.pop_back();
        } else {
            parts.emplace_back(part);
        }
    }
    return parts;
}

Nearness nearness(const std::vector<std::string>& file, const std::vector<std::string>& asker) {
    const std::size_t folders = file.empty() ? 0 : file.size() - 1;
    const std::size_t most = std::min(folders, asker.empty() ? 0 : asker.size() - 1);
    const auto end = file.begin() + static_cast<std::ptrdiff_t>(most);
    const auto shared = static_cast<std::size_t>(std::mismatch(file.begin(), end, asker.begin()).first - file.begin());
    return {shared, folders - shared};
}

}  // namespace millwright::settings::iris
