#include "cli/render_options.h"

#include <catch2/catch.hpp>

using namespace millwright;
using namespace millwright::cli;

namespace {

Result<RenderRequest> request_of(std::vector<std::string> words) {
    RenderOptions options;
    OptionTable table;
    options.declare(table);
    const auto parsed = table.parse("render", std::move(words));
    REQUIRE(parsed);
    return understood(options);
}

RenderRequest fine(std::vector<std::string> words) {
    auto request = request_of(std::move(words));
    REQUIRE(request);
    return *request;
}

std::string wrong(std::vector<std::string> words) {
    const auto request = request_of(std::move(words));
    REQUIRE_FALSE(request);
    CHECK(request.error().kind == FailureKind::environment);
    return request.error().diagnostics.begin()->message;
}

}  // namespace

TEST_CASE("what a picture is of") {
    CHECK(fine({}).from == DrawnFrom::settings);
    CHECK(fine({"--deployed"}).from == DrawnFrom::deployed);
    CHECK(fine({"--diff"}).from == DrawnFrom::change);
    CHECK(fine({"--changed"}).from == DrawnFrom::change);
    CHECK(fine({"--diff", "--deployed"}).from == DrawnFrom::change);
    CHECK(fine({"--against", "main"}).from == DrawnFrom::against);
    CHECK(fine({"--revision", "3"}).from == DrawnFrom::revision);
    CHECK(fine({"--deployed", "--revision", "3"}).from == DrawnFrom::revision);
}

TEST_CASE("what a revision changed, and what several did") {
    const auto sides = [](std::vector<std::string> words) {
        const RenderRequest request = fine(std::move(words));
        CHECK(request.from == DrawnFrom::revisions);
        return std::pair(request.earlier, request.revision);
    };
    using Sides = std::pair<std::uint64_t, std::uint64_t>;
    CHECK(sides({"--revision", "3", "--diff"}) == Sides{2, 3});
    CHECK(sides({"--revision", "1", "--changed"}) == Sides{0, 1});
    CHECK(sides({"--revision", "3..7"}) == Sides{3, 7});
    CHECK(sides({"--revision", "7..3", "--diff"}) == Sides{7, 3});
    CHECK(sides({"--revision", "0..2"}) == Sides{0, 2});
    CHECK(fine({"--revision", "18446744073709551615"}).revision == 18446744073709551615U);
    for (const char* text : {"0", "3..", "..3", "..", "1..0", "a..2", "1..2..3", "18446744073709551616", "1 ", "+1"}) {
        CAPTURE(text);
        CHECK_FALSE(wrong({"--revision", text}).empty());
    }
}

TEST_CASE("views by their words") {
    const ViewOptions view =
        fine({"--focus", "A",         "--focus",   "B",          "--depth", "all",       "--up",      "--role",
              "process", "--role",    "component", "--origin",   "runtime", "--origin",  "default",   "--category",
              "x",       "--message", "M",         "--collapse", "role",    "--changed", "--context", "0"})
            .view;
    CHECK(view.focus == std::vector<std::string>{"A", "B"});
    CHECK(view.depth == any_depth);
    CHECK(view.direction == Direction::up);
    CHECK(view.roles == std::vector<Role>{Role::process, Role::component});
    CHECK(view.origins == std::vector<Origin>{Origin::runtime, Origin::default_value});
    CHECK(view.categories == std::vector<std::string>{"x"});
    CHECK(view.messages == std::vector<std::string>{"M"});
    CHECK(view.collapse == Collapse::role);
    CHECK(view.changed_only);
    CHECK(view.context == 0);
    CHECK(fine({"--focus", "A", "--up", "--down"}).view.direction == Direction::both);
    CHECK(fine({"--focus", "A", "--down"}).view.direction == Direction::down);
    CHECK(fine({}).view.collapse == Collapse::automatic);
    CHECK(wrong({"--focus", "A", "--depth", "1.5"}) == "--depth \"1.5\" is no number of routes");
}

TEST_CASE("times, as numbers and in words") {
    CHECK(fine({}).layout_seconds == 20);
    CHECK(fine({"--layout-timeout", "0.5"}).layout_seconds == 0.5);
    CHECK(fine({"--layout-timeout", "5m"}).layout_seconds == 300);
    CHECK(fine({"--layout-timeout", "7d"}).layout_seconds == 86'400);
    for (const char* text : {"0", "-1", "nan", "inf", "1e300", "0s", "5 m", "20x"}) {
        CAPTURE(text);
        CHECK_FALSE(wrong({"--layout-timeout", text}).empty());
    }
    CHECK_FALSE(fine({"--process", "P"}).moment);
    CHECK(fine({"--process", "P", "--from", "1970-01-02T00:00:00+01:00"}).moment == 82'800);
    CHECK(wrong({"--process", "P", "--from", "2026-02-30T00:00:00Z"}) ==
          "--from \"2026-02-30T00:00:00Z\" is no moment");
}
