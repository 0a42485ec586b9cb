// Steps: a node each, a fork and a join for what runs side by side, the ends, and what undoes them.
#include <algorithm>
#include <array>
#include <set>

#include "graph/render/process_drawing.h"
#include "graph/render/process_lines.h"
#include "graph/step_order.h"

namespace millwright::render {
namespace {

constexpr std::array<Look, 13> step_looks{
    Look::call,        Look::send,  Look::wait, Look::human_task, Look::subprocess, Look::fork, Look::decision,
    Look::side_effect, Look::query, Look::loop, Look::llm_intent, Look::wait,       Look::input};

std::string key_of(std::string_view kind, Text name) {
    return std::string(kind) + "/" + std::string(name);
}

class Steps {
public:
    explicit Steps(ProcessDrawing& drawing)
        : d_(drawing),
          steps_(steps_of(drawing)),
          index_(index_of(steps_)),
          order_(drawing.production, steps_, index_) {}

    void draw() {
        if (steps_.empty() && compensations().empty()) return;
        for (const Step& each : steps_) add_step(each);
        for (const FlowEdge& each : step_flow(d_.production, order_)) add_flow(each);
        add_compensations();
        for (std::uint32_t i = 0; i < steps_.size(); ++i) add_step_details(d_, nodes_[i], steps_[i]);
    }

private:
    static std::span<const Step> steps_of(const ProcessDrawing& drawing) {
        if (drawing.subject.schedule != nullptr)
            return slice(drawing.production.steps, drawing.subject.schedule->steps);
        return slice(drawing.production.steps, drawing.subject.behaviour()->steps);
    }

    std::span<const Compensation> compensations() const {
        const Behaviour* behaviour = d_.subject.behaviour();
        if (behaviour == nullptr) return {};
        return slice(d_.production.compensations, behaviour->compensations);
    }

    void add_step(const Step& step) {
        const std::uint32_t node =
            d_.add(step_looks[static_cast<std::size_t>(step.kind)], key_of("step", step.name), step.name, step.place);
        for (std::string& each : step_lines(d_.production, step, d_.target_words(step.to).whole)) d_.line(node, each);
        if (step.kind == StepKind::subprocess && !step.subject.empty()) add_subprocess(node, step.subject);
        nodes_.push_back(node);
        const bool joins = step.kind == StepKind::parallel && !d_.production.of(step.steps).empty();
        behind_.push_back(joins ? d_.add(Look::fork, key_of("join", step.name), "", step.place) : node);
    }

    void add_subprocess(std::uint32_t node, Text name) {
        const ItemId id = d_.items.find(name);
        if (!id || d_.production[id].role != Role::process) d_.line(node, "which is no process");
    }

    /// What a step leads to when it is done; of parallel ones where their parts have joined.
    void add_flow(const FlowEdge& flow) {
        std::uint32_t from = flow.from == no_step ? ProcessDrawing::nowhere : behind_[flow.from];
        if (flow.way == Way::part || flow.way == Way::skipped) from = nodes_[flow.from];
        const std::uint32_t to = flow.to == no_step ? target_of(flow) : nodes_[flow.to];
        switch (flow.way) {
            case Way::begin: d_.edge(d_.process(), to, Line::flow); return;
            case Way::after:
                d_.edge(d_.missing("step", flow.missing, "no such step"), to, Line::missing, "after", flow.place);
                return;
            case Way::joined: d_.edge(from, behind_[flow.to], Line::flow, flow.label, flow.place); return;
            case Way::failure: add_jump(flow, from, to, Line::failure, failure_label(steps_[flow.from])); return;
            case Way::part: add_jump(flow, from, to, Line::flow, ""); return;
            case Way::skipped:
                // Where it goes anyway there is nothing to tell apart.
                if (plain_.count({from, to}) == 0) add_jump(flow, from, to, Line::branch, "skipped");
                return;
            default: add_jump(flow, from, to, flow.label.empty() ? Line::flow : Line::branch, flow.label); return;
        }
    }

    static std::string_view failure_label(const Step& step) {
        const bool only_waits = step.kind == StepKind::wait || step.kind == StepKind::human_task;
        return only_waits ? "timed out" : "fails";
    }

    std::uint32_t target_of(const FlowEdge& flow) {
        if (flow.end == StepEnd::missing) return d_.missing("step", flow.missing, "no such step");
        return d_.end(flow.end == StepEnd::fail);
    }

    void add_jump(const FlowEdge& flow, std::uint32_t from, std::uint32_t to, Line line, std::string_view label) {
        if (label.empty() && line == Line::flow) plain_.emplace(from, to);
        d_.edge(from, to, flow.end == StepEnd::missing ? Line::missing : line, std::string(label), flow.place);
    }

    void add_compensations() {
        std::unordered_map<Text, std::uint32_t> by_name;
        std::vector<std::uint32_t> all;
        for (const Compensation& each : compensations()) {
            all.push_back(add_compensation(each));
            by_name.emplace(each.name, all.back());
        }
        std::vector<bool> used(d_.picture.nodes.size(), false);
        for (std::uint32_t i = 0; i < steps_.size(); ++i) {
            const Step& step = steps_[i];
            if (step.compensate_with.empty()) continue;
            const auto found = by_name.find(step.compensate_with);
            if (found == by_name.end()) {
                d_.edge(nodes_[i], d_.missing("compensation", step.compensate_with, "no such compensation"),
                        Line::missing, "", step.places.compensate_with);
                continue;
            }
            d_.edge(nodes_[i], found->second, Line::undo, "", step.places.compensate_with);
            used[found->second] = true;
        }
        for (const std::uint32_t each : all) {
            if (!used[each]) d_.line(each, "no step is undone by it");
        }
        add_undoing(all, used);
    }

    /// Behind what undoes the process has failed.
    void add_undoing(const std::vector<std::uint32_t>& all, const std::vector<bool>& used) {
        if (std::none_of(all.begin(), all.end(), [&](std::uint32_t each) { return used[each]; })) return;
        const std::uint32_t failed = d_.end(true);
        if (d_.subject.behaviour()->when_failed == WhenFailed::stop) return d_.line(failed, "nothing is undone");
        d_.line(failed, "what was done is undone, the last first");
        for (const std::uint32_t each : all) {
            if (used[each]) d_.edge(each, failed, Line::undo);
        }
    }

    std::uint32_t add_compensation(const Compensation& each) {
        const std::uint32_t node = d_.add(Look::compensation, key_of("compensation", each.name), each.name, each.place);
        d_.line(node, sending_words("sends ", each.message, each.call, d_.target_words(each.to).whole));
        if (each.timeout != Compensation{}.timeout) d_.line(node, "timeout " + to_text(each.timeout));
        return node;
    }

    ProcessDrawing& d_;
    std::span<const Step> steps_;
    StepIndex index_;
    StepOrder order_;
    std::vector<std::uint32_t> nodes_;   // by step
    std::vector<std::uint32_t> behind_;  // by step: where it has ended
    std::set<std::pair<std::uint32_t, std::uint32_t>> plain_;
};

}  // namespace

void draw_steps(ProcessDrawing& drawing) {
    Steps(drawing).draw();
}

}  // namespace millwright::render
