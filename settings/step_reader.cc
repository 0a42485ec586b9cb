#include <charconv>

#include "settings/readers.h"
#include "settings/step_keys.h"

namespace millwright::settings {
namespace {

void check_intervals(ReaderState& state, const TableView& view, const Retry& retry) {
    if (retry.interval <= retry.max_interval) return;
    const bool given = view.has("interval");
    Diagnostic& finding = state.report(Code::out_of_range, view.place_of(given ? "interval" : "max_interval"),
                                       "\"interval\" is " + to_text(retry.interval) +
                                           ", longer than \"max_interval\", " + to_text(retry.max_interval));
    if (given && view.has("max_interval"))
        finding.note(view.place_of("max_interval"), "the longest interval is said here");
    finding.advise(given ? "max_interval = \"" + to_text(retry.interval) + "\""
                         : "interval = \"" + to_text(retry.max_interval) + "\"");
}

Retry read_retry(ReaderState& state, const TableView& step) {
    Retry retry;
    const NodeId table = step.node("retry");
    if (table == no_node) return retry;
    const TableView view(state, table, table_named("retry"));
    if (view.has("max_attempts")) {
        const Text attempts = view.count("max_attempts", {});
        retry.max_attempts = 0;
        std::from_chars(attempts.data(), attempts.data() + attempts.size(), retry.max_attempts);
    }
    retry.backoff = view.word("backoff", retry.backoff);
    retry.interval = view.duration("interval", retry.interval);
    if (view.has("factor")) retry.factor = plain_decimal(view.text("factor"));
    retry.max_interval = view.duration("max_interval", retry.max_interval);
    retry.description = view.text("description");
    check_intervals(state, view, retry);
    return retry;
}

Range<Satisfies> read_satisfied(ReaderState& state, const TableView& step) {
    std::vector<Satisfies> satisfied;
    for (const NodeId table : step.tables("satisfies")) satisfied.push_back(read_satisfies(state, table));
    return append(state.production.satisfied, std::move(satisfied));
}

Range<Effect> read_effects(ReaderState& state, const TableView& step) {
    std::vector<Effect> effects;
    for (const NodeId table : step.tables("effects")) {
        const TableView view(state, table, table_named("effect"));
        const std::string_view key = view.only_one("an effect", view.place());
        if (key.empty()) continue;
        Effect effect;
        effect.kind = key == "create" ? EffectKind::create : EffectKind::update;
        effect.entity = view.text(key);
        effect.where = view.expression("where");
        effect.set = view.assignments("set");
        effect.place = view.place_of(key);
        effect.description = view.text("description");
        effects.push_back(effect);
    }
    return append(state.production.effects, std::move(effects));
}

Range<Outcome> read_outcomes(ReaderState& state, const TableView& step) {
    std::vector<Outcome> outcomes;
    for (const NodeId table : step.tables("outcomes")) {
        const TableView view(state, table, table_named("outcome"));
        view.require_keys();
        Outcome outcome;
        outcome.name = view.text("name");
        outcome.label = view.text("label");
        outcome.go_to = view.text("goto");
        outcome.set = view.assignments("set");
        outcome.confirm = view.text("confirm");
        outcome.style = view.text("style");
        outcome.place = view.place_of("name");
        outcome.description = view.text("description");
        outcome.go_to_place = view.place_of("goto");
        outcomes.push_back(outcome);
    }
    return append(state.production.outcomes, std::move(outcomes));
}

/// `wait = "1s"` is kept as the time-out; a signal's time-out is 0 when none is given.
void read_wait(ReaderState& state, const TableView& view, Step& step) {
    step.timeout = view.duration("timeout", Duration{});
    const NodeId value = view.node("wait");
    if (value == no_node) return;
    if (state[value].kind == TomlKind::table) {
        const TableView wait(state, value, table_named("wait"));
        wait.require_keys();
        step.detail = wait.text("signal");
        step.timeout = wait.duration("timeout", step.timeout);
        step.wait_description = wait.text("description");
        return;
    }
    if (view.has("timeout")) {
        state.report(Code::conflicting_keys, view.place_of("timeout"), "a wait for a time has no time-out")
            .note(state[value].place, "it ends after this time");
    }
    step.timeout = *view.duration("wait");
}

/// Keys that mean something only in steps of some kinds.
void read_keys_of_kind(ReaderState& state, const TableView& view, Step& step) {
    for (const StepKey& each : step_keys) {
        if (!view.has(each.key)) continue;
        if (!each.belongs_to(step.kind)) {
            const auto kinds = words_of(*find_key(table_named("step"), "kind"));
            state.report(Code::unknown_key, view.key_place_of(each.key),
                         shown(each.key) + " means nothing in a step of kind " +
                             shown(kinds[static_cast<std::size_t>(step.kind)]));
        } else if (each.where != nullptr) {
            step.*(each.where) = view.text(each.key);
            if (each.place != nullptr) step.places.*(each.place) = view.place_of(each.key);
        }
    }
    // Two keys that mean different things in different kinds.
    if (!view.has("entity")) return;
    const bool is_query = step.kind == StepKind::query;
    (is_query ? step.subject : step.detail) = view.text("entity");
    (is_query ? step.places.subject : step.places.detail) = view.place_of("entity");
}

void read_flow(const TableView& view, Step& step) {
    step.when = view.condition();
    step.after = view.names("after");
    step.after_given = view.has("after");
    step.required = view.boolean("required", true);
    step.needs = view.names("needs");
    step.gives = view.names("gives");
    step.run_as = view.word("run_as", step.run_as);
    step.fail_fast = view.boolean("fail_fast");
    step.compensate_with = view.text("compensate_with");
    step.places.compensate_with = view.place_of("compensate_with");
    step.on_success = view.text("on_success");
    step.places.on_success = view.place_of("on_success");
    step.on_failure = view.text("on_failure");
    step.places.on_failure = view.place_of("on_failure");
}

Step read_step(ReaderState& state, NodeId table) {
    const TableView view(state, table, table_named("step"));
    view.require_keys();
    Step step;
    step.name = view.text("name");
    step.place = view.place_of("name");
    step.description = view.text("description");
    if (step.name == "complete" || step.name == "fail") {
        state
            .report(Code::bad_value, step.place,
                    "a step may not be called " + shown(step.name) +
                        ": on_success, on_failure and goto end the process with that word")
            .advise("give the step another name");
    }
    step.kind = view.word("kind", step.kind);
    read_flow(view, step);
    step.retry = read_retry(state, view);
    step.satisfies = read_satisfied(state, view);
    step.effects = read_effects(state, view);
    step.with = view.assignments("with");
    step.outcomes = read_outcomes(state, view);
    step.steps = view.names("steps");
    step.on_any_failure = view.word("on_any_failure", step.on_any_failure);
    step.where = view.expression("where");
    if (step.kind == StepKind::wait) {
        read_wait(state, view, step);
    } else {
        step.timeout = view.duration("timeout", default_timeout(step.kind));
    }
    read_keys_of_kind(state, view, step);
    return step;
}

}  // namespace

Range<Step> read_steps(ReaderState& state, const TableView& holder) {
    std::vector<Step> steps;
    for (const NodeId table : holder.tables("step")) steps.push_back(read_step(state, table));
    return append(state.production.steps, std::move(steps));
}

Range<Compensation> read_compensations(ReaderState& state, const TableView& process) {
    std::vector<Compensation> compensations;
    for (const NodeId table : process.tables("compensation")) {
        const TableView view(state, table, table_named("compensation"));
        view.require_keys();
        Compensation compensation;
        compensation.name = view.text("name");
        compensation.to = view.text("to");
        compensation.message = view.text("message");
        compensation.with = view.assignments("with");
        compensation.call = view.text("call");
        compensation.timeout = view.duration("timeout", compensation.timeout);
        compensation.place = view.place_of("name");
        compensation.description = view.text("description");
        compensation.to_place = view.place_of("to");
        compensation.message_place = view.place_of("message");
        compensations.push_back(compensation);
    }
    return append(state.production.compensations, std::move(compensations));
}

}  // namespace millwright::settings
