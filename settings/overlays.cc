#include "settings/overlays.h"

#include <algorithm>
#include <map>
#include <set>

#include "graph/suggest.h"
#include "settings/keys.h"
#include "settings/layers.h"
#include "settings/limits.h"
#include "settings/table_view.h"
#include "settings/toml_key.h"

namespace millwright::settings {
namespace {

bool is_fixed(Text key) {
    return std::find(not_in_overlay.begin(), not_in_overlay.end(), key) != not_in_overlay.end();
}

std::vector<NodeId> children_of(const TomlTree& tree, NodeId table) {
    std::vector<NodeId> children;
    for (const NodeId child : tree.children(table)) children.push_back(child);
    return children;
}

class Overlaying {
public:
    Overlaying(TomlTree& tree, NodeId root, Diagnostics& findings)
        : tree_(tree), root_(root), findings_(findings), names_(tree) {}

    void apply(NodeId overlay) {
        for (const NodeId child : children_of(tree_, overlay)) {
            if (tree_[child].key == "unset") unset(child);
        }
        remove_all();
        secrets_ = tree_.find(root_, "secrets");
        lay_over(root_, overlay);
    }

private:
    void lay_over(NodeId into, NodeId overlay) {
        for (const NodeId child : children_of(tree_, overlay)) {
            const Text key = tree_[child].key;
            if (into == root_ && (key == "unset" || key == "description")) continue;
            if (into == root_ && is_fixed(key)) {
                findings_.add(Code::root_only, tree_[child].key_place, shown(key) + " cannot stand in an overlay");
                continue;
            }
            const auto [known, is_new] = names_.of(into).emplace(key, child);
            if (is_new) {
                tree_.append(into, child);
            } else if (into != secrets_ && is_table(known->second) && is_table(child)) {
                lay_over(known->second, child);
            } else {
                tree_.assign(known->second, child);
            }
        }
    }

    bool is_table(NodeId node) const { return tree_[node].kind == TomlKind::table; }

    void unset(NodeId list) {
        if (tree_[list].kind == TomlKind::text) return unset_path(tree_[list]);
        const bool array = tree_[list].kind == TomlKind::array;
        for (const NodeId child : array ? children_of(tree_, list) : std::vector<NodeId>{list}) {
            if (tree_[child].kind == TomlKind::text) {
                unset_path(tree_[child]);
            } else {
                findings_.add(Code::wrong_type, tree_[child].place, "\"unset\" has to be an array of paths")
                    .advise("unset = [\"operation.A.pool_size\"]");
            }
        }
    }

    void unset_path(const TomlNode& written) {
        const auto path = key_path(written.text);
        if (!path || path->empty()) {
            findings_.add(Code::bad_value, written.place, shown(written.text) + " is not a path of keys")
                .advise(
                    "a path such as operation.A.pool_size; names with other signs than A-Z a-z 0-9 _ - need quotes");
            return;
        }
        if (is_fixed(path->front())) {
            findings_.add(Code::root_only, written.place, shown(path->front()) + " cannot be unset in an overlay");
            return;
        }
        NodeId table = root_;
        NodeId member = no_node;
        for (std::size_t i = 0; i < path->size(); ++i) {
            if (i > 0) table = member;
            if (tree_[table].kind != TomlKind::table) return not_a_table(written, *path, i, table);
            const auto& names = names_.of(table);
            const auto found = names.find((*path)[i]);
            if (found == names.end()) return nothing_there(written, *path, i, table);
            member = found->second;
        }
        names_.of(table).erase(tree_[member].key);
        removed_[table].insert(member);
    }

    static std::string written_path(const std::vector<std::string>& path, std::size_t parts) {
        std::string text;
        for (std::size_t i = 0; i < parts; ++i) text += (i == 0 ? "" : ".") + quoted_key(path[i]);
        return text;
    }

    void not_a_table(const TomlNode& written, const std::vector<std::string>& path, std::size_t parts, NodeId at) {
        const bool array = tree_[at].kind == TomlKind::array;
        findings_
            .add(Code::bad_value, written.place,
                 shown(written.text) + " names nothing that could be unset: " + shown(written_path(path, parts)) +
                     " is " + std::string(words_for(tree_[at].kind)))
            .note(tree_[at].key_place, "it is here")
            .advise(array ? "an array is replaced as a whole: write in the overlay what it shall be" : "");
    }

    void nothing_there(const TomlNode& written, std::vector<std::string> path, std::size_t parts, NodeId table) {
        Diagnostic& finding =
            findings_.add(Code::bad_value, written.place, shown(written.text) + " names nothing that could be unset");
        const auto& names = names_.of(table);
        if (names.empty() || compared_ + names.size() > limits::comparisons) return;
        compared_ += names.size();
        std::vector<std::string_view> known;
        for (const auto& [name, node] : names) known.push_back(name);
        std::sort(known.begin(), known.end());
        if (const auto near = nearest(path[parts], known)) {
            path[parts] = *near;
            finding.advise("did you mean \"" + written_path(path, path.size()) + "\"?");
        }
    }

    void remove_all() {
        for (const auto& [table, members] : removed_) {
            tree_.remove_if(table, [&gone = members](NodeId child) { return gone.contains(child); });
        }
    }

    TomlTree& tree_;
    NodeId root_;
    Diagnostics& findings_;
    MemberNames names_;
    NodeId secrets_ = no_node;  ///< a secret is where its value comes from: another one replaces it as a whole
    std::map<NodeId, std::set<NodeId>> removed_;
    std::size_t compared_ = 0;
};

}  // namespace

NodeId take_overlays(TomlTree& tree, NodeId root, Reading& reading) {
    const NodeId overlays = tree.find(root, "overlay");
    if (overlays == no_node || tree[overlays].kind != TomlKind::table) return no_node;
    tree.remove(root, overlays);
    std::vector<std::string_view> known;
    if (const NodeId deployments = tree.find(root, "deployment"); deployments != no_node) {
        for (const NodeId each : tree.children(deployments)) known.push_back(tree[each].key);
    }
    const std::set<std::string_view> declared(known.begin(), known.end());
    for (const NodeId overlay : tree.children(overlays)) {
        const TomlNode& node = tree[overlay];
        if (node.kind != TomlKind::table) {
            reading.findings
                .add(Code::wrong_type, node.place,
                     "an overlay has to be a table, not " + std::string(words_for(node.kind)))
                .advise("[overlay.NAME], where NAME is a deployment");
            continue;
        }
        reading.overlays.emplace_back(node.key);
        if (declared.contains(node.key)) continue;
        std::string hint = did_you_mean(node.key, known);
        if (hint.empty()) hint = "declare [deployment." + quoted_key(node.key) + "]: an overlay is for one deployment";
        reading.findings.add(Code::unknown_deployment, node.key_place, "there is no deployment " + shown(node.key))
            .advise(std::move(hint));
    }
    std::sort(reading.overlays.begin(), reading.overlays.end());
    return overlays;
}

void lay_over(TomlTree& tree, NodeId root, NodeId overlays, std::string_view name, Diagnostics& findings) {
    const NodeId chosen = overlays == no_node || name.empty() ? no_node : tree.find(overlays, name);
    if (chosen != no_node && tree[chosen].kind == TomlKind::table) Overlaying(tree, root, findings).apply(chosen);
}

}  // namespace millwright::settings
