#include "graph/check/scenario_reach.h"

#include <algorithm>

namespace millwright::check {

ScenarioReach::ScenarioReach(const Checked& checked)
    : checked_(checked), production_(checked.production), declared_(checked.production) {
    for (std::size_t i = 0; i < production_.items.size(); ++i) {
        const Item& item = production_.items[i];
        if (!item.behaviour) continue;
        for (const Handler& each : production_.of(item.behaviour->handlers)) {
            by_message_[declared_.canonical(each.on)].push_back(ItemId(i));
        }
        for (const Trigger& each : slice(production_.triggers, item.behaviour->triggers)) note_start(ItemId(i), each);
    }
    for (const Schedule& each : production_.schedules) {
        if (const ItemId process = checked.index.find(each.process)) by_clock_.push_back(process);
    }
}

void ScenarioReach::note_start(ItemId id, const Trigger& trigger) {
    switch (trigger.kind) {
        case TriggerKind::cron:
        case TriggerKind::every: by_clock_.push_back(id); break;
        case TriggerKind::event:
        case TriggerKind::message: by_message_[declared_.canonical(trigger.subject)].push_back(id); break;
        case TriggerKind::entity_status:
        case TriggerKind::entity_change: by_entity_[trigger.subject].push_back(id); break;
        case TriggerKind::completed: by_completed_[trigger.subject].push_back(id); break;
        case TriggerKind::signal:
        case TriggerKind::manual: break;
    }
}

const ItemSet& ScenarioReach::from(const std::vector<ItemId>& starts) {
    const auto [known, is_new] = known_.try_emplace(starts);
    ItemSet& reached = known->second;
    if (!is_new) return reached;
    reached.resize(production_.items.size());
    Walk walk{starts, {}};
    walk.open.insert(walk.open.end(), by_clock_.begin(), by_clock_.end());
    while (!walk.open.empty()) {
        const ItemId id = walk.open.back();
        walk.open.pop_back();
        if (reached[id.index()]) continue;
        reached[id.index()] = true;
        follow(id, walk);
    }
    return reached;
}

/// Once for each name: many can raise what many take.
void ScenarioReach::follow_name(const ByName& by_name, Text name, Walk& walk) {
    const auto found = by_name.find(name);
    if (found == by_name.end() || !walk.followed.insert({&by_name, name}).second) return;
    walk.open.insert(walk.open.end(), found->second.begin(), found->second.end());
}

void ScenarioReach::follow_event(Text event, Walk& walk) const {
    if (!event.empty()) follow_name(by_message_, declared_.canonical(event), walk);
}

void ScenarioReach::follow(ItemId id, Walk& walk) const {
    const Item& item = production_[id];
    for (const Route& route : checked_.routes.from(id)) {
        if (route.target) walk.open.push_back(route.target);
    }
    for (const Raise& each : production_.of(item.raises)) follow_event(each.event, walk);
    for (const NameRef& each : production_.of(item.emits)) follow_event(each.name, walk);
    if (!item.behaviour) return;
    const Behaviour& behaviour = *item.behaviour;
    for (const Text each : {behaviour.announces_start, behaviour.announces_complete, behaviour.announces_failure}) {
        follow_event(each, walk);
    }
    follow_name(by_completed_, item.name, walk);
    for (const Step& step : slice(production_.steps, behaviour.steps)) {
        const ItemId called = step.kind == StepKind::subprocess ? checked_.index.find(step.subject) : ItemId();
        if (called) walk.open.push_back(called);
        for (const Effect& each : slice(production_.effects, step.effects)) follow_name(by_entity_, each.entity, walk);
    }
}

}  // namespace millwright::check
