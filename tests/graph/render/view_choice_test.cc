#include <catch2/catch.hpp>
#include <numeric>
#include <set>

#include "graph/render/view.h"
#include "tests/graph/render/random_graph.h"

using namespace millwright;
using test::production_of;

namespace {

View whole_of(const test::ProductionText& read) {
    return view_of(read.production, Routes(read.production));
}

std::string names_of(const View& view) {
    std::string text;
    for (const ViewNode& node : view.nodes) text += (text.empty() ? "" : " ") + std::string(node.name);
    return text;
}

std::string edges_of(const View& view) {
    std::string text;
    for (const ViewEdge& edge : view.edges) {
        text += (text.empty() ? "" : " ") + std::string(view.nodes[edge.source].name) + ">" +
                std::string(view.nodes[edge.target].name);
    }
    return text;
}

ViewOptions focus_on(std::string name, std::uint32_t depth, Direction direction) {
    ViewOptions options;
    options.focus = {std::move(name)};
    options.depth = depth;
    options.direction = direction;
    return options;
}

/// Two ways through a production, with a target that does not exist.
constexpr std::string_view chain =
    "service S -> Out: P; Also: Q\n category In\n emits A\n"
    "process P -> Out: O, Nowhere\n category Middle\n on A -> Out: B\n"
    "process Q -> Out: O\n category \"Middle, In\"\n"
    "operation O\n accepts C\n"
    "operation Lonely\n";

struct Chain {
    test::ProductionText read = production_of(chain);
    View whole = whole_of(read);

    View choose(const ViewOptions& options) const {
        auto view = chosen(whole, options);
        REQUIRE(view.has_value());
        return std::move(*view);
    }
};

}  // namespace

TEST_CASE_METHOD(Chain, "chosen: everything, where nothing is chosen") {
    const View view = choose({});
    CHECK(names_of(view) == names_of(whole));
    CHECK(edges_of(view) == "S>Q S>P P>O P>Nowhere Q>O");
    CHECK(view.caption() == "5 items, 5 routes, 1 missing target");
}

TEST_CASE_METHOD(Chain, "chosen: focus up, down, either way, as far as it leads") {
    CHECK(names_of(choose(focus_on("P", 1, Direction::both))) == "S P O Nowhere");
    CHECK(names_of(choose(focus_on("P", 1, Direction::up))) == "S P");
    CHECK(names_of(choose(focus_on("P", 1, Direction::down))) == "P O Nowhere");
    CHECK(names_of(choose(focus_on("P", 0, Direction::both))) == "P");
    CHECK(names_of(choose(focus_on("S", 1, Direction::down))) == "S P Q");
    CHECK(names_of(choose(focus_on("S", 2, Direction::down))) == "S P Q O Nowhere");
    CHECK(names_of(choose(focus_on("O", any_depth, Direction::up))) == "S P Q O");
    CHECK(names_of(choose(focus_on("Nowhere", 1, Direction::up))) == "P Nowhere");
    CHECK(names_of(choose(focus_on("Lonely", any_depth, Direction::both))) == "Lonely");
    // Q is not near P, although S sends to both.
    const View view = choose(focus_on("P", any_depth, Direction::both));
    CHECK(edges_of(view) == "S>P P>O P>Nowhere");
    CHECK(view.caption() ==
          "3 items, 3 routes, 1 missing target; focus on P, everything upstream and downstream; "
          "left out: 2 items, 2 routes");
}

TEST_CASE_METHOD(Chain, "chosen: roles and categories leave out items; the focus goes through them and stays") {
    ViewOptions options;
    options.roles = {Role::process};
    CHECK(names_of(choose(options)) == "P Q Nowhere");
    options = focus_on("O", 2, Direction::up);
    options.roles = {Role::service};
    const View view = choose(options);
    CHECK(names_of(view) == "S O");
    CHECK(view.caption() ==
          "2 items, 0 routes; focus on O, 2 routes upstream; only services beside it; left out: 3 items, 5 routes");
    options = {};
    options.categories = {"In"};
    CHECK(names_of(choose(options)) == "S Q");
    options.categories = {"Middle", ""};
    CHECK(names_of(choose(options)) == "P Q Lonely O Nowhere");
    CHECK(choose(options).scope == std::vector<std::string>{"only category Middle, and items without one"});
    options.categories = {"Middle, In"};
    CHECK(names_of(choose(options)) == "Q");
}

TEST_CASE_METHOD(Chain, "chosen: messages that routes carry, or may") {
    ViewOptions options;
    options.messages = {"B"};
    CHECK(edges_of(choose(options)) == "P>O P>Nowhere");
    options.messages = {"A"};
    // What S emits; what P sends is known and is something else.
    CHECK(edges_of(choose(options)) == "S>Q S>P");
    CHECK(names_of(choose(options)) == "S P Q");
    options.messages = {"C"};
    // Of Q nothing is known, so what O accepts counts.
    CHECK(edges_of(choose(options)) == "Q>O");
    options.messages = {"A", "C"};
    CHECK(choose(options).scope == std::vector<std::string>{"only messages A and C"});
    options.messages = {"A"};
    options.focus = {"Lonely"};
    CHECK(names_of(choose(options)) == "Lonely");
}

