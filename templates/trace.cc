#include "templates/trace.h"

#include <algorithm>
#include <array>

#include "graph/check/families.h"
#include "graph/utf8.h"
#include "templates/cases.h"
#include "templates/names.h"

namespace millwright::templates {
namespace {

/// Messages on one way; more go round in a circle.
constexpr std::size_t most_edges = 200;
constexpr unsigned most_depth = 50;

/// Which handler wins where several take a message.
constexpr std::array<Dispatch, 3> order_of_dispatch{Dispatch::decorated, Dispatch::typed, Dispatch::fallback};

ValueOf values_of(const PartBody& body) {
    return [&body](std::string_view name) { return value_in(body, name); };
}

/// A message passed on by `with` keeps what is not given anew.
void set_value(PartBody& body, std::string_view field, Value value) {
    const auto same = std::find_if(body.begin(), body.end(), [&](const auto& each) { return each.first == field; });
    if (same != body.end()) body.erase(same);
    if (!value.is_absent()) body.emplace_back(std::string(field), std::move(value));
}

}  // namespace

bool Trace::holds(const Expression& when, const PartBody& body) {
    if (when.text.empty() && !when.foreign) return true;
    const auto term = when.foreign ? parse_condition("") : parse_condition(when.text);
    if (term) return millwright::holds(*term, values_of(body));
    if (doubt.empty()) doubt = "a condition cannot be read here";
    return false;
}

PartBody Trace::made_by(Range<Assignment> with, const PartBody& received, bool passed_on) const {
    PartBody body;
    if (passed_on) body = received;
    for (const Assignment& each : slice(draft_.production.assignments, with)) {
        if (const auto term = parse_condition(each.value.text))
            set_value(body, each.field, evaluate(*term, values_of(received)));
    }
    return body;
}

const Handler* Trace::handler_for(const Item& item, const std::string& message, const PartBody& body) {
    for (const Dispatch dispatch : order_of_dispatch) {
        for (const Handler& each : draft_.production.of(item.behaviour->handlers)) {
            const Message* declared = draft_.find_declared(each.on);
            const std::string_view on = declared == nullptr ? each.on : declared->name;
            if (each.dispatch != dispatch || (each.on != "*" && on != message)) continue;
            if (holds(each.when, body)) return &each;
        }
    }
    return nullptr;
}

void Trace::send_by(const Item& item, const Send& send, const std::string& message, const PartBody& body) {
    const Message* declared = send.message.empty() ? nullptr : draft_.find_declared(send.message);
    std::string sent = message;
    if (!send.message.empty()) sent = std::string(declared == nullptr ? send.message : declared->name);
    send_to_all(item, send.to, sent, made_by(send.with, body, sent == message), send.mode);
}

void Trace::send_to_all(const Item& item, Text setting, const std::string& message, const PartBody& body,
                        Interaction mode) {
    for (const Setting& each : draft_.production.of(item.settings)) {
        if (each.scope != "Host" || each.name != setting || !each.is_target()) continue;
        for (const NameRef& target : draft_.production.of(each.names)) {
            send(std::string(item.name), std::string(target.name), message, body, mode);
        }
    }
}

void Trace::step(const Item& item, const Step& step, const std::string& started_with, const PartBody& body) {
    if (step.to.empty() || step.message.empty() || !holds(step.when, body)) return;
    const Message* declared = draft_.find_declared(step.message);
    const std::string sent(declared == nullptr ? step.message : declared->name);
    send_to_all(item, step.to, sent, made_by(step.with, body, sent == started_with),
                step.kind == StepKind::send ? Interaction::async : Interaction::sync);
}

void Trace::handle(const Item& item, const Handler& handler, const std::string& message, const PartBody& body) {
    if (handler.reject) return;
    if (handler.end) waits = false;
    for (const Send& send : draft_.production.of(handler.sends)) {
        if (!holds(send.when, body)) continue;
        send_by(item, send, message, body);
        if (item.behaviour->route == RouteChoice::first) return;
    }
}

void Trace::receive(const std::string& name, const std::string& message, const PartBody& body) {
    const Item* item = draft_.find_item(name);
    if (item == nullptr || !item->behaviour) return;
    const bool manager = check::is_process_manager(draft_.production, *item->behaviour);
    if (!item->behaviour->steps.empty() || manager) {
        if (doubt.empty()) doubt = in_quotes(name) + (manager ? " is a process manager" : " has steps");
        if (!manager || !edges.empty()) return;
        waits = true;
    }
    if (const Handler* handler = handler_for(*item, message, body)) handle(*item, *handler, message, body);
}

void Trace::send(const std::string& from, const std::string& to, const std::string& message, const PartBody& body,
                 Interaction mode) {
    if (edges.size() == most_edges || depth_ == most_depth) {
        if (doubt.empty()) doubt = "messages go round in a circle";
        return;
    }
    edges.emplace_back(from, to);
    messages.push_back(message);
    if (mode == Interaction::async) {
        later_.push_back({to, message, body});
        return;
    }
    ++depth_;
    receive(to, message, body);
    --depth_;
}

void Trace::run() {
    while (!later_.empty()) {
        const Arrival next = std::move(later_.front());
        later_.pop_front();
        receive(next.item, next.message, next.body);
    }
}

}  // namespace millwright::templates
