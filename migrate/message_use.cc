#include "migrate/message_use.h"

#include "migrate/risk.h"

namespace millwright::migrate {
namespace {

/// Users come one after the other: one that is there already is the last.
void add(std::vector<std::string_view>& names, std::string_view name) {
    if (names.empty() || names.back() != name) names.push_back(name);
}

}  // namespace

std::string MessageUsers::words() const {
    std::string text;
    if (!senders.empty()) text = "sent by " + named(senders);
    if (!receivers.empty()) text += (text.empty() ? "" : ", ") + ("accepted by " + named(receivers));
    return text;
}

MessageUse::MessageUse(const Production& production, const std::vector<const Message*>& messages)
    : production_(production) {
    for (const Message* each : messages) names_.emplace(each->name, each->name);
    for (const Message* each : messages) {
        if (!each->class_name.empty()) names_.emplace(each->class_name, each->name);
    }
    for (const Item& item : production.items) look_at(item);
    for (const Schedule& schedule : production.schedules) look_at(schedule.steps, schedule.name);
}

void MessageUse::look_at(const Item& item) {
    for (const NameRef& each : production_.of(item.emits)) sends(each.name, item.name);
    for (const NameRef& each : production_.of(item.accepts)) receives(each.name, item.name);
    for (const Reply& each : production_.of(item.replies)) {
        receives(each.received, item.name);
        sends(each.reply, item.name);
    }
    for (const Raise& each : production_.of(item.raises)) {
        receives(each.command, item.name);
        sends(each.event, item.name);
    }
    for (const FoundRoute& each : production_.of(item.found)) sends(each.message, item.name);
    if (item.behaviour) look_at(*item.behaviour, item.name);
}

void MessageUse::look_at(const Behaviour& behaviour, std::string_view owner) {
    for (const Text message : {behaviour.announces_start, behaviour.announces_complete, behaviour.announces_failure}) {
        sends(message, owner);
    }
    for (const Handler& handler : production_.of(behaviour.handlers)) {
        receives(handler.on, owner);
        sends(handler.reply, owner);
        for (const Send& each : production_.of(handler.sends)) {
            sends(each.message.empty() ? handler.on : each.message, owner);
        }
    }
    look_at(behaviour.steps, owner);
    for (const Compensation& each : slice(production_.compensations, behaviour.compensations)) {
        sends(each.message, owner);
    }
    for (const Trigger& each : slice(production_.triggers, behaviour.triggers)) {
        if (each.kind == TriggerKind::event || each.kind == TriggerKind::message) receives(each.subject, owner);
    }
}

void MessageUse::look_at(Range<Step> steps, std::string_view owner) {
    for (const Step& step : slice(production_.steps, steps)) {
        if (step.kind == StepKind::wait)
            receives(step.message, owner);
        else
            sends(step.message, owner);
    }
}

void MessageUse::sends(std::string_view message, std::string_view owner) {
    if (MessageUsers* of_it = users(message)) add(of_it->senders, owner);
}

void MessageUse::receives(std::string_view message, std::string_view owner) {
    if (MessageUsers* of_it = users(message)) add(of_it->receivers, owner);
}

MessageUsers* MessageUse::users(std::string_view message) {
    if (message.empty()) return nullptr;
    const auto name = names_.find(message);
    return name == names_.end() ? nullptr : &users_[name->second];
}

const MessageUsers& MessageUse::of(std::string_view message) const {
    static const MessageUsers none;
    const auto found = users_.find(message);
    return found == users_.end() ? none : found->second;
}

}  // namespace millwright::migrate
