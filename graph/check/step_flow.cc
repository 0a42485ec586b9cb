// Whether the steps of a process lead from its beginning to an end: unreachable steps, circles, steps that wait for each
// other, effects that a failure leaves behind, and ways longer than the process may live.
#include <algorithm>
#include <limits>
#include <queue>

#include "graph/check/declared_messages.h"
#include "graph/check/step_graph.h"
#include "graph/utf8.h"

namespace millwright::check {
namespace {

constexpr std::uint32_t none = 0xFFFFFFFFU;

bool has_condition(const Step& step) {
    return !step.when.text.empty() || step.when.foreign;
}

class Flow {
public:
    Flow(Checked& checked, const StepList& list, const DeclaredMessages& messages)
        : checked_(checked), list_(list), messages_(messages), graph_(checked.production, list) {}

    void check() {
        // Where names are missing or doubled, which is reported, it is open who leads to whom.
        if (list_.steps.empty() || list_.index.size() != list_.steps.size() || list_.index.count({}) != 0) return;
        check_parts();
        // Steps that wait for one another lead nowhere else either.
        if (check_dependencies()) return;
        const Adjacency all = graph_.all();
        reached_ = reachable_from(all, graph_.first);
        check_reached();
        check_ends(all);
        check_circles();
        check_after_against_goto(all);
        if (list_.item == nullptr) return;
        check_left_behind();
        check_length();
    }

private:
    std::string path(const std::vector<std::uint32_t>& cycle) const {
        constexpr std::size_t most_named = 10;
        std::string text;
        for (std::size_t i = 0; i < std::min(cycle.size(), most_named); ++i) {
            text += std::string(printable(list_.steps[cycle[i]].name)) + " → ";
        }
        if (cycle.size() > most_named) text += "… → ";
        return text + std::string(printable(list_.steps[cycle.front()].name));
    }

    bool check_dependencies() {
        const auto cycles = find_cycles(graph_.waits);
        for (const auto& cycle : cycles) {
            const Step& step = list_.steps[cycle.front()];
            auto& finding = checked_.found.add(
                Code::dependency_cycle, step.place,
                cycle.size() == 1
                    ? list_.called(step) + " comes after itself"
                    : "steps of " + list_.owner() + " come after one another in a circle: " + path(cycle));
            finding.advise("take one of them out of `after`");
            for (const std::uint32_t each : cycle) {
                if (list_.steps[each].after_given) continue;
                finding.note(list_.steps[each].place, in_quotes(list_.steps[each].name) +
                                                          " has no `after`, so it comes after the step above it");
            }
        }
        return !cycles.empty();
    }

    void check_parts() {
        for (const auto& cycle : find_cycles(graph_.parts)) {
            const Step& step = list_.steps[cycle.front()];
            checked_.found
                .add(Code::dependency_cycle, step.place, list_.called(step) + " is a part of itself: " + path(cycle))
                .advise("name other steps");
        }
    }

    void check_reached() {
        // Steps that wait for one another are reported as such.
        if (std::find(graph_.first.begin(), graph_.first.end(), true) == graph_.first.end()) return;
        for (std::size_t i = 0; i < list_.steps.size(); ++i) {
            if (reached_[i]) continue;
            // Of a chain of unreachable steps the first is reported.
            const bool leads_here = i > 0 && !reached_[i - 1] && !list_.steps[i].after_given;
            if (leads_here) continue;
            checked_.found
                .add(Code::unreachable_step, list_.steps[i].place, "nothing leads to " + list_.called(list_.steps[i]))
                .advise("name it where it should follow (on_success, on_true, goto, after), or remove it");
        }
    }

    void check_ends(const Adjacency& all) {
        const std::vector<bool> can_end = reachable_from(reversed(all), graph_.ends);
        for (std::size_t i = 0; i < list_.steps.size(); ++i) {
            if (can_end[i] || !reached_[i]) continue;
            checked_.found
                .add(Code::no_path_to_end, list_.steps[i].place,
                     "no path leads from " + list_.called(list_.steps[i]) + " to an end")
                .advise("let one of the steps behind it go to \"complete\" or \"fail\"");
            return;
        }
    }

