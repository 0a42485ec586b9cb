#include "graph/render/view.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>

#include "graph/render/dot.h"
#include "graph/render/json.h"
#include "graph/render/picture.h"
#include "tests/graph/render/random_graph.h"
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

TEST_CASE("messages that are not known are not named, and how they are sent is known") {
    auto read = production_of("service S\noperation X\noperation Y\n");
    std::vector<FoundRoute> found(3);
    found[0].target = found[1].target = "X";
    found[0].mode = Interaction::async;
    found[1].mode = Interaction::async;
    found[1].message = "One";
    found[2].target = "Y";
    read.production.items[0].found = append(read.production.found, std::move(found));
    const View view = view_of_text(read);
    CHECK(edges_of(view) == "S --> X async One\nS --> Y sync\n");
    CHECK(picture_of(view).edges.at(0).label == "(code)");
}

TEST_CASE("routes that no setting names are called by where they were found") {
    auto read = production_of("process P\noperation X\n");
    const auto [origin, label] = GENERATE(table<Origin, std::string>(
        {{Origin::rule, "(rule)"}, {Origin::bpl, "(BPL)"}, {Origin::source, "(code)"}, {Origin::default_value, ""}}));
    std::vector<FoundRoute> found(1);
    found[0].target = "X";
    found[0].origin = origin;
    read.production.items[0].found = append(read.production.found, std::move(found));
    CHECK(picture_of(view_of_text(read)).edges.at(0).label == label);
}

TEST_CASE("sends that only running would tell are no edges, and counted") {
    auto read = production_of("process P -> Out: X\noperation X\n");
    std::vector<FoundRoute> found(2);
    found[0].dynamic = "request.Destination";
    found[0].message = "One";
    found[1].target = "X";
    read.production.items[0].found = append(read.production.found, std::move(found));
    const View view = view_of_text(read);
    CHECK(edges_of(view) == "P --> X sync\nP -Out-> X \n");
    CHECK(view.dynamic_sends() == 1);
    CHECK(view.caption() == "2 items, 2 routes, 1 send that only running would tell");
    const std::string json = render_json(view, {&read.sources, nullptr});
    CHECK(json.find(R"("target": "request.Destination",)") != std::string::npos);
    CHECK(json.find(R"("dynamic": [)") == json.rfind(R"("dynamic": [)"));
}

TEST_CASE("a view of nothing") {
    const Production none;
    const View view = view_of(none, Routes(none));
    CHECK(view.nodes.empty());
    CHECK(view.caption() == "0 items, 0 routes");
}

namespace {

/// The blocks of a text that begin with a line that is not indented, in another order; blocks of the same name keep theirs,
/// because which item of a name runs is told by the order of the file.
std::string shuffled(const std::string& text, std::mt19937& random) {
    std::map<std::string, std::vector<std::string>> blocks;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = text.find('\n', at) + 1;
        while (end < text.size() && text[end] == ' ') end = text.find('\n', end) + 1;
        const std::string block = text.substr(at, end - at);
        const std::size_t name = block.find(' ') + 1;
        blocks[block.substr(name, block.find_first_of(" \n", name) - name)].push_back(block);
        at = end;
    }
    std::vector<std::vector<std::string>*> order;
    for (auto& each : blocks) {
        for (std::size_t i = 0; i < each.second.size(); ++i) order.push_back(&each.second);
    }
    std::shuffle(order.begin(), order.end(), random);
    std::string made;
    std::map<std::vector<std::string>*, std::size_t> next;
    for (auto* each : order) made += (*each)[next[each]++];
    return made;
}

/// Places are those of the file, and go with it.
std::string without_lines(const std::string& json) {
    std::string text;
    for (std::size_t at = 0; at < json.size();) {
        const std::size_t end = json.find('\n', at) + 1;
        const std::string line = json.substr(at, end - at);
        if (line.find("\"line\"") == std::string::npos) text += line;
        at = end;
    }
    return text;
}

}  // namespace

TEST_CASE("a view is the same bytes from a file in any order, whatever is chosen of it") {
    std::mt19937 random(11);
    std::size_t drawn = 0;
    for (std::uint32_t seed = 0; seed < 300; ++seed) {
        CAPTURE(seed);
        const std::string text = test::random_graph_text(seed, 16);
        const auto one = production_of(text);
        const auto other = production_of(shuffled(text, random));
        const View whole = view_of_text(one);
        const View whole_other = view_of_text(other);
        ViewOptions options;
        if (seed % 3 == 0) options.focus = {"N" + std::to_string(seed % 16)};
        if (seed % 5 == 0) options.messages = {"M1"};
        options.collapse = static_cast<Collapse>(seed % 4);
        const auto view = chosen(whole, options);
        const auto view_other = chosen(whole_other, options);
        REQUIRE(view.has_value() == view_other.has_value());
        CHECK(without_lines(render_json(whole, {&one.sources, nullptr})) ==
              without_lines(render_json(whole_other, {&other.sources, nullptr})));
        if (!view) continue;
        ++drawn;
        CHECK(without_lines(render_json(*view, {&one.sources, nullptr})) ==
              without_lines(render_json(*view_other, {&other.sources, nullptr})));
        CHECK(view->caption() == view_other->caption());
        CHECK(dot_text(picture_of(*view)) == dot_text(picture_of(*view_other)));
    }
    CHECK(drawn > 200);
}

TEST_CASE("two items of one name stand the same way round, by what they send to if by nothing else") {
    const auto one = production_of("operation T\n disabled\nservice X -> Out: B\nservice X -> Out: A\nservice X\n");
    const auto other = production_of("operation T\n disabled\nservice X\nservice X -> Out: A\nservice X -> Out: B\n");
    CHECK(edges_of(view_of_text(one)) == edges_of(view_of_text(other)));
    CHECK(view_of_text(one).edges[0].source == 1);
    CHECK(view_of_text(other).edges[0].source == 1);
}
