#include "graph/routes.h"

#include <algorithm>
#include <array>

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
        if (each.target.empty()) sent.push_back({each.target_setting, message_of(each)});
    }
    if (item.behaviour) {
        add_handlers(production, *item.behaviour, sent);
        add_steps(production, *item.behaviour, sent);
    }
    std::stable_sort(sent.begin(), sent.end(), [](const Sent& a, const Sent& b) { return a.to < b.to; });
    return sent;
}

/// Finds items by name; of several of one name the one that runs.
class Running {
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

/// A Host setting that is no target setting, because not all of its names are items, may still be one.
bool may_name_items(const Setting& setting) {
    return setting.scope == "Host" && !setting.name.starts_with('%') && !setting.refers_to_secret &&
           setting.form == ValueForm::text && !setting.value.empty();
}

}  // namespace

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
        for (const FoundRoute& each : production.of(item.found)) {
            if (!each.target.empty()) add_found(each, ItemId(i), running.find(each.target), first);
        }
        from_.push_back({first, static_cast<std::uint32_t>(routes_.size()) - first});
    }
    index_incoming(production.items.size());
}

void Routes::add_found(const FoundRoute& found, ItemId source, ItemId target, std::size_t first) {
    const auto same = [&](const Route& each) {
        return each.target_setting == found.target_setting && each.target_name == found.target;
    };
    auto route = std::find_if(routes_.begin() + static_cast<std::ptrdiff_t>(first), routes_.end(), same);
    if (route == routes_.end()) {
        routes_.push_back({source, found.target_setting, found.target, target, found.origin, {}, found.place});
        route = std::prev(routes_.end());
    }
    // Ranges do not grow in the middle: those of the route move to the end, where this one follows.
    const Range<RouteMessage> before = route->messages;
    const auto end = static_cast<std::uint32_t>(messages_.size());
    if (before.first + before.count != end) {
        route->messages.first = end;
        for (std::uint32_t i = 0; i < before.count; ++i) messages_.push_back(RouteMessage(messages_[before.first + i]));
    }
    messages_.push_back(message_of(found));
    ++route->messages.count;
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
