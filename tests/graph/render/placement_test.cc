#include "graph/render/placement.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

using namespace millwright;

namespace {

using Ends = std::pair<std::uint32_t, std::uint32_t>;

/// A third services, a third processes, a third operations, unless `look` says otherwise.
Picture picture_with(std::size_t nodes, const std::vector<Ends>& edges, const std::vector<Look>& look = {}) {
    Picture picture;
    for (std::size_t i = 0; i < nodes; ++i) {
        PictureNode node;
        node.title = "Node " + std::to_string(i);
        node.lines = {"demo.Class"};
        const std::size_t third = 3 * i / std::max<std::size_t>(1, nodes);
        node.look = look.empty() ? static_cast<Look>(std::min<std::size_t>(third, 2)) : look[i % look.size()];
        picture.nodes.push_back(node);
    }
    for (const auto& [source, target] : edges) {
        PictureEdge edge;
        edge.source = source;
        edge.target = target;
        picture.edges.push_back(edge);
    }
    return picture;
}

bool is_whole(double value) {
    return value == std::floor(value);
}

/// Nodes whose places lie on each other, in n log n for pictures in columns.
std::size_t overlaps(const Placement& placement) {
    std::vector<std::size_t> order(placement.nodes.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto left = [&](std::size_t i) { return placement.nodes[i].x - placement.sizes[i].width / 2; };
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return left(a) < left(b); });
    std::size_t count = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const std::size_t a = order[i];
        for (std::size_t k = i + 1; k < order.size() && left(order[k]) < left(a) + placement.sizes[a].width; ++k) {
            const std::size_t b = order[k];
            const double apart = std::abs(placement.nodes[a].y - placement.nodes[b].y);
            count += apart < (placement.sizes[a].height + placement.sizes[b].height) / 2 ? 1 : 0;
        }
    }
    return count;
}

/// On the left or right border, not far from the middle.
bool is_at_side(const Placement& placement, std::uint32_t node, const Point& point) {
    const double across = std::abs(point.x - placement.nodes[node].x);
    return across == placement.sizes[node].width / 2 && std::abs(point.y - placement.nodes[node].y) <= 12;
}

/// What holds of every placement.
void check_sane(const Picture& picture, const Placement& placement) {
    REQUIRE(placement.nodes.size() == picture.nodes.size());
    REQUIRE(placement.sizes.size() == picture.nodes.size());
    REQUIRE(placement.edges.size() == picture.edges.size());
    std::size_t outside = 0;
    const auto look_at = [&](const Point& point) {
        const bool inside = point.x >= 0 && point.y >= 0 && point.x <= placement.width && point.y <= placement.height;
        outside += inside && is_whole(point.x) && is_whole(point.y) ? 0 : 1;
    };
    for (const Point& point : placement.nodes) look_at(point);
    std::size_t bad_edges = 0;
    for (std::size_t i = 0; i < picture.edges.size(); ++i) {
        const auto& path = placement.edges[i];
        REQUIRE(path.size() >= 4);
        const PictureEdge& edge = picture.edges[i];
        const Point& before = path[path.size() - 2];
        const bool fine = path.size() % 3 == 1 && is_at_side(placement, edge.source, path.front()) &&
                          is_at_side(placement, edge.target, path.back()) && before.y == path.back().y &&
                          std::abs(before.x - path.back().x) >= arrow_length;
        bad_edges += fine ? 0 : 1;
        if (edge.source == edge.target) continue;
        for (const Point& point : path) look_at(point);
    }
    CHECK(outside == 0);
    CHECK(bad_edges == 0);
    CHECK(overlaps(placement) == 0);
}

Placement sane_placement(const Picture& picture) {
    const Placement placement = placed(picture);
    check_sane(picture, placement);
    return placement;
}

bool same(const Placement& one, const Placement& other) {
    const auto point = [](const Point& a, const Point& b) { return a.x == b.x && a.y == b.y; };
    if (!std::equal(one.nodes.begin(), one.nodes.end(), other.nodes.begin(), other.nodes.end(), point)) return false;
    return std::equal(
        one.edges.begin(), one.edges.end(), other.edges.begin(), other.edges.end(),
        [&](const auto& a, const auto& b) { return std::equal(a.begin(), a.end(), b.begin(), b.end(), point); });
}

