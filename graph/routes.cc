#include "graph/routes.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "graph/setting_names.h"

namespace millwright {
namespace {

/// A message that leaves by a target setting.
struct Sent {
    Text to;
    RouteMessage message;
};

RouteMessage message_of(const FoundRoute& found) {
    return {found.message, found.when, found.mode, found.place};
}

void add_handlers(const Production& production, const Behaviour& behaviour, std::vector<Sent>& sent) {
    for (const Handler& handler : production.of(behaviour.handlers)) {
        for (const Send& send : production.of(handler.sends)) {
            const Text name = send.message.empty() ? handler.on : send.message;
            sent.push_back({send.to, {name, send.when, send.mode, send.place}});
        }
    }
}

void add_steps(const Production& production, const Behaviour& behaviour, std::vector<Sent>& sent) {
    for (const Step& step : slice(production.steps, behaviour.steps)) {
        if (step.to.empty() || step.message.empty()) continue;
        const Interaction mode = step.kind == StepKind::send ? Interaction::async : Interaction::sync;
        sent.push_back({step.to, {step.message, step.when, mode, step.place}});
    }
    for (const Compensation& undo : slice(production.compensations, behaviour.compensations)) {
        if (undo.to.empty() || undo.message.empty()) continue;
        sent.push_back({undo.to, {undo.message, {}, Interaction::sync, undo.place}});
    }
}

/// What an item sends, grouped by target setting, in each group in the order of the file.
std::vector<Sent> all_sent(const Production& production, const Item& item) {
    std::vector<Sent> sent;
    for (const FoundRoute& each : production.of(item.found)) {
        if (each.target.empty() && each.dynamic.empty()) sent.push_back({each.target_setting, message_of(each)});
    }
    if (item.behaviour) {
        add_handlers(production, *item.behaviour, sent);
        add_steps(production, *item.behaviour, sent);
    }
    std::stable_sort(sent.begin(), sent.end(), [](const Sent& a, const Sent& b) { return a.to < b.to; });
    return sent;
}

/// A Host setting that is no target setting, because not all of its names are items, may still be one.
bool may_name_items(const Setting& setting) {
    return setting.scope == "Host" && !setting.name.starts_with('%') && !setting.refers_to_secret &&
           setting.form == ValueForm::text && !setting.value.empty() && !never_a_target(setting.name);
}

}  // namespace

/// Finds items by name; of several of one name the one that runs.
class Routes::Running {
public:
    explicit Running(const Production& production) : index_(production), running_(production.items.size()) {
        for (std::size_t i = 0; i < running_.size(); ++i) {
            ItemId& running = running_[index_.find(production.items[i].name).index()];
            if (!running && production.items[i].enabled.on(true)) running = ItemId(i);
        }
    }

    ItemId find(Text name) const {
        const ItemId first = index_.find(name);
        return first && running_[first.index()] ? running_[first.index()] : first;
    }

private:
    ItemIndex index_;
    std::vector<ItemId> running_;  // by the first item of a name
};

Text name_of(Origin origin) {
    static constexpr std::array<Text, 7> names{"declared", "default", "setting", "rule", "bpl", "source", "runtime"};
    return names[static_cast<std::size_t>(origin)];
}

Routes::Routes(const Production& production) {
    const Running running(production);
    from_.reserve(production.items.size());
    for (std::size_t i = 0; i < production.items.size(); ++i) {
        const Item& item = production.items[i];
        const auto first = static_cast<std::uint32_t>(routes_.size());
        const std::vector<Sent> sent = all_sent(production, item);
        for (const Setting& setting : production.of(item.settings)) {
            const auto begin = std::lower_bound(sent.begin(), sent.end(), setting.name,
                                                [](const Sent& each, Text name) { return each.to < name; });
            Range<RouteMessage> messages{static_cast<std::uint32_t>(messages_.size()), 0};
            const auto add = [&](Text name, Place place, Origin origin) {
                const ItemId target = running.find(name);
                if (!target && !setting.is_target()) return;
                if (messages.empty()) {
                    for (auto each = begin; each != sent.end() && each->to == setting.name; ++each) {
                        messages_.push_back(each->message);
                    }
                    messages.count = static_cast<std::uint32_t>(messages_.size()) - messages.first;
                }
                routes_.push_back({ItemId(i), setting.name, name, target, origin, messages, place});
            };
            if (setting.is_target()) {
                const bool declared = setting.target == TargetOrigin::declared;
                for (const NameRef& name : production.of(setting.names)) {
                    add(name.name, name.place, declared ? Origin::declared : Origin::setting);
                }
            } else if (may_name_items(setting)) {
                for (const Text name : split_names(setting.value)) add(name, setting.place, Origin::setting);
            }
        }
        add_found(production, ItemId(i), running, first);
        from_.push_back({first, static_cast<std::uint32_t>(routes_.size()) - first});
    }
    index_incoming(production.items.size());
}

/// What is sent through a setting travels on the setting's route, whoever says so; a name in the code, in a rule and in a
/// process is a route each.
void Routes::add_found(const Production& production, ItemId source, const Running& running, std::size_t first) {
    using Key = std::tuple<Text, Text, Origin>;
    const auto key_of = [](Text setting, Text target, Origin origin) {
        return Key{setting, target, setting.empty() ? origin : Origin::setting};
    };
    const auto found = production.of(production[source].found);
    if (found.empty()) return;
    std::map<Key, std::size_t> known;
    for (std::size_t i = first; i < routes_.size(); ++i) {
        known.emplace(key_of(routes_[i].target_setting, routes_[i].target_name, routes_[i].origin), i);
    }
    std::map<std::size_t, std::vector<RouteMessage>> added;  // by route
    for (const FoundRoute& each : found) {
        if (each.target.empty()) continue;
        const auto [at, is_new] = known.emplace(key_of(each.target_setting, each.target, each.origin), routes_.size());
        if (is_new) {
            routes_.push_back(
                {source, each.target_setting, each.target, running.find(each.target), each.origin, {}, each.place});
        }
        added[at->second].push_back(message_of(each));
    }
    // Ranges do not grow in the middle: those of a route move to the end, where the new ones follow.
    for (const auto& [at, messages] : added) {
        const Range<RouteMessage> before = routes_[at].messages;
        routes_[at].messages.first = static_cast<std::uint32_t>(messages_.size());
        for (std::uint32_t i = 0; i < before.count; ++i) messages_.push_back(RouteMessage(messages_[before.first + i]));
        messages_.insert(messages_.end(), messages.begin(), messages.end());
        routes_[at].messages.count = before.count + static_cast<std::uint32_t>(messages.size());
    }
}

void Routes::index_incoming(std::size_t items) {
    to_.resize(items);
    for (const Route& route : routes_) {
        if (route.target) ++to_[route.target.index()].count;
    }
    std::uint32_t next = 0;
    for (auto& range : to_) {
        range.first = next;
        next += range.count;
        range.count = 0;
    }
    incoming_.resize(next);
    for (std::uint32_t i = 0; i < routes_.size(); ++i) {
        if (!routes_[i].target) continue;
        auto& range = to_[routes_[i].target.index()];
        incoming_[range.first + range.count++] = i;
    }
}

std::span<const Route> Routes::from(ItemId item) const {
    return slice(routes_, from_[item.index()]);
}

std::span<const std::uint32_t> Routes::to(ItemId item) const {
    return slice(incoming_, to_[item.index()]);
}

}  // namespace millwright
