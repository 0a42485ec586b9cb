#include "settings/edit.h"

#include <algorithm>

#include "graph/utf8.h"
#include "settings/edit_alike.h"
#include "settings/edit_plan.h"
#include "settings/settings_files.h"
#include "settings/tree_change.h"

namespace millwright::settings {
namespace {

std::string with(std::string_view text, const std::vector<TextReplacement>& replacements) {
    std::string out;
    std::uint32_t at = 0;
    for (const TextReplacement& each : replacements) {
        out += text.substr(at, each.begin - at);
        out += each.text;
        at = each.end;
    }
    return out += text.substr(at);
}

std::string_view kind_of(const SettingsPath& path) {
    return path.empty() ? std::string_view{} : std::string_view(path.front().name);
}

std::optional<TomlValue> value_of(const TomlTree& tree, NodeId node) {
    const TomlNode is = tree[node];
    if (is.kind == TomlKind::text) return TomlValue(std::string(is.text));
    if (is.kind == TomlKind::boolean) return TomlValue(is.text == "true");
    if (is.kind != TomlKind::array && is.kind != TomlKind::table) return std::nullopt;
    TomlValue::Array elements;
    TomlValue::Table members;
    for (const NodeId child : tree.children(node)) {
        auto value = value_of(tree, child);
        if (!value) return std::nullopt;
        if (is.kind == TomlKind::array) {
            elements.push_back(std::move(*value));
        } else {
            members.push_back({std::string(tree.key(child)), std::move(*value)});
        }
    }
    return is.kind == TomlKind::array ? TomlValue(std::move(elements)) : TomlValue(std::move(members));
}

}  // namespace

Result<SettingsEdit> SettingsEdit::of(std::string name, std::string text) {
    Diagnostics findings;
    TomlTree tree;
    if (!read_toml(tree, text, 1, findings).sound) {
        Sources sources;
        sources.add(name, std::move(text));
        Failure failure{FailureKind::input, {}};
        for (Diagnostic& each : findings) {
            const LineColumn at = sources.locate(each.place);
            each.in_file(name + ":" + std::to_string(at.line) + ":" + std::to_string(at.column));
            each.place = {};
            each.notes.clear();
            failure.diagnostics.add(std::move(each));
        }
        return tl::unexpected<Failure>(std::move(failure));
    }
    return SettingsEdit(std::move(name), std::move(text));
}

bool SettingsEdit::has(const SettingsPath& path) const {
    return TomlOutline(*text_).has(path);
}

std::optional<TomlValue> SettingsEdit::value(const SettingsPath& path) const {
    Diagnostics ignored;
    TomlTree tree;
    const NodeId node = node_at(tree, read_toml(tree, *text_, 1, ignored).root, path);
    return node == no_node ? std::nullopt : value_of(tree, node);
}

bool SettingsEdit::says(const SettingsPath& path, const TomlValue& value) const {
    if (!has(path)) return false;
    Diagnostics ignored;
    TomlTree is;
    TomlTree wanted;
    const NodeId root = read_toml(is, *text_, 1, ignored).root;
    const NodeId changed = read_toml(wanted, *text_, 1, ignored).root;
    return change_tree(wanted, changed, {TreeChangeKind::set, path, &value}) &&
           same_but_for_order(is, root, wanted, changed);
}

Result<bool> SettingsEdit::apply(const Result<std::vector<TextReplacement>>& replacements, const TreeChange& change) {
    if (!replacements) return tl::unexpected<Failure>(replacements.error());
    std::string changed = with(*text_, *replacements);
    Diagnostics ignored;
    TomlTree wanted;
    TomlTree got;
    const TomlText before = read_toml(wanted, *text_, 1, ignored);
    const TomlText after = read_toml(got, changed, 1, ignored);
    const SettingsPath may_be_gone = change.kind == TreeChangeKind::remove ? change.path : SettingsPath{};
    const bool as_wanted = before.sound && after.sound && change_tree(wanted, before.root, change) &&
                           same_but_for_order(wanted, before.root, got, after.root, may_be_gone);
    if (!as_wanted) {
        return fail_in_file(FailureKind::input, Code::bad_value, name_,
                            "there is no place for a change of " + in_quotes(to_text(change.path)) +
                                " that would leave everything else as it is",
                            "change the file by hand");
    }
    text_ = std::make_shared<const std::string>(std::move(changed));
    return true;
}

Result<bool> SettingsEdit::set(const SettingsPath& path, const TomlValue& value) {
    const TomlOutline outline(*text_);
    return apply(EditPlan(outline, name_, kind_of(path)).set(path, value), {TreeChangeKind::set, path, &value});
}

Result<bool> SettingsEdit::remove(const SettingsPath& path) {
    const TomlOutline outline(*text_);
    return apply(EditPlan(outline, name_).remove(path), {TreeChangeKind::remove, path});
}

Result<bool> SettingsEdit::append(const SettingsPath& array, const TomlValue& value) {
    const TomlOutline outline(*text_);
    return apply(EditPlan(outline, name_, kind_of(array)).append(array, value),
                 {TreeChangeKind::append, array, &value});
}

Result<bool> SettingsEdit::add_table(const SettingsPath& path, const TomlValue::Table& members) {
    const TomlOutline outline(*text_);
    const TomlValue table(members);
    const auto plan = EditPlan(outline, name_, kind_of(path)).add_table(path, members);
    return apply(plan, {outline.has(path) ? TreeChangeKind::join : TreeChangeKind::set, path, &table});
}

Result<bool> SettingsEdit::put(const SettingsPath& path, const TomlValue::Table& members) {
    const TomlOutline outline(*text_);
    const TomlValue table(members);
    return apply(AlikePlan(outline, name_).put(path, members), {TreeChangeKind::set, path, &table});
}

Result<bool> SettingsEdit::set_member(const SettingsPath& path, const TomlValue& value) {
    const TomlOutline outline(*text_);
    return apply(AlikePlan(outline, name_).set_member(path, value), {TreeChangeKind::set, path, &value});
}

Result<bool> SettingsEdit::add_element(const SettingsPath& array, const TomlValue::Table& members) {
    const TomlOutline outline(*text_);
    const TomlValue table(members);
    return apply(EditPlan(outline, name_, kind_of(array)).add_element(array, members),
                 {TreeChangeKind::append, array, &table});
}

Result<bool> SettingsEdit::rename(const SettingsPath& path, std::string_view name) {
    const TomlOutline outline(*text_);
    return apply(EditPlan(outline, name_).rename(path, name), {TreeChangeKind::rename, path, nullptr, name});
}

Result<std::vector<SettingsEdit>> edit_settings_files(const std::string& root, const Files& files,
                                                      const ReadOptions& options) {
    Reading reading;
    const auto read = read_settings_files(root, files, options, reading);
    if (!read) return tl::unexpected<Failure>(read.error());
    std::vector<SettingsEdit> texts;
    Failure failure{FailureKind::input, {}};
    for (const Diagnostic& each : reading.findings) {
        if (each.severity == Severity::error) failure.diagnostics.add(each);
    }
    for (std::uint32_t source = 1; source <= reading.sources.size(); ++source) {
        auto edit = SettingsEdit::of(reading.sources[source].name(), std::string(reading.sources[source].text()));
        if (edit) {
            texts.push_back(std::move(*edit));
        } else {
            failure.diagnostics.merge(std::move(edit.error().diagnostics));
        }
    }
    if (!failure.diagnostics.empty()) return tl::unexpected<Failure>(std::move(failure));
    return texts;
}

std::size_t text_for(const std::vector<SettingsEdit>& texts, const SettingsPath& path) {
    for (std::size_t steps = path.size(); steps > 0; --steps) {
        const SettingsPath prefix = prefix_of(path, steps);
        const auto found =
            std::find_if(texts.rbegin(), texts.rend(), [&](const SettingsEdit& each) { return each.has(prefix); });
        if (found != texts.rend()) return static_cast<std::size_t>(texts.rend() - found) - 1;
    }
    return 0;
}

}  // namespace millwright::settings
