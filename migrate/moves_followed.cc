// References that follow renames.
#include "migrate/moves.h"

namespace millwright::migrate {
namespace {

class Following {
public:
    Following(Production& production, const Moves& moves) : production_(production), moves_(moves) {}

    void follow() {
        for (Item& item : production_.items) follow_item(item);
        for (Schedule& schedule : production_.schedules) {
            schedule.process = moves_.item(schedule.process);
            for (Step& step : slice(production_.steps, schedule.steps)) follow_step(step, schedule.name);
        }
        for (Story& story : production_.stories) story.executed_by = moves_.item(story.executed_by);
        for (DefaultSetting& setting : production_.default_settings) setting.item = moves_.item(setting.item);
    }

private:
    void follow_item(Item& item) {
        const std::string_view owner = moves_.item(item.name);
        follow_messages(item.emits);
        follow_messages(item.accepts);
        for (Reply& reply : slice(production_.replies, item.replies)) {
            reply.received = moves_.message(reply.received);
            reply.reply = moves_.message(reply.reply);
        }
        for (Raise& raise : slice(production_.raises, item.raises)) {
            raise.command = moves_.message(raise.command);
            raise.event = moves_.message(raise.event);
        }
        for (FoundRoute& route : slice(production_.found, item.found)) {
            route.target_setting = moves_.target(owner, route.target_setting);
            route.message = moves_.message(route.message);
        }
        if (item.behaviour) follow_behaviour(*item.behaviour, owner);
    }

    void follow_messages(Range<NameRef> names) {
        for (NameRef& each : slice(production_.names, names)) each.name = moves_.message(each.name);
    }

    void follow_behaviour(Behaviour& behaviour, std::string_view owner) {
        for (Text* message :
             {&behaviour.announces_start, &behaviour.announces_complete, &behaviour.announces_failure}) {
            *message = moves_.message(*message);
        }
        for (Handler& handler : slice(production_.handlers, behaviour.handlers)) {
            handler.on = moves_.message(handler.on);
            handler.reply = moves_.message(handler.reply);
            for (Send& send : slice(production_.sends, handler.sends)) {
                send.message = moves_.message(send.message);
                send.to = moves_.target(owner, send.to);
            }
        }
        for (Step& step : slice(production_.steps, behaviour.steps)) follow_step(step, owner);
        for (Compensation& each : slice(production_.compensations, behaviour.compensations)) {
            each.message = moves_.message(each.message);
            each.to = moves_.target(owner, each.to);
        }
        for (Trigger& trigger : slice(production_.triggers, behaviour.triggers)) follow_trigger(trigger);
    }

    void follow_step(Step& step, std::string_view owner) {
        step.message = moves_.message(step.message);
        step.to = moves_.target(owner, step.to);
        if (step.kind == StepKind::subprocess) step.subject = moves_.item(step.subject);
        for (Text* name : {&step.on_success, &step.on_failure, &step.on_true, &step.on_false}) {
            *name = moves_.step(owner, *name);
        }
        if (step.kind == StepKind::foreach) step.detail = moves_.step(owner, step.detail);
        for (const Range<NameRef> names : {step.after, step.steps}) {
            for (NameRef& each : slice(production_.names, names)) each.name = moves_.step(owner, each.name);
        }
        for (Outcome& outcome : slice(production_.outcomes, step.outcomes)) {
            outcome.go_to = moves_.step(owner, outcome.go_to);
        }
    }

    void follow_trigger(Trigger& trigger) {
        if (trigger.kind == TriggerKind::event || trigger.kind == TriggerKind::message) {
            trigger.subject = moves_.message(trigger.subject);
        }
        if (trigger.kind == TriggerKind::completed) trigger.subject = moves_.item(trigger.subject);
    }

    Production& production_;
    const Moves& moves_;
};

}  // namespace

Production copy_of(const Production& production) {
    Production copy;
    copy.name = production.name;
    copy.testing_enabled = production.testing_enabled;
    copy.log_general_trace_events = production.log_general_trace_events;
    copy.actor_pool_size = production.actor_pool_size;
    copy.description = production.description;
    copy.production_settings = production.production_settings;
    copy.production_attributes = production.production_attributes;
    copy.place = production.place;
    copy.items = production.items;
    copy.messages = production.messages;
    copy.schedules = production.schedules;
    copy.stories = production.stories;
    copy.entities = production.entities;
    copy.declared_names = production.declared_names;
    copy.protections = production.protections;
    copy.default_settings = production.default_settings;
    copy.secrets = production.secrets;
    copy.settings = production.settings;
    copy.attributes = production.attributes;
    copy.names = production.names;
    copy.replies = production.replies;
    copy.raises = production.raises;
    copy.found = production.found;
    copy.fields = production.fields;
    copy.handlers = production.handlers;
    copy.sends = production.sends;
    copy.assignments = production.assignments;
    copy.correlations = production.correlations;
    copy.steps = production.steps;
    copy.effects = production.effects;
    copy.outcomes = production.outcomes;
    copy.satisfied = production.satisfied;
    copy.compensations = production.compensations;
    copy.triggers = production.triggers;
    copy.outputs = production.outputs;
    copy.exceptions = production.exceptions;
    copy.transitions = production.transitions;
    return copy;
}

Production with_moves_followed(const Production& before, const Moves& moves) {
    Production followed = copy_of(before);
    Following(followed, moves).follow();
    return followed;
}

}  // namespace millwright::migrate