TEST_CASE("chosen: routes of which nothing is known are left out, and counted") {
    const auto read = production_of(
        "service S -> Out: A, B, C\nprocess A -> Out: B\n on * -> Out\noperation B\n"
        "operation C\n accepts M\n");
    ViewOptions options;
    options.messages = {"M"};
    const auto view = chosen(whole_of(read), options);
    REQUIRE(view.has_value());
    CHECK(edges_of(*view) == "S>C A>B");
    CHECK(view->caption() ==
          "4 items, 2 routes; only message M; 2 routes whose messages are not known are left out; "
          "left out: 0 items, 2 routes");
}

TEST_CASE("chosen: what a source says of itself counts before what its target accepts") {
    const auto read = production_of("service S -> Out: O\n emits A\noperation O\n accepts B\n");
    ViewOptions options;
    options.messages = {"B"};
    const auto view = chosen(whole_of(read), options);
    REQUIRE(view.has_value());
    CHECK(view->caption() == "0 items, 0 routes; only message B; left out: 2 items, 1 route");
}

TEST_CASE("chosen: a missing target is not drawn for routes that are not") {
    const auto read = production_of("service S -> Out: Q, Lost\n emits A\nprocess Q -> Out: Lost\n emits B\n");
    ViewOptions options;
    options.messages = {"A"};
    CHECK(names_of(*chosen(whole_of(read), options)) == "S Q Lost");
    options.roles = {Role::process};
    CHECK(names_of(*chosen(whole_of(read), options)) == "Q");
}

TEST_CASE("chosen: up and down are walked apart, also where they meet") {
    const auto read = production_of("service A -> Out: X\nprocess X -> Out: P\nprocess P -> Out: X\noperation O\n");
    ViewOptions options;
    options.focus = {"P"};
    options.depth = 2;
    CHECK(names_of(*chosen(whole_of(read), options)) == "A P X");
}

TEST_CASE("chosen: routes of some origins") {
    const auto read = production_of("service S -> Out: A\n host Other = B\noperation A\noperation B\n");
    ViewOptions options;
    options.origins = {Origin::setting};
    const auto view = chosen(whole_of(read), options);
    REQUIRE(view.has_value());
    CHECK(edges_of(*view) == "S>B");
    CHECK(view->caption() == "2 items, 1 route; only routes of origin setting; left out: 1 item, 1 route");
}

TEST_CASE_METHOD(Chain, "chosen: every name that is not there is said, with what is near") {
    ViewOptions options;
    options.focus = {"Lonly", "P", "zzzzzz"};
    options.categories = {"Midle", "", "In"};
    options.messages = {"AA", "*"};
    const auto view = chosen(whole, options);
    REQUIRE_FALSE(view.has_value());
    CHECK(view.error().kind == FailureKind::environment);
    std::string text;
    for (const Diagnostic& each : view.error().diagnostics) {
        CHECK(each.code == Code::unknown_name);
        text += each.message + " | " + each.hint + "\n";
    }
    CHECK(text ==
          "no item is called \"Lonly\" | did you mean \"Lonely\"?\n"
          "no item is called \"zzzzzz\" | there are \"Lonely\", \"Nowhere\", \"O\", \"P\", \"Q\" and \"S\"\n"
          "no item is in category \"Midle\" | did you mean \"Middle\"?\n"
          "no item sends or takes message \"AA\" | did you mean \"A\"?\n"
          "no item sends or takes message \"*\" | did you mean \"A\"?\n");
    const auto all = production_of("service S\n category X\n");
    options = {};
    options.categories = {""};
    const auto none = chosen(whole_of(all), options);
    REQUIRE_FALSE(none.has_value());
    CHECK(none.error().diagnostics.begin()->message == "no item is without a category");
    const Production nothing;
    options = focus_on("", 1, Direction::both);
    CHECK_FALSE(chosen(view_of(nothing, Routes(nothing)), options).has_value());
}

TEST_CASE("chosen: a moved item is found by either name") {
    const auto before = production_of("service S -> Out: Old\nprocess Old\noperation X\n");
    const auto after = production_of("service S -> Out: New\nprocess New\noperation X\n");
    const View whole = merged(whole_of(before), whole_of(after), {"", "", {{"Old", "New"}}, {}});
    for (const char* name : {"Old", "New"}) {
        const auto view = chosen(whole, focus_on(name, 1, Direction::both));
        REQUIRE(view.has_value());
        CHECK(names_of(*view) == "S New");
    }
}

