#include "templates/python_code.h"

#include <algorithm>

#include "templates/names.h"
#include "templates/python_behaviour.h"
#include "templates/python_layout.h"
#include "templates/python_test_code.h"

namespace millwright::templates {
namespace {

bool accepts_with_decorator(const PartHandler& handler) {
    return handler.dispatch == Dispatch::decorated;
}

TemplateFields begin(const Component& component, const std::string& doc) {
    TemplateFields fields;
    fields.set("class", std::string(last_part(component.class_name)))
        .set("doc", python_docstring(component.description.empty() ? doc : component.description, 4));
    return fields;
}

/// Settings as attributes; values of secrets and from the environment come with the settings only.
void add_settings(TemplateFields& fields, const Component& component) {
    std::vector<TemplateFields> settings;
    for (const Given& each : component.settings) {
        const bool given_later = each.value.find("${") != std::string::npos;
        settings.emplace_back().set("name", each.key).set("value", python_quoted(given_later ? "" : each.value));
    }
    fields.set("has_settings", !settings.empty())
        .set("has_attributes", !settings.empty() || !component.targets.empty());
    fields.set("settings", std::move(settings));
}

TemplateFields fields_of_operation(const Component& component, const PythonMessages& messages) {
    std::vector<std::string> accepted;
    std::vector<TemplateFields> handlers;
    bool noted = false;
    for (const PartHandler& each : component.handlers) {
        accepted.push_back(messages.class_of(each.on));
        const bool decorated = accepts_with_decorator(each);
        const bool same = each.reply.empty() || each.reply == "request" || each.reply == each.on;
        const std::string reply = same ? "request" : messages.reply(each.reply, each.on, "request");
        std::string text = python_statement("return " + reply, 8);
        text.pop_back();
        handlers.emplace_back()
            .set("method", each.method)
            .set("message", accepted.back())
            .set("decorated", decorated)
            .set("note", decorated && !noted)
            .set("reply", text.substr(std::string_view("        return ").size()));
        noted = noted || decorated;
    }
    std::string doc = accepted.empty() ? "Acts outside." : "Acts outside for every " + in_a_row(accepted) + ".";
    if (!component.raises.empty()) doc += " Then there is " + in_a_row(component.raises) + ".";
    TemplateFields fields = begin(component, doc);
    fields.set("handlers", std::move(handlers));
    add_settings(fields, component);
    return fields;
}

// --- services

/// A value out of JSON as the field's type.
std::string from_json(const FieldType& type, const std::string& value, const PythonMessages& messages) {
    switch (type.kind) {
        case FieldKind::decimal: return (is_float(type) ? "float(" : "Decimal(") + value + ")";
        case FieldKind::date: return "date.fromisoformat(" + value + ")";
        case FieldKind::datetime: return "datetime.fromisoformat(" + value + ")";
        case FieldKind::duration: return "timedelta(seconds=float(" + value + "))";
        case FieldKind::uuid: return "UUID(" + value + ")";
        case FieldKind::bytes: return value + ".encode()";
        case FieldKind::message: return messages.class_of(type.name) + "(**" + value + ")";
        case FieldKind::list: {
            const std::string element = from_json(type.element.front(), "each", messages);
            return element == "each" ? value : "[" + element + " for each in " + value + "]";
        }
        default: return value;
    }
}

std::string from_json(const PartField& field, const PythonMessages& messages) {
    const std::string key = python_quoted(field.name);
    FieldType type = field.type;
    type.optional = false;
    if (!field.type.optional) return from_json(type, "fields[" + key + "]", messages);
    const std::string value = from_json(type, "fields[" + key + "]", messages);
    if (value == "fields[" + key + "]") return "fields.get(" + key + ")";
    return value + " if fields.get(" + key + ") is not None else None";
}

void add_reading(TemplateFields& fields, const Component& component, const PythonMessages& messages) {
    const std::string message = component.emits.empty() ? "" : component.emits.front();
    const PartMessage* known = messages.find(message);
    std::vector<std::pair<std::string, std::string>> arguments;
    bool decimals = false;
    for (const PartField& each : known == nullptr ? std::vector<PartField>{} : known->fields) {
        arguments.emplace_back(each.name, from_json(each, messages));
        decimals = decimals || each.type.kind == FieldKind::decimal;
    }
    std::string make = python_statement("return " + python_call(messages.class_of(message), arguments), 8);
    make.pop_back();
    fields.set("read", "read_" + snake_case(message))
        .set("read_doc", python_docstring("The message in a text: a JSON object with its fields.", 8))
        .set("parse", decimals ? "json.loads(text, parse_float=Decimal)" : "json.loads(text)")
        .set("make", std::move(make));
}

TemplateFields fields_of_service(const Component& component, const PythonMessages& messages) {
    std::vector<std::string> emits, settings;
    for (const std::string& each : component.emits) emits.push_back(messages.class_of(each));
    for (const PartTarget& each : component.targets) settings.push_back(each.setting);
    const std::string what = emits.empty() ? "what comes in" : "every " + in_a_row(emits);
    TemplateFields fields =
        begin(component, "Sends " + what + (settings.empty() ? "." : " to " + in_a_row(settings) + "."));
    const std::size_t indent = component.inlet == Inlet::http ? 8 : component.inlet == Inlet::file ? 16 : 12;
    std::string sends;
    for (const std::string& each : settings) sends += send_lines(component, each, true, "message", false, indent);
    if (sends.empty()) sends = python_statement("self.log_info(f\"{type(message).__name__} has no target\")", indent);
    sends.pop_back();
    fields.set("sends", std::move(sends))
        .set("source_doc",
             python_docstring("What came in since the last poll: the one place that reads the source.", 8));
    add_targets(fields, component);
    add_settings(fields, component);
    if (component.inlet != Inlet::polling) add_reading(fields, component, messages);
    return fields;
}

std::string template_of(const Component& component) {
    if (component.role == Role::operation) return "python/operation.py";
    if (component.role == Role::service) {
        return component.inlet == Inlet::file   ? "python/service_file.py"
               : component.inlet == Inlet::http ? "python/service_http.py"
                                                : "python/service_polling.py";
    }
    if (!component.steps.empty()) return "python/process_steps.py";
    return component.is_manager() ? "python/process_manager.py" : "python/process.py";
}

Result<TemplateFields> fields_of(const Component& component, const PythonMessages& messages) {
    if (component.role == Role::operation) return fields_of_operation(component, messages);
    if (component.role == Role::service) return fields_of_service(component, messages);
    return component.steps.empty() ? fields_of_routes(component, messages) : fields_of_steps(component, messages);
}

/// "PartMessage names in the type": records that it holds.
void records_in(const FieldType& type, std::vector<std::string>& names) {
    if (type.kind == FieldKind::message) names.push_back(type.name);
    for (const FieldType& each : type.element) records_in(each, names);
}

}  // namespace

Result<PythonClassText> PythonCode::filled(const std::string& name, const std::string& file,
                                           const TemplateFields& fields, std::vector<PythonImport> imports) const {
    auto text = templates_.fill(file, fields);
    if (!text) return tl::unexpected<Failure>(text.error());
    auto messages = messages_.imports();
    imports.insert(imports.end(), messages.begin(), messages.end());
    auto used = imports_of(*text, imports);
    return PythonClassText{name, std::move(*text), std::move(used)};
}

Result<PythonClassText> PythonCode::component(const Component& component) const {
    const auto fields = fields_of(component, messages_);
    if (!fields) return tl::unexpected<Failure>(fields.error());
    return filled(std::string(last_part(component.class_name)), template_of(component), *fields);
}

/// "order_id and amount"
std::string fields_in_a_row(const PartMessage& message) {
    std::vector<std::string> names;
    for (const PartField& each : message.fields) names.push_back(each.name);
    return in_a_row(names);
}

/// "An event that Inbox sends and OrderRouter receives."
std::string PythonCode::described(const PartMessage& message) const {
    std::vector<std::string> senders, receivers, repliers;
    const auto note = [](std::vector<std::string>& names, const std::string& name) {
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    };
    for (const Component& each : part_.components) {
        const bool emitted = std::find(each.emits.begin(), each.emits.end(), message.name) != each.emits.end();
        if (emitted) note(senders, each.name);
        if (each.trigger == message.name) note(receivers, each.name);
        for (const PartHandler& handler : each.handlers) {
            if (handler.on == message.name) note(receivers, each.name);
            if (handler.reply == message.name) note(repliers, each.name);
            for (const PartSend& send : handler.sends) {
                if (send.message == message.name) note(senders, each.name);
            }
        }
        for (const PartStep& step : each.steps) {
            if (step.message == message.name) note(senders, each.name);
        }
        for (const PartCompensation& undo : each.compensations) {
            if (undo.message == message.name) note(senders, each.name);
        }
    }
    if (senders.empty() && receivers.empty() && !repliers.empty()) return "The reply of " + in_a_row(repliers) + ".";
    std::string text = message.kind == MessageKind::event     ? "An event"
                       : message.kind == MessageKind::command ? "A command"
                                                              : "A request";
    if (senders.empty() && receivers.empty())
        return text + (message.fields.empty() ? " without fields." : " with " + fields_in_a_row(message) + ".");
    if (!senders.empty()) text += " that " + in_a_row(senders) + (senders.size() == 1 ? " sends" : " send");
    if (!receivers.empty())
        text += (senders.empty() ? " that " : " and ") + in_a_row(receivers) +
                (receivers.size() == 1 ? " receives" : " receive");
    return text + ".";
}

Result<PythonClassText> PythonCode::message(const PartMessage& message, const std::vector<std::string>& known) const {
    std::vector<PartField> ordered = message.fields;
    std::stable_partition(ordered.begin(), ordered.end(), [](const PartField& each) { return !each.type.optional; });
    std::set<std::string> taken;
    for (const PartField& each : ordered) {
        if (each.type.optional) taken.insert(each.name);
    }
    std::vector<PythonImport> imports;
    std::vector<TemplateFields> fields;
    for (const PartField& each : ordered) {
        PythonText type = python_type(each.type, taken);
        imports.insert(imports.end(), type.imports.begin(), type.imports.end());
        std::vector<std::string> records;
        records_in(each.type, records);
        const bool later = std::any_of(records.begin(), records.end(), [&](const std::string& record) {
            return std::find(known.begin(), known.end(), record) == known.end();
        });
        fields.emplace_back()
            .set("name", each.name)
            .set("type", later ? python_quoted(type.text) : type.text)
            .set("optional", each.type.optional);
    }
    const std::string name = python_class_of(message);
    TemplateFields all;
    all.set("class", name)
        .set("doc", python_docstring(message.description.empty() ? described(message) : message.description, 4))
        .set("has_fields", !fields.empty());
    all.set("fields", std::move(fields));
    return filled(name, "python/message.py", all, std::move(imports));
}

Result<std::string> PythonCode::test(const Component& component) const {
    PythonTestCode tests(component, messages_);
    const TemplateFields fields = tests.fields();
    return templates_.fill("python/test_component.py", fields);
}

}  // namespace millwright::templates
