// Process managers: events that start, continue and end an instance, the commands that they send, and what undoes them.
#include <algorithm>

#include "graph/suggest.h"
#include "graph/utf8.h"
#include "templates/cases.h"
#include "templates/names.h"
#include "templates/work_out.h"

namespace millwright::templates {
namespace {

/// An event that the process manager handles.
struct Event {
    std::string name;
    bool start = false, end = false, undo = false;
    PartMessage* message = nullptr;
};

/// A command on its way: by an event's handler, to a target setting.
struct Command {
    std::size_t event;
    std::string setting;
    std::string message;
};

class ProcessManagerDraft {
public:
    ProcessManagerDraft(Draft& draft, Component& component) : draft_(draft), component_(component) {}

    void work_out();

private:
    void collect_events();
    void add(const std::string& name, bool Event::*flag);
    void choose_start_and_end();
    void use_events();
    void choose_correlation();
    void correlate(Event& event);
    void add_forward_commands();
    void add_undoing_commands();
    bool is_explicit(std::size_t event) const;
    bool raises(const PartTarget& target, const std::string& event) const;
    std::optional<std::string> undoing(const PartTarget& target);
    void note_raised();
    PartHandler handler_of(std::size_t event);
    PartSend send_of(const Command& command);
    void add_scenarios();
    void add_scenario(const std::vector<std::size_t>& events, const std::string& name);
    const Command* leading_to(std::size_t event) const;

