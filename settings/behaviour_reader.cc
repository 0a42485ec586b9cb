#include <algorithm>
#include <array>

#include "settings/readers.h"

namespace millwright::settings {
namespace {

Range<Send> read_sends(ReaderState& state, const TableView& handler) {
    std::vector<Send> sends;
    for (const NodeId table : handler.tables("send")) {
        const TableView view(state, table, table_named("send"));
        view.require_keys();
        Send send;
        send.to = view.text("to");
        send.message = view.text("message");
        // The words stand with the default first; the enumeration does not.
        send.mode = view.word_index("mode", 0) == 0 ? Interaction::sync : Interaction::async;
        send.when = view.condition();
        send.with = view.assignments("with");
        send.timeout = view.duration("timeout");
        send.place = view.place_of("to");
        send.description = view.text("description");
        send.message_place = view.place_of("message");
        sends.push_back(send);
    }
    return append(state.production.sends, std::move(sends));
}

Range<Correlation> read_correlations(ReaderState& state, const TableView& view) {
    std::vector<Correlation> correlations;
    const NodeId value = view.node("correlate");
    if (value != no_node && state[value].kind == TomlKind::text) {
        const Text field = state.keep(state[value].text);
        correlations.push_back({field, field, state[value].place});
    } else {
        for (const NodeId member : view.members("correlate")) {
            const TomlNode& node = state[member];
            correlations.push_back({state.keep(node.key), state.keep(node.text), node.place});
        }
    }
    return append(state.production.correlations, std::move(correlations));
}

Handler read_handler(ReaderState& state, NodeId table) {
    const TableView view(state, table, table_named("handler"));
    view.require_keys();
    Handler handler;
    handler.on = view.text("on");
    handler.method = view.text("method");
    handler.dispatch = handler.on == "*" ? Dispatch::fallback : view.word("dispatch", Dispatch::typed);
    handler.when = view.condition();
    handler.sends = read_sends(state, view);
    handler.reply = view.text("reply");
    handler.reject = view.boolean("reject");
    handler.reads = view.names("reads");
    handler.start = view.boolean("start");
    handler.end = view.boolean("end");
    handler.compensates = view.boolean("compensates");
    handler.correlate = read_correlations(state, view);
    handler.description = view.text("description");
    handler.place = view.place_of("on");
    return handler;
}

Range<Handler> read_handlers(ReaderState& state, const TableView& process) {
    std::vector<Handler> handlers;
    for (const NodeId table : process.tables("handler")) handlers.push_back(read_handler(state, table));
    return append(state.production.handlers, std::move(handlers));
}

Range<Output> read_outputs(ReaderState& state, const TableView& process) {
    std::vector<Output> outputs;
    for (const NodeId member : process.members("outputs")) {
        const TomlNode& node = state[member];
        Output output;
        if (node.kind == TomlKind::text) {
            output.field = field_from(state, node, member);
        } else {
            const TableView view(state, member, table_named("output"));
            view.require_keys();
            if (view.has("type")) output.field = field_from(state, node, view.node("type"));
            if (view.has("satisfies")) output.satisfies = read_satisfies(state, view.node("satisfies"));
            output.description = view.text("description");
        }
        outputs.push_back(output);
    }
    return append(state.production.outputs, std::move(outputs));
}

/// The one key of a trigger that says what it is.
struct TriggerKey {
    std::string_view key;
    TriggerKind kind;
};

constexpr std::array<TriggerKey, 8> trigger_keys{{
    {"entity", TriggerKind::entity_status},
    {"cron", TriggerKind::cron},
    {"every", TriggerKind::every},
    {"event", TriggerKind::event},
    {"message", TriggerKind::message},
    {"signal", TriggerKind::signal},
    {"completed", TriggerKind::completed},
    {"manual", TriggerKind::manual},
}};

void read_entity_trigger(ReaderState& state, const TableView& view, Trigger& trigger) {
    const bool both = view.has("status") && view.has("change");
    if (both) {
        state
            .report(Code::conflicting_keys, view.key_place_of("change"),
                    "a trigger on an entity has either \"status\" or \"change\", not both")
            .note(view.key_place_of("status"), "the other one is here");
    } else if (!view.gave("status") && !view.gave("change")) {
        state.report(Code::missing_key, trigger.place, "a trigger on an entity needs either \"status\" or \"change\"")
            .advise("status = \"paid\", or change = \"created\"");
    }
    trigger.kind = view.has("change") ? TriggerKind::entity_change : TriggerKind::entity_status;
    trigger.to = view.text(view.has("change") ? "change" : "status");
    trigger.to_place = view.place_of(view.has("change") ? "change" : "status");
    trigger.from = view.text("from");
    trigger.from_place = view.place_of("from");
}

void read_trigger(ReaderState& state, NodeId table, std::vector<Trigger>& out) {
    const TableView view(state, table, table_named("trigger"));
    const std::string_view key = view.only_one("a trigger", view.place());
    const auto which =
        std::find_if(trigger_keys.begin(), trigger_keys.end(), [&](const TriggerKey& each) { return each.key == key; });
    if (which == trigger_keys.end()) return;
    Trigger trigger;
    trigger.kind = which->kind;
    trigger.place = view.place_of(which->key);
    trigger.description = view.text("description");
    if (trigger.kind != TriggerKind::manual && trigger.kind != TriggerKind::every)
        trigger.subject = view.text(which->key);
    if (trigger.kind == TriggerKind::every) trigger.every = *view.duration("every");
    if (trigger.kind == TriggerKind::cron) {
        trigger.to = view.text("timezone");
        trigger.to_place = view.place_of("timezone");
    }
    if (trigger.kind == TriggerKind::entity_status) read_entity_trigger(state, view, trigger);
    if (trigger.kind == TriggerKind::manual && !view.boolean("manual")) {
        state.report(Code::bad_value, trigger.place, "a trigger with manual = false starts nothing")
            .advise("manual = true, or no trigger");
    }
    out.push_back(trigger);
}

void read_announcements(ReaderState& state, const TableView& process, Behaviour& behaviour) {
    const NodeId table = process.node("announces");
    if (table == no_node) return;
    const TableView view(state, table, table_named("announces"));
    behaviour.announces_place = view.place();
    behaviour.announces_start = view.text("start");
    behaviour.announces_complete = view.text("complete");
    behaviour.announces_failure = view.text("failure");
    behaviour.announces_description = view.text("description");
}

void read_workflow(ReaderState& state, const TableView& process, Behaviour& behaviour) {
    const NodeId table = process.node("workflow");
    if (table == no_node) return;
    const TableView view(state, table, table_named("workflow"));
    behaviour.workflow_target = view.text("target");
    behaviour.workflow_product_type = view.text("product_type");
    behaviour.workflow_task = view.boolean("task");
    behaviour.workflow_description = view.text("description");
}

/// A process that only sends to its targets has no behaviour to be compared.
bool says_nothing(const Behaviour& b) {
    const Behaviour plain;
    const bool no_lists = b.implements.empty() && b.triggers.empty() && b.inputs.empty() && b.outputs.empty() &&
                          b.streams.empty() && b.state.empty() && b.handlers.empty() && b.steps.empty() &&
                          b.compensations.empty();
    const bool no_texts = b.title.empty() && b.announces_start.empty() && b.announces_complete.empty() &&
                          b.announces_failure.empty() && b.workflow_target.empty() && b.workflow_product_type.empty() &&
                          b.announces_description.empty() && b.workflow_description.empty();
    return no_lists && no_texts && !b.workflow_task && b.timeout == plain.timeout && b.overlap == plain.overlap &&
           b.when_failed == plain.when_failed && b.route == plain.route;
}

}  // namespace

Range<Trigger> read_triggers(ReaderState& state, const TableView& process) {
    std::vector<Trigger> triggers;
    for (const NodeId table : process.tables("trigger")) read_trigger(state, table, triggers);
    return append(state.production.triggers, std::move(triggers));
}

Satisfies read_satisfies(ReaderState& state, NodeId table) {
    const TableView view(state, table, table_named("satisfies"));
    view.require_keys();
    return {view.text("story"), view.text("outcome"), view.place_of("story"), view.text("description"),
            view.place_of("outcome")};
}

std::optional<Behaviour> read_behaviour(ReaderState& state, const TableView& process) {
    Behaviour behaviour;
    behaviour.title = process.text("title");
    behaviour.implements = process.names("implements");
    behaviour.triggers = read_triggers(state, process);
    behaviour.inputs = process.fields("inputs");
    behaviour.outputs = read_outputs(state, process);
    behaviour.timeout = process.duration("timeout", behaviour.timeout);
    behaviour.overlap = process.word("overlap", behaviour.overlap);
    read_announcements(state, process, behaviour);
    behaviour.when_failed = process.word("when_failed", behaviour.when_failed);
    behaviour.route = process.word("route", behaviour.route);
    behaviour.streams = process.names("streams");
    behaviour.state = process.fields("state");
    behaviour.handlers = read_handlers(state, process);
    behaviour.steps = read_steps(state, process);
    behaviour.compensations = read_compensations(state, process);
    read_workflow(state, process, behaviour);
    if (says_nothing(behaviour)) return std::nullopt;
    return behaviour;
}

}  // namespace millwright::settings
