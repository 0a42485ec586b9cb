#include "settings/iris/sources/python_files.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "graph/ascii.h"
#include "settings/iris/sources/nearest.h"
#include "settings/limits.h"

namespace millwright::settings::iris {
namespace {

using Parts = std::vector<std::string>;

/// So many ways to one class are tried, and so many settings that do not say its name.
constexpr std::size_t most_ways = 3;
constexpr std::size_t most_settings_without_name = 2;
/// Files that are looked into for names of classes and for registrations, where items have nothing but a proxy.
constexpr std::size_t most_looked_into = 5'000;

std::string without_underscores(std::string_view name) {
    std::string made(name);
    made.erase(std::remove(made.begin(), made.end(), '_'), made.end());
    return made;
}

std::vector<std::string_view> split(std::string_view text, std::string_view separators) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(separators), text.size());
        if (end > 0) parts.push_back(text.substr(0, end));
        text.remove_prefix(std::min(text.size(), end + 1));
    }
    return parts;
}

/// How many parts two lists have in common at their ends.
template <class Same>
std::size_t common_end(const Parts& a, const Parts& b, const Same& same) {
    return static_cast<std::size_t>(std::mismatch(a.rbegin(), a.rend(), b.rbegin(), b.rend(), same).first - a.rbegin());
}

std::size_t common_end(const Parts& a, const Parts& b) {
    return common_end(a, b, std::equal_to<>());
}

std::string joined(Parts::const_iterator begin, Parts::const_iterator end, std::string_view separator) {
    std::string made;
    for (auto each = begin; each != end; ++each) {
        const bool root = made == "/";
        if (each != begin && !root) made += separator;
        made += *each;
    }
    return made;
}

/// Several paths stand between "|", ":" or ";".
std::vector<Parts> paths_in(std::string_view classpaths) {
    std::vector<Parts> paths;
    for (const std::string_view each : split(classpaths, "|:;\r\n")) paths.push_back(parts_of_path(each));
    return paths;
}

}  // namespace

/// A module that may be meant.
struct PythonFiles::Candidate {
    const Module* module = nullptr;
    std::size_t matched = 0;      ///< parts of the module's name, from the end
    std::size_t below_class = 0;  ///< parts that the end of its folder shares with one of the classpaths
    Nearness nearness;
    std::vector<std::string> path;  ///< folders of the classpaths

    bool operator<(const Candidate& other) const {
        if (matched != other.matched) return matched > other.matched;
        if (below_class != other.below_class) return below_class > other.below_class;
        if (nearness < other.nearness || other.nearness < nearness) return nearness < other.nearness;
        return module->path < other.module->path;
    }
};

std::vector<std::string> given_sources(const SourceTree& tree) {
    std::vector<std::string> given = tree.options().sources;
    if (!tree.scanned().folder.empty()) given.insert(given.begin(), tree.scanned().folder);
    return given;
}

PythonFiles::PythonFiles(const SourceTree& tree) : tree_(tree) {
    for (const ScannedFile& each : tree.scanned().files) {
        if (!each.path.ends_with(".py")) continue;
        Module made;
        made.path = each.path;
        made.folders = parts_of_path(tree.files().display_name(each.path));
        made.names = parts_of_path(each.path);
        made.names.back().resize(made.names.back().size() - 3);
        if (made.names.back() == "__init__") made.names.pop_back();
        if (made.names.empty() || made.names.back() == "..") continue;
        files_.push_back(std::move(made));
    }
}

std::vector<PythonFiles::Candidate> PythonFiles::candidates(std::string_view module, std::string_view classpaths,
                                                            std::string_view asker, bool loose) const {
    Parts names;
    for (const std::string_view each : split(module, ".")) names.emplace_back(each);
    const auto same = [&](const std::string& a, const std::string& b) {
        return loose ? without_underscores(a) == without_underscores(b) : a == b;
    };
    const Parts from = parts_of_path(asker);
    const std::vector<Parts> wanted = paths_in(classpaths);
    std::vector<Candidate> found;
    for (const Module& each : files_) {
        Candidate made;
        made.module = &each;
        made.matched = common_end(names, each.names, same);
        if (made.matched == 0 || (!loose && made.matched < names.size())) continue;
        const Parts above(each.names.begin(), each.names.end() - static_cast<std::ptrdiff_t>(made.matched));
        for (const Parts& path : wanted) made.below_class = std::max(made.below_class, common_end(path, above));
        made.nearness = nearness(each.folders, from);
        found.push_back(std::move(made));
    }
    std::sort(found.begin(), found.end());
    if (found.size() > most_ways) found.resize(most_ways);
    const std::vector<std::string> folders = found.empty() ? std::vector<std::string>() : folders_of(classpaths, asker);
    for (Candidate& each : found) each.path = folders;
    return found;
}

