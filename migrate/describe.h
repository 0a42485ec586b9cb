// The members of everything that stands in a canonical body, each listed once: writers and readers of bodies both go by
// these lists. Members are in alphabetical order, which is the order of keys in a body. Places are in none, and descriptions
// only of what has a name: what is said of a send or of an outcome is a note in settings, and no difference.
#pragma once

#include <array>
#include <concepts>
#include <string_view>
#include <type_traits>
#include <vector>

#include "graph/production.h"

namespace millwright::migrate {

template <class Thing, class Other>
concept Is = std::same_as<std::remove_const_t<Thing>, Other>;

// The words of enumerations, in the order of their values.
inline constexpr std::array<std::string_view, 4> role_words{"service", "process", "operation", "component"};
inline constexpr std::array<std::string_view, 3> message_words{"request", "event", "command"};
inline constexpr std::array<std::string_view, 2> interaction_words{"async", "sync"};
inline constexpr std::array<std::string_view, 3> dispatch_words{"typed", "decorated", "fallback"};
inline constexpr std::array<std::string_view, 13> step_words{
    "service",     "send",  "wait",    "human_task", "subprocess", "parallel", "condition",
    "side_effect", "query", "foreach", "llm_intent", "callback",   "input"};
inline constexpr std::array<std::string_view, 3> backoff_words{"exponential", "fixed", "linear"};
inline constexpr std::array<std::string_view, 3> run_words{"async", "thread", "process"};
inline constexpr std::array<std::string_view, 3> parallel_words{"fail_fast", "wait_all", "rollback"};
inline constexpr std::array<std::string_view, 2> effect_words{"create", "update"};
inline constexpr std::array<std::string_view, 9> trigger_words{
    "entity_status", "entity_change", "cron", "every", "event", "message", "signal", "completed", "manual"};
inline constexpr std::array<std::string_view, 4> overlap_words{"skip", "queue", "cancel_previous", "allow"};
inline constexpr std::array<std::string_view, 2> failed_words{"compensate", "stop"};
inline constexpr std::array<std::string_view, 2> route_words{"first", "all"};
inline constexpr std::array<std::string_view, 3> story_words{"draft", "accepted", "rejected"};

/// The member of an expression that another world wrote.
constexpr std::string_view foreign_name(std::string_view name) {
    return name == "when" ? "when_text" : name;
}

/// The vector of a production that a range of Things is of.
template <class Thing, class Model>
auto& all_of(Model& model) {
    if constexpr (std::same_as<Thing, NameRef>)
        return model.names;
    else if constexpr (std::same_as<Thing, Reply>)
        return model.replies;
    else if constexpr (std::same_as<Thing, Raise>)
        return model.raises;
    else if constexpr (std::same_as<Thing, Field>)
        return model.fields;
    else if constexpr (std::same_as<Thing, Handler>)
        return model.handlers;
    else if constexpr (std::same_as<Thing, Send>)
        return model.sends;
    else if constexpr (std::same_as<Thing, Assignment>)
        return model.assignments;
    else if constexpr (std::same_as<Thing, Correlation>)
        return model.correlations;
    else if constexpr (std::same_as<Thing, Step>)
        return model.steps;
    else if constexpr (std::same_as<Thing, Effect>)
        return model.effects;
    else if constexpr (std::same_as<Thing, Outcome>)
        return model.outcomes;
    else if constexpr (std::same_as<Thing, Satisfies>)
        return model.satisfied;
    else if constexpr (std::same_as<Thing, Compensation>)
        return model.compensations;
    else if constexpr (std::same_as<Thing, Trigger>)
        return model.triggers;
    else if constexpr (std::same_as<Thing, Output>)
        return model.outputs;
    else if constexpr (std::same_as<Thing, Unless>)
        return model.exceptions;
    else if constexpr (std::same_as<Thing, Attribute>)
        return model.attributes;
    else
        return model.transitions;
}

template <class Io, Is<Attribute> T>
void describe(Io& io, T& it) {
    io("name", it.name);
    io("value", it.value);
}

template <class Io, Is<Field> T>
void describe(Io& io, T& it) {
    io("name", it.name);
    io("optional", it.optional);
    io("type", it.type);
}

template <class Io, Is<Reply> T>
void describe(Io& io, T& it) {
    io("received", it.received);
    io("reply", it.reply);
}

template <class Io, Is<Raise> T>
void describe(Io& io, T& it) {
    io("command", it.command);
    io("event", it.event);
}

template <class Io, Is<Assignment> T>
void describe(Io& io, T& it) {
    io("field", it.field);
    io("value", it.value);
}

template <class Io, Is<Correlation> T>
void describe(Io& io, T& it) {
    io("event_field", it.event_field);
    io("instance_field", it.instance_field);
}

template <class Io, Is<Send> T>
void describe(Io& io, T& it) {
    io("message", it.message);
    io("mode", it.mode, interaction_words, Interaction::sync);
    io("timeout", it.timeout);
    io("to", it.to);
    io("when", it.when);
    io("with", it.with);
}

template <class Io, Is<Handler> T>
void describe(Io& io, T& it) {
    io("compensates", it.compensates);
    io("correlate", it.correlate);
    io("description", it.description);
    io("dispatch", it.dispatch, dispatch_words);
    io("end", it.end);
    io("method", it.method);
    io("on", it.on);
    io("reads", it.reads);
    io("reject", it.reject);
    io("reply", it.reply);
    io("send", it.sends);
    io("start", it.start);
    io("when", it.when);
}

template <class Io, Is<Retry> T>
void describe(Io& io, T& it) {
    const Retry standard;
    io("backoff", it.backoff, backoff_words);
    io("factor", it.factor, standard.factor);
    io("interval", it.interval, standard.interval);
    io("max_attempts", it.max_attempts, standard.max_attempts);
    io("max_interval", it.max_interval, standard.max_interval);
}

template <class Io, Is<Effect> T>
void describe(Io& io, T& it) {
    io("entity", it.entity);
    io("kind", it.kind, effect_words);
    io("set", it.set);
    io("where", it.where);
}

template <class Io, Is<Outcome> T>
void describe(Io& io, T& it) {
    io("confirm", it.confirm);
    io("goto", it.go_to);
    io("label", it.label);
    io("name", it.name);
    io("set", it.set);
    io("style", it.style);
}

template <class Io, Is<Satisfies> T>
void describe(Io& io, T& it) {
    io("outcome", it.outcome);
    io("story", it.story);
}

template <class Io, Is<Step> T>
void describe(Io& io, T& it) {
    io("after", it.after);
    io("after_given", it.after_given);
    io("assignee_role", it.assignee_role);
    io("call", it.call);
    io("compensate_with", it.compensate_with);
    io("description", it.description);
    io("detail", it.detail);
    io("effects", it.effects);
    io("fail_fast", it.fail_fast);
    io("gives", it.gives);
    io("kind", it.kind, step_words);
    io("message", it.message);
    io("name", it.name);
    io("needs", it.needs);
    io("on_any_failure", it.on_any_failure, parallel_words);
    io("on_failure", it.on_failure);
    io("on_false", it.on_false);
    io("on_success", it.on_success);
    io("on_true", it.on_true);
    io("outcomes", it.outcomes);
    io("required", it.required, true);
    io("retry", it.retry);
    io("run_as", it.run_as, run_words);
    io("satisfies", it.satisfies);
    io("steps", it.steps);
    io("subject", it.subject);
    io("timeout", it.timeout, Step{}.timeout);
    io("to", it.to);
    io("when", it.when);
    io("where", it.where);
    io("with", it.with);
}

template <class Io, Is<Compensation> T>
void describe(Io& io, T& it) {
    io("call", it.call);
    io("description", it.description);
    io("message", it.message);
    io("name", it.name);
    io("timeout", it.timeout, Compensation{}.timeout);
    io("to", it.to);
    io("with", it.with);
}

template <class Io, Is<Trigger> T>
void describe(Io& io, T& it) {
    io("every", it.every, Duration{});
    io("from", it.from);
    io("kind", it.kind, trigger_words, TriggerKind::manual);
    io("subject", it.subject);
    io("to", it.to);
}

template <class Io, Is<Output> T>
void describe(Io& io, T& it) {
    io("field", it.field);
    io("satisfies", it.satisfies);
}

template <class Io, Is<Behaviour> T>
void describe(Io& io, T& it) {
    io("announces_complete", it.announces_complete);
    io("announces_failure", it.announces_failure);
    io("announces_start", it.announces_start);
    io("compensation", it.compensations);
    io("handler", it.handlers);
    io("implements", it.implements);
    io("inputs", it.inputs);
    io("outputs", it.outputs);
    io("overlap", it.overlap, overlap_words);
    io("route", it.route, route_words);
    io("state", it.state);
    io("step", it.steps);
    io("streams", it.streams);
    io("timeout", it.timeout, Behaviour{}.timeout);
    io("title", it.title);
    io("trigger", it.triggers);
    io("when_failed", it.when_failed, failed_words);
    io("workflow_product_type", it.workflow_product_type);
    io("workflow_target", it.workflow_target);
    io("workflow_task", it.workflow_task);
}

template <class Io, Is<Schedule> T>
void describe(Io& io, T& it) {
    io("catch_up", it.catch_up);
    io("cron", it.cron);
    io("description", it.description);
    io("every", it.every);
    io("implements", it.implements);
    io("name", it.name);
    io("overlap", it.overlap, overlap_words);
    io("process", it.process);
    io("step", it.steps);
    io("timeout", it.timeout);
    io("timezone", it.timezone);
    io("title", it.title);
}

template <class Io, Is<Unless> T>
void describe(Io& io, T& it) {
    io("then", it.then);
    io("when", it.when);
}

template <class Io, Is<Story> T>
void describe(Io& io, T& it) {
    io("description", it.description);
    io("entities", it.entities);
    io("executed_by", it.executed_by);
    io("given", it.given);
    io("name", it.name);
    io("narrative_only", it.narrative_only);
    io("persona", it.persona);
    io("status", it.status, story_words);
    io("then", it.then);
    io("title", it.title);
    io("unless", it.unless);
    io("when", it.when);
}

template <class Io, Is<Transition> T>
void describe(Io& io, T& it) {
    io("from", it.from);
    io("to", it.to);
}

template <class Io, Is<Entity> T>
void describe(Io& io, T& it) {
    io("description", it.description);
    io("fields", it.fields);
    io("name", it.name);
    io("states", it.states);
    io("transitions", it.transitions);
}

template <class Io, Is<DeclaredName> T>
void describe(Io& io, T& it) {
    io("description", it.description);
    io("name", it.name);
}

template <class Io, Is<Message> T>
void describe(Io& io, T& it) {
    io("class", it.class_name);
    io("description", it.description);
    io("fields", it.fields);
    io("kind", it.kind, message_words);
    io("name", it.name);
    io("stream", it.stream);
}

template <class Io, Is<Protection> T>
void describe(Io& io, T& it) {
    io("name", it.name);
}

template <class Io, Is<UsedSecret> T>
void describe(Io& io, T& it) {
    io("digest", it.digest);
    io("name", it.name);
}

template <class Io, Is<DefaultSetting> T>
void describe(Io& io, T& it) {
    io("class", it.class_name);
    io("item", it.item);
    io("production", it.production);
    io("setting", it.setting);
    io("value", it.value);
}

/// What settings say about an item and no engine holds.
struct Declared {
    Text name;
    Role role = Role::component;
    Text adapter;
    Range<NameRef> emits;
    Range<NameRef> accepts;
    Range<Reply> replies;
    Range<Raise> raises;
    Text description;
};

template <class Io, Is<Declared> T>
void describe(Io& io, T& it) {
    io("accepts", it.accepts);
    io("adapter", it.adapter);
    io("description", it.description);
    io("emits", it.emits);
    io("name", it.name);
    io("raises", it.raises);
    io("replies", it.replies);
    io("role", it.role, role_words, Role::component);
}

inline Declared declared_of(const Item& item) {
    return {item.name, item.role, item.adapter, item.emits, item.accepts, item.replies, item.raises, item.description};
}

}  // namespace millwright::migrate
