// Process managers: where instances start and end, how events find them, and whether the events arrive.
#include <algorithm>
#include <array>
#include <set>
#include <unordered_set>

#include "graph/check/events.h"
#include "graph/check/step_list.h"
#include "graph/condition.h"
#include "graph/utf8.h"

namespace millwright::check {
namespace {

bool names(const Term& term, std::string_view field) {
    if (term.operation == Operation::name && term.name == field) return true;
    return std::any_of(term.operands.begin(), term.operands.end(),
                       [&](const Term& each) { return names(each, field); });
}

/// Whether the expression reads the field. One that cannot be read is reported elsewhere, and may.
bool mentions(std::string_view expression, std::string_view field) {
    const auto term = parse_condition(expression);
    return !term || names(*term, field);
}

/// Its correlations, in any order the same.
std::set<std::pair<Text, Text>> correlations_of(const Production& production, const Handler& handler) {
    std::set<std::pair<Text, Text>> all;
    for (const Correlation& each : slice(production.correlations, handler.correlate)) {
        all.emplace(each.instance_field, each.event_field);
    }
    return all;
}

/// A command on its way: a handler's send, and an item that it goes to.
struct Sent {
    std::size_t handler;
    const Send* send;
    Text message;
    ItemId target;
};

class ProcessManagerChecks {
public:
    ProcessManagerChecks(Checked& checked, const Events& events, ItemId id)
        : checked_(checked),
          production_(checked.production),
          events_(events),
          id_(id),
          item_(checked.production[id]),
          behaviour_(*item_.behaviour),
          handlers_(production_.of(behaviour_.handlers)) {
        for (const NameRef& each : production_.of(behaviour_.streams)) streams_.insert(each.name);
        for (std::size_t i = 0; i < handlers_.size(); ++i)
            by_event_[events_.declared.canonical(handlers_[i].on)].push_back(i);
        collect_sent();
        collect_arriving();
    }

    void check() {
        check_starts();
        for (const Handler& handler : handlers_) {
            check_correlation(handler);
            if (is_first(handler)) check_raised(handler);
        }
        check_streams();
        check_twice();
        check_answers();
        check_end();
        check_undone();
    }

    /// Of a process that is none but subscribes to streams.
    void check_streams() {
        for (const Handler& handler : handlers_) {
            const Message* event = events_.event(handler.on);
            if (event == nullptr || event->stream.empty() || streams_.count(event->stream) != 0) continue;
            if (!is_first(handler)) continue;
            if (comes_by_route(event->name)) continue;
            checked_.found
                .add(Code::stream_not_subscribed, handler.place,
                     in_quotes(item_.name) + " handles " + in_quotes(handler.on) + ", which travels on the stream " +
                         in_quotes(event->stream) + ", and does not subscribe to it")
                .note(event->place, in_quotes(event->name) + " is declared here")
                .advise("add " + in_quotes(event->stream) + " to `streams` of the process");
        }
    }

private:
    /// Of several handlers of an event.
    bool is_first(const Handler& handler) const {
        return &handlers_[by_event_.at(events_.declared.canonical(handler.on)).front()] == &handler;
    }

    void collect_sent() {
        std::unordered_map<Text, std::vector<ItemId>> targets;
        for (const Route& route : checked_.routes.from(id_)) {
            if (route.target) targets[route.target_setting].push_back(route.target);
        }
        for (std::size_t i = 0; i < handlers_.size(); ++i) {
            for (const Send& send : production_.of(handlers_[i].sends)) {
                const auto found = targets.find(send.to);
                if (found == targets.end()) continue;
                const Text message = events_.declared.canonical(send.message.empty() ? handlers_[i].on : send.message);
                for (const ItemId target : found->second) sent_.push_back({i, &send, message, target});
            }
        }
    }

