// How steps follow one another: the ways as text, and that they are among those that the checks reckon with.
#include <rapidcheck.h>
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>

#include "graph/check/step_graph.h"
#include "graph/step_order.h"
#include "tests/support/entangled_steps.h"
#include "tests/support/settings_text.h"

using namespace millwright;

namespace {

constexpr std::array<std::string_view, 11> ways{"begin", "next",    "skipped", "success", "failure", "true",
                                                "false", "outcome", "part",    "joined",  "after"};

std::string name_in(const StepOrder& order, std::uint32_t step, const FlowEdge& edge) {
    if (step != no_step) return std::string(order.steps[step].name);
    if (edge.end == StepEnd::missing) return "?" + std::string(edge.missing);
    return edge.end == StepEnd::complete ? "complete" : edge.end == StepEnd::fail ? "fail" : "";
}

/// "a next b", one line each.
std::string flow_of(const std::string& steps) {
    const auto reading = test::read_settings(steps);
    const Production& production = reading.productions.front();
    const StepIndex index = index_of(production.steps);
    const StepOrder order(production, production.steps, index);
    std::string text;
    for (const FlowEdge& each : step_flow(production, order)) {
        text += name_in(order, each.from, each) + " " + std::string(ways[static_cast<std::size_t>(each.way)]);
        if (!each.label.empty()) text += "(" + each.label + ")";
        text += " " + name_in(order, each.to, each) + "\n";
    }
    return text;
}

std::string step(const std::string& name, const std::string& rest = {}) {
    return "[[process.P.step]]\nname = \"" + name + "\"\n" + rest + "\n";
}

}  // namespace

TEST_CASE("steps follow in the order of the file, or as after says") {
    CHECK(flow_of(step("a") + step("b")) == " begin a\na next b\nb next complete\n");
    CHECK(flow_of(step("a") + step("b") + step("c", "after = [\"a\"]") + step("d", "after = [\"b\", \"c\"]")) ==
          " begin a\na next b\na next c\nb next d\nc next d\nd next complete\n");
    CHECK(flow_of(step("a") + step("b", "after = []")) == " begin a\n begin b\na next complete\nb next complete\n");
}

TEST_CASE("a step that says where it goes goes nowhere else; a skipped one goes on") {
    CHECK(flow_of(step("a", "on_success = \"c\"\non_failure = \"fail\"") + step("b") + step("c")) ==
          " begin a\na success c\na failure fail\nb next c\nc next complete\n");
    CHECK(flow_of(step("a", "when = \"true\"\non_success = \"c\"") + step("b") + step("c")) ==
          " begin a\na success c\na skipped b\nb next c\nc next complete\n");
    CHECK(flow_of(step("a", "when = \"true\"\non_success = \"complete\"")) ==
          " begin a\na success complete\na skipped complete\n");
}

TEST_CASE("branches of a condition meet in the step behind them") {
    const std::string branches = "kind = \"condition\"\nwhen = \"true\"\non_true = \"a\"\n";
    CHECK(flow_of(step("is", branches + "on_false = \"b\"") + step("a") + step("b") + step("c")) ==
          " begin is\nis true(true) a\nis false(false) b\na next c\nb next c\nc next complete\n");
    CHECK(flow_of(step("is", branches) + step("a") + step("c")) ==
          " begin is\nis true(true) a\nis next(false) c\na next c\nc next complete\n");
    CHECK(flow_of(step("is", branches) + step("a")) ==
          " begin is\nis true(true) a\nis next(false) complete\na next complete\n");
}

TEST_CASE("outcomes lead to their steps; a task that is skipped goes on in the file") {
    const std::string task =
        "kind = \"human_task\"\noutcomes = [{ name = \"yes\", label = \"Yes\", goto = \"book\" }, ";
    CHECK(flow_of(step("ask", "when = \"true\"\n" + task + "{ name = \"no\", goto = \"fail\" }]") + step("book")) ==
          " begin ask\nask outcome(Yes) book\nask outcome(no) fail\nask skipped book\nbook next complete\n");
    CHECK(flow_of(step("ask", task + "{ name = \"later\" }]") + step("book") + step("tell")) ==
          " begin ask\nask outcome(Yes) book\nask next(later) tell\nbook next tell\ntell next complete\n");
}

