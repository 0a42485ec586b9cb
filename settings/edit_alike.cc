#include "settings/edit_alike.h"

#include <algorithm>
#include <array>

#include "graph/utf8.h"
#include "settings/keys.h"

namespace millwright::settings {
namespace {

using Names = std::vector<std::string>;

constexpr std::array<std::string_view, 4> item_kinds{"process", "operation", "service", "component"};
/// Tables in which a whole array of tables is seldom short.
constexpr std::array<std::string_view, 3> long_arrays{"handler", "step", "compensation"};
/// Sections of one kind that are looked at for the shape of a table in them.
constexpr std::size_t most_sections = 2'000;
constexpr std::size_t longest_line = 100;

bool contains(std::span<const std::string_view> all, std::string_view wanted) {
    return std::find(all.begin(), all.end(), wanted) != all.end();
}

/// The kinds whose tables look like those of a kind, itself first.
std::vector<std::string_view> kinds_like(std::string_view kind) {
    std::vector<std::string_view> kinds{kind};
    if (kind == "secrets") return kinds;
    for (const std::string_view each : item_kinds) {
        if (each != kind) kinds.push_back(each);
    }
    return kinds;
}

Names names_only(const SettingsPath& path) {
    Names names;
    for (const PathStep& each : path) {
        if (!each.index) names.push_back(each.name);
    }
    return names;
}

/// The second name of a pattern is that of any table.
bool begins_with(const Names& names, const Names& pattern) {
    if (names.size() < pattern.size()) return false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (i != 1 && names[i] != pattern[i]) return false;
    }
    return true;
}

Names pattern_of(Names names) {
    if (names.size() > 1) names[1] = "*";
    return names;
}

bool is_tables(const TomlValue& value) {
    const auto* elements = std::get_if<TomlValue::Array>(&value.is);
    return elements != nullptr && !elements->empty() &&
           std::all_of(elements->begin(), elements->end(),
                       [](const TomlValue& each) { return std::holds_alternative<TomlValue::Table>(each.is); });
}

/// The place of a kind among the tables of a file.
std::size_t order_of(std::string_view kind) {
    const auto keys = table_named("").keys;
    const auto found = std::find_if(keys.begin(), keys.end(), [&](const KeyInfo& each) { return each.name == kind; });
    return static_cast<std::size_t>(found - keys.begin());
}

}  // namespace

std::string AlikePlan::indent_of(const TomlStatement& statement) const {
    return std::string(outline_.text().substr(statement.line, statement.span.begin - statement.line));
}

std::string AlikePlan::dotted(const Names& names) const {
    std::string key;
    for (const std::string& name : names) key += (key.empty() ? "" : ".") + key_in(style_, name);
    return key;
}

StatementId AlikePlan::end_of(const OutlineSection& section) const {
    StatementId end = section.body;
    for (StatementId id = section.body; id < section.end; ++id) {
        if (outline_[id].kind == TomlStatementKind::pair) end = id + 1;
    }
    while (end < section.end && end > 0 && !outline_[end].blank_before) ++end;
    return end;
}

std::optional<AlikePlan::Neighbour> AlikePlan::last_of(std::string_view kind) const {
    std::optional<Neighbour> found;
    for (const OutlineSection& section : outline_.sections()) {
        if (!section.path.empty() && section.path.front().name != kind) continue;
        if (section.path.size() > 1) {
            found = {Form::headers, section.header};
            continue;
        }
        for (StatementId id = section.body; id < section.end; ++id) {
            if (outline_[id].kind != TomlStatementKind::pair) continue;
            const std::size_t names = outline_.names_of(outline_[id].key).size();
            if (!section.is_root) {
                found = {names == 1 ? Form::pair_below : Form::dotted_below, id};
            } else if (outline_.names_of(outline_[id].key).front().name == kind) {
                found = {names == 1 ? Form::braces : names == 2 ? Form::pair_at_root : Form::dotted_at_root, id};
            }
        }
    }
    return found;
}

std::optional<AlikePlan::Sample> AlikePlan::sample_in(const OutlineSection& section, const Names& pattern) const {
    const Names names = names_only(section.path);
    if (begins_with(names, pattern)) {
        if (names.size() == pattern.size()) return Sample{Shape::headers, &section};
        return std::nullopt;
    }
    if (!begins_with(pattern_of(pattern), pattern_of(names))) return std::nullopt;
    for (StatementId id = section.end; id > section.body; --id) {
        const TomlStatement& pair = outline_[id - 1];
        if (pair.kind != TomlStatementKind::pair) continue;
        Names full = names;
        for (const PathStep& each : outline_.names_of(pair.key)) full.push_back(each.name);
        if (!begins_with(full, pattern)) continue;
        return Sample{full.size() == pattern.size() ? Shape::braces : Shape::dotted};
    }
    return std::nullopt;
}

