#include "graph/strong_parts.h"

#include <catch2/catch.hpp>

using Graph = std::vector<std::vector<std::uint32_t>>;

namespace {

std::vector<std::uint32_t> parts_of(const Graph& graph) {
    return millwright::strong_parts(static_cast<std::uint32_t>(graph.size()),
                                    [&](std::uint32_t node) { return std::span<const std::uint32_t>(graph[node]); });
}

}  // namespace

TEST_CASE("nodes that reach each other are in one part, and edges between parts lead to lower numbers") {
    CHECK(parts_of({}).empty());
    CHECK(parts_of({{1}, {2}, {}}) == std::vector<std::uint32_t>{2, 1, 0});
    CHECK(parts_of({{0}}) == std::vector<std::uint32_t>{0});
    CHECK(parts_of({{1}, {2}, {0, 3}, {4}, {3}}) == std::vector<std::uint32_t>{1, 1, 1, 0, 0});
    // Two ways into one circle.
    CHECK(parts_of({{2}, {2}, {3}, {2}}) == std::vector<std::uint32_t>{1, 2, 0, 0});
}

TEST_CASE("a path of a million nodes needs no deep stack") {
    constexpr std::uint32_t count = 1'000'000;
    Graph graph(count);
    for (std::uint32_t i = 0; i + 1 < count; ++i) graph[i] = {i + 1};
    const auto parts = parts_of(graph);
    CHECK(parts.front() == count - 1);
    CHECK(parts.back() == 0);
}
