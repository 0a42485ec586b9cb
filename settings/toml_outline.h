// The outline of a TOML text: where the tables, values and keys stand that a path names.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "settings/settings_path.h"
#include "settings/toml_syntax.h"

namespace millwright::settings {

using StatementId = std::size_t;

/// A header with what stands below it, or what stands above the first header.
struct OutlineSection {
    SettingsPath path;       ///< elements of arrays of tables with their index; empty above the first header
    bool is_root = false;    ///< has no header
    StatementId begin = 0;   ///< the first of the comment lines that belong to the header, or the header
    StatementId header = 0;  ///< with is_root: begin
    StatementId body = 0;    ///< the first statement below the header
    StatementId end = 0;     ///< behind the last statement, comments below it included
};

/// A value as it is written.
struct TomlSpot {
    StatementId statement = 0;
    PartId part = no_part;
    PartId holder = no_part;  ///< the array or table in braces around it
};

/// The text must be sound and stay where it is. Look-ups are linear in the sections and in the pairs of those that match.
class TomlOutline {
public:
    explicit TomlOutline(std::string_view text);

    std::string_view text() const { return text_; }
    const TomlSyntax& syntax() const { return syntax_; }
    const TomlStatement& operator[](StatementId id) const { return statements_[id]; }
    /// In the order of the text; the first is the one without a header.
    const std::vector<OutlineSection>& sections() const { return sections_; }

    /// The value of exactly that path, where it is not a table made by headers or dotted keys.
    std::optional<TomlSpot> spot(const SettingsPath& path) const;
    /// Whether anything has that path or one that begins with it.
    bool has(const SettingsPath& path) const;
    /// The section of that path; nothing when no header opens it.
    const OutlineSection* section(const SettingsPath& path) const;
    /// The last section whose path begins with that one.
    const OutlineSection* last_section(const SettingsPath& prefix) const;
    /// How many elements an array of tables with headers has.
    std::size_t elements(const SettingsPath& array) const;
    /// The last pair in a section, or nothing.
    const TomlStatement* last_pair(const OutlineSection& section) const;
    /// Pairs of sections above the path whose keys lead to it or below it.
    std::vector<StatementId> pairs_below(const SettingsPath& path) const;
    /// Every place at which the last name of the path is written as a key, in the order of the text.
    std::vector<TomlSpan> keys(const SettingsPath& path) const;
    /// The names of a dotted key.
    SettingsPath names_of(TomlSpan key) const;
    /// The path of a pair in a section.
    SettingsPath path_of(const OutlineSection& section, const TomlStatement& pair) const;
    /// The elements of an array or members of a table in braces; comments left out.
    std::vector<PartId> children(PartId holder) const;

private:
    struct Pair {
        StatementId id;
        SettingsPath path;
    };
    /// Pairs of sections above the path that give a value to it, to something above or to something below it.
    std::vector<Pair> pairs_towards(const SettingsPath& path) const;
    void open(StatementId header);
    StatementId begin_of_header(StatementId header, StatementId earliest) const;
    std::optional<TomlSpot> spot_in(TomlSpot at, const SettingsPath& rest) const;
    bool has_in(PartId part, const SettingsPath& rest) const;
    void keys_in(PartId part, const SettingsPath& rest, std::vector<TomlSpan>& found) const;

    std::string_view text_;
    TomlSyntax syntax_;
    std::vector<TomlStatement> statements_;
    std::vector<OutlineSection> sections_;
    /// Arrays of tables, as text, with the number of their elements.
    std::map<std::string, std::size_t> arrays_;
};

}  // namespace millwright::settings
