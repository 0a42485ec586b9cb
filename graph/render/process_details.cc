// All that a step, a handler, a process says, with its places, for pages that show it beside the picture.
#include "graph/render/process_drawing.h"
#include "graph/render/process_lines.h"
#include "graph/step_words.h"

namespace millwright::render {
namespace {

class Details {
public:
    Details(ProcessDrawing& drawing, std::uint32_t node) : d_(drawing), node_(node) {}

    void add(std::string_view name, std::string_view value, Place place) {
        d_.detail(node_, section_, name, std::string(value), place);
    }
    void add_names(std::string_view name, Range<NameRef> names) {
        for (const NameRef& each : d_.production.of(names)) add(name, each.name, each.place);
    }
    void add_step(std::string_view name, Text step, Place place) {
        const std::uint32_t to = d_.find("step/" + std::string(step));
        d_.detail(node_, section_, name, std::string(step), place, to);
    }
    void add_with(std::string_view name, Range<Assignment> all) {
        for (const Assignment& each : slice(d_.production.assignments, all)) {
            add(name, std::string(each.field) + " = " + shown(each.field, each.value), each.value.place);
        }
    }
    void add_fields(std::string_view name, Range<Field> all) {
        for (const Field& each : d_.production.of(all)) add(name, field_words({&each, 1}), each.place);
    }
    void in(std::string_view section) { section_ = section; }

