#include "graph/routes.h"

#include <catch2/catch.hpp>

#include "tests/support/production_text.h"

using namespace millwright;
using test::item_of;
using test::production_of;

namespace {

/// "A -Output-> B (declared) OrderRequest", one line for each route.
std::string lines_of(const Production& production, const Routes& routes) {
    std::string lines;
    for (const Route& route : routes.all()) {
        lines += std::string(production[route.source].name) + " -" + std::string(route.target_setting) + "-> ";
        lines += std::string(route.target_name) + (route.target ? " (" : " missing (") +
                 std::string(name_of(route.origin)) + ")";
        for (const RouteMessage& message : routes.of(route.messages)) lines += " " + std::string(message.name);
        lines += "\n";
    }
    return lines;
}

std::string routes_in(std::string_view text) {
    const auto read = production_of(text);
    return lines_of(read.production, Routes(read.production));
}

}  // namespace

TEST_CASE("a declared target setting gives a route for each name") {
    CHECK(routes_in("service A -> Output: B, C; Other: Nowhere\n"
                    "process B -> Back: A\n"
                    "operation C\n") ==
          "A -Output-> B (declared)\nA -Output-> C (declared)\nA -Other-> Nowhere missing (declared)\n"
          "B -Back-> A (declared)\n");
}

TEST_CASE("a Host setting gives routes to the items that it names") {
    CHECK(
        routes_in("service A\n host TargetConfigNames = B, C\n host BadMessageHandler = B, Nowhere\n"
                  " host Framing = Flexible\n adapter FilePath = B\n host %settings = B\n"
                  "process B\noperation C\n") ==
        "A -TargetConfigNames-> B (setting)\nA -TargetConfigNames-> C (setting)\nA -BadMessageHandler-> B (setting)\n");
}

TEST_CASE("routes know the messages that handlers send by them") {
    CHECK(routes_in("process P -> Accepted: X, Y; Rejected: Z\n"
                    " on Order -> Rejected: Refused, Accepted\n"
                    " on Cancel -> Accepted\n"
                    " on * -> Rejected\n"
                    "operation X\noperation Y\noperation Z\n") ==
          "P -Accepted-> X (declared) Order Cancel\nP -Accepted-> Y (declared) Order Cancel\n"
          "P -Rejected-> Z (declared) Refused *\n");
}

TEST_CASE("routes are found from both ends") {
    const auto read = production_of("service A -> Out: C\nservice B -> Out: C, C\noperation C\nprocess D\n");
    const Routes routes(read.production);
    CHECK(routes.from(item_of(read.production, "B")).size() == 2);
    CHECK(routes.from(item_of(read.production, "C")).empty());
    const auto to = routes.to(item_of(read.production, "C"));
    REQUIRE(to.size() == 3);
    CHECK(routes.all()[to[0]].source == item_of(read.production, "A"));
    CHECK(routes.all()[to[2]].source == item_of(read.production, "B"));
    CHECK(routes.to(item_of(read.production, "D")).empty());
}

TEST_CASE("of two items of one name the enabled one is meant") {
    const auto read = production_of("service A -> Out: X\noperation X one.Class\n disabled\noperation X two.Class\n");
    const Routes routes(read.production);
    REQUIRE(routes.all().size() == 1);
    CHECK(read.production[routes.all()[0].target].class_name == "two.Class");
}

TEST_CASE("a route's place is its name's") {
    const auto read = production_of("service A -> Output: Nowhere");
    const Routes routes(read.production);
    CHECK(read.sources.text_of(routes.all()[0].place) == "Nowhere");
}

namespace {

/// Adds to an item what its code sends: "setting|target|message" for each.
void add_found(Production& production, std::size_t item, std::vector<FoundRoute> found) {
    production.items[item].found = append(production.found, std::move(found));
}

FoundRoute found_route(Text setting, Text target, Text message, Origin origin = Origin::source) {
    FoundRoute found;
    found.target_setting = setting;
    found.target = target;
    found.message = message;
    found.origin = origin;
    return found;
}

}  // namespace

TEST_CASE("what code sends to items that it names is a route") {
    auto read = production_of("service A -> Output: B\noperation B\noperation C\n");
    add_found(read.production, 0,
              {found_route({}, "C", "One"), found_route({}, "Nowhere", {}), found_route({}, "C", "Two"),
               found_route("Spare", "B", "One", Origin::default_value)});
    CHECK(lines_of(read.production, Routes(read.production)) ==
          "A -Output-> B (declared)\nA --> C (source) One Two\nA --> Nowhere missing (source) \nA -Spare-> B (default) "
          "One\n");
}

TEST_CASE("what code sends through a setting travels on the routes of the setting") {
    auto read = production_of("service A -> Output: B, C\n host Other = C\noperation B\noperation C\n");
    add_found(read.production, 0,
              {found_route("Output", {}, "One"), found_route("Other", {}, "Two"), found_route("Gone", {}, "Three")});
    CHECK(lines_of(read.production, Routes(read.production)) ==
          "A -Output-> B (declared) One\nA -Output-> C (declared) One\nA -Other-> C (setting) Two\n");
}

TEST_CASE("a route that a setting and the code name is one, with the messages of both") {
    auto read = production_of("process P -> Output: B\n on One -> Output\noperation B\n");
    add_found(read.production, 0, {found_route("Output", "B", "Two"), found_route("Output", {}, "Three")});
    CHECK(lines_of(read.production, Routes(read.production)) == "P -Output-> B (declared) Three One Two\n");
}

TEST_CASE("routes of a rule, of a process and of code to one item are different routes") {
    auto read = production_of("process P\noperation B\n");
    add_found(read.production, 0,
              {found_route({}, "B", "One", Origin::rule), found_route({}, "B", "Two", Origin::bpl),
               found_route({}, "B", "Three", Origin::rule), found_route({}, "B", "Four", Origin::source)});
    CHECK(lines_of(read.production, Routes(read.production)) ==
          "P --> B (rule) One Three\nP --> B (bpl) Two\nP --> B (source) Four\n");
}

TEST_CASE("what only running would tell is no route") {
    auto read = production_of("process P\n host Output = B\noperation B\n");
    FoundRoute dynamic = found_route({}, {}, "One");
    dynamic.dynamic = "request.Target";
    add_found(read.production, 0, {dynamic, found_route("Output", {}, "Two")});
    CHECK(lines_of(read.production, Routes(read.production)) == "P -Output-> B (setting) Two\n");
}

TEST_CASE("messages of routes that code names in turn stay with their routes") {
    auto read = production_of("process P\noperation B\noperation C\n");
    std::vector<FoundRoute> found;
    for (const Text message : {"One", "Two", "Three"}) {
        found.push_back(found_route({}, "B", message));
        found.push_back(found_route({}, "C", message));
    }
    add_found(read.production, 0, std::move(found));
    CHECK(lines_of(read.production, Routes(read.production)) ==
          "P --> B (source) One Two Three\nP --> C (source) One Two Three\n");
}

TEST_CASE("an empty production has no routes") {
    const Production none;
    CHECK(Routes(none).all().empty());
}
