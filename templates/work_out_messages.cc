// What is received, what targets accept, and how messages are made from others.
#include <algorithm>
#include <set>

#include "graph/suggest.h"
#include "graph/utf8.h"
#include "templates/cases.h"
#include "templates/names.h"
#include "templates/work_out.h"

namespace millwright::templates {
namespace {

/// Endings of names that say what a part is and not what it is about.
constexpr std::string_view kinds_of_parts[] = {"router",   "process", "service", "operation", "manager",
                                               "workflow", "routing", "handler", "request"};

/// Messages that an item takes, as `validate` counts them; nothing where it may take any.
std::optional<std::vector<std::string>> accepted_by(const Draft& draft, const Item& item) {
    const Production& production = draft.production;
    std::vector<std::string> accepted;
    const auto add = [&](Text name) {
        const Message* message = draft.find_declared(name);
        if (message != nullptr) accepted.emplace_back(message->name);
        return message != nullptr;
    };
    bool known = true;
    for (const NameRef& each : production.of(item.accepts)) known = add(each.name) && known;
    if (item.behaviour) {
        for (const Handler& each : production.of(item.behaviour->handlers)) known = add(each.on) && known;
        known = known && item.behaviour->steps.empty();
    }
    if (!known || accepted.empty()) return std::nullopt;
    return accepted;
}

bool has(const std::vector<std::string>& all, const std::string& name) {
    return std::find(all.begin(), all.end(), name) != all.end();
}

const PartField* find_field(const std::vector<PartField>& fields, std::string_view name) {
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&](const PartField& each) { return each.name == name; });
    return found == fields.end() ? nullptr : &*found;
}

/// A literal that the field takes; nothing for a record, say.
std::optional<PartExpression> literal_for(const PartField& field, const std::string& words) {
    Value value = words;
    if (field.type.kind != FieldKind::string && field.type.kind != FieldKind::any) {
        const auto sample = sample_value(field);
        if (!sample) return std::nullopt;
        value = *sample;
    }
    if (field.type.kind == FieldKind::choice && has(field.type.choices, snake_case(words))) value = snake_case(words);
    const std::string text = literal_text(value);
    if (!parse_condition(text)) return std::nullopt;  // of a list or a map
    PartExpression made = expression(text);
    ConditionScope none;
    none.type_of = [](std::string_view, std::string_view) { return std::optional<FieldType>{}; };
    const CheckedTerm checked = check_types(made.term, none);
    if (!checked.problems.empty() || check_assignment(made.term, checked.type, field.type)) return std::nullopt;
    return made;
}

/// The field of the same name, where its value fits.
std::optional<PartExpression> copy_for(const PartField& field, const std::vector<PartField>& from) {
    const PartField* same = find_field(from, field.name);
    if (same == nullptr) return std::nullopt;
    PartExpression made = expression(field.name);
    if (made.term.operation != Operation::name || check_assignment(made.term, same->type, field.type))
        return std::nullopt;
    return made;
}

}  // namespace

std::string message_named_after(const std::string& name) {
    std::string subject = camel_case(name);
    const std::vector<std::string> words = words_of(name);
    const bool ends_with_kind = words.size() > 1 && std::find(std::begin(kinds_of_parts), std::end(kinds_of_parts),
                                                              words.back()) != std::end(kinds_of_parts);
    if (ends_with_kind) subject.resize(subject.size() - words.back().size());
    return subject + "Request";
}

std::vector<std::string> sent_by(const Draft& draft, const Connection& connection) {
    std::vector<std::string> sent;
    const Item* item = draft.find_item(connection.item);
    if (item == nullptr || !item->behaviour) return sent;
    const auto add = [&](Text to, Text name) {
        const Message* declared = draft.find_declared(name);
        if (to != connection.setting || declared == nullptr) return;
        if (!has(sent, std::string(declared->name))) sent.emplace_back(declared->name);
    };
    for (const Handler& handler : draft.production.of(item->behaviour->handlers)) {
        for (const Send& send : draft.production.of(handler.sends))
            add(send.to, send.message.empty() ? handler.on : send.message);
    }
    for (const Step& step : slice(draft.production.steps, item->behaviour->steps)) add(step.to, step.message);
    for (const Compensation& undo : slice(draft.production.compensations, item->behaviour->compensations))
        add(undo.to, undo.message);
    return sent;
}

