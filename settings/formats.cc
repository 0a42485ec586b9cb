#include "settings/formats.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "graph/utf8.h"
#include "settings/iop/production_json.h"
#include "settings/iop/settings_py.h"
#include "settings/iris/iris_class.h"
#include "settings/iris/iris_xml.h"
#include "settings/scenarios.h"
#include "settings/settings_toml.h"

namespace millwright::settings {
namespace {

constexpr std::array<FormatInfo, 6> formats{{
    {Format::settings_toml, "toml", ".toml", "Millwright settings"},
    {Format::iris_class, "iris-class", ".cls", "IRIS production class"},
    {Format::iris_xml, "xml", ".xml", "IRIS XML export"},
    {Format::production_json, "json", ".json", "production JSON of IoP"},
    {Format::python, "python", ".py", "settings.py of IoP"},
    {Format::python_class, "python-class", ".py", "settings.py of IoP with a class"},
}};

constexpr std::string_view settings_name = "settings.toml";
constexpr std::string_view python_settings_name = "settings.py";

/// What a file of a format holds when it holds a production; any one of them.
struct Mark {
    Format format;
    std::string_view text;
};

constexpr std::array<Mark, 4> production_marks{{
    {Format::iris_class, "<Production"},
    {Format::iris_xml, "<Production"},
    {Format::production_json, "\"@ClassName\""},
    {Format::production_json, "\"ActorPoolSize\""},
}};

/// Whether a line begins with that name: at the top of a module it is given a value there.
bool names_at_line_start(std::string_view text, std::string_view name) {
    for (std::size_t at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
        const char next = at + name.size() < text.size() ? text[at + name.size()] : '\n';
        const bool whole = next == ' ' || next == '=' || next == ':' || next == '.' || next == '\t' || next == '+';
        if (whole && (at == 0 || text[at - 1] == '\n')) return true;
    }
    return false;
}

/// A module with what IoP looks for in settings.
bool is_python_settings(std::string_view text) {
    return names_at_line_start(text, "PRODUCTIONS") || names_at_line_start(text, "CLASSES") ||
           names_at_line_start(text, "SCHEMAS");
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

std::optional<Format> format_of_name(std::string_view file_name) {
    const std::string name = lower(file_name);
    for (const FormatInfo& each : formats) {
        if (name.ends_with(each.ending)) return each.format;
    }
    return std::nullopt;
}

std::string below(const std::string& folder, std::string_view name) {
    if (folder.empty() || folder.ends_with('/')) return folder + std::string(name);
    return folder + "/" + std::string(name);
}

void read_source(std::uint32_t source, const std::string& path, Format format, const Files& files,
                 const ReadOptions& options, Reading& reading) {
    switch (format) {
        case Format::settings_toml: return read_settings_toml(source, path, files, options, reading);
        case Format::iris_class: return read_iris_class(source, options, reading);
        case Format::iris_xml: return read_iris_xml(source, options, reading);
        case Format::production_json: return read_production_json(source, options, reading);
        case Format::python:
        case Format::python_class: return read_settings_py(source, path, files, options, reading);
    }
}

Reading read_one(std::string path, std::string name, std::string text, Format format, const Files& files,
                 const ReadOptions& options) {
    Reading reading;
    reading.format = format;
    reading.file = path;
    const auto source = reading.sources.add(std::move(name), std::move(text));
    read_source(source, path, format, files, options, reading);
    return reading;
}

/// A file whose format cannot be told: what is in it is wrong, not that it is missing.
Reading not_understood(const std::string& path, std::string name, std::string text) {
    Reading reading;
    reading.file = path;
    reading.readable = false;
    const std::size_t nul = text.find('\0');
    const std::size_t bad = first_invalid_utf8(text);
    const auto source = reading.sources.add(std::move(name), std::move(text));
    const auto at = [&](std::size_t offset) {
        return Place{source, static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(offset + 1)};
    };
    if (nul != std::string::npos) {
        reading.findings.add(Code::nul_byte, at(nul), "a NUL byte: this is not a text file");
    } else if (bad != std::string_view::npos) {
        reading.findings.add(Code::not_utf8, at(bad), "this is not UTF-8");
    } else {
        reading.findings.add(Code::unknown_format, {source, 0, 0}, "the format of this file is not known")
            .advise(
                "formats that are read: settings.toml, settings.py of IoP, IRIS class (.cls), XML export (.xml), "
                "production "
                "JSON (.json)");
    }
    return reading;
}

Reading not_settings(const std::string& path, std::string name, std::string text) {
    Reading reading;
    reading.file = path;
    reading.readable = false;
    const auto source = reading.sources.add(std::move(name), std::move(text));
    reading.findings.add(Code::unknown_format, {source, 0, 0}, "this file holds scenarios, not settings")
        .advise("name the settings that they are about; `millwright validate` checks scenarios");
    return reading;
}

bool may_hold_production(Format format, std::string_view text) {
    if (format == Format::python) return names_at_line_start(text, "PRODUCTIONS");
    return std::any_of(production_marks.begin(), production_marks.end(), [&](const Mark& mark) {
        return mark.format == format && text.find(mark.text) != std::string_view::npos;
    });
}

/// Reads one file of a folder. One that only looked as if it held a production leaves nothing behind.
void read_member(const std::string& path, Format format, const Files& files, const ReadOptions& options,
                 Reading& reading) {
    auto text = files.read(path);
    if (!text) {
        reading.findings.merge(std::move(text.error().diagnostics));
        reading.readable = false;
        return;
    }
    if (!may_hold_production(format, *text)) return;
    const std::size_t before = reading.productions.size();
    const bool readable = reading.readable;
    Diagnostics found;
    std::swap(found, reading.findings);
    const auto source = reading.sources.add(files.display_name(path), std::move(*text));
    read_source(source, path, format, files, options, reading);
    std::swap(found, reading.findings);
    const bool nothing = before == reading.productions.size() &&
                         std::all_of(found.begin(), found.end(),
                                     [](const Diagnostic& each) { return each.code == Code::no_production; });
    if (nothing) {
        reading.readable = readable;
        return;
    }
    const bool no_python = std::any_of(found.begin(), found.end(),
                                       [](const Diagnostic& each) { return each.code == Code::python_not_available; });
    if (no_python) reading.readable = readable;
    if (before == 0) reading.format = format;
    reading.findings.merge(std::move(found));
}

Result<Reading> read_folder(const std::string& folder, const Files& files, const ReadOptions& options) {
    const std::string own = below(folder, settings_name);
    if (files.kind(own) == FileKind::file) {
        auto text = files.read(own);
        if (!text) return tl::unexpected<Failure>(std::move(text.error()));
        return read_one(own, files.display_name(own), std::move(*text), Format::settings_toml, files, options);
    }
    const std::string in_python = below(folder, python_settings_name);
    if (files.kind(in_python) == FileKind::file) {
        auto text = files.read(in_python);
        if (text && is_python_settings(*text)) {
            return read_one(in_python, files.display_name(in_python), std::move(*text), Format::python, files, options);
        }
    }
    Reading reading;
    reading.file = folder;
    Listing listing = files.list(folder);
    for (const std::string& path : listing.files) {
        const auto format = format_of_name(path);
        if (format && *format != Format::settings_toml) read_member(path, *format, files, options, reading);
    }
    if (reading.productions.empty() && reading.findings.empty() && !listing.left_out.empty()) {
        Failure failure{FailureKind::environment, {}};
        for (Diagnostic& each : listing.left_out) failure.diagnostics.add(std::move(each));
        return tl::unexpected<Failure>(std::move(failure));
    }
    for (Diagnostic& each : listing.left_out) reading.findings.add(each.as(Severity::warning));
    if (reading.productions.empty() && reading.findings.empty()) {
        return fail_in_file(
            FailureKind::environment, Code::no_production, files.display_name(folder),
            "no production is found below \"" + printable(files.display_name(folder)) + "\"",
            "looked for settings.toml, for settings.py, and for productions in *.cls, *.xml, *.json and *.py");
    }
    return reading;
}

/// Without Python nothing is wrong with what should have been read by it.
Result<Reading> unless_python_is_missing(Result<Reading> reading) {
    if (!reading || !reading->productions.empty()) return reading;
    for (Diagnostic& each : reading->findings) {
        if (each.code != Code::python_not_available) continue;
        Failure failure{FailureKind::environment, {}};
        if (each.place.known()) each.in_file(reading->sources[each.place.source].name()).place = {};
        failure.diagnostics.add(std::move(each));
        return tl::unexpected<Failure>(std::move(failure));
    }
    return reading;
}

Result<Reading> read_path(const std::string& path, const Files& files, const ReadOptions& options) {
    if (files.is_folder(path)) return read_folder(path, files, options);
    auto text = files.read(path);
    if (!text) return tl::unexpected<Failure>(std::move(text.error()));
    if (is_scenario_file(path)) return not_settings(path, files.display_name(path), std::move(*text));
    const auto format = detect_format(path, *text);
    if (!format) return not_understood(path, files.display_name(path), std::move(*text));
    return read_one(path, files.display_name(path), std::move(*text), *format, files, options);
}

}  // namespace

std::span<const FormatInfo> all_formats() {
    return formats;
}

const FormatInfo& info_of(Format format) {
    return formats[static_cast<std::size_t>(format)];
}

std::optional<Format> format_named(std::string_view name) {
    for (const FormatInfo& each : formats) {
        if (each.name == name) return each.format;
    }
    return std::nullopt;
}

std::optional<Format> detect_format(std::string_view file_name, std::string_view text) {
    if (const auto told = format_of_name(file_name)) return told;
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    text.remove_prefix(std::min(text.size(), text.find_first_not_of(" \t\r\n")));
    if (text.starts_with('{')) return Format::production_json;
    if (text.starts_with('<')) return Format::iris_xml;
    if (text.starts_with("Class ") || text.starts_with("///") || text.starts_with("Include ") ||
        text.starts_with("Import ")) {
        return Format::iris_class;
    }
    if (is_python_settings(text)) return Format::python;
    const std::string_view line = text.substr(0, text.find('\n'));
    const bool key = line.find('=') != std::string_view::npos || line.starts_with('[') || line.starts_with('#');
    return key ? std::optional(Format::settings_toml) : std::nullopt;
}

Result<Reading> read_input(const std::string& path, const Files& files, const ReadOptions& options) {
    return unless_python_is_missing(read_path(path, files, options));
}

Reading read_text(std::string name, std::string text, Format format, const Files& files, const ReadOptions& options) {
    std::string shown_name = files.display_name(name);
    return read_one(std::move(name), std::move(shown_name), std::move(text), format, files, options);
}

Result<std::string> write_production(const Production& production, Format format, const WriteOptions& options) {
    switch (format) {
        case Format::settings_toml: break;
        case Format::iris_class: return write_iris_class(production, options.base);
        case Format::iris_xml: return write_iris_xml(production, options.base);
        case Format::production_json: return write_production_json(production);
        case Format::python: return write_settings_py(production, PythonStyle::instance, options.beside);
        case Format::python_class: return write_settings_py(production, PythonStyle::class_style, options.beside);
    }
    return write_settings_toml(production);
}

}  // namespace millwright::settings
