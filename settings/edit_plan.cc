#include "settings/edit_plan.h"

#include <algorithm>

#include "graph/utf8.h"
#include "settings/toml_key.h"

namespace millwright::settings {
namespace {

/// The names of a path as a dotted key; elements of arrays of tables have no part in it.
std::string dotted_key(const SettingsPath& path) {
    std::string key;
    for (const PathStep& step : path) {
        if (!step.index) key += (key.empty() ? "" : ".") + quoted_key(step.name);
    }
    return key;
}

bool only_names(const SettingsPath& path) {
    return std::none_of(path.begin(), path.end(), [](const PathStep& step) { return step.index.has_value(); });
}

/// The value in as many tables as there are names before it.
TomlValue in_tables(const SettingsPath& names, std::size_t from, const TomlValue& value) {
    if (from >= names.size()) return value;
    return TomlValue(TomlValue::Table{{names[from].name, in_tables(names, from + 1, value)}});
}

std::vector<TextReplacement> one(TextReplacement replacement) {
    std::vector<TextReplacement> all;
    all.push_back(std::move(replacement));
    return all;
}

}  // namespace

tl::unexpected<Failure> EditPlan::refuse(const std::string& message) const {
    return fail_in_file(FailureKind::input, Code::bad_value, name_, message, "change the file by hand");
}

std::string_view EditPlan::line_end() const {
    const std::size_t first = text().find('\n');
    return first != std::string_view::npos && first > 0 && text()[first - 1] == '\r' ? "\r\n" : "\n";
}

std::uint32_t EditPlan::top() const {
    return text().starts_with(byte_order_mark) ? static_cast<std::uint32_t>(byte_order_mark.size()) : 0;
}

std::string EditPlan::equals_like(TomlSpan key, std::uint32_t value) const {
    return text().substr(key.end, value - key.end) == "=" ? "=" : " = ";
}

std::string EditPlan::indent_of(const TomlStatement& statement) const {
    return std::string(text().substr(statement.line, statement.span.begin - statement.line));
}

TextReplacement EditPlan::lines(std::uint32_t at, std::string lines) const {
    const bool open_line = at > 0 && at == size() && text()[at - 1] != '\n' && text() != byte_order_mark;
    if (open_line) {
        // A text without a line end at its end stays one.
        lines.resize(lines.size() - line_end().size());
        lines.insert(0, line_end());
    }
    return {at, at, std::move(lines)};
}

/// "key = value", with long arrays over several lines.
std::string EditPlan::laid_out(const std::string& key, const std::string& sign, const TomlValue& value) const {
    return key + sign + value_in(style_, value, {}, key.size() + sign.size());
}

EditPlan::Replacements EditPlan::set(const SettingsPath& path, const TomlValue& value) const {
    if (path.empty()) return refuse("the whole file cannot be set");
    const auto spot = outline_.spot(path);
    if (!spot && outline_.has(path)) {
        return refuse(in_quotes(to_text(path)) + " is a table with a header or dotted keys; set what is in it");
    }
    if (!spot) return add_key(path, value);
    const TomlSpan old = outline_.syntax()[spot->part].span;
    return one({old.begin, old.end, value_in(style_, value)});
}

EditPlan::Replacements EditPlan::add_key(const SettingsPath& path, const TomlValue& value) const {
    if (path.back().index) return refuse("there is no element " + in_quotes(to_text(path)));
    // The nearest thing above that is there already.
    std::size_t above = path.size() - 1;
    while (above > 0 && !outline_.has(prefix_of(path, above))) --above;
    const SettingsPath known = prefix_of(path, above);
    const SettingsPath rest = rest_of(path, above);
    if (!only_names(rest)) return refuse("there is no array for " + in_quotes(to_text(path)));
    for (std::size_t i = above; i > 0; --i) {
        if (outline_.spot(prefix_of(path, i))) return add_below_value(prefix_of(path, i), rest_of(path, i), value);
    }
    const OutlineSection* section = outline_.section(known);
    const auto pairs = outline_.pairs_below(known);
    const bool table_of_tables = above < 2;
    if (section != nullptr && (rest.size() == 1 || !table_of_tables)) {
        const TomlStatement* last = outline_.last_pair(*section);
        const bool dotted = last != nullptr && outline_.path_of(*section, *last).size() > section->path.size() + 1;
        if (rest.size() == 1 || dotted) return add_pair(*section, dotted_key(rest), value);
        return add_pair(*section, quoted_key(rest.front().name), in_tables(rest, 1, value));
    }
    if (above > 0 && !pairs.empty()) return add_dotted(pairs.back(), path, value);
    return add_header(prefix_of(path, path.size() - 1), {{path.back().name, value}}, false);
}

/// Into a table in braces, the nearest one above the path.
EditPlan::Replacements EditPlan::add_below_value(const SettingsPath& above, const SettingsPath& rest,
                                                 const TomlValue& value) const {
    const TomlSpot spot = *outline_.spot(above);
    const TomlSyntax& syntax = outline_.syntax();
    if (syntax[spot.part].kind != TomlPart::table || !only_names(rest)) {
        return refuse(in_quotes(to_text(above)) + " is no table");
    }
    SettingsPath first = above;
    first.push_back(rest.front());
    // What dotted keys have begun can only go on so.
    const bool dotted = rest.size() > 1 && outline_.has(first);
    const std::string key = dotted ? dotted_key(rest) : quoted_key(rest.front().name);
    const TomlValue whole = dotted ? value : in_tables(rest, 1, value);
    const auto members = outline_.children(spot.part);
    if (members.empty()) {
        const TomlSpan span = syntax[spot.part].span;
        return one({span.begin + 1, span.end - 1, " " + key + " = " + value_in(style_, whole) + " "});
    }
    const TomlSyntaxPart& last = syntax[members.back()];
    const std::string sign = equals_like(last.key, last.span.begin);
    return one({last.span.end, last.span.end, style_.comma + key + sign + value_in(style_, whole)});
}

EditPlan::Replacements EditPlan::add_pair(const OutlineSection& section, const std::string& key,
                                          const TomlValue& value) const {
    if (const TomlStatement* last = outline_.last_pair(section)) {
        const std::string sign = equals_like(last->key, outline_.syntax()[last->value].span.begin);
        return one(lines(last->next, indent_of(*last) + laid_out(key, sign, value) + std::string(line_end())));
    }
    std::string line = laid_out(key, " = ", value) + std::string(line_end());
    if (!section.is_root) {
        const TomlStatement& header = outline_[section.header];
        return one(lines(header.next, indent_of(header) + line));
    }
    const bool comments = section.end > section.body;
    const std::uint32_t at = comments ? outline_[section.end - 1].next : top();
    const bool tables = outline_.sections().size() > 1;
    if (tables && !outline_[outline_.sections()[1].begin].blank_before) line += line_end();
    return one(lines(at, std::move(line)));
}

/// Beside a pair whose dotted key leads to the same table.
EditPlan::Replacements EditPlan::add_dotted(StatementId beside, const SettingsPath& path,
                                            const TomlValue& value) const {
    const auto holds = [&](const OutlineSection& each) { return each.body <= beside && beside < each.end; };
    const auto& sections = outline_.sections();
    const OutlineSection& section = *std::find_if(sections.begin(), sections.end(), holds);
    const TomlStatement& pair = outline_[beside];
    const std::string sign = equals_like(pair.key, outline_.syntax()[pair.value].span.begin);
    const std::string key = dotted_key(rest_of(path, section.path.size()));
    return one(lines(pair.next, indent_of(pair) + laid_out(key, sign, value) + std::string(line_end())));
}

EditPlan::Replacements EditPlan::add_table(const SettingsPath& path, const TomlValue::Table& members) const {
    if (path.empty() || path.back().index) return refuse(in_quotes(to_text(path)) + " cannot be a table");
    const bool implied =
        !outline_.spot(path) && outline_.section(path) == nullptr && outline_.pairs_below(path).empty();
    if (outline_.has(path) && !implied) return refuse(in_quotes(to_text(path)) + " is there already");
    for (std::size_t i = path.size() - 1; i > 0; --i) {
        if (outline_.spot(prefix_of(path, i))) return add_below_value(prefix_of(path, i), rest_of(path, i), members);
    }
    return add_header(path, members, false);
}

EditPlan::Replacements EditPlan::add_element(const SettingsPath& array, const TomlValue::Table& members) const {
    if (array.empty() || array.back().index) return refuse(in_quotes(to_text(array)) + " cannot be an array");
    if (outline_.spot(array)) return append(array, members);
    if (outline_.has(array) && outline_.elements(array) == 0) {
        return refuse(in_quotes(to_text(array)) + " is no array");
    }
    for (std::size_t i = array.size() - 1; i > 0; --i) {
        if (outline_.spot(prefix_of(array, i))) {
            return add_below_value(prefix_of(array, i), rest_of(array, i), TomlValue::Array{members});
        }
    }
    return add_header(array, members, true);
}

EditPlan::Replacements EditPlan::add_header(const SettingsPath& path, const TomlValue::Table& members,
                                            bool array) const {
    const std::string header = (array ? "[[" : "[") + dotted_key(path) + (array ? "]]" : "]");
    const auto& sections = outline_.sections();
    const bool any = sections.size() > 1;
    if (!array) {
        // A table that only its sub-tables have made goes above the first of them.
        const auto below = std::find_if(sections.begin(), sections.end(),
                                        [&](const OutlineSection& each) { return is_prefix(path, each.path); });
        if (below != sections.end()) {
            const TomlStatement& first = outline_[below->begin];
            return insert_section(first.line, header, members, false, first.blank_before);
        }
    }
    const OutlineSection* kin = nullptr;
    for (std::size_t i = path.size(); i > 0 && kin == nullptr; --i) kin = outline_.last_section(prefix_of(path, i));
    const OutlineSection& after = kin == nullptr ? sections.back() : *kin;
    const bool first = &after == &sections.front() || &after == &sections[any ? 1 : 0];
    const bool blank = !after.is_root && !first ? outline_[after.begin].blank_before : after.end > 0;
    return insert_section(after.end == 0 ? top() : outline_[after.end - 1].next, header, members, blank, false);
}

EditPlan::Replacements EditPlan::insert_section(std::uint32_t at, const std::string& header,
                                                const TomlValue::Table& members, bool blank_before,
                                                bool blank_after) const {
    std::string added(blank_before ? line_end() : "");
    added += header;
    added += line_end();
    for (const TomlMember& each : members) {
        added += laid_out(quoted_key(each.key), " = ", each.value);
        added += line_end();
    }
    if (blank_after) added += line_end();
    return one(lines(at, std::move(added)));
}

EditPlan::Replacements EditPlan::append(const SettingsPath& array, const TomlValue& value) const {
    if (array.empty()) return refuse("the whole file is no array");
    if (const auto spot = outline_.spot(array)) {
        if (outline_.syntax()[spot->part].kind == TomlPart::array) return append_to(spot->part, value);
        return refuse(in_quotes(to_text(array)) + " is no array");
    }
    if (!outline_.has(array)) return add_key(array, TomlValue::Array{value});
    const auto* members = std::get_if<TomlValue::Table>(&value.is);
    if (members != nullptr && outline_.elements(array) > 0) return add_header(array, *members, true);
    return refuse(in_quotes(to_text(array)) + " is no array that takes this");
}

EditPlan::Replacements EditPlan::append_to(PartId array, const TomlValue& value) const {
    const TomlSyntax& syntax = outline_.syntax();
    const TomlSpan span = syntax[array].span;
    const auto elements = outline_.children(array);
    const std::string added = value_in(style_, value);
    if (elements.empty()) {
        const bool comments = syntax[array].first != no_part;
        if (!comments) return one({span.begin + 1, span.end - 1, added});
        return one({span.end - 1, span.end - 1, added + std::string(line_end())});
    }
    const TomlSyntaxPart& last = syntax[elements.back()];
    const bool comma = !last.comma.empty();
    const std::uint32_t behind = comma ? last.comma.end : last.span.end;
    const std::size_t next_line = text().find('\n', behind);
    const bool closes_here = next_line == std::string_view::npos || next_line >= span.end;
    if (closes_here) return one({behind, behind, (comma ? " " : style_.comma) + added + (comma ? "," : "")});
    // On a line of its own, below the last element and the comment beside it.
    std::uint32_t line = last.span.begin;
    while (line > 0 && text()[line - 1] != '\n') --line;
    const std::size_t content = text().find_first_not_of(" \t", line);
    const bool begins_line = content >= last.span.begin || content > span.begin;
    std::string own = begins_line ? std::string(text().substr(line, content - line)) : "  ";
    own += added + (comma ? "," : "") + std::string(line_end());
    const auto at = static_cast<std::uint32_t>(next_line + 1);
    std::vector<TextReplacement> all;
    if (!comma) all.push_back({last.span.end, last.span.end, ","});
    all.push_back({at, at, std::move(own)});
    return all;
}

EditPlan::Replacements EditPlan::remove(const SettingsPath& path) const {
    if (path.empty()) return refuse("the whole file cannot be removed");
    if (const auto spot = outline_.spot(path)) return take_out(*spot);
    std::vector<TextReplacement> all;
    for (const OutlineSection& section : outline_.sections()) {
        if (section.is_root || !is_prefix(path, section.path)) continue;
        const std::uint32_t end = outline_[section.end - 1].next;
        const std::uint32_t begin = section.begin == 0 ? outline_[0].line : outline_[section.begin - 1].next;
        all.push_back({begin, end, ""});
    }
    for (const StatementId pair : outline_.pairs_below(path)) {
        all.push_back({outline_[pair].line, outline_[pair].next, ""});
    }
    for (std::size_t i = path.size() - 1; all.empty() && i > 0 && outline_.has(path); --i) {
        if (const auto above = outline_.spot(prefix_of(path, i))) return take_out_below(*above, rest_of(path, i));
    }
    if (all.empty()) return refuse("there is nothing like " + in_quotes(to_text(path)) + " that could be removed");
    std::sort(all.begin(), all.end(),
              [](const TextReplacement& a, const TextReplacement& b) { return a.begin < b.begin; });
    return all;
}

/// The blanks behind [begin, end) go too, or the whole line when nothing else is on it.
TextReplacement EditPlan::gone(std::uint32_t begin, std::uint32_t end) const {
    std::uint32_t line = begin;
    while (line > 0 && (text()[line - 1] == ' ' || text()[line - 1] == '\t')) --line;
    std::uint32_t behind = end;
    while (behind < size() && (text()[behind] == ' ' || text()[behind] == '\t')) ++behind;
    const bool begins_line = line > 0 && text()[line - 1] == '\n';
    if (begins_line && text().substr(behind).starts_with("\n")) return {line, behind + 1, ""};
    if (begins_line && text().substr(behind).starts_with("\r\n")) return {line, behind + 2, ""};
    return {begin, behind, ""};
}

/// An element or member with its comma; the last one takes the comma before it along. A comment between the two stays.
EditPlan::Replacements EditPlan::take_out(const TomlSpot& spot) const {
    const TomlStatement& statement = outline_[spot.statement];
    if (spot.holder == no_part) return one({statement.line, statement.next, ""});
    const TomlSyntax& syntax = outline_.syntax();
    const TomlSyntaxPart& part = syntax[spot.part];
    const std::uint32_t begin = part.key.empty() ? part.span.begin : part.key.begin;
    const std::uint32_t end = part.span.end;
    const auto siblings = outline_.children(spot.holder);
    const auto own = std::find(siblings.begin(), siblings.end(), spot.part);
    if (siblings.size() == 1 && syntax[spot.holder].first == spot.part && part.next == no_part) {
        return one({syntax[spot.holder].span.begin + 1, syntax[spot.holder].span.end - 1, ""});
    }
    const auto comment_between = [&](std::uint32_t from, std::uint32_t to) {
        return text().substr(from, to - from).find('#') != std::string_view::npos;
    };
    std::vector<TextReplacement> all;
    if (part.comma.empty() && own != siblings.begin()) {
        const TomlSpan comma = syntax[*std::prev(own)].comma;
        if (!comment_between(comma.end, begin)) {
            const TextReplacement line = gone(comma.begin, end);
            const bool whole = text()[line.end - 1] == '\n';
            return one(whole ? line : TextReplacement{comma.begin, end, ""});
        }
        all.push_back({comma.begin, comma.end, ""});
        all.push_back(gone(begin, end));
    } else if (part.comma.empty() || !comment_between(end, part.comma.begin)) {
        all.push_back(gone(begin, part.comma.empty() ? end : part.comma.end));
    } else {
        all.push_back({begin, end, ""});
        all.push_back({part.comma.begin, part.comma.end, ""});
    }
    return all;
}

/// The members of a table in braces whose dotted keys begin with `rest`.
EditPlan::Replacements EditPlan::take_out_below(const TomlSpot& table, const SettingsPath& rest) const {
    const TomlSyntax& syntax = outline_.syntax();
    std::string kept;
    std::vector<PartId> taken;
    for (const PartId member : outline_.children(table.part)) {
        if (is_prefix(rest, outline_.names_of(syntax[member].key))) {
            taken.push_back(member);
        } else {
            const std::uint32_t begin = syntax[member].key.begin;
            kept += (kept.empty() ? "" : ", ") + std::string(text().substr(begin, syntax[member].span.end - begin));
        }
    }
    if (taken.size() == 1) return take_out({table.statement, taken.front(), table.part});
    const TomlSpan span = syntax[table.part].span;
    return one({span.begin, span.end, kept.empty() ? "{}" : "{ " + kept + " }"});
}

EditPlan::Replacements EditPlan::rename(const SettingsPath& path, std::string_view name) const {
    if (path.empty() || path.back().index) return refuse(in_quotes(to_text(path)) + " has no name");
    SettingsPath renamed = path;
    renamed.back().name = std::string(name);
    if (outline_.has(renamed)) return refuse(in_quotes(to_text(renamed)) + " is there already");
    std::vector<TextReplacement> all;
    for (const TomlSpan& key : outline_.keys(path)) all.push_back({key.begin, key.end, quoted_key(name)});
    if (all.empty()) return refuse("there is nothing named " + in_quotes(to_text(path)));
    return all;
}

}  // namespace millwright::settings