    void check_starts() {
        std::vector<const Handler*> starts;
        std::unordered_set<Text> events;
        for (const Handler& each : handlers_) {
            if (each.start && events.insert(each.on).second) starts.push_back(&each);
        }
        if (starts.empty()) {
            checked_.found
                .add(Code::manager_without_start, item_.place,
                     "process manager " + in_quotes(item_.name) + " has no handler that starts an instance")
                .advise("write start = true at the handler of the event that begins it");
        } else if (starts.size() > 1) {
            auto& finding = checked_.found.add(Code::manager_with_several_starts, starts[1]->place,
                                               "process manager " + in_quotes(item_.name) + " is started by " +
                                                   std::to_string(starts.size()) + " events");
            finding.note(starts[0]->place, "the first start is here");
            finding.advise("keep one start, unless any of them may come first");
        }
    }

    void check_correlation(const Handler& handler) {
        // What every other handler refuses needs no instance.
        if (handler.on == "*" || handler.reject) return;
        if (handler.correlate.empty()) {
            checked_.found
                .add(Code::missing_correlation, handler.place,
                     "the handler of " + in_quotes(handler.on) + " of process manager " + in_quotes(item_.name) +
                         " does not say which instance is meant")
                .advise("write correlate = \"FIELD\", a field of " + in_quotes(handler.on));
            return;
        }
        for (const Correlation& each : slice(production_.correlations, handler.correlate)) {
            if (check_event_field(handler, each) || each.instance_field != each.event_field) check_state_field(each);
        }
    }

    bool check_event_field(const Handler& handler, const Correlation& correlation) {
        const Message* message = events_.declared.find(handler.on);
        if (message == nullptr || message->fields.empty()) return true;
        const auto fields = slice(production_.fields, message->fields);
        const auto found = std::find_if(fields.begin(), fields.end(),
                                        [&](const Field& field) { return field.name == correlation.event_field; });
        if (found == fields.end()) {
            KnownNames names;
            for (const Field& field : fields) names.add(field.name, field.place);
            auto& finding =
                checked_.found.add(Code::unknown_correlation_field, correlation.place,
                                   in_quotes(item_.name) + " correlates " + in_quotes(handler.on) + " by " +
                                       in_quotes(correlation.event_field) + ", which is no field of the message");
            names.suggest(checked_, finding, correlation.event_field);
        } else if (found->optional) {
            checked_.found
                .add(Code::optional_correlation_field, correlation.place,
                     in_quotes(item_.name) + " correlates " + in_quotes(handler.on) + " by " +
                         in_quotes(correlation.event_field) + ", which may be absent")
                .note(found->place, "the field is declared here")
                .advise("make the field required: " + in_quotes(found->type));
        }
        return found != fields.end();
    }

    void check_state_field(const Correlation& correlation) {
        if (behaviour_.state.empty()) return;
        if (state_.empty()) {
            for (const Field& field : slice(production_.fields, behaviour_.state)) state_.add(field.name, field.place);
        }
        if (state_.has(correlation.instance_field)) return;
        auto& finding = checked_.found.add(Code::unknown_correlation_field, correlation.place,
                                           in_quotes(item_.name) + " correlates by " +
                                               in_quotes(correlation.instance_field) + ", which is not in its state");
        state_.suggest(checked_, finding, correlation.instance_field);
    }

    void check_raised(const Handler& handler) {
        const Message* event = events_.event(handler.on);
        if (event == nullptr || !events_.anybody_says || events_.raisers.count(event->name) != 0) return;
        if (comes_by_route(event->name)) return;
        checked_.found
            .add(Code::event_never_raised, handler.place,
                 in_quotes(item_.name) + " handles " + in_quotes(handler.on) + ", which nobody raises")
            .advise("add it to `raises` or `emits` of the item that it comes from");
    }

    /// Whether an item with a route to the process sends the event, or does not say what it sends.
    bool comes_by_route(Text event) const { return anything_arrives_ || arriving_.count(event) != 0; }

    void collect_arriving() {
        for (const std::uint32_t index : checked_.routes.to(id_)) {
            const Route& route = checked_.routes.all()[index];
            const Item& source = production_[route.source];
            anything_arrives_ = anything_arrives_ || (source.emits.empty() && !source.behaviour);
            for (const NameRef& each : production_.of(source.emits)) {
                arriving_.insert(events_.declared.canonical(each.name));
            }
            for (const RouteMessage& each : checked_.routes.of(route.messages)) {
                anything_arrives_ = anything_arrives_ || each.name == "*" || each.name.empty();
                arriving_.insert(events_.declared.canonical(each.name));
            }
        }
    }

