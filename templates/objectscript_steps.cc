// Processes with steps: one method for each step, run in order by a process that keeps where it stands, so that it can
// wait for a timer or an answer; what is done is taken back when a later step fails.
#include <algorithm>
#include <array>

#include "templates/objectscript_code.h"
#include "templates/objectscript_names.h"

namespace millwright::templates {
namespace {

/// "PT1H30M", as timers of the engine take it: in whole seconds, at least as long as asked for.
std::string timer_text(Duration wait) {
    std::int64_t rest = (wait.milliseconds + 999) / 1000;
    const auto unit = [&](std::int64_t size, const char* letter) {
        const std::int64_t count = rest / size;
        rest %= size;
        return count == 0 ? std::string() : std::to_string(count) + letter;
    };
    const std::string days = unit(86'400, "D");
    std::string time = unit(3'600, "H");
    time += unit(60, "M");
    time += unit(1, "S");
    if (days.empty() && time.empty()) time = "0S";
    return "P" + days + (time.empty() ? "" : "T" + time);
}

class Steps {
public:
    Steps(const ObjectScriptPart& context, const Component& process)
        : context_(context), process_(process), call_(call_of_steps(context, process)) {}

    TemplateFields fields() {
        for (const PartStep& step : process_.steps) add_step(step);
        for (const PartCompensation& each : process_.compensations) add_message(each.name, each.message, each.with);
        std::vector<ObjectScriptMethod> callers = methods_;
        for (const PartCompensation& each : process_.compensations) callers.push_back({"", "", {taking_back(each)}});
        for (ObjectScriptMethod& each : send_to_each(process_, callers)) methods_.push_back(std::move(each));
        TemplateFields fields = component_fields(context_, process_, std::move(more_targets_));
        fields.set("start_class", context_.messages.class_of(call_.received)).set("start", call_.received);
        fields.set("count", std::to_string(process_.steps.size())).set("steps", steps());
        fields.set("has_compensations", !process_.compensations.empty()).set("compensations", compensations());
        return fields.set("methods", fields_of(methods_));
    }

private:
    static std::string method_of(const std::string& name) { return objectscript_name(name); }

    void add_message(const std::string& name, const std::string& message,
                     const std::vector<std::pair<std::string, PartExpression>>& with) {
        if (message.empty() || (message == call_.received && with.empty())) return;
        methods_.push_back(making_method(context_, {"Make" + method_of(name), message, with}, call_));
    }

    std::string message_text(const std::string& name, const std::string& message,
                             const std::vector<std::pair<std::string, PartExpression>>& with) const {
        const bool received = message.empty() || (message == call_.received && with.empty());
        return received ? "pRequest" : "..Make" + method_of(name) + "(pRequest)";
    }

    void add_step(const PartStep& step) {
        ObjectScriptMethod method;
        method.doc = step.name + ": " + purpose(step);
        method.signature =
            "Method Step" + method_of(step.name) + "(" + call_.parameters + ", ByRef pWaits As %Boolean) As %Status";
        if (step.when) method.body.push_back("If '.." + condition_method(step) + "(pRequest) { Quit $$$OK }");
        Work work = work_of(step);
        for (std::string& each : work.before) method.body.push_back(std::move(each));
        if (work.waits) method.body.emplace_back("Set pWaits = 1");
        if (step.compensate_with.empty()) {
            method.body.push_back("Quit " + work.status);
        } else {
            for (const std::string& each :
                 {"Set tSC = " + work.status, std::string("If $$$ISERR(tSC) { Quit tSC }"),
                  "Do ..StepsDone.Insert(" + objectscript_literal(step.name) + ")", std::string("Quit $$$OK")}) {
                method.body.push_back(each);
            }
        }
        methods_.push_back(std::move(method));
        if (step.when) add_condition(step);
        if (sends(step)) add_message(step.name, step.message, step.with);
    }

    static bool sends(const PartStep& step) {
        return step.kind == StepKind::service || step.kind == StepKind::send || step.kind == StepKind::callback;
    }

    void add_condition(const PartStep& step) {
        ObjectScriptMethod method;
        method.doc = "Whether the step " + step.name + " runs. It looks at nothing but what it is given.";
        method.signature = "ClassMethod " + condition_method(step) + "(" + call_.parameters + ") As %Boolean";
        const auto said = objectscript_condition(step.when->term, call_.scope);
        if (said) {
            method.body = comments_on(step.when->text, said->notes);
            method.body.push_back("Quit " + without_brackets(said->text));
        } else {
            method.body = unsaid(context_, "The condition of the step " + step.name, step.when->text, said.error());
        }
        methods_.push_back(std::move(method));
    }

    static std::string waiting(Duration wait) {
        const bool whole = wait.milliseconds % 1000 == 0;
        return "waits " + to_text(wait) + (whole ? "." : ", rounded up to whole seconds.");
    }

    std::string purpose(const PartStep& step) const {
        const std::string what = step.message.empty() ? "what came in" : step.message;
        switch (step.kind) {
            case StepKind::service: return "sends " + what + " to " + step.setting + " and waits for the answer.";
            case StepKind::send: return "sends " + what + " to " + step.setting + ".";
            case StepKind::callback: return "sends " + what + " to " + step.setting + "; the answer may take long.";
            case StepKind::wait: return waiting(step.wait.value_or(Duration{}));
            case StepKind::human_task: return "a task for somebody with the role " + step.subject + ".";
            case StepKind::subprocess: return "runs the process " + step.subject + ".";
            case StepKind::condition: return "only says whether it holds.";
            default: return "has to be written by hand.";
        }
    }

    /// A target setting of the step's own, whose default is an item's name.
    std::string own_setting(const std::string& name, const std::string& item, const std::string& doc) {
        TemplateFields fields;
        fields.set("property", name).set("doc", class_doc(doc)).set("type", "Ens.DataType.ConfigName");
        fields.set("keywords", " [ InitialExpression = " + objectscript_literal(item) + " ]");
        const bool there = std::any_of(more_targets_.begin(), more_targets_.end(), [&](const TemplateFields& each) {
            return std::get<std::string>(each.all.front().value) == name;
        });
        if (!there) more_targets_.push_back(std::move(fields));
        return name;
    }

    /// What a step does: some statements, and at last a call whose status is the step's.
    struct Work {
        std::string status = "$$$OK";
        bool waits = false;
        Lines before = {};
    };

    static std::string waiting_send(const std::string& property, const std::string& message, const PartStep& step) {
        return "..SendRequestAsync(.." + property + ", " + message + ", 1, " + objectscript_literal(step.name) + ")";
    }

    Work work_of(const PartStep& step) {
        const std::string message = message_text(step.name, step.message, step.with);
        switch (step.kind) {
            case StepKind::service: return {send_call(process_, step.setting, message, Interaction::sync, "tResponse")};
            case StepKind::send: return {send_call(process_, step.setting, message, Interaction::async, "")};
            case StepKind::callback: return {waiting_send(target_property(step.setting), message, step), true};
            case StepKind::wait:
                return {"..SetTimer(" + objectscript_literal(timer_text(step.wait.value_or(Duration{}))) + ", " +
                            objectscript_literal(step.name) + ")",
                        true};
            case StepKind::human_task: return task(step);
            case StepKind::subprocess:
                return {waiting_send(own_setting(method_of(step.subject) + "Process", step.subject,
                                                 "The process that the step " + step.name + " runs."),
                                     "pRequest", step),
                        true};
            case StepKind::condition: return {};
            default: break;
        }
        context_.remarks.push_back("The step " + step.name +
                                   " is of a kind that has no counterpart in ObjectScript. It has to be written by "
                                   "hand; until then the process fails there.");
        return {"$$$ERROR($$$GeneralError, " +
                objectscript_literal("the step " + step.name + " has to be written by hand") + ")"};
    }

    Work task(const PartStep& step) {
        const std::string role = step.subject.empty() ? "Tasks" : step.subject;
        const std::string to = own_setting(
            method_of(role) + "Role", role,
            "The workflow role for the step " + step.name + ": an item of the class EnsLib.Workflow.Operation.");
        context_.remarks.push_back(
            "The step " + step.name + " gives its task to an item \"" + role +
            "\" of the class EnsLib.Workflow.Operation; another one can be named in the setting " + to + ".");
        return {waiting_send(to, "tTask", step),
                true,
                {"Set tTask = ##class(EnsLib.Workflow.TaskRequest).%New()",
                 "Set tTask.%Subject = " + objectscript_literal(step.name), "Set tTask.%Actions = \"Done\""}};
    }

    std::vector<TemplateFields> steps() const {
        std::vector<TemplateFields> all;
        for (const PartStep& step : process_.steps) {
            TemplateFields one;
            one.set("keyword", all.empty() ? "If" : "} ElseIf").set("number", std::to_string(all.size() + 1));
            all.push_back(one.set("method", "Step" + method_of(step.name)));
        }
        return all;
    }

    std::string taking_back(const PartCompensation& compensation) const {
        const std::string message = message_text(compensation.name, compensation.message, compensation.with);
        return "Set tSC = " + send_call(process_, compensation.setting, message, Interaction::sync, "tResponse");
    }

    std::vector<TemplateFields> compensations() const {
        std::vector<TemplateFields> all;
        for (const PartStep& step : process_.steps) {
            const auto found =
                std::find_if(process_.compensations.begin(), process_.compensations.end(),
                             [&](const PartCompensation& each) { return each.name == step.compensate_with; });
            if (found == process_.compensations.end()) continue;
            TemplateFields one;
            one.set("keyword", all.empty() ? "If" : "} ElseIf").set("step", objectscript_literal(step.name));
            one.set("statement", taking_back(*found));
            all.push_back(std::move(one));
        }
        return all;
    }

    const ObjectScriptPart& context_;
    const Component& process_;
    ObjectScriptCall call_;
    std::vector<ObjectScriptMethod> methods_;
    std::vector<TemplateFields> more_targets_;
};

/// The message that starts the steps where none is named: made of the inputs.
Result<std::vector<ClassSource>> start_source(const ObjectScriptPart& context, const Component& process) {
    if (!process.trigger.empty()) return std::vector<ClassSource>{};
    PartMessage start;
    start.name = start_message(process);
    start.class_name = context.messages.class_of(start.name);
    start.description = "Starts " + process.name + ".";
    start.fields = process.inputs;
    auto source = message_source(context, start, false);
    if (!source) return tl::unexpected<Failure>(std::move(source.error()));
    context.remarks.push_back("What starts " + process.name + " is a message of the class " + start.class_name +
                              ", which has its inputs.");
    return std::vector<ClassSource>{std::move(*source)};
}

}  // namespace

ObjectScriptCall call_of_steps(const ObjectScriptPart& context, const Component& process) {
    ObjectScriptCall call;
    call.received = start_message(process);
    call.scope = context.messages.scope_of(call.received, "pRequest");
    call.parameters = "pRequest As " + context.messages.class_of(call.received);
    call.arguments = "pRequest";
    return call;
}

std::string condition_method(const PartStep& step) {
    return "Runs" + objectscript_name(step.name);
}

Result<std::vector<ClassSource>> steps_sources(const ObjectScriptPart& context, const Component& process) {
    auto sources = start_source(context, process);
    if (!sources) return sources;
    auto text = context.templates.fill("objectscript/steps.cls", Steps(context, process).fields());
    if (!text) return tl::unexpected<Failure>(std::move(text.error()));
    sources->push_back({process.class_name, std::move(*text)});
    return sources;
}

}  // namespace millwright::templates
