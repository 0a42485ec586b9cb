#include "graph/check/events.h"

#include <algorithm>

namespace millwright::check {
namespace {

/// Two different senders are enough to know of.
void note(std::vector<ItemId>& senders_of_one, ItemId sender) {
    if (senders_of_one.size() < 2 && (senders_of_one.empty() || senders_of_one.front() != sender)) {
        senders_of_one.push_back(sender);
    }
}

}  // namespace

Events::Events(const Production& production, const Routes& routes) : declared(production) {
    for (std::size_t i = 0; i < production.items.size(); ++i) add(production, ItemId(i));
    for (const Route& route : routes.all()) {
        if (!route.target) continue;
        if (!production[route.source].behaviour) note(silent_senders[route.target], route.source);
        for (const RouteMessage& each : routes.of(route.messages)) {
            if (each.name == "*" || each.name.empty())
                note(silent_senders[route.target], route.source);
            else
                note(senders[{route.target, declared.canonical(each.name)}], route.source);
        }
    }
}

bool Events::sent_by_others(ItemId target, Text command, ItemId than) const {
    const auto others = [&](const auto& all, const auto& key) {
        const auto found = all.find(key);
        return found != all.end() &&
               std::any_of(found->second.begin(), found->second.end(), [&](ItemId each) { return each != than; });
    };
    return others(silent_senders, target) || others(senders, std::pair(target, command));
}

void Events::add(const Production& production, ItemId id) {
    const Item& item = production[id];
    const auto alone = [&](Text name) {
        if (!name.empty()) raisers[declared.canonical(name)].push_back({id, {}});
    };
    for (const Raise& each : production.of(item.raises)) {
        const Text command = declared.canonical(each.command);
        raisers[declared.canonical(each.event)].push_back({id, command});
        answers[{id, command}].push_back(declared.canonical(each.event));
    }
    for (const NameRef& each : production.of(item.emits)) alone(each.name);
    anybody_says = anybody_says || !item.raises.empty() || !item.emits.empty();
    if (!item.behaviour) return;
    alone(item.behaviour->announces_start);
    alone(item.behaviour->announces_complete);
    alone(item.behaviour->announces_failure);
    for (const Handler& handler : production.of(item.behaviour->handlers)) {
        for (const Send& send : production.of(handler.sends)) {
            if (event(send.message) != nullptr) alone(send.message);
        }
    }
    for (const Step& step : slice(production.steps, item.behaviour->steps)) {
        if (event(step.message) != nullptr) alone(step.message);
    }
}

}  // namespace millwright::check
