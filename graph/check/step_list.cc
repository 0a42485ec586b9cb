#include "graph/check/step_list.h"

#include "graph/utf8.h"

namespace millwright::check {
namespace {

StepList list_of(std::span<const Step> steps) {
    StepList list;
    list.steps = steps;
    list.index = index_of(steps);
    return list;
}

}  // namespace

std::string StepList::owner() const {
    return item != nullptr ? in_quotes(item->name) : "schedule " + in_quotes(schedule->name);
}

std::string StepList::called(const Step& step) const {
    return "step " + in_quotes(step.name) + " of " + owner();
}

std::vector<StepList> step_lists(const Production& production) {
    std::vector<StepList> lists;
    for (const Item& item : production.items) {
        if (!item.behaviour || (item.behaviour->steps.empty() && item.behaviour->compensations.empty())) continue;
        lists.push_back(list_of(slice(production.steps, item.behaviour->steps)));
        lists.back().item = &item;
        lists.back().compensations = slice(production.compensations, item.behaviour->compensations);
    }
    for (const Schedule& schedule : production.schedules) {
        if (schedule.steps.empty()) continue;
        lists.push_back(list_of(slice(production.steps, schedule.steps)));
        lists.back().schedule = &schedule;
    }
    return lists;
}

}  // namespace millwright::check
