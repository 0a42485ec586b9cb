#include "settings/tree_change.h"

#include <catch2/catch.hpp>

using namespace millwright;
using namespace millwright::settings;

namespace {

struct Read {
    explicit Read(std::string_view text) {
        Diagnostics findings;
        root = read_toml(tree, text, 1, findings).root;
        REQUIRE(findings.empty());
    }
    TomlTree tree;
    NodeId root = no_node;
};

/// Whether the change of one text comes to the other one.
bool comes_to(std::string_view before, const TreeChange& change, std::string_view after) {
    Read changed(before);
    const Read wanted(after);
    return change_tree(changed.tree, changed.root, change) &&
           same_but_for_order(changed.tree, changed.root, wanted.tree, wanted.root);
}

bool same(std::string_view left, std::string_view right, const SettingsPath& may_be_gone = {}) {
    const Read one(left);
    const Read other(right);
    return same_but_for_order(one.tree, one.root, other.tree, other.root, may_be_gone);
}

SettingsPath path(std::string_view text) {
    return settings_path(text).value();
}

}  // namespace

TEST_CASE("each kind of change of a tree") {
    const TomlValue two(2);
    const TomlValue table(TomlValue::Table{{"c", 3}});
    CHECK(comes_to("a = 1", {TreeChangeKind::set, path("a"), &two}, "a = 2"));
    CHECK(comes_to("a = 1", {TreeChangeKind::set, path("b.c"), &two}, "a = 1\nb.c = 2"));
    CHECK(comes_to("a = [1, 3]", {TreeChangeKind::set, path("a[1]"), &two}, "a = [1, 2]"));
    CHECK(comes_to("a = [1]", {TreeChangeKind::append, path("a"), &two}, "a = [1, 2]"));
    CHECK(comes_to("", {TreeChangeKind::append, path("a"), &two}, "a = [2]"));
    CHECK(comes_to("[a]\nb = 1", {TreeChangeKind::join, path("a"), &table}, "[a]\nb = 1\nc = 3"));
    CHECK(comes_to("a = 1\nb = 2", {TreeChangeKind::remove, path("a")}, "b = 2"));
    CHECK(comes_to("a.b = 1", {TreeChangeKind::rename, path("a"), nullptr, "z"}, "z.b = 1"));
    CHECK_FALSE(comes_to("a = 1", {TreeChangeKind::set, path("a"), &two}, "a = 1"));
}

TEST_CASE("a change that has no place") {
    const TomlValue two(2);
    Read read("a = 1\nb = [1]");
    for (const char* none : {"a.x", "b[1]", "b.x", "a[0]"}) {
        CHECK_FALSE(change_tree(read.tree, read.root, {TreeChangeKind::set, path(none), &two}));
    }
    CHECK_FALSE(change_tree(read.tree, read.root, {TreeChangeKind::append, path("a"), &two}));
    CHECK_FALSE(change_tree(read.tree, read.root, {TreeChangeKind::remove, path("c")}));
    CHECK_FALSE(change_tree(read.tree, read.root, {TreeChangeKind::remove, {}}));
}

TEST_CASE("trees are the same whatever the order of keys, not of elements") {
    CHECK(same("a = 1\nb = 2", "b = 2\na = 1"));
    CHECK_FALSE(same("a = [1, 2]", "a = [2, 1]"));
    CHECK_FALSE(same("a = 1", "a = 1.0"));
    CHECK_FALSE(same("a = 1", "a = 1\nb = 2"));
    CHECK_FALSE(same("a = 1\nb = 2", "a = 1"));
    CHECK_FALSE(same("[a.b]", ""));
    CHECK(same("[a.b]", "", path("a.b.c")));
    CHECK_FALSE(same("[a]\nx = 1", "", path("a.b")));
}
