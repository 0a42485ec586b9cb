#include "settings/formats.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "graph/ascii.h"
#include "graph/utf8.h"
#include "settings/folder_reader.h"
#include "settings/iop/production_json.h"
#include "settings/iop/python_marks.h"
#include "settings/iop/settings_py.h"
#include "settings/iris/iris_class.h"
#include "settings/iris/iris_xml.h"
#include "settings/read_source.h"
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

Reading no_input(const std::string& path, std::string name, std::string text, std::string_view what,
                 std::string_view hint) {
    Reading reading;
    reading.file = path;
    reading.readable = false;
    const auto source = reading.sources.add(std::move(name), std::move(text));
    reading.findings.add(Code::unknown_format, {source, 0, 0}, "this file holds " + std::string(what))
        .advise(std::string(hint));
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

Result<Reading> read_path(const std::string& path, const Files& files, const ReadOptions& options, InputFiles& seen) {
    if (files.is_folder(path)) return read_folder(path, files, options, seen);
    auto text = files.read(path);
    if (!text) return tl::unexpected<Failure>(std::move(text.error()));
    const std::string shown = files.display_name(path);
    if (is_scenario_file(path)) {
        return no_input(path, shown, std::move(*text), "scenarios, not settings",
                        "name the settings that they are about; `millwright validate` checks scenarios");
    }
    seen.scan = {path, {iris::look_at_file(path, *text)}, {}};
    if (seen.scan.files.front().content == iris::FileContent::default_settings) {
        return no_input(path, shown, std::move(*text), "default settings, and no production",
                        "name the class of the production, and this file with --sources");
    }
    const auto format = detect_format(path, *text);
    if (!format) return not_understood(path, shown, std::move(*text));
    return read_one(path, shown, std::move(*text), *format, files, options);
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

Result<Reading> read_input(const std::string& path, const Files& files, const ReadOptions& options) {
    InputFiles seen;
    auto reading = unless_python_is_missing(read_path(path, files, options, seen));
    if (reading) read_sources(std::move(seen), files, options, *reading);
    return reading;
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
