// What starts a process: its triggers, schedules, steps of other processes; and the items that send to it.
#include <algorithm>
#include <unordered_set>

#include "graph/cron_words.h"
#include "graph/render/process_drawing.h"
#include "graph/render/process_lines.h"

namespace millwright::render {
namespace {

void add_times(ProcessDrawing& d, std::uint32_t node, Text cron, Text zone) {
    const std::string words = cron_words(cron);
    d.line(node, words.empty() ? "cron " + std::string(cron) : words);
    if (!zone.empty()) d.line(node, std::string(zone));
    if (d.options.clock == nullptr) return;
    d.line(node, said({"next ", next_time(cron, zone, *d.options.clock)}));
}

void add_schedule_lines(ProcessDrawing& d, std::uint32_t node, const Schedule& schedule) {
    if (schedule.every) d.line(node, "every " + to_text(*schedule.every));
    if (!schedule.cron.empty()) add_times(d, node, schedule.cron, schedule.timezone);
    d.line(node, std::string(overlap_words(schedule.overlap)));
    if (schedule.catch_up) d.line(node, "catches up on what was missed");
    if (schedule.timeout) d.line(node, "timeout " + to_text(*schedule.timeout));
    d.line(node, said({"implements ", listed(d.production.of(schedule.implements))}));
    d.detail(node, "Schedule", "cron", std::string(schedule.cron), schedule.cron_place);
    d.detail(node, "Schedule", "timezone", std::string(schedule.timezone), schedule.timezone_place);
    d.detail(node, "Schedule", "description", std::string(schedule.description), schedule.place);
}

struct Start {
    Look look = Look::start;
    std::string key;
    std::string title;
};

Start start_of(const ProcessDrawing& d, const Trigger& trigger) {
    const std::string subject(trigger.subject);
    switch (trigger.kind) {
        case TriggerKind::entity_status:
            return {Look::start, "trigger/entity/" + subject + "/" + std::string(trigger.to),
                    subject + " becomes " + std::string(trigger.to)};
        case TriggerKind::entity_change:
            return {Look::start, "trigger/entity/" + subject + "/" + std::string(trigger.to),
                    subject + " is " + std::string(trigger.to)};
        case TriggerKind::cron: return {Look::schedule, "trigger/cron/" + subject, "by the clock"};
        case TriggerKind::every: return {Look::schedule, "trigger/every", "every " + to_text(trigger.every)};
        case TriggerKind::event:
        case TriggerKind::message: return {d.look_of_message(trigger.subject), "message/" + subject, subject};
        case TriggerKind::signal: return {Look::start, "trigger/signal/" + subject, "signal " + subject};
        case TriggerKind::completed: return {Look::start, "trigger/completed/" + subject, subject + " is complete"};
        case TriggerKind::manual: break;
    }
    return {Look::start, "trigger/manual", "by hand"};
}

/// By a handler, which then shows what comes of it.
bool is_handled(const ProcessDrawing& d, Text message) {
    const auto handlers = d.production.of(d.subject.behaviour()->handlers);
    return std::any_of(handlers.begin(), handlers.end(), [&](const Handler& each) { return each.on == message; });
}

void draw_trigger(ProcessDrawing& d, const Trigger& trigger) {
    const Start start = start_of(d, trigger);
    const bool is_message = start.key.starts_with("message/");
    const std::uint32_t node =
        is_message ? d.message(trigger.subject) : d.add(start.look, start.key, start.title, trigger.place);
    if (trigger.kind == TriggerKind::cron) add_times(d, node, trigger.subject, trigger.to);
    if (trigger.kind == TriggerKind::entity_status) d.line(node, said({"from ", trigger.from}));
    d.detail(node, "Trigger", "cron", trigger.kind == TriggerKind::cron ? std::string(trigger.subject) : "",
             trigger.place);
    d.detail(node, "Trigger", "description", std::string(trigger.description), trigger.place);
    if (is_message && is_handled(d, trigger.subject)) return;
    d.edge(node, d.process(), is_message ? Line::message : Line::flow, {}, trigger.place);
}

/// The steps that run this process, by whom they are.
void draw_callers(ProcessDrawing& d, Text owner, std::string_view kind, Range<Step> steps) {
    for (const Step& step : slice(d.production.steps, steps)) {
        if (step.kind != StepKind::subprocess || !d.is_called(step.subject)) continue;
        const std::string key = std::string(kind) + "/" + std::string(owner) + "/" + std::string(step.name);
        const std::uint32_t node = d.add(kind == "process" ? Look::process : Look::schedule, key, owner, step.place);
        d.line(node, "step " + std::string(step.name));
        d.edge(node, d.process(), Line::flow, {}, step.place);
    }
}

void draw_process_starts(ProcessDrawing& d, const Behaviour* behaviour) {
    if (behaviour != nullptr) {
        for (const Trigger& each : slice(d.production.triggers, behaviour->triggers)) draw_trigger(d, each);
    }
    for (const Schedule& each : d.production.schedules) {
        if (d.is_called(each.process)) {
            const std::uint32_t node = d.add(Look::schedule, "schedule/" + std::string(each.name),
                                             each.title.empty() ? each.name : each.title, each.place);
            add_schedule_lines(d, node, each);
            d.edge(node, d.process(), Line::flow, {}, each.process_place);
        }
        draw_callers(d, each.name, "schedule", each.steps);
    }
    for (const Item& each : d.production.items) {
        if (each.behaviour) draw_callers(d, each.name, "process", each.behaviour->steps);
    }
}

Line line_of(const ProcessDrawing& d, const Route& route) {
    if (!route.target) return Line::missing;
    if (route.origin != Origin::declared && route.origin != Origin::default_value) return Line::inferred;
    const auto messages = d.routes.of(route.messages);
    const bool async = !messages.empty() && std::all_of(messages.begin(), messages.end(), [](const RouteMessage& each) {
        return each.mode == Interaction::async;
    });
    return async ? Line::async : Line::sync;
}

std::vector<std::string> messages_of(const ProcessDrawing& d, const Route& route) {
    std::vector<std::string> names;
    std::unordered_set<Text> have;
    const auto add = [&](Text name) {
        if (!name.empty() && have.insert(name).second) names.emplace_back(name);
    };
    for (const RouteMessage& each : d.routes.of(route.messages)) add(each.name);
    if (!names.empty() || d.production[route.source].behaviour) return names;
    for (const NameRef& each : d.production.of(d.production[route.source].emits)) add(each.name);
    return names;
}

/// Handlers show what comes in by its messages; of all else there are only the senders.
void draw_senders(ProcessDrawing& d) {
    for (const std::uint32_t index : d.routes.to(d.subject.id)) {
        const Route& route = d.routes.all()[index];
        const std::uint32_t from = route.source == d.subject.id ? d.process() : d.item(d.production[route.source].name);
        PictureEdge& edge =
            d.edge(from, d.process(), line_of(d, route), std::string(route.target_setting), route.place);
        edge.messages = messages_of(d, route);
    }
}

void add_behaviour_lines(ProcessDrawing& d, const Behaviour& behaviour) {
    const std::uint32_t node = d.process();
    d.line(node, said({"takes ", field_words(d.production.of(behaviour.inputs))}));
    if (behaviour.timeout != Behaviour{}.timeout) d.line(node, "timeout " + to_text(behaviour.timeout));
    d.line(node, std::string(overlap_words(behaviour.overlap)));
    d.line(node, said({"announces ", behaviour.announces_start}));
    d.line(node, said({"implements ", listed(d.production.of(behaviour.implements))}));
}

/// What a process says, gives and starts when it has ended well.
std::vector<std::string> complete_lines(const ProcessDrawing& d, const Behaviour& behaviour) {
    std::vector<std::string> lines;
    std::vector<Field> outputs;
    for (const Output& each : slice(d.production.outputs, behaviour.outputs)) outputs.push_back(each.field);
    if (!outputs.empty()) lines.push_back("gives " + field_words(outputs));
    for (const Output& each : slice(d.production.outputs, behaviour.outputs)) {
        if (each.satisfies.story.empty()) continue;
        lines.push_back("satisfies " + std::string(each.satisfies.story) + said({": ", each.satisfies.outcome}));
    }
    if (!behaviour.announces_complete.empty()) lines.push_back(said({"announces ", behaviour.announces_complete}));
    for (const Item& each : d.production.items) {
        if (!each.behaviour) continue;
        for (const Trigger& trigger : slice(d.production.triggers, each.behaviour->triggers)) {
            const bool follows = trigger.kind == TriggerKind::completed && d.is_called(trigger.subject);
            if (follows) lines.push_back("starts " + std::string(each.name));
        }
    }
    return lines;
}

/// Where instances begin, the process stands for their beginning.
void draw_beginning(ProcessDrawing& d, std::span<const Handler> handlers) {
    const auto start = std::find_if(handlers.begin(), handlers.end(), [](const Handler& each) { return each.start; });
    if (start == handlers.end()) return;
    PictureNode& node = d.picture.nodes[d.process()];
    node.look = Look::start;
    node.title = "start";
    d.line(d.process(), said({"an instance for each ", correlation_words(d.production.of(start->correlate))}));
}

}  // namespace

void draw_starts(ProcessDrawing& d) {
    if (d.subject.schedule != nullptr) return add_schedule_lines(d, d.process(), *d.subject.schedule);
    const Behaviour* behaviour = d.subject.behaviour();
    const bool handles = behaviour != nullptr && !behaviour->handlers.empty();
    draw_process_starts(d, behaviour);
    if (!handles) draw_senders(d);
    const bool has_steps = behaviour != nullptr && !behaviour->steps.empty();
    if (handles) draw_beginning(d, d.production.of(behaviour->handlers));
    if (has_steps || !handles) d.process();
    if (behaviour != nullptr && d.has_process()) add_behaviour_lines(d, *behaviour);
}

void draw_ends(ProcessDrawing& d) {
    const Behaviour* behaviour = d.subject.behaviour();
    if (behaviour == nullptr) return;
    // Where an end is not drawn the process itself says it.
    const auto put = [&](const std::string& end, std::string_view when, std::string text) {
        const std::uint32_t node = d.find(end);
        if (node != ProcessDrawing::nowhere)
            d.line(node, std::move(text));
        else
            d.line(d.process(), std::string(when) + text);
    };
    for (const std::string& each : complete_lines(d, *behaviour)) put("end/complete", "when complete, ", each);
    if (!behaviour->announces_failure.empty()) {
        put("end/failed", "when failed, ", said({"announces ", behaviour->announces_failure}));
    }
}

void draw_targets(ProcessDrawing& d) {
    for (const Route& route : d.routes.from(d.subject.id)) {
        const std::uint32_t to = route.target && route.target == d.subject.id ? d.process() : d.item(route.target_name);
        PictureEdge& edge = d.edge(d.process(), to, line_of(d, route), std::string(route.target_setting), route.place);
        edge.messages = messages_of(d, route);
    }
}

}  // namespace millwright::render
