#include "settings/toml_outline.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

using namespace millwright::settings;

namespace {

constexpr std::string_view text = R"(top = 1
# about a
[a]
x.y = { k = [10, 20], l.m = 3 }
x.z = 4
[[a.b]]
n = "first"
[[a.b]]
n = "second"
[a.b.c]
o = true
)";

SettingsPath path(std::string_view written) {
    return settings_path(written).value();
}

/// The value at a path, as it is written; "" where none stands.
std::string value_at(const TomlOutline& outline, std::string_view where) {
    const auto spot = outline.spot(path(where));
    return spot ? std::string(outline.syntax()[spot->part].span.in(text)) : "";
}

}  // namespace

TEST_CASE("values are found through headers, dotted keys, braces and elements") {
    const TomlOutline outline(text);
    CHECK(value_at(outline, "top") == "1");
    CHECK(value_at(outline, "a.x.y") == "{ k = [10, 20], l.m = 3 }");
    CHECK(value_at(outline, "a.x.y.k[1]") == "20");
    CHECK(value_at(outline, "a.x.y.l.m") == "3");
    CHECK(value_at(outline, "a.b[1].n") == "\"second\"");
    CHECK(value_at(outline, "a.b[1].c.o") == "true");
    for (const char* none : {"a", "a.x", "a.x.y.l", "a.b[0].c", "a.b[2].n", "a.x.y.k[2]", "a.x.z.q", "tops"}) {
        CHECK(value_at(outline, none).empty());
    }
}

TEST_CASE("what has a path, or one that begins with it") {
    const TomlOutline outline(text);
    for (const char* there : {"top", "a", "a.x", "a.x.y.l", "a.x.y.k[0]", "a.b", "a.b[0]", "a.b[1].c.o"}) {
        CHECK(outline.has(path(there)));
    }
    for (const char* none : {"b", "a.y", "a.x.y.m", "a.b[0].c", "a.b[2]", "a.x.y.k[2]", "top.x"}) {
        CHECK_FALSE(outline.has(path(none)));
    }
    CHECK(outline.pairs_below(path("a.x")).size() == 2);
    CHECK(outline.elements(path("a.b")) == 2);
    CHECK(outline.elements(path("a.x.y.k")) == 0);
}

TEST_CASE("a section begins with the comment lines above its header") {
    const TomlOutline outline(text);
    const OutlineSection* section = outline.section(path("a"));
    REQUIRE(section != nullptr);
    CHECK(outline[section->begin].span.in(text) == "# about a");
    CHECK(outline.section(path("a.x")) == nullptr);
    CHECK(to_text(outline.last_section(path("a.b"))->path) == "a.b[1].c");
}

TEST_CASE("every place at which a name is written") {
    const TomlOutline outline(text);
    const auto lines_of = [&](std::string_view where) {
        std::string found;
        for (const TomlSpan& key : outline.keys(path(where))) {
            CHECK(key.in(text) == path(where).back().name);
            found += std::to_string(std::count(text.begin(), text.begin() + key.begin, '\n') + 1) + " ";
        }
        return found;
    };
    CHECK(lines_of("a") == "3 6 8 10 ");
    CHECK(lines_of("a.x") == "4 5 ");
    CHECK(lines_of("a.b") == "6 8 10 ");
    CHECK(lines_of("a.x.y.l") == "4 ");
    CHECK(lines_of("a.x.y.l.m") == "4 ");
    CHECK(lines_of("a.q").empty());
}
