// Processes with steps, and the steps of schedules: each step with what its kind cannot do without.
#include <algorithm>
#include <array>

#include "graph/condition_cases.h"
#include "graph/step_words.h"
#include "graph/suggest.h"
#include "graph/utf8.h"
#include "templates/cases.h"
#include "templates/decisions.h"
#include "templates/names.h"
#include "templates/trace.h"
#include "templates/work_out.h"

namespace millwright::templates {
namespace {

/// `--step NAME[:KIND][=VALUE]`, taken apart.
struct StepAsked {
    std::string option;
    std::string name;
    StepKind kind = StepKind::service;
    std::string value;
    bool is_wrong = false;  ///< which has been reported
};

constexpr std::array<StepKind, 8> kinds{StepKind::service,    StepKind::send,       StepKind::wait,
                                        StepKind::human_task, StepKind::subprocess, StepKind::condition,
                                        StepKind::query,      StepKind::callback};

bool sends(StepKind kind) {
    return kind == StepKind::service || kind == StepKind::send || kind == StepKind::callback;
}

std::optional<StepKind> kind_named(std::string_view word) {
    const auto found = std::find_if(kinds.begin(), kinds.end(), [&](StepKind each) { return name_of(each) == word; });
    return found == kinds.end() ? std::nullopt : std::optional(*found);
}

void check_step_name(Draft& draft, StepAsked& step) {
    std::string complaint;
    if (!is_identifier(step.name) || step.name.front() == '_')
        complaint = " is not made of letters, digits and _, beginning with a letter";
    if (step.name == "complete" || step.name == "fail") complaint = " is what settings call an end of the steps";
    if (complaint.empty()) return;
    step.is_wrong = true;
    std::string made = snake_case(step.name);
    if (made == step.name) made += "_it";
    draft.refuse(Code::unusable_name, "step " + in_quotes(step.name) + complaint,
                 is_identifier(made) ? "try " + in_quotes(made) : std::string{});
}

std::vector<StepAsked> steps_asked(Draft& draft) {
    std::vector<StepAsked> steps;
    for (const std::string& each : draft.request.steps) {
        StepAsked step;
        step.option = "--step " + printable(each);
        const std::size_t equals = each.find('=');
        step.name = each.substr(0, equals);
        if (equals != std::string::npos) step.value = each.substr(equals + 1);
        if (const std::size_t colon = step.name.find(':'); colon != std::string::npos) {
            const std::string word = step.name.substr(colon + 1);
            step.name.resize(colon);
            std::vector<std::string_view> words;
            for (const StepKind kind : kinds) words.push_back(name_of(kind));
            const auto kind = kind_named(word);
            std::string hint = did_you_mean(word, words);
            if (hint.empty()) {
                hint = "kinds are";
                for (const std::string_view other : words) hint += " " + std::string(other);
            }
            if (!kind)
                draft.refuse(Code::usage, step.option + ": " + in_quotes(word) + " is no kind of step here", hint);
            step.kind = kind.value_or(StepKind::service);
            step.is_wrong = !kind;
        }
        check_step_name(draft, step);
        const auto same = [&](const StepAsked& other) { return other.name == step.name; };
        if (std::any_of(steps.begin(), steps.end(), same)) {
            step.is_wrong = true;
            draft.refuse(Code::duplicate_step, step.option + ": there is a step of that name already",
                         "rename one of them");
        }
        steps.push_back(std::move(step));
    }
    return steps;
}

/// The names of those declared of a kind; empty where the kind is not checked.
std::vector<std::string_view> declared(const Draft& draft, DeclaredKind kind) {
    std::vector<std::string_view> names;
    for (const DeclaredName& each : draft.production.declared_names) {
        if (each.kind == kind) names.push_back(each.name);
    }
    return names;
}

void refuse_unknown(Draft& draft, const StepAsked& asked, std::string_view what,
                    const std::vector<std::string_view>& names) {
    draft.refuse(Code::unknown_name, asked.option + ": there is no " + std::string(what) + " " + in_quotes(asked.value),
                 did_you_mean(asked.value, names));
}

void work_out_wait(Draft& draft, const StepAsked& asked, PartStep& step) {
    step.wait = parse_duration(asked.value);
    if (step.wait && *step.wait > Duration{}) return;
    draft.refuse(asked.value.empty() ? Code::usage : Code::bad_duration,
                 asked.option + (asked.value.empty() ? " does not say how long" : " is no time"),
                 "write --step " + asked.name + ":wait=5m");
}

void work_out_task(Draft& draft, const StepAsked& asked, PartStep& step) {
    const auto roles = declared(draft, DeclaredKind::role);
    step.subject = asked.value;
    if (asked.value.empty()) {
        step.subject = roles.empty() ? "operator" : std::string(roles.front());
        draft.remark("Step " + in_quotes(asked.name) + " does not say who does it, so the role " +
                     in_quotes(step.subject) + " does.");
    } else if (!roles.empty() && std::find(roles.begin(), roles.end(), asked.value) == roles.end()) {
        refuse_unknown(draft, asked, "role", roles);
    }
}

void work_out_query(Draft& draft, const StepAsked& asked, PartStep& step) {
    step.subject = asked.value;
    std::vector<std::string_view> names;
    for (const Entity& each : draft.production.entities) names.push_back(each.name);
    if (asked.value.empty())
        draft.refuse(Code::usage, asked.option + " names no entity", "write --step " + asked.name + ":query=ENTITY");
    else if (std::find(names.begin(), names.end(), asked.value) == names.end())
        refuse_unknown(draft, asked, "entity", names);
}

/// Steps of a process or schedule while they are made.
class Steps {
public:
    Steps(Draft& draft, Component* component) : draft_(draft), component_(component), asked_(steps_asked(draft)) {}

