#include "templates/settings_entries.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

#include "settings/keys.h"
#include "settings/substitution.h"

namespace millwright::templates {
namespace {

using settings::TomlValue;
using Table = TomlValue::Table;
using Array = TomlValue::Array;

/// A text that settings read as it is.
TomlValue plain(const std::string& text) {
    return settings::escape_references(text);
}

void add_text(Table& table, const char* key, const std::string& text) {
    if (!text.empty()) table.push_back({key, plain(text)});
}

void add_flag(Table& table, const char* key, bool flag) {
    if (flag) table.push_back({key, true});
}

void add_table(Table& table, const char* key, Table members) {
    if (!members.empty()) table.push_back({key, std::move(members)});
}

void add_array(Table& table, const char* key, Array elements) {
    if (!elements.empty()) table.push_back({key, std::move(elements)});
}

Array texts(const std::vector<std::string>& all) {
    Array array;
    for (const std::string& each : all) array.push_back(plain(each));
    return array;
}

/// The word of an enumeration, as the table of keys lists them.
std::string word(std::string_view table, std::string_view key, std::size_t index) {
    return std::string(settings::words_of(*settings::find_key(settings::table_named(table), key))[index]);
}

Table fields(const std::vector<PartField>& all) {
    Table table;
    for (const PartField& each : all) table.push_back({each.name, plain(to_text(each.type))});
    return table;
}

/// A number or a boolean as such, where reading it gives the same text; references stay references.
TomlValue setting_value(const std::string& text) {
    if (text == "true" || text == "false") return text == "true";
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    if (whole && std::to_string(number) == text) return number;
    return text;
}

Table given(const std::vector<Given>& all) {
    Table table;
    for (const Given& each : all) table.push_back({each.key, setting_value(each.value)});
    return table;
}

Table targets(const std::vector<PartTarget>& all) {
    Table table;
    for (const PartTarget& each : all) {
        if (each.items.size() == 1) {
            table.push_back({each.setting, plain(each.items.front())});
        } else {
            table.push_back({each.setting, texts(each.items)});
        }
    }
    return table;
}

Table expressions(const std::vector<std::pair<std::string, PartExpression>>& all) {
    Table table;
    for (const auto& [field, expression] : all) table.push_back({field, plain(expression.text)});
    return table;
}

Table send_table(const PartSend& send) {
    Table table{{"to", plain(send.setting)}};
    add_text(table, "message", send.message);
    if (send.mode == Interaction::async) table.push_back({"mode", "async"});
    if (send.when) add_text(table, "when", send.when->text);
    add_table(table, "with", expressions(send.with));
    return table;
}

Table handler_table(const PartHandler& handler) {
    Table table{{"on", plain(handler.on)}};
    add_text(table, "method", handler.method);
    if (handler.on != "*" && handler.dispatch != Dispatch::typed) {
        table.push_back({"dispatch", word("handler", "dispatch", static_cast<std::size_t>(handler.dispatch))});
    }
    add_flag(table, "start", handler.start);
    if (handler.correlate.size() == 1) {
        add_text(table, "correlate", handler.correlate.front());
    } else {
        Table correlate;
        for (const std::string& field : handler.correlate) correlate.push_back({field, plain(field)});
        add_table(table, "correlate", std::move(correlate));
    }
    add_flag(table, "compensates", handler.compensates);
    add_flag(table, "end", handler.end);
    Array sends;
    for (const PartSend& send : handler.sends) sends.emplace_back(send_table(send));
    add_array(table, "send", std::move(sends));
    add_text(table, "reply", handler.reply);
    return table;
}

/// The key that says what a step is about, for kinds that have one.
const char* subject_key(StepKind kind) {
    switch (kind) {
        case StepKind::human_task: return "assignee_role";
        case StepKind::subprocess: return "process";
        case StepKind::query: return "entity";
        case StepKind::llm_intent: return "intent";
        case StepKind::input: return "form";
        default: return nullptr;
    }
}

Table step_table(const PartStep& step) {
    Table table{{"name", plain(step.name)}};
    if (step.kind != StepKind::service) {
        table.push_back({"kind", word("step", "kind", static_cast<std::size_t>(step.kind))});
    }
    if (const char* key = subject_key(step.kind)) add_text(table, key, step.subject);
    add_text(table, "to", step.setting);
    add_text(table, "message", step.message);
    add_table(table, "with", expressions(step.with));
    if (step.when) add_text(table, "when", step.when->text);
    add_text(table, "on_true", step.on_true);
    add_text(table, "on_false", step.on_false);
    if (step.wait) add_text(table, step.kind == StepKind::wait ? "wait" : "timeout", to_text(*step.wait));
    add_text(table, "compensate_with", step.compensate_with);
    return table;
}

Array steps(const std::vector<PartStep>& all) {
    Array array;
    for (const PartStep& each : all) array.emplace_back(step_table(each));
    return array;
}

Array compensations(const std::vector<PartCompensation>& all) {
    Array array;
    for (const PartCompensation& each : all) {
        Table table{{"name", plain(each.name)}};
        add_text(table, "to", each.setting);
        add_text(table, "message", each.message);
        add_table(table, "with", expressions(each.with));
        array.emplace_back(std::move(table));
    }
    return array;
}

/// What an operation accepts, replies and raises.
void add_accepted(Table& table, const Component& operation) {
    Array accepts;
    Table replies;
    Table raises;
    for (const PartHandler& handler : operation.handlers) {
        if (handler.on == "*") continue;
        accepts.push_back(plain(handler.on));
        if (!handler.reply.empty()) replies.push_back({handler.on, plain(handler.reply)});
        const std::vector<std::string>& events = handler.raises ? *handler.raises : operation.raises;
        if (!events.empty()) raises.push_back({handler.on, texts(events)});
    }
    const bool one_reply = accepts.size() == 1 && replies.size() == 1;
    TomlValue only = one_reply ? replies.front().value : TomlValue("");
    add_array(table, "accepts", std::move(accepts));
    if (one_reply) {
        table.push_back({"replies", std::move(only)});
    } else {
        add_table(table, "replies", std::move(replies));
    }
    add_table(table, "raises", std::move(raises));
}

/// What starts the steps of a process.
Table trigger(const Component& process, const Part& part) {
    if (process.trigger.empty()) return {{"manual", true}};
    const PartMessage* message = part.find_message(process.trigger);
    const bool event = message != nullptr && message->kind == MessageKind::event;
    return {{event ? "event" : "message", plain(process.trigger)}};
}

void add_behaviour(Table& table, const Component& process, const Part& part) {
    add_text(table, "title", process.title);
    if (!process.steps.empty()) table.push_back({"trigger", trigger(process, part)});
    if (process.route == RouteChoice::all) table.push_back({"route", "all"});
    add_array(table, "streams", texts(process.streams));
    add_table(table, "inputs", fields(process.inputs));
    add_table(table, "state", fields(process.state));
    Array handlers;
    for (const PartHandler& each : process.handlers) handlers.emplace_back(handler_table(each));
    add_array(table, "handler", std::move(handlers));
    add_array(table, "step", steps(process.steps));
    add_array(table, "compensation", compensations(process.compensations));
}

SettingsEntry message_entry(const PartMessage& message) {
    Table table;
    if (message.kind != MessageKind::request) {
        table.push_back({"kind", word("message", "kind", static_cast<std::size_t>(message.kind))});
    }
    add_text(table, "class", message.class_name);
    add_text(table, "description", message.description);
    add_text(table, "stream", message.stream);
    add_table(table, "fields", fields(message.fields));
    return {"message", message.name, std::move(table)};
}

/// From the environment, under the same name in capitals.
SettingsEntry secret_entry(const std::string& name) {
    std::string variable;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        variable += std::isalnum(byte) != 0 ? static_cast<char>(std::toupper(byte)) : '_';
    }
    return {"secrets", name, {{"env", variable}}};
}

SettingsEntry schedule_entry(const PartSchedule& schedule) {
    Table table;
    add_text(table, "title", schedule.title);
    add_text(table, "description", schedule.description);
    add_text(table, "cron", schedule.cron);
    add_text(table, "every", schedule.every);
    add_text(table, "timezone", schedule.timezone);
    add_text(table, "timeout", schedule.timeout);
    add_text(table, "process", schedule.process);
    add_array(table, "step", steps(schedule.steps));
    return {"schedule", schedule.name, std::move(table)};
}

SettingsEntry story_entry(const PartStory& story) {
    Table table;
    add_text(table, "title", story.title);
    add_text(table, "description", story.description);
    add_text(table, "persona", story.persona);
    add_text(table, "status", story.status);
    add_array(table, "given", texts(story.given));
    add_array(table, "when", texts(story.happens));
    add_array(table, "then", texts(story.then));
    add_text(table, "executed_by", story.executed_by);
    return {"story", story.name, std::move(table)};
}

}  // namespace

SettingsEntry component_entry(const Component& component, const Part& part) {
    Table table;
    add_text(table, "class", component.class_name);
    add_text(table, "description", component.description);
    add_table(table, "settings", given(component.settings));
    add_table(table, "adapter_settings", given(component.adapter_settings));
    add_table(table, "targets", targets(component.targets));
    add_array(table, "emits", texts(component.emits));
    if (component.role == Role::process) {
        add_behaviour(table, component, part);
    } else {
        add_accepted(table, component);
    }
    return {std::string(name_of(component.role)), component.name, std::move(table)};
}

std::vector<SettingsEntry> settings_entries(const Part& part) {
    std::vector<SettingsEntry> entries;
    for (const std::string& secret : part.secrets) entries.push_back(secret_entry(secret));
    for (const PartMessage& message : part.messages) {
        if (!message.in_settings) entries.push_back(message_entry(message));
    }
    for (const Component& component : part.components) entries.push_back(component_entry(component, part));
    if (part.schedule) entries.push_back(schedule_entry(*part.schedule));
    if (part.story) entries.push_back(story_entry(*part.story));
    return entries;
}

}  // namespace millwright::templates
