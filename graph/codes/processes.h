// MW300 to MW339, processes and steps: what they name, and whether their steps lead to an end.
#pragma once

#include <array>

#include "graph/codes.h"

namespace millwright::codes {

inline constexpr std::array processes{
    CodeInfo{
        Code::unknown_step, Severity::error, "step does not exist",
        R"(A key of a step (on_success, on_failure, on_true, on_false, after, steps, step, the goto of an outcome) names a step
that the same process does not have; or a scenario names one. "complete" and "fail" are the two ends.

Wrong:
    outcomes = [{ name = "approve", goto = "bok" }]
Right:
    outcomes = [{ name = "approve", goto = "book" }]
)"},
    CodeInfo{Code::duplicate_step, Severity::error, "two steps of one name",
             R"(Two steps of one process have the same name: what names the step could mean either.

Wrong:
    [[process.Approval.step]]
    name = "book"
    [[process.Approval.step]]
    name = "book"
Right:
    [[process.Approval.step]]
    name = "book"
    [[process.Approval.step]]
    name = "book again"
)"},
    CodeInfo{
        Code::unknown_compensation, Severity::error, "compensation does not exist",
        R"(compensate_with of a step names a compensation that the same process does not have, so nothing would undo the step.

Wrong:
    [[process.Approval.step]]
    name = "book"
    compensate_with = "unbok"
    [[process.Approval.compensation]]
    name = "unbook"
Right:
    compensate_with = "unbook"
)"},
    CodeInfo{Code::duplicate_compensation, Severity::error, "two compensations of one name",
             R"(Two compensations of one process have the same name: a step that names it could mean either.

Wrong:
    [[process.Approval.compensation]]
    name = "undo"
    [[process.Approval.compensation]]
    name = "undo"
Right:
    [[process.Approval.compensation]]
    name = "undo booking"
    [[process.Approval.compensation]]
    name = "undo payment"
)"},
    CodeInfo{
        Code::unknown_entity, Severity::error, "entity does not exist",
        R"(A trigger, an effect, a query, a human task, a handler or a story names an entity that no [entity.X] declares, while
others are declared. Where no entity is declared at all, nothing is said.

Wrong:
    [entity.Order]
    [process.Ship]
    trigger = { entity = "Oder", change = "created" }
Right:
    [entity.Order]
    [process.Ship]
    trigger = { entity = "Order", change = "created" }
)"},
    CodeInfo{Code::unknown_state, Severity::error, "state the entity does not have",
             R"(A trigger or a transition names a state that is not among the states of the entity.

Wrong:
    [entity.Order]
    states = ["open", "paid"]
    [process.Ship]
    trigger = { entity = "Order", status = "payed" }
Right:
    trigger = { entity = "Order", status = "paid" }
)"},
    CodeInfo{Code::unknown_transition, Severity::error, "transition the entity does not have",
             R"(A trigger waits for a change of state that no transition of the entity makes, so it never fires.

Wrong:
    [entity.Order]
    states = ["open", "paid", "sent"]
    transitions = [{ from = "open", to = "paid" }, { from = "paid", to = "sent" }]
    [process.Ship]
    trigger = { entity = "Order", from = "open", status = "sent" }
Right:
    trigger = { entity = "Order", from = "paid", status = "sent" }
)"},
    CodeInfo{
        Code::unknown_declared_name, Severity::error, "channel, surface, role or intent not declared",
        R"(A step names a channel, surface, role or intent that is not declared, while others of the kind are. Where none of the
kind is declared, nothing is said.

Wrong:
    [role.manager]
    [[process.Approval.step]]
    name = "review"
    kind = "human_task"
    assignee_role = "manger"
Right:
    assignee_role = "manager"
)"},
    CodeInfo{
        Code::unknown_process, Severity::error, "process does not exist",
        R"(A subprocess step, a schedule or a trigger on completion names a process that does not exist, or an item that is no
process.

Wrong:
    [schedule.nightly]
    cron = "30 1 * * *"
    process = "NightlyReprot"
Right:
    [schedule.nightly]
    cron = "30 1 * * *"
    process = "NightlyReport"
)"},
    CodeInfo{
        Code::incomplete_step, Severity::error, "step lacks what its kind needs",
        R"(A condition needs a branch, a parallel step its steps, a foreach its list and its step, a subprocess its process, a
query its entity, a side effect its effects, a wait a time or a signal.

Wrong:
    [[process.Approval.step]]
    name = "large?"
    kind = "condition"
    when = "amount > 100"
Right:
    [[process.Approval.step]]
    name = "large?"
    kind = "condition"
    when = "amount > 100"
    on_true = "review"
)"},
    CodeInfo{
        Code::unknown_state_key, Severity::error, "state key that nothing gives",
        R"(A step needs a key of the state that no step gives, and that is neither an input nor in the state of the process nor a
field of the message that starts it.

Wrong:
    [[process.Approval.step]]
    name = "book"
    needs = ["acount"]
Right:
    [[process.Approval.step]]
    name = "find"
    gives = ["account"]
    [[process.Approval.step]]
    name = "book"
    needs = ["account"]
)"},
    CodeInfo{
        Code::foreach_over_nothing, Severity::error, "foreach over something no step gives",
        R"(`over` of a foreach names a key of the state that no step gives, and that is neither an input nor in the state of the
process.

Wrong:
    inputs = { lines = "list<string>" }
    [[process.Orders.step]]
    name = "each"
    kind = "foreach"
    over = "line"
    step = "one"
Right:
    over = "lines"
)"},
    CodeInfo{
        Code::reserved_state_key, Severity::error, "reserved state key",
        R"(A workflow for orchestrator-core gives a key of the state that the engine keeps for itself and overwrites.

Wrong:
    gives = ["process_id"]
Right:
    gives = ["order_process_id"]
)"},
    CodeInfo{Code::duplicate_outcome, Severity::error, "two outcomes of one name",
             R"(A human task has two outcomes of one name, so it is open which one was chosen.

Wrong:
    outcomes = [{ name = "ok", goto = "book" }, { name = "ok", goto = "fail" }]
Right:
    outcomes = [{ name = "ok", goto = "book" }, { name = "no", goto = "fail" }]
)"},
    CodeInfo{Code::unreachable_step, Severity::warning, "step that nothing leads to",
             R"(No step leads to this one: the steps before it always go elsewhere, and none names it.

Wrong:
    [[process.Approval.step]]
    name = "review"
    on_success = "complete"
    [[process.Approval.step]]
    name = "book"
Right:
    [[process.Approval.step]]
    name = "review"
    on_success = "book"
    [[process.Approval.step]]
    name = "book"
)"},
    CodeInfo{Code::no_path_to_end, Severity::error, "no path to an end",
             R"(From this step no path leads to an end of the process: it can only go round, until its time-out.

Wrong:
    [[process.Watch.step]]
    name = "look"
    on_success = "rest"
    [[process.Watch.step]]
    name = "rest"
    kind = "wait"
    wait = "5m"
    on_success = "look"
Right:
    [[process.Watch.step]]
    name = "look"
    on_success = "complete"
    on_failure = "rest"
    [[process.Watch.step]]
    name = "rest"
    kind = "wait"
    wait = "5m"
    on_success = "look"
)"},
    CodeInfo{
        Code::goto_cycle, Severity::warning, "steps that go round without waiting",
        R"(Steps lead back to an earlier one, and none of them waits for a time, a signal, a person or a callback: what fails would
be tried again at once, and again.

Wrong:
    [[process.Watch.step]]
    name = "look"
    on_failure = "look"
Right:
    [[process.Watch.step]]
    name = "look"
    retry = { max_attempts = 5, interval = "10s" }
)"},
    CodeInfo{
        Code::dependency_cycle, Severity::error, "steps that wait for one another",
        R"(Steps come after one another in a circle, or a parallel or foreach step contains itself: none of them can begin. A step
without `after` comes after the step above it.

Wrong:
    [[process.Approval.step]]
    name = "a"
    after = ["b"]
    [[process.Approval.step]]
    name = "b"
    after = ["a"]
Right:
    [[process.Approval.step]]
    name = "a"
    [[process.Approval.step]]
    name = "b"
    after = ["a"]
)"},
    CodeInfo{Code::after_against_goto, Severity::error, "step that waits for what it leads to",
             R"(A step comes after another one, and only it leads to that one: neither can begin.

Wrong:
    [[process.Approval.step]]
    name = "large?"
    kind = "condition"
    after = ["review"]
    on_true = "review"
Right:
    [[process.Approval.step]]
    name = "large?"
    kind = "condition"
    on_true = "review"
)"},
    CodeInfo{
        Code::subprocess_cycle, Severity::error, "processes that start one another",
        R"(Processes start one another as subprocesses in a circle, each waiting for the next: they would never come to an end.

Wrong:
    [[process.A.step]]
    name = "b"
    kind = "subprocess"
    process = "B"
    [[process.B.step]]
    name = "a"
    kind = "subprocess"
    process = "A"
Right:
    [[process.B.step]]
    name = "a"
    to = "Work"
)"},
    CodeInfo{Code::unused_compensation, Severity::warning, "compensation that no step names",
             R"(A compensation is declared, and no step names it in compensate_with, so it never runs.

Wrong:
    [[process.Approval.compensation]]
    name = "unbook"                 (and no step names it)
Right:
    [[process.Approval.step]]
    name = "book"
    compensate_with = "unbook"
)"},
    CodeInfo{
        Code::effect_without_compensation, Severity::warning, "effect that a later failure leaves behind",
        R"(A step changes an entity or sends a command, a later step can fail, and nothing undoes the first one. when_failed =
"stop" says that it is meant.

Wrong:
    [[process.Order.step]]
    name = "reserve"
    to = "Inventory"
    message = "ReserveInventory"
    [[process.Order.step]]
    name = "charge"
    to = "Payment"
Right:
    [[process.Order.step]]
    name = "reserve"
    to = "Inventory"
    message = "ReserveInventory"
    compensate_with = "release"
)"},
    CodeInfo{Code::input_with_effects, Severity::error, "input step with effects",
             R"(An input step suspends the process and may run more than once, so it may have no effects.

Wrong:
    [[process.Create.step]]
    name = "ask"
    kind = "input"
    effects = [{ create = "Order" }]
Right:
    [[process.Create.step]]
    name = "ask"
    kind = "input"
    [[process.Create.step]]
    name = "create"
    kind = "side_effect"
    effects = [{ create = "Order" }]
)"},
    CodeInfo{
        Code::required_after_optional, Severity::warning, "required step after an optional one",
        R"(A required step names in `after` a step that may fail without stopping the process, so it may run without what that one
gives. A condition of its own is a guard.

Wrong:
    [[process.Report.step]]
    name = "rates"
    required = false
    [[process.Report.step]]
    name = "sum"
    after = ["rates"]
Right:
    [[process.Report.step]]
    name = "sum"
    after = ["rates"]
    when = 'present(rates)'
)"},
    CodeInfo{
        Code::retry_longer_than_process, Severity::warning, "retry longer than its process",
        R"(All attempts of a step, each as long as its time-out allows, and the pauses between them take longer than the process may
live: the last attempts can never be made.

Wrong:
    timeout = "1h"                  (of the process)
    [[process.Report.step]]
    name = "fetch"
    retry = { max_attempts = 100, interval = "5m", max_interval = "5m" }
Right:
    retry = { max_attempts = 10, interval = "5m", max_interval = "5m" }
)"},
    CodeInfo{Code::retry_without_wait, Severity::warning, "endless retry without a pause",
             R"(A step is retried without a limit and without a pause: a failure that lasts becomes a storm.

Wrong:
    retry = { max_attempts = "unlimited", interval = "0s" }
Right:
    retry = { max_attempts = "unlimited", interval = "10s" }
)"},
    CodeInfo{
        Code::steps_longer_than_process, Severity::warning, "steps longer than their process",
        R"(The time-outs and waits of the steps on the shortest way to the end, tasks of people and signals left out, are together
longer than the process may live.

Wrong:
    timeout = "1m"                  (of the process)
    [[process.Report.step]]
    name = "rest"
    kind = "wait"
    wait = "1h"
Right:
    timeout = "2h"
)"},
    CodeInfo{Code::human_task_without_role, Severity::warning, "human task without a role or a time-out",
             R"(Nobody is named who does the task, or it may stay undone for ever.

Wrong:
    [[process.Approval.step]]
    name = "review"
    kind = "human_task"
Right:
    [[process.Approval.step]]
    name = "review"
    kind = "human_task"
    assignee_role = "manager"
)"},
    CodeInfo{
        Code::wait_without_timeout, Severity::warning, "wait without a time-out",
        R"(A step waits for a signal, without a limit: when the signal never comes, the process hangs until its own time-out.

Wrong:
    wait = { signal = "paid" }
Right:
    wait = { signal = "paid", timeout = "2d" }
)"},
    CodeInfo{
        Code::handler_never_chosen, Severity::warning, "handler behind one that takes everything",
        R"(Two handlers of one kind are for one message, and the first has no condition: it always takes the message, so the order
in the file decides.

Wrong:
    [[process.Router.handler]]
    on = "OrderRequest"
    [[process.Router.handler]]
    on = "OrderRequest"
    when = "amount > 100"
Right:
    [[process.Router.handler]]
    on = "OrderRequest"
    when = "amount > 100"
    [[process.Router.handler]]
    on = "OrderRequest"
    when = "amount <= 100"
)"},
};

}  // namespace millwright::codes