    Draft& draft_;
    Component& component_;
    std::vector<Event> events_;
    std::vector<std::size_t> forward_;  ///< events in the order in which they come: start, on, end
    std::vector<std::size_t> undo_;
    std::vector<Command> commands_;
    std::string field_;  ///< by which instances are found
    FieldType type_;
};

void ProcessManagerDraft::add(const std::string& name, bool Event::*flag) {
    auto found = std::find_if(events_.begin(), events_.end(), [&](const Event& each) { return each.name == name; });
    if (found == events_.end()) found = events_.insert(events_.end(), Event{name, false, false, false, nullptr});
    if (flag != nullptr) *found.*flag = true;
}

void ProcessManagerDraft::collect_events() {
    const PartRequest& request = draft_.request;
    for (const std::string& each : request.start) add(each, &Event::start);
    for (const std::string& each : request.on) add(each, nullptr);
    for (const std::string& each : request.end) add(each, &Event::end);
    for (const std::string& each : request.undo) add(each, &Event::undo);
    choose_start_and_end();
    for (std::size_t i = 0; i < events_.size(); ++i) (events_[i].undo ? undo_ : forward_).push_back(i);
}

void ProcessManagerDraft::choose_start_and_end() {
    const auto any = [&](bool Event::*flag) {
        return std::any_of(events_.begin(), events_.end(), [&](const Event& each) { return each.*flag; });
    };
    if (!any(&Event::start)) {
        const auto first =
            std::find_if(events_.begin(), events_.end(), [](const Event& each) { return !each.undo && !each.end; });
        if (first == events_.end()) {
            draft_.refuse(Code::manager_without_start,
                          "process manager " + in_quotes(component_.name) + " has no event that starts an instance",
                          "write --start EVENT");
            return;
        }
        first->start = true;
        draft_.remark("No --start was given, so " + in_quotes(first->name) + " starts an instance.");
    }
    if (any(&Event::end)) return;
    const auto last =
        std::find_if(events_.rbegin(), events_.rend(), [](const Event& each) { return !each.undo && !each.start; });
    std::string name;
    if (last != events_.rend()) {
        last->end = true;
        name = last->name;
    } else {
        const std::vector<std::string> words = words_of(events_.front().name);
        name = camel_case(words.empty() ? "Process" : words.front()) + "Completed";
        add(name, &Event::end);
    }
    draft_.remark("No --end was given, so " + in_quotes(name) + " ends an instance.");
}

const PartField* field_of(const PartMessage& message, std::string_view name) {
    const auto found = std::find_if(message.fields.begin(), message.fields.end(),
                                    [&](const PartField& each) { return each.name == name; });
    return found == message.fields.end() ? nullptr : &*found;
}

void ProcessManagerDraft::use_events() {
    const auto start = std::find_if(events_.begin(), events_.end(), [](const Event& each) { return each.start; });
    if (start != events_.end()) draft_.give_fields_to(start->name);
    for (Event& each : events_) {
        each.message = use_event(draft_, each.name);
        if (each.message == nullptr) continue;
        each.name = each.message->name;
        const std::string& stream = each.message->stream;
        auto& streams = component_.streams;
        if (!stream.empty() && std::find(streams.begin(), streams.end(), stream) == streams.end())
            streams.push_back(stream);
    }
}

/// --correlate, else the first field of the start that names something.
void ProcessManagerDraft::choose_correlation() {
    type_.kind = FieldKind::string;
    field_ = draft_.request.correlate;
    const auto start = std::find_if(events_.begin(), events_.end(), [](const Event& each) { return each.start; });
    if (start == events_.end() || start->message == nullptr) return;
    const PartMessage& message = *start->message;
    if (field_.empty()) {
        for (const PartField& each : message.fields) {
            const bool names = each.name == "id" || each.name.ends_with("_id") || each.type.kind == FieldKind::uuid;
            if (field_.empty() && names && !each.type.optional) field_ = each.name;
        }
        const std::vector<std::string> words = words_of(message.name);
        if (field_.empty()) field_ = (words.empty() ? "process" : words.front()) + "_id";
        draft_.remark("No --correlate was given, so events find their instance by " + in_quotes(field_) + ".");
    }
    if (const PartField* known = field_of(message, field_)) type_ = known->type;
    type_.optional = false;
    draft_.take(check_field_name(field_, draft_.language));
}

/// Every event has to carry the field.
void ProcessManagerDraft::correlate(Event& event) {
    PartMessage& message = *event.message;
    const PartField* known = field_of(message, field_);
    if (known == nullptr && draft_.is_new(message)) {
        message.fields.insert(message.fields.begin(), PartField{field_, type_});
    } else if (known == nullptr && !message.fields.empty()) {
        std::vector<std::string_view> names;
        for (const PartField& each : message.fields) names.push_back(each.name);
        draft_.refuse(Code::unknown_correlation_field,
                      "--correlate " + printable(field_) + ": event " + in_quotes(message.name) + " has no such field",
                      did_you_mean(field_, names));
    } else if (known != nullptr && known->type.optional) {
        draft_.refuse(
            Code::optional_correlation_field,
            "--correlate " + printable(field_) + ": the field of event " + in_quotes(message.name) + " may be absent",
            "make it required: " + to_text(type_));
    }
}

/// Whether an option says what the event's handler sends.
bool ProcessManagerDraft::is_explicit(std::size_t event) const {
    return std::any_of(component_.targets.begin(), component_.targets.end(), [&](const PartTarget& each) {
        return draft_.send.names_message(events_[event].name, each.setting);
    });
}

/// The first target for the start, the next one for the next event, what is left for the last.
void ProcessManagerDraft::add_forward_commands() {
    std::size_t next = 0;
    std::string said;
    std::vector<std::size_t> free;
    for (const std::size_t each : forward_) {
        if (!is_explicit(each)) free.push_back(each);
    }
    if (free.empty()) free = forward_;
    for (const PartTarget& target : component_.targets) {
        std::vector<std::size_t> by;
        for (std::size_t i = 0; i < events_.size(); ++i) {
            if (draft_.send.names_message(events_[i].name, target.setting)) by.push_back(i);
        }
        const bool is_said = !by.empty();
        if (by.empty()) by = {free[std::min(next++, free.size() - 1)]};
        for (const std::size_t event : by) {
            std::string message;
            if (const KeyedOption* given = draft_.send.find(events_[event].name, target.setting)) {
                message = given->value;
            } else {
                message =
                    accepted_message(draft_, target, events_[event].name).value_or("Do" + camel_case(target.setting));
            }
            if (const Message* known = draft_.find_declared(message)) message = std::string(known->name);
            if (!is_said) {
                said += (said.empty() ? "" : ", ") + in_quotes(events_[event].name) + " sends " + in_quotes(message) +
                        " to " + in_quotes(target.setting);
            }
            commands_.push_back({event, target.setting, message});
        }
    }
    if (!said.empty())
        draft_.remark("No --send was given for all targets, so " + said +
                      "; --send EVENT.SETTING=COMMAND says it better.");
}

bool ProcessManagerDraft::raises(const PartTarget& target, const std::string& event) const {
    return std::any_of(target.items.begin(), target.items.end(), [&](const std::string& name) {
        const Item* item = draft_.find_item(name);
        if (item == nullptr) {
            const auto made = draft_.raised.find(name);
            return made != draft_.raised.end() &&
                   std::any_of(made->second.begin(), made->second.end(), [&](const auto& each) {
                       return std::find(each.second.begin(), each.second.end(), event) != each.second.end();
                   });
        }
        const auto all = draft_.production.of(item->raises);
        return std::any_of(all.begin(), all.end(), [&](const Raise& each) {
            const Message* known = draft_.find_declared(each.event);
            return (known == nullptr ? each.event : known->name) == event;
        });
    });
}

/// What another event undoes it with, else a command that is not one of those already sent there; nothing where the
/// target accepts no other.
std::optional<std::string> ProcessManagerDraft::undoing(const PartTarget& target) {
    for (const Command& each : commands_) {
        if (events_[each.event].undo && each.setting == target.setting) return each.message;
    }
    const auto accepted = accepted_by(draft_, target);
    if (!accepted) return "Undo" + camel_case(target.setting);
    for (const std::string& each : *accepted) {
        const auto sent = [&](const Command& command) { return command.message == each; };
        if (std::none_of(commands_.begin(), commands_.end(), sent)) return each;
    }
    draft_.remark("What " + in_quotes(target.setting) + " is sent is not undone: its target accepts nothing else.");
    return std::nullopt;
}

/// Each undoing event undoes, the last first, what was sent before the end, but for what led to it.
void ProcessManagerDraft::add_undoing_commands() {
    const std::vector<Command> sent = commands_;
    for (const std::size_t event : undo_) {
        if (is_explicit(event)) continue;
        std::vector<const PartTarget*> targets;
        for (auto each = sent.rbegin(); each != sent.rend(); ++each) {
            const Event& by = events_[each->event];
            if (by.undo || by.end) continue;
            for (const PartTarget& target : component_.targets) {
                const bool known = std::find(targets.begin(), targets.end(), &target) != targets.end();
                if (target.setting == each->setting && !known) targets.push_back(&target);
            }
        }
        const bool several = targets.size() > 1;
        for (const PartTarget* each : targets) {
            if (several && raises(*each, events_[event].name)) continue;
            const auto command = undoing(*each);
            if (!command) continue;
            draft_.remark(in_quotes(events_[event].name) + " sends " + in_quotes(*command) + " to " +
                          in_quotes(each->setting) + ", to undo what was done there.");
            commands_.push_back({event, each->setting, *command});
        }
    }
}

/// The command whose answer the event is, as far as can be guessed: the last one sent by the event before it.
const Command* ProcessManagerDraft::leading_to(std::size_t event) const {
    std::size_t before = events_.size();
    if (events_[event].undo) {
        for (const Command& each : commands_) {
            if (!events_[each.event].undo && !events_[each.event].end) before = each.event;
        }
    } else {
        const auto at = std::find(forward_.begin(), forward_.end(), event);
        if (at != forward_.begin() && at != forward_.end()) before = *(at - 1);
    }
    const Command* found = nullptr;
    for (const Command& each : commands_) {
        if (each.event != before) continue;
        const auto target = std::find_if(component_.targets.begin(), component_.targets.end(),
                                         [&](const PartTarget& other) { return other.setting == each.setting; });
        if (found == nullptr || raises(*target, events_[event].name)) found = &each;
    }
    return found;
}

/// Operations that are made for it raise what comes next.
void ProcessManagerDraft::note_raised() {
    if (!draft_.request.create_missing) return;
    for (std::size_t i = 0; i < events_.size(); ++i) {
        const Command* command = leading_to(i);
        if (command == nullptr) continue;
        for (const PartTarget& target : component_.targets) {
            if (target.setting != command->setting || draft_.find_item(target.items.front()) != nullptr) continue;
            auto& raised = draft_.raised[target.items.front()][command->message];
            if (std::find(raised.begin(), raised.end(), events_[i].name) == raised.end())
                raised.push_back(events_[i].name);
        }
    }
}

PartSend ProcessManagerDraft::send_of(const Command& command) {
    const Event& event = events_[command.event];
    PartSend send;
    send.setting = command.setting;
    const auto& async = draft_.request.async;
    if (std::find(async.begin(), async.end(), command.setting) != async.end()) send.mode = Interaction::async;
    PartMessage* made = draft_.use_message(command.message, MessageKind::command);
    if (made == nullptr) return send;
    const ConditionScope scope = draft_.scope_of(event.message->fields, event.message->fields.empty());
    if (const KeyedOption* given = draft_.when.find(event.name, command.setting))
        send.when = draft_.condition(given->option, given->value, scope);
    for (const PartTarget& target : component_.targets) {
        if (target.setting == command.setting) check_accepted(draft_, target, made->name);
    }
    const auto with = draft_.with.all(event.name, command.setting);
    if (draft_.is_new(*made) && made->fields.empty() && !with.empty()) made->fields.push_back({field_, type_});
    if (made->name != event.name) {
        give_fields(draft_, *made, with, {{field_, type_}});
        send.message = made->name;
        send.with = fill_message(draft_, with, *made, event.message->fields, in_words(command.setting),
                                 send.when ? &*send.when : nullptr, event.message->fields.empty());
    }
    return send;
}

PartHandler ProcessManagerDraft::handler_of(std::size_t number) {
    const Event& event = events_[number];
    PartHandler handler;
    handler.on = event.name;
    handler.method = method_for(component_, "handle", event.name);
    handler.dispatch = draft_.request.decorated ? Dispatch::decorated : Dispatch::typed;
    handler.correlate = {field_};
    handler.start = event.start;
    handler.end = event.end || event.undo;
    handler.compensates = event.undo;
    for (const Command& each : commands_) {
        if (each.event == number) handler.sends.push_back(send_of(each));
    }
    return handler;
}

/// The events one after another, each raised by what the one before it sends.
void ProcessManagerDraft::add_scenario(const std::vector<std::size_t>& events, const std::string& name) {
    PartScenario scenario;
    scenario.name = in_words(component_.name) + ": " + name;
    scenario.to = component_.name;
    for (std::size_t i = 0; i < events.size(); ++i) {
        const PartHandler& handler = component_.handlers[events[i]];
        if (handler.cases.empty()) return;
        const PartCase& one = handler.cases.front();
        if (i == 0) {
            scenario.message = handler.on;
            scenario.body = one.body;
        }
        for (const PartCase::Sent& sent : one.sends) {
            for (const PartTarget& target : component_.targets) {
                if (target.setting != sent.setting) continue;
                for (const std::string& item : target.items) {
                    scenario.edges.emplace_back(component_.name, item);
                    scenario.messages.push_back(sent.message);
                }
            }
        }
        if (i + 1 == events.size()) break;
        const Command* command = leading_to(events[i + 1]);
        const PartHandler& next = component_.handlers[events[i + 1]];
        if (command == nullptr || command->event != events[i] || next.cases.empty()) {
            draft_.remark("No scenario " + in_quotes(name) + " is written: nothing is sent whose answer is " +
                          in_quotes(next.on) + ".");
            return;
        }
        for (const PartTarget& target : component_.targets) {
            if (target.setting != command->setting) continue;
            if (draft_.find_item(target.items.front()) != nullptr && !raises(target, next.on)) {
                draft_.remark("No scenario " + in_quotes(name) + " is written: `raises` of " +
                              in_quotes(target.items.front()) + " does not say " + in_quotes(next.on) + ".");
                return;
            }
            scenario.given.push_back({target.items.front(), command->message, next.on, next.cases.front().body});
        }
    }
    draft_.part.scenarios.push_back(std::move(scenario));
}

void ProcessManagerDraft::add_scenarios() {
    add_scenario(forward_, in_words(events_[forward_.back()].name) + " ends it");
    for (const std::size_t each : undo_) {
        const Command* cause = leading_to(each);
        std::vector<std::size_t> events;
        for (const std::size_t before : forward_) {
            events.push_back(before);
            if (cause != nullptr && before == cause->event) break;
        }
        events.push_back(each);
        add_scenario(events, in_words(events_[each].name) + " undoes what was done");
    }
}

void ProcessManagerDraft::work_out() {
    component_.route = RouteChoice::all;
    collect_events();
    use_events();
    choose_correlation();
    const bool usable =
        std::all_of(events_.begin(), events_.end(), [](const Event& each) { return each.message != nullptr; });
    if (!usable || draft_.has_problems()) return;
    for (Event& each : events_) correlate(each);
    component_.state = {{field_, type_}};
    add_forward_commands();
    note_raised();
    add_undoing_commands();
    for (std::size_t i = 0; i < events_.size(); ++i) component_.handlers.push_back(handler_of(i));
    if (draft_.has_problems()) return;
    for (std::size_t i = 0; i < events_.size(); ++i) {
        const PartMessage& received = *events_[i].message;
        CasesFound found = find_cases(component_.handlers[i], received, component_.route,
                                      draft_.scope_of(received.fields, received.fields.empty()));
        component_.handlers[i].cases = std::move(found.cases);
        for (PartCase& each : component_.handlers[i].cases) each.name = in_words(received.name) + ": " + each.name;
        for (std::string& each : found.remarks) draft_.remark(std::move(each));
    }
    add_scenarios();
}

}  // namespace

void work_out_manager(Draft& draft, Component& component) {
    ProcessManagerDraft(draft, component).work_out();
}

}  // namespace millwright::templates
