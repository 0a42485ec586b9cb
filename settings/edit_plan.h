// Where in a settings text a change goes, and how it is written there: the replacements that an edit consists of.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "graph/result.h"
#include "settings/toml_outline.h"
#include "settings/toml_style.h"
#include "settings/toml_value.h"

namespace millwright::settings {

/// Puts `text` where bytes [begin, end) stand.
struct TextReplacement {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::string text;
};

/// Each function gives replacements that do not overlap, or says why there is no place for the change.
class EditPlan {
public:
    using Replacements = Result<std::vector<TextReplacement>>;

    /// `kind`: the first name of the path that changes; what is new is spelled as tables of that kind are.
    EditPlan(const TomlOutline& outline, const std::string& name, std::string_view kind = {})
        : outline_(outline), name_(name), style_(style_near(outline, kind)) {}

    Replacements set(const SettingsPath& path, const TomlValue& value) const;
    Replacements remove(const SettingsPath& path) const;
    Replacements append(const SettingsPath& array, const TomlValue& value) const;
    Replacements add_table(const SettingsPath& path, const TomlValue::Table& members) const;
    Replacements add_element(const SettingsPath& array, const TomlValue::Table& members) const;
    Replacements rename(const SettingsPath& path, std::string_view name) const;

    tl::unexpected<Failure> refuse(const std::string& message) const;
    /// Where the first line can begin.
    std::uint32_t top() const;
    /// Whole lines put in at the beginning of a line, or at the end of the text.
    TextReplacement lines(std::uint32_t at, std::string lines) const;

private:
    std::string_view text() const { return outline_.text(); }
    std::uint32_t size() const { return static_cast<std::uint32_t>(text().size()); }
    std::string_view line_end() const;

    Replacements add_key(const SettingsPath& path, const TomlValue& value) const;
    Replacements add_below_value(const SettingsPath& above, const SettingsPath& rest, const TomlValue& value) const;
    Replacements add_pair(const OutlineSection& section, const std::string& key, const TomlValue& value) const;
    Replacements add_dotted(StatementId beside, const SettingsPath& path, const TomlValue& value) const;
    Replacements add_header(const SettingsPath& path, const TomlValue::Table& members, bool array) const;
    Replacements insert_section(std::uint32_t at, const std::string& header, const TomlValue::Table& members,
                                bool blank_before, bool blank_after) const;
    Replacements append_to(PartId array, const TomlValue& value) const;
    Replacements take_out(const TomlSpot& spot) const;
    Replacements take_out_below(const TomlSpot& table, const SettingsPath& rest) const;
    TextReplacement gone(std::uint32_t begin, std::uint32_t end) const;

    std::string laid_out(const std::string& key, const std::string& sign, const TomlValue& value) const;
    std::string equals_like(TomlSpan key, std::uint32_t value) const;
    std::string indent_of(const TomlStatement& statement) const;

    const TomlOutline& outline_;
    const std::string& name_;
    TomlStyle style_;
};

}  // namespace millwright::settings
