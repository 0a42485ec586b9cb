// Conditions and expressions of handlers, sends, steps, effects, outcomes and compensations: their grammar, their names
// and types, what they give to messages, and conditions that decide nothing.
#include <algorithm>
#include <map>
#include <set>

#include "graph/check/condition_coverage.h"
#include "graph/check/condition_scopes.h"
#include "graph/check/expressions.h"
#include "graph/condition_cases.h"
#include "graph/suggest.h"
#include "graph/utf8.h"

namespace millwright::check {
namespace {

/// What values are given to.
struct Receiver {
    std::string name;  ///< "message \"RejectedOrder\""
    std::shared_ptr<const Fields> fields;
    Place place;  ///< where it is declared, if anywhere
};

/// Where values are computed: the names there, and what is known to hold.
struct Situation {
    const Scope& scope;
    const ConditionScope& names;
    std::vector<Term> holding = {};
    std::vector<Term> not_holding = {};
    bool known = true;  ///< false: of some condition that holds nobody knows what it says

    void holds(const DecisionPart& part) {
        if (part.term != nullptr) holding.push_back(*part.term);
        known = known && part.is_known();
    }
};

Term term_of(Operation operation, std::vector<Term> operands) {
    Term term;
    term.operation = operation;
    term.operands = std::move(operands);
    return term;
}

/// All of them: `true` when there are none.
Term all_of(std::vector<Term> terms) {
    if (terms.size() == 1) return std::move(terms.front());
    Term term = term_of(Operation::and_, std::move(terms));
    if (!term.operands.empty()) return term;
    term.operation = Operation::literal;
    term.value = true;
    return term;
}

void add_presence(const Term& term, std::vector<Term>& presence) {
    if (term.operation == Operation::name) presence.push_back(term_of(Operation::present, {term}));
    for (const Term& each : term.operands) add_presence(each, presence);
}

/// Whether conditions make sure that all names in it are there.
bool is_guarded(const Term& value, const Situation& situation) {
    if (!situation.known) return true;
    if (situation.holding.empty() && situation.not_holding.empty()) return false;
    std::vector<Term> presence;
    add_presence(value, presence);
    std::vector<Term> others = situation.not_holding;
    others.push_back(all_of(std::move(presence)));
    return find_uncovered(others, all_of(situation.holding), situation.names).certain;
}

class Conditions {
public:
    explicit Conditions(Checked& checked)
        : checked_(checked),
          production_(checked.production),
          scopes_(production_, checked.index),
          expressions_(checked) {}

    void check(const Item& item) {
        if (!item.behaviour) return;
        conditional_.clear();
        for (const Handler& each : production_.of(item.behaviour->handlers)) check_handler(item, each);
        if (!conditional_.empty()) check_handled(item);
        check_flow(item);
    }

    void check(const Schedule& schedule) {
        if (schedule.steps.empty()) return;
        received_.clear();
        const Scope scope = scopes_.of_schedule(schedule);
        for (const Step& each : slice(production_.steps, schedule.steps)) {
            check_step(each, " of schedule " + in_quotes(schedule.name), scope, false);
        }
    }

private:
    /// Reads a condition and says when it decides nothing.
    Typed read_condition(const Expression& expression, const std::string& subject, const ConditionScope& names) {
        const Typed typed = expressions_.read_condition(expression, subject, names);
        if (!typed || is_literally_true(*typed.term)) return typed;
        const Verdict verdict = decide(*typed.term, names);
        if (verdict == Verdict::never) {
            checked_.found.add(Code::never_true, expression.place, subject + " is never true")
                .advise("no values make it true; change it, or leave out what depends on it");
        }
        if (verdict == Verdict::always) {
            checked_.found.add(Code::always_true, expression.place, subject + " is always true")
                .advise("it decides nothing; leave it out");
        }
        return typed;
    }

    static bool is_literally_true(const Term& term) {
        const bool* truth = std::get_if<bool>(&term.value);
        return term.operation == Operation::literal && truth != nullptr && *truth;
    }

