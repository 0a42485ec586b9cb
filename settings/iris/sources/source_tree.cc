#include "settings/iris/sources/source_tree.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "graph/ascii.h"
#include "graph/utf8.h"
#include "settings/iris/sources/encoding.h"
#include "settings/iris/sources/include_files.h"
#include "settings/iris/sources/lineage.h"
#include "settings/iris/sources/nearest.h"
#include "settings/iris/sources/same_class.h"
#include "settings/limits.h"

namespace millwright::settings::iris {
namespace {

using FileNumber = std::size_t;
using FileNumbers = std::vector<FileNumber>;

std::string_view short_name(std::string_view name) {
    return name.substr(name.rfind('.') + 1);
}

std::string_view package_of(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    return dot == std::string_view::npos ? std::string_view() : name.substr(0, dot);
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), ascii::lower);
    return out;
}

/// "src/Demo/My.Macros.inc" as the include file's name in lower case: what is in front of the ending.
std::string include_name(std::string_view path) {
    std::string name = lower(path.substr(path.rfind('/') + 1));
    return name.substr(0, name.rfind('.'));
}

/// Of one file, and of all that are read.
constexpr std::size_t source_bytes = 64 * limits::mebibyte;
constexpr std::size_t all_source_bytes = 1024 * limits::mebibyte;

constexpr std::string_view user_package = "User.";

/// The packages around a package, from the inside: "A.B" and "A" of "A.B.C".
std::vector<std::string> packages_around(std::string_view package) {
    std::vector<std::string> packages;
    for (package = package_of(package); !package.empty(); package = package_of(package)) packages.emplace_back(package);
    return packages;
}

const ClassSource* class_named(const std::vector<ClassSource>& classes, std::string_view name) {
    const auto found =
        std::find_if(classes.begin(), classes.end(), [&](const ClassSource& each) { return each.name == name; });
    return found == classes.end() ? nullptr : &*found;
}

}  // namespace

/// Where everything is, and what was read already.
struct SourceTree::Index {
    /// What one file holds, once it was read.
    struct Loaded {
        std::vector<ClassSource> classes;
        IncludeFile include;
    };
    /// A file that does not count, read to be compared.
    struct Compared {
        Sources sources;
        std::vector<ClassSource> classes;
    };

    explicit Index(SourceTree& of);

    /// The full names that a name may stand for, in order.
    std::vector<std::string> meant_by(std::string_view name, const Asker& asker) const;
    const ClassSource* nearest(const std::string& full_name, const Asker& asker);
    const std::vector<const IncludeFile*>& included(const ClassSource& user);

    std::unordered_map<std::string, FileNumbers> classes;

private:
    const ScannedFile& file(FileNumber number) const { return tree.scanned_.files[number]; }
    std::string shown(FileNumber number) const { return tree.files_.display_name(file(number).path); }
    void add(FileNumber number);
    FileNumbers by_nearness(FileNumbers numbers, const std::string& asker) const;
    std::optional<std::string> read(FileNumber number, bool tell);
    const Loaded& load(FileNumber number);
    const std::vector<ClassSource>& load_to_compare(FileNumber number);
    void compare(const ClassSource& chosen, const FileNumbers& numbers, FileNumber own, const Asker& asker);
    const IncludeFile* include(std::string_view name, const std::string& asker);

    SourceTree& tree;
    std::vector<std::vector<std::string>> parts;  // of the path of each file, as the user knows it
    std::unordered_map<std::string, std::set<std::string>> full_names;  // of a short name
    std::unordered_map<std::string, FileNumbers> includes;              // by the last part of their names
    std::map<const ClassSource*, std::vector<const IncludeFile*>> included_by;
    std::map<FileNumber, Loaded> loaded;
    std::map<FileNumber, Compared> others;
    std::set<std::string, std::less<>> compared;  // classes in several files
    std::size_t bytes = 0;                        // of all files read
};

SourceTree::Index::Index(SourceTree& of) : tree(of) {
    for (FileNumber number = 0; number < tree.scanned_.files.size(); ++number) add(number);
}