std::optional<AlikePlan::Sample> AlikePlan::sample_of_kind(const Names& pattern) const {
    std::size_t left = most_sections;
    const auto& sections = outline_.sections();
    for (auto each = sections.rbegin(); each != sections.rend() && left > 0; ++each) {
        const bool of_kind = each->is_root || each->path.front().name == pattern.front();
        if (!of_kind) continue;
        --left;
        if (const auto found = sample_in(*each, pattern)) return found;
    }
    return std::nullopt;
}

/// In tables of the kind, else in those of kinds like it.
std::optional<AlikePlan::Sample> AlikePlan::sample(const Names& pattern) const {
    Names other = pattern;
    for (const std::string_view kind : kinds_like(pattern.front())) {
        other.front() = kind;
        if (const auto found = sample_of_kind(other)) return found;
    }
    return std::nullopt;
}

AlikePlan::Shape AlikePlan::shape_of(const Below& table, const TomlMember& member, const OutlineSection*& like) const {
    const auto* members = std::get_if<TomlValue::Table>(&member.value.is);
    const bool tables = is_tables(member.value);
    if (!tables && (members == nullptr || members->empty())) return Shape::braces;
    Names pattern = pattern_of(table.names);
    pattern.push_back(member.key);
    if (const auto found = sample(pattern)) {
        like = found->section;
        return tables && found->shape == Shape::dotted ? Shape::braces : found->shape;
    }
    if (tables) return contains(long_arrays, member.key) ? Shape::headers : Shape::braces;
    const std::size_t width = member.key.size() + style_.equals.size() + value_in(style_, member.value).size();
    return width > longest_line && !table.array ? Shape::headers : Shape::braces;
}

/// The lines of a table whose key is dotted; tables in it are dotted or in braces as others are.
void AlikePlan::flatten(const std::string& key, const Names& pattern, const TomlValue::Table& members,
                        std::vector<std::pair<std::string, TomlValue>>& pairs) const {
    for (const TomlMember& each : members) {
        Names deeper = pattern;
        deeper.push_back(each.key);
        const std::string own = key + "." + key_in(style_, each.key);
        const auto* table = std::get_if<TomlValue::Table>(&each.value.is);
        const auto like = table != nullptr && !table->empty() ? sample(deeper) : std::nullopt;
        if (like && like->shape == Shape::dotted) {
            flatten(own, deeper, *table, pairs);
        } else {
            pairs.emplace_back(own, each.value);
        }
    }
}

void AlikePlan::add_member(const Below& table, const TomlMember& member,
                           std::vector<std::pair<std::string, TomlValue>>& pairs, std::vector<Below>& below) const {
    const OutlineSection* like = nullptr;
    const Shape shape = shape_of(table, member, like);
    Names names = table.names;
    names.push_back(member.key);
    const auto* members = std::get_if<TomlValue::Table>(&member.value.is);
    if (shape == Shape::braces) {
        pairs.emplace_back(key_in(style_, member.key), member.value);
    } else if (shape == Shape::dotted) {
        flatten(key_in(style_, member.key), pattern_of(names), *members, pairs);
    } else if (members != nullptr) {
        below.push_back({names, false, members, like});
    } else {
        for (const TomlValue& each : std::get<TomlValue::Array>(member.value.is)) {
            below.push_back({names, true, &std::get<TomlValue::Table>(each.is), like});
        }
    }
}

std::string AlikePlan::pair_lines(const std::vector<std::pair<std::string, TomlValue>>& pairs,
                                  const std::string& indent) const {
    std::size_t widest = 0;
    for (const auto& pair : pairs) widest = std::max(widest, pair.first.size());
    std::string lines;
    for (const auto& [key, value] : pairs) {
        std::string line = indent + key;
        if (style_.aligned) line.append(widest - key.size(), ' ');
        line += style_.equals;
        lines += line + value_in(style_, value, indent, line.size()) + style_.line_end;
    }
    return lines;
}

