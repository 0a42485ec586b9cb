// Processes whose handlers send messages on: those with routes, and process managers.
#include <algorithm>

#include "templates/objectscript_code.h"
#include "templates/objectscript_names.h"

namespace millwright::templates {
namespace {

/// A condition as an expression, or the statements that fail.
struct Condition {
    std::string text;
    Lines before;
};

Condition condition_of(const ObjectScriptPart& context, const PartSend& send, const ObjectScriptCall& call) {
    const auto said = objectscript_condition(send.when->term, call.scope);
    if (said) return {without_brackets(said->text), comments_on(send.when->text, said->notes)};
    return {"", unsaid(context, "The condition of " + send.setting, send.when->text, said.error())};
}

void add(Lines& lines, const Lines& more, const std::string& before = "") {
    for (const std::string& each : more) lines.push_back(before + each);
}

/// The body of a decision with RouteChoice::first: the name of one send, or "".
Lines first_decision(const ObjectScriptPart& context, const PartHandler& handler, const ObjectScriptCall& call) {
    Lines lines;
    for (const PartSend& send : handler.sends) {
        const std::string result = "Quit " + objectscript_literal(send_key(handler, send));
        if (!send.when) {
            lines.push_back(result);
            return lines;
        }
        const Condition condition = condition_of(context, send, call);
        add(lines, condition.before);
        if (condition.text.empty()) return lines;
        add(lines, {"If " + condition.text + " {", "    " + result, "}"});
    }
    lines.emplace_back("Quit \"\"");
    return lines;
}

/// With RouteChoice::all: a list of the names of sends.
Lines every_decision(const ObjectScriptPart& context, const PartHandler& handler, const ObjectScriptCall& call) {
    const auto first = std::find_if(handler.sends.begin(), handler.sends.end(),
                                    [](const PartSend& each) { return each.when.has_value(); });
    std::string always;
    for (auto send = handler.sends.begin(); send != first; ++send) {
        always += (always.empty() ? "" : ", ") + objectscript_literal(send_key(handler, *send));
    }
    Lines lines{"Set tTargets = " + (always.empty() ? "\"\"" : "$ListBuild(" + always + ")")};
    for (auto send = first; send != handler.sends.end(); ++send) {
        const std::string more =
            "Set tTargets = tTargets_$ListBuild(" + objectscript_literal(send_key(handler, *send)) + ")";
        if (!send->when) {
            lines.push_back(more);
            continue;
        }
        const Condition condition = condition_of(context, *send, call);
        add(lines, condition.before);
        if (condition.text.empty()) return lines;
        add(lines, {"If " + condition.text + " {", "    " + more, "}"});
    }
    lines.emplace_back("Quit tTargets");
    return lines;
}

ObjectScriptMethod decision(const ObjectScriptPart& context, const Component& process, const PartHandler& handler,
                            const ObjectScriptCall& call) {
    const bool first = process.route == RouteChoice::first;
    ObjectScriptMethod method;
    method.doc = first
                     ? "Where " + with_article(handler.on) + " goes: the name of a target setting, or \"\" for nowhere."
                     : "Where " + with_article(handler.on) + " goes: a list of target settings, \"\" for nowhere.";
    method.doc += " It looks at nothing but what it is given, so that a test can ask it.";
    method.signature =
        "ClassMethod " + decision_method(handler) + "(" + call.parameters + ") As " + (first ? "%String" : "%List");
    method.body = first ? first_decision(context, handler, call) : every_decision(context, handler, call);
    return method;
}

std::string message_to_send(const PartHandler& handler, const PartSend& send, const ObjectScriptCall& call) {
    const bool made = !send.message.empty() && (send.message != handler.on || !send.with.empty());
    return made ? ".." + making_method_name(handler, send) + "(" + call.arguments + ")" : "pRequest";
}

/// What a handler does for one of its sends. `last`: nothing else happens after it.
Lines send_lines(const Component& process, const PartHandler& handler, const PartSend& send,
                 const ObjectScriptCall& call, bool last) {
    // What a reply of its own says is not overwritten by the answers to what is sent.
    const std::string response = handler.reply.empty() ? "pResponse" : "tResponse";
    const std::string status =
        send_call(process, send.setting, message_to_send(handler, send, call), send.mode, response);
    if (last) return {"Quit " + status};
    return {"Set tSC = " + status, "If $$$ISERR(tSC) { Quit tSC }"};
}

/// `after`: what the handler does when everything is sent; it ends with a Quit.
Lines sending(const Component& process, const PartHandler& handler, const ObjectScriptCall& call, const Lines& after) {
    Lines lines;
    const bool nothing_else = after == Lines{"Quit $$$OK"};
    if (!has_decision(process, handler)) {
        for (std::size_t i = 0; i < handler.sends.size(); ++i) {
            const bool last = nothing_else && i + 1 == handler.sends.size();
            add(lines, send_lines(process, handler, handler.sends[i], call, last));
            if (last) return lines;
        }
        add(lines, after);
        return lines;
    }
    const bool first = process.route == RouteChoice::first;
    lines.push_back("Set tDecision = .." + decision_method(handler) + "(" + call.arguments + ")");
    for (const PartSend& send : handler.sends) {
        const std::string name = objectscript_literal(send_key(handler, send));
        lines.push_back(first ? "If tDecision = " + name + " {" : "If $ListFind(tDecision, " + name + ") {");
        add(lines, send_lines(process, handler, send, call, first && nothing_else), "    ");
        lines.emplace_back("}");
    }
    add(lines, after);
    return lines;
}

/// What finds the instance of an event; nothing where the process keeps no state.
std::vector<std::string> correlation_of(const Component& manager) {
    for (const PartHandler& each : manager.handlers) {
        if (!each.correlate.empty()) return each.correlate;
    }
    return {};
}

bool keeps_state(const Component& process) {
    return process.is_manager() && !correlation_of(process).empty();
}

/// The values of the events that find the instance, in the order of the index.
std::string correlation_arguments(const ObjectScriptPart& context, const Component& manager,
                                  const PartHandler& handler) {
    std::string out;
    for (const std::string& each : correlation_of(manager)) {
        out += (out.empty() ? "" : ", ") + ("pRequest." + context.messages.property(handler.on, each));
    }
    return out;
}

/// Fields of the state that the event has too.
Lines taken_over(const ObjectScriptPart& context, const Component& manager, const PartHandler& handler) {
    Lines lines;
    for (const PartField& each : manager.state) {
        const auto type = context.messages.type_of(handler.on, each.name);
        if (!type || type->kind != each.type.kind || !each.type.element.empty()) continue;
        lines.push_back("Set tState." + state_property(manager, each.name) + " = pRequest." +
                        context.messages.property(handler.on, each.name));
    }
    return lines;
}

/// The statements that open the instance of an event, or make one where the event starts it.
Lines instance(const ObjectScriptPart& context, const Component& manager, const PartHandler& handler) {
    const std::string name = "##class(" + state_class(manager) + ")";
    const std::string key = correlation_arguments(context, manager, handler);
    const auto leave_if = [](const std::string& condition, const std::string& warning) {
        return Lines{"If " + condition + " {", "    $$$LOGWARNING(" + objectscript_literal(warning) + ")",
                     "    Quit $$$OK", "}"};
    };
    if (!handler.start) {
        Lines lines =
            leave_if("'" + name + ".CorrelationExists(" + key + ")", "no instance waits for this " + handler.on);
        // 4: nobody else works on the instance meanwhile.
        add(lines,
            {"Set tState = " + name + ".CorrelationOpen(" + key + ", 4, .tSC)", "If $$$ISERR(tSC) { Quit tSC }"});
        return lines;
    }
    Lines lines = leave_if(name + ".CorrelationExists(" + key + ")", "an instance runs already for this " + handler.on);
    lines.push_back("Set tState = " + name + ".%New()");
    add(lines, taken_over(context, manager, handler));
    // What is sent may be answered by an event at once.
    if (!handler.end) add(lines, {"Set tSC = tState.%Save()", "If $$$ISERR(tSC) { Quit tSC }"});
    return lines;
}

/// What is behind the sends of a process manager: the instance stays or ends.
Lines afterwards(const Component& manager, const PartHandler& handler) {
    if (!handler.end || handler.start) return {"Quit $$$OK"};
    return {"Quit ##class(" + state_class(manager) + ").%DeleteId(tState.%Id())"};
}

std::string described(const Component& process, const PartHandler& handler) {
    std::string doc = process.is_manager() ? "On " + handler.on : "Sends " + with_article(handler.on) + " on";
    if (handler.start) doc += ", which starts an instance";
    if (handler.compensates) doc += ", which takes back what was done";
    if (handler.end) doc += ", after which the instance ends";
    return doc + ".";
}

ObjectScriptMethod handling(const ObjectScriptPart& context, const Component& process, const PartHandler& handler,
                            const ObjectScriptCall& call) {
    ObjectScriptMethod method;
    method.doc = described(process, handler);
    method.signature = "Method " + handler_method(handler) + "(pRequest As " + context.messages.class_of(handler.on) +
                       ", Output pResponse As %Library.Persistent) As %Status";
    if (keeps_state(process)) add(method.body, instance(context, process, handler));
    Lines after = reply_lines(context, handler);
    add(after, keeps_state(process) ? afterwards(process, handler) : Lines{"Quit $$$OK"});
    add(method.body, sending(process, handler, call, after));
    return method;
}

std::vector<ObjectScriptMethod> methods_of(const ObjectScriptPart& context, const Component& process) {
    std::vector<ObjectScriptMethod> methods;
    for (const PartHandler& handler : process.handlers) {
        const ObjectScriptCall call = call_of(context, process, handler);
        methods.push_back(handling(context, process, handler, call));
        if (has_decision(process, handler)) methods.push_back(decision(context, process, handler, call));
        for (const PartSend& send : handler.sends) {
            if (message_to_send(handler, send, call) == "pRequest") continue;
            methods.push_back(
                making_method(context, {making_method_name(handler, send), send.message, send.with}, call));
        }
    }
    for (ObjectScriptMethod& each : send_to_each(process, methods)) methods.push_back(std::move(each));
    return methods;
}

/// The state with the fields that instances are found by, which are kept as they are and not too long for an index.
std::vector<TemplateFields> state_fields(const ObjectScriptPart& context, const Component& manager) {
    std::vector<TemplateFields> all;
    const auto keys = correlation_of(manager);
    std::vector<PartField> fields = manager.state;
    for (const std::string& key : keys) {
        const bool there = std::any_of(fields.begin(), fields.end(), [&](const PartField& f) { return f.name == key; });
        const auto type = context.messages.type_of(manager.handlers.front().on, key);
        if (!there)
            fields.insert(fields.begin(), {key, type.value_or(FieldType{FieldKind::string, false, {}, {}, {}})});
    }
    for (const PartField& each : fields) {
        const bool key = std::find(keys.begin(), keys.end(), each.name) != keys.end();
        const bool text = objectscript_class(each.type, {}) == "%String" && each.type.kind != FieldKind::message;
        const auto class_of = [&](std::string_view name) { return context.messages.class_of(name); };
        TemplateFields one;
        one.set("property", state_property(manager, each.name))
            .set("doc", class_doc(each.name + ": " + to_text(each.type)));
        all.push_back(one.set("type", key && text ? "%String(COLLATION = \"EXACT\", MAXLEN = 200)"
                                                  : objectscript_type(each.type, class_of, {})));
    }
    return all;
}

Result<ClassSource> state_source(const ObjectScriptPart& context, const Component& manager) {
    std::string correlation;
    for (const std::string& each : correlation_of(manager)) {
        correlation += (correlation.empty() ? "" : ", ") + state_property(manager, each);
    }
    TemplateFields fields;
    fields.set("class", state_class(manager)).set("manager", manager.name);
    fields.set("correlation", correlation).set("fields", state_fields(context, manager));
    auto text = context.templates.fill("objectscript/state.cls", fields);
    if (!text) return tl::unexpected<Failure>(std::move(text.error()));
    return ClassSource{state_class(manager), std::move(*text)};
}

TemplateFields process_fields(const ObjectScriptPart& context, const Component& process) {
    TemplateFields fields = component_fields(context, process);
    std::vector<TemplateFields> handlers;
    for (const PartHandler& each : process.handlers) {
        TemplateFields one;
        one.set("keyword", handlers.empty() ? "If" : "} ElseIf").set("message", each.on);
        one.set("class", context.messages.class_of(each.on)).set("method", handler_method(each));
        handlers.push_back(std::move(one));
    }
    fields.set("has_handlers", !handlers.empty());
    fields.set("handlers", std::move(handlers));
    return fields.set("methods", fields_of(methods_of(context, process)));
}

/// Nothing says that an instance has all of its state: what is not text is asked for before it is used.
std::optional<FieldType> state_type(const Component& manager, std::string_view name) {
    for (const PartField& each : manager.state) {
        if (each.name != name) continue;
        FieldType type = each.type;
        type.optional = type.optional || objectscript_class(type, [](std::string_view) { return ""; }) != "%String";
        return type;
    }
    return std::nullopt;
}

}  // namespace

std::string state_property(const Component& manager, std::string_view field) {
    return objectscript_property(field, manager.name);
}

std::string state_class(const Component& manager) {
    return manager.class_name + "State";
}

ObjectScriptCall call_of(const ObjectScriptPart& context, const Component& process, const PartHandler& handler) {
    ObjectScriptCall call;
    call.received = handler.on;
    call.scope = context.messages.scope_of(handler.on, "pRequest");
    call.parameters = "pRequest As " + context.messages.class_of(handler.on);
    call.arguments = "pRequest";
    if (!keeps_state(process)) return call;
    call.parameters += ", pState As " + state_class(process);
    call.arguments = "pRequest, tState";
    // Names are those of the event first, then those of the state.
    const auto type_of = call.scope.types.type_of;
    const auto property = call.scope.property;
    const auto in_state = [&process, type_of](std::string_view owner, std::string_view part) {
        return owner.empty() && !type_of("", part) ? state_type(process, part) : std::nullopt;
    };
    call.scope.types.type_of = [type_of, in_state](std::string_view owner, std::string_view part) {
        const auto kept = in_state(owner, part);
        return kept ? kept : type_of(owner, part);
    };
    call.scope.property = [&process, property, in_state](std::string_view owner, std::string_view part) {
        return in_state(owner, part) ? state_property(process, part) : property(owner, part);
    };
    call.scope.holder = [in_state](std::string_view part) { return in_state("", part) ? "pState" : "pRequest"; };
    return call;
}

Result<std::vector<ClassSource>> process_sources(const ObjectScriptPart& context, const Component& process) {
    std::vector<ClassSource> sources;
    if (keeps_state(process)) {
        auto state = state_source(context, process);
        if (!state) return tl::unexpected<Failure>(std::move(state.error()));
        sources.push_back(std::move(*state));
    }
    auto text = context.templates.fill("objectscript/process.cls", process_fields(context, process));
    if (!text) return tl::unexpected<Failure>(std::move(text.error()));
    sources.push_back({process.class_name, std::move(*text)});
    return sources;
}

}  // namespace millwright::templates
