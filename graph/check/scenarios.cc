#include "graph/check/scenarios.h"

#include <algorithm>
#include <set>

#include "graph/check/accepted.h"
#include "graph/check/known_names.h"
#include "graph/check/scenario_reach.h"
#include "graph/check/scenario_values.h"
#include "graph/check/step_list.h"
#include "graph/suggest.h"
#include "graph/utf8.h"

namespace millwright {
namespace check {
namespace {

class Scenarios {
public:
    explicit Scenarios(Checked& checked)
        : checked_(checked),
          production_(checked.production),
          scopes_(checked.production, checked.index),
          declared_(checked.production),
          reach_(checked),
          values_(checked, scopes_),
          lists_(step_lists(checked.production)) {
        for (const Item& each : production_.items) items_.add(each.name, each.place);
        for (const Message& each : production_.messages) messages_.add(each.name, each.place);
        for (const StepList& list : lists_) {
            for (const Step& each : list.steps) steps_.add(each.name, each.place);
            for (const Compensation& each : list.compensations) compensations_.add(each.name, each.place);
        }
    }

    void check(const Scenario& scenario) {
        subject_ = scenario.name.empty() ? "a scenario" : "scenario " + in_quotes(scenario.name);
        reported_.clear();
        check_name(scenario);
        std::vector<ItemId> starts;
        for (const ScenarioSend& each : scenario.sends) {
            if (const ItemId item = check_send(each)) starts.push_back(item);
        }
        // What a send to an unknown item would reach is not known.
        const bool whole = starts.size() == scenario.sends.size() && !starts.empty();
        reached_ = whole ? &reach_.from(starts) : nullptr;
        for (const ScenarioGiven& each : scenario.given) check_given(each);
        check_expect(scenario);
    }

private:
    std::string in(std::string_view key) const { return "`" + std::string(key) + "` of " + subject_; }

    void check_name(const Scenario& scenario) {
        if (scenario.name.empty()) return;
        const auto [known, is_new] = names_.try_emplace(scenario.name, scenario.place);
        if (is_new) return;
        checked_.found
            .add(Code::duplicate_scenario, scenario.place, "there is a second " + subject_ + " of the same settings")
            .note(known->second, "the first one is here")
            .advise("give it a name that says what is different");
    }

    // Names.

    ItemId find_item(const ScenarioName& name, std::string_view key) {
        if (!name.given()) return {};
        const ItemId item = checked_.index.find(name.text);
        if (!item && reported_.insert(name.place).second) {
            items_.suggest(
                checked_, report_unknown(checked_, Code::unknown_scenario_item, name.place, in(key), "item", name.text),
                name.text);
        }
        return item;
    }

    /// Null for a message that is not declared, which is reported where any is.
    const Message* find_message(const ScenarioName& name, std::string_view key) {
        if (!name.given() || production_.messages.empty()) return nullptr;
        const Message* message = declared_.find(name.text);
        if (message != nullptr) return message;
        auto& finding =
            checked_.found.add(Code::unknown_message, name.place,
                               in(key) + " names the message " + in_quotes(name.text) + ", which is not declared");
        messages_.suggest(checked_, finding, name.text, "declare it: [message." + toml_key(name.text) + "]");
        return nullptr;
    }

    bool knows_step(const ScenarioName& name, std::string_view key) {
        if (!name.given()) return false;
        if (steps_.has(name.text)) return true;
        steps_.suggest(checked_, report_unknown(checked_, Code::unknown_step, name.place, in(key), "step", name.text),
                       name.text, "no process has steps");
        return false;
    }

    ScenarioReceiver receiver_of(const Message* message) const {
        if (message == nullptr) return {};
        return {"message " + in_quotes(message->name), scopes_.message(message->name), message->place};
    }

    // send.

    ItemId check_send(const ScenarioSend& send) {
        const ItemId id = find_item(send.to, "send");
        const Message* message = find_message(send.message, "send");
        if (id && message != nullptr) check_accepts(id, send, *message);
        if (id && !send.message.given()) check_started_by_hand(id, send);
        const bool by_hand = id && !send.message.given() && production_[id].behaviour.has_value();
        check_body(send.body, by_hand ? inputs_of(id) : receiver_of(message), send);
        return id;
    }

    ScenarioReceiver inputs_of(ItemId id) const {
        const Item& item = production_[id];
        return {"process " + in_quotes(item.name), scopes_.inputs(*item.behaviour), item.place};
    }