std::string AlikePlan::section_text(const Below& table, bool blank) const {
    std::vector<std::pair<std::string, TomlValue>> pairs;
    std::vector<Below> below;
    for (const TomlMember& each : *table.members) add_member(table, each, pairs, below);
    const TomlStatement* last = table.like == nullptr ? nullptr : outline_.last_pair(*table.like);
    const std::string header = table.like == nullptr ? style_.header_indent : indent_of(outline_[table.like->header]);
    std::string text = (blank ? style_.line_end : "") + header + (table.array ? "[[" : "[") + dotted(table.names) +
                       (table.array ? "]]" : "]") + style_.line_end;
    text += pair_lines(pairs, last == nullptr ? style_.indent : indent_of(*last));
    for (const Below& each : below) {
        const bool own = each.like == nullptr ? style_.blank_lines : outline_[each.like->begin].blank_before;
        text += section_text(each, own);
    }
    return text;
}

const OutlineSection* AlikePlan::section_before(std::string_view kind) const {
    const OutlineSection* before = nullptr;
    for (const OutlineSection& each : outline_.sections()) {
        if (!each.is_root && order_of(each.path.front().name) <= order_of(kind)) before = &each;
    }
    return before;
}

/// The pair above the first header behind which the first of a kind goes; there is one.
StatementId AlikePlan::root_pair_before(std::string_view kind) const {
    const OutlineSection& root = outline_.sections().front();
    std::optional<StatementId> first;
    std::optional<StatementId> before;
    for (StatementId id = root.body; id < root.end; ++id) {
        if (outline_[id].kind != TomlStatementKind::pair) continue;
        if (!first) first = id;
        if (order_of(outline_.names_of(outline_[id].key).front().name) <= order_of(kind)) before = id;
    }
    return before.value_or(*first);
}

EditPlan::Replacements AlikePlan::inserted(std::uint32_t at, bool blank_before, bool blank_after,
                                           std::string lines) const {
    if (blank_before) lines.insert(0, style_.line_end);
    if (blank_after) lines += style_.line_end;
    std::vector<TextReplacement> all;
    all.push_back(EditPlan(outline_, name_).lines(at, std::move(lines)));
    return all;
}

/// The first of its kind, with its header.
EditPlan::Replacements AlikePlan::new_section(const std::string& kind, const std::string& lines) const {
    const OutlineSection* before = section_before(kind);
    const OutlineSection& root = outline_.sections().front();
    const StatementId end = before != nullptr ? end_of(*before) : root.end;
    const EditPlan plan(outline_, name_);
    const std::uint32_t at = end == 0 ? plan.top() : outline_[end - 1].next;
    const bool more = before == nullptr && outline_.sections().size() > 1;
    const bool blank_after = more && style_.blank_lines && !outline_[outline_.sections()[1].begin].blank_before;
    return inserted(at, end > 0 && style_.blank_lines, blank_after, lines);
}

EditPlan::Replacements AlikePlan::as_headers(const std::string& kind, const std::string& name,
                                             const TomlValue::Table& members) const {
    const OutlineSection* like = nullptr;
    for (const OutlineSection& each : outline_.sections()) {
        if (names_only(each.path).size() == 2 && each.path.front().name == kind) like = &each;
    }
    const std::string text = section_text({{kind, name}, false, &members, like}, false);
    const OutlineSection* last = outline_.last_section({{kind}});
    if (last == nullptr) return new_section(kind, text);
    const StatementId end = end_of(*last);
    return inserted(outline_[end - 1].next, style_.blank_lines, false, text);
}

std::string AlikePlan::lines_of(Form form, const std::string& kind, const std::string& name,
                                const TomlValue::Table& members) const {
    const bool at_root = form == Form::pair_at_root || form == Form::dotted_at_root;
    const bool whole = form == Form::pair_at_root || form == Form::pair_below || form == Form::braces;
    const std::string key = form == Form::braces ? key_in(style_, kind)
                            : at_root            ? dotted({kind, name})
                                                 : dotted({name});
    std::vector<std::pair<std::string, TomlValue>> pairs;
    if (form == Form::braces) {
        pairs.emplace_back(key, TomlValue::Table{{name, members}});
    } else if (whole) {
        pairs.emplace_back(key, members);
    } else {
        flatten(key, {kind, "*"}, members, pairs);
    }
    return pair_lines(pairs, style_.indent);
}