void SourceTree::Index::add(FileNumber number) {
    parts.push_back(parts_of_path(shown(number)));
    for (const std::string& name : file(number).classes) {
        FileNumbers& in = classes[name];
        if (in.empty() || in.back() != number) in.push_back(number);
        full_names[std::string(short_name(name))].insert(name);
    }
    if (file(number).content == FileContent::include) {
        includes[std::string(short_name(include_name(file(number).path)))].push_back(number);
    }
}

/// Of files that are equally near a .cls before an export, then by path.
FileNumbers SourceTree::Index::by_nearness(FileNumbers numbers, const std::string& asker) const {
    if (numbers.size() < 2) return numbers;
    const std::vector<std::string> from = parts_of_path(asker);
    using Order = std::tuple<Nearness, int, FileNumber>;
    std::vector<Order> order;
    for (const FileNumber number : numbers) {
        order.emplace_back(nearness(parts[number], from), lower(file(number).path).ends_with(".cls") ? 0 : 1, number);
    }
    std::sort(order.begin(), order.end());
    std::transform(order.begin(), order.end(), numbers.begin(), [](const Order& each) { return std::get<2>(each); });
    return numbers;
}

/// The bytes of a file without a mark at their beginning; nothing when they cannot be had, or are too many.
std::optional<std::string> SourceTree::Index::read(FileNumber number, bool tell) {
    Diagnostics& findings = tree.reading_.findings;
    auto text = tree.files_.read(file(number).path);
    if (!text) {
        for (Diagnostic& each : text.error().diagnostics) {
            if (tell) findings.add(each.as(Severity::warning));
        }
        return std::nullopt;
    }
    bytes += text->size();
    const bool large = text->size() > source_bytes;
    if (large || bytes > all_source_bytes) {
        const std::string what = large ? "the file is larger than " + std::to_string(source_bytes / limits::mebibyte)
                                       : "with this file the sources would be more than " +
                                             std::to_string(all_source_bytes / limits::mebibyte);
        if (tell)
            findings.add(Code::too_large, {}, what + " MiB; it is left out")
                .as(Severity::warning)
                .in_file(shown(number));
        return std::nullopt;
    }
    if (text->starts_with(byte_order_mark)) text->erase(0, byte_order_mark.size());
    return std::move(*text);
}

const SourceTree::Index::Loaded& SourceTree::Index::load(FileNumber number) {
    const auto [at, is_new] = loaded.try_emplace(number);
    if (!is_new) return at->second;
    auto text = read(number, true);
    if (!text) return at->second;
    Reading& reading = tree.reading_;
    const auto source = add_decoded(shown(number), std::move(*text), reading);
    const std::string_view all = reading.sources[source].text();
    if (file(number).content == FileContent::include) {
        at->second.include = read_include(all);
        return at->second;
    }
    at->second.classes = read_class_sources(source, reading.sources, reading.findings);
    for (ClassSource& each : at->second.classes) {
        if (each.generated_by.empty()) continue;
        each.methods.clear();
        each.xdata.clear();
    }
    return at->second;
}

const std::vector<ClassSource>& SourceTree::Index::load_to_compare(FileNumber number) {
    if (const auto known = loaded.find(number); known != loaded.end()) return known->second.classes;
    const auto [at, is_new] = others.try_emplace(number);
    Compared& other = at->second;
    if (!is_new) return other.classes;
    if (auto text = read(number, false)) {
        Diagnostics ignored;
        const auto source = other.sources.add({}, decoded(std::move(*text)).text);
        other.classes = read_class_sources(source, other.sources, ignored);
    }
    return other.classes;
}

/// Tells of the other files with that class, unless all hold the same.
void SourceTree::Index::compare(const ClassSource& chosen, const FileNumbers& numbers, FileNumber own,
                                const Asker& asker) {
    if (!compared.insert(chosen.name).second) return;
    std::vector<std::string> different;
    for (const FileNumber number : numbers) {
        if (number == own) continue;
        const ClassSource* other = class_named(load_to_compare(number), chosen.name);
        if (other != nullptr && !same_class(chosen, *other)) different.push_back(shown(number));
    }
    if (different.empty()) return;
    Diagnostic& told = tree.reading_.findings.add(
        Code::class_in_several_files, asker.place,
        "class " + in_quotes(chosen.name) + " is in several files; the one in " + in_quotes(shown(own)) + " counts");
    if (!asker.place.known()) told.in_file(asker.path);
    for (const std::string& path : different) told.note({}, "another one is in " + in_quotes(path));
}

