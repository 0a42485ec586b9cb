// The table of formats: which there are, how an input's format is told, and one door each for reading and writing.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "graph/result.h"
#include "settings/files.h"
#include "settings/reading.h"

namespace millwright::settings {

struct FormatInfo {
    Format format;
    std::string_view name;    ///< as --format takes it: "toml", "iris-class", "xml", "json"
    std::string_view ending;  ///< ".toml"
    std::string_view title;   ///< "Millwright settings"
};

std::span<const FormatInfo> all_formats();
const FormatInfo& info_of(Format format);
std::optional<Format> format_named(std::string_view name);

/// By the ending where it tells, else by the first bytes of the text.
std::optional<Format> detect_format(std::string_view file_name, std::string_view text);

/// Reads a file, or a folder of production classes, XML exports and JSON exports (every production found, in the order of
/// the paths; a folder that holds a settings.toml is read as that file). What is wrong inside the files is in the
/// reading's findings; a failure (environment) means that there was nothing to read.
Result<Reading> read_input(const std::string& path, const Files& files, const ReadOptions& options);

/// Reads one text of a known format; includes are resolved with `files`, relative to `name`'s folder.
Reading read_text(std::string name, std::string text, Format format, const Files& files, const ReadOptions& options);

struct WriteOptions {
    /// For iris_class and iris_xml: the text that the production was read from, or that is to be brought up to it. Whatever
    /// does not have to change keeps its bytes. Empty: a new document.
    std::string_view base;
    /// For Python: the reading that the production stands in. Its secrets are looked up where it says, and its classes of
    /// Python imported.
    const Reading* beside = nullptr;
};

/// The production as a document of that format. Fails (input) when the format cannot say it, a process without a class,
/// for example.
Result<std::string> write_production(const Production& production, Format format, const WriteOptions& options = {});

}  // namespace millwright::settings
