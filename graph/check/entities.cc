// Entities: their states and transitions, and who names them: triggers, effects, queries, human tasks, handlers, stories.
// Nothing is said where no entity is declared, of states where the entity has none, of transitions where it has none.
#include <set>

#include "graph/check/step_list.h"
#include "graph/utf8.h"

namespace millwright::check {
namespace {

/// Of a transition, every state.
constexpr std::string_view any_state = "*";

struct EntityNames {
    const Entity* entity;
    KnownNames states;
    std::set<std::pair<Text, Text>> edges;  // from, to; from "" stands for some state

    bool leads(Text from, Text to) const {
        const auto has = [&](Text a, Text b) { return edges.count({a, b}) != 0; };
        return has(from, to) || has(any_state, to) || has(from, any_state) || has(any_state, any_state);
    }
};

class Entities {
public:
    explicit Entities(Checked& checked) : checked_(checked), production_(checked.production) {
        for (const Entity& each : production_.entities) {
            known_.add(each.name, each.place);
            EntityNames names{&each, {}, {}};
            for (const NameRef& state : production_.of(each.states)) names.states.add(state.name, state.place);
            for (const Transition& edge : slice(production_.transitions, each.transitions)) {
                names.edges.emplace(edge.from, edge.to);
                names.edges.emplace(Text{}, edge.to);
            }
            by_name_.emplace(each.name, std::move(names));
        }
    }

    void check_transitions() {
        for (const Entity& each : production_.entities) {
            const std::string where = "a transition of entity " + in_quotes(each.name);
            const KnownNames& states = by_name_.at(each.name).states;
            for (const Transition& edge : slice(production_.transitions, each.transitions)) {
                check_state(states, edge.from, nearer(edge.from_place, each.place), where);
                check_state(states, edge.to, nearer(edge.to_place, each.place), where);
            }
        }
    }

    void check_process(const Item& item) {
        const std::string owner = in_quotes(item.name);
        for (const Trigger& each : slice(production_.triggers, item.behaviour->triggers)) {
            if (each.kind == TriggerKind::entity_status || each.kind == TriggerKind::entity_change) {
                check_trigger(each, "the trigger of " + owner);
            }
        }
        for (const Handler& handler : production_.of(item.behaviour->handlers)) {
            for (const NameRef& each : production_.of(handler.reads)) {
                check_name(each.name, each.place, "`reads` of a handler of " + owner);
            }
        }
    }

    void check_step(const StepList& list, const Step& step) {
        for (const Effect& each : slice(production_.effects, step.effects)) {
            check_name(each.entity, each.place, "an effect of " + list.called(step));
        }
        if (step.kind == StepKind::query) {
            check_name(step.subject, nearer(step.places.subject, step.place), "`entity` of " + list.called(step));
        } else if (step.kind == StepKind::human_task) {
            check_name(step.detail, nearer(step.places.detail, step.place), "`entity` of " + list.called(step));
        }
    }

    void check_story(const Story& story) {
        for (const NameRef& each : production_.of(story.entities)) {
            check_name(each.name, each.place, "`entities` of story " + in_quotes(story.name));
        }
    }

private:
    bool check_name(Text name, Place place, const std::string& where) {
        if (name.empty()) return false;
        if (known_.has(name)) return true;
        auto& finding = report_unknown(checked_, Code::unknown_entity, place, where, "entity", name);
        known_.suggest(checked_, finding, name, "declare it: [entity." + toml_key(name) + "]");
        return false;
    }

    void check_state(const KnownNames& states, Text name, Place place, const std::string& where) {
        if (states.empty() || name.empty() || name == any_state || states.has(name)) return;
        auto& finding = report_unknown(checked_, Code::unknown_state, place, where, "state", name);
        states.suggest(checked_, finding, name);
    }

    void check_trigger(const Trigger& trigger, const std::string& where) {
        if (!check_name(trigger.subject, trigger.place, where)) return;
        if (trigger.kind != TriggerKind::entity_status) return;
        const EntityNames& names = by_name_.at(trigger.subject);
        const Entity& entity = *names.entity;
        const std::string of = " of entity " + in_quotes(entity.name);
        const auto before = checked_.found.size();
        check_state(names.states, trigger.to, nearer(trigger.to_place, trigger.place), where);
        check_state(names.states, trigger.from, nearer(trigger.from_place, trigger.place), where);
        if (checked_.found.size() != before || names.edges.empty()) return;
        if (trigger.to.empty() || names.leads(trigger.from, trigger.to)) return;
        checked_.found
            .add(Code::unknown_transition, nearer(trigger.to_place, trigger.place),
                 where + " waits for " + in_quotes(trigger.to) +
                     (trigger.from.empty() ? "" : " after " + in_quotes(trigger.from)) + ", and no transition" + of +
                     " leads " + (trigger.from.empty() ? "there" : "from the one to the other"))
            .note(entity.place, in_quotes(entity.name) + " is declared here")
            .advise("add the transition to the entity, or wait for another state");
    }

    Checked& checked_;
    const Production& production_;
    KnownNames known_;
    std::unordered_map<Text, EntityNames> by_name_;
};

}  // namespace

void check_entities(Checked& checked, std::span<const StepList> lists) {
    const Production& production = checked.production;
    if (production.entities.empty()) return;
    Entities entities(checked);
    entities.check_transitions();
    for (const Item& item : production.items) {
        if (item.behaviour) entities.check_process(item);
    }
    for (const StepList& list : lists) {
        for (const Step& step : list.steps) entities.check_step(list, step);
    }
    for (const Story& story : production.stories) entities.check_story(story);
}

}  // namespace millwright::check
