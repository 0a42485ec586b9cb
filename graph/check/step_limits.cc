// What is wrong with single steps: time-outs, retries, people, outcomes; and compensations that no step names.
#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "graph/check/step_list.h"
#include "graph/utf8.h"

namespace millwright::check {
namespace {

/// The pauses between all attempts together, in milliseconds; attempts are limited.
double pauses(const Retry& retry) {
    const double most = static_cast<double>(retry.max_interval.milliseconds);
    double pause = std::min(static_cast<double>(retry.interval.milliseconds), most);
    const double first = pause;
    double sum = 0;
    for (std::uint32_t left = retry.max_attempts - 1; left > 0; --left) {
        const bool constant = retry.backoff == Backoff::fixed || pause >= most || pause <= 0 ||
                              (retry.backoff == Backoff::exponential && retry.factor == 1.0);
        if (constant) return sum + pause * left;
        sum += pause;
        pause = std::min(most, retry.backoff == Backoff::linear ? pause + first : pause * retry.factor);
        // Far beyond any time-out; attempts may be many.
        if (sum > 1e15) break;
    }
    return sum;
}

class Limits {
public:
    Limits(Checked& checked, const StepList& list) : checked_(checked), production_(checked.production), list_(list) {}

    void check() {
        std::unordered_set<Text> used;
        for (const Step& step : list_.steps) {
            used.insert(step.compensate_with);
            check_retry(step);
            check_people(step);
            check_after(step);
            check_input(step);
            if (step.kind == StepKind::wait && !step.detail.empty() && step.timeout == Duration{}) {
                add(Code::wait_without_timeout, step,
                    "waits for the signal " + in_quotes(step.detail) + " without a time-out")
                    .advise("write wait = { signal = " + in_quotes(step.detail) + ", timeout = \"1d\" }");
            }
        }
        for (const Compensation& each : list_.compensations) {
            if (used.count(each.name) != 0) continue;
            checked_.found
                .add(Code::unused_compensation, each.place,
                     "no step of " + list_.owner() + " is undone by the compensation " + in_quotes(each.name))
                .advise("write compensate_with = " + in_quotes(each.name) +
                        " at the step that it undoes, or remove it");
        }
    }

private:
    Diagnostic& add(Code code, const Step& step, const std::string& what) {
        return checked_.found.add(code, step.place, list_.called(step) + " " + what);
    }

    void check_retry(const Step& step) {
        const bool pauses_none = step.retry.interval == Duration{} || step.retry.max_interval == Duration{};
        if (step.retry.max_attempts == 0) {
            if (!pauses_none) return;
            add(Code::retry_without_wait, step, "is retried without a limit and without a pause")
                .advise("write a limit (max_attempts = 5) or a pause (interval = \"10s\")");
            return;
        }
        if (list_.item == nullptr || step.retry.max_attempts == 1) return;
        const Duration limit = list_.behaviour()->timeout;
        const double attempts = static_cast<double>(step.retry.max_attempts);
        const bool of_people = step.kind == StepKind::human_task || step.kind == StepKind::input;
        const double each = of_people ? 0 : static_cast<double>(step.timeout.milliseconds);
        const double all = pauses(step.retry) + attempts * each;
        if (all <= static_cast<double>(limit.milliseconds)) return;
        // Whole minutes tell enough of what is longer than that.
        constexpr double longest = 1e15;
        const auto length = Duration{static_cast<std::int64_t>(std::min(all, longest)) / 60'000 * 60'000};
        add(Code::retry_longer_than_process, step,
            "is tried " + std::to_string(step.retry.max_attempts) + " times, which may take " + to_text(length) +
                "; the process ends after " + to_text(limit))
            .advise("fewer attempts, shorter pauses, or a longer time-out of the process");
    }

    void check_people(const Step& step) {
        if (step.kind != StepKind::human_task) return;
        if (step.assignee_role.empty()) {
            add(Code::human_task_without_role, step, "does not say who does it")
                .advise("write assignee_role = \"ROLE\"");
        }
        if (step.timeout == Duration{}) {
            add(Code::human_task_without_role, step, "has no time-out").advise("write timeout = \"7d\"");
        }
        std::unordered_map<Text, Place> seen;
        for (const Outcome& each : slice(production_.outcomes, step.outcomes)) {
            const auto [first, is_new] = seen.emplace(each.name, each.place);
            if (is_new) continue;
            checked_.found
                .add(Code::duplicate_outcome, each.place,
                     list_.called(step) + " has two outcomes called " + in_quotes(each.name))
                .note(first->second, "the first " + in_quotes(each.name) + " is here")
                .advise("rename one of them");
        }
    }

    void check_after(const Step& step) {
        if (!step.required || !step.when.text.empty() || step.when.foreign) return;
        for (const NameRef& each : production_.of(step.after)) {
            const auto found = list_.index.find(each.name);
            if (found == list_.index.end() || list_.steps[found->second].required) continue;
            checked_.found
                .add(Code::required_after_optional, each.place,
                     list_.called(step) + " is required and comes after " + in_quotes(each.name) +
                         ", which may fail without stopping the process")
                .note(list_.steps[found->second].place, in_quotes(each.name) + " is optional")
                .advise("give it a condition (when), or make one as required as the other");
        }
    }

    void check_input(const Step& step) {
        if (step.kind != StepKind::input || step.effects.empty()) return;
        add(Code::input_with_effects, step, "is an input and has effects")
            .advise("move the effects to a step of their own");
    }

    Checked& checked_;
    const Production& production_;
    const StepList& list_;
};

}  // namespace

void check_step_limits(Checked& checked, std::span<const StepList> lists) {
    for (const StepList& list : lists) Limits(checked, list).check();
}

}  // namespace millwright::check
