// What all kinds of classes share: text, properties and SETTINGS, methods that make and send messages.
#include "templates/objectscript_code.h"

#include <algorithm>
#include <array>

#include "graph/utf8.h"
#include "templates/cases.h"
#include "templates/objectscript_names.h"

namespace millwright::templates {
namespace {

constexpr std::string_view item_selector =
    "context={Ens.ContextSearch/ProductionItems?targets=1&productionName=@productionId}";

/// Settings that the base classes have already.
constexpr std::array<std::string_view, 13> inherited{
    "AlertGroups",    "AlertOnError",      "AlertRetryGracePeriod", "ArchiveIO",      "BusinessPartner",
    "FailureTimeout", "InactivityTimeout", "QueueCountAlert",       "QueueWaitAlert", "ReplyCodeActions",
    "RetryInterval",  "SendSuperSession",  "ThrottleDelay"};

/// Methods of the base classes that the engine calls.
constexpr std::array<std::string_view, 8> callbacks{"OnComplete", "OnError",    "OnInit",     "OnMessage",
                                                    "OnRequest",  "OnResponse", "OnTearDown", "OnTimeout"};

bool has_many(const PartTarget& target) {
    return target.items.size() > 1;
}

TemplateFields property(std::string name, std::string doc, std::string type) {
    TemplateFields fields;
    fields.set("property", std::move(name)).set("doc", std::move(doc));
    return fields.set("type", std::move(type)).set("keywords", "");
}

std::string in_words(const std::vector<std::string>& names) {
    std::string out;
    for (std::size_t i = 0; i < names.size(); ++i) {
        out += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
    }
    return out;
}

TemplateFields target_fields(const PartTarget& target) {
    const std::string items = target.items.empty() ? "no item yet" : in_words(target.items);
    return property(target_property(target.setting),
                    class_doc("Target setting: in the production it names " + items + "."),
                    has_many(target) ? "%String(MAXLEN = 1000)" : "Ens.DataType.ConfigName");
}

std::string description_of(const ObjectScriptPart& context, const Component& component) {
    if (!component.description.empty()) return class_doc(component.description);
    return class_doc(component.name + ", " + with_article(std::string(name_of(component.role))) +
                     " of the production " + context.part.production + ".");
}

/// Of a process, the third argument says whether an answer is waited for.
std::string no_answer(const Component& component) {
    return component.role == Role::process ? ", 0)" : ")";
}

bool same_type(FieldType a, FieldType b) {
    a.optional = b.optional = false;
    return a == b;
}

bool is_called(const std::vector<ObjectScriptMethod>& callers, const std::string& name) {
    return std::any_of(callers.begin(), callers.end(), [&](const ObjectScriptMethod& method) {
        return std::any_of(method.body.begin(), method.body.end(),
                           [&](const std::string& line) { return line.find(".." + name + "(") != std::string::npos; });
    });
}

/// What a field of an answer gets; nothing where it may stay empty.
std::optional<std::string> reply_value(const ObjectScriptPart& context, const std::string& on, const PartField& field) {
    const auto received = context.messages.type_of(on, field.name);
    const bool fits = received && same_type(*received, field.type) && field.type.element.empty();
    if (fits && (field.type.optional || !received->optional)) {
        return "pRequest." + context.messages.property(on, field.name);
    }
    if (!can_be_required(field.type)) return std::nullopt;
    const auto value = sample_value(field);
    return value ? objectscript_value(*value) : std::nullopt;
}

}  // namespace

std::string with_article(const std::string& name) {
    const bool vowel = !name.empty() && std::string_view("AEIOUaeiou").find(name.front()) != std::string_view::npos;
    return (vowel ? "an " : "a ") + name;
}

std::string indented(const Lines& lines, std::size_t blanks) {
    std::string out;
    for (const std::string& line : lines) out += (line.empty() ? "" : std::string(blanks, ' ') + line) + "\n";
    return out;
}

std::string class_doc(std::string_view text) {
    std::string line(text);
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    std::string out;
    for (const char each : printable(line)) {
        switch (each) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            default: out += each;
        }
    }
    return out;
}

