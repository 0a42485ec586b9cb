#include "settings/folder_reader.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <unordered_set>

#include "graph/utf8.h"
#include "settings/formats.h"
#include "settings/iop/python_marks.h"
#include "settings/iris/sources/component_sources.h"
#include "settings/iris/sources/decomposed_production.h"
#include "settings/iris/sources/default_settings.h"
#include "settings/iris/sources/encoding.h"
#include "settings/iris/sources/nearest.h"
#include "settings/iris/sources/python_components.h"
#include "settings/iris/sources/source_tree.h"
#include "settings/productions_of_one_name.h"
#include "settings/read_source.h"

namespace millwright::settings {
namespace {

using iris::FileContent;
using iris::FolderScan;
using iris::ScannedFile;

constexpr std::string_view settings_name = "settings.toml";
constexpr std::string_view python_settings_name = "settings.py";

std::string below(const std::string& folder, std::string_view name) {
    if (folder.empty() || folder.ends_with('/')) return folder + std::string(name);
    return folder + "/" + std::string(name);
}

std::optional<Format> format_of(FileContent content) {
    switch (content) {
        case FileContent::production_class: return Format::iris_class;
        case FileContent::production_export: return Format::iris_xml;
        case FileContent::production_json: return Format::production_json;
        case FileContent::python_settings: return Format::python;
        default: return std::nullopt;
    }
}

std::string_view folder_of(std::string_view path) {
    return path.substr(0, path.rfind('/') + 1);
}

/// Reads the files of a folder that hold productions.
class Members {
public:
    Members(const Files& files, const ReadOptions& options, InputFiles& seen, Reading& reading)
        : files_(files), options_(options), seen_(seen), reading_(reading) {}

    void read() {
        for (const ScannedFile& each : seen_.scan.files) {
            if (const auto format = format_of(each.content)) read_file(each.path, *format);
        }
        for (const std::vector<std::string>& each : parts_by_folder()) read_parts(each);
        put_in_order();
    }

private:
    /// What is known of a production beside what is in the reading; one for each, in its order.
    struct Origin {
        std::string path;
        Format format;
    };

    void read_file(const std::string& path, Format format) {
        auto text = files_.read(path);
        if (!text) {
            for (Diagnostic& each : text.error().diagnostics) reading_.findings.add(each.as(Severity::warning));
            return;
        }
        const std::size_t before = reading_.productions.size();
        const bool readable = reading_.readable;
        Diagnostics found;
        std::swap(found, reading_.findings);
        const auto source = add(path, std::move(*text), format);
        read_source(source, path, format, files_, options_, reading_);
        std::swap(found, reading_.findings);
        if (before == reading_.productions.size() && only_looked_like_one(found)) {
            reading_.readable = readable;
            return;
        }
        if (has(found, Code::python_not_available)) reading_.readable = readable;
        if (before == 0) reading_.format = format;
        origins_.resize(reading_.productions.size(), {path, format});
        reading_.findings.merge(std::move(found));
    }

    std::uint32_t add(const std::string& path, std::string text, Format format) {
        const bool iris = format == Format::iris_class || format == Format::iris_xml;
        if (iris) return iris::add_decoded(files_.display_name(path), std::move(text), reading_);
        return reading_.sources.add(files_.display_name(path), std::move(text));
    }

    std::vector<std::vector<std::string>> parts_by_folder() const {
        std::map<std::string_view, std::vector<std::string>> folders;
        for (const ScannedFile& each : seen_.scan.files) {
            if (each.content == FileContent::production_part) folders[folder_of(each.path)].push_back(each.path);
        }
        std::vector<std::vector<std::string>> paths;
        for (auto& [folder, in_it] : folders) paths.push_back(std::move(in_it));
        return paths;
    }

    void read_parts(const std::vector<std::string>& paths) {
        for (iris::DecomposedProduction& each : iris::read_decomposed(paths, files_, options_, reading_)) {
            if (reading_.productions.empty()) reading_.format = Format::iris_xml;
            std::string path = each.path;
            const auto own_class = class_of(each);
            const Production* of_class = own_class ? &reading_.productions[*own_class] : nullptr;
            Production whole = complete(std::move(each), of_class, reading_);
            if (own_class) forget(*own_class);
            reading_.productions.push_back(std::move(whole));
            origins_.push_back({std::move(path), Format::iris_xml});
        }
    }

