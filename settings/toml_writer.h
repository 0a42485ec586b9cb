// Writes TOML as people would: short tables in braces, long ones under their own header, texts of several lines as such.
// Where lines end is decided by toml_format.h afterwards.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace millwright::settings {

/// A text as a TOML value; one with line feeds takes several lines.
std::string toml_text(std::string_view text);
/// A number that can stand without quotes, else a quoted text.
std::string toml_number_or_text(std::string_view text);
std::string toml_array(const std::vector<std::string>& values);

/// A key with its value as TOML, and a line to stand above it as a comment.
struct TomlPair {
    std::string_view key;
    std::string value;
    std::string comment = {};
};

/// { a = 1, b = 2 }
std::string toml_table(const std::vector<TomlPair>& pairs);

/// One table with its sub-tables. What has to stand under a header of its own is kept back until the plain keys are out.
class TomlSection {
public:
    /// `path` is the header as written: `service.A`, `"a b".c`.
    TomlSection(std::string path, bool array = false) : path_(std::move(path)), array_(array) {}

    const std::string& path() const { return path_; }
    /// Every value is valid TOML.
    void pair(std::string_view key, const std::string& value);
    void flag_if(std::string_view key, bool value, bool otherwise) {
        if (value != otherwise) pair(key, value ? "true" : "false");
    }
    /// A table of pairs: in braces where it is short, else as a sub-table. Nothing when it is empty.
    void map(std::string_view key, const std::vector<TomlPair>& pairs);
    /// An array of tables. Nothing when it is empty.
    void tables(std::string_view key, const std::vector<std::string>& tables);
    /// A comment line, above what is written next.
    void comment(std::string_view line);
    /// Puts a section after this one.
    void below(const TomlSection& section) { below_ += section.str(); }
    /// With its header, a blank line before it.
    std::string str() const;

private:
    std::string path_;
    bool array_;
    std::string body_;
    std::string below_;
};

}  // namespace millwright::settings