TemplateValue fields_of(const std::vector<ObjectScriptMethod>& methods) {
    std::vector<TemplateFields> all;
    for (const ObjectScriptMethod& each : methods) {
        TemplateFields fields;
        fields.set("doc", class_doc(each.doc)).set("signature", each.signature);
        all.push_back(fields.set("body", indented(each.body, 4)));
    }
    return all;
}

std::string target_property(std::string_view setting) {
    return objectscript_name(setting) == setting ? std::string(setting) : objectscript_name(setting);
}

TemplateFields component_fields(const ObjectScriptPart& context, const Component& component,
                                std::vector<TemplateFields> more_targets) {
    std::vector<TemplateFields> targets;
    std::string settings;
    const auto setting = [&](const std::string& text) { settings += (settings.empty() ? "" : ",") + text; };
    for (const PartTarget& each : component.targets) {
        targets.push_back(target_fields(each));
        setting(target_property(each.setting) + ":Basic:selector?" + (has_many(each) ? "multiSelect=1&" : "") +
                std::string(item_selector));
    }
    for (TemplateFields& each : more_targets) {
        setting(std::get<std::string>(each.all.front().value) + ":Basic:selector?" + std::string(item_selector));
        targets.push_back(std::move(each));
    }
    for (const Given& each : component.settings) {
        if (std::find(inherited.begin(), inherited.end(), each.key) != inherited.end()) continue;
        const std::string name = objectscript_name(each.key);
        targets.push_back(property(name, "A setting of the item.", "%String(MAXLEN = \"\")"));
        setting(name + ":Basic");
    }
    TemplateFields fields;
    fields.set("name", component.name).set("class", component.class_name);
    fields.set("description", description_of(context, component)).set("targets", std::move(targets));
    return fields.set("has_settings", !settings.empty()).set("settings", settings);
}

Lines unsaid(const ObjectScriptPart& context, const std::string& what, const std::string& text,
             const std::string& why) {
    context.remarks.push_back(what + " (" + text + ") could not be put into ObjectScript: " + why +
                              ". It has to be written by hand; until then the method fails.");
    return {"$$$ThrowStatus($$$ERROR($$$GeneralError, " + objectscript_literal("has to be written by hand: " + text) +
            "))"};
}

ObjectScriptMethod making_method(const ObjectScriptPart& context, const ObjectScriptMaking& making,
                                 const ObjectScriptCall& call) {
    const std::string name = context.messages.class_of(making.message);
    ObjectScriptMethod method;
    method.doc = "The " + making.message + " that is sent.";
    method.signature = "ClassMethod " + making.name + "(" + call.parameters + ") As " + name;
    method.body.push_back("Set tMessage = ##class(" + name + ").%New()");
    for (const auto& [field, expression] : making.with) {
        FieldType type;
        if (const auto known = context.messages.type_of(making.message, field)) type = *known;
        auto lines = objectscript_assignment("tMessage", context.messages.property(making.message, field), type,
                                             expression.term, call.scope);
        if (!lines) {
            lines = unsaid(context, "The value of " + field + " in " + making.message, expression.text, lines.error());
        }
        method.body.insert(method.body.end(), lines->begin(), lines->end());
    }
    method.body.emplace_back("Quit tMessage");
    return method;
}

std::string send_call(const Component& component, std::string_view setting, const std::string& message,
                      Interaction mode, const std::string& response) {
    const auto target = std::find_if(component.targets.begin(), component.targets.end(),
                                     [&](const PartTarget& each) { return each.setting == setting; });
    const bool many = target != component.targets.end() && has_many(*target);
    const std::string what = ".." + target_property(setting) + ", " + message;
    if (mode == Interaction::sync) {
        return (many ? "..SendToEachSync(" : "..SendRequestSync(") + what + ", ." + response + ")";
    }
    if (many) return "..SendToEachAsync(" + what + ")";
    return "..SendRequestAsync(" + what + no_answer(component);
}