const ClassSource* SourceTree::Index::nearest(const std::string& full_name, const Asker& asker) {
    const auto known = classes.find(full_name);
    if (known == classes.end()) return nullptr;
    const FileNumbers numbers = by_nearness(known->second, asker.path);
    for (const FileNumber number : numbers) {
        const ClassSource* found = class_named(load(number).classes, full_name);
        if (found == nullptr) continue;
        if (numbers.size() > 1) compare(*found, numbers, number, asker);
        return found;
    }
    return nullptr;
}

std::vector<std::string> SourceTree::Index::meant_by(std::string_view name, const Asker& asker) const {
    std::vector<std::string> names{std::string(name)};
    const std::string after_dot = "." + names.front();
    if (name.starts_with(user_package)) names.emplace_back(name.substr(user_package.size()));
    if (name.find('.') != std::string_view::npos) return names;
    if (name.starts_with('%')) return {"%Library." + std::string(name.substr(1))};
    if (!asker.package.empty()) names.push_back(asker.package + after_dot);
    for (const std::string& each : asker.imports) names.push_back(each + after_dot);
    names.push_back(std::string(user_package) + std::string(name));
    for (const std::string& each : packages_around(asker.package)) names.push_back(each + after_dot);
    const auto full = full_names.find(std::string(name));
    if (full != full_names.end() && full->second.size() == 1) names.push_back(*full->second.begin());
    return names;
}

const IncludeFile* SourceTree::Index::include(std::string_view name, const std::string& asker) {
    const std::string wanted = lower(name);
    const auto known = includes.find(std::string(short_name(wanted)));
    if (known == includes.end()) return nullptr;
    for (const FileNumber number : by_nearness(known->second, asker)) {
        std::string path = lower(file(number).path);
        std::replace(path.begin(), path.end(), '/', '.');
        const IncludeFile& found = load(number).include;
        const bool by_file = ("." + path).ends_with("." + wanted + ".inc");
        if (by_file || lower(found.name) == wanted) return &found;
    }
    return nullptr;
}

/// The include files that the class names, its superclasses, and these files, each once.
const std::vector<const IncludeFile*>& SourceTree::Index::included(const ClassSource& user) {
    const auto [at, is_new] = included_by.try_emplace(&user);
    if (!is_new) return at->second;
    std::vector<std::string> open;
    const Lineage lineage(user, tree);
    for (const ClassSource* each : lineage.classes()) {
        open.insert(open.end(), each->includes.begin(), each->includes.end());
    }
    std::set<const IncludeFile*> seen;
    for (std::size_t i = 0; i < open.size(); ++i) {
        const IncludeFile* file = include(open[i], user.path);
        if (file == nullptr || !seen.insert(file).second) continue;
        at->second.push_back(file);
        open.insert(open.end(), file->includes.begin(), file->includes.end());
    }
    return at->second;
}

Asker asker_of(const ClassSource& from) {
    return {from.path, std::string(from.package()), from.imports, from.place};
}

SourceTree::SourceTree(const FolderScan& scanned, const Files& files, const ReadOptions& options, Reading& reading)
    : scanned_(scanned), files_(files), options_(options), reading_(reading), index_(std::make_unique<Index>(*this)) {}

SourceTree::~SourceTree() = default;

bool SourceTree::has(std::string_view full_name) const {
    return index_->classes.contains(std::string(full_name));
}

const ClassSource* SourceTree::find(std::string_view name, const Asker& asker) {
    if (name.empty()) return nullptr;
    for (const std::string& each : index_->meant_by(name, asker)) {
        if (const ClassSource* found = index_->nearest(each, asker)) return found;
    }
    return nullptr;
}

std::optional<std::string> SourceTree::macro(std::string_view name, const ClassSource& user) {
    if (name.starts_with("$$$")) name.remove_prefix(3);
    for (const IncludeFile* file : index_->included(user)) {
        if (const auto text = file->texts.find(name); text != file->texts.end()) return text->second;
    }
    return std::nullopt;
}

}  // namespace millwright::settings::iris
