// Processes with steps: one method for each step that sends. What the engine's workflow does has no code, and the code
// behind it is a run of its own, so that nothing is done too early.
#include <algorithm>

#include "templates/cases.h"
#include "templates/names.h"
#include "templates/python_behaviour.h"
#include "templates/python_layout.h"

namespace millwright::templates {
namespace {

constexpr std::size_t body_indent = 8;

bool sends(const PartStep& step) {
    return !step.setting.empty() &&
           (step.kind == StepKind::service || step.kind == StepKind::send || step.kind == StepKind::callback);
}

/// Whether the steps behind it have to wait for the workflow. A condition takes no time.
bool waits(const PartStep& step) {
    return step.kind == StepKind::callback || (!sends(step) && step.kind != StepKind::condition);
}

std::string what_it_is(const PartStep& step) {
    switch (step.kind) {
        case StepKind::human_task: return step.subject.empty() ? "a task for a person" : "a task for " + step.subject;
        case StepKind::wait: return step.wait ? "a wait of " + to_text(*step.wait) : "a wait";
        case StepKind::subprocess: return step.subject.empty() ? "a subprocess" : "the process " + step.subject;
        case StepKind::query: return step.subject.empty() ? "a query" : "a query of " + step.subject;
        case StepKind::callback: return "an answer to wait for";
        default: return "a step of the workflow";
    }
}

class StepsWriter {
public:
    StepsWriter(const Component& component, const PythonMessages& messages)
        : component_(component),
          messages_(messages),
          scope_(component.trigger.empty() ? messages.scope(component.inputs, "request")
                                           : messages.scope(component.trigger, "request")) {}

    Result<TemplateFields> fields() {
        std::vector<TemplateFields> runs, steps;
        for (const PythonRun& each : runs_of(component_)) runs.push_back(run(each));
        for (const PartStep& each : component_.steps) {
            if (sends(each)) steps.push_back(step(each));
        }
        for (const PartCompensation& each : component_.compensations) {
            if (!can_run(each)) continue;
            steps.push_back(
                method(snake_case(each.name),
                       "Undo what was done before: send " + message_of(each.message) + " to " + each.setting + ".",
                       each.setting, each.message, each.with, false));
        }
        if (failure_) return tl::unexpected<Failure>(std::move(*failure_));
        TemplateFields fields;
        fields.set("class", std::string(last_part(component_.class_name)))
            .set("doc", python_docstring(described(), 4))
            .set("has_trigger", !component_.trigger.empty())
            .set("runs", std::move(runs))
            .set("steps", std::move(steps));
        add_targets(fields, component_);
        return fields;
    }

private:
    std::string message_of(const std::string& message) const {
        return message.empty() ? "the request" : messages_.class_of(message);
    }

    std::string described() const {
        if (!component_.description.empty() && component_.description.find("workflow") != std::string::npos)
            return component_.description;
        std::vector<std::string> done, left;
        for (const PartStep& each : component_.steps) {
            if (sends(each)) done.push_back(each.name);
            if (!sends(each) && each.kind != StepKind::condition)
                left.push_back(each.name + " (" + what_it_is(each) + ")");
        }
        std::string text = component_.description;
        if (text.empty() && !done.empty())
            text = "Runs " + in_a_row(done) + (done.size() > 1 ? ", one after the other." : ".");
        const auto& undone = component_.compensations;
        if (std::any_of(undone.begin(), undone.end(), [&](const PartCompensation& each) { return can_run(each); }))
            text += " When one fails, what was done before is undone.";
        if (!left.empty()) text += " Has no code for " + in_a_row(left) + ": the engine's workflow does that.";
        return text.empty() ? "Has no steps." : text;
    }

    /// The condition of a step, with its line end; "" without one.
    std::string condition(const PartStep& step, std::size_t indent) {
        if (!step.when || step.kind == StepKind::condition) return {};
        const auto condition = python_condition(step.when->term, scope_);
        if (!condition) {
            if (!failure_) failure_ = not_for_python(step.when->text).value();
            return {};
        }
        return python_if(*condition, indent);
    }

    /// `statements` at that indentation, below the condition of the step.
    std::string when(const PartStep& step, std::size_t indent, const std::vector<std::string>& statements) {
        const std::string head = condition(step, indent);
        std::string out = head;
        for (const std::string& each : statements) out += python_statement(each, indent + (head.empty() ? 0 : 4));
        return out;
    }

    TemplateFields run(const PythonRun& run) {
        const bool undoes = std::any_of(run.steps.begin(), run.steps.end(),
                                        [&](const PartStep* each) { return must_undo(run, *each); }) ||
                            (!run.done_before.empty() && !run.steps.empty());
        std::string body;
        if (undoes) body += begin_undo(run);
        if (undoes) body += python_statement("try:", body_indent);
        const std::size_t indent = body_indent + (undoes ? 4 : 0);
        for (const PartStep* each : run.steps) {
            std::vector<std::string> statements{"self." + snake_case(each->name) + "(request)"};
            if (undoes && must_undo(run, *each)) statements.push_back(undo_of(*each));
            body += when(*each, indent, statements);
        }
        if (undoes) {
            body +=
                "        except Exception:\n"
                "            for compensate in reversed(undo):\n"
                "                compensate(request)\n"
                "            raise\n";
        }
        if (run.steps.empty()) body += python_statement("self.log_info(\"the workflow goes on\")", body_indent);
        body.pop_back();
        const bool first = run.after.empty();
        const bool triggered = first && !component_.trigger.empty();
        TemplateFields fields;
        fields.set("method", first ? starting_method(component_) : "after_" + snake_case(run.after))
            .set("parameters",
                 "self, request" + (triggered ? ": " + messages_.class_of(component_.trigger) : std::string{}))
            .set("doc", python_docstring(described(run), body_indent))
            .set("body", std::move(body));
        return fields;
    }

