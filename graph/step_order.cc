#include "graph/step_order.h"

#include <algorithm>
#include <array>

namespace millwright {
namespace {

constexpr std::array<Jump, 4> all_jumps{{
    {"on_success", &Step::on_success, &StepPlaces::on_success},
    {"on_failure", &Step::on_failure, &StepPlaces::on_failure},
    {"on_true", &Step::on_true, &StepPlaces::on_true},
    {"on_false", &Step::on_false, &StepPlaces::on_false},
}};

/// Whether a step that succeeds may go on without a key that says where.
bool may_pass(const Production& production, const Step& step) {
    if (step.kind == StepKind::condition) return step.on_true.empty() || step.on_false.empty();
    if (!step.on_success.empty()) return false;
    const auto outcomes = slice(production.outcomes, step.outcomes);
    return outcomes.empty() ||
           std::any_of(outcomes.begin(), outcomes.end(), [](const Outcome& each) { return each.go_to.empty(); });
}

bool has_condition(const Step& step) {
    return step.kind != StepKind::condition && (!step.when.text.empty() || step.when.foreign);
}

}  // namespace

bool is_end(std::string_view go_to) {
    return go_to == "complete" || go_to == "fail";
}

std::span<const Jump> jumps() {
    return all_jumps;
}

StepIndex index_of(std::span<const Step> steps) {
    StepIndex index;
    for (std::size_t i = 0; i < steps.size(); ++i) index.emplace(steps[i].name, i);
    return index;
}

StepOrder::StepOrder(const Production& production, std::span<const Step> all, const StepIndex& names)
    : steps(all),
      index(names),
      named(all.size(), false),
      part(all.size(), false),
      branch(all.size(), false),
      passes(all.size(), false),
      skips(all.size(), false) {
    for (std::uint32_t i = 0; i < steps.size(); ++i) {
        const Step& step = steps[i];
        const auto mark_part = [&](Text name) {
            if (const auto found = find(name)) named[*found] = part[*found] = true;
        };
        const auto mark_branch = [&](Text name) {
            if (const auto found = find(name)) {
                named[*found] = true;
                if (*found > i) branch[*found] = true;
            }
        };
        for (const NameRef& each : production.of(step.steps)) mark_part(each.name);
        if (step.kind == StepKind::foreach) mark_part(step.detail);
        mark_branch(step.on_true);
        mark_branch(step.on_false);
        for (const Outcome& each : slice(production.outcomes, step.outcomes)) mark_branch(each.go_to);
        passes[i] = may_pass(production, step);
        skips[i] = has_condition(step);
    }
}

std::optional<std::uint32_t> StepOrder::find(Text name) const {
    const auto found = index.find(name);
    if (found == index.end()) return std::nullopt;
    return static_cast<std::uint32_t>(found->second);
}

StepOrder::Before StepOrder::before(std::uint32_t step) const {
    Before made;
    for (std::uint32_t i = step; i > 0;) {
        made.steps.push_back(--i);
        if (in_order(i)) return made;
    }
    made.beginning = true;
    return made;
}

}  // namespace millwright
