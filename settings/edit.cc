#include "settings/edit.h"

#include <algorithm>

#include "graph/utf8.h"
#include "settings/edit_alike.h"
#include "settings/edit_plan.h"
#include "settings/settings_files.h"
#include "settings/tree_change.h"

namespace millwright::settings {

/// A sound text with its tree, which refers to it.
struct ParsedToml {
    explicit ParsedToml(std::string text_) : text(std::move(text_)) { read = read_toml(tree, text, 1, findings); }

    std::string text;
    TomlTree tree;
    Diagnostics findings;
    TomlText read;
};

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
    auto parsed = std::make_shared<ParsedToml>(std::move(text));
    if (parsed->read.sound) return SettingsEdit(std::move(name), std::move(parsed));
    Sources sources;
    sources.add(name, std::move(parsed->text));
    Failure failure{FailureKind::input, {}};
    for (Diagnostic& each : parsed->findings) {
        const LineColumn at = sources.locate(each.place);
        each.in_file(name + ":" + std::to_string(at.line) + ":" + std::to_string(at.column));
        each.place = {};
        each.notes.clear();
        failure.diagnostics.add(std::move(each));
    }
    return tl::unexpected<Failure>(std::move(failure));
}

const std::string& SettingsEdit::text() const {
    return read_->text;
}

bool SettingsEdit::has(const SettingsPath& path) const {
    return TomlOutline(text()).has(path);
}

std::optional<TomlValue> SettingsEdit::value(const SettingsPath& path) const {
    const NodeId node = node_at(read_->tree, read_->read.root, path);
    return node == no_node ? std::nullopt : value_of(read_->tree, node);
}

std::size_t SettingsEdit::size(const SettingsPath& path) const {
    const NodeId node = node_at(read_->tree, read_->read.root, path);
    if (node == no_node) return 0;
    const TomlKind kind = read_->tree.kind(node);
    if (kind != TomlKind::table && kind != TomlKind::array) return 0;
    std::size_t count = 0;
    for ([[maybe_unused]] const NodeId child : read_->tree.children(node)) ++count;
    return count;
}

bool SettingsEdit::says(const SettingsPath& path, const TomlValue& value) const {
    if (node_at(read_->tree, read_->read.root, path) == no_node) return false;
    TomlTree wanted = read_->tree.same_nodes();
    return change_tree(wanted, read_->read.root, {TreeChangeKind::set, path, &value}) &&
           same_but_for_order(read_->tree, read_->read.root, wanted, read_->read.root);
}

Result<bool> SettingsEdit::apply(const Result<std::vector<TextReplacement>>& replacements, const TreeChange& change) {
    if (!replacements) return tl::unexpected<Failure>(replacements.error());
    auto changed = std::make_shared<ParsedToml>(with(text(), *replacements));
    TomlTree wanted = read_->tree.same_nodes();
    const NodeId root = read_->read.root;
    const SettingsPath may_be_gone = change.kind == TreeChangeKind::remove ? change.path : SettingsPath{};
    const bool as_wanted = changed->read.sound && change_tree(wanted, root, change) &&
                           same_but_for_order(wanted, root, changed->tree, changed->read.root, may_be_gone);
    if (!as_wanted) {
        return fail_in_file(FailureKind::input, Code::bad_value, name_,
                            "there is no place for a change of " + in_quotes(to_text(change.path)) +
                                " that would leave everything else as it is",
                            "change the file by hand");
    }
    read_ = std::move(changed);
    return true;
}

Result<bool> SettingsEdit::set(const SettingsPath& path, const TomlValue& value) {
    const TomlOutline outline(text());
    return apply(EditPlan(outline, name_, kind_of(path)).set(path, value), {TreeChangeKind::set, path, &value});
}

Result<bool> SettingsEdit::remove(const SettingsPath& path) {
    const TomlOutline outline(text());
    return apply(EditPlan(outline, name_).remove(path), {TreeChangeKind::remove, path});
}

Result<bool> SettingsEdit::append(const SettingsPath& array, const TomlValue& value) {
    const TomlOutline outline(text());
    return apply(EditPlan(outline, name_, kind_of(array)).append(array, value),
                 {TreeChangeKind::append, array, &value});
}

Result<bool> SettingsEdit::add_table(const SettingsPath& path, const TomlValue::Table& members) {
    const TomlOutline outline(text());
    const TomlValue table(members);
    const auto plan = EditPlan(outline, name_, kind_of(path)).add_table(path, members);
    return apply(plan, {outline.has(path) ? TreeChangeKind::join : TreeChangeKind::set, path, &table});
}

Result<bool> SettingsEdit::put(const SettingsPath& path, const TomlValue::Table& members) {
    const TomlOutline outline(text());
    const TomlValue table(members);
    return apply(AlikePlan(outline, name_).put(path, members), {TreeChangeKind::set, path, &table});
}

Result<bool> SettingsEdit::set_member(const SettingsPath& path, const TomlValue& value) {
    const TomlOutline outline(text());
    return apply(AlikePlan(outline, name_).set_member(path, value), {TreeChangeKind::set, path, &value});
}

Result<bool> SettingsEdit::add_element(const SettingsPath& array, const TomlValue::Table& members) {
    const TomlOutline outline(text());
    const TomlValue table(members);
    return apply(EditPlan(outline, name_, kind_of(array)).add_element(array, members),
                 {TreeChangeKind::append, array, &table});
}

Result<bool> SettingsEdit::rename(const SettingsPath& path, std::string_view name) {
    const TomlOutline outline(text());
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
