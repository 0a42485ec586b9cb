#include "graph/query.h"

#include <catch2/catch.hpp>

#include "tests/support/production_text.h"

using namespace millwright;
using test::item_of;
using test::production_of;

namespace {

std::string names(const Production& production, const std::vector<ItemId>& ids) {
    std::string text;
    for (const ItemId id : ids) text += (text.empty() ? "" : " ") + std::string(production[id].name);
    return text;
}

std::string names(const Production& production, const ItemSet& set) {
    std::string text;
    for (std::size_t i = 0; i < set.size(); ++i) {
        if (set[i]) text += (text.empty() ? "" : " ") + std::string(production.items[i].name);
    }
    return text;
}

constexpr std::string_view diamond =
    "service A -> Out: B, C\n"
    "process B -> Out: D\n"
    "process C -> Out: D, Nowhere\n"
    " disabled\n"
    "process D -> Out: E; Again: B\n"
    "operation E\n"
    "process Alone -> Out: E\n";

}  // namespace

TEST_CASE("what is reached") {
    const auto read = production_of(diamond);
    const Production& p = read.production;
    const Routes routes(p);
    CHECK(names(p, reachable(p, routes, {item_of(p, "A")}, Through::all)) == "A B C D E");
    CHECK(names(p, reachable(p, routes, {item_of(p, "A")}, Through::enabled)) == "A B D E");
    CHECK(names(p, reachable(p, routes, {item_of(p, "C")}, Through::enabled)).empty());
    CHECK(names(p, reachable(p, routes, {}, Through::all)).empty());
}

TEST_CASE("a path is the shortest, and the first of equals") {
    const auto read = production_of(diamond);
    const Production& p = read.production;
    const Routes routes(p);
    CHECK(names(p, path(p, routes, item_of(p, "A"), item_of(p, "E"))) == "A B D E");
    CHECK(names(p, path(p, routes, item_of(p, "A"), item_of(p, "A"))) == "A");
    CHECK(path(p, routes, item_of(p, "E"), item_of(p, "A")).empty());
}

TEST_CASE("upstream and downstream") {
    const auto read = production_of(diamond);
    const Production& p = read.production;
    const Routes routes(p);
    CHECK(names(p, downstream(p, routes, item_of(p, "C"))) == "B D E");
    CHECK(names(p, downstream(p, routes, item_of(p, "B"))) == "B D E");
    CHECK(names(p, downstream(p, routes, item_of(p, "E"))).empty());
    CHECK(names(p, upstream(p, routes, item_of(p, "E"))) == "A B C D Alone");
    CHECK(names(p, upstream(p, routes, item_of(p, "A"))).empty());
}

TEST_CASE("a chain of 100,000 items is walked without recursion") {
    std::string text = "service S -> Out: P0\n";
    for (int i = 0; i < 100'000; ++i) {
        text += "process P" + std::to_string(i) + " -> Out: P" + std::to_string(i + 1) + "\n";
    }
    const auto read = production_of(text);
    const Routes routes(read.production);
    CHECK(downstream(read.production, routes, ItemId(0)).size() == 100'000);
    CHECK(path(read.production, routes, ItemId(0), ItemId(100'000)).size() == 100'001);
}
