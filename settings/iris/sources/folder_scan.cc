#include "settings/iris/sources/folder_scan.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <optional>
#include <thread>

#include "graph/ascii.h"
#include "graph/utf8.h"
#include "settings/iop/python_marks.h"
#include "settings/iris/sources/encoding.h"
#include "settings/iris/xml_scan.h"

namespace millwright::settings::iris {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::string_view blanks = " \t";
/// A thread is worth it for so many files.
constexpr std::size_t files_for_a_thread = 32;
constexpr std::size_t most_threads = 8;
constexpr std::size_t files_between_progress = 64;
constexpr std::string_view foreign_folder = "node_modules";

/// Faster than string_view::find, which looks for the first letter of the mark only.
std::size_t find_mark(std::string_view text, std::string_view mark, std::size_t from = 0) {
    if (from >= text.size()) return npos;
    const void* found = ::memmem(text.data() + from, text.size() - from, mark.data(), mark.size());
    return found == nullptr ? npos : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

bool holds(std::string_view text, std::string_view mark) {
    return find_mark(text, mark) != npos;
}

bool starts_with_word(std::string_view text, std::string_view word) {
    if (text.size() < word.size()) return false;
    return std::equal(word.begin(), word.end(), text.begin(), [](char a, char b) { return a == ascii::lower(b); });
}

bool ends_name(char c) {
    return is_xml_space(c) || c == '>' || c == '/' || c == '&';
}

/// Whether a tag of that name begins somewhere; `mark` is "<Name".
bool holds_tag(std::string_view text, std::string_view mark) {
    for (std::size_t at = find_mark(text, mark); at != npos; at = find_mark(text, mark, at + 1)) {
        const std::size_t after = at + mark.size();
        if (after < text.size() && ends_name(text[after])) return true;
    }
    return false;
}

// UDL.

/// Whether a block comment is still open at the end of a line at whose beginning one was or was not.
bool comment_open_after(std::string_view line, bool open) {
    if (!open && line.starts_with("//")) return false;
    for (std::size_t at = 0; at != npos;) {
        at = line.find(open ? "*/" : "/*", at);
        if (at == npos) break;
        open = !open;
        at += 2;
    }
    return open;
}

/// The name in "Class NAME ...", or "".
std::string_view named_by(std::string_view line) {
    constexpr std::string_view keyword = "class";
    line.remove_prefix(std::min(line.size(), line.find_first_not_of(blanks)));
    if (!starts_with_word(line, keyword)) return {};
    line.remove_prefix(keyword.size());
    const std::size_t name = line.find_first_not_of(blanks);
    if (name == 0 || name == npos) return {};
    line.remove_prefix(name);
    return line.substr(0, line.find_first_of(" \t\r[{"));
}

std::string_view name_of_class(std::string_view text) {
    bool comment = false;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        if (const std::string_view name = named_by(line); !name.empty() && !comment) return name;
        comment = comment_open_after(line, comment);
        text.remove_prefix(std::min(text.size(), line.size() + 1));
    }
    return {};
}

void look_at_class(std::string_view text, ScannedFile& file) {
    const bool production = holds(text, "ProductionDefinition") && holds_tag(text, "<Production");
    if (const std::string_view name = name_of_class(text); !name.empty()) file.classes.emplace_back(name);
    // A class that ends before its production begins is still one of a production, which is then told.
    if (production) {
        file.content = FileContent::production_class;
    } else if (!file.classes.empty()) {
        file.content = FileContent::classes;
    }
}

// XML.

std::string_view base_name(std::string_view path) {
    return path.substr(path.rfind('/') + 1);
}

/// Whether it holds parts of a production, and not the class of the production as well, which then tells all.
bool holds_parts(std::string_view path, std::string_view text) {
    if (!holds(text, "<ProjectTextDocument") || holds(text, "\"ProductionDefinition\"")) return false;
    const std::string_view name = base_name(path);
    return name.starts_with("ProdStgs-") || name.starts_with("Stgs-") || holds(text, "name=\"Settings:") ||
           holds(text, "name=\"ProductionSettings:");
}

void find_exported_classes(std::string_view text, std::vector<std::string>& classes) {
    constexpr std::string_view mark = "<Class";
    for (std::size_t at = find_mark(text, mark); at != npos; at = find_mark(text, mark, at + 1)) {
        if (at + mark.size() >= text.size() || !is_xml_space(text[at + mark.size()])) continue;
        for (const XmlAttribute& each : attributes_of_tag(text, at)) {
            if (each.name != "name") continue;
            classes.emplace_back(text.substr(each.value_begin, each.value_end - each.value_begin));
            break;
        }
    }
}

void look_at_xml(std::string_view text, ScannedFile& file) {
    file.default_settings = holds_tag(text, "<defaultSettings") || holds_tag(text, "&lt;defaultSettings");
    find_exported_classes(text, file.classes);
    if (holds_parts(file.path, text)) {
        file.content = FileContent::production_part;
    } else if (holds_tag(text, "<Production") || holds_tag(text, "&lt;Production")) {
        file.content = FileContent::production_export;
    } else if (!file.classes.empty()) {
        file.content = FileContent::classes;
    } else if (file.default_settings) {
        file.content = FileContent::default_settings;
    }
}

// Others.

void look_at_default_settings(std::string_view text, ScannedFile& file) {
    file.default_settings = holds_tag(text, "<defaultSettings") || holds_tag(text, "&lt;defaultSettings");
    if (file.default_settings) file.content = FileContent::default_settings;
}

void look_at_json(std::string_view text, ScannedFile& file) {
    const bool production = holds(text, "\"@ClassName\"") || holds(text, "\"ActorPoolSize\"");
    if (production) file.content = FileContent::production_json;
}

void look_at_python(std::string_view text, ScannedFile& file) {
    file.content = defines_productions(text) ? FileContent::python_settings : FileContent::python;
}

void look_at_include(std::string_view, ScannedFile& file) {
    file.content = FileContent::include;
}

struct Ending {
    std::string_view ending;  ///< in lower case
    void (*look)(std::string_view text, ScannedFile& file);
};

constexpr std::array<Ending, 6> endings{{
    {".cls", &look_at_class},
    {".xml", &look_at_xml},
    {".inc", &look_at_include},
    {".json", &look_at_json},
    {".py", &look_at_python},
    {".esd", &look_at_default_settings},
}};

const Ending* ending_of(std::string_view path) {
    const auto found = std::find_if(endings.begin(), endings.end(), [&](const Ending& each) {
        return path.size() > each.ending.size() &&
               starts_with_word(path.substr(path.size() - each.ending.size()), each.ending);
    });
    return found == endings.end() ? nullptr : &*found;
}

/// Whether it is below a folder inside of `folder` that holds other people's packages.
bool is_foreign(std::string_view path, std::string_view folder) {
    std::string_view below = path.starts_with(folder) ? path.substr(folder.size()) : path;
    for (std::size_t slash = below.find('/'); slash != npos; slash = below.find('/')) {
        if (below.substr(0, slash) == foreign_folder) return true;
        below.remove_prefix(slash + 1);
    }
    return false;
}

/// What became of looking at one file.
struct Look {
    ScannedFile file;
    std::optional<Diagnostics> failed;
};

class Scan {
public:
    Scan(std::vector<std::string> paths, const Files& files, const ReadOptions& options)
        : paths_(std::move(paths)), looks_(paths_.size()), files_(files), options_(options) {}