/// The folders that hold modules and whose paths end as those of `classpaths` do.
std::vector<std::string> PythonFiles::folders_of(std::string_view classpaths, std::string_view asker) const {
    const Parts from = parts_of_path(asker);
    std::vector<std::string> found;
    for (const Parts& path : paths_in(classpaths)) {
        std::tuple<std::size_t, Nearness, std::string> best{0, {}, {}};
        for (const Module& each : files_) {
            const Parts parts = parts_of_path(each.path);
            const Parts folder(parts.begin(), parts.end() - 1);
            const std::size_t common = common_end(path, folder);
            const Nearness near = nearness(each.folders, from);
            const bool better = common > std::get<0>(best) || (common == std::get<0>(best) && near < std::get<1>(best));
            if (common > 0 && better) best = {common, near, joined(folder.begin(), folder.end(), "/")};
        }
        if (std::get<0>(best) > 0) found.push_back(std::get<2>(best));
    }
    return found;
}

/// Modules beside it are found too, however it is imported itself.
iop::PythonWay PythonFiles::way_to(const Candidate& candidate, std::string_view class_name) const {
    const Parts& names = candidate.module->names;
    const auto begin = names.end() - static_cast<std::ptrdiff_t>(candidate.matched);
    iop::PythonWay way;
    way.module = joined(begin, names.end(), ".");
    way.class_name = class_name;
    way.path.push_back(joined(names.begin(), begin, "/"));
    const std::string own = joined(names.begin(), names.end() - 1, "/");
    if (candidate.matched > 1) way.path.push_back(own);
    for (const std::string& each : candidate.path) {
        if (std::find(way.path.begin(), way.path.end(), each) == way.path.end()) way.path.push_back(each);
    }
    return way;
}

std::vector<iop::PythonWay> PythonFiles::with_module(std::string_view module, std::string_view class_name,
                                                     std::string_view classpaths, std::string_view asker) const {
    std::vector<iop::PythonWay> ways;
    for (const Candidate& each : candidates(module, classpaths, asker, false)) ways.push_back(way_to(each, class_name));
    return ways;
}

std::vector<iop::PythonWay> PythonFiles::of_proxy(std::string_view proxy, std::string_view asker) {
    const std::size_t dot = proxy.rfind('.');
    const std::size_t first = proxy.find('.');
    if (dot == std::string_view::npos) return {};
    const std::string_view name = proxy.substr(dot + 1);
    const std::string_view module = first < dot ? proxy.substr(first + 1, dot - first - 1) : std::string_view();
    std::vector<iop::PythonWay> ways;
    for (const Candidate& each : candidates(module, {}, asker, true)) {
        ways.push_back(way_to(each, name));
        ways.back().loose = true;
    }
    if (!ways.empty()) return ways;
    look_into_files();
    const auto known = classes_.find(without_underscores(name));
    if (known == classes_.end()) return ways;
    const Parts from = parts_of_path(asker);
    const auto nearest = std::min_element(known->second.begin(), known->second.end(), [&](auto* a, auto* b) {
        return nearness(a->folders, from) < nearness(b->folders, from);
    });
    ways.push_back(way_to({*nearest, 1, 0, {}, {}}, name));
    ways.back().loose = true;
    return ways;
}

void PythonFiles::look_into_files() {
    static constexpr std::array<std::string_view, 6> registering{
        "CLASSES", "PRODUCTIONS", "register_component", "register_file", "register_folder", "register_package"};
    if (std::exchange(looked_into_, true)) return;
    std::size_t left = most_looked_into;
    for (const Module& each : files_) {
        if (left-- == 0) return;
        auto text = tree_.files().read(each.path);
        if (!text || text->size() > limits::module_bytes) continue;
        note_classes(each, *text);
        const auto says = [&](std::string_view word) { return text->find(word) != std::string::npos; };
        if (std::any_of(registering.begin(), registering.end(), says)) settings_.emplace_back(&each, std::move(*text));
    }
}

void PythonFiles::note_classes(const Module& module, std::string_view text) {
    constexpr std::string_view word = "class ";
    for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        if (at > 0 && text[at - 1] != '\n') continue;
        std::size_t end = at + word.size();
        while (end < text.size() && (ascii::is_letter(text[end]) || ascii::is_digit(text[end]) || text[end] == '_')) {
            ++end;
        }
        const std::string name = without_underscores(text.substr(at + word.size(), end - at - word.size()));
        classes_[name].push_back(&module);
    }
}

std::vector<iop::PythonWay> PythonFiles::registered(std::string_view name, std::string_view asker) {
    look_into_files();
    const Parts from = parts_of_path(asker);
    std::vector<std::pair<const Module*, bool>> settings;  // whether they say the name
    for (const auto& [each, text] : settings_) settings.emplace_back(each, text.find(name) != std::string::npos);
    std::stable_sort(settings.begin(), settings.end(), [&](const auto& a, const auto& b) {
        if (a.second != b.second) return a.second;
        return nearness(a.first->folders, from) < nearness(b.first->folders, from);
    });
    std::size_t others = name.starts_with("Python.") ? most_settings_without_name : 0;
    std::vector<iop::PythonWay> ways;
    for (const auto& [each, says_it] : settings) {
        if (!says_it && others-- == 0) break;
        ways.push_back({each->path, std::string(name), {}, {}, {}, false});
    }
    return ways;
}

}  // namespace millwright::settings::iris