    void check_handler(const Item& item, const Handler& handler) {
        const auto sends = production_.of(handler.sends);
        const bool sends_say = std::any_of(sends.begin(), sends.end(), [&](const Send& send) {
            return !send.when.text.empty() || !send.with.empty() || makes_message(handler, send);
        });
        const bool ordered = item.behaviour->route == RouteChoice::first && sends.size() > 1;
        if (handler.when.text.empty() && !sends_say && !ordered) return;
        const Scope scope = scopes_.of_handler(*item.behaviour, handler);
        const ConditionScope names = scopes_.names_of(scope);
        const std::string of = " of " + in_quotes(item.name);
        Decision decision;
        decision.when = part(handler.when, "the condition of a handler" + of + " for " + in_quotes(handler.on), names);
        if (decision.when.given) conditional_[canonical(handler.on)].push_back(decision.when);
        std::vector<Term> earlier;
        for (const Send& send : sends) {
            const std::string subject = "a send" + of + " to " + in_quotes(send.to);
            decision.sends.push_back(part(send.when, "the condition of " + subject, names));
            Situation situation{scope, names};
            situation.holds(decision.when);
            situation.holds(decision.sends.back());
            if (ordered) situation.not_holding = earlier;
            if (const Term* term = decision.sends.back().term) earlier.push_back(*term);
            check_given(item, handler, send, subject, situation);
        }
        if (ordered) report_covered(checked_, decision, sends, of, names);
        if (expects_a_send(*item.behaviour, handler)) {
            report_unsent(checked_, decision, handler, item, names);
        }
    }

    DecisionPart part(const Expression& when, const std::string& subject, const ConditionScope& names) {
        DecisionPart part;
        part.given = !when.text.empty();
        if (!part.given) return part;
        const std::size_t before = checked_.found.size();
        part.term = read_condition(when, subject, names).term;
        part.reported = checked_.found.size() != before;
        return part;
    }

    /// A process manager keeps what an event says; a reply and a rejection end a message as well.
    bool expects_a_send(const Behaviour& behaviour, const Handler& handler) const {
        return !handler.sends.empty() && handler.reply.empty() && !handler.reject && !handler.start && !handler.end &&
               !scopes_.is_manager(behaviour);
    }

    Text canonical(Text message) const {
        const Message* found = scopes_.find_message(message);
        return found == nullptr ? message : found->name;
    }

    /// Another message than the one received.
    bool makes_message(const Handler& handler, const Send& send) const {
        return !send.message.empty() && canonical(send.message) != canonical(handler.on);
    }

    Receiver message_receiver(Text name) const {
        const Message* message = scopes_.find_message(name);
        if (message == nullptr) return {};
        return {"message " + in_quotes(message->name), scopes_.message(name), message->place};
    }

    void check_given(const Item& item, const Handler& handler, const Send& send, const std::string& subject,
                     const Situation& situation) {
        const bool makes = makes_message(handler, send);
        if (send.with.empty() && !makes) return;
        const Receiver receiver = message_receiver(send.message.empty() ? handler.on : send.message);
        assign(send.with, receiver, subject, situation);
        if (makes) check_left_out(send.with, receiver, subject, send.place, item.class_name.empty());
    }

    /// Checks values and the fields that they are given to.
    void assign(Range<Assignment> assignments, const Receiver& receiver, const std::string& subject,
                const Situation& situation) {
        for (const Assignment& each : production_.of(assignments)) {
            const std::string value_subject = in_quotes(each.field) + " of " + subject;
            const Typed typed = expressions_.read(each.value, value_subject, situation.names);
            if (receiver.fields == nullptr) continue;
            const FieldType* field = receiver.fields->find(each.field);
            if (field == nullptr) {
                report_unknown_field(each, receiver, subject);
                continue;
            }
            if (!typed) continue;
            FieldType type = typed.type;
            type.optional = type.optional && !field->optional && !may_be_there(*typed.term, type, situation);
            if (const auto problem = check_assignment(*typed.term, type, *field)) {
                expressions_.report(Code::wrong_value_type, each.value, value_subject, *problem);
            }
        }
    }