    std::vector<Look> run() {
        const std::size_t wanted =
            files_.for_several_threads() ? std::min<std::size_t>(std::thread::hardware_concurrency(), most_threads) : 1;
        const std::size_t threads = std::min(wanted, paths_.size() / files_for_a_thread);
        std::vector<std::thread> others;
        for (std::size_t i = 1; i < threads; ++i) {
            try {
                others.emplace_back([this] { look_at_files([](std::size_t) {}); });
            } catch (const std::system_error&) {
                break;
            }
        }
        look_at_files([this](std::size_t done) {
            if (done % files_between_progress == 0) options_.progress("looking at files", done, paths_.size());
        });
        for (std::thread& each : others) each.join();
        return std::move(looks_);
    }

private:
    template <class Told>
    void look_at_files(const Told& told) {
        for (std::size_t i = next_++; i < paths_.size(); i = next_++) {
            look_at(i);
            told(i + 1);
        }
    }

    void look_at(std::size_t index) {
        auto text = files_.read(paths_[index]);
        if (text) {
            looks_[index].file = look_at_file(paths_[index], *text);
        } else {
            looks_[index].failed = std::move(text.error().diagnostics);
        }
    }

    const std::vector<std::string> paths_;
    std::vector<Look> looks_;
    const Files& files_;
    const ReadOptions& options_;
    std::atomic<std::size_t> next_{0};
};

bool is_utf16(std::string_view text) {
    return text.size() >= 4 && (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF") ||
                                std::memchr(text.data(), '\0', 4) != nullptr);
}

}  // namespace

ScannedFile look_at_file(std::string path, std::string_view text) {
    ScannedFile file;
    file.path = std::move(path);
    const Ending* ending = ending_of(file.path);
    if (ending == nullptr) return file;
    if (is_utf16(text)) {
        ending->look(decoded(std::string(text)).text, file);
    } else {
        ending->look(text.starts_with(byte_order_mark) ? text.substr(byte_order_mark.size()) : text, file);
    }
    return file;
}

FolderScan scan_folder(const std::string& folder, const Files& files, const ReadOptions& options) {
    Listing listing = files.list(folder);
    FolderScan scan{folder, {}, std::move(listing.left_out)};
    std::erase_if(listing.files,
                  [&](const std::string& path) { return ending_of(path) == nullptr || is_foreign(path, folder); });
    for (Look& each : Scan(std::move(listing.files), files, options).run()) {
        if (each.failed) {
            for (Diagnostic& why : *each.failed) scan.left_out.push_back(std::move(why));
        } else if (each.file.content != FileContent::nothing) {
            scan.files.push_back(std::move(each.file));
        }
    }
    return scan;
}

}  // namespace millwright::settings::iris