    void check_circles() {
        Adjacency busy = graph_.forward();
        for (std::size_t i = 0; i < busy.size(); ++i) {
            busy[i].insert(busy[i].end(), graph_.failure[i].begin(), graph_.failure[i].end());
            if (waits(list_.steps[i])) busy[i].clear();
        }
        for (const auto& cycle : find_cycles(busy)) {
            const Step& step = list_.steps[cycle.front()];
            checked_.found
                .add(Code::goto_cycle, step.place,
                     "steps of " + list_.owner() + " go round without waiting: " + path(cycle))
                .advise("put a wait step into the circle, or use `retry` of the step that fails");
        }
    }

    /// x comes after y, x leads to y, and nothing else does.
    void check_after_against_goto(const Adjacency& all) {
        constexpr std::size_t most_searches = 100;
        std::size_t searches = 0;
        for (std::uint32_t x = 0; x < list_.steps.size(); ++x) {
            if (!list_.steps[x].after_given) continue;
            for (const std::uint32_t y : graph_.waits[x]) {
                const auto leads = [&](const Adjacency& graph) {
                    return std::find(graph[x].begin(), graph[x].end(), y) != graph[x].end();
                };
                if (x == y || !(leads(graph_.success) || leads(graph_.failure)) || ++searches > most_searches) continue;
                Adjacency without = all;
                without[x].clear();
                if (reachable_from(without, graph_.first)[y] && !waits_for(y, x)) continue;
                checked_.found
                    .add(Code::after_against_goto, list_.steps[x].place,
                         list_.called(list_.steps[x]) + " comes after " + in_quotes(list_.steps[y].name) +
                             ", and only it leads there")
                    .note(list_.steps[y].place, in_quotes(list_.steps[y].name) + " is here")
                    .advise("take " + in_quotes(list_.steps[y].name) + " out of its `after`, or let it go elsewhere");
            }
        }
    }

    bool waits_for(std::uint32_t step, std::uint32_t other) const {
        return std::find(graph_.waits[step].begin(), graph_.waits[step].end(), other) != graph_.waits[step].end();
    }

    bool changes_something(const Step& step) const {
        if (!step.effects.empty()) return true;
        if (step.message.empty() || step.to.empty()) return false;
        const Message* message = messages_.find(step.message);
        return message != nullptr && message->kind == MessageKind::command;
    }

    /// Fails for good when it fails.
    static bool can_fail(const Step& step) {
        const bool kind = step.kind == StepKind::service || step.kind == StepKind::callback ||
                          step.kind == StepKind::subprocess || step.kind == StepKind::llm_intent;
        return kind && step.required && (step.on_failure.empty() || step.on_failure == "fail");
    }

    void check_left_behind() {
        if (list_.behaviour()->when_failed == WhenFailed::stop) return;
        const Adjacency forward = graph_.forward();
        const Adjacency back = reversed(forward);
        // From each step the nearest later one that can fail.
        std::vector<std::uint32_t> failing(forward.size(), none);
        std::vector<std::uint32_t> open;
        for (std::uint32_t i = 0; i < forward.size(); ++i) {
            if (can_fail(list_.steps[i])) open.push_back(i);
        }
        std::vector<std::uint32_t> itself = failing;
        for (const std::uint32_t each : open) itself[each] = each;
        for (std::size_t i = 0; i < open.size(); ++i) {
            const std::uint32_t node = open[i];
            const std::uint32_t witness = itself[node] != none ? itself[node] : failing[node];
            for (const std::uint32_t before : back[node]) {
                if (failing[before] != none || before == witness) continue;
                failing[before] = witness;
                if (itself[before] == none) open.push_back(before);
            }
        }
        for (std::size_t i = 0; i < forward.size(); ++i) {
            const Step& step = list_.steps[i];
            if (failing[i] == none || !reached_[i] || !step.compensate_with.empty() || !changes_something(step))
                continue;
            const Step& later = list_.steps[failing[i]];
            checked_.found
                .add(Code::effect_without_compensation, step.place,
                     "what " + list_.called(step) + " does is not undone when " + in_quotes(later.name) + " fails")
                .note(later.place, in_quotes(later.name) + " can fail")
                .advise("write compensate_with = \"COMPENSATION\", or when_failed = \"stop\" at the process");
        }
    }

