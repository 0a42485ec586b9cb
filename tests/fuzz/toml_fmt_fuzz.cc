// Formatting and editing TOML: no text makes them crash; what is formatted stays so, says the same and has the same
// comments; a change at any path does what it should or is refused, and leaves the comments alone.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "settings/edit.h"
#include "settings/toml_equal.h"
#include "settings/toml_format.h"
#include "settings/toml_outline.h"
#include "settings/toml_scan.h"

using namespace millwright;
using namespace millwright::settings;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

std::vector<std::string> comments_of(std::string_view text) {
    Diagnostics findings;
    const auto scan = scan_toml(text, 1, findings);
    require(scan.has_value() && findings.empty());
    std::vector<std::string> comments;
    for (const auto& [begin, end] : scan->comments) {
        std::string comment(text.substr(begin, end - begin));
        comment.erase(comment.find_last_not_of(" \t\r") + 1);
        comments.push_back(comment);
    }
    return comments;
}

void check_format(const std::string& text, const TomlTree& tree, NodeId root) {
    Diagnostics findings;
    const auto once = format_toml(text, 1, findings);
    require(once.has_value());
    require(formatted_toml(*once) == *once);
    TomlTree again;
    const TomlText read = read_toml(again, *once, 1, findings);
    require(read.sound && same_tree(tree, root, again, read.root));
    require(comments_of(*once) == comments_of(text));
}

/// Paths of everything in the tree; the elements of arrays with their index.
void collect(const TomlTree& tree, NodeId id, const SettingsPath& at,
             std::vector<std::pair<SettingsPath, NodeId>>& found) {
    std::size_t index = 0;
    for (const NodeId child : tree.children(id)) {
        SettingsPath below = at;
        below.push_back(tree[id].kind == TomlKind::array ? PathStep{{}, index++}
                                                         : PathStep{std::string(tree[child].key)});
        found.emplace_back(below, child);
        collect(tree, child, below, found);
    }
}

void check_edit(const std::string& text, const TomlTree& tree, NodeId root) {
    std::vector<std::pair<SettingsPath, NodeId>> found;
    collect(tree, root, {}, found);
    if (found.empty()) return;
    std::size_t hash = 14'695'981'039'346'656'037U;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
    const auto& [path, node] = found[hash % found.size()];
    const auto comments = comments_of(text);
    const auto edit = SettingsEdit::of("s.toml", text);
    require(edit.has_value() && edit->has(path));
    SettingsEdit changed = *edit;
    const bool holder = tree[node].kind == TomlKind::table || tree[node].kind == TomlKind::array;
    const bool set = changed.set(path, TomlValue::Array{"x", TomlValue::Table{{"a b", 1}}}).has_value();
    require(set || holder);
    if (!holder) require(comments_of(changed.text()) == comments);
    changed = *edit;
    const SettingsPath fresh{{"a new"}, {"key"}};
    if (!edit->has({{"a new"}})) require(changed.set(fresh, 1.5).has_value());
    require(comments_of(changed.text()) == comments);
    changed = *edit;
    static_cast<void>(changed.append(path, "x"));
    static_cast<void>(changed.add_element(path, {{"a", 1}}));
    if (!path.back().index) static_cast<void>(changed.rename(path, "b c"));
    require(comments_of(changed.text()) == comments);
    static_cast<void>(changed.remove(path));
    comments_of(changed.text());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    static_cast<void>(formatted_toml(text));
    static_cast<void>(TomlOutline(text).has({{"a"}, {"b"}}));
    TomlTree tree;
    Diagnostics findings;
    const TomlText read = read_toml(tree, text, 1, findings);
    if (!read.sound) return 0;
    check_format(text, tree, read.root);
    check_edit(text, tree, read.root);
    return 0;
}