std::size_t control_points(const Placement& placement) {
    std::size_t count = 0;
    for (const auto& path : placement.edges) count += path.size();
    return count;
}

std::vector<Ends> random_edges(std::uint32_t nodes, std::size_t count, std::uint32_t seed) {
    std::mt19937 dice(seed);
    std::vector<Ends> edges;
    for (std::size_t i = 0; i < count; ++i) {
        const auto source = static_cast<std::uint32_t>(dice() % nodes);
        edges.emplace_back(source, static_cast<std::uint32_t>(dice() % nodes));
    }
    return edges;
}

/// Width to height.
double shape(const Placement& placement) {
    return placement.width / placement.height;
}

}  // namespace

TEST_CASE("only large pictures are placed here") {
    CHECK_FALSE(is_placed_here(picture_with(most_nodes_for_graphviz, {})));
    CHECK(is_placed_here(picture_with(most_nodes_for_graphviz + 1, {})));
    Picture many_lines = picture_with(2, std::vector<Ends>(most_edges_for_graphviz + 1, {0, 1}));
    CHECK(is_placed_here(many_lines));
    many_lines.of = PictureOf::process;
    CHECK_FALSE(is_placed_here(many_lines));
    many_lines.edges.resize(most_lines_for_graphviz + 1);
    CHECK(is_placed_here(many_lines));
}

TEST_CASE("nothing, one node, one edge") {
    sane_placement(picture_with(0, {}));
    sane_placement(picture_with(1, {}));
    sane_placement(picture_with(1, {{0, 0}}));
    const Placement pair = sane_placement(picture_with(2, {{0, 1}}));
    CHECK(pair.nodes[0].x < pair.nodes[1].x);
    CHECK(pair.nodes[0].y == pair.nodes[1].y);
}

TEST_CASE("services stand left, operations right, whatever the length of the way between them") {
    // 0 -> 1 -> 2 -> 3, and 4 -> 5 where 4 is a service and 5 an operation; 3 is one too
    const std::vector<Look> look{Look::service,   Look::process, Look::process,
                                 Look::operation, Look::service, Look::operation};
    const Placement placement = sane_placement(picture_with(6, {{0, 1}, {1, 2}, {2, 3}, {4, 5}, {1, 5}}, look));
    CHECK(placement.nodes[0].x == placement.nodes[4].x);
    CHECK(placement.nodes[3].x == placement.nodes[5].x);
    CHECK(placement.nodes[0].x < placement.nodes[1].x);
    CHECK(placement.nodes[1].x < placement.nodes[2].x);
    CHECK(placement.nodes[2].x < placement.nodes[3].x);
}

TEST_CASE("in a cycle one edge leads back, and its arrow comes in from the right") {
    const Placement placement = sane_placement(picture_with(3, {{0, 1}, {1, 2}, {2, 0}}, {Look::process}));
    CHECK(placement.nodes[0].x < placement.nodes[1].x);
    CHECK(placement.nodes[1].x < placement.nodes[2].x);
    CHECK(placement.edges[2].front().x < placement.nodes[2].x);
    CHECK(placement.edges[2].back().x > placement.nodes[0].x);
}

TEST_CASE("edges that need not cross do not") {
    // Two chains whose nodes are numbered so that the first order crosses them.
    const Placement placement = sane_placement(picture_with(6, {{0, 3}, {1, 2}, {3, 4}, {2, 5}}, {Look::component}));
    CHECK(placement.nodes[0].y == placement.nodes[3].y);
    CHECK(placement.nodes[3].y == placement.nodes[4].y);
    CHECK(placement.nodes[1].y == placement.nodes[2].y);
    CHECK(placement.nodes[2].y == placement.nodes[5].y);
}

TEST_CASE("edges between the same two nodes lie beside each other") {
    const Placement placement = sane_placement(picture_with(2, {{0, 1}, {0, 1}, {1, 0}}));
    CHECK(placement.edges[0].front().y != placement.edges[1].front().y);
    CHECK(placement.edges[2].front().x > placement.nodes[1].x - placement.sizes[1].width);
    CHECK(placement.edges[2].back().x > placement.nodes[0].x);
}