void check_connections(Draft& draft, const Component& component) {
    if (component.handlers.empty()) return;
    const auto accepts = [&](const std::string& message) {
        return std::any_of(component.handlers.begin(), component.handlers.end(),
                           [&](const PartHandler& each) { return each.on == message || each.on == "*"; });
    };
    for (const Connection& each : draft.part.connections) {
        std::vector<std::string> sent = sent_by(draft, each);
        const Item* item = draft.find_item(each.item);
        const auto settings = draft.production.of(item->settings);
        const bool only =
            std::none_of(settings.begin(), settings.end(), [](const Setting& one) { return one.is_target(); });
        for (const NameRef& emitted : draft.production.of(item->emits)) {
            const Message* declared = draft.find_declared(emitted.name);
            if (only && declared != nullptr) sent.emplace_back(declared->name);
        }
        for (const std::string& message : sent) {
            if (accepts(message)) continue;
            draft.refuse(Code::message_not_accepted,
                         "--from " + printable(each.item) + "." + each.setting + ": " + in_quotes(each.item) +
                             " sends " + in_quotes(message) + " there, which " + in_quotes(component.name) +
                             " would not accept",
                         "add --on " + message + ", or give it a target setting of its own: --from " + each.item + "." +
                             camel_case(component.name));
        }
    }
}

std::string default_stream(Draft& draft, const PartMessage& event) {
    if (!draft.request.stream.empty()) return draft.request.stream;
    const std::vector<std::string> words = words_of(event.name);
    const std::string stream = words.empty() ? "events" : words.front();
    draft.remark("Event " + in_quotes(event.name) + " travels on the stream " + in_quotes(stream) +
                 "; --stream names another.");
    return stream;
}

PartMessage* use_event(Draft& draft, const std::string& name) {
    PartMessage* event = draft.use_message(name, MessageKind::event);
    if (event == nullptr) return nullptr;
    if (event->kind != MessageKind::event) {
        draft.refuse(Code::usage,
                     in_quotes(name) + " is declared as a " +
                         (event->kind == MessageKind::command ? "command" : "request") + " and no event",
                     "name an event");
        return nullptr;
    }
    if (!event->in_settings && event->stream.empty()) event->stream = default_stream(draft, *event);
    return event;
}

void give_fields(Draft& draft, PartMessage& made, const std::vector<const KeyedOption*>& with,
                 const std::vector<PartField>& from) {
    if (!draft.is_new(made) || !made.fields.empty()) return;
    const ConditionScope scope = draft.scope_of(from, true);
    for (const KeyedOption* each : with) {
        if (!draft.take(check_field_name(each->field, draft.language))) continue;
        FieldType type;
        type.kind = FieldKind::string;
        if (const auto term = parse_condition(each->value)) {
            const CheckedTerm checked = check_types(*term, scope);
            if (checked.problems.empty() && checked.type.kind != FieldKind::any) type = checked.type;
        }
        made.fields.push_back({each->field, std::move(type)});
    }
    if (made.fields.empty()) made.fields = from;
    std::string names;
    for (const PartField& each : made.fields) names += (names.empty() ? "" : ", ") + each.name;
    if (names.empty()) return;
    draft.remark(in_quotes(made.name) + " is new and gets the field" + (made.fields.size() == 1 ? " " : "s ") + names +
                 "; --field " + made.name + ".NAME=TYPE says it better.");
}

void give_id(Draft& draft, PartMessage& message) {
    if (!draft.is_new(message) || !message.fields.empty()) return;
    FieldType text;
    text.kind = FieldKind::string;
    message.fields.push_back({"id", std::move(text)});
    draft.remark(in_quotes(message.name) + " is new and gets the field id; --field NAME=TYPE says it better.");
}

std::optional<std::string> accepted_message(const Draft& draft, const PartTarget& target, const std::string& about) {
    const auto accepted = accepted_by(draft, target);
    if (!accepted || accepted->empty()) return std::nullopt;
    const std::vector<std::string> wanted = words_of(about);
    const auto shared = [&](const std::string& name) {
        const std::vector<std::string> words = words_of(name);
        return std::count_if(words.begin(), words.end(), [&](const std::string& each) { return has(wanted, each); });
    };
    return *std::max_element(accepted->begin(), accepted->end(),
                             [&](const std::string& a, const std::string& b) { return shared(a) < shared(b); });
}

std::vector<std::string> messages_received(Draft& draft, const Component& component) {
    std::vector<std::string> received;
    const auto add = [&](const std::string& name) {
        const Message* declared = draft.find_declared(name);
        const std::string known = declared == nullptr ? name : std::string(declared->name);
        if (!has(received, known)) received.push_back(known);
    };
    for (const std::string& each : draft.request.on) add(each);
    if (!received.empty()) return received;
    for (const Connection& each : draft.part.connections) {
        const Item* sender = draft.find_item(each.item);
        for (const NameRef& emitted : draft.production.of(sender->emits)) add(std::string(emitted.name));
        for (const std::string& sent : sent_by(draft, each)) add(sent);
    }
    if (!received.empty()) {
        draft.remark("No --on was given, so " + in_quotes(component.name) + " takes what its senders send.");
        return received;
    }
    add(message_named_after(component.name));
    draft.remark("No --on was given, so " + in_quotes(component.name) + " takes " + in_quotes(received.front()) + ".");
    return received;
}

