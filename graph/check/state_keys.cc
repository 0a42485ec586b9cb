// Keys of a process's state: what steps need and nothing gives, and keys that an engine keeps for itself.
#include <algorithm>
#include <array>

#include "graph/check/declared_messages.h"
#include "graph/check/step_list.h"
#include "graph/utf8.h"

namespace millwright::check {
namespace {

/// Keys that orchestrator-core sets itself: those a process starts with (its initial state wins over what a form gives) and
/// those of its callbacks. All that begin with two underscores are its own too.
constexpr std::array<std::string_view, 7> engine_keys{"callback_progress", "callback_result", "callback_route",
                                                      "process_id",        "reporter",        "workflow_name",
                                                      "workflow_target"};

bool is_engine_key(std::string_view key) {
    return key.starts_with("__") || std::find(engine_keys.begin(), engine_keys.end(), key) != engine_keys.end();
}

Text without_mark(Text key) {
    if (key.ends_with('?')) key.remove_suffix(1);
    return key;
}

class StateKeys {
public:
    StateKeys(Checked& checked, const StepList& list, const DeclaredMessages& messages)
        : checked_(checked), production_(checked.production), list_(list), messages_(messages) {}

    void check() {
        for (const Step& step : list_.steps) check_reserved(step);
        const bool any = std::any_of(list_.steps.begin(), list_.steps.end(), [](const Step& each) {
            return !each.needs.empty() || each.kind == StepKind::foreach;
        });
        if (!any || !collect()) return;
        for (const Step& step : list_.steps) {
            for (const NameRef& each : production_.of(step.needs)) {
                if (!each.name.ends_with('?')) check_key(Code::unknown_state_key, step, "needs", each.name, each.place);
            }
            if (step.kind == StepKind::foreach && !step.subject.empty()) {
                check_key(Code::foreach_over_nothing, step, "goes over", step.subject,
                          nearer(step.places.subject, step.place));
            }
        }
    }

private:
    bool is_for_orchestrator() const { return list_.item != nullptr && !list_.behaviour()->workflow_target.empty(); }

    void check_reserved(const Step& step) {
        if (!is_for_orchestrator()) return;
        for (const NameRef& each : production_.of(step.gives)) {
            const Text key = without_mark(each.name);
            if (!is_engine_key(key)) continue;
            checked_.found
                .add(Code::reserved_state_key, each.place,
                     list_.called(step) + " gives " + in_quotes(key) + ", which the engine keeps for itself")
                .advise("choose another key");
        }
    }

    /// Everything that may be in the state. False when what a process starts with is not known: it is started by an entity,
    /// by a message that is not declared, by handlers, or by another world's form.
    bool collect() {
        for (const Step& step : list_.steps) {
            for (const NameRef& each : production_.of(step.gives)) keys_.add(without_mark(each.name), each.place);
            for (const Outcome& outcome : slice(production_.outcomes, step.outcomes)) {
                for (const Assignment& each : slice(production_.assignments, outcome.set)) {
                    keys_.add(each.field, each.value.place);
                }
            }
        }
        const Behaviour* behaviour = list_.behaviour();
        if (behaviour == nullptr) return true;
        if (!behaviour->handlers.empty() || is_for_orchestrator()) return false;
        for (const Field& each : slice(production_.fields, behaviour->inputs)) keys_.add(each.name, each.place);
        for (const Field& each : slice(production_.fields, behaviour->state)) keys_.add(each.name, each.place);
        for (const Trigger& each : slice(production_.triggers, behaviour->triggers)) {
            if (!collect_trigger(each)) return false;
        }
        return true;
    }

    bool collect_trigger(const Trigger& trigger) {
        if (trigger.kind == TriggerKind::event || trigger.kind == TriggerKind::message) {
            const Message* message = messages_.find(trigger.subject);
            if (message == nullptr || message->fields.empty()) return false;
            for (const Field& each : slice(production_.fields, message->fields)) keys_.add(each.name, each.place);
            return true;
        }
        return trigger.kind == TriggerKind::cron || trigger.kind == TriggerKind::every ||
               trigger.kind == TriggerKind::manual;
    }

    void check_key(Code code, const Step& step, std::string_view verb, Text key, Place place) {
        if (keys_.has(key) || keys_.has(key.substr(0, key.find('.')))) return;
        auto& finding = checked_.found.add(code, place,
                                           list_.called(step) + " " + std::string(verb) + " " + in_quotes(key) +
                                               ", which no step gives and which is no input");
        keys_.suggest(checked_, finding, key, "let an earlier step give it: gives = [" + in_quotes(key) + "]");
    }

    Checked& checked_;
    const Production& production_;
    const StepList& list_;
    const DeclaredMessages& messages_;
    KnownNames keys_;
};

}  // namespace

void check_state_keys(Checked& checked, std::span<const StepList> lists) {
    const DeclaredMessages messages(checked.production);
    for (const StepList& list : lists) StateKeys(checked, list, messages).check();
}

}  // namespace millwright::check
