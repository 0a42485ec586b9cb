#include "settings/glob.h"

#include <catch2/catch.hpp>
#include <string>

using namespace millwright::settings;

TEST_CASE("patterns of paths") {
    CHECK(glob_matches("a/*.toml", "a/b.toml"));
    CHECK_FALSE(glob_matches("a/*.toml", "a/b/c.toml"));
    CHECK(glob_matches("a/**/*.toml", "a/b.toml"));
    CHECK(glob_matches("a/**/*.toml", "a/b/c/d.toml"));
    CHECK(glob_matches("**", "x/y"));
    CHECK_FALSE(glob_matches("a/*.toml", "a/.b.toml"));
    CHECK(glob_matches("a/.*.toml", "a/.b.toml"));
    CHECK(levels_of("a/*.toml") == 1);
    CHECK(levels_of("a/*/b/c?.toml") == 3);
    CHECK(levels_of("a/**/*.toml") > 1'000'000);
    CHECK(glob_matches("?.t*l", "a.toml"));
    CHECK_FALSE(glob_matches("?.toml", "ab.toml"));
    CHECK_FALSE(glob_matches("a/*.toml", "b/b.toml"));
    const std::string stars(2'000, '*');
    CHECK_FALSE(glob_matches(stars + "b", std::string(2'000, 'a')));
    CHECK(fixed_folder("a/b/*.toml") == "a/b");
    CHECK(fixed_folder("*.toml").empty());
    CHECK(fixed_folder("/*.toml") == "/");
    CHECK(path_from("a/b", "../c.toml") == "a/c.toml");
    CHECK(path_from("", "./c.toml") == "c.toml");
    CHECK(is_below("a/b", "a"));
    CHECK_FALSE(is_below("ab/c", "a"));
    CHECK(is_below("x", ""));
    CHECK_FALSE(is_below("../x", ""));
    CHECK_FALSE(is_below("/x", ""));
}
