#include "settings/iris/sources/nearest.h"

#include <catch2/catch.hpp>

using namespace millwright::settings::iris;

namespace {

bool nearer(std::string_view a, std::string_view b, std::string_view asker) {
    return nearness(parts_of_path(a), parts_of_path(asker)) < nearness(parts_of_path(b), parts_of_path(asker));
}

using Parts = std::vector<std::string>;

}  // namespace

TEST_CASE("a path is its parts") {
    CHECK(parts_of_path("./a//b/../c.cls") == Parts{"a", "c.cls"});
    CHECK(parts_of_path("../../a") == Parts{"..", "..", "a"});
    CHECK(parts_of_path("/../a") == Parts{"/", "..", "a"});
    CHECK(parts_of_path("").empty());
}

TEST_CASE("nearer is what shares more folders, then what is less far down") {
    CHECK(nearer("a/b/X.cls", "a/c/X.cls", "a/b/P.cls"));
    CHECK(nearer("a/X.cls", "a/c/X.cls", "a/b/P.cls"));
    CHECK(nearer("a/b/d/e/X.cls", "a/X.cls", "a/b/P.cls"));
    CHECK_FALSE(nearer("a/c/X.cls", "a/d/X.cls", "a/b/P.cls"));
    CHECK_FALSE(nearer("a/d/X.cls", "a/c/X.cls", "a/b/P.cls"));
    CHECK(nearer("a/X.cls", "ab/X.cls", "a/P.cls"));
    CHECK(nearer("X.cls", "a/X.cls", ""));
    // The name of the file itself is no folder.
    CHECK_FALSE(nearer("a/X.cls", "b/X.cls", "a"));
}
