#include <algorithm>
#include <array>
#include <unordered_set>

#include "graph/step_order.h"

namespace millwright {
namespace {

struct JumpWay {
    Text Step::*name;
    Place StepPlaces::*place;
    Way way;
    std::string_view label;
};
constexpr std::array<JumpWay, 4> jump_ways{{
    {&Step::on_success, &StepPlaces::on_success, Way::success, ""},
    {&Step::on_failure, &StepPlaces::on_failure, Way::failure, ""},
    {&Step::on_true, &StepPlaces::on_true, Way::on_true, "true"},
    {&Step::on_false, &StepPlaces::on_false, Way::on_false, "false"},
}};

Text label_of(const Outcome& outcome) {
    return outcome.label.empty() ? outcome.name : outcome.label;
}

class Flow {
public:
    Flow(const Production& production, const StepOrder& order)
        : production_(production), order_(order), behind_(order.steps.size()), groups_(order.steps.size()) {}

    std::vector<FlowEdge> run() {
        const auto count = static_cast<std::uint32_t>(order_.steps.size());
        for (std::uint32_t i = 0; i < count; ++i) find_groups(i);
        for (std::uint32_t i = 0; i < count; ++i) find_before(i);
        for (std::uint32_t i = 0; i < count; ++i) {
            add_parts(i);
            add_jumps(i);
            add_next(i);
        }
        return std::move(made_);
    }

private:
    void find_groups(std::uint32_t i) {
        const Step& step = order_.steps[i];
        const auto add = [&](Text name) {
            const auto found = order_.find(name);
            if (found && (groups_[*found].empty() || groups_[*found].back() != i)) groups_[*found].push_back(i);
        };
        for (const NameRef& each : production_.of(step.steps)) add(each.name);
        if (step.kind == StepKind::foreach) add(step.detail);
    }

    void find_before(std::uint32_t i) {
        const Step& step = order_.steps[i];
        if (step.after_given) return find_after(i);
        if (order_.part[i]) return;
        if (order_.branch[i]) {
            // Where a step is skipped the file goes on as if it were not there.
            if (i > 0 && order_.in_order(i - 1) && order_.skips[i - 1]) behind_[i - 1].push_back({i, true});
            return;
        }
        const StepOrder::Before before = order_.before(i);
        for (const std::uint32_t each : before.steps) {
            // A part goes on to where its group does.
            if (order_.part[each] || order_.leaves(each)) continue;
            const bool skips_elsewhere = order_.in_order(each) && each + 1 < i && order_.branch[each + 1];
            if (skips_elsewhere && !order_.passes[each]) continue;
            behind_[each].push_back({i, !order_.passes[each]});
        }
        if (before.beginning) begin(i);
    }

    void find_after(std::uint32_t i) {
        const auto after = production_.of(order_.steps[i].after);
        if (after.empty() && !order_.part[i]) begin(i);
        for (const NameRef& each : after) {
            if (const auto found = order_.find(each.name)) {
                behind_[*found].push_back({i, false});
                continue;
            }
            FlowEdge missing{no_step, i, Way::after, StepEnd::missing, each.name, {}, each.place};
            made_.push_back(std::move(missing));
        }
    }

    void begin(std::uint32_t i) { made_.push_back({no_step, i, Way::begin, StepEnd::none, {}, {}, {}}); }

    void go(std::uint32_t from, Way way, Text name, std::string_view label, Place place) {
        FlowEdge made{from, no_step, way, StepEnd::none, {}, std::string(label), place};
        if (const auto found = order_.find(name); found && !is_end(name)) {
            made.to = *found;
        } else if (is_end(name)) {
            made.end = name == "fail" ? StepEnd::fail : StepEnd::complete;
        } else {
            made.end = StepEnd::missing;
            made.missing = name;
        }
        made_.push_back(std::move(made));
    }