    void check_body(const ScenarioBody& body, const ScenarioReceiver& receiver, const ScenarioSend& send) {
        values_.check(body.fields, receiver, in("body"));
        // A file that could not be read has been reported.
        if (body.file.given() && body.fields.empty()) return;
        const Place place = body.file.given()      ? body.file.place
                            : body.given()         ? body.place
                            : send.message.given() ? send.message.place
                                                   : send.to.place;
        values_.check_left_out(body.fields, nullptr, receiver, body.given() ? in("body") : in("send"), place);
    }

    /// What an item takes from outside: a service what it brings in, a workflow what its trigger waits for.
    KnownMessages taken_by(const Item& item) const {
        KnownMessages taken = accepted_by(production_, declared_, item);
        if (item.role == Role::service) {
            taken.known = taken.known || !item.emits.empty();
            for (const NameRef& each : production_.of(item.emits)) taken.names.insert(declared_.canonical(each.name));
        }
        if (!item.behaviour || item.behaviour->steps.empty() || !item.behaviour->handlers.empty()) return taken;
        const auto triggers = slice(production_.triggers, item.behaviour->triggers);
        taken.known = !triggers.empty() && item.accepts.empty();
        for (const Trigger& each : triggers) {
            if (each.kind == TriggerKind::event || each.kind == TriggerKind::message)
                taken.names.insert(declared_.canonical(each.subject));
        }
        return taken;
    }

    std::string listed(const KnownMessages& messages) const {
        constexpr std::size_t most = 5;
        std::string text;
        std::size_t count = 0;
        for (const Message& each : production_.messages) {
            if (!messages.has(each.name) || ++count > most) continue;
            text += (text.empty() ? "" : ", ") + in_quotes(each.name);
        }
        return count > most ? text + ", ..." : text;
    }

    void check_accepts(ItemId id, const ScenarioSend& send, const Message& message) {
        const Item& item = production_[id];
        const KnownMessages taken = taken_by(item);
        if (!taken.known || taken.has(message.name)) return;
        const std::string names = listed(taken);
        checked_.found
            .add(Code::message_not_accepted, send.message.place,
                 in("send") + " sends " + in_quotes(message.name) + " to " + in_quotes(item.name) + ", which " +
                     (item.role == Role::service ? "does not bring it in" : "does not accept it"))
            .note(item.place, in_quotes(item.name) + " is declared here")
            .advise(names.empty()                ? "leave `message` out: it is started without one"
                    : item.role == Role::service ? "it brings in " + names
                                                 : "it takes " + names);
    }

    void check_started_by_hand(ItemId id, const ScenarioSend& send) {
        const Item& item = production_[id];
        if (item.behaviour && !item.behaviour->steps.empty()) return;
        const std::string names = listed(taken_by(item));
        checked_.found
            .add(Code::missing_key, send.to.place,
                 in("send") + " does not name a message, and " + in_quotes(item.name) + " has no steps to be started")
            .advise(names.empty() ? "message = \"M\"" : "it takes " + names);
    }

    // given.

    void check_given(const ScenarioGiven& given) {
        if (given.step.given()) return check_given_step(given);
        const ItemId id = find_item(given.item, "given");
        const Message* on = find_message(given.on, "given");
        const Message* raised = find_message(given.raises, "given");
        const Message* reply = find_message(given.reply, "given");
        check_with(given, raised != nullptr ? raised : reply, on);
        if (!id) return;
        const Item& item = production_[id];
        if (reached_ != nullptr && !(*reached_)[id.index()]) {
            never(given.item.place, "nothing that " + subject_ + " sends reaches " + in_quotes(item.name), item.place,
                  "take it out, or send something that comes there");
        }
        if (on != nullptr && !takes_given(given, item, *on)) return;
        if (raised != nullptr) check_raised(given, item, *raised, on);
        if (reply != nullptr) check_reply(given, item, *reply, on);
    }

    void never(Place place, std::string message, Place declared, std::string hint) {
        checked_.found.add(Code::given_never_happens, place, std::move(message))
            .note(declared, "it is declared here")
            .advise(std::move(hint));
    }

    bool takes_given(const ScenarioGiven& given, const Item& item, const Message& on) {
        const KnownMessages taken = accepted_by(production_, declared_, item);
        if (!taken.known || taken.has(on.name)) return true;
        never(given.on.place,
              in("given") + " waits for " + in_quotes(on.name) + " at " + in_quotes(item.name) +
                  ", which does not accept it",
              item.place, "it takes " + listed(taken));
        return false;
    }

