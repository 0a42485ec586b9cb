#include "graph/check/step_list.h"

#include <array>

#include "graph/utf8.h"

namespace millwright::check {
namespace {

constexpr std::array<Jump, 4> all_jumps{{
    {"on_success", &Step::on_success, &StepPlaces::on_success},
    {"on_failure", &Step::on_failure, &StepPlaces::on_failure},
    {"on_true", &Step::on_true, &StepPlaces::on_true},
    {"on_false", &Step::on_false, &StepPlaces::on_false},
}};

StepList list_of(std::span<const Step> steps) {
    StepList list;
    list.steps = steps;
    for (std::size_t i = 0; i < steps.size(); ++i) list.index.emplace(steps[i].name, i);
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

bool is_end(std::string_view go_to) {
    return go_to == "complete" || go_to == "fail";
}

std::span<const Jump> jumps() {
    return all_jumps;
}

}  // namespace millwright::check