    /// Whether something makes sure that the value is not absent, or nobody can tell.
    bool may_be_there(const Term& value, const FieldType& type, const Situation& situation) const {
        return type.kind == FieldKind::any || scopes_.depends_on_order(value, situation.scope) ||
               is_guarded(value, situation);
    }

    void report_unknown_field(const Assignment& assignment, const Receiver& receiver, const std::string& subject) {
        auto& finding = checked_.found.add(
            Code::unknown_field, assignment.value.place,
            subject + " gives " + in_quotes(assignment.field) + ", which " + receiver.name + " does not have");
        if (receiver.place.known()) finding.note(receiver.place, receiver.name + " is declared here");
        std::vector<std::string_view> fields;
        if (checked_.may_compare(receiver.fields->types.size())) {
            for (const auto& [name, type] : receiver.fields->types) fields.push_back(name);
        }
        const std::string_view nearest = millwright::nearest(assignment.field, fields).value_or("");
        if (!nearest.empty())
            finding.advise("did you mean " + in_quotes(nearest) + "?");
        else
            finding.advise("declare it in `fields`, or leave it out");
    }

    /// `only_settings`: there is no code that could fill the field.
    void check_left_out(Range<Assignment> given, const Receiver& receiver, const std::string& subject, Place place,
                        bool only_settings) {
        if (receiver.fields == nullptr || (given.empty() && !only_settings)) return;
        std::set<Text> given_fields;
        for (const Assignment& each : production_.of(given)) given_fields.insert(each.field);
        std::string missing;
        std::size_t count = 0;
        for (const auto& [name, type] : receiver.fields->types) {
            if (type.optional || given_fields.contains(name) || ++count > most_fields_named) continue;
            missing += (missing.empty() ? "" : ", ") + in_quotes(name);
        }
        if (count == 0) return;
        if (count > most_fields_named) missing += " and " + std::to_string(count - most_fields_named) + " more";
        auto& finding =
            checked_.found.add(Code::field_left_out, place,
                               subject + " does not give " + missing + ", which " + receiver.name + " requires");
        finding.advise("give " + std::string(count == 1 ? "it" : "them") +
                       " in `with`, or let the type end with ? where it may be absent");
        if (receiver.place.known()) finding.note(receiver.place, receiver.name + " is declared here");
        if (only_settings) finding.as(Severity::error);
    }

    /// Messages whose handlers all have a condition.
    void check_handled(const Item& item) {
        if (scopes_.is_manager(*item.behaviour)) return;
        std::map<Text, std::vector<const Handler*>> handlers;
        for (const Handler& each : production_.of(item.behaviour->handlers)) {
            if (each.on == "*") return;
            handlers[canonical(each.on)].push_back(&each);
        }
        for (const auto& [message, conditions] : conditional_) {
            const auto& all = handlers[message];
            if (all.size() != conditions.size()) continue;
            const Handler& first = *all.front();
            report_unhandled(checked_, conditions, first, item,
                             scopes_.names_of(scopes_.of_handler(*item.behaviour, first)));
        }
    }

    void check_flow(const Item& item) {
        const auto steps = slice(production_.steps, item.behaviour->steps);
        const auto undo = slice(production_.compensations, item.behaviour->compensations);
        if (steps.empty() && undo.empty()) return;
        const Scope scope = scopes_.of_steps(item);
        const std::string of = " of " + in_quotes(item.name);
        const bool only_settings = item.class_name.empty();
        received_ = received_by(item);
        for (const Step& each : steps) {
            check_step(each, of, scope, only_settings);
            check_outcomes(*item.behaviour, each, of, scope);
        }
        const ConditionScope names = scopes_.names_of(scope);
        for (const Compensation& each : undo) {
            const std::string subject = "compensation " + in_quotes(each.name) + of;
            const Receiver receiver = message_receiver(each.message);
            assign(each.with, receiver, subject, {scope, names});
            if (received_.count(canonical(each.message)) != 0) continue;
            check_left_out(each.with, receiver, subject, each.place, only_settings);
        }
    }

