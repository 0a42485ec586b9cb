#include <array>

#include "settings/keys.h"
#include "settings/step_keys.h"
#include "settings/toml_key.h"
#include "settings/writers.h"

namespace millwright::settings {
namespace {

using Pairs = std::vector<TomlPair>;

void add_text(Pairs& pairs, std::string_view key, Text value) {
    if (!value.empty()) pairs.push_back({key, plain_text(value)});
}

void add_with(Pairs& pairs, std::string_view key, std::span<const Assignment> with) {
    if (!with.empty()) pairs.push_back({key, assignments_table(with)});
}

std::string send_entry(const Production& production, const Send& send) {
    Pairs pairs{{"to", plain_text(send.to)}};
    add_text(pairs, "message", send.message);
    if (send.mode == Interaction::async) pairs.push_back({"mode", "\"async\""});
    add_text(pairs, condition_key(send.when), send.when.text);
    add_with(pairs, "with", production.of(send.with));
    if (send.timeout) pairs.push_back({"timeout", quoted_text(to_text(*send.timeout))});
    add_text(pairs, "description", send.description);
    return toml_table(pairs);
}

void write_correlations(TomlSection& section, std::span<const Correlation> correlations) {
    if (correlations.size() == 1 && correlations.front().instance_field == correlations.front().event_field) {
        return section.pair("correlate", plain_text(correlations.front().event_field));
    }
    Pairs pairs;
    for (const Correlation& each : correlations) pairs.push_back({each.instance_field, plain_text(each.event_field)});
    section.map("correlate", pairs);
}

TomlSection handler_section(const std::string& path, const Production& production, const Handler& handler) {
    TomlSection section(path, true);
    section.pair("on", plain_text(handler.on));
    if (!handler.description.empty()) section.pair("description", plain_text(handler.description));
    if (!handler.method.empty()) section.pair("method", plain_text(handler.method));
    if (handler.on != "*" && handler.dispatch != Dispatch::typed) {
        section.pair("dispatch", word("handler", "dispatch", static_cast<std::size_t>(handler.dispatch)));
    }
    if (!handler.when.text.empty()) section.pair(condition_key(handler.when), plain_text(handler.when.text));
    section.flag_if("start", handler.start, false);
    write_correlations(section, production.of(handler.correlate));
    section.flag_if("compensates", handler.compensates, false);
    section.flag_if("end", handler.end, false);
    write_names(section, "reads", production.of(handler.reads));
    std::vector<std::string> sends;
    for (const Send& send : production.of(handler.sends)) sends.push_back(send_entry(production, send));
    section.tables("send", sends);
    if (!handler.reply.empty()) section.pair("reply", plain_text(handler.reply));
    section.flag_if("reject", handler.reject, false);
    return section;
}

void write_outputs(TomlSection& section, std::span<const Output> outputs) {
    Pairs pairs;
    for (const Output& output : outputs) {
        const Satisfies& satisfies = output.satisfies;
        Pairs more;
        if (!satisfies.story.empty() || !satisfies.outcome.empty() || !satisfies.description.empty()) {
            more.push_back({"satisfies", satisfies_table(satisfies)});
        }
        add_text(more, "description", output.description);
        const std::string type = field_type(output.field);
        if (!more.empty()) more.insert(more.begin(), {"type", type});
        pairs.push_back({output.field.name, more.empty() ? type : toml_table(more)});
    }
    section.map("outputs", pairs);
}

constexpr std::array<std::string_view, 9> trigger_keys{"entity",  "entity", "cron",      "every", "event",
                                                       "message", "signal", "completed", "manual"};

std::string trigger_table(const Trigger& trigger) {
    const std::string_view key = trigger_keys[static_cast<std::size_t>(trigger.kind)];
    const std::string value = trigger.kind == TriggerKind::manual  ? "true"
                              : trigger.kind == TriggerKind::every ? quoted_text(to_text(trigger.every))
                                                                   : plain_text(trigger.subject);
    Pairs pairs{{key, value}};
    if (trigger.kind == TriggerKind::entity_status) pairs.push_back({"status", plain_text(trigger.to)});
    if (trigger.kind == TriggerKind::entity_change) pairs.push_back({"change", plain_text(trigger.to)});
    if (trigger.kind == TriggerKind::cron) add_text(pairs, "timezone", trigger.to);
    if (trigger.kind == TriggerKind::entity_status) add_text(pairs, "from", trigger.from);
    add_text(pairs, "description", trigger.description);
    return toml_table(pairs);
}

void write_triggers(TomlSection& section, std::span<const Trigger> triggers) {
    std::vector<std::string> tables;
    for (const Trigger& trigger : triggers) tables.push_back(trigger_table(trigger));
    if (tables.size() == 1) return section.pair("trigger", tables.front());
    section.tables("trigger", tables);
}

TomlSection compensation_section(const std::string& path, const Production& production,
                                 const Compensation& compensation) {
    TomlSection section(path, true);
    section.pair("name", plain_text(compensation.name));
    if (!compensation.description.empty()) section.pair("description", plain_text(compensation.description));
    if (!compensation.to.empty()) section.pair("to", plain_text(compensation.to));
    if (!compensation.message.empty()) section.pair("message", plain_text(compensation.message));
    if (!compensation.with.empty()) section.pair("with", assignments_table(production.of(compensation.with)));
    if (!compensation.call.empty()) section.pair("call", plain_text(compensation.call));
    if (compensation.timeout != Compensation{}.timeout)
        section.pair("timeout", quoted_text(to_text(compensation.timeout)));
    return section;
}

void write_announcements(TomlSection& section, const Behaviour& behaviour) {
    Pairs pairs;
    add_text(pairs, "start", behaviour.announces_start);
    add_text(pairs, "complete", behaviour.announces_complete);
    add_text(pairs, "failure", behaviour.announces_failure);
    add_text(pairs, "description", behaviour.announces_description);
    section.map("announces", pairs);
}

void write_workflow(TomlSection& section, const Behaviour& behaviour) {
    Pairs pairs;
    add_text(pairs, "target", behaviour.workflow_target);
    add_text(pairs, "product_type", behaviour.workflow_product_type);
    if (behaviour.workflow_task) pairs.push_back({"task", "true"});
    add_text(pairs, "description", behaviour.workflow_description);
    section.map("workflow", pairs);
}

template <class Enum>
void write_word(TomlSection& section, std::string_view table, std::string_view key, Enum value, Enum otherwise) {
    if (value != otherwise) section.pair(key, word(table, key, static_cast<std::size_t>(value)));
}

}  // namespace

std::string word(std::string_view table, std::string_view key, std::size_t index) {
    const auto words = words_of(*find_key(table_named(table), key));
    return quoted_text(words[index]);
}

std::string satisfies_table(const Satisfies& satisfies) {
    Pairs pairs{{"story", plain_text(satisfies.story)}, {"outcome", plain_text(satisfies.outcome)}};
    add_text(pairs, "description", satisfies.description);
    return toml_table(pairs);
}

void write_behaviour(TomlSection& section, const Production& production, const Behaviour& behaviour) {
    static const Behaviour plain;
    if (!behaviour.title.empty()) section.pair("title", plain_text(behaviour.title));
    write_names(section, "implements", production.of(behaviour.implements));
    write_triggers(section, slice(production.triggers, behaviour.triggers));
    if (behaviour.timeout != plain.timeout) section.pair("timeout", quoted_text(to_text(behaviour.timeout)));
    write_word(section, "process", "overlap", behaviour.overlap, plain.overlap);
    write_word(section, "process", "when_failed", behaviour.when_failed, plain.when_failed);
    write_word(section, "process", "route", behaviour.route, plain.route);
    write_names(section, "streams", production.of(behaviour.streams));
    write_announcements(section, behaviour);
    write_workflow(section, behaviour);
    write_fields(section, "inputs", production.of(behaviour.inputs));
    write_outputs(section, slice(production.outputs, behaviour.outputs));
    write_fields(section, "state", production.of(behaviour.state));
    for (const Handler& handler : production.of(behaviour.handlers)) {
        section.below(handler_section(section.path() + ".handler", production, handler));
    }
    write_steps(section, production, behaviour.steps);
    for (const Compensation& compensation : slice(production.compensations, behaviour.compensations)) {
        section.below(compensation_section(section.path() + ".compensation", production, compensation));
    }
}

}  // namespace millwright::settings
