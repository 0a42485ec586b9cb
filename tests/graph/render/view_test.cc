#include "graph/render/view.h"

#include <catch2/catch.hpp>

#include "tests/support/production_text.h"

using namespace millwright;
using test::production_of;

namespace {

std::string edges_of(const View& view) {
    std::string text;
    for (const ViewEdge& edge : view.edges) {
        text += std::string(view.nodes[edge.source].name) + " -" + std::string(edge.target_setting) + "-> " +
                std::string(view.nodes[edge.target].name) + " " + std::string(name_of(edge.interaction));
        for (const Text message : edge.messages) text += " " + std::string(message);
        text += "\n";
    }
    return text;
}

std::string nodes_of(const View& view) {
    std::string text;
    for (const ViewNode& node : view.nodes) {
        text += std::string(node.missing ? "missing" : name_of(node.role)) + " " + std::string(node.name) + "\n";
    }
    return text;
}

View view_of_text(const test::ProductionText& read) {
    return view_of(read.production, Routes(read.production));
}

constexpr std::string_view orders =
    "operation B\noperation A\n"
    "process P -> Out: B, A, Nowhere; Also: A\n"
    "  on One -> Out, async Also\n"
    "  on Two -> async Out, async Also\n"
    "  on One -> Out: One\n"
    "service S -> Out: P\n";

}  // namespace

TEST_CASE("nodes by role and name, the missing ones last; edges by source, setting, target") {
    const auto read = production_of(orders);
    const View view = view_of_text(read);
    CHECK(nodes_of(view) == "service S\nprocess P\noperation A\noperation B\nmissing Nowhere\n");
    CHECK(edges_of(view) ==
          "S -Out-> P \n"
          "P -Also-> A async One Two\n"
          "P -Out-> A both One Two\n"
          "P -Out-> B both One Two\n"
          "P -Out-> Nowhere both One Two\n");
    CHECK(view.caption() == "4 items, 5 routes, 1 missing target");
    CHECK(view.items() == 4);
    CHECK(view.missing() == 1);
}

TEST_CASE("a view does not depend on the order of the file") {
    const auto one = production_of("service A -> Out: C, B\noperation B\noperation C\n");
    const auto other = production_of("operation C\noperation B\nservice A -> Out: B, C\n");
    CHECK(nodes_of(view_of_text(one)) == nodes_of(view_of_text(other)));
    CHECK(edges_of(view_of_text(one)) == edges_of(view_of_text(other)));
}

TEST_CASE("items of one name are nodes of their own") {
    const auto read = production_of("service S -> Out: X\noperation X one\n disabled\noperation X two\n");
    const View view = view_of_text(read);
    REQUIRE(view.nodes.size() == 3);
    REQUIRE(view.edges.size() == 1);
    CHECK(view.nodes[view.edges[0].target].class_name == "two");
}

TEST_CASE("a view of nothing") {
    const Production none;
    const View view = view_of(none, Routes(none));
    CHECK(view.nodes.empty());
    CHECK(view.caption() == "0 items, 0 routes");
}