    /// The nearest production of that name that is in a class.
    std::optional<std::size_t> class_of(const iris::DecomposedProduction& parts) const {
        const auto from = iris::parts_of_path(parts.path);
        std::optional<std::pair<iris::Nearness, std::size_t>> nearest;
        for (std::size_t i = 0; i < origins_.size(); ++i) {
            if (reading_.productions[i].name != parts.production.name) continue;
            if (origins_[i].format != Format::iris_class) continue;
            const std::pair here(iris::nearness(iris::parts_of_path(origins_[i].path), from), i);
            if (!nearest || here < *nearest) nearest = here;
        }
        return nearest ? std::optional(nearest->second) : std::nullopt;
    }

    void forget(std::size_t index) {
        const auto at = static_cast<std::ptrdiff_t>(index);
        reading_.productions.erase(reading_.productions.begin() + at);
        origins_.erase(origins_.begin() + at);
    }

    void put_in_order() {
        std::vector<std::size_t> order(origins_.size());
        std::iota(order.begin(), order.end(), 0U);
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return origins_[a].path < origins_[b].path; });
        std::vector<Production> sorted;
        for (const std::size_t each : order) {
            if (origins_[each].format == Format::python) seen_.read_by_python.push_back(sorted.size());
            sorted.push_back(std::move(reading_.productions[each]));
        }
        reading_.productions = std::move(sorted);
    }

    static bool has(const Diagnostics& found, Code code) {
        return std::any_of(found.begin(), found.end(), [&](const Diagnostic& each) { return each.code == code; });
    }

    /// Then the file leaves nothing behind.
    static bool only_looked_like_one(const Diagnostics& found) {
        return std::all_of(found.begin(), found.end(), [](const Diagnostic& each) {
            return each.code == Code::no_production || each.code == Code::text_recoded;
        });
    }

    const Files& files_;
    const ReadOptions& options_;
    InputFiles& seen_;
    Reading& reading_;
    std::vector<Origin> origins_;
};

tl::unexpected<Failure> nothing_found(const std::string& folder, const Files& files) {
    const std::string name = printable(files.display_name(folder));
    return fail_in_file(FailureKind::environment, Code::no_production, files.display_name(folder),
                        "no production is found below \"" + name + "\"",
                        "looked for settings.toml, for settings.py, and for productions in *.cls, *.xml, *.json and "
                        "*.py");
}

/// Reads settings.toml in the folder; nothing where it is not there.
std::optional<Result<Reading>> read_own_settings(const std::string& folder, const Files& files,
                                                 const ReadOptions& options) {
    const std::string own = below(folder, settings_name);
    if (files.kind(own) != FileKind::file) return std::nullopt;
    auto text = files.read(own);
    if (!text) return tl::unexpected<Failure>(std::move(text.error()));
    return read_text(own, std::move(*text), Format::settings_toml, files, options);
}

/// Reads settings.py in the folder where `counts` says that its text does; else nothing.
std::optional<Reading> read_own_python(const std::string& folder, const Files& files, const ReadOptions& options,
                                       bool (*counts)(std::string_view)) {
    const std::string own = below(folder, python_settings_name);
    if (files.kind(own) != FileKind::file) return std::nullopt;
    auto text = files.read(own);
    if (!text || !counts(*text)) return std::nullopt;
    return read_text(own, std::move(*text), Format::python, files, options);
}

// Sources of components.

/// Adds what is below a folder, or a file, to a scan, as far as it is not in it.
class Merged {
public:
    Merged(FolderScan own, const Files& files, const ReadOptions& options)
        : files_(files), options_(options), scan_(std::move(own)) {
        remember(scan_.folder, 0);
    }

    void add(const std::string& path) {
        FolderScan more = scanned(path);
        const std::size_t first = scan_.files.size();
        std::move(more.files.begin(), more.files.end(), std::back_inserter(scan_.files));
        std::move(more.left_out.begin(), more.left_out.end(), std::back_inserter(scan_.left_out));
        remember(path, first);
    }

    FolderScan take() {
        std::sort(scan_.files.begin(), scan_.files.end(),
                  [](const ScannedFile& a, const ScannedFile& b) { return a.path < b.path; });
        return std::move(scan_);
    }

private:
    FolderScan scanned(const std::string& path) const {
        if (files_.is_folder(path)) return iris::scan_folder(path, files_, options_);
        FolderScan scan{path, {}, {}};
        auto text = files_.read(path);
        if (text) {
            scan.files.push_back(iris::look_at_file(path, *text));
        } else {
            for (Diagnostic& each : text.error().diagnostics) scan.left_out.push_back(std::move(each));
        }
        return scan;
    }