EditPlan::Replacements AlikePlan::as_lines(const Neighbour& neighbour, bool own, const std::string& kind,
                                           const std::string& name, const TomlValue::Table& members) const {
    const bool below = neighbour.form == Form::pair_below || neighbour.form == Form::dotted_below;
    if (own && neighbour.form == Form::braces) {
        return EditPlan(outline_, name_, kind).set({{kind}, {name}}, members);
    }
    const std::string lines = lines_of(neighbour.form, kind, name, members);
    if (own) return inserted(outline_[neighbour.last].next, false, false, lines);
    if (!below) return inserted(outline_[root_pair_before(kind)].next, false, false, lines);
    if (const OutlineSection* section = outline_.section({{kind}})) {
        return inserted(outline_[section->header].next, false, false, lines);
    }
    return new_section(kind, style_.header_indent + "[" + key_in(style_, kind) + "]" + style_.line_end + lines);
}

/// Where items have no headers, secrets need none either.
AlikePlan::Form AlikePlan::form_of_first_secret() const {
    for (const std::string_view each : item_kinds) {
        const auto item = last_of(each);
        if (!item) continue;
        if (item->form == Form::braces) return Form::braces;
        if (item->form == Form::pair_at_root || item->form == Form::dotted_at_root) return Form::pair_at_root;
    }
    return Form::pair_below;
}

/// The first piece of what was there makes room, the comments above it stay; all others go.
EditPlan::Replacements AlikePlan::replaced(const SettingsPath& path, const TomlValue::Table& members) const {
    if (const auto spot = outline_.spot(path)) {
        const TomlSpan old = outline_.syntax()[spot->part].span;
        const TomlStatement& statement = outline_[spot->statement];
        const std::string indent = indent_of(statement);
        return std::vector<TextReplacement>{
            {old.begin, old.end, value_in(style_, members, indent, old.begin - statement.line)}};
    }
    auto all = EditPlan(outline_, name_).remove(path);
    if (!all) return all;
    const std::string kind = path.front().name;
    const std::string name = path.back().name;
    TextReplacement& first = all->front();
    if (const OutlineSection* section = outline_.section(path)) {
        const auto at = std::find_if(all->begin(), all->end(), [&](const TextReplacement& each) {
            return each.begin <= outline_[section->header].line && outline_[section->header].line < each.end;
        });
        at->begin = outline_[section->header].line;
        at->text = section_text({{kind, name}, false, &members, section}, false);
    } else if (const auto pairs = outline_.pairs_below(path); !pairs.empty()) {
        const bool at_root = outline_[pairs.front()].line == first.begin && outline_.section({{kind}}) == nullptr;
        first.text = lines_of(at_root ? Form::dotted_at_root : Form::dotted_below, kind, name, members);
    } else {
        first.text = section_text({{kind, name}, false, &members}, first.begin > 0 && style_.blank_lines);
    }
    return all;
}

EditPlan::Replacements AlikePlan::put(const SettingsPath& path, const TomlValue::Table& members) {
    const EditPlan plan(outline_, name_);
    if (path.size() != 2 || names_only(path).size() != 2)
        return plan.refuse(in_quotes(to_text(path)) + " is no kind and name");
    const std::string kind = path.front().name;
    const std::string name = path.back().name;
    style_ = style_near(outline_, kind);
    if (outline_.has(path)) return replaced(path, members);
    for (const std::string_view each : kinds_like(kind)) {
        const auto neighbour = last_of(each);
        if (!neighbour) continue;
        if (neighbour->form == Form::headers) return as_headers(kind, name, members);
        return as_lines(*neighbour, each == kind, kind, name, members);
    }
    if (kind == "secrets") return as_lines({form_of_first_secret(), 0}, false, kind, name, members);
    return as_headers(kind, name, members);
}

EditPlan::Replacements AlikePlan::set_member(const SettingsPath& path, const TomlValue& value) {
    const EditPlan plan(outline_, name_, path.front().name);
    const SettingsPath table = prefix_of(path, 3);
    const SettingsPath item = prefix_of(path, 2);
    if (path.size() != 4 || outline_.has(table) || outline_.section(item) == nullptr) return plan.set(path, value);
    style_ = style_near(outline_, path.front().name);
    const TomlMember member{path[2].name, TomlValue::Table{{path[3].name, value}}};
    const OutlineSection* like = nullptr;
    const Shape shape = shape_of({names_only(item), false, nullptr, nullptr}, member, like);
    if (shape != Shape::headers) return plan.set(path, value);
    const bool blank = like == nullptr ? style_.blank_lines : outline_[like->begin].blank_before;
    const auto& members = std::get<TomlValue::Table>(member.value.is);
    const StatementId end = end_of(*outline_.last_section(item));
    return inserted(outline_[end - 1].next, blank, false,
                    section_text({names_only(table), false, &members, like}, false));
}

}  // namespace millwright::settings