    ProcessDrawing& d_;

private:
    std::uint32_t node_;
    std::string_view section_;
};

void add_flow(Details& to, const Step& step, Place place) {
    const Production& production = to.d_.production;
    to.in("Order");
    for (const NameRef& each : production.of(step.after)) to.add_step("after", each.name, each.place);
    for (const NameRef& each : production.of(step.steps)) to.add_step("part", each.name, each.place);
    if (step.kind == StepKind::foreach) to.add_step("part", step.detail, step.places.detail);
    to.add_step("on_success", step.on_success, step.places.on_success);
    to.add_step("on_failure", step.on_failure, step.places.on_failure);
    to.add_step("on_true", step.on_true, step.places.on_true);
    to.add_step("on_false", step.on_false, step.places.on_false);
    to.add("undone by", step.compensate_with, step.places.compensate_with);
    if (!step.required) to.add("required", "no", place);
    if (step.fail_fast) to.add("fail_fast", "yes", place);
    for (const Outcome& each : slice(production.outcomes, step.outcomes)) {
        to.in("Outcomes");
        to.add_step(each.label.empty() ? each.name : each.label, each.go_to.empty() ? Text("goes on") : each.go_to,
                    each.place);
        to.add_with("sets", each.set);
        to.add("asks", each.confirm, each.place);
        to.add("description", each.description, each.place);
    }
}

void add_retry(Details& to, const Step& step) {
    const Retry& retry = step.retry;
    if (retry.max_attempts == 1) return;
    to.in("Retry");
    to.add("attempts", retry.max_attempts == 0 ? "unlimited" : std::to_string(retry.max_attempts), step.place);
    to.add("backoff", name_of(retry.backoff), step.place);
    to.add("interval", to_text(retry.interval), step.place);
    to.add("longest interval", to_text(retry.max_interval), step.place);
    to.add("description", retry.description, step.place);
}

std::string_view subject_word(StepKind kind) {
    switch (kind) {
        case StepKind::send: return "channel";
        case StepKind::human_task: return "surface";
        case StepKind::subprocess: return "process";
        case StepKind::query: return "entity";
        case StepKind::foreach: return "over";
        case StepKind::llm_intent: return "intent";
        case StepKind::input: return "form";
        default: return "subject";
    }
}

void add_basics(Details& to, const Step& step) {
    to.in("Step");
    to.add("kind", name_of(step.kind), step.place);
    to.add("description", step.description, step.place);
    to.add("when", shown({}, step.when), step.when.place);
    to.add("to", to.d_.target_words(step.to).whole, step.places.to);
    to.add("message", step.message, step.places.message);
    to.add("call", step.call, step.place);
    to.add_with("with", step.with);
    to.add(subject_word(step.kind), step.subject, step.places.subject);
    if (step.kind == StepKind::wait) to.add("signal", step.detail, step.places.detail);
    if (step.kind == StepKind::human_task) to.add("entity", step.detail, step.places.detail);
    to.add("role", step.assignee_role, step.places.assignee_role);
    to.add("where", shown({}, step.where), step.where.place);
    to.add("timeout", step.timeout == Duration{} ? std::string() : to_text(step.timeout), step.place);
    if (step.run_as != RunAs::async) to.add("run_as", step.run_as == RunAs::thread ? "thread" : "process", step.place);
    to.add_names("needs", step.needs);
    to.add_names("gives", step.gives);
}

}  // namespace

void add_step_details(ProcessDrawing& d, std::uint32_t node, const Step& step) {
    if (!d.options.details) return;
    Details to(d, node);
    add_basics(to, step);
    add_flow(to, step, step.place);
    add_retry(to, step);
    to.in("Effects");
    for (const Effect& each : slice(d.production.effects, step.effects)) {
        to.add("", effect_words(d.production, each), each.place);
    }
    to.in("Stories");
    for (const Satisfies& each : slice(d.production.satisfied, step.satisfies)) {
        to.add(each.story, each.outcome, each.place);
    }
}

void add_handler_details(ProcessDrawing& d, std::uint32_t node, const Handler& handler) {
    if (!d.options.details) return;
    Details to(d, node);
    to.in("Handler");
    constexpr std::string_view dispatches[] = {"typed", "decorated", "fallback"};
    to.add("on", handler.on, handler.place);
    to.add("method", handler.method, handler.place);
    to.add("dispatch", dispatches[static_cast<std::size_t>(handler.dispatch)], handler.place);
    to.add("description", handler.description, handler.place);
    to.add("when", shown({}, handler.when), handler.when.place);
    for (const Correlation& each : d.production.of(handler.correlate)) {
        to.add("correlates", correlation_words({&each, 1}), each.place);
    }
    if (handler.start) to.add("start", "yes", handler.place);
    if (handler.end) to.add("end", "yes", handler.place);
    if (handler.compensates) to.add("compensates", "yes", handler.place);
    to.add_names("reads", handler.reads);
    to.add("reply", handler.reply, handler.place);
    if (handler.reject) to.add("reject", "yes", handler.place);
    for (const Send& each : d.production.of(handler.sends)) {
        to.in("Sends");
        const Text message = each.message.empty() ? handler.on : each.message;
        to.add(message, "to " + d.target_words(each.to).whole + (each.mode == Interaction::async ? ", async" : ""),
               each.place);
        to.add("when", shown({}, each.when), each.when.place);
        to.add_with("with", each.with);
        to.add("timeout", each.timeout ? to_text(*each.timeout) : std::string(), each.place);
        to.add("description", each.description, each.place);
    }
}

void add_process_details(ProcessDrawing& d, std::uint32_t node) {
    const Item* item = d.subject.item;
    if (!d.options.details || item == nullptr) return;
    Details to(d, node);
    to.in("Process");
    to.add("name", item->name, item->place);
    to.add("class", item->class_name, item->class_place);
    to.add("category", item->category, item->place);
    to.add("description", item->description, item->place);
    const Behaviour* behaviour = d.subject.behaviour();
    if (behaviour == nullptr) return;
    to.add("timeout", to_text(behaviour->timeout), item->place);
    to.add_names("implements", behaviour->implements);
    to.add_names("streams", behaviour->streams);
    to.add_fields("takes", behaviour->inputs);
    to.add_fields("state", behaviour->state);
    for (const Output& each : slice(d.production.outputs, behaviour->outputs)) {
        to.add("gives", field_words({&each.field, 1}), each.field.place);
    }
    to.add("announces start", behaviour->announces_start, behaviour->announces_place);
    to.add("announces complete", behaviour->announces_complete, behaviour->announces_place);
    to.add("announces failure", behaviour->announces_failure, behaviour->announces_place);
}

}  // namespace millwright::render