    /// Drops the files from `first` on that are known already. They are compared by where the folder really is.
    void remember(const std::string& folder, std::size_t first) {
        const std::string real = files_.real_path(folder).value_or(folder);
        const auto is_known = [&](const ScannedFile& file) {
            const bool inside = folder != "." && file.path.starts_with(folder);
            const std::string_view rest = std::string_view(file.path).substr(inside ? folder.size() : 0);
            return !known_.insert(below(real, rest.starts_with('/') ? rest.substr(1) : rest)).second;
        };
        const auto from = scan_.files.begin() + static_cast<std::ptrdiff_t>(first);
        scan_.files.erase(std::remove_if(from, scan_.files.end(), is_known), scan_.files.end());
    }

    const Files& files_;
    const ReadOptions& options_;
    FolderScan scan_;
    std::unordered_set<std::string> known_;
};

/// Whether there are classes that are not just those of the productions.
bool holds_component_classes(const FolderScan& scan, const Reading& reading) {
    std::set<std::string_view> productions;
    for (const Production& each : reading.productions) productions.insert(each.name);
    return std::any_of(scan.files.begin(), scan.files.end(), [&](const ScannedFile& file) {
        return std::any_of(file.classes.begin(), file.classes.end(),
                           [&](const std::string& name) { return !productions.contains(name); });
    });
}

/// They name items of classes of the engine too.
bool has_default_settings(const Reading& reading) {
    return std::any_of(reading.productions.begin(), reading.productions.end(),
                       [](const Production& each) { return !each.default_settings.empty(); });
}

/// The productions of a reading without those at certain places, which come back at the end.
class Without {
public:
    Without(Reading& reading, std::vector<std::size_t> places) : reading_(reading), places_(std::move(places)) {
        for (auto place = places_.rbegin(); place != places_.rend(); ++place) {
            const auto at = reading_.productions.begin() + static_cast<std::ptrdiff_t>(*place);
            kept_.push_back(std::move(*at));
            reading_.productions.erase(at);
        }
    }
    Without(const Without&) = delete;
    Without& operator=(const Without&) = delete;
    ~Without() {
        for (const std::size_t place : places_) {
            reading_.productions.insert(reading_.productions.begin() + static_cast<std::ptrdiff_t>(place),
                                        std::move(kept_.back()));
            kept_.pop_back();
        }
    }

private:
    Reading& reading_;
    std::vector<std::size_t> places_;  // ascending
    std::vector<Production> kept_;     // the last one first
};

}  // namespace

Result<Reading> read_folder(const std::string& folder, const Files& files, const ReadOptions& options,
                            InputFiles& seen) {
    if (auto own = read_own_settings(folder, files, options)) return std::move(*own);
    if (auto own = read_own_python(folder, files, options, defines_productions)) return std::move(*own);
    Reading reading;
    reading.file = folder;
    seen.scan = iris::scan_folder(folder, files, options);
    Members(files, options, seen, reading).read();
    keep_one_of_each_name(reading, seen.read_by_python);
    if (reading.productions.empty()) {
        // One that only registers classes is settings, too, but beside productions it is one of their sources.
        if (auto own = read_own_python(folder, files, options, is_python_settings)) return std::move(*own);
    }
    std::vector<Diagnostic>& left_out = seen.scan.left_out;
    if (reading.productions.empty() && reading.findings.empty() && !left_out.empty()) {
        Failure failure{FailureKind::environment, {}};
        for (Diagnostic& each : left_out) failure.diagnostics.add(std::move(each));
        return tl::unexpected<Failure>(std::move(failure));
    }
    if (reading.productions.empty() && reading.findings.empty()) return nothing_found(folder, files);
    return reading;
}

void read_sources(InputFiles seen, const Files& files, const ReadOptions& options, Reading& reading) {
    const bool wanted = reading.readable && !reading.productions.empty();
    Merged merged(std::move(seen.scan), files, options);
    if (wanted) {
        for (const std::string& each : options.sources) merged.add(each);
    }
    FolderScan scan = merged.take();
    for (Diagnostic& each : scan.left_out) reading.findings.add(each.as(Severity::warning));
    if (!wanted) return;
    const bool own_defaults = reading.format == Format::settings_toml || reading.format == Format::python;
    if (!own_defaults) read_default_settings(scan, files, options, reading);
    iris::SourceTree tree(scan, files, options, reading);
    if (holds_component_classes(scan, reading) || has_default_settings(reading)) read_component_sources(tree);
    if (reading.format == Format::python && seen.read_by_python.empty()) return;
    const Without without(reading, std::move(seen.read_by_python));
    read_python_components(tree);
}

}  // namespace millwright::settings
