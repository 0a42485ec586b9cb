// Tables written as those beside them are: under headers, in braces or with dotted keys, each table in them as others of
// the same name, behind the last one of their kind.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "settings/edit_plan.h"
#include "settings/toml_style.h"

namespace millwright::settings {

class AlikePlan {
public:
    AlikePlan(const TomlOutline& outline, const std::string& name) : outline_(outline), name_(name) {}

    /// `path` is a kind and a name: "process.OrderRouter". A table that is there already is replaced where it stands.
    EditPlan::Replacements put(const SettingsPath& path, const TomlValue::Table& members);
    /// "process.X.targets.Output"; the table "targets" may be missing.
    EditPlan::Replacements set_member(const SettingsPath& path, const TomlValue& value);

private:
    enum class Form : std::uint8_t {
        headers,         ///< [process.X]
        pair_below,      ///< [process] and X = { ... }
        dotted_below,    ///< [process] and X.class = ...
        pair_at_root,    ///< process.X = { ... }
        dotted_at_root,  ///< process.X.class = ...
        braces,          ///< process = { X = { ... } }
    };
    /// The last table of a kind.
    struct Neighbour {
        Form form = Form::headers;
        StatementId last = 0;  ///< its last statement
    };
    enum class Shape : std::uint8_t { braces, dotted, headers };
    /// How a table inside of the tables of a kind is written, and an example under a header.
    struct Sample {
        Shape shape = Shape::braces;
        const OutlineSection* section = nullptr;
    };
    /// A table or element that gets a header of its own.
    struct Below {
        std::vector<std::string> names;
        bool array = false;
        const TomlValue::Table* members = nullptr;
        const OutlineSection* like = nullptr;
    };

    std::optional<Neighbour> last_of(std::string_view kind) const;
    std::optional<Sample> sample(const std::vector<std::string>& pattern) const;
    std::optional<Sample> sample_of_kind(const std::vector<std::string>& pattern) const;
    std::optional<Sample> sample_in(const OutlineSection& section, const std::vector<std::string>& pattern) const;
    Shape shape_of(const Below& table, const TomlMember& member, const OutlineSection*& like) const;

    EditPlan::Replacements replaced(const SettingsPath& path, const TomlValue::Table& members) const;
    EditPlan::Replacements as_headers(const std::string& kind, const std::string& name,
                                      const TomlValue::Table& members) const;
    EditPlan::Replacements as_lines(const Neighbour& neighbour, bool own, const std::string& kind,
                                    const std::string& name, const TomlValue::Table& members) const;
    std::string lines_of(Form form, const std::string& kind, const std::string& name,
                         const TomlValue::Table& members) const;
    EditPlan::Replacements inserted(std::uint32_t at, bool blank_before, bool blank_after, std::string lines) const;
    EditPlan::Replacements new_section(const std::string& kind, const std::string& lines) const;

    std::string section_text(const Below& table, bool blank) const;
    void add_member(const Below& table, const TomlMember& member, std::vector<std::pair<std::string, TomlValue>>& pairs,
                    std::vector<Below>& below) const;
    std::string pair_lines(const std::vector<std::pair<std::string, TomlValue>>& pairs,
                           const std::string& indent) const;
    void flatten(const std::string& key, const std::vector<std::string>& pattern, const TomlValue::Table& members,
                 std::vector<std::pair<std::string, TomlValue>>& pairs) const;
    std::string dotted(const std::vector<std::string>& names) const;
    std::string indent_of(const TomlStatement& statement) const;
    /// Behind the statements of a section and the comments that belong to them.
    StatementId end_of(const OutlineSection& section) const;
    Form form_of_first_secret() const;
    StatementId root_pair_before(std::string_view kind) const;
    /// The section behind which the first table of a kind goes; nothing where that is the top.
    const OutlineSection* section_before(std::string_view kind) const;

    const TomlOutline& outline_;
    const std::string& name_;
    TomlStyle style_;
};

}  // namespace millwright::settings
