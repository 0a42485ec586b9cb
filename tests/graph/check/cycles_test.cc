#include "graph/check/cycles.h"

#include <catch2/catch.hpp>

using millwright::check::Adjacency;
using millwright::check::find_cycles;
using Cycles = std::vector<std::vector<std::uint32_t>>;

TEST_CASE("one shortest circle of each component") {
    CHECK(find_cycles({}).empty());
    CHECK(find_cycles({{1}, {2}, {}}).empty());
    CHECK(find_cycles({{0}}) == Cycles{{0}});
    CHECK(find_cycles({{1}, {2}, {0}}) == Cycles{{0, 1, 2}});
    CHECK(find_cycles({{1, 2}, {2}, {0}}) == Cycles{{0, 2}});
    CHECK(find_cycles({{1}, {0}, {3}, {2}, {4}}) == Cycles{{0, 1}, {2, 3}, {4}});
    // Into a circle, but not on it.
    CHECK(find_cycles({{1}, {2}, {1}}) == Cycles{{1, 2}});
}

TEST_CASE("a circle of a hundred thousand nodes") {
    constexpr std::uint32_t count = 100'000;
    Adjacency graph(count);
    for (std::uint32_t i = 0; i < count; ++i) graph[i] = {(i + 1) % count};
    const auto cycles = find_cycles(graph);
    REQUIRE(cycles.size() == 1);
    CHECK(cycles[0].size() == count);
}