    /// Messages with which the process can start: a step can pass them on.
    std::set<Text> received_by(const Item& item) const {
        std::set<Text> received;
        for (const NameRef& each : production_.of(item.accepts)) received.insert(canonical(each.name));
        for (const Handler& each : production_.of(item.behaviour->handlers)) received.insert(canonical(each.on));
        for (const Trigger& each : slice(production_.triggers, item.behaviour->triggers)) {
            if (each.kind == TriggerKind::event || each.kind == TriggerKind::message)
                received.insert(canonical(each.subject));
        }
        return received;
    }

    void check_step(const Step& step, const std::string& of, const Scope& scope, bool only_settings) {
        const std::string subject = "step " + in_quotes(step.name) + of;
        const ConditionScope names = scopes_.names_of(scope);
        Situation situation{scope, names};
        situation.holds(part(step.when, "the condition of " + subject, names));
        if (!step.where.text.empty()) {
            read_condition(step.where, "`where` of " + subject,
                           scopes_.names_of(scopes_.with_entity(scope, step.subject)));
        }
        const Receiver receiver =
            step.kind == StepKind::subprocess ? called_receiver(step) : message_receiver(step.message);
        assign(step.with, receiver, subject, situation);
        if (received_.count(canonical(step.message)) == 0) {
            check_left_out(step.with, receiver, subject, step.place,
                           only_settings || step.kind == StepKind::subprocess);
        }
        for (const Effect& each : slice(production_.effects, step.effects)) check_effect(each, subject, situation);
    }

    /// The inputs of a process that is called.
    Receiver called_receiver(const Step& step) const {
        const ItemId id = checked_.index.find(step.subject);
        if (!id || !production_[id].behaviour || production_[id].behaviour->inputs.empty()) return {};
        return {"process " + in_quotes(step.subject), scopes_.inputs(*production_[id].behaviour),
                production_[id].place};
    }

    void check_effect(const Effect& effect, const std::string& step, const Situation& of_step) {
        const std::string subject = "an effect of " + step;
        const Scope scope = scopes_.with_entity(of_step.scope, effect.entity);
        const ConditionScope names = scopes_.names_of(scope);
        Situation situation{scope, names, of_step.holding};
        situation.holds(part(effect.where, "`where` of " + subject, names));
        assign(effect.set, {"entity " + in_quotes(effect.entity), scopes_.entity(effect.entity), {}}, subject,
               situation);
    }

    /// An outcome sets what the process knows, or fields of the entity that the task is about.
    void check_outcomes(const Behaviour& behaviour, const Step& step, const std::string& of, const Scope& scope) {
        const auto outcomes = slice(production_.outcomes, step.outcomes);
        if (std::all_of(outcomes.begin(), outcomes.end(), [](const Outcome& each) { return each.set.empty(); })) return;
        Receiver receiver{"the state of the process", nullptr, {}};
        receiver.fields = scopes_.settable(behaviour);
        Scope inner = scope;
        if (!step.detail.empty()) {
            inner = scopes_.with_entity(scope, step.detail);
            receiver = {"entity " + in_quotes(step.detail), scopes_.settable(behaviour, step.detail), {}};
        }
        const ConditionScope names = scopes_.names_of(inner);
        for (const Outcome& each : outcomes) {
            assign(each.set, receiver, "outcome " + in_quotes(each.name) + " of step " + in_quotes(step.name) + of,
                   {inner, names});
        }
    }

    static constexpr std::size_t most_fields_named = 5;

    Checked& checked_;
    const Production& production_;
    Scopes scopes_;
    Expressions expressions_;
    std::set<Text> received_;                                // by the item, to start with
    std::map<Text, std::vector<DecisionPart>> conditional_;  // of the item's handlers, by message
};

}  // namespace

void check_conditions(Checked& checked) {
    Conditions conditions(checked);
    for (const Item& each : checked.production.items) conditions.check(each);
    for (const Schedule& each : checked.production.schedules) conditions.check(each);
}

}  // namespace millwright::check
