// Services and operations: what comes in and what goes out, without decisions.
#include <algorithm>
#include <array>

#include "graph/utf8.h"
#include "templates/cases.h"
#include "templates/names.h"
#include "templates/work_out.h"

namespace millwright::templates {
namespace {

constexpr std::string_view hl7_class = "EnsLib.HL7.Service.TCPService";
constexpr std::string_view hl7_setting = "TargetConfigNames";

/// An adapter setting without which a service does nothing, and where its value comes from.
struct NeededSetting {
    Inlet inlet;
    std::string_view name;
    std::string_view variable;  ///< of the environment, behind the service's own name
    std::string_view otherwise;
};
constexpr std::array<NeededSetting, 3> needed_settings{{
    {Inlet::file, "FilePath", "_PATH", "/tmp/in/"},
    {Inlet::http, "Port", "_PORT", "8080"},
    {Inlet::hl7, "Port", "_PORT", "2575"},
}};

std::string in_capitals(std::string text) {
    for (char& c : text) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return text;
}

void add_needed_settings(Draft& draft, Component& service) {
    for (const NeededSetting& each : needed_settings) {
        if (each.inlet != service.inlet) continue;
        const auto same = [&](const Given& given) { return given.key == each.name; };
        auto& settings = service.adapter_settings;
        if (std::any_of(settings.begin(), settings.end(), same)) continue;
        const std::string variable = in_capitals(snake_case(service.name)) + std::string(each.variable);
        settings.push_back({std::string(each.name), "${env:" + variable + ":-" + std::string(each.otherwise) + "}"});
        draft.remark("Adapter setting " + std::string(each.name) + " comes from the environment, " + variable +
                     ", and is " + std::string(each.otherwise) + " where that is not set.");
    }
}

/// Messages that all targets accept, of those that are known.
std::vector<std::string> emitted(Draft& draft, const Component& service) {
    if (!draft.request.emits.empty()) return draft.request.emits;
    if (!draft.request.on.empty()) return draft.request.on;
    if (service.inlet == Inlet::hl7) return {};
    for (const PartTarget& each : service.targets) {
        const auto accepted = accepted_by(draft, each);
        if (!accepted || accepted->empty()) continue;
        draft.remark("No --emit was given, so " + in_quotes(service.name) + " emits " + in_quotes(accepted->front()) +
                     ", which its target accepts.");
        return {accepted->front()};
    }
    const std::string made = message_named_after(service.name);
    draft.remark("No --emit was given, so " + in_quotes(service.name) + " emits " + in_quotes(made) + ".");
    return {made};
}

/// One target at least has to take what is emitted.
void check_emitted(Draft& draft, const Component& service, const std::string& message) {
    if (service.targets.empty()) return;
    std::string hint;
    for (const PartTarget& each : service.targets) {
        const auto accepted = accepted_by(draft, each);
        if (!accepted || std::find(accepted->begin(), accepted->end(), message) != accepted->end()) return;
        if (hint.empty() && !accepted->empty()) hint = "its target accepts " + in_quotes(accepted->front());
    }
    draft.refuse(Code::message_not_accepted,
                 in_quotes(service.name) + " emits " + in_quotes(message) + ", which none of its targets accepts",
                 hint + ": --emit names it");
}

/// The engine's own service has its own class and its own target setting.
void be_hl7(Draft& draft, Component& service) {
    service.class_name = hl7_class;
    for (const PartTarget& each : service.targets) {
        if (each.setting == hl7_setting) continue;
        draft.refuse(
            Code::unknown_name,
            "--target " + printable(each.setting) + ": " + std::string(hl7_class) + " has no such target setting",
            "its target setting is " + std::string(hl7_setting));
    }
}

}  // namespace

void work_out_service(Draft& draft) {
    Component service = begin_component(draft, Role::service);
    add_targets(draft, service);
    add_connections(draft, service);
    if (service.inlet == Inlet::hl7) be_hl7(draft, service);
    add_needed_settings(draft, service);
    const std::vector<std::string> names = emitted(draft, service);
    if (names.size() == 1) draft.give_fields_to(names.front());
    for (const std::string& each : names) {
        PartMessage* message = draft.use_message(each);
        if (message == nullptr) continue;
        give_id(draft, *message);
        check_emitted(draft, service, message->name);
        service.emits.push_back(message->name);
    }
    if (service.targets.empty())
        draft.remark("No --target was given, so nobody gets what " + in_quotes(service.name) + " brings in yet.");
    draft.part.components.push_back(std::move(service));
    create_missing(draft, draft.part.components.front());
}

void work_out_operation(Draft& draft) {
    Component operation = begin_component(draft, Role::operation);
    add_targets(draft, operation);
    add_connections(draft, operation);
    const std::vector<std::string> names = messages_received(draft, operation);
    if (names.size() == 1) draft.give_fields_to(names.front());
    const MessageKind kind = draft.request.raises.empty() ? MessageKind::request : MessageKind::command;
    std::vector<PartMessage*> received;
    for (const std::string& each : names) {
        PartMessage* message = draft.use_message(each, kind);
        if (message == nullptr) continue;
        give_id(draft, *message);
        received.push_back(message);
    }
    for (PartMessage* message : received) {
        PartHandler handler;
        handler.on = message->name;
        handler.method = method_for(operation, "handle", message->name);
        handler.dispatch = draft.request.decorated ? Dispatch::decorated : Dispatch::typed;
        handler.reply = reply_to(draft, message->name);
        if (handler.reply == "request") handler.reply = message->name;
        CasesFound found = find_cases(handler, *message, RouteChoice::first, draft.scope_of(message->fields));
        handler.cases = std::move(found.cases);
        operation.handlers.push_back(std::move(handler));
    }
    for (const std::string& each : draft.request.raises) {
        PartMessage* event = use_event(draft, each);
        if (event == nullptr) continue;
        if (!received.empty()) give_fields(draft, *event, {}, received.front()->fields);
        operation.raises.push_back(event->name);
    }
    check_connections(draft, operation);
    draft.part.components.push_back(std::move(operation));
    create_missing(draft, draft.part.components.front());
}

}  // namespace millwright::templates
