#include "settings/toml_outline.h"

#include <algorithm>

#include "settings/toml_key.h"

namespace millwright::settings {
namespace {

SettingsPath joined(SettingsPath path, const SettingsPath& more) {
    path.insert(path.end(), more.begin(), more.end());
    return path;
}

}  // namespace

SettingsPath TomlOutline::names_of(TomlSpan key) const {
    TextStore store;
    std::vector<KeyPart> parts;
    std::uint32_t at = key.begin;
    SettingsPath names;
    if (read_key(text_.substr(0, key.end), at, store, parts)) return names;
    for (const KeyPart& part : parts) names.push_back({std::string(part.text)});
    return names;
}

TomlOutline::TomlOutline(std::string_view text) : text_(text), syntax_(text) {
    sections_.push_back({{}, true});
    for (TomlStatement next = syntax_.next(); next.kind != TomlStatementKind::end; next = syntax_.next()) {
        statements_.push_back(next);
        const bool header = next.kind == TomlStatementKind::header || next.kind == TomlStatementKind::array_header;
        if (header) open(statements_.size() - 1);
        sections_.back().end = statements_.size();
    }
}

StatementId TomlOutline::begin_of_header(StatementId header, StatementId earliest) const {
    StatementId begin = header;
    while (begin > earliest && !statements_[begin].blank_before &&
           statements_[begin - 1].kind == TomlStatementKind::comment) {
        --begin;
    }
    return begin;
}

void TomlOutline::open(StatementId header) {
    OutlineSection section;
    section.header = header;
    section.begin = begin_of_header(header, sections_.back().body);
    section.body = header + 1;
    sections_.back().end = section.begin;
    const SettingsPath names = names_of(statements_[header].key);
    for (const PathStep& name : names) {
        section.path.push_back(name);
        const bool last = &name == &names.back();
        auto array = arrays_.find(to_text(section.path));
        if (last && statements_[header].kind == TomlStatementKind::array_header) {
            if (array == arrays_.end()) array = arrays_.emplace(to_text(section.path), 0).first;
            ++array->second;
        }
        if (array != arrays_.end()) section.path.push_back({{}, array->second - 1});
    }
    sections_.push_back(std::move(section));
}

std::vector<PartId> TomlOutline::children(PartId holder) const {
    std::vector<PartId> found;
    for (PartId child = syntax_[holder].first; child != no_part; child = syntax_[child].next) {
        if (syntax_[child].kind != TomlPart::comment) found.push_back(child);
    }
    return found;
}

SettingsPath TomlOutline::path_of(const OutlineSection& section, const TomlStatement& pair) const {
    return joined(section.path, names_of(pair.key));
}

std::optional<TomlSpot> TomlOutline::spot_in(TomlSpot at, const SettingsPath& rest) const {
    if (rest.empty()) return at;
    const TomlPart kind = syntax_[at.part].kind;
    const auto inside = children(at.part);
    if (kind == TomlPart::array && rest.front().index) {
        if (*rest.front().index >= inside.size()) return std::nullopt;
        return spot_in({at.statement, inside[*rest.front().index], at.part}, rest_of(rest, 1));
    }
    if (kind != TomlPart::table) return std::nullopt;
    for (const PartId member : inside) {
        const SettingsPath names = names_of(syntax_[member].key);
        if (!is_prefix(names, rest)) continue;
        if (auto found = spot_in({at.statement, member, at.part}, rest_of(rest, names.size()))) return found;
    }
    return std::nullopt;
}

std::vector<TomlOutline::Pair> TomlOutline::pairs_towards(const SettingsPath& path) const {
    std::vector<Pair> found;
    for (const OutlineSection& section : sections_) {
        if (section.path.size() >= path.size() || !is_prefix(section.path, path)) continue;
        for (StatementId id = section.body; id < section.end; ++id) {
            if (statements_[id].kind != TomlStatementKind::pair) continue;
            SettingsPath own = path_of(section, statements_[id]);
            if (is_prefix(own, path) || is_prefix(path, own)) found.push_back({id, std::move(own)});
        }
    }
    return found;
}

std::optional<TomlSpot> TomlOutline::spot(const SettingsPath& path) const {
    for (const auto& [id, own] : pairs_towards(path)) {
        if (!is_prefix(own, path)) continue;
        if (auto found = spot_in({id, statements_[id].value, no_part}, rest_of(path, own.size()))) return found;
    }
    return std::nullopt;
}

bool TomlOutline::has_in(PartId part, const SettingsPath& rest) const {
    if (rest.empty()) return true;
    const auto inside = children(part);
    if (rest.front().index) {
        return syntax_[part].kind == TomlPart::array && *rest.front().index < inside.size() &&
               has_in(inside[*rest.front().index], rest_of(rest, 1));
    }
    return syntax_[part].kind == TomlPart::table && std::any_of(inside.begin(), inside.end(), [&](PartId member) {
               const SettingsPath names = names_of(syntax_[member].key);
               if (is_prefix(rest, names)) return true;
               return is_prefix(names, rest) && has_in(member, rest_of(rest, names.size()));
           });
}

bool TomlOutline::has(const SettingsPath& path) const {
    if (path.empty() || last_section(path) != nullptr) return true;
    const auto pairs = pairs_towards(path);
    return std::any_of(pairs.begin(), pairs.end(), [&](const Pair& each) {
        return is_prefix(path, each.path) || has_in(statements_[each.id].value, rest_of(path, each.path.size()));
    });
}

const OutlineSection* TomlOutline::section(const SettingsPath& path) const {
    const auto found =
        std::find_if(sections_.begin(), sections_.end(), [&](const OutlineSection& each) { return each.path == path; });
    return found == sections_.end() ? nullptr : &*found;
}

const OutlineSection* TomlOutline::last_section(const SettingsPath& prefix) const {
    const auto found = std::find_if(sections_.rbegin(), sections_.rend(),
                                    [&](const OutlineSection& each) { return is_prefix(prefix, each.path); });
    return found == sections_.rend() ? nullptr : &*found;
}

std::size_t TomlOutline::elements(const SettingsPath& array) const {
    const auto found = arrays_.find(to_text(array));
    return found == arrays_.end() ? 0 : found->second;
}

const TomlStatement* TomlOutline::last_pair(const OutlineSection& section) const {
    for (StatementId id = section.end; id > section.body; --id) {
        if (statements_[id - 1].kind == TomlStatementKind::pair) return &statements_[id - 1];
    }
    return nullptr;
}

std::vector<StatementId> TomlOutline::pairs_below(const SettingsPath& path) const {
    std::vector<StatementId> found;
    for (const auto& [id, own] : pairs_towards(path)) {
        if (is_prefix(path, own)) found.push_back(id);
    }
    return found;
}

void TomlOutline::keys_in(PartId part, const SettingsPath& rest, std::vector<TomlSpan>& found) const {
    const auto inside = children(part);
    if (rest.front().index) {
        const bool there = syntax_[part].kind == TomlPart::array && *rest.front().index < inside.size();
        if (there && rest.size() > 1) keys_in(inside[*rest.front().index], rest_of(rest, 1), found);
        return;
    }
    if (syntax_[part].kind != TomlPart::table) return;
    for (const PartId member : inside) {
        const SettingsPath names = names_of(syntax_[member].key);
        if (is_prefix(rest, names)) {
            found.push_back(written_key_parts(text_, syntax_[member].key)[rest.size() - 1]);
        } else if (is_prefix(names, rest)) {
            keys_in(member, rest_of(rest, names.size()), found);
        }
    }
}

std::vector<TomlSpan> TomlOutline::keys(const SettingsPath& path) const {
    std::vector<TomlSpan> found;
    for (const OutlineSection& section : sections_) {
        if (is_prefix(path, section.path)) {
            found.push_back(written_key_parts(text_, statements_[section.header].key)[names_in(path) - 1]);
        }
    }
    for (const auto& [id, own] : pairs_towards(path)) {
        const TomlStatement& pair = statements_[id];
        if (is_prefix(path, own)) {
            // The parts of the header that it stands under are not written in its key.
            const auto parts = written_key_parts(text_, pair.key);
            found.push_back(parts[parts.size() - 1 - (own.size() - path.size())]);
        } else {
            keys_in(pair.value, rest_of(path, own.size()), found);
        }
    }
    std::sort(found.begin(), found.end(), [](TomlSpan a, TomlSpan b) { return a.begin < b.begin; });
    return found;
}

}  // namespace millwright::settings
