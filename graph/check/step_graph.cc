#include "graph/check/step_graph.h"

#include <initializer_list>

namespace millwright::check {
namespace {

Adjacency joined(std::initializer_list<const Adjacency*> graphs) {
    Adjacency all((*graphs.begin())->size());
    for (const Adjacency* graph : graphs) {
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i].insert(all[i].end(), (*graph)[i].begin(), (*graph)[i].end());
    }
    return all;
}

}  // namespace

StepGraph::StepGraph(const Production& production, const StepList& list)
    : order(list.steps.size()),
      success(list.steps.size()),
      failure(list.steps.size()),
      parts(list.steps.size()),
      waits(list.steps.size()),
      ends(list.steps.size(), false),
      first(list.steps.size(), false) {
    for (std::uint32_t i = 0; i < list.steps.size(); ++i) add_jumps(production, list, i);
    const StepOrder written(production, list.steps, list.index);
    add_order(production, written);
    for (std::uint32_t i = 0; i < list.steps.size(); ++i) {
        if (!written.leaves(i) && order[i].empty()) ends[i] = true;
    }
    for (const FlowEdge& each : step_flow(production, written)) {
        if (each.end == StepEnd::complete) ends[each.from] = true;
    }
}

void StepGraph::add_jumps(const Production& production, const StepList& list, std::uint32_t i) {
    const Step& step = list.steps[i];
    const auto add = [&](Adjacency& graph, Text name) {
        if (is_end(name)) {
            ends[i] = true;
        } else if (const auto found = list.index.find(name); found != list.index.end()) {
            graph[i].push_back(static_cast<std::uint32_t>(found->second));
        } else if (!name.empty()) {
            ends[i] = true;  // it names nothing, which is reported elsewhere
        }
    };
    add(success, step.on_success);
    add(success, step.on_true);
    add(success, step.on_false);
    for (const Outcome& each : slice(production.outcomes, step.outcomes)) add(success, each.go_to);
    add(failure, step.on_failure);
    for (const NameRef& each : production.of(step.steps)) add(parts, each.name);
    if (step.kind == StepKind::foreach) add(parts, step.detail);
}

void StepGraph::add_order(const Production& production, const StepOrder& written) {
    for (std::uint32_t i = 0; i < written.steps.size(); ++i) {
        const Step& step = written.steps[i];
        if (step.after_given) {
            for (const NameRef& each : production.of(step.after)) {
                const auto found = written.find(each.name);
                if (!found) {
                    first[i] = true;
                    continue;
                }
                waits[i].push_back(*found);
                order[*found].push_back(i);
            }
            if (step.after.empty()) first[i] = true;
            continue;
        }
        if (i == 0) {
            first[i] = true;
            continue;
        }
        if (!written.named[i]) waits[i].push_back(i - 1);
        // It is open whether a branch comes behind the step above it.
        if (!written.leaves(i - 1)) order[i - 1].push_back(i);
        if (!written.in_order(i)) continue;
        const StepOrder::Before before = written.before(i);
        for (const std::uint32_t each : before.steps) {
            if (each != i - 1 && !written.leaves(each)) order[each].push_back(i);
        }
        if (before.beginning) first[i] = true;
    }
}

Adjacency StepGraph::forward() const {
    return joined({&order, &success});
}

Adjacency StepGraph::all() const {
    return joined({&order, &success, &failure, &parts});
}

std::vector<bool> reachable_from(const Adjacency& graph, const std::vector<bool>& starts) {
    std::vector<bool> reached = starts;
    std::vector<std::uint32_t> open;
    for (std::uint32_t i = 0; i < starts.size(); ++i) {
        if (starts[i]) open.push_back(i);
    }
    while (!open.empty()) {
        const std::uint32_t node = open.back();
        open.pop_back();
        for (const std::uint32_t to : graph[node]) {
            if (reached[to]) continue;
            reached[to] = true;
            open.push_back(to);
        }
    }
    return reached;
}

Adjacency reversed(const Adjacency& graph) {
    Adjacency back(graph.size());
    for (std::uint32_t i = 0; i < graph.size(); ++i) {
        for (const std::uint32_t to : graph[i]) back[to].push_back(i);
    }
    return back;
}

bool waits(const Step& step) {
    return step.kind == StepKind::wait || step.kind == StepKind::human_task || step.kind == StepKind::callback ||
           step.kind == StepKind::input || step.kind == StepKind::subprocess;
}

}  // namespace millwright::check
