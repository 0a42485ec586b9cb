#include "cli/export_in_place.h"

#include <algorithm>
#include <filesystem>

#include "graph/utf8.h"
#include "settings/files.h"
#include "settings/formats.h"
#include "settings/iris/sources/folder_scan.h"
#include "settings/system.h"

namespace millwright::cli {
namespace {

using settings::Format;

bool is_edited(Format format) {
    return format == Format::iris_class || format == Format::iris_xml;
}

tl::unexpected<Failure> refused(const std::string& path, const std::string& what, std::string hint) {
    return fail_in_file(FailureKind::refused, Code::cannot_write, path, "the file exists already, and " + what,
                        std::move(hint));
}

constexpr const char* replace_it = "name another file, or add --force to replace it";

/// The first error, with its line.
std::string reason(const settings::Reading& reading) {
    const auto& found = reading.findings;
    const auto first = std::find_if(found.begin(), found.end(),
                                    [](const Diagnostic& each) { return each.severity == Severity::error; });
    if (first == found.end()) return "it cannot be understood";
    if (!first->place.known()) return first->message;
    return "line " + std::to_string(reading.sources.locate(first->place).line) + ": " + first->message;
}

std::string names_of(const settings::Reading& reading) {
    std::string names;
    for (const Production& each : reading.productions) names += (names.empty() ? "" : ", ") + in_quotes(each.name);
    return names;
}

}  // namespace

Result<std::optional<EditedFile>> file_to_edit(const std::string& path, Format format, std::string_view production) {
    std::error_code error;
    if (!is_edited(format) || !std::filesystem::is_regular_file(path, error)) return std::optional<EditedFile>();
    const settings::DiskFiles files;
    auto text = files.read(path);
    if (!text) return tl::unexpected<Failure>(std::move(text.error()));
    if (settings::iris::look_at_file(path, *text).content == settings::iris::FileContent::production_part) {
        return refused(path, "holds a part of a decomposed production, which is not edited",
                       "name a new file, and decompose it in IRIS; or edit the part by hand");
    }
    std::string kept = *text;
    const settings::Reading reading = settings::read_text(path, std::move(*text), format, files, {});
    const std::string title(settings::info_of(format).title);
    if (!reading.readable) return refused(path, "is no " + title + ": " + reason(reading), replace_it);
    const auto& all = reading.productions;
    const auto same = [&](const Production& each) { return each.name == production; };
    const auto count = std::count_if(all.begin(), all.end(), same);
    if (count == 0) {
        return refused(path, "holds production " + names_of(reading) + ", not " + in_quotes(production), replace_it);
    }
    if (count > 1) {
        return refused(path, "holds several productions named " + in_quotes(production), "take out all but one");
    }
    return std::optional<EditedFile>(EditedFile{path, std::move(kept)});
}

Result<bool> write_edited(const EditedFile& file, std::string_view text) {
    using std::filesystem::perms;
    constexpr perms writable = perms::owner_write | perms::group_write | perms::others_write;
    std::error_code error;
    if ((std::filesystem::status(file.path, error).permissions() & writable) == perms::none) {
        return fail_in_file(FailureKind::environment, Code::cannot_write, file.path, "the file is read-only",
                            "nothing was changed; give write permission (chmod u+w), then try again");
    }
    return settings::write_file_atomically(file.path, text);
}

Result<std::string> edited_text(const EditedFile& file, Format format, const Production& wanted) {
    settings::WriteOptions options;
    options.base = file.text;
    return settings::write_production(wanted, format, options);
}

}  // namespace millwright::cli
