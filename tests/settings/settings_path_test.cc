#include "settings/settings_path.h"

#include <catch2/catch.hpp>

using namespace millwright::settings;

TEST_CASE("paths as text") {
    const SettingsPath read = settings_path("process.\"a b\".handler[12].send[0].to").value();
    REQUIRE(read.size() == 7);
    CHECK(read[1].name == "a b");
    CHECK(read[3].index == 12U);
    CHECK(to_text(read) == "process.\"a b\".handler[12].send[0].to");
    for (const char* wrong : {"", "a.", "a[", "a[x]", "a[1", "a[1]b", "a b", "[0]"}) CHECK_FALSE(settings_path(wrong));
}

TEST_CASE("the first steps of a path, and what is left") {
    const SettingsPath path = settings_path("a.b[1].c").value();
    CHECK(to_text(prefix_of(path, 3)) == "a.b[1]");
    CHECK(to_text(rest_of(path, 3)) == "c");
    CHECK(names_in(path) == 3);
    CHECK(is_prefix(prefix_of(path, 2), path));
    CHECK(is_prefix(path, path));
    CHECK_FALSE(is_prefix(path, prefix_of(path, 2)));
    CHECK_FALSE(is_prefix(settings_path("a.b[0]").value(), path));
}