TEST_CASE("chosen: what changes, and what is around it") {
    const auto before = production_of(
        "service A -> Out: B\nservice B -> Out: C\nservice C -> Out: D\nservice D -> Out: E\n"
        "service E\nservice F\nservice G\n");
    const auto after = production_of(
        "service A -> Out: B\nservice B -> Out: C\nservice C\n category X\nservice D -> Out: E\n"
        "service E\nservice F\n");
    const View whole = merged(whole_of(before), whole_of(after), {});
    ViewOptions options;
    options.changed_only = true;
    options.context = 0;
    CHECK(names_of(*chosen(whole, options)) == "C D G");
    options.context = 1;
    const auto view = chosen(whole, options);
    CHECK(names_of(*view) == "B C D E G");
    CHECK(view->caption() ==
          "5 items, 3 routes; 1 item removed, 1 changed; 1 route removed; only what changes, and 1 route around it; "
          "left out: 2 items, 1 route");
    options.context = any_depth;
    CHECK(names_of(*chosen(whole, options)) == "A B C D E G");
    options.focus = {"F"};
    CHECK(names_of(*chosen(whole, options)) == "F");
    CHECK(chosen(whole, options)->left_out_changes == 3);
    CHECK(chosen(whole, options)->caption() ==
          "1 item, 0 routes; nothing changes; focus on F, 1 route either way; "
          "only what changes, and everything up and down of it; left out: 6 items, 4 routes (3 of them changed)");
    options = {};
    options.changed_only = true;
    CHECK(chosen(merged(whole_of(after), whole_of(after), {}), options)->nodes.empty());
}

TEST_CASE("chosen: hostile names do no harm in words") {
    const std::string long_name(100'000, 'x');
    const auto read = production_of("service \"" + long_name + "\"\nservice \"\x1b[31m\"\nservice A\nservice B\n");
    ViewOptions options;
    options.focus = {long_name, "\x1b[31m", "A", "B"};
    const auto view = chosen(whole_of(read), options);
    REQUIRE(view.has_value());
    CHECK(view->scope[0] == "focus on " + std::string(39, 'x') + "…, \\x1b[31m, A and 1 more, 1 route either way");
}

namespace {

ViewOptions random_options(std::mt19937& random) {
    const auto one_of = [&](std::size_t count) { return static_cast<std::size_t>(random() % count); };
    ViewOptions options;
    if (one_of(3) == 0) options.roles.push_back(static_cast<Role>(one_of(4)));
    if (one_of(4) == 0) options.categories = {one_of(2) == 0 ? "X" : ""};
    if (one_of(4) == 0) options.messages = {"M" + std::to_string(one_of(5))};
    if (one_of(6) == 0) options.origins = {Origin::declared};
    if (one_of(2) == 0) options.focus = {"N" + std::to_string(one_of(12))};
    options.depth = one_of(4) == 0 ? any_depth : static_cast<std::uint32_t>(one_of(3));
    options.direction = static_cast<Direction>(one_of(3));
    options.changed_only = one_of(4) == 0;
    options.context = static_cast<std::uint32_t>(one_of(3));
    options.collapse = static_cast<Collapse>(one_of(4));
    if (one_of(2) == 0) options.most_items = 3;
    return options;
}

/// Items and routes, changes and all: drawn, inside and left out are what there is.
void check_counts(const View& whole, const View& view) {
    CHECK(view.items() + view.left_out_items == whole.items());
    std::size_t routes = view.inside_routes + view.left_out_routes;
    for (const ViewEdge& edge : view.edges) {
        routes += edge.routes;
        REQUIRE(edge.source < view.nodes.size());
        REQUIRE(edge.target < view.nodes.size());
    }
    CHECK(routes == whole.edges.size());
    CHECK(view.item_changes.total() + view.route_changes.total() + view.left_out_changes ==
          whole.item_changes.total() + whole.route_changes.total());
    for (const ViewNode& node : view.nodes) {
        if (node.group != 0) CHECK_FALSE(node.item);
    }
}

}  // namespace

TEST_CASE("chosen: whatever is chosen, nothing goes in silence") {
    std::mt19937 random(7);
    std::size_t drawn = 0;
    std::size_t collapsed = 0;
    for (std::uint32_t seed = 0; seed < 1'500; ++seed) {
        CAPTURE(seed);
        const auto before = test::random_graph(seed);
        const auto after = test::random_graph(seed + 1);
        const View older = whole_of(before);
        const View newer = whole_of(after);
        const bool with_change = seed % 2 == 0;
        const View whole = with_change ? merged(older, newer, {}) : view_of(after.production, Routes(after.production));
        const auto view = chosen(whole, random_options(random));
        if (!view) continue;
        ++drawn;
        collapsed += view->inside_routes != 0 ? 1 : 0;
        check_counts(whole, *view);
    }
    CHECK(drawn > 700);
    CHECK(collapsed > 100);
}