    /// Milliseconds that a step may take at least where it has to be run: people and signals left out.
    static std::int64_t cost(const Step& step) {
        if (has_condition(step) && step.kind != StepKind::condition) return 0;
        if (step.kind == StepKind::wait) return step.detail.empty() ? step.timeout.milliseconds : 0;
        if (step.kind == StepKind::human_task || step.kind == StepKind::callback || step.kind == StepKind::input ||
            step.kind == StepKind::condition) {
            return 0;
        }
        return step.timeout.milliseconds;
    }

    void check_length() {
        using Entry = std::pair<std::int64_t, std::uint32_t>;
        const Adjacency forward = graph_.forward();
        std::vector<std::int64_t> best(forward.size(), std::numeric_limits<std::int64_t>::max());
        std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
        const auto reach = [&](std::uint32_t node, std::int64_t before) {
            const std::int64_t here = before + cost(list_.steps[node]);
            if (here >= best[node]) return;
            best[node] = here;
            open.emplace(here, node);
        };
        for (std::uint32_t i = 0; i < forward.size(); ++i) {
            if (graph_.first[i]) reach(i, 0);
        }
        while (!open.empty()) {
            const auto [spent, node] = open.top();
            open.pop();
            if (spent != best[node]) continue;
            if (graph_.ends[node]) return report_length(spent);
            for (const std::uint32_t to : forward[node]) reach(to, spent);
        }
    }

    void report_length(std::int64_t milliseconds) {
        const Duration limit = list_.behaviour()->timeout;
        if (Duration{milliseconds} <= limit) return;
        checked_.found
            .add(Code::steps_longer_than_process, list_.item->place,
                 "the shortest way through " + list_.owner() + " may take " + to_text(Duration{milliseconds}) +
                     ", and its time-out is " + to_text(limit))
            .advise("give the process a longer time-out, or its steps shorter ones");
    }

    Checked& checked_;
    const StepList& list_;
    const DeclaredMessages& messages_;
    StepGraph graph_;
    std::vector<bool> reached_;
};

}  // namespace

void check_step_flow(Checked& checked, std::span<const StepList> lists) {
    const DeclaredMessages messages(checked.production);
    for (const StepList& list : lists) Flow(checked, list, messages).check();
}

void check_subprocesses(Checked& checked, std::span<const StepList> lists) {
    std::unordered_map<Text, std::uint32_t> index;
    for (std::uint32_t i = 0; i < lists.size(); ++i) {
        if (lists[i].item != nullptr) index.emplace(lists[i].item->name, i);
    }
    Adjacency starts(lists.size());
    for (std::uint32_t i = 0; i < lists.size(); ++i) {
        for (const Step& step : lists[i].steps) {
            if (lists[i].item == nullptr || step.kind != StepKind::subprocess) continue;
            if (const auto found = index.find(step.subject); found != index.end()) starts[i].push_back(found->second);
        }
    }
    for (const auto& cycle : find_cycles(starts)) {
        std::string path;
        for (const std::uint32_t each : cycle) path += std::string(printable(lists[each].item->name)) + " → ";
        path += std::string(printable(lists[cycle.front()].item->name));
        const Text next = lists[cycle[1 % cycle.size()]].item->name;
        for (const Step& step : lists[cycle.front()].steps) {
            if (step.kind != StepKind::subprocess || step.subject != next) continue;
            checked.found
                .add(Code::subprocess_cycle, nearer(step.places.subject, step.place),
                     "processes start one another in a circle: " + path)
                .advise("let one of them do without the other, or start it by a trigger on completion");
            break;
        }
    }
}

}  // namespace millwright::check
