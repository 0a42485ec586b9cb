#include <catch2/catch.hpp>

#include "graph/render/json.h"
#include "graph/render/view.h"
#include "tests/graph/render/random_graph.h"

using namespace millwright;
using test::production_of;

namespace {

std::string line_of(const ViewNode& node) {
    std::string text = std::string(node.missing ? "missing" : name_of(node.role)) + " " + std::string(node.name);
    if (node.change != Change::none) text += " " + std::string(name_of(node.change));
    if (!node.was.empty()) text += " was " + std::string(node.was);
    for (const std::string& each : node.changes) text += " [" + each + "]";
    return text + "\n";
}

std::string line_of(const View& view, const ViewEdge& edge) {
    std::string text = std::string(view.nodes[edge.source].name) + " -" + std::string(edge.target_setting) + "-> " +
                       std::string(view.nodes[edge.target].name);
    if (edge.change != Change::none) text += " " + std::string(name_of(edge.change));
    for (const std::string& each : edge.changes) text += " [" + each + "]";
    return text + "\n";
}

std::string text_of(const View& view) {
    std::string text;
    for (const ViewNode& node : view.nodes) text += line_of(node);
    for (const ViewEdge& edge : view.edges) text += line_of(view, edge);
    return text;
}

View view_of(const test::ProductionText& read) {
    return view_of(read.production, Routes(read.production));
}

/// What there is on one side, as JSON without what the change says.
std::string side_of(const View& merged, Change dropped, const test::ProductionText& of) {
    View side;
    side.production = of.production.name;
    std::vector<std::uint32_t> place(merged.nodes.size());
    for (std::size_t i = 0; i < merged.nodes.size(); ++i) {
        if (merged.nodes[i].change == dropped) continue;
        place[i] = static_cast<std::uint32_t>(side.nodes.size());
        side.nodes.push_back(merged.nodes[i]);
    }
    for (ViewEdge edge : merged.edges) {
        if (edge.change == dropped) continue;
        edge.source = place[edge.source];
        edge.target = place[edge.target];
        side.edges.push_back(edge);
    }
    return render_json(side, {&of.sources, &of.sources});
}

/// The lines of a text, sorted: of what only the newer side tells in full, the names are compared.
std::vector<std::string> names_of(const View& view, Change dropped) {
    std::vector<std::string> lines;
    for (const ViewNode& node : view.nodes) {
        if (node.change != dropped) lines.push_back(std::string(node.name) + (node.missing ? " missing" : ""));
    }
    for (const ViewEdge& edge : view.edges) {
        if (edge.change == dropped) continue;
        lines.push_back(std::string(view.nodes[edge.source].name) + " " + std::string(edge.target_setting) + " " +
                        std::string(view.nodes[edge.target].name) +
                        (view.nodes[edge.target].missing ? " missing" : ""));
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

}  // namespace

TEST_CASE("merged: what is added, removed, changed and moved, of items, routes and missing targets") {
    const auto before = production_of(
        "service S -> Out: Old, Gone, P\nprocess Old\nprocess P -> Out: O\n on A -> Out\noperation O\n"
        "operation Away\n");
    const auto after = production_of(
        "service S -> Out: New, Lost, P\nprocess New\nprocess P -> Out: O; More: O\n on A -> Out\n on B -> async Out\n"
        "operation O other.Class\n disabled\noperation Come\n");
    Overlay overlay{"revision 3", "settings", {{"Old", "New"}}, {{"New", {"pool_size 1 → 2"}}, {"Away", {"unused"}}}};
    const View view = merged(view_of(before), view_of(after), overlay);
    CHECK(text_of(view) ==
          "service S\n"
          "process New moved was Old [pool_size 1 → 2]\n"
          "process P\n"
          "operation Away removed [unused]\n"
          "operation Come added\n"
          "operation O changed [class Demo.O → other.Class] [disabled]\n"
          "missing Gone removed\n"
          "missing Lost added\n"
          "S -Out-> New\n"
          "S -Out-> P\n"
          "S -Out-> Gone removed\n"
          "S -Out-> Lost added\n"
          "P -More-> O added\n"
          "P -Out-> O changed [messages A → A, B] [interaction sync → both]\n");
    CHECK(view.has_changes);
    CHECK(view.before_label == "revision 3");
    CHECK(view.after_label == "settings");
    CHECK(view.caption() ==
          "6 items, 6 routes, 2 missing targets; 1 item added, 1 removed, 1 changed, 1 moved; "
          "2 routes added, 1 removed, 1 changed");
    CHECK(view.nodes[3].is_before);
    CHECK(view.nodes[6].is_before);
    CHECK_FALSE(view.nodes[4].is_before);
}

TEST_CASE("merged: names that change places, and a name taken over") {
    const auto before = production_of("operation A one\noperation B two\n");
    const auto swapped = production_of("operation A two\noperation B one\n");
    CHECK(text_of(merged(view_of(before), view_of(swapped), {"", "", {{"A", "B"}, {"B", "A"}}, {}})) ==
          "operation A moved was B\noperation B moved was A\n");
    const auto one = production_of("operation B one\n");
    CHECK(text_of(merged(view_of(before), view_of(one), {"", "", {{"A", "B"}}, {{"B", {"note"}}}})) ==
          "operation B moved was A [note]\noperation B removed\n");
    CHECK(text_of(merged(view_of(before), view_of(one), {"", "", {{"A", "C"}}, {}})) ==
          "operation A removed\noperation B changed [class two → one]\n");
    const auto other_order = production_of("operation B two\noperation A one\n");
    CHECK(text_of(merged(view_of(other_order), view_of(one), {"", "", {{"A", "B"}}, {}})) ==
          "operation B moved was A\noperation B removed\n");
    // A name that nothing has now is no new name.
    CHECK(text_of(merged(view_of(before), view_of(before), {"", "", {{"A", "C"}}, {}})) ==
          "operation A\noperation B\n");
}

TEST_CASE("merged: the nth of a name is the nth, in the order of the file") {
    const auto before = production_of("operation X b\noperation X a\n");
    const auto after = production_of("operation X b\noperation X c\noperation X d\n");
    CHECK(text_of(merged(view_of(before), view_of(after), {})) ==
          "operation X\noperation X changed [class a → c]\noperation X added\n");
}

TEST_CASE("merged: an item that goes while a route to it stays") {
    const auto before = production_of("service S -> Out: O\noperation O\n");
    const auto after = production_of("service S -> Out: O\n");
    CHECK(text_of(merged(view_of(before), view_of(after), {})) ==
          "service S\noperation O removed\nmissing O added\nS -Out-> O removed\nS -Out-> O added\n");
}

TEST_CASE("merged: one side may be nothing") {
    const auto some = production_of("service S -> Out: S, M\n");
    const View nothing;
    const View added = merged(nothing, view_of(some), {});
    CHECK(text_of(added) == "service S added\nmissing M added\nS -Out-> S added\nS -Out-> M added\n");
    const View removed = merged(view_of(some), nothing, {});
    CHECK(removed.production == "Demo.Test");
    CHECK(text_of(removed) == "service S removed\nmissing M removed\nS -Out-> S removed\nS -Out-> M removed\n");
    CHECK(merged(nothing, nothing, {}).caption() == "0 items, 0 routes; nothing changes");
}

TEST_CASE("merged: both sides are in it whole, and nothing twice") {
    std::size_t moved = 0;
    for (std::uint32_t seed = 0; seed < 400; ++seed) {
        CAPTURE(seed);
        const auto before = test::random_graph(seed);
        const auto after = test::random_graph(seed + 1);
        const View older = view_of(before);
        const View newer = view_of(after);
        const View same = merged(newer, newer, {});
        CHECK(same.item_changes.total() + same.route_changes.total() == 0);
        CHECK(side_of(same, Change::removed, after) == render_json(newer, {&after.sources, nullptr}));

        Overlay overlay;
        if (seed % 2 == 0) overlay.moved = {{"N1", "N2"}, {"N3", "N1"}, {"N4", "N14"}};
        const View view = merged(older, newer, overlay);
        CHECK(side_of(view, Change::removed, after) == render_json(newer, {&after.sources, nullptr}));
        moved += view.item_changes.moved;
        if (view.item_changes.moved == 0) CHECK(names_of(view, Change::added) == names_of(older, Change::added));
        std::size_t removed = 0;
        for (const ViewNode& node : view.nodes) removed += node.change == Change::added ? 0 : 1;
        CHECK(removed == older.nodes.size());
        removed = 0;
        for (const ViewEdge& edge : view.edges) {
            removed += edge.change == Change::added ? 0 : 1;
            if (edge.change == Change::none) {
                CHECK(view.nodes[edge.source].change != Change::removed);
                CHECK(view.nodes[edge.target].change != Change::added);
            }
        }
        CHECK(removed == older.edges.size());
    }
    CHECK(moved > 100);
}
