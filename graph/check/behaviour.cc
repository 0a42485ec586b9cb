#include "graph/check/families.h"
#include "graph/check/step_list.h"

namespace millwright::check {

void check_behaviour(Checked& checked) {
    const Production& p = checked.production;
    // Large imported productions have no behaviour, and nothing is spent on them.
    if (p.steps.empty() && p.handlers.empty() && p.triggers.empty() && p.compensations.empty() && p.schedules.empty() &&
        p.stories.empty() && p.entities.empty()) {
        return;
    }
    const std::vector<StepList> lists = step_lists(p);
    const KnownNames processes = processes_of(p);
    check_steps(checked, lists, processes);
    check_step_limits(checked, lists);
    check_step_flow(checked, lists);
    check_subprocesses(checked, lists);
    check_state_keys(checked, lists);
    check_triggers(checked, processes);
    check_entities(checked, lists);
    check_managers(checked);
    check_schedules(checked, processes);
    check_stories(checked, lists);
}

}  // namespace millwright::check