std::string reply_to(Draft& draft, const std::string& message) {
    std::string reply;
    for (const std::string& each : draft.request.reply) {
        const std::size_t equals = each.find('=');
        if (equals == std::string::npos) {
            if (reply.empty()) reply = each;
        } else if (each.substr(0, equals) == message) {
            reply = each.substr(equals + 1);
            break;
        }
    }
    if (reply.empty() || reply == "request") return reply;
    const PartMessage* made = draft.use_message(reply);
    return made == nullptr ? reply : made->name;
}

std::optional<std::vector<std::string>> accepted_by(const Draft& draft, const PartTarget& target) {
    std::optional<std::vector<std::string>> common;
    for (const std::string& name : target.items) {
        const Item* item = draft.find_item(name);
        if (item == nullptr) continue;
        const auto accepted = accepted_by(draft, *item);
        if (!accepted) continue;
        if (!common) {
            common = accepted;
        } else {
            common->erase(std::remove_if(common->begin(), common->end(),
                                         [&](const std::string& each) { return !has(*accepted, each); }),
                          common->end());
        }
    }
    return common;
}

void check_accepted(Draft& draft, const PartTarget& target, const std::string& message) {
    for (const std::string& name : target.items) {
        const Item* item = draft.find_item(name);
        if (item == nullptr) continue;
        const auto accepted = accepted_by(draft, *item);
        if (!accepted || has(*accepted, message)) continue;
        draft.refuse(
            Code::message_not_accepted,
            in_quotes(name) + " does not accept " + in_quotes(message) + ", which would be sent to it by " +
                in_quotes(target.setting),
            "it accepts " + in_quotes(accepted->front()) + ": --send " + target.setting + "=" + accepted->front());
    }
}

std::vector<std::pair<std::string, PartExpression>> fill_message(
    Draft& draft, const std::vector<const KeyedOption*>& with, const PartMessage& made,
    const std::vector<PartField>& from, const std::string& words, const PartExpression* when, bool open) {
    std::vector<std::pair<std::string, PartExpression>> filled;
    std::vector<std::string_view> names;
    for (const PartField& each : made.fields) names.push_back(each.name);
    const ConditionScope scope = draft.scope_of(from, open);
    for (const PartField& field : made.fields) {
        const auto given =
            std::find_if(with.begin(), with.end(), [&](const KeyedOption* each) { return each->field == field.name; });
        if (given != with.end()) {
            auto value = draft.value((*given)->option, (*given)->value, scope, field.type, when);
            if (value) filled.emplace_back(field.name, std::move(*value));
            continue;
        }
        auto value = copy_for(field, from);
        if (!value && !field.type.optional) {
            value = literal_for(field, words);
            draft.remark(
                "Field " + in_quotes(field.name) + " of " + in_quotes(made.name) +
                (value ? " gets " + value->text + "; --with SETTING." + field.name + "=EXPRESSION says it better."
                       : " has to be filled in the code: there is no literal of its type."));
        }
        if (value) filled.emplace_back(field.name, std::move(*value));
    }
    for (const KeyedOption* each : with) {
        if (find_field(made.fields, each->field) != nullptr) continue;
        draft.refuse(Code::unknown_field,
                     each->option + ": " + in_quotes(made.name) + " has no field " + in_quotes(each->field),
                     did_you_mean(each->field, names));
    }
    return filled;
}

void add_accepted(Draft& draft, Component& operation, const Component& component, const std::string& setting) {
    const auto add = [&](const std::string& message) {
        const auto same = [&](const PartHandler& each) { return each.on == message; };
        if (message.empty() || std::any_of(operation.handlers.begin(), operation.handlers.end(), same)) return;
        PartHandler handler;
        handler.on = message;
        handler.method = method_for(operation, "handle", message);
        const PartMessage* received = draft.known_message(message);
        if (received != nullptr) {
            handler.cases = find_cases(handler, *received, RouteChoice::first, draft.scope_of(received->fields)).cases;
        }
        operation.handlers.push_back(std::move(handler));
    };
    for (const PartHandler& handler : component.handlers) {
        for (const PartSend& send : handler.sends) {
            if (send.setting == setting) add(send.message.empty() ? handler.on : send.message);
        }
    }
    // By which of its target settings a service sends something, only its code says.
    for (const std::string& each : component.emits) add(each);
    for (const PartStep& each : component.steps) {
        if (each.setting == setting) add(each.message);
    }
    for (const PartCompensation& each : component.compensations) {
        if (each.setting == setting) add(each.message);
    }
}

std::string method_for(const Component& component, std::string_view verb, std::string_view message) {
    const std::string wanted = std::string(verb) + "_" + snake_case(last_part(message));
    std::string method = wanted;
    const auto taken = [&](const PartHandler& each) { return each.method == method; };
    for (int i = 2; std::any_of(component.handlers.begin(), component.handlers.end(), taken); ++i) {
        method = wanted + "_" + std::to_string(i);
    }
    return method;
}

}  // namespace millwright::templates