    void check_raised(const ScenarioGiven& given, const Item& item, const Message& raised, const Message* on) {
        std::vector<std::string_view> events;
        for (const Raise& each : production_.of(item.raises)) {
            if (on != nullptr && declared_.canonical(each.command) != on->name) continue;
            if (declared_.canonical(each.event) == raised.name) return;
            events.push_back(each.event);
        }
        std::string hint = did_you_mean(given.raises.text, events);
        if (hint.empty()) {
            hint = "say that it does: raises = { " + toml_key(on == nullptr ? Text("COMMAND") : on->name) + " = [" +
                   in_quotes(raised.name) + "] }";
        }
        never(given.raises.place,
              in("given") + " has " + in_quotes(item.name) + " raise " + in_quotes(raised.name) +
                  (on == nullptr ? "" : " on " + in_quotes(on->name)) + ", which its `raises` does not say",
              item.place, std::move(hint));
    }

    void check_reply(const ScenarioGiven& given, const Item& item, const Message& reply, const Message* on) {
        const auto replies = production_.of(item.replies);
        std::vector<std::string_view> names;
        for (const Reply& each : replies) {
            if (on != nullptr && !each.received.empty() && declared_.canonical(each.received) != on->name) continue;
            if (declared_.canonical(each.reply) == reply.name) return;
            names.push_back(each.reply);
        }
        if (replies.empty()) return;
        std::string hint = did_you_mean(given.reply.text, names);
        never(given.reply.place,
              in("given") + " has " + in_quotes(item.name) + " reply " + in_quotes(reply.name) +
                  ", which its `replies` does not say",
              item.place, hint.empty() ? "add it to `replies` of " + in_quotes(item.name) : std::move(hint));
    }

    void check_with(const ScenarioGiven& given, const Message* message, const Message* on) {
        const ScenarioReceiver receiver = receiver_of(message);
        values_.check(given.with.fields, receiver, in("with"));
        const bool unread = given.with.file.given() && given.with.fields.empty();
        if (unread || on == nullptr || message == nullptr) return;
        // What `with` leaves out comes from the message received, whose fields have to be known then.
        const auto besides = scopes_.message(on->name);
        if (besides == nullptr) return;
        values_.check_left_out(given.with.fields, besides.get(), receiver,
                               given.with.given() ? in("with") : in("given"),
                               given.with.given() ? given.with.place : nearer(given.raises.place, given.reply.place));
    }

    void check_given_step(const ScenarioGiven& given) {
        if (!knows_step(given.step, "given")) return;
        KnownNames outcomes;
        bool reached = reached_ == nullptr;
        for (const StepList& list : lists_) {
            for (const Step& step : list.steps) {
                if (step.name != given.step.text) continue;
                reached = reached || is_reached(list);
                for (const Outcome& each : slice(production_.outcomes, step.outcomes)) {
                    outcomes.add(each.name, each.place);
                }
            }
        }
        if (!reached) {
            never(given.step.place, "nothing that " + subject_ + " sends comes to step " + in_quotes(given.step.text),
                  steps_.place_of(given.step.text), "take it out, or send something that starts its process");
        }
        if (!given.outcome.given() || outcomes.has(given.outcome.text)) return;
        const std::string step = "step " + in_quotes(given.step.text);
        auto& finding =
            checked_.found.add(Code::unknown_scenario_outcome, given.outcome.place,
                               outcomes.empty() ? in("given") + " gives an outcome of " + step + ", which has none"
                                                : in("given") + " gives the outcome " + in_quotes(given.outcome.text) +
                                                      ", which " + step + " does not have");
        outcomes.suggest(checked_, finding, given.outcome.text,
                         outcomes.empty() ? "only steps of kind human_task have outcomes" : "");
    }

    bool is_reached(const StepList& list) const {
        if (list.item == nullptr) return true;
        const auto index = static_cast<std::size_t>(list.item - production_.items.data());
        return (*reached_)[index];
    }

    // expect.

    void check_expect(const Scenario& scenario) {
        const ScenarioExpect& expect = scenario.expect;
        if (expect.understood && !expect.says_something()) {
            checked_.found
                .add(Code::scenario_expects_nothing, nearer(expect.place, scenario.place),
                     subject_ + (expect.place.known() ? " expects nothing: it would pass whatever happens"
                                                      : " has no `expect`: it would pass whatever happens"))
                .advise("expect = { status = \"completed\" }, for example");
        }
        for (const ScenarioEdge& each : expect.edges) check_edge(each);
        for (const auto* names : {&expect.messages, &expect.skipped, &expect.replies}) {
            for (const ScenarioName& each : *names) find_message(each, "expect");
        }
        for (const auto& [step, times] : expect.attempts) knows_step(step, "expect");
        for (const ScenarioName& each : expect.compensations) check_compensation(each);
        check_state(expect.state);
    }

