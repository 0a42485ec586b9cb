#include <catch2/catch.hpp>

#include "graph/render/json.h"
#include "graph/render/view.h"
#include "tests/support/production_text.h"

using namespace millwright;
using test::production_of;

namespace {

std::string text_of(const View& view) {
    std::string text;
    for (const ViewNode& node : view.nodes) {
        text += std::string(node.missing ? "missing" : name_of(node.role)) + " " + std::string(node.name);
        if (node.group != 0) text += " of " + std::to_string(node.group) + ": " + node.contains;
        if (!node.enabled) text += " disabled";
        if (node.change != Change::none) text += " " + std::string(name_of(node.change));
        for (const std::string& each : node.changes) text += " [" + each + "]";
        text += "\n";
    }
    for (const ViewEdge& edge : view.edges) {
        text += std::string(view.nodes[edge.source].name) + " -" + std::string(edge.target_setting) + "-> " +
                std::string(view.nodes[edge.target].name) + " " + std::to_string(edge.routes) + " " +
                std::string(name_of(edge.interaction)) + (edge.inferred() ? " inferred" : "");
        for (const Text message : edge.messages) text += " " + std::string(message);
        if (edge.change != Change::none) text += " " + std::string(name_of(edge.change));
        for (const std::string& each : edge.changes) text += " [" + each + "]";
        text += "\n";
    }
    return text;
}

View collapsed(const View& whole, Collapse collapse, std::vector<std::string> focus = {}) {
    ViewOptions options;
    options.collapse = collapse;
    options.focus = std::move(focus);
    options.depth = any_depth;
    auto view = chosen(whole, options);
    REQUIRE(view.has_value());
    return std::move(*view);
}

constexpr std::string_view hospital =
    "service S1 -> Out: P1, Lost\n category In\n"
    "service S2 -> Out: P1\n category In\n disabled\n host More = P1\n"
    "process P1 -> Out: O1, O2, Gone; Also: O1\n on A -> Out\n on B -> async Also: C\n"
    "operation O1 -> Next: O2\n category \"Out, In\"\n"
    "operation O2\n category Out\n";

View whole_of(const test::ProductionText& read) {
    return view_of(read.production, Routes(read.production));
}

}  // namespace

TEST_CASE("collapse: by category, with what is inside, routes together, missing targets in one group") {
    const auto read = production_of(hospital);
    const View view = collapsed(whole_of(read), Collapse::category);
    CHECK(text_of(view) ==
          "service In of 2: 2 services\n"
          "operation Out of 2: 2 operations\n"
          "process no category of 1: 1 process\n"
          "missing missing targets of 2: 2 targets that do not exist\n"
          "In --> no category 3 \n"
          "In --> missing targets 1 \n"
          "no category --> Out 3 both A C\n"
          "no category --> missing targets 1 sync A\n");
    CHECK(view.inside_routes == 1);
    CHECK(view.items() == 5);
    CHECK(view.missing() == 2);
    CHECK(view.caption() ==
          "5 items in 3 groups, 8 routes, 2 missing targets, 1 more inside groups; collapsed by category");
    CHECK_FALSE(view.collapsed_by_itself);
}

TEST_CASE("collapse: by role, in the order of roles") {
    const auto read = production_of(hospital);
    CHECK(text_of(collapsed(whole_of(read), Collapse::role)) ==
          "service services of 2: 2 services\n"
          "process processes of 1: 1 process\n"
          "operation operations of 2: 2 operations\n"
          "missing missing targets of 2: 2 targets that do not exist\n"
          "services --> processes 3 \n"
          "services --> missing targets 1 \n"
          "processes --> operations 3 both A C\n"
          "processes --> missing targets 1 sync A\n");
}

TEST_CASE("collapse: what is in focus stays itself; so does a missing target that is the only one") {
    const auto read = production_of(
        "service S1 -> Out: P\nservice S2 -> Out: P\nprocess P -> Out: O1, O2, Lost\n"
        "operation O1 -> Next: P\n disabled\noperation O2\n disabled\n host X = O1\n");
    CHECK(text_of(collapsed(whole_of(read), Collapse::role, {"P"})) ==
          "process P\n"
          "service services of 2: 2 services\n"
          "operation operations of 2: 2 operations disabled\n"
          "missing Lost\n"
          "P --> operations 2 \n"
          "P -Out-> Lost 1 \n"
          "services --> P 2 \n"
          "operations --> P 1 \n");
    const View view = collapsed(whole_of(read), Collapse::role, {"O2"});
    CHECK(text_of(view).find("operations --> processes 1") != std::string::npos);
    CHECK(text_of(view).find("O2 --> operations 1  inferred") != std::string::npos);
}

TEST_CASE("collapse: routes together are inferred when all of them are") {
    const auto read = production_of("service S -> Out: O\n host Early = O\nprocess P\n host Early = O\noperation O\n");
    CHECK(text_of(collapsed(whole_of(read), Collapse::role)) ==
          "service services of 1: 1 service\n"
          "process processes of 1: 1 process\n"
          "operation operations of 1: 1 operation\n"
          "services --> operations 2 \n"
          "processes --> operations 1  inferred\n");
}