TEST_CASE("random graphs: no node lies on another, every edge ends at its nodes") {
    for (std::uint32_t seed = 1; seed <= 40; ++seed) {
        const std::uint32_t nodes = 2 + seed * 37 % 400;
        const std::size_t edges = nodes * (seed % 5) / 2;
        CAPTURE(seed, nodes, edges);
        const Picture picture = picture_with(nodes, random_edges(nodes, edges, seed));
        const Placement placement = sane_placement(picture);
        CHECK(same(placement, placed(picture)));
    }
}

TEST_CASE("a long band of neighbours is folded into a readable shape, with few long edges") {
    constexpr std::uint32_t third = 1'000;
    std::mt19937 dice(7);
    std::vector<Ends> edges;
    for (std::uint32_t i = 0; i < third; ++i) {
        for (int k = 0; k < 2; ++k) {
            edges.emplace_back(i, third + std::min<std::uint32_t>(third - 1, i + dice() % 8));
            edges.emplace_back(third + i, 2 * third + std::min<std::uint32_t>(third - 1, i + dice() % 8));
        }
    }
    const Placement placement = sane_placement(picture_with(3 * third, edges));
    CHECK(shape(placement) > 1.0);
    CHECK(shape(placement) < 2.2);
    // A curve between layers has 4 points; what runs around has more than 10.
    const auto around = std::count_if(placement.edges.begin(), placement.edges.end(),
                                      [](const auto& path) { return path.size() > 10; });
    CHECK(around < 400);
}

TEST_CASE("shapes that are hard on layouts are placed, with lines that do not grow with the square") {
    struct Case {
        const char* name;
        std::size_t nodes;
        std::vector<Ends> edges;
        std::vector<Look> look;
    };
    std::vector<Case> cases{{"hub", 3'001, {}, {}},
                            {"chain", 5'000, {}, {Look::process}},
                            {"ring", 3'000, {}, {Look::process}},
                            {"bipartite", 240, {}, {Look::service, Look::operation}},
                            {"chain into a hub", 3'001, {}, {Look::process}},
                            {"tree", 3'000, {}, {Look::process}},
                            {"two nodes", 2, {}, {}},
                            {"loops", 500, {}, {}},
                            {"random", 2'000, {}, {}},
                            {"singles", 5'000, {}, {}}};
    for (std::uint32_t i = 0; i < 3'000; ++i) cases[0].edges.emplace_back(i, 3'000);
    for (std::uint32_t i = 0; i + 1 < 5'000; ++i) cases[1].edges.emplace_back(i, i + 1);
    for (std::uint32_t i = 0; i < 3'000; ++i) cases[2].edges.emplace_back(i, (i + 1) % 3'000);
    for (std::uint32_t i = 0; i < 240; i += 2) {
        for (std::uint32_t k = 1; k < 240; k += 2) cases[3].edges.emplace_back(i, k);
    }
    for (std::uint32_t i = 0; i < 3'000; ++i) {
        cases[4].edges.emplace_back(i, 3'000);
        if (i > 0) cases[4].edges.emplace_back(i - 1, i);
    }
    for (std::uint32_t i = 1; i < 3'000; ++i) cases[5].edges.emplace_back((i - 1) / 5, i);
    cases[6].edges.assign(100'000, {0, 1});
    for (std::uint32_t i = 0; i < 500; ++i) cases[7].edges.insert(cases[7].edges.end(), 3, {i, i});
    cases[8].edges = random_edges(2'000, 4'000, 3);
    for (const Case& each : cases) {
        CAPTURE(each.name);
        const Picture picture = picture_with(each.nodes, each.edges, each.look);
        const Placement placement = sane_placement(picture);
        CHECK(control_points(placement) <= 40 * picture.edges.size());
    }
}

TEST_CASE("many components are packed, the largest first") {
    std::vector<Ends> edges;
    for (std::uint32_t i = 0; i < 300; ++i) {
        for (std::uint32_t k = 1; k < 10; ++k) edges.emplace_back(10 * i + k / 3, 10 * i + k);
    }
    // One of them is larger: it takes in ten more nodes.
    for (std::uint32_t k = 0; k < 10; ++k) edges.emplace_back(1'500, 3'000 + k);
    const Picture picture = picture_with(3'010, edges, {Look::component});
    const Placement placement = sane_placement(picture);
    CHECK(shape(placement) > 1.0);
    CHECK(shape(placement) < 2.2);
    CHECK(placement.nodes[1'500].x < 100);
    CHECK(placement.nodes[1'500].y > placement.height - 700);
}