std::vector<ObjectScriptMethod> send_to_each(const Component& component,
                                             const std::vector<ObjectScriptMethod>& callers) {
    std::vector<ObjectScriptMethod> methods;
    for (const bool sync : {true, false}) {
        const std::string name = sync ? "SendToEachSync" : "SendToEachAsync";
        if (!is_called(callers, name)) continue;
        ObjectScriptMethod method;
        method.doc = sync ? "Sends a message to every item of a target setting, one after another, until one fails."
                          : "Sends a message to every item of a target setting without waiting, until one fails.";
        method.signature = "Method " + name + "(pItems As %String, pMessage As %Library.Persistent" +
                           (sync ? ", Output pResponse As %Library.Persistent" : "") + ") As %Status";
        method.body = {"Set tSC = $$$OK",
                       "For tPosition = 1:1:$Length(pItems, \",\") {",
                       "    Set tItem = $ZStrip($Piece(pItems, \",\", tPosition), \"<>W\")",
                       "    If tItem = \"\" { Continue }",
                       sync ? "    Set tSC = ..SendRequestSync(tItem, pMessage, .pResponse)"
                            : "    Set tSC = ..SendRequestAsync(tItem, pMessage" + no_answer(component),
                       "    If $$$ISERR(tSC) { Quit }",
                       "}",
                       "Quit tSC"};
        methods.push_back(std::move(method));
    }
    return methods;
}

Lines reply_lines(const ObjectScriptPart& context, const PartHandler& handler) {
    if (handler.reply.empty()) return {};
    if (handler.reply == "request") return {"Set pResponse = pRequest"};
    Lines lines{"Set pResponse = ##class(" + context.messages.class_of(handler.reply) + ").%New()"};
    const MessageClass* answer = context.messages.find(handler.reply);
    if (answer == nullptr) return lines;
    for (std::size_t i = 0; i < answer->fields.size(); ++i) {
        if (const auto value = reply_value(context, handler.on, answer->fields[i])) {
            lines.push_back("Set pResponse." + answer->properties[i] + " = " + *value);
        }
    }
    return lines;
}

Lines comments_on(const std::string& text, const std::vector<std::string>& notes) {
    Lines lines;
    const auto comment = [&](std::string_view words) {
        std::string line = "// ";
        for (const char each : words) line += each == '\n' || each == '\r' || each == '\t' ? ' ' : each;
        lines.push_back(std::move(line));
    };
    comment(text);
    for (const std::string& each : notes) comment("Note: " + each + ".");
    return lines;
}

std::string send_key(const PartHandler& handler, const PartSend& send) {
    const auto of_setting = [&](const PartSend& each) { return each.setting == send.setting; };
    std::string key = target_property(send.setting);
    if (std::count_if(handler.sends.begin(), handler.sends.end(), of_setting) < 2) return key;
    if (!send.message.empty()) key += objectscript_name(send.message);
    const auto nth = std::count_if(handler.sends.data(), &send, [&](const PartSend& each) {
        return of_setting(each) && each.message == send.message;
    });
    return nth == 0 ? key : key + std::to_string(nth + 1);
}

std::string handler_method(const PartHandler& handler) {
    std::string name = objectscript_name(handler.method.empty() ? "handle_" + handler.on : handler.method);
    if (std::find(callbacks.begin(), callbacks.end(), name) != callbacks.end()) name.insert(0, "Handle");
    return name;
}

bool has_decision(const Component& process, const PartHandler& handler) {
    const bool one_of_several = process.route == RouteChoice::first && handler.sends.size() > 1;
    return (one_of_several && !process.is_manager()) ||
           std::any_of(handler.sends.begin(), handler.sends.end(),
                       [](const PartSend& each) { return each.when.has_value(); });
}

std::string decision_method(const PartHandler& handler) {
    return "Decide" + objectscript_name(handler.on);
}

std::string making_method_name(const PartHandler& handler, const PartSend& send) {
    return "Make" + send_key(handler, send) + "From" + objectscript_name(handler.on);
}

}  // namespace millwright::templates
