#include "graph/check/step_graph.h"

#include <algorithm>
#include <initializer_list>

namespace millwright::check {
namespace {

/// Steps that another step names as its part, branch or outcome: they have no place in the order of the file.
std::vector<bool> named_by_others(const Production& production, const StepList& list) {
    std::vector<bool> named(list.steps.size(), false);
    const auto mark = [&](Text name) {
        if (const auto found = list.index.find(name); found != list.index.end()) named[found->second] = true;
    };
    for (const Step& step : list.steps) {
        for (const NameRef& each : production.of(step.steps)) mark(each.name);
        if (step.kind == StepKind::foreach) mark(step.detail);
        mark(step.on_true);
        mark(step.on_false);
        for (const Outcome& each : slice(production.outcomes, step.outcomes)) mark(each.go_to);
    }
    return named;
}

Adjacency joined(std::initializer_list<const Adjacency*> graphs) {
    Adjacency all((*graphs.begin())->size());
    for (const Adjacency* graph : graphs) {
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i].insert(all[i].end(), (*graph)[i].begin(), (*graph)[i].end());
    }
    return all;
}

/// Whether a step that succeeds always goes where a key says.
bool always_jumps(const Production& production, const Step& step) {
    if (step.kind == StepKind::condition) return !step.on_true.empty() && !step.on_false.empty();
    if (!step.when.text.empty() || step.when.foreign) return false;
    if (!step.on_success.empty()) return true;
    const auto outcomes = slice(production.outcomes, step.outcomes);
    return !outcomes.empty() &&
           std::all_of(outcomes.begin(), outcomes.end(), [](const Outcome& each) { return !each.go_to.empty(); });
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
    std::vector<bool> leaves(list.steps.size());
    for (std::uint32_t i = 0; i < list.steps.size(); ++i) {
        add_jumps(production, list, i);
        leaves[i] = always_jumps(production, list.steps[i]);
    }
    add_order(production, list, leaves);
    for (std::size_t i = 0; i < list.steps.size(); ++i) {
        if (!leaves[i] && order[i].empty()) ends[i] = true;
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

void StepGraph::add_order(const Production& production, const StepList& list, const std::vector<bool>& leaves) {
    const std::vector<bool> named = named_by_others(production, list);
    for (std::uint32_t i = 0; i < list.steps.size(); ++i) {
        const Step& step = list.steps[i];
        if (step.after_given) {
            for (const NameRef& each : production.of(step.after)) {
                const auto found = list.index.find(each.name);
                if (found == list.index.end()) {
                    first[i] = true;
                    continue;
                }
                waits[i].push_back(static_cast<std::uint32_t>(found->second));
                order[found->second].push_back(i);
            }
            if (step.after.empty()) first[i] = true;
            continue;
        }
        if (i == 0) {
            first[i] = true;
            continue;
        }
        if (!named[i]) waits[i].push_back(i - 1);
        if (!leaves[i - 1]) order[i - 1].push_back(i);
        // Behind branches and parts comes the step that follows all of them.
        for (std::uint32_t j = i - 1; !named[i] && named[j] && j > 0;) {
            --j;
            if (!leaves[j]) order[j].push_back(i);
        }
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