    void check_twice() {
        for (const Handler& handler : handlers_) {
            const Handler& first = handlers_[by_event_.at(events_.declared.canonical(handler.on)).front()];
            if (is_first(handler)) continue;
            std::string differs;
            const auto add = [&](std::string_view what) {
                differs += (differs.empty() ? "" : ", ") + std::string(what);
            };
            if (first.when.text.empty() && handler.when.text.empty()) {
                if (first.start != handler.start) add("start");
                if (first.end != handler.end) add("end");
            }
            if (!first.correlate.empty() && !handler.correlate.empty() &&
                correlations_of(production_, first) != correlations_of(production_, handler)) {
                add("correlation");
            }
            if (differs.empty()) continue;
            checked_.found
                .add(Code::event_handled_differently, handler.place,
                     in_quotes(item_.name) + " handles " + in_quotes(handler.on) +
                         " twice, and the handlers differ in " + differs)
                .note(first.place, "the first handler is here")
                .advise("make one handler of them, or give them the same start, end and correlation");
        }
    }

    /// The events that the item may raise when it gets the command.
    const std::vector<Text>& answers(const Sent& sent) const {
        static const std::vector<Text> none;
        const auto found = events_.answers.find({sent.target, sent.message});
        return found == events_.answers.end() ? none : found->second;
    }

    void check_answers() {
        for (const Sent& sent : sent_) {
            const Handler& handler = handlers_[sent.handler];
            const auto& events = answers(sent);
            if (events.empty()) continue;
            if (!handler.end) check_answers_arrive(sent, events);
            // One answer tells what is wrong with the command.
            for (const Text event : events) {
                if (!carries_correlation(sent, event)) break;
            }
        }
    }

    void check_answers_arrive(const Sent& sent, const std::vector<Text>& events) {
        const auto arrives = [&](Text name) {
            const Message* event = events_.event(name);
            return event == nullptr || event->stream.empty() || streams_.count(event->stream) != 0 ||
                   by_event_.count(event->name) != 0 || comes_by_route(event->name);
        };
        if (std::any_of(events.begin(), events.end(), arrives)) return;
        const Message& event = *events_.event(events.front());
        checked_.found
            .add(Code::answer_stream_not_subscribed, nearer(sent.send->message_place, sent.send->place),
                 in_quotes(item_.name) + " sends " + in_quotes(sent.message) + " to " +
                     in_quotes(production_[sent.target].name) +
                     ", and hears nothing of what comes of it: the instance stalls")
            .note(event.place, "it leads to " + in_quotes(event.name) + " on the stream " + in_quotes(event.stream))
            .advise("add " + in_quotes(event.stream) + " to `streams` and handle " + in_quotes(event.name));
    }

    /// The field by which the answer will be found has to go out with the command, if fields are named at all.
    bool carries_correlation(const Sent& sent, Text event) {
        const auto with = slice(production_.assignments, sent.send->with);
        const auto found = by_event_.find(event);
        if (with.empty() || found == by_event_.end()) return true;
        const Handler& sender = handlers_[sent.handler];
        const Handler& answered = handlers_[found->second.front()];
        for (const Correlation& wanted : slice(production_.correlations, answered.correlate)) {
            const auto carries = [&](const Assignment& each) {
                if (mentions(each.value.text, wanted.instance_field)) return true;
                const auto own = slice(production_.correlations, sender.correlate);
                return std::any_of(own.begin(), own.end(), [&](const Correlation& known) {
                    return known.instance_field == wanted.instance_field &&
                           mentions(each.value.text, known.event_field);
                });
            };
            const auto same = std::find_if(with.begin(), with.end(),
                                           [&](const Assignment& each) { return each.field == wanted.event_field; });
            const bool fits = same != with.end() ? carries(*same) : std::any_of(with.begin(), with.end(), carries);
            if (fits) continue;
            const std::string how = same != with.end() ? " with another " : " without ";
            checked_.found
                .add(Code::with_cannot_correlate, same != with.end() ? same->value.place : sent.send->place,
                     in_quotes(item_.name) + " sends " + in_quotes(sent.message) + how +
                         in_quotes(same != with.end() ? wanted.event_field : wanted.instance_field) +
                         (same != with.end() ? " than that of the instance" : "") + ", by which the answer " +
                         in_quotes(event) + " will be correlated")
                .note(wanted.place, "the answer is correlated here")
                .advise("write with = { " + toml_key(wanted.event_field) + " = " + in_quotes(wanted.instance_field) +
                        " }");
            return false;
        }
        return true;
    }

