// How the steps of a process or of a schedule follow one another as they are written: who names whom, and who comes behind
// whom. Checks and pictures see the same order.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/production.h"

namespace millwright {

/// "complete" and "fail", which stand where a step could be named.
bool is_end(std::string_view go_to);

/// A key of a step that names another step to go to.
struct Jump {
    std::string_view key;
    Text Step::*name;
    Place StepPlaces::*place;
};
std::span<const Jump> jumps();

/// Steps by name; of several of one name the first.
using StepIndex = std::unordered_map<Text, std::size_t>;
StepIndex index_of(std::span<const Step> steps);

struct StepOrder {
    std::span<const Step> steps;
    const StepIndex& index;
    /// Named by another step as its part, branch or outcome: nothing comes before it by default.
    std::vector<bool> named;
    std::vector<bool> part;    ///< of a parallel or a foreach
    std::vector<bool> branch;  ///< of a step above it, which it therefore stands behind in the file
    std::vector<bool> passes;  ///< may go on to what comes behind it, because no key says where it goes
    std::vector<bool> skips;   ///< may be skipped

    /// Both must outlive it.
    StepOrder(const Production& production, std::span<const Step> all, const StepIndex& names);

    std::optional<std::uint32_t> find(Text name) const;
    /// Always goes where a key says.
    bool leaves(std::uint32_t step) const { return !passes[step] && !skips[step]; }
    /// Has a place in the order of the file: neither a part, nor a branch of a step above it.
    bool in_order(std::uint32_t step) const { return !part[step] && !branch[step]; }

    struct Before {
        std::vector<std::uint32_t> steps;  ///< the nearest first
        bool beginning = false;            ///< nothing that is in order comes before it
    };
    /// The steps that one that is in order and says no `after` may come behind: the one above it, and where that is a part
    /// or a branch all of these and the step that has them. Linear over all steps.
    Before before(std::uint32_t step) const;
};

/// How one comes from a step to another.
enum class Way : std::uint8_t {
    begin,    ///< the process begins with it
    next,     ///< it comes behind
    skipped,  ///< only when the step was skipped
    success,  ///< on_success
    failure,  ///< on_failure
    on_true,
    on_false,
    outcome,
    part,    ///< from a parallel or foreach to its part
    joined,  ///< from a part back to what it is a part of
    after,   ///< it names a step that does not exist in its `after`
};

enum class StepEnd : std::uint8_t { none, complete, fail, missing };

/// `from` and `to` are indices of steps, or `no_step`.
struct FlowEdge {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    Way way = Way::next;
    StepEnd end = StepEnd::none;  ///< where `to` is no_step; of Way::after: missing, and `from` is no_step
    Text missing;                 ///< the name that no step has
    std::string label;            ///< outcomes: their labels; of a condition "true" or "false"
    Place place;                  ///< where the name stands
};

/// Every way through the steps, by the step it leads from, without those that run time alone decides (time-outs, failures
/// that no key names).
std::vector<FlowEdge> step_flow(const Production& production, const StepOrder& order);

inline constexpr std::uint32_t no_step = 0xFFFFFFFFU;

}  // namespace millwright