    void know(std::vector<PartField> fields, bool open) {
        fields_ = std::move(fields);
        open_ = open;
    }
    /// The fields that conditions and values of the options name.
    std::vector<PartField> named();
    std::vector<PartStep> work_out();
    void add_compensations(std::vector<PartStep>& steps);

private:
    PartStep step_of(std::size_t number);
    void work_out_sent(const StepAsked& asked, PartStep& step);
    void work_out_condition(std::size_t number, PartStep& step);
    void work_out_subprocess(const StepAsked& asked, PartStep& step);
    const PartTarget* target_for(const StepAsked& asked, const std::string& setting);
    std::string message_for(const StepAsked& asked, const PartTarget& target);
    bool is_undone(const std::string& step) const;
    void fill(const std::vector<const KeyedOption*>& with, const PartTarget& target, const std::string& message,
              MessageKind kind, const std::string& words, std::vector<std::pair<std::string, PartExpression>>& filled,
              const PartExpression* when);

    Draft& draft_;
    Component* component_;  ///< null: of a schedule
    std::vector<StepAsked> asked_;
    std::vector<PartField> fields_;
    bool open_ = false;
};

std::vector<PartField> Steps::named() {
    std::vector<Term> terms;
    const auto add = [&](const std::string& text) {
        if (auto term = parse_condition(text)) terms.push_back(std::move(*term));
    };
    for (const StepAsked& each : asked_) {
        if (each.kind == StepKind::condition) add(each.value);
    }
    for (const KeyedOptions* options : {&draft_.when, &draft_.with}) {
        for (const KeyedOption& each : options->options()) add(each.value);
    }
    return fields_named(terms);
}

bool Steps::is_undone(const std::string& step) const {
    const auto& all = draft_.request.compensate;
    return std::any_of(all.begin(), all.end(), [&](const Given& each) { return each.key == step; });
}

const PartTarget* Steps::target_for(const StepAsked& asked, const std::string& setting) {
    auto& targets = component_->targets;
    const auto known =
        std::find_if(targets.begin(), targets.end(), [&](const PartTarget& each) { return each.setting == setting; });
    if (known != targets.end()) return &*known;
    if (!draft_.take(check_setting_name(setting, draft_.language))) return nullptr;
    std::string item = setting;
    const Item* there = draft_.find_item(setting);
    if (there == nullptr && draft_.request.create_missing) item += "Operation";
    if ((there == nullptr && !draft_.request.create_missing) || (there != nullptr && there->role == Role::service)) {
        std::vector<std::string_view> names;
        for (const PartTarget& each : targets) names.push_back(each.setting);
        std::string hint = did_you_mean(setting, names);
        hint += std::string(hint.empty() ? "" : " ") + "declare it: --target " + setting + "=ITEM";
        draft_.refuse(Code::unknown_name, asked.option + ": there is no target setting " + in_quotes(setting),
                      std::move(hint));
        return nullptr;
    }
    draft_.remark("Target setting " + in_quotes(setting) + " of step " + in_quotes(asked.name) + " leads to " +
                  in_quotes(item) + ".");
    target_of(*component_, setting).items.push_back(item);
    return &component_->targets.back();
}

std::string Steps::message_for(const StepAsked& asked, const PartTarget& target) {
    if (const KeyedOption* given = draft_.send.find({}, asked.name)) return given->value;
    if (const auto accepted = accepted_message(draft_, target, asked.name)) {
        draft_.remark("Step " + in_quotes(asked.name) + " sends " + in_quotes(*accepted) +
                      ", which its target accepts.");
        return *accepted;
    }
    const bool says_all = words_of(asked.name).size() > 1;
    std::string name = camel_case(asked.name);
    if (!says_all) name = snake_case(name) == snake_case(target.setting) ? "Do" + name : name + target.setting;
    draft_.remark("Step " + in_quotes(asked.name) + " sends " + in_quotes(name) + "; --send " + asked.name +
                  "=MESSAGE says it better.");
    return name;
}

void Steps::fill(const std::vector<const KeyedOption*>& with, const PartTarget& target, const std::string& message,
                 MessageKind kind, const std::string& words,
                 std::vector<std::pair<std::string, PartExpression>>& filled, const PartExpression* when) {
    PartMessage* made = draft_.use_message(message, kind);
    if (made == nullptr) return;
    check_accepted(draft_, target, made->name);
    give_fields(draft_, *made, with, fields_);
    if (with.empty() && made->name == component_->trigger) return;
    filled = fill_message(draft_, with, *made, fields_, words, when, open_);
}

void Steps::work_out_sent(const StepAsked& asked, PartStep& step) {
    if (component_ == nullptr) {
        draft_.refuse(Code::usage, asked.option + ": a schedule has no target settings",
                      "let it start a process that has them: --process PROCESS");
        return;
    }
    step.setting = asked.value.empty() ? camel_case(asked.name) : asked.value;
    const PartTarget* target = target_for(asked, step.setting);
    if (target == nullptr) {
        draft_.send.find({}, asked.name);
        draft_.with.all({}, asked.name);
        return;
    }
    const PartTarget found = *target;
    step.message = message_for(asked, found);
    if (const Message* known = draft_.find_declared(step.message)) step.message = std::string(known->name);
    fill(draft_.with.all({}, asked.name), found, step.message,
         is_undone(asked.name) ? MessageKind::command : MessageKind::request, in_words(asked.name), step.with,
         step.when ? &*step.when : nullptr);
}

/// It goes on with the next step where it holds, and to the end where it does not.
void Steps::work_out_condition(std::size_t number, PartStep& step) {
    const StepAsked& asked = asked_[number];
    if (number + 1 == asked_.size()) {
        draft_.refuse(Code::incomplete_step, asked.option + ": no step follows on which the condition could decide",
                      "put --step " + asked.name + ":condition before the steps that depend on it");
        return;
    }
    step.when =
        draft_.condition(asked.option.substr(0, asked.option.find('=')), asked.value, draft_.scope_of(fields_, open_));
    step.on_true = asked_[number + 1].name;
    step.on_false = "complete";
    draft_.remark("Where the condition " + in_quotes(asked.name) + " does not hold, the process is complete.");
}

void Steps::work_out_subprocess(const StepAsked& asked, PartStep& step) {
    step.subject = asked.value;
    std::vector<std::string_view> names;
    for (const Item& each : draft_.production.items) {
        if (each.role == Role::process) names.push_back(each.name);
    }
    if (asked.value.empty()) {
        draft_.refuse(Code::usage, asked.option + " names no process",
                      "write --step " + asked.name + ":subprocess=PROCESS");
        return;
    }
    if (std::find(names.begin(), names.end(), asked.value) == names.end()) {
        if (draft_.knows_items()) refuse_unknown(draft_, asked, "process", names);
        return;
    }
    const Item* called = draft_.find_item(asked.value);
    if (!called->behaviour) return;
    PartMessage inputs;
    inputs.name = asked.value;
    for (const Field& each : slice(draft_.production.fields, called->behaviour->inputs)) {
        FieldType type = parse_field_type(each.type).value_or(FieldType{});
        type.optional = type.optional || each.optional;
        inputs.fields.push_back({std::string(each.name), std::move(type)});
    }
    step.with = fill_message(draft_, draft_.with.all({}, asked.name), inputs, fields_, in_words(asked.name),
                             step.when ? &*step.when : nullptr, open_);
}

PartStep Steps::step_of(std::size_t number) {
    const StepAsked& asked = asked_[number];
    PartStep step;
    step.name = asked.name;
    step.kind = asked.kind;
    if (asked.is_wrong) return step;
    if (const KeyedOption* given = draft_.when.find({}, asked.name)) {
        if (asked.kind == StepKind::condition)
            draft_.refuse(Code::usage, given->option + ": a condition has its own", "leave it out");
        else
            step.when = draft_.condition(given->option, given->value, draft_.scope_of(fields_, open_));
    }
    switch (asked.kind) {
        case StepKind::wait: work_out_wait(draft_, asked, step); break;
        case StepKind::human_task: work_out_task(draft_, asked, step); break;
        case StepKind::query: work_out_query(draft_, asked, step); break;
        case StepKind::condition: work_out_condition(number, step); break;
        case StepKind::subprocess: work_out_subprocess(asked, step); break;
        default: work_out_sent(asked, step); break;
    }
    return step;
}

std::vector<PartStep> Steps::work_out() {
    std::vector<PartStep> steps;
    for (std::size_t i = 0; i < asked_.size(); ++i) steps.push_back(step_of(i));
    return steps;
}

void Steps::add_compensations(std::vector<PartStep>& steps) {
    std::vector<std::string_view> names;
    for (const PartStep& each : steps) {
        if (sends(each.kind)) names.push_back(each.name);
    }
    for (const Given& each : draft_.request.compensate) {
        const std::string option = "--compensate " + printable(each.key) + "=" + printable(each.value);
        const auto step =
            std::find_if(steps.begin(), steps.end(), [&](const PartStep& other) { return other.name == each.key; });
        if (step == steps.end() || !sends(step->kind)) {
            draft_.refuse(Code::unknown_name,
                          option + (step == steps.end() ? ": there is no step " + in_quotes(each.key)
                                                        : ": step " + in_quotes(each.key) + " sends nothing to undo"),
                          did_you_mean(each.key, names));
            continue;
        }
        if (!step->compensate_with.empty()) {
            draft_.refuse(Code::usage, option + ": the step has a compensation already", "keep one of them");
            continue;
        }
        PartCompensation undo;
        undo.name = "undo_" + step->name;
        undo.setting = step->setting;
        undo.message = each.value;
        if (const Message* known = draft_.find_declared(undo.message)) undo.message = std::string(known->name);
        step->compensate_with = undo.name;
        const bool last = std::all_of(step + 1, steps.end(), [](const PartStep& other) {
            return other.kind == StepKind::wait || other.kind == StepKind::condition;
        });
        if (last)
            draft_.remark("Step " + in_quotes(step->name) +
                          " is the last one: nothing behind it can fail, so it is never undone.");
        for (const PartTarget& target : component_->targets) {
            if (target.setting != undo.setting) continue;
            const PartTarget found = target;
            fill(draft_.with.all({}, undo.name), found, undo.message, MessageKind::command, in_words(undo.name),
                 undo.with, nullptr);
        }
        component_->compensations.push_back(std::move(undo));
    }
}

/// Whether all that the steps do is known without people and other processes.
bool runs_alone(const std::vector<PartStep>& steps) {
    return std::all_of(steps.begin(), steps.end(), [](const PartStep& each) {
        return each.kind == StepKind::service || each.kind == StepKind::send || each.kind == StepKind::wait ||
               each.kind == StepKind::condition;
    });
}

/// What it starts with, so that as many conditions hold as can.
std::optional<PartBody> starting_body(const Component& component, const std::vector<PartField>& fields,
                                      const ConditionScope& scope) {
    PartHandler all;
    std::vector<Term> terms;
    for (const PartStep& each : component.steps) {
        if (each.when) terms.push_back(each.when->term);
    }
    PartSend every;
    if (terms.size() == 1) every.when = PartExpression{{}, terms.front()};
    if (terms.size() > 1) {
        Term both;
        both.operation = Operation::and_;
        both.operands = std::move(terms);
        every.when = PartExpression{{}, std::move(both)};
    }
    all.sends.push_back(std::move(every));
    PartMessage message;
    message.fields = fields;
    const CasesFound found = find_cases(all, message, RouteChoice::first, scope);
    return found.cases.empty() ? std::nullopt : std::optional(found.cases.front().body);
}

void add_scenario(Draft& draft, const Component& component, const std::vector<PartField>& fields,
                  const ConditionScope& scope) {
    const auto body = starting_body(component, fields, scope);
    if (!runs_alone(component.steps) || !body) {
        draft.remark(
            "No scenario is written for " + in_quotes(component.name) +
            (body ? ": people or other processes take part in its steps." : ": no message was found that starts it."));
        return;
    }
    PartScenario scenario;
    scenario.name = "all steps of " + in_words(component.name);
    scenario.to = component.name;
    scenario.message = component.trigger;
    scenario.body = *body;
    Trace trace(draft);
    const auto value = [&](std::string_view name) { return value_in(*body, name); };
    for (const PartStep& step : component.steps) {
        const bool runs = !step.when || holds(step.when->term, value);
        if (step.kind == StepKind::condition && !runs) break;
        if (!runs || step.setting.empty()) continue;
        PartBody sent;
        if (step.message == component.trigger && step.with.empty()) sent = *body;
        for (const auto& [field, given] : step.with) {
            const Value is = evaluate(given.term, value);
            if (!is.is_absent()) sent.emplace_back(field, is);
        }
        for (const PartTarget& target : component.targets) {
            if (target.setting != step.setting) continue;
            for (const std::string& item : target.items)
                trace.send(component.name, item, step.message, sent,
                           step.kind == StepKind::send ? Interaction::async : Interaction::sync);
        }
    }
    trace.run();
    scenario.edges = std::move(trace.edges);
    scenario.messages = std::move(trace.messages);
    draft.part.scenarios.push_back(std::move(scenario));
}

PartField id_field() {
    FieldType text;
    text.kind = FieldKind::string;
    return {"id", std::move(text)};
}

/// Fields that conditions name and that a new message, or the inputs, do not have yet; an id where there are none.
void complete_fields(Draft& draft, std::vector<PartField>& fields, std::vector<PartField> named,
                     const std::string& owner) {
    if (!fields.empty()) return;
    fields = std::move(named);
    if (fields.empty()) fields.push_back(id_field());
    std::string names;
    for (const PartField& each : fields) {
        draft.take(check_field_name(each.name, draft.language));
        names += (names.empty() ? "" : ", ") + each.name + " = " + to_text(each.type);
    }
    draft.remark("No --field was given, so " + owner + " " + names + ".");
}

}  // namespace

void work_out_steps(Draft& draft, Component& component) {
    Steps steps(draft, &component);
    const PartRequest& request = draft.request;
    std::vector<PartField> fields;
    bool open = false;
    if (request.on.size() > 1) {
        draft.refuse(Code::usage,
                     "steps are started by one message, and --on names " + std::to_string(request.on.size()),
                     "keep one --on, or route the others to it");
    }
    if (request.on.empty()) {
        component.inputs = draft.fields_given({});
        complete_fields(draft, component.inputs, steps.named(), "the process, which is started by hand, takes");
        fields = component.inputs;
    } else {
        draft.give_fields_to(request.on.front());
        PartMessage* trigger = draft.use_message(request.on.front());
        if (trigger == nullptr) return;
        if (draft.is_new(*trigger))
            complete_fields(draft, trigger->fields, steps.named(), in_quotes(trigger->name) + " has");
        component.trigger = trigger->name;
        fields = trigger->fields;
        open = fields.empty();
    }
    steps.know(fields, open);
    component.steps = steps.work_out();
    steps.add_compensations(component.steps);
    if (!draft.has_problems()) add_scenario(draft, component, fields, draft.scope_of(fields, open));
}

std::vector<PartStep> steps_of_schedule(Draft& draft) {
    Steps steps(draft, nullptr);
    steps.know({}, true);
    return steps.work_out();
}

}  // namespace millwright::templates
