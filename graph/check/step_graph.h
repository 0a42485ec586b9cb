// The ways through the steps of a process, as far as they can be told without running it. Where the order is open there
// are more edges than there will be, so that what is said to be unreachable is.
#pragma once

#include "graph/check/cycles.h"
#include "graph/check/step_list.h"

namespace millwright::check {

struct StepGraph {
    Adjacency order;          ///< what follows a step, or a step that is skipped
    Adjacency success;        ///< by on_success, a branch, an outcome
    Adjacency failure;        ///< by on_failure
    Adjacency parts;          ///< of parallel and foreach
    Adjacency waits;          ///< the steps that a step comes after, explicit and by default
    std::vector<bool> ends;   ///< the process may end behind the step
    std::vector<bool> first;  ///< the process may begin with the step

    StepGraph(const Production& production, const StepList& list);

    /// All edges but those of failures and parts; all edges.
    Adjacency forward() const;
    Adjacency all() const;

private:
    void add_jumps(const Production& production, const StepList& list, std::uint32_t i);
    void add_order(const Production& production, const StepOrder& written);
};

/// Nodes that can be reached from those.
std::vector<bool> reachable_from(const Adjacency& graph, const std::vector<bool>& starts);
Adjacency reversed(const Adjacency& graph);
/// Waits for a time, a signal, a person or an answer.
bool waits(const Step& step);

}  // namespace millwright::check