    /// Whether the event may come although no handler of this process that runs has asked for it.
    bool comes_from_elsewhere(Text name) const {
        const auto raisers = events_.raisers.find(name);
        if (events_.event(name) == nullptr || raisers == events_.raisers.end()) return true;
        return std::any_of(raisers->second.begin(), raisers->second.end(), [&](const Raiser& each) {
            return each.command.empty() || events_.sent_by_others(each.item, each.command, id_);
        });
    }

    /// Handlers that may run once an instance has started.
    std::vector<bool> running() const {
        std::vector<bool> runs(handlers_.size(), false);
        std::vector<std::size_t> open;
        const auto run = [&](std::size_t handler) {
            if (runs[handler]) return;
            runs[handler] = true;
            open.push_back(handler);
        };
        for (std::size_t i = 0; i < handlers_.size(); ++i) {
            if (handlers_[i].start || handlers_[i].on == "*" ||
                comes_from_elsewhere(events_.declared.canonical(handlers_[i].on))) {
                run(i);
            }
        }
        std::vector<std::vector<const Sent*>> of_handler(handlers_.size());
        for (const Sent& sent : sent_) of_handler[sent.handler].push_back(&sent);
        while (!open.empty()) {
            const std::size_t handler = open.back();
            open.pop_back();
            for (const Sent* sent : of_handler[handler]) {
                for (const Text event : answers(*sent)) {
                    const auto next = by_event_.find(event);
                    if (next == by_event_.end()) continue;
                    for (const std::size_t each : next->second) run(each);
                }
            }
        }
        return runs;
    }

    void check_end() {
        std::vector<std::size_t> ends;
        bool starts = false;
        for (std::size_t i = 0; i < handlers_.size(); ++i) {
            if (handlers_[i].end) ends.push_back(i);
            starts = starts || handlers_[i].start;
        }
        if (ends.empty()) {
            checked_.found
                .add(Code::manager_without_end, item_.place,
                     "process manager " + in_quotes(item_.name) + " has no handler that ends an instance")
                .advise("write end = true at the handler of the event after which nothing is left to do");
            return;
        }
        if (!starts) return;
        const std::vector<bool> runs = running();
        if (std::any_of(ends.begin(), ends.end(), [&](std::size_t each) { return runs[each]; })) return;
        const Handler& end = handlers_[ends.front()];
        checked_.found
            .add(Code::manager_without_end, end.place,
                 "no path leads from the start of process manager " + in_quotes(item_.name) +
                     " to an end: " + in_quotes(end.on) + " is raised only in answer to a command that is not sent")
            .advise("send the command that leads to " + in_quotes(end.on) + ", or end the instance elsewhere");
    }

    /// Goes back from each compensating handler to what was sent before it.
    void check_undone() {
        std::unordered_map<Text, std::vector<const Sent*>> causes;  // by event
        for (const Sent& sent : sent_) {
            for (const Text event : answers(sent)) causes[event].push_back(&sent);
        }
        std::set<std::pair<const Send*, ItemId>> reported;
        for (std::size_t i = 0; i < handlers_.size(); ++i) {
            if (handlers_[i].compensates) check_undone_by(i, causes, reported);
        }
    }