TEST_CASE("collapse: changes inside are counted") {
    const auto before = production_of(
        "service A1 -> Out: A2, B\n category A\nservice A2\n category A\n"
        "operation B\noperation Gone -> Out: B\n category C\n");
    const auto after = production_of(
        "service A1 -> Out: B\n category A\nservice A2 x.Other -> Out: B\n category A\n"
        "operation B\nservice New -> Out: B\n category N\n");
    const View whole = merged(whole_of(before), whole_of(after), {});
    const View view = collapsed(whole, Collapse::category);
    CHECK(text_of(view) ==
          "service A of 2: 2 services changed [1 item changed] [1 route removed inside]\n"
          "operation C of 1: 1 operation removed [1 item removed]\n"
          "service N of 1: 1 service added [1 item added]\n"
          "operation no category of 1: 1 operation\n"
          "A --> no category 2  changed [1 route added]\n"
          "C --> no category 1  removed [1 route removed]\n"
          "N --> no category 1  added [1 route added]\n");
    CHECK(view.caption() ==
          "5 items in 4 groups, 4 routes, 1 more inside groups; 1 item added, 1 removed, 1 changed; "
          "2 routes added, 2 removed; collapsed by category");
}

namespace {

/// Items that send to two others each, from anywhere to anywhere.
Production large(std::size_t items, std::size_t categories) {
    Production production;
    const auto name = [&](const char* start, std::size_t number) {
        return production.texts.keep(start + std::to_string(number));
    };
    for (std::size_t i = 0; i < items; ++i) {
        Item item;
        item.name = name("Item", i);
        item.role = static_cast<Role>(i % 3);
        item.category = categories == 0 ? Text{} : name("Category", i % categories);
        Setting setting;
        setting.scope = "Host";
        setting.name = "Out";
        setting.target = TargetOrigin::declared;
        setting.names = append(production.names,
                               {{name("Item", (i * 2'654'435'761U >> 8U) % items), {}}, {name("Item", i / 2), {}}});
        item.settings = append(production.settings, {setting});
        production.items.push_back(item);
    }
    return production;
}

View automatic(const Production& production, std::vector<std::string> focus = {}) {
    ViewOptions options;
    options.most_items = 1'000;
    options.focus = std::move(focus);
    options.depth = any_depth;
    auto view = chosen(view_of(production, Routes(production)), options);
    REQUIRE(view.has_value());
    return std::move(*view);
}

}  // namespace

TEST_CASE("collapse: by itself above the limit, so that a picture can be drawn of whatever it is") {
    CHECK(automatic(large(1'000, 5)).nodes.size() == 1'000);
    const View by_category = automatic(large(1'001, 5));
    CHECK(by_category.collapsed_by_itself);
    CHECK(by_category.nodes.size() == 5);
    CHECK(by_category.scope == std::vector<std::string>{"collapsed by category because it is large"});
    // One category tells nothing; many of them, or with many routes between them, cannot be read.
    for (const std::size_t categories : {0U, 1U, 201U, 150U, 12U, 5'000U}) {
        CAPTURE(categories);
        const View view = automatic(large(6'000, categories));
        CHECK(view.nodes.size() == 3);
        CHECK(view.edges.size() <= 9);
        CHECK(view.scope == std::vector<std::string>{"collapsed by role because it is large"});
    }
    CHECK(automatic(large(6'000, 150), {"Item7"}).nodes.size() == 4);
    // Few routes, but too many categories.
    Production alone = large(6'000, 201);
    for (Item& each : alone.items) each.settings = {};
    CHECK(automatic(alone).nodes.size() == 3);
    alone = large(6'000, 200);
    for (Item& each : alone.items) each.settings = {};
    CHECK(automatic(alone).nodes.size() == 200);
}

TEST_CASE("collapse: very many missing targets, and very many routes") {
    Production production;
    Item item;
    item.name = "S";
    Setting setting;
    setting.scope = "Host";
    setting.name = "Out";
    setting.target = TargetOrigin::declared;
    std::vector<NameRef> names;
    for (std::size_t i = 0; i < 2'000; ++i) names.push_back({production.texts.keep("Lost" + std::to_string(i)), {}});
    setting.names = append(production.names, std::move(names));
    item.settings = append(production.settings, {setting});
    production.items.push_back(item);
    const View missing = automatic(production);
    CHECK(missing.nodes.size() == 2);
    CHECK(missing.items() == 1);
    CHECK(missing.missing() == 2'000);

    ViewOptions options;
    options.most_routes = 10;
    const Production several = large(20, 2);
    const auto routes = chosen(view_of(several, Routes(several)), options);
    REQUIRE(routes.has_value());
    CHECK(routes->nodes.size() == 2);
}