    void check_edge(const ScenarioEdge& edge) {
        const ItemId from = find_item(edge.from, "expect");
        const ItemId to = find_item(edge.to, "expect");
        if (!from || !to) return;
        const auto routes = checked_.routes.from(from);
        if (std::any_of(routes.begin(), routes.end(), [&](const Route& each) { return each.target == to; })) return;
        KnownNames targets;
        for (const Route& each : routes) {
            if (each.target) targets.add(production_[each.target].name, {});
        }
        auto& finding = checked_.found.add(Code::scenario_without_route, edge.to.place,
                                           in("expect") + " has " + in_quotes(edge.from.text) + " send to " +
                                               in_quotes(edge.to.text) + ", where none of its target settings leads");
        finding.note(production_[from].place, in_quotes(edge.from.text) + " is declared here");
        targets.suggest(
            checked_, finding, edge.to.text,
            targets.empty() ? "it has no target settings: targets = { NAME = " + in_quotes(edge.to.text) + " }" : "");
    }

    void check_compensation(const ScenarioName& name) {
        if (compensations_.has(name.text)) return;
        compensations_.suggest(
            checked_,
            report_unknown(checked_, Code::unknown_compensation, name.place, in("expect"), "compensation", name.text),
            name.text, compensations_.empty() ? "no process has compensations" : "");
    }

    /// What the processes that are reached keep. Nothing where one of them does not say it.
    std::optional<Fields> kept_state() const {
        Fields kept;
        for (std::size_t i = 0; i < production_.items.size(); ++i) {
            const Item& item = production_.items[i];
            if (!(*reached_)[i] || !item.behaviour) continue;
            const Behaviour& behaviour = *item.behaviour;
            const auto steps = slice(production_.steps, behaviour.steps);
            if (steps.empty() && !scopes_.is_manager(behaviour)) continue;
            const auto settable = scopes_.settable(behaviour);
            const auto inputs = scopes_.inputs(behaviour);
            if (settable == nullptr && inputs == nullptr && starts_with_something(behaviour)) return std::nullopt;
            for (const auto& fields : {settable, inputs}) {
                if (fields != nullptr) kept.types.insert(fields->types.begin(), fields->types.end());
            }
            for (const Step& step : steps) add_given(step, kept);
        }
        return kept;
    }

    /// A workflow that only a clock or a person starts gets nothing then.
    bool starts_with_something(const Behaviour& behaviour) const {
        const auto triggers = slice(production_.triggers, behaviour.triggers);
        return scopes_.is_manager(behaviour) || std::any_of(triggers.begin(), triggers.end(), [](const Trigger& each) {
                   return each.kind != TriggerKind::manual && each.kind != TriggerKind::cron &&
                          each.kind != TriggerKind::every;
               });
    }

    void add_given(const Step& step, Fields& kept) const {
        for (const NameRef& each : production_.of(step.gives)) {
            const Text name = each.name.ends_with('?') ? each.name.substr(0, each.name.size() - 1) : each.name;
            kept.types.emplace(std::string(name), FieldType{});
        }
    }

    void check_state(const ScenarioFields& state) {
        if (state.empty() || reached_ == nullptr) return;
        const auto kept = kept_state();
        if (!kept) return;
        KnownNames names;
        for (const auto& [name, type] : kept->types) names.add(name, {});
        for (const auto& [name, value] : state) {
            if (const FieldType* type = kept->find(name.text)) {
                values_.check(value, *type, name.text, "`state` of " + subject_);
                continue;
            }
            auto& finding = checked_.found.add(Code::unknown_state_key, name.place,
                                               "`state` of " + subject_ + " names " + in_quotes(name.text) +
                                                   ", which no process that it reaches keeps");
            names.suggest(checked_, finding, name.text,
                          names.empty() ? "no process that it reaches keeps anything" : "");
        }
    }

    Checked& checked_;
    const Production& production_;
    Scopes scopes_;
    DeclaredMessages declared_;
    ScenarioReach reach_;
    ScenarioValues values_;
    std::vector<StepList> lists_;
    KnownNames items_, messages_, steps_, compensations_;
    std::map<std::string, Place> names_;  ///< of scenarios

    // Of the scenario that is being checked.
    std::string subject_;
    std::set<Place> reported_;          ///< names of items that are not there
    const ItemSet* reached_ = nullptr;  ///< null: not known
};

}  // namespace
}  // namespace check

void check_scenarios(const Production& production, std::span<const Scenario> scenarios, const CheckOptions& options,
                     Diagnostics& found) {
    if (scenarios.empty()) return;
    check::Checked checked(production, options, found);
    check::Scenarios checks(checked);
    for (const Scenario& each : scenarios) checks.check(each);
    apply_levels(options.levels, checked.found);
    found.merge(std::move(checked.found));
}

}  // namespace millwright