    void add_parts(std::uint32_t i) {
        const Step& step = order_.steps[i];
        std::vector<NameRef> parts;
        std::unordered_set<Text> named;
        for (const NameRef& each : production_.of(step.steps)) {
            if (named.insert(each.name).second) parts.push_back(each);
        }
        if (step.kind == StepKind::foreach && !step.detail.empty()) parts.push_back({step.detail, step.places.detail});
        const bool all_follow =
            std::all_of(parts.begin(), parts.end(), [&](const NameRef& each) { return follows_part(i, each.name); });
        for (const NameRef& each : parts) {
            if (all_follow || !follows_part(i, each.name)) add_part(i, each);
        }
    }

    /// A part that comes after another one is not where its group begins.
    bool follows_part(std::uint32_t group, Text name) const {
        const auto part = order_.find(name);
        if (!part || !order_.steps[*part].after_given) return false;
        const auto after = production_.of(order_.steps[*part].after);
        return std::any_of(after.begin(), after.end(), [&](const NameRef& each) {
            const auto found = order_.find(each.name);
            return found && std::binary_search(groups_[*found].begin(), groups_[*found].end(), group);
        });
    }

    void add_part(std::uint32_t group, const NameRef& part) {
        FlowEdge made{group, no_step, Way::part, StepEnd::none, {}, {}, part.place};
        if (const auto found = order_.find(part.name)) {
            made.to = *found;
        } else {
            made.end = StepEnd::missing;
            made.missing = part.name;
        }
        made_.push_back(std::move(made));
    }

    void add_jumps(std::uint32_t i) {
        const Step& step = order_.steps[i];
        for (const JumpWay& each : jump_ways) {
            if ((step.*each.name).empty()) continue;
            go(i, each.way, step.*each.name, each.label, step.places.*each.place);
        }
        for (const Outcome& each : slice(production_.outcomes, step.outcomes)) {
            if (!each.go_to.empty()) go(i, Way::outcome, each.go_to, label_of(each), each.go_to_place);
        }
    }

    /// What has to happen that a step goes on without a key that says where: "false", "Approve, Later"; "" for nothing.
    std::string pass_label(std::uint32_t i) const {
        const Step& step = order_.steps[i];
        if (step.kind == StepKind::condition) {
            if (step.on_true.empty() == step.on_false.empty()) return {};
            return step.on_true.empty() ? "true" : "false";
        }
        std::string text;
        for (const Outcome& each : slice(production_.outcomes, step.outcomes)) {
            if (each.go_to.empty()) text += (text.empty() ? "" : ", ") + std::string(label_of(each));
        }
        return text;
    }

    void add_next(std::uint32_t i) {
        const std::string label = order_.passes[i] ? pass_label(i) : std::string();
        bool skip_goes = false;
        bool pass_goes = false;
        for (const Behind& each : behind_[i]) {
            const Way way = each.skip ? Way::skipped : Way::next;
            made_.push_back({i, each.step, way, StepEnd::none, {}, each.skip ? std::string() : label, {}});
            (each.skip ? skip_goes : pass_goes) = true;
        }
        if (!pass_goes && order_.passes[i]) end(i, Way::next, label);
        if (!pass_goes && !skip_goes && order_.skips[i] && !order_.passes[i]) end(i, Way::skipped, {});
    }

    void end(std::uint32_t i, Way way, const std::string& label) {
        for (const std::uint32_t group : groups_[i]) {
            made_.push_back({i, group, Way::joined, StepEnd::none, {}, way == Way::skipped ? "skipped" : label, {}});
        }
        if (groups_[i].empty()) made_.push_back({i, no_step, way, StepEnd::complete, {}, label, {}});
    }

    struct Behind {
        std::uint32_t step = 0;
        bool skip = false;  ///< only when the step before was skipped
    };

    const Production& production_;
    const StepOrder& order_;
    std::vector<std::vector<Behind>> behind_;
    std::vector<std::vector<std::uint32_t>> groups_;  // by part
    std::vector<FlowEdge> made_;
};

}  // namespace

std::vector<FlowEdge> step_flow(const Production& production, const StepOrder& order) {
    return Flow(production, order).run();
}

}  // namespace millwright
