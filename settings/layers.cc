#include "settings/layers.h"

#include <algorithm>
#include <array>

#include "graph/suggest.h"
#include "settings/glob.h"
#include "settings/keys.h"
#include "settings/table_view.h"
#include "settings/toml_key.h"

namespace millwright::settings {
namespace {

constexpr std::size_t deepest_include = 200;

constexpr std::array<Text, 3> root_only{"format", "production", "deployment"};
constexpr std::array<Text, 4> items{"service", "process", "operation", "component"};

template <std::size_t size>
bool is_one_of(const std::array<Text, size>& words, Text word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_array_of_tables(const TomlTree& tree, NodeId id) {
    const TomlNode& node = tree[id];
    return node.kind == TomlKind::array && node.first != no_node && tree[node.first].kind == TomlKind::table;
}

}  // namespace

NodeId Layers::read(std::uint32_t source, const std::string& path) {
    const std::string normal = path_from("", path);
    project_ = folder_of(normal);
    seen_.insert(normal);
    opened_.push_back({normal, {}});
    const TomlText text = read_toml(tree_, reading_.sources[source].text(), source, reading_.findings);
    sound_ = text.sound;
    if (text.root == no_node) return no_node;
    follow_includes(text.root, text.root, normal);
    take_overlays(text.root);
    return text.root;
}

Layers::Names& Layers::names_of(NodeId table) {
    const auto [found, is_new] = names_.try_emplace(table);
    if (is_new) {
        for (const NodeId child : tree_.children(table)) found->second.emplace(tree_[child].key, child);
    }
    return found->second;
}

void Layers::follow_includes(NodeId root, NodeId from, const std::string& path) {
    const NodeId list = tree_.find(from, "include");
    if (list == no_node) return;
    const TomlKind kind = tree_[list].kind;
    std::vector<NodeId> patterns;
    if (kind == TomlKind::text) patterns.push_back(list);
    if (kind == TomlKind::array) {
        for (const NodeId child : tree_.children(list)) {
            if (tree_[child].kind == TomlKind::text) patterns.push_back(child);
        }
    }
    // A value of another type stays, and is reported with all others.
    if (!patterns.empty()) tree_.remove(from, list);
    for (const NodeId pattern : patterns) include(root, TomlNode(tree_[pattern]), path);
}

bool Layers::is_outside(const std::string& path, const TomlNode& pattern) {
    if (options_.allow_outside || is_below(path, project_)) return false;
    reading_.findings
        .add(Code::include_not_found, pattern.place,
             "include " + shown(pattern.text) + " leaves the folder of the settings file")
        .advise("move the file below it, or allow it with --allow-outside");
    return true;
}

std::vector<std::string> Layers::matches(const std::string& pattern) const {
    std::vector<std::string> found;
    for (std::string& path : files_.list(fixed_folder(pattern))) {
        const bool own = path == opened_.back().path || path.ends_with(".scenario.toml");
        if (!own && glob_matches(pattern, path)) found.push_back(std::move(path));
    }
    return found;
}

void Layers::include(NodeId root, const TomlNode& pattern, const std::string& path) {
    const std::string wanted = path_from(folder_of(path), pattern.text);
    if (is_outside(wanted, pattern)) return;
    if (!has_wildcard(wanted)) return include_file(root, wanted, pattern.place);
    const auto found = matches(wanted);
    if (found.empty()) {
        reading_.findings.add(Code::include_not_found, pattern.place, "no file matches " + shown(pattern.text))
            .as(Severity::warning);
    }
    for (const std::string& each : found) include_file(root, each, pattern.place);
}

void Layers::report_cycle(const std::string& path, Place place) {
    const auto first =
        std::find_if(opened_.begin(), opened_.end(), [&](const Opened& each) { return each.path == path; });
    std::string cycle;
    for (auto at = first; at != opened_.end(); ++at) cycle += files_.display_name(at->path) + " -> ";
    Diagnostic& finding = reading_.findings.add(Code::include_cycle, place,
                                                "files include one another: " + cycle + files_.display_name(path));
    for (auto at = first + 1; first != opened_.end() && at < opened_.end(); ++at) {
        finding.note(at->include, "and it is included here");
    }
}

void Layers::include_file(NodeId root, const std::string& path, Place place) {
    const bool open =
        std::any_of(opened_.begin(), opened_.end(), [&](const Opened& each) { return each.path == path; });
    if (open) return report_cycle(path, place);
    if (!seen_.insert(path).second) return;
    if (opened_.size() > deepest_include) {
        reading_.findings.add(Code::too_deep, place, "files include files too deeply");
        return;
    }
    auto text = files_.read(path);
    if (!text) {
        sound_ = false;
        const std::string said = text.error().diagnostics.begin()->message;
        reading_.findings.add(Code::include_not_found, place, "include " + shown(path) + ": " + said);
        return;
    }
    const auto source = reading_.sources.add(files_.display_name(path), std::move(*text));
    const TomlText read = read_toml(tree_, reading_.sources[source].text(), source, reading_.findings);
    sound_ = sound_ && read.sound;
    if (read.root == no_node) return;
    opened_.push_back({path, place});
    // What a file holds comes before what it includes, as in the root file.
    const NodeId list = tree_.find(read.root, "include");
    const NodeId includes = tree_.add({});
    if (list != no_node) {
        tree_.remove(read.root, list);
        tree_.append(includes, list);
    }
    join(root, read.root);
    follow_includes(root, includes, path);
    join(root, includes);
    opened_.pop_back();
}

void Layers::join(NodeId root, NodeId more) {
    std::vector<NodeId> children;
    for (const NodeId child : tree_.children(more)) children.push_back(child);
    for (const NodeId child : children) {
        const Text key = tree_[child].key;
        if (is_one_of(root_only, key)) {
            reading_.findings.add(Code::root_only, tree_[child].key_place,
                                  shown(key) + " can stand only in the root file, not in one that is included");
            continue;
        }
        join_member(root, child, key == "overlay" ? deepest_include : 2);
    }
}

/// Adds a member to a table that may have it already. `levels`: how deep tables of one name are joined.
void Layers::join_member(NodeId into, NodeId child, unsigned levels) {
    Names& names = names_of(into);
    const auto [known, is_new] = names.emplace(tree_[child].key, child);
    if (is_new) return tree_.append(into, child);
    const NodeId first = known->second;
    if (is_array_of_tables(tree_, first) && is_array_of_tables(tree_, child)) {
        std::vector<NodeId> elements;
        for (const NodeId element : tree_.children(child)) elements.push_back(element);
        for (const NodeId element : elements) tree_.append(first, element);
        return;
    }
    const bool tables = tree_[first].kind == TomlKind::table && tree_[child].kind == TomlKind::table;
    if (!tables || levels < 2) {
        // Only tables below [service] and its like hold items.
        return report_twice(first, child, tables && is_one_of(items, tree_[into].key));
    }
    std::vector<NodeId> members;
    for (const NodeId member : tree_.children(child)) members.push_back(member);
    for (const NodeId member : members) join_member(first, member, levels - 1);
}

void Layers::report_twice(NodeId first, NodeId second, bool is_item) {
    reading_.findings
        .add(is_item ? Code::duplicate_item : Code::duplicate_key, tree_[second].key_place,
             shown(tree_[second].key) + " is defined a second time")
        .as(Severity::error)
        .note(tree_[first].key_place, "the first definition is here");
}

void Layers::take_overlays(NodeId root) {
    const NodeId overlays = tree_.find(root, "overlay");
    if (overlays == no_node || tree_[overlays].kind != TomlKind::table) return;
    tree_.remove(root, overlays);
    NodeId chosen = no_node;
    const NodeId deployments = tree_.find(root, "deployment");
    for (const NodeId overlay : tree_.children(overlays)) {
        const TomlNode& node = tree_[overlay];
        reading_.overlays.emplace_back(node.key);
        if (node.kind != TomlKind::table) {
            reading_.findings.add(Code::wrong_type, node.place, "an overlay has to be a table");
        } else if (node.key == options_.overlay) {
            chosen = overlay;
        }
        if (deployments != no_node && tree_.find(deployments, node.key) == no_node) {
            std::vector<std::string_view> known;
            for (const NodeId each : tree_.children(deployments)) known.push_back(tree_[each].key);
            reading_.findings.add(Code::unknown_deployment, node.key_place, "there is no deployment " + shown(node.key))
                .advise(did_you_mean(node.key, known));
        }
    }
    std::sort(reading_.overlays.begin(), reading_.overlays.end());
    if (chosen == no_node) return;
    names_.clear();
    if (const NodeId list = tree_.find(chosen, "unset"); list != no_node) {
        tree_.remove(chosen, list);
        unset(root, list);
    }
    lay_over(root, chosen);
}

void Layers::lay_over(NodeId into, NodeId overlay) {
    std::vector<NodeId> children;
    for (const NodeId child : tree_.children(overlay)) children.push_back(child);
    const bool at_root = tree_[into].key.empty();
    for (const NodeId child : children) {
        const Text key = tree_[child].key;
        if (at_root && is_one_of(not_in_overlay, key)) {
            reading_.findings.add(Code::root_only, tree_[child].key_place, shown(key) + " cannot stand in an overlay");
            continue;
        }
        Names& names = names_of(into);
        const auto [known, is_new] = names.emplace(key, child);
        if (is_new) {
            tree_.append(into, child);
        } else if (tree_[known->second].kind == TomlKind::table && tree_[child].kind == TomlKind::table) {
            lay_over(known->second, child);
        } else {
            tree_.replace(into, known->second, child);
            known->second = child;
        }
    }
}

void Layers::unset(NodeId root, NodeId list) {
    const auto is_path = [&](NodeId id) { return tree_[id].kind == TomlKind::text; };
    if (is_path(list)) return unset_path(root, TomlNode(tree_[list]));
    for (const NodeId child : tree_.children(list)) {
        if (is_path(child)) {
            unset_path(root, TomlNode(tree_[child]));
        } else {
            reading_.findings.add(Code::wrong_type, tree_[child].place, "\"unset\" has to be an array of paths");
        }
    }
    if (tree_[list].kind != TomlKind::array) {
        reading_.findings.add(Code::wrong_type, tree_[list].place, "\"unset\" has to be an array of paths");
    }
}

void Layers::unset_path(NodeId root, const TomlNode& written) {
    const auto path = key_path(written.text);
    NodeId table = root;
    NodeId member = no_node;
    for (std::size_t i = 0; path && i < path->size(); ++i) {
        if (i > 0) table = member;
        member = tree_[table].kind == TomlKind::table ? tree_.find(table, (*path)[i]) : no_node;
        if (member == no_node) break;
    }
    if (member != no_node) return tree_.remove(table, member);
    reading_.findings.add(Code::bad_value, written.place, shown(written.text) + " names nothing that could be unset")
        .advise("a path such as operation.A.pool_size; names with other signs than A-Z a-z 0-9 _ - need quotes");
}

}  // namespace millwright::settings