    /// The list of what is to be undone, with what earlier runs have done.
    std::string begin_undo(const PythonRun& run) {
        std::string certain;
        std::size_t at = 0;
        for (; at < run.done_before.size() && !run.done_before[at]->when; ++at)
            certain += (at > 0 ? ", " : "") + compensation_method(*run.done_before[at]);
        std::string out = python_statement("undo = [" + certain + "]", body_indent);
        for (; at < run.done_before.size(); ++at)
            out += when(*run.done_before[at], body_indent, {undo_of(*run.done_before[at])});
        return out;
    }

    std::string described(const PythonRun& run) const {
        const std::vector<PythonRun> all = runs_of(component_);
        if (run.after.empty() && all.size() > 1)
            return "Run the steps up to " + all[1].after + ", which the workflow does.";
        if (run.after.empty() && component_.trigger.empty()) return "Run the steps for a message with their inputs.";
        if (run.after.empty()) return "Run the steps in their order.";
        return "Run the steps behind " + run.after + "; called when the workflow has done it.";
    }

    /// The last step of all has nothing behind it that could fail.
    bool must_undo(const PythonRun& run, const PartStep& step) const {
        return compensation_of(component_, step) != nullptr && run.steps.back() != &step;
    }

    /// Whether something that the code does behind it can fail.
    bool can_run(const PartCompensation& compensation) const {
        const std::vector<PythonRun> runs = runs_of(component_);
        return std::any_of(runs.begin(), runs.end(), [&](const PythonRun& run) {
            const auto undoes = [&](const PartStep* each) {
                return compensation_of(component_, *each) == &compensation;
            };
            return (!run.steps.empty() && std::any_of(run.steps.begin(), run.steps.end() - 1, undoes)) ||
                   (!run.steps.empty() && std::any_of(run.done_before.begin(), run.done_before.end(), undoes));
        });
    }

    std::string undo_of(const PartStep& step) const { return "undo.append(" + compensation_method(step) + ")"; }

    std::string compensation_method(const PartStep& step) const {
        return "self." + snake_case(compensation_of(component_, step)->name);
    }

    TemplateFields step(const PartStep& step) {
        const bool async = step.kind == StepKind::send;
        PythonScope before = scope_;
        if (step.when) scope_ = where_true(scope_, step.when->term);
        auto fields = method(snake_case(step.name), "Send " + message_of(step.message) + " to " + step.setting + ".",
                             step.setting, step.message, step.with, async);
        scope_ = std::move(before);
        return fields;
    }

    TemplateFields method(const std::string& name, const std::string& doc, const std::string& setting,
                          const std::string& message, const std::vector<std::pair<std::string, PartExpression>>& with,
                          bool async) {
        const auto made = messages_.made(message, component_.trigger, with, scope_);
        if (!made && !failure_) failure_ = made.error();
        std::string body = send_lines(component_, setting, async, made.value_or(""), !async, body_indent);
        body.pop_back();
        TemplateFields fields;
        fields.set("method", name).set("doc", python_docstring(doc, body_indent)).set("body", std::move(body));
        return fields;
    }

    const Component& component_;
    const PythonMessages& messages_;
    PythonScope scope_;
    std::optional<Failure> failure_;
};

}  // namespace

std::vector<PythonRun> runs_of(const Component& component) {
    std::vector<PythonRun> runs(1);
    for (const PartStep& each : component.steps) {
        if (sends(each)) runs.back().steps.push_back(&each);
        if (!waits(each)) continue;
        if (runs.size() > 1 && runs.back().steps.empty()) {
            runs.back().after = each.name;
            continue;
        }
        PythonRun next;
        next.after = each.name;
        next.done_before = runs.back().done_before;
        for (const PartStep* done : runs.back().steps) {
            if (compensation_of(component, *done) != nullptr) next.done_before.push_back(done);
        }
        runs.push_back(std::move(next));
    }
    if (runs.size() > 1 && runs.back().steps.empty()) runs.pop_back();
    return runs;
}

const PartCompensation* compensation_of(const Component& component, const PartStep& step) {
    const auto found = std::find_if(component.compensations.begin(), component.compensations.end(),
                                    [&](const PartCompensation& each) { return each.name == step.compensate_with; });
    return found == component.compensations.end() ? nullptr : &*found;
}

std::string starting_method(const Component& component) {
    return component.trigger.empty() ? "on_message" : "on_" + snake_case(component.trigger);
}

Result<TemplateFields> fields_of_steps(const Component& component, const PythonMessages& messages) {
    return StepsWriter(component, messages).fields();
}

}  // namespace millwright::templates
