// Messages, services and operations as classes.
#include <algorithm>

#include "templates/objectscript_code.h"
#include "templates/objectscript_names.h"

namespace millwright::templates {
namespace {

bool is_text(const FieldType& type) {
    return type.kind == FieldKind::string || type.kind == FieldKind::any;
}

/// Whether an empty text may come in for a field, or in it.
bool holds_text(const PartField& field) {
    return is_text(field.type) ? !field.type.optional
                               : !field.type.element.empty() && is_text(field.type.element.front());
}

std::string doc_of(const PartField& field) {
    FieldType type = field.type;
    type.optional = false;
    std::string doc = field.name + ": " + to_text(type);
    if (field.type.kind == FieldKind::duration) doc += ", in milliseconds";
    if (field.type.kind == FieldKind::datetime) doc += ", in UTC";
    if (!field.type.optional) return doc;
    return doc + (is_text(field.type) ? "; \"\" when it is absent, $Char(0) when it is empty" : "; may be absent");
}

std::string described(const PartMessage& message) {
    if (!message.description.empty()) return class_doc(message.description);
    return class_doc("The " +
                     std::string(message.kind == MessageKind::event     ? "event "
                                 : message.kind == MessageKind::command ? "command "
                                                                        : "message ") +
                     message.name + ".");
}

std::string_view template_of(Inlet inlet) {
    switch (inlet) {
        case Inlet::file: return "objectscript/service_file.cls";
        case Inlet::http: return "objectscript/service_http.cls";
        default: return "objectscript/service_polling.cls";
    }
}

/// The statements that make the message a service sends of what came in.
Lines made(const ObjectScriptPart& context, const Component& service) {
    if (service.emits.empty()) return {"Set tMessage = ##class(Ens.StreamContainer).%New(pInput)"};
    return {"Set tMessage = ##class(" + context.messages.class_of(service.emits.front()) + ").%New()",
            "$$$ThrowOnError(tMessage.%JSONImport(pInput))"};
}

std::string without_last_line_end(std::string text) {
    if (text.ends_with('\n')) text.pop_back();
    return text;
}

Result<std::vector<ClassSource>> one_source(const ObjectScriptPart& context, const Component& component,
                                            const std::string& name, const TemplateFields& fields) {
    auto text = context.templates.fill(name, fields);
    if (!text) return tl::unexpected<Failure>(std::move(text.error()));
    return std::vector<ClassSource>{{component.class_name, std::move(*text)}};
}

}  // namespace

Result<ClassSource> message_source(const ObjectScriptPart& context, const PartMessage& message, bool reply_only) {
    const std::string name = context.messages.class_of(message.name);
    const auto class_of = [&](std::string_view each) { return context.messages.class_of(each); };
    const bool has_texts = std::any_of(message.fields.begin(), message.fields.end(), holds_text);
    std::vector<TemplateFields> properties;
    for (const PartField& field : message.fields) {
        std::string property = context.messages.property(message.name, field.name);
        std::vector<std::string> parameters;
        if (property != field.name) parameters.push_back("%JSONFIELDNAME = " + objectscript_literal(field.name));
        if (has_texts && is_text(field.type) && field.type.optional) parameters.emplace_back("%JSONIGNORENULL = 0");
        TemplateFields one;
        one.set("property", std::move(property)).set("doc", class_doc(doc_of(field)));
        one.set("type", objectscript_type(field.type, class_of, std::move(parameters)));
        one.set("keywords", can_be_required(field.type) ? " [ Required ]" : "");
        properties.push_back(std::move(one));
    }
    TemplateFields fields;
    fields.set("class", name).set("super", reply_only ? "Ens.Response" : "Ens.Request");
    fields.set("has_texts", has_texts);
    fields.set("description", described(message)).set("fields", std::move(properties));
    auto text = context.templates.fill("objectscript/message.cls", fields);
    if (!text) return tl::unexpected<Failure>(std::move(text.error()));
    return ClassSource{name, std::move(*text)};
}

Result<std::vector<ClassSource>> service_sources(const ObjectScriptPart& context, const Component& service) {
    std::vector<TemplateFields> sends;
    ObjectScriptMethod input;
    for (const PartTarget& each : service.targets) {
        input.body.push_back("$$$ThrowOnError(" +
                             send_call(service, each.setting, "tMessage", Interaction::async, "tResponse") + ")");
        TemplateFields one;
        one.set("statement", input.body.back());
        sends.push_back(std::move(one));
    }
    TemplateFields fields = component_fields(context, service);
    fields.set("message", service.emits.empty() ? "message" : service.emits.front());
    if (service.inlet != Inlet::polling) fields.set("make", without_last_line_end(indented(made(context, service), 8)));
    fields.set("sends", std::move(sends)).set("methods", fields_of(send_to_each(service, {input})));
    return one_source(context, service, std::string(template_of(service.inlet)), fields);
}

Result<std::vector<ClassSource>> operation_sources(const ObjectScriptPart& context, const Component& operation) {
    std::vector<TemplateFields> handlers;
    std::vector<ObjectScriptMethod> methods;
    for (const PartHandler& each : operation.handlers) {
        TemplateFields one;
        one.set("class", context.messages.class_of(each.on)).set("method", handler_method(each));
        handlers.push_back(std::move(one.set("message", each.on)));
        const std::string& reply = each.reply == "request" ? each.on : each.reply;
        ObjectScriptMethod code;
        code.doc = "Does what " + with_article(each.on) + " asks for: the place for calls to the outside.";
        code.signature = "Method " + handler_method(each) + "(pRequest As " + context.messages.class_of(each.on) +
                         ", Output pResponse As " +
                         (reply.empty() ? "%Library.Persistent" : context.messages.class_of(reply)) + ") As %Status";
        code.body = {"$$$TRACE(" + objectscript_literal(operation.name + " took " + with_article(each.on)) + ")"};
        for (std::string& line : reply_lines(context, each)) code.body.push_back(std::move(line));
        code.body.emplace_back("Quit $$$OK");
        methods.push_back(std::move(code));
    }
    TemplateFields fields = component_fields(context, operation);
    fields.set("has_handlers", !handlers.empty());
    fields.set("handlers", std::move(handlers));
    fields.set("methods", fields_of(methods));
    return one_source(context, operation, "objectscript/operation.cls", fields);
}

}  // namespace millwright::templates