TEST_CASE("a goto back leaves a step its place in the file") {
    const std::string task =
        "kind = \"human_task\"\noutcomes = [{ name = \"again\", goto = \"b\" }, { name = \"ok\", goto = \"complete\" "
        "}]";
    CHECK(flow_of(step("a") + step("b") + step("ask", task)) ==
          " begin a\na next b\nb next ask\nask outcome(again) b\nask outcome(ok) complete\n");
}

TEST_CASE("parts of a group join where it ends; what they come after is inside of it") {
    CHECK(flow_of(step("p", "kind = \"parallel\"\nsteps = [\"a\", \"b\"]") + step("a") + step("b") + step("c")) ==
          " begin p\np part a\np part b\np next c\na joined p\nb joined p\nc next complete\n");
    CHECK(flow_of(step("a") + step("b") + step("p", "kind = \"parallel\"\nsteps = [\"a\", \"b\"]")) ==
          " begin p\na joined p\nb joined p\np part a\np part b\np next complete\n");
    CHECK(flow_of(step("p", "kind = \"parallel\"\nsteps = [\"a\", \"b\"]") + step("a") +
                  step("b", "after = [\"a\"]")) == " begin p\np part a\np next complete\na next b\nb joined p\n");
    CHECK(flow_of(step("f", "kind = \"foreach\"\nover = \"x\"\nstep = \"a\"") +
                  step("a", "when = \"true\"\non_success = \"fail\"")) ==
          " begin f\nf part a\nf next complete\na success fail\na joined(skipped) f\n");
}

TEST_CASE("names that no step has are told; circles and doubles do no harm") {
    CHECK(flow_of(step("a", "on_success = \"x\"") + step("b", "after = [\"y\"]")) ==
          " begin a\n?y after b\na success ?x\nb next complete\n");
    CHECK(flow_of(step("p", "kind = \"parallel\"\nsteps = [\"p\", \"q\"]")) == "p part p\np part ?q\np joined p\n");
    CHECK(flow_of(step("a", "after = [\"b\"]") + step("b", "after = [\"a\"]")) == "a next b\nb next a\n");
}

namespace {

bool leads(const check::Adjacency& graph, std::uint32_t from, std::uint32_t to) {
    return std::find(graph[from].begin(), graph[from].end(), to) != graph[from].end();
}

bool is_among(const check::StepGraph& graph, const FlowEdge& edge) {
    switch (edge.way) {
        case Way::begin: return graph.first[edge.to];
        case Way::after: return true;
        case Way::next:
        case Way::skipped: return edge.to == no_step ? graph.ends[edge.from] : leads(graph.order, edge.from, edge.to);
        case Way::failure: return edge.to == no_step ? graph.ends[edge.from] : leads(graph.failure, edge.from, edge.to);
        case Way::part: return edge.to == no_step || leads(graph.parts, edge.from, edge.to);
        case Way::joined: return leads(graph.parts, edge.to, edge.from);
        default: return edge.to == no_step ? graph.ends[edge.from] : leads(graph.success, edge.from, edge.to);
    }
}

}  // namespace

TEST_CASE("every way is one that the checks reckon with, and every step leads somewhere") {
    const bool holds = rc::check([](std::uint32_t seed) {
        const Production production = test::entangled_steps(seed);
        check::StepList list;
        list.steps = production.steps;
        list.index = index_of(list.steps);
        const check::StepGraph graph(production, list);
        std::vector<bool> leaves(list.steps.size(), false);
        for (const FlowEdge& each : step_flow(production, StepOrder(production, list.steps, list.index))) {
            RC_LOG() << each.from << ' ' << ways[static_cast<std::size_t>(each.way)] << ' ' << each.to << '\n';
            RC_ASSERT(is_among(graph, each));
            if (each.from != no_step) leaves[each.from] = true;
        }
        for (std::size_t i = 0; i < leaves.size(); ++i) RC_ASSERT(leaves[i]);
    });
    CHECK(holds);
}
