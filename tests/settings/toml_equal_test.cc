#include "settings/toml_equal.h"

#include <catch2/catch.hpp>

using namespace millwright;
using namespace millwright::settings;

namespace {

bool same(std::string_view left, std::string_view right) {
    TomlTree one;
    TomlTree other;
    Diagnostics findings;
    const NodeId left_root = read_toml(one, left, 1, findings).root;
    const NodeId right_root = read_toml(other, right, 1, findings).root;
    REQUIRE(findings.empty());
    return same_tree(one, left_root, other, right_root);
}

}  // namespace

TEST_CASE("texts that say the same look as they like") {
    CHECK(same("a = { b = 'x' }  # why", "[a]\nb = \"x\""));
    CHECK(same("a = [1,\n 2]", "a=[1,2]"));
    CHECK_FALSE(same("a = 1\nb = 2", "b = 2\na = 1"));
    CHECK_FALSE(same("a = 1", "a = \"1\""));
    CHECK_FALSE(same("a = 1", "a = 0x1"));
    CHECK_FALSE(same("a = [1]", "a = [1, 2]"));
    CHECK_FALSE(same("a = [1, 2]", "a = [1]"));
    CHECK_FALSE(same("a.b = 1", "a.c = 1"));
}