    void check_undone_by(std::size_t undoing, std::unordered_map<Text, std::vector<const Sent*>>& causes,
                         std::set<std::pair<const Send*, ItemId>>& reported) {
        std::set<ItemId> undone;
        for (const Sent& sent : sent_) {
            if (sent.handler == undoing) undone.insert(sent.target);
        }
        const auto& asked = causes[events_.declared.canonical(handlers_[undoing].on)];
        std::set<const Sent*> own(asked.begin(), asked.end());
        std::vector<bool> before(handlers_.size(), false);
        std::vector<std::size_t> open;
        const auto add = [&](const std::vector<const Sent*>& all) {
            for (const Sent* each : all) {
                if (before[each->handler] || each->handler == undoing) continue;
                before[each->handler] = true;
                open.push_back(each->handler);
            }
        };
        add(asked);
        while (!open.empty()) {
            const std::size_t handler = open.back();
            open.pop_back();
            add(causes[events_.declared.canonical(handlers_[handler].on)]);
        }
        for (const Sent& sent : sent_) {
            const Message* command = events_.declared.find(sent.message);
            if (!before[sent.handler] || own.count(&sent) != 0 || undone.count(sent.target) != 0) continue;
            if (handlers_[sent.handler].compensates || command == nullptr || command->kind != MessageKind::command)
                continue;
            if (!reported.emplace(sent.send, sent.target).second) continue;
            checked_.found
                .add(Code::effect_not_undone, nearer(sent.send->message_place, sent.send->place),
                     in_quotes(item_.name) + " sends " + in_quotes(sent.message) + " to " +
                         in_quotes(production_[sent.target].name) + ", and the compensating handler of " +
                         in_quotes(handlers_[undoing].on) + " does not undo it")
                .note(handlers_[undoing].place, "the compensating handler is here")
                .advise("let that handler send to " + in_quotes(sent.send->to) + " what undoes it");
        }
    }

    Checked& checked_;
    const Production& production_;
    const Events& events_;
    ItemId id_;
    const Item& item_;
    const Behaviour& behaviour_;
    std::span<const Handler> handlers_;
    std::unordered_set<Text> streams_;
    std::unordered_map<Text, std::vector<std::size_t>> by_event_;
    std::vector<Sent> sent_;
    std::unordered_set<Text> arriving_;  // by routes
    bool anything_arrives_ = false;
    KnownNames state_;
};

/// Two handlers of one kind for one message: the first one without a condition takes it always.
void check_choice(Checked& checked, const Item& item) {
    std::unordered_map<Text, std::array<const Handler*, 3>> taken;
    for (const Handler& handler : checked.production.of(item.behaviour->handlers)) {
        const Handler*& first = taken[handler.on][static_cast<std::size_t>(handler.dispatch)];
        if (first == nullptr) {
            if (handler.when.text.empty() && !handler.when.foreign) first = &handler;
            continue;
        }
        // What contradicts itself has been reported.
        if (first->start != handler.start || first->end != handler.end ||
            correlations_of(checked.production, *first) != correlations_of(checked.production, handler)) {
            continue;
        }
        checked.found
            .add(Code::handler_never_chosen, handler.place,
                 in_quotes(item.name) + " has a handler of " + in_quotes(handler.on) +
                     " before this one, which takes it always: the order of the handlers decides")
            .note(first->place, "the first handler is here")
            .advise("remove one of them, or give the first a condition");
    }
}

}  // namespace

bool is_process_manager(const Production& production, const Behaviour& behaviour) {
    const auto handlers = production.of(behaviour.handlers);
    return std::any_of(handlers.begin(), handlers.end(), [](const Handler& each) {
        return each.start || each.end || each.compensates || !each.correlate.empty();
    });
}

void check_managers(Checked& checked) {
    const Production& production = checked.production;
    if (production.handlers.empty()) return;
    const Events events(production, checked.routes);
    for (std::size_t i = 0; i < production.items.size(); ++i) {
        const Item& item = production.items[i];
        if (!item.behaviour || item.behaviour->handlers.empty()) continue;
        check_choice(checked, item);
        if (is_process_manager(production, *item.behaviour)) {
            ProcessManagerChecks(checked, events, ItemId(i)).check();
        } else if (!item.behaviour->streams.empty()) {
            ProcessManagerChecks(checked, events, ItemId(i)).check_streams();
        }
    }
}

}  // namespace millwright::check
