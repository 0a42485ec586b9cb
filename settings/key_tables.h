// The tables behind settings/keys.h: what design calls the settings format, row by row. Included by keys.cc alone.
#pragma once

#include <array>

#include "settings/keys.h"

namespace millwright::settings::key_tables {

inline constexpr std::array root{
    KeyInfo{"format", KeyType::version, "", "1", "The version of this format: 1.", {}, {}, true},
    KeyInfo{"include", KeyType::names, "[]", "[\"more/*.toml\"]", "Files that belong to this one, relative to it."},
    KeyInfo{"production", KeyType::table, "", "", "The production itself.", {}, "production"},
    KeyInfo{"variables", KeyType::map_of_text, "", "{ dir = \"/data\" }", "Texts that ${name} stands for."},
    KeyInfo{"secrets", KeyType::named_tables, "", "", "Where the values of ${secret:name} come from.", {}, "secret"},
    KeyInfo{"message", KeyType::named_tables, "", "", "Messages.", {}, "message"},
    KeyInfo{"service", KeyType::named_tables, "", "", "Services: what brings messages in.", {}, "item"},
    KeyInfo{"process", KeyType::named_tables, "", "", "Processes: what decides.", {}, "process"},
    KeyInfo{"operation", KeyType::named_tables, "", "", "Operations: what acts outside.", {}, "item"},
    KeyInfo{"component", KeyType::named_tables, "", "", "Items whose role is not known.", {}, "item"},
    KeyInfo{"schedule", KeyType::named_tables, "", "", "When processes start by themselves.", {}, "schedule"},
    KeyInfo{"story", KeyType::named_tables, "", "", "What users want, for coverage.", {}, "story"},
    KeyInfo{"entity", KeyType::named_tables, "", "", "Things with a life cycle.", {}, "entity"},
    KeyInfo{"channel", KeyType::named_tables, "", "", "Channels that send steps may name.", {}, "declared"},
    KeyInfo{"surface", KeyType::named_tables, "", "", "Surfaces that human tasks may name.", {}, "declared"},
    KeyInfo{"role", KeyType::named_tables, "", "", "Roles that human tasks may name.", {}, "declared"},
    KeyInfo{"intent", KeyType::named_tables, "", "", "Intents that llm_intent steps may name.", {}, "declared"},
    KeyInfo{"moved", KeyType::tables, "", "", "Renames, so that history follows.", {}, "moved"},
    KeyInfo{"protect", KeyType::table, "", "", "What may not be deleted or replaced.", {}, "protect"},
    KeyInfo{"default_setting",
            KeyType::tables,
            "",
            "",
            "What the engine applies where nothing is said.",
            {},
            "default_setting"},
    KeyInfo{"deployment", KeyType::named_tables, "", "", "Where the production is deployed.", {}, "deployment"},
    KeyInfo{"overlay", KeyType::named_tables, "", "", "What differs in one deployment.", {}, ""},
    KeyInfo{"python", KeyType::table, "", "", "Where Python components are found.", {}, "python"},
    KeyInfo{"checks", KeyType::map_of_words, "", "{ MW204 = \"off\" }", "Severity of a check or of a family of checks.",
            "off note warning error"},
};

inline constexpr std::array production{
    KeyInfo{
        "name", KeyType::name, "", "\"Demo.Other\"", "The production's name, a class name to an engine.", {}, {}, true},
    KeyInfo{"testing_enabled", KeyType::flag, "false", "true", "Whether the testing service may be used."},
    KeyInfo{"log_general_trace_events", KeyType::flag, "false", "true", "Whether general trace events are logged."},
    KeyInfo{"actor_pool_size", KeyType::count, "2", "4", "Jobs of the shared pool for processes."},
    KeyInfo{"shutdown_timeout", KeyType::duration, "", "\"60s\"",
            "How long a stop may take; the engine's default is 120s."},
    KeyInfo{"update_timeout", KeyType::duration, "", "\"20s\"",
            "How long an update may take; the engine's default is 10s."},
    KeyInfo{"alert_notification_manager", KeyType::text, "", "\"a@example\"", "Who manages alerts."},
    KeyInfo{"alert_notification_operation", KeyType::text, "", "\"Mail\"", "The operation that sends alerts."},
    KeyInfo{"alert_notification_recipients", KeyType::text, "", "\"b@example\"", "Who gets alerts."},
    KeyInfo{"alert_action_window", KeyType::duration, "", "\"30m\"",
            "How long an alert may stay open; the engine's default is 60m."},
    KeyInfo{"settings", KeyType::map_of_values, "{}", "{ StorageLocation = \"/x\" }",
            "Other production settings, as the engine names them."},
    KeyInfo{"other_settings",
            KeyType::tables,
            "[]",
            "[{ target = \"X\", name = \"a\", value = \"b\" }]",
            "Settings with another target.",
            {},
            "other_setting"},
    KeyInfo{"attributes", KeyType::map_of_text, "{}", "{ Color = \"red\" }", "Further attributes, kept as they are."},
};

inline constexpr std::array item{
    KeyInfo{"name", KeyType::text, "", "\"Another\"", "The item's name where the table's key is another one."},
    KeyInfo{"class", KeyType::text, "", "\"a.B\"", "The component's class; only a process with behaviour may lack it."},
    KeyInfo{"category", KeyType::text, "\"\"", "\"Files\"", "Categories, divided by commas."},
    KeyInfo{"pool_size", KeyType::count, "1", "4", "Jobs; above one the order of messages is not kept."},
    KeyInfo{"enabled", KeyType::flag, "true", "false", "Whether the item runs."},
    KeyInfo{"foreground", KeyType::flag, "false", "true", "Whether the item runs in the foreground."},
    KeyInfo{"comment", KeyType::text, "\"\"", "\"A note\"", "A comment that the engine shows."},
    KeyInfo{"log_trace_events", KeyType::flag, "false", "true", "Whether trace events are logged."},
    KeyInfo{"schedule", KeyType::text, "\"\"", "\"@Nights\"", "When the item runs, as the engine writes it."},
    KeyInfo{"settings", KeyType::map_of_values, "{}", "{ A = 1 }", "Host settings."},
    KeyInfo{"adapter_settings", KeyType::map_of_values, "{}", "{ Port = 99 }", "Adapter settings."},
    KeyInfo{"other_settings",
            KeyType::tables,
            "[]",
            "[{ target = \"X\", name = \"a\", value = \"b\" }]",
            "Settings with another target.",
            {},
            "other_setting"},
    KeyInfo{"attributes", KeyType::map_of_text, "{}", "{ Color = \"red\" }",
            "Further item attributes, kept as they are."},
    KeyInfo{"targets", KeyType::map_of_names, "{}", "{ Output = \"X\" }",
            "Target settings and the items that they name."},
    KeyInfo{"adapter", KeyType::text, "", "\"a.Adapter\"", "The adapter's class."},
    KeyInfo{"emits", KeyType::names, "[]", "[\"M\"]", "Messages that the item sends on its own account."},
    KeyInfo{"accepts", KeyType::names, "[]", "[\"M\"]", "Messages that the item accepts."},
    KeyInfo{"replies", KeyType::text_or_map, "", "\"M\"", "What it replies: a message, or { received = reply }."},
    KeyInfo{"raises", KeyType::map_of_names, "{}", "{ C = [\"E\"] }", "Events that a command leads to."},
};

inline constexpr std::array other_setting{
    KeyInfo{"target", KeyType::text, "", "\"X\"", "What the setting belongs to, as the engine names it.", {}, {}, true},
    KeyInfo{"name", KeyType::text, "", "\"a\"", "The setting's name.", {}, {}, true},
    KeyInfo{"value", KeyType::value, "", "\"b\"", "Its value.", {}, {}, true},
};

inline constexpr std::array message{
    KeyInfo{"kind", KeyType::word, "\"request\"", "\"event\"", "What the message is.", "request event command"},
    KeyInfo{"class", KeyType::text, "", "\"a.B\"", "The message's class."},
    KeyInfo{"fields", KeyType::fields, "{}", "{ id = \"string\" }", "The message's fields and their types."},
    KeyInfo{"stream", KeyType::text, "", "\"order\"", "The stream that an event or command travels on."},
};

inline constexpr std::array process{
    KeyInfo{"title", KeyType::text, "", "\"A title\"", "The process's title."},
    KeyInfo{"implements", KeyType::names, "[]", "[\"ST-1\"]", "Stories that it implements."},
    KeyInfo{"trigger", KeyType::table_or_tables, "", "{ manual = true }", "What starts it.", {}, "trigger"},
    KeyInfo{"inputs", KeyType::fields, "{}", "{ id = \"string\" }", "What it starts with."},
    KeyInfo{"outputs",
            KeyType::outputs,
            "{}",
            "{ id = \"string\" }",
            "What it gives, and the story outcomes satisfied by that.",
            {},
            "output"},
    KeyInfo{"timeout", KeyType::duration, "\"24h\"", "\"1h\"", "How long an instance may live."},
    KeyInfo{"overlap", KeyType::word, "\"skip\"", "\"queue\"", "What happens while another instance runs.",
            "skip queue cancel_previous allow"},
    KeyInfo{"announces",
            KeyType::table,
            "{}",
            "{ start = \"E\" }",
            "Events raised at its start, completion, failure.",
            {},
            "announces"},
    KeyInfo{"when_failed", KeyType::word, "\"compensate\"", "\"stop\"", "What a failure does.", "compensate stop"},
    KeyInfo{"route", KeyType::word, "\"first\"", "\"all\"", "Whether the first send that holds is taken, or all.",
            "first all"},
    KeyInfo{"streams", KeyType::names, "[]", "[\"order\"]", "Streams that a process manager subscribes to."},
    KeyInfo{"state", KeyType::fields, "{}", "{ id = \"string\" }", "What an instance keeps."},
    KeyInfo{"handler", KeyType::tables, "[]", "[{ on = \"M\" }]", "What it does with a message.", {}, "handler"},
    KeyInfo{"step", KeyType::tables, "[]", "[{ name = \"s\" }]", "Its steps.", {}, "step"},
    KeyInfo{"compensation", KeyType::tables, "[]", "[{ name = \"c\" }]", "What undoes steps.", {}, "compensation"},
    KeyInfo{"workflow",
            KeyType::table,
            "{}",
            "{ target = \"CREATE\" }",
            "What orchestrator-core wants to know.",
            {},
            "workflow"},
};

inline constexpr std::array announces{
    KeyInfo{"start", KeyType::text, "", "\"E\"", "Event raised when it starts."},
    KeyInfo{"complete", KeyType::text, "", "\"E\"", "Event raised when it completes."},
    KeyInfo{"failure", KeyType::text, "", "\"E\"", "Event raised when it fails."},
};

inline constexpr std::array workflow{
    KeyInfo{"target", KeyType::text, "", "\"CREATE\"", "The workflow's target."},
    KeyInfo{"product_type", KeyType::text, "", "\"Node\"", "The product type."},
    KeyInfo{"task", KeyType::boolean, "false", "true", "Whether it is a task."},
};

inline constexpr std::array output{
    KeyInfo{"type", KeyType::text, "", "\"string\"", "The field's type.", {}, {}, true},
    KeyInfo{"satisfies",
            KeyType::table,
            "",
            "{ story = \"S\", outcome = \"o\" }",
            "The story outcome that it satisfies.",
            {},
            "satisfies"},
};

inline constexpr std::array satisfies{
    KeyInfo{"story", KeyType::name, "", "\"ST-1\"", "The story.", {}, {}, true},
    KeyInfo{"outcome", KeyType::name, "", "\"it is done\"", "One of its outcomes.", {}, {}, true},
};

inline constexpr std::array handler{
    KeyInfo{"on", KeyType::name, "", "\"N\"", "The message, or \"*\" for what no other handler takes.", {}, {}, true},
    KeyInfo{"method", KeyType::text, "", "\"do_it\"", "The method in the code."},
    KeyInfo{"dispatch", KeyType::word, "\"typed\"", "\"decorated\"", "How the code finds the method.",
            "typed decorated fallback"},
    KeyInfo{"when", KeyType::text, "", "\"a == 1\"", "The condition under which it applies."},
    KeyInfo{"when_text", KeyType::text, "", "\"a is one\"",
            "A condition of another world, kept as text: it may be either."},
    KeyInfo{"send", KeyType::tables, "[]", "[{ to = \"X\" }]", "What it sends.", {}, "send"},
    KeyInfo{"reply", KeyType::text, "", "\"request\"", "What it replies: a message, or \"request\"."},
    KeyInfo{"reject", KeyType::boolean, "false", "true", "Whether it refuses the message."},
    KeyInfo{"reads", KeyType::names, "[]", "[\"Order\"]", "Entities that it reads."},
    KeyInfo{"start", KeyType::boolean, "false", "true", "Whether it starts an instance."},
    KeyInfo{"correlate", KeyType::text_or_map, "", "\"id\"",
            "The field that finds the instance, or { instance field = event field }."},
    KeyInfo{"end", KeyType::boolean, "false", "true", "Whether it ends the instance."},
    KeyInfo{"compensates", KeyType::boolean, "false", "true", "Whether it undoes what was done."},
};

inline constexpr std::array send{
    KeyInfo{"to", KeyType::name, "", "\"X\"", "A target setting of the same process.", {}, {}, true},
    KeyInfo{"message", KeyType::text, "", "\"M\"", "What is sent; left out: what was received."},
    KeyInfo{"mode", KeyType::word, "\"sync\"", "\"async\"", "Whether it waits for the reply.", "sync async"},
    KeyInfo{"when", KeyType::text, "", "\"a == 1\"", "The condition under which it is sent."},
    KeyInfo{"when_text", KeyType::text, "", "\"a is one\"",
            "A condition of another world, kept as text: it may be either."},
    KeyInfo{"with", KeyType::expressions, "{}", "{ a = \"1\" }", "Fields of the message."},
    KeyInfo{"timeout", KeyType::duration, "", "\"5s\"", "How long it waits for the reply."},
};

inline constexpr std::array step{
    KeyInfo{"name", KeyType::name, "", "\"other\"", "The step's name.", {}, {}, true},
    KeyInfo{"kind", KeyType::word, "\"service\"", "\"condition\"", "What the step does.",
            "service send wait human_task subprocess parallel condition side_effect query foreach llm_intent callback "
            "input"},
    KeyInfo{"when", KeyType::text, "", "\"a == 1\"", "The step is skipped when it is false."},
    KeyInfo{"when_text", KeyType::text, "", "\"a is one\"",
            "A condition of another world, kept as text: it may be either."},
    KeyInfo{"after", KeyType::names, "", "[\"t\"]", "Steps that come before it; left out: the one above."},
    KeyInfo{"required", KeyType::boolean, "true", "false", "Whether the process fails with it."},
    KeyInfo{"needs", KeyType::names, "[]", "[\"k\"]", "State that it reads."},
    KeyInfo{"gives", KeyType::names, "[]", "[\"k?\"]", "State that it writes; \"key?\" where it may not."},
    KeyInfo{"timeout", KeyType::duration, "\"30s\"", "\"5s\"", "How long it may take; a human task has 7d."},
    KeyInfo{"retry", KeyType::table, "{}", "{ max_attempts = 2 }", "How it is tried again.", {}, "retry"},
    KeyInfo{"run_as", KeyType::word, "\"async\"", "\"thread\"", "Where it runs.", "async thread process"},
    KeyInfo{"fail_fast", KeyType::boolean, "false", "true", "Whether its failure stops the others."},
    KeyInfo{"compensate_with", KeyType::text, "", "\"c\"", "The compensation that undoes it."},
    KeyInfo{"on_success", KeyType::text, "", "\"complete\"", "The step that follows, or \"complete\" or \"fail\"."},
    KeyInfo{"on_failure", KeyType::text, "", "\"fail\"",
            "The step that follows a failure, or \"complete\" or \"fail\"."},
    KeyInfo{"satisfies",
            KeyType::tables,
            "[]",
            "[{ story = \"S\", outcome = \"o\" }]",
            "Story outcomes that it satisfies.",
            {},
            "satisfies"},
    KeyInfo{"effects", KeyType::tables, "[]", "[{ create = \"E\" }]", "Entities that it changes.", {}, "effect"},
    KeyInfo{"to", KeyType::text, "", "\"X\"", "service, send, callback: a target setting."},
    KeyInfo{"message", KeyType::text, "", "\"M\"", "service, send, callback: what is sent."},
    KeyInfo{"with", KeyType::expressions, "{}", "{ a = \"1\" }",
            "service, send, callback, subprocess, llm_intent: fields of what is sent or started."},
    KeyInfo{"call", KeyType::text, "", "\"Payment.charge\"", "service, send: what another world calls."},
    KeyInfo{"channel", KeyType::text, "", "\"mail\"", "send: the channel."},
    KeyInfo{"wait", KeyType::wait, "", "\"5m\"", "wait: how long, or for which signal.", {}, "wait"},
    KeyInfo{"surface", KeyType::text, "", "\"form\"", "human_task: where it is done."},
    KeyInfo{"entity", KeyType::text, "", "\"Order\"", "human_task, query: the entity."},
    KeyInfo{"assignee_role", KeyType::text, "", "\"manager\"", "human_task: who does it."},
    KeyInfo{"outcomes", KeyType::tables, "[]", "[{ name = \"ok\" }]", "human_task: what can be chosen.", {}, "outcome"},
    KeyInfo{"process", KeyType::text, "", "\"Other\"", "subprocess: the process."},
    KeyInfo{"steps", KeyType::names, "[]", "[\"a\", \"b\"]", "parallel: the steps."},
    KeyInfo{"on_any_failure", KeyType::word, "\"fail_fast\"", "\"wait_all\"", "parallel: what a failure does.",
            "fail_fast wait_all rollback"},
    KeyInfo{"on_true", KeyType::text, "", "\"a\"", "condition: the step when it holds."},
    KeyInfo{"on_false", KeyType::text, "", "\"b\"", "condition: the step when it does not."},
    KeyInfo{"where", KeyType::text, "", "\"a == 1\"", "query: which entities."},
    KeyInfo{"over", KeyType::text, "", "\"lines\"", "foreach: the list."},
    KeyInfo{"step", KeyType::text, "", "\"a\"", "foreach: the step for each element."},
    KeyInfo{"intent", KeyType::text, "", "\"sort\"", "llm_intent: the intent."},
    KeyInfo{"form", KeyType::text, "", "\"form\"", "input: the form."},
};

inline constexpr std::array wait{
    KeyInfo{"signal", KeyType::name, "", "\"paid\"", "The signal that it waits for.", {}, {}, true},
    KeyInfo{"timeout", KeyType::duration, "", "\"5m\"", "How long it waits."},
};

inline constexpr std::array retry{
    KeyInfo{"max_attempts", KeyType::attempts, "1", "3", "How often it is tried, or \"unlimited\"."},
    KeyInfo{"backoff", KeyType::word, "\"exponential\"", "\"fixed\"", "How the interval grows.",
            "exponential fixed linear"},
    KeyInfo{"interval", KeyType::duration, "\"1s\"", "\"2s\"", "The first interval."},
    KeyInfo{"factor", KeyType::factor, "2.0", "1.5", "What it is multiplied with."},
    KeyInfo{"max_interval", KeyType::duration, "\"60s\"", "\"10s\"", "The longest interval."},
};

inline constexpr std::array effect{
    KeyInfo{"create", KeyType::name, "", "\"E\"", "The entity that is created."},
    KeyInfo{"update", KeyType::name, "", "\"E\"", "The entity that is changed."},
    KeyInfo{"where", KeyType::text, "", "\"id == a\"", "Which ones are changed."},
    KeyInfo{"set", KeyType::expressions, "{}", "{ a = \"1\" }", "Its new fields."},
};

inline constexpr std::array outcome{
    KeyInfo{"name", KeyType::name, "", "\"no\"", "The outcome's name.", {}, {}, true},
    KeyInfo{"label", KeyType::text, "", "\"Yes\"", "What is written on the button."},
    KeyInfo{"goto", KeyType::text, "", "\"complete\"", "The step that follows, or \"complete\" or \"fail\"."},
    KeyInfo{"set", KeyType::expressions, "{}", "{ a = \"1\" }", "State that it sets."},
    KeyInfo{"confirm", KeyType::text, "", "\"Sure?\"", "The question asked before."},
    KeyInfo{"style", KeyType::text, "", "\"danger\"", "How the button looks."},
};

inline constexpr std::array compensation{
    KeyInfo{"name", KeyType::name, "", "\"other\"", "The compensation's name.", {}, {}, true},
    KeyInfo{"to", KeyType::text, "", "\"X\"", "A target setting of the same process."},
    KeyInfo{"message", KeyType::text, "", "\"M\"", "What is sent."},
    KeyInfo{"with", KeyType::expressions, "{}", "{ a = \"1\" }", "Fields of the message."},
    KeyInfo{"call", KeyType::text, "", "\"Payment.refund\"", "What another world calls."},
    KeyInfo{"timeout", KeyType::duration, "\"30s\"", "\"5s\"", "How long it may take."},
};

inline constexpr std::array trigger{
    KeyInfo{"entity", KeyType::name, "", "\"Order\"", "An entity whose status or existence changes."},
    KeyInfo{"status", KeyType::name, "", "\"paid\"", "Its new status."},
    KeyInfo{"from", KeyType::name, "", "\"open\"", "Its old status."},
    KeyInfo{"change", KeyType::word, "", "\"updated\"", "What happens to the entity.", "created updated deleted"},
    KeyInfo{"cron", KeyType::name, "", "\"0 1 * * *\"", "When, as cron writes it."},
    KeyInfo{"timezone", KeyType::name, "", "\"Europe/London\"", "Of cron."},
    KeyInfo{"every", KeyType::period, "", "\"5m\"", "How often."},
    KeyInfo{"event", KeyType::name, "", "\"E\"", "An event."},
    KeyInfo{"message", KeyType::name, "", "\"M\"", "A message."},
    KeyInfo{"signal", KeyType::name, "", "\"go\"", "A signal."},
    KeyInfo{"completed", KeyType::name, "", "\"Other\"", "A process that completed."},
    KeyInfo{"manual", KeyType::boolean, "", "true", "Somebody starts it."},
};

inline constexpr std::array schedule{
    KeyInfo{"title", KeyType::text, "", "\"A title\"", "The schedule's title."},
    KeyInfo{"implements", KeyType::names, "[]", "[\"ST-1\"]", "Stories that it implements."},
    KeyInfo{"cron", KeyType::name, "", "\"0 1 * * *\"", "When, as cron writes it."},
    KeyInfo{"every", KeyType::period, "", "\"5m\"", "How often."},
    KeyInfo{"timezone", KeyType::name, "\"UTC\"", "\"Europe/London\"", "The time zone of cron."},
    KeyInfo{"catch_up", KeyType::boolean, "false", "true", "Whether missed times are made up for."},
    KeyInfo{"overlap", KeyType::word, "\"skip\"", "\"queue\"", "What happens while it still runs.",
            "skip queue cancel_previous allow"},
    KeyInfo{"timeout", KeyType::duration, "", "\"5m\"", "How long it may take; left out: 1h."},
    KeyInfo{"process", KeyType::name, "", "\"P\"", "The process that it starts."},
    KeyInfo{"step", KeyType::tables, "[]", "[{ name = \"s\" }]", "Or its own steps.", {}, "step"},
};

inline constexpr std::array story{
    KeyInfo{"title", KeyType::text, "", "\"A title\"", "The story's title."},
    KeyInfo{"persona", KeyType::text, "", "\"manager\"", "Who wants it."},
    KeyInfo{"status", KeyType::word, "\"draft\"", "\"accepted\"", "How far it is.", "draft accepted rejected"},
    KeyInfo{"entities", KeyType::names, "[]", "[\"Order\"]", "Entities that it is about."},
    KeyInfo{"given", KeyType::names, "[]", "[\"it is there\"]", "What holds before."},
    KeyInfo{"when", KeyType::names, "[]", "[\"it is used\"]", "What happens."},
    KeyInfo{"then", KeyType::names, "[]", "[\"it works\"]", "Its outcomes."},
    KeyInfo{"unless", KeyType::tables, "[]", "[{ when = \"a\", then = [\"b\"] }]", "Exceptions.", {}, "unless"},
    KeyInfo{"executed_by", KeyType::text, "", "\"P\"", "What carries it out."},
    KeyInfo{"narrative_only", KeyType::boolean, "false", "true", "Whether nothing has to implement it."},
};

inline constexpr std::array unless{
    KeyInfo{"when", KeyType::text, "", "\"a\"", "In which case."},
    KeyInfo{"then", KeyType::names, "[]", "\"b\"", "What happens instead."},
};

inline constexpr std::array entity{
    KeyInfo{"states", KeyType::names, "[]", "[\"open\"]", "Its states."},
    KeyInfo{"transitions",
            KeyType::tables,
            "[]",
            "[{ from = \"a\", to = \"b\" }]",
            "How states follow one another.",
            {},
            "transition"},
    KeyInfo{"fields", KeyType::fields, "{}", "{ id = \"string\" }", "Its fields and their types."},
};

inline constexpr std::array transition{
    KeyInfo{"from", KeyType::name, "", "\"c\"", "The state before.", {}, {}, true},
    KeyInfo{"to", KeyType::name, "", "\"d\"", "The state after.", {}, {}, true},
};

inline constexpr std::array moved{
    KeyInfo{"kind", KeyType::word, "\"item\"", "\"message\"", "What was renamed.", "item message process step target"},
    KeyInfo{"from", KeyType::name, "", "\"Old\"", "Its old name.", {}, {}, true},
    KeyInfo{"to", KeyType::name, "", "\"New\"", "Its new name.", {}, {}, true},
};

inline constexpr std::array protect{
    KeyInfo{"items", KeyType::names, "[]", "[\"X\"]", "Items."},
    KeyInfo{"processes", KeyType::names, "[]", "[\"P\"]", "Processes."},
};

inline constexpr std::array default_setting{
    KeyInfo{"production", KeyType::text, "\"*\"", "\"P\"", "Of which production."},
    KeyInfo{"item", KeyType::text, "\"*\"", "\"X\"", "Of which item."},
    KeyInfo{"class", KeyType::text, "\"*\"", "\"a.B\"", "Of items of which class."},
    KeyInfo{"setting", KeyType::text, "\"*\"", "\"S\"", "Which setting."},
    KeyInfo{"value", KeyType::value, "\"\"", "\"v\"", "Its value."},
};

inline constexpr std::array deployment{
    KeyInfo{"store", KeyType::name, "", "\"sqlite:x.db\"", "A registry: sqlite:PATH or postgresql://..."},
    KeyInfo{"iris", KeyType::name, "", "\"https://iris\"", "The URL of an InterSystems IRIS."},
    KeyInfo{"orchestrator", KeyType::name, "", "\"postgresql://db\"", "The database of an orchestrator-core."},
    KeyInfo{"file", KeyType::name, "", "\"src/P.cls\"", "A production class in a file."},
    KeyInfo{"default", KeyType::boolean, "false", "true", "Whether it is taken when none is named."},
    KeyInfo{"record", KeyType::text, "", "\"sqlite:r.db\"", "Where the record is kept."},
    KeyInfo{"ignore", KeyType::names, "[]", "[\"items.X.comment\"]", "Paths that drift does not count."},
    KeyInfo{"namespace", KeyType::text, "\"USER\"", "\"PROD\"", "iris: the namespace."},
    KeyInfo{"username", KeyType::text, "", "\"me\"", "iris: who connects."},
    KeyInfo{"password", KeyType::text, "", "\"${env:PASSWORD}\"", "iris: the password; a secret whatever its source."},
    KeyInfo{"verify_ssl", KeyType::boolean, "true", "false", "iris: whether the certificate is verified."},
    KeyInfo{"ca_file", KeyType::text, "", "\"ca.pem\"", "iris: whom to trust."},
    KeyInfo{"remote_folder", KeyType::text, "", "\"/opt/x\"", "iris: where Python components go."},
    KeyInfo{"package", KeyType::text, "", "\"Demo\"", "iris: the package of generated classes."},
};

inline constexpr std::array secret{
    KeyInfo{"env", KeyType::name, "", "\"PASSWORD\"", "An environment variable."},
    KeyInfo{"file", KeyType::name, "", "\"/run/secrets/x\"", "A file."},
};

inline constexpr std::array python{
    KeyInfo{"path", KeyType::names, "[]", "[\"src\"]", "Folders with modules."},
    KeyInfo{"classes", KeyType::map_of_text, "{}", "{ \"Python.A\" = \"a.A\" }", "Classes by the engine's name."},
    KeyInfo{"schemas", KeyType::names, "[]", "[\"a.M\"]", "Message classes with a schema."},
};

inline constexpr std::array<KeyInfo, 0> declared{};

inline constexpr std::array effect_needs{KeyNeed{"where", "update"}};
inline constexpr std::array trigger_needs{KeyNeed{"status", "entity"}, KeyNeed{"change", "entity"},
                                          KeyNeed{"from", "status"}, KeyNeed{"timezone", "cron"}};
inline constexpr std::array deployment_needs{KeyNeed{"namespace", "iris"}, KeyNeed{"username", "iris"},
                                             KeyNeed{"password", "iris"},  KeyNeed{"verify_ssl", "iris"},
                                             KeyNeed{"ca_file", "iris"},   KeyNeed{"remote_folder", "iris"},
                                             KeyNeed{"package", "iris"}};

inline constexpr std::array all{
    TableInfo{"", "the file", "", root},
    TableInfo{"production", "the production", "", production},
    TableInfo{"item", "an item", "", item},
    TableInfo{"process", "a process", "item", process},
    TableInfo{"other_setting", "a setting", "", other_setting},
    TableInfo{"message", "a message", "", message},
    TableInfo{"announces", "announces", "", announces},
    TableInfo{"workflow", "workflow", "", workflow},
    TableInfo{"output", "an output", "", output},
    TableInfo{"satisfies", "satisfies", "", satisfies},
    TableInfo{"handler", "a handler", "", handler},
    TableInfo{"send", "a send entry", "", send},
    TableInfo{"step", "a step", "", step},
    TableInfo{"wait", "wait", "", wait},
    TableInfo{"retry", "retry", "", retry},
    TableInfo{"effect", "an effect", "", effect, "create update", effect_needs},
    TableInfo{"outcome", "an outcome", "", outcome},
    TableInfo{"compensation", "a compensation", "", compensation},
    TableInfo{"trigger", "a trigger", "", trigger, "entity cron every event message signal completed manual",
              trigger_needs},
    TableInfo{"schedule", "a schedule", "", schedule},
    TableInfo{"story", "a story", "", story},
    TableInfo{"unless", "an exception", "", unless},
    TableInfo{"entity", "an entity", "", entity},
    TableInfo{"transition", "a transition", "", transition},
    TableInfo{"declared", "a declaration", "", declared},
    TableInfo{"moved", "a rename", "", moved},
    TableInfo{"protect", "protect", "", protect},
    TableInfo{"default_setting", "a default setting", "", default_setting},
    TableInfo{"deployment", "a deployment", "", deployment, "store iris orchestrator file", deployment_needs},
    TableInfo{"secret", "a secret", "", secret, "env file"},
    TableInfo{"python", "python", "", python},
};

}  // namespace millwright::settings::key_tables
