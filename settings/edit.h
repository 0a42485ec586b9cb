// Changes of settings text at known places: every byte that need not change stays, comments included, and what is new is
// written in the text's own style. Each change is read back before it counts; one that would do anything else is refused.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/result.h"
#include "settings/files.h"
#include "settings/reading.h"
#include "settings/settings_path.h"
#include "settings/toml_value.h"

namespace millwright::settings {

struct ParsedToml;
struct TextReplacement;
struct TreeChange;

/// A settings text that is being changed. Every change fails (input) when there is no place for it, and the text is then as
/// it was before.
class SettingsEdit {
public:
    /// Fails (input) with all findings when the text is not sound TOML. `name`: as diagnostics call it.
    static Result<SettingsEdit> of(std::string name, std::string text);

    const std::string& name() const { return name_; }
    const std::string& text() const;
    /// Whether the text says anything of that path or below it.
    bool has(const SettingsPath& path) const;
    /// What the text says at that path; nothing where it says nothing, and for numbers and dates.
    std::optional<TomlValue> value(const SettingsPath& path) const;
    /// How many members a table at that path has, or elements an array; 0 for anything else.
    std::size_t size(const SettingsPath& path) const;
    /// Whether the text says exactly that at the path, in whatever order and form.
    bool says(const SettingsPath& path, const TomlValue& value) const;

    /// Gives a key or element another value. A key that is not there is added behind the last key of its table; tables
    /// that are missing above it are made, under a header, or in braces inside of a table that has one.
    Result<bool> set(const SettingsPath& path, const TomlValue& value);
    /// Takes a key, an element or a table with all below it out, with the comment on its line and, of a table, the comment
    /// lines right above its header. Comment lines above a key stay.
    Result<bool> remove(const SettingsPath& path);
    /// Adds an element to an array, behind the last one; makes the array when it is not there.
    Result<bool> append(const SettingsPath& array, const TomlValue& value);
    /// Adds a table with a header of its own: behind the last table with the same beginning, or at the end.
    Result<bool> add_table(const SettingsPath& path, const TomlValue::Table& members);
    /// Gives "process.OrderRouter", a kind and a name, a table with that content, written as its neighbours of the kind
    /// are (headers, braces or dotted keys; quotes, indentation, blank lines): behind the last of them, in place of the one
    /// of that name, or as the first of its kind where the order of settings/keys.h has it.
    Result<bool> put(const SettingsPath& path, const TomlValue::Table& members);
    /// `set` for "process.X.targets.Output": where the table above it is missing, it is written as those of its name in
    /// the neighbours are.
    Result<bool> set_member(const SettingsPath& path, const TomlValue& value);
    /// Adds an element to an array of tables: with a header, or in braces where the array is written so.
    Result<bool> add_element(const SettingsPath& array, const TomlValue::Table& members);
    /// Gives a key or a table another name wherever it is written, in the headers of the tables below it too.
    Result<bool> rename(const SettingsPath& path, std::string_view name);

private:
    SettingsEdit(std::string name, std::shared_ptr<const ParsedToml> read)
        : name_(std::move(name)), read_(std::move(read)) {}
    /// Makes the replacements and takes the new text when its tree is the old one with the change.
    Result<bool> apply(const Result<std::vector<TextReplacement>>& replacements, const TreeChange& change);

    std::string name_;
    std::shared_ptr<const ParsedToml> read_;  ///< the text and its tree; never changed
};

/// The files of a project, as they are edited: the root first, then what it includes.
/// Fails (environment) when the root cannot be read, (input) when a file is not sound or cannot be followed.
Result<std::vector<SettingsEdit>> edit_settings_files(const std::string& root, const Files& files,
                                                      const ReadOptions& options);

/// The number of the text that holds a path or most of what is above it: where a change of the path belongs. The last one
/// where several do; the first where none does.
std::size_t text_for(const std::vector<SettingsEdit>& texts, const SettingsPath& path);

}  // namespace millwright::settings
