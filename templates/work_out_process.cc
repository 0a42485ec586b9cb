// Processes, and those that only route: for each message received which target gets it, and what is sent.
#include <algorithm>

#include "graph/condition_cases.h"
#include "graph/suggest.h"
#include "graph/utf8.h"
#include "templates/cases.h"
#include "templates/decisions.h"
#include "templates/names.h"
#include "templates/work_out.h"

namespace millwright::templates {
namespace {

bool is_manager(const PartRequest& request) {
    return !request.correlate.empty() || !request.start.empty() || !request.end.empty() || !request.undo.empty();
}

/// One handler while it is made.
class Routing {
public:
    Routing(Draft& draft, Component& component, PartMessage& received, const std::vector<std::string>& all_received)
        : draft_(draft),
          component_(component),
          received_(received),
          all_received_(all_received),
          has_given_fields_(!received.fields.empty()) {}

    PartHandler work_out();

private:
    bool gets(const PartTarget& target) const;
    void find_targets();
    void read_conditions();
    void add_named_fields();
    void check_covered(const std::vector<std::size_t>& order);
    void report_nothing_left(const std::vector<std::size_t>& order);
    std::string message_for(const PartTarget& target);
    PartSend send_by(std::size_t number);
    std::vector<std::size_t> decide_order();
    ConditionScope scope() const { return draft_.scope_of(received_.fields, is_open()); }
    /// Of a message in code whose fields nobody can read here, every name may be a field.
    bool is_open() const { return !draft_.is_new(received_) && received_.fields.empty(); }

    Draft& draft_;
    Component& component_;
    PartMessage& received_;
    const std::vector<std::string>& all_received_;
    bool has_given_fields_;
    std::vector<const PartTarget*> targets_;
    std::vector<RouteWish> wishes_;
    std::vector<std::optional<PartExpression>> when_;
};

/// Of several messages received, a target gets those that it accepts, or that an option says.
bool Routing::gets(const PartTarget& target) const {
    if (all_received_.size() == 1 || draft_.when.names_message(received_.name, target.setting) ||
        draft_.send.names_message(received_.name, target.setting))
        return true;
    const auto accepted = accepted_by(draft_, target);
    if (!accepted) return true;
    const auto accepts = [&](const std::string& message) {
        return std::find(accepted->begin(), accepted->end(), message) != accepted->end();
    };
    return accepts(received_.name) || std::none_of(all_received_.begin(), all_received_.end(), accepts);
}

void Routing::find_targets() {
    for (const PartTarget& each : component_.targets) {
        if (gets(each)) targets_.push_back(&each);
    }
    if (targets_.empty()) {
        for (const PartTarget& each : component_.targets) targets_.push_back(&each);
    }
    std::string others;
    for (const PartTarget& each : component_.targets) {
        if (std::find(targets_.begin(), targets_.end(), &each) == targets_.end())
            others += (others.empty() ? "" : ", ") + in_quotes(each.setting);
    }
    if (others.empty()) return;
    draft_.remark(in_quotes(received_.name) + " is not sent to " + others + ", which accepts another message.");
}

/// A new message gets the fields that conditions name.
void Routing::add_named_fields() {
    if (!draft_.is_new(received_)) return;
    std::vector<Term> terms;
    for (const PartTarget* each : targets_) {
        const KeyedOption* given = draft_.when.find(received_.name, each->setting);
        if (given == nullptr) continue;
        if (auto term = parse_condition(given->value)) terms.push_back(std::move(*term));
    }
    for (PartField& each : fields_named(terms)) {
        const auto same = [&](const PartField& field) { return field.name == each.name; };
        if (std::any_of(received_.fields.begin(), received_.fields.end(), same)) continue;
        if (has_given_fields_ || !draft_.take(check_field_name(each.name, draft_.language))) continue;
        draft_.remark("A condition names " + in_quotes(each.name) + ", so " + in_quotes(received_.name) +
                      " gets that field, of type " + to_text(each.type) + ".");
        received_.fields.push_back(std::move(each));
    }
}

void Routing::read_conditions() {
    for (const PartTarget* each : targets_) {
        RouteWish wish{each->setting, std::nullopt};
        if (const KeyedOption* given = draft_.when.find(received_.name, each->setting))
            wish.when = draft_.condition(given->option, given->value, scope());
        wishes_.push_back(std::move(wish));
    }
}

void Routing::check_covered(const std::vector<std::size_t>& order) {
    std::vector<Term> earlier;
    for (const std::size_t i : order) {
        Term later;
        later.value = true;
        if (when_[i]) later = when_[i]->term;
        const bool covers = !earlier.empty() && covered(later, earlier, scope()) == Verdict::always;
        if (covers) {
            draft_.refuse(Code::covered_send,
                          "--when: the conditions before it leave nothing for " + in_quotes(wishes_[i].setting) +
                              " of " + in_quotes(received_.name),
                          "change the order of --target or the conditions, or let --route all try every one");
        }
        if (when_[i]) earlier.push_back(when_[i]->term);
    }
}

void Routing::report_nothing_left(const std::vector<std::size_t>& order) {
    if (order.empty() || !when_[order.back()]) return;
    std::vector<Term> terms;
    for (const auto& each : when_) terms.push_back(each->term);
    const Uncovered uncovered = find_uncovered(terms, assume_types(terms, scope()));
    if (!uncovered.example) return;
    draft_.remark("Every target has a condition, and none holds for " + in_quotes(received_.name) + " when " +
                  to_text(*uncovered.example) + ": it is then sent nowhere; leave out the condition of one target.");
}

std::string Routing::message_for(const PartTarget& target) {
    if (const KeyedOption* given = draft_.send.find(received_.name, target.setting)) {
        PartMessage* message = draft_.use_message(given->value);
        return message == nullptr || message->name == received_.name ? std::string{} : message->name;
    }
    const auto accepted = accepted_by(draft_, target);
    if (!accepted || accepted->empty()) return {};
    if (std::find(accepted->begin(), accepted->end(), received_.name) != accepted->end()) return {};
    draft_.remark(in_quotes(target.setting) + " gets " + in_quotes(accepted->front()) +
                  ", which its target accepts, instead of " + in_quotes(received_.name) + ".");
    return accepted->front();
}

PartSend Routing::send_by(std::size_t number) {
    const PartTarget& target = *targets_[number];
    const PartRequest& request = draft_.request;
    PartSend send;
    send.setting = target.setting;
    send.when = when_[number];
    const bool async = std::find(request.async.begin(), request.async.end(), target.setting) != request.async.end();
    if (async) send.mode = Interaction::async;
    send.message = message_for(target);
    check_accepted(draft_, target, send.message.empty() ? received_.name : send.message);
    const auto with = draft_.with.all(received_.name, target.setting);
    const PartExpression* when = send.when ? &*send.when : nullptr;
    if (send.message.empty()) {
        if (!with.empty()) {
            PartMessage changed = received_;
            const auto left = [&](const PartField& field) {
                return std::none_of(with.begin(), with.end(),
                                    [&](const KeyedOption* each) { return each->field == field.name; });
            };
            changed.fields.erase(std::remove_if(changed.fields.begin(), changed.fields.end(), left),
                                 changed.fields.end());
            send.with = fill_message(draft_, with, changed, received_.fields, {}, when, is_open());
        }
        return send;
    }
    PartMessage* made = draft_.use_message(send.message);
    if (made == nullptr) return send;
    give_fields(draft_, *made, with, received_.fields);
    send.with = fill_message(draft_, with, *made, received_.fields, in_words(target.setting), when, is_open());
    return send;
}

/// The sends in their order, with `when_` filled.
std::vector<std::size_t> Routing::decide_order() {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < wishes_.size(); ++i) {
        order.push_back(i);
        when_.push_back(wishes_[i].when);
    }
    if (component_.route == RouteChoice::all || wishes_.empty()) return order;
    const bool may_add = draft_.is_new(received_) && !has_given_fields_;
    RouteDecision decision = decide_routes(wishes_, received_, may_add, [&](const std::vector<PartField>& fields) {
        return draft_.scope_of(fields, is_open());
    });
    if (!decision.remark.empty()) draft_.remark(decision.remark);
    if (!decision.everyone) {
        received_.fields.insert(received_.fields.end(), decision.added_fields.begin(), decision.added_fields.end());
        for (const PartField& each : decision.added_fields) {
            draft_.remark(in_quotes(received_.name) + " is new and gets the field " + each.name + " = " +
                          in_quotes(to_text(each.type)) + "; --field NAME=TYPE says it better.");
        }
        when_ = decision.when;
        return decision.order;
    }
    const std::string nothing = "Nothing in " + in_quotes(received_.name) + " tells its targets apart, so ";
    if (all_received_.size() == 1) {
        component_.route = RouteChoice::all;
        draft_.remark(nothing + "every target without a condition gets every one (route = \"all\").");
        return order;
    }
    const std::size_t rest = decision.order.back();
    order.clear();
    for (const std::size_t i : decision.order) {
        if (when_[i] || i == rest) order.push_back(i);
    }
    draft_.remark(nothing + "only " + in_quotes(wishes_[rest].setting) + " of those without a condition gets it.");
    return order;
}

PartHandler Routing::work_out() {
    PartHandler handler;
    handler.on = received_.name;
    handler.method = method_for(component_, component_.targets.empty() ? "handle" : "route", received_.name);
    handler.dispatch = draft_.request.decorated ? Dispatch::decorated : Dispatch::typed;
    find_targets();
    add_named_fields();
    read_conditions();
    const std::vector<std::size_t> order = decide_order();
    give_id(draft_, received_);
    // Conditions that are wrong leave targets without one, about which nothing more can be said.
    if (draft_.has_problems()) return handler;
    if (component_.route == RouteChoice::first) {
        check_covered(order);
        report_nothing_left(order);
    }
    for (const std::size_t i : order) handler.sends.push_back(send_by(i));
    handler.reply = reply_to(draft_, received_.name);
    return handler;
}

RouteChoice route_asked(Draft& draft) {
    const std::string& route = draft.request.route;
    if (!route.empty() && route != "first" && route != "all")
        draft.refuse(Code::usage, "--route " + printable(route) + " is neither first nor all", "write --route all");
    return route == "all" ? RouteChoice::all : RouteChoice::first;
}

void check_async(Draft& draft, const Component& component) {
    std::vector<std::string_view> settings;
    for (const PartTarget& each : component.targets) settings.push_back(each.setting);
    for (const std::string& each : draft.request.async) {
        if (std::find(settings.begin(), settings.end(), each) != settings.end()) continue;
        draft.refuse(Code::unknown_name, "--async " + printable(each) + ": there is no such target setting",
                     did_you_mean(each, settings));
    }
}

}  // namespace

void work_out_routes(Draft& draft, Component& component) {
    component.route = route_asked(draft);
    check_async(draft, component);
    const std::vector<std::string> received = messages_received(draft, component);
    if (received.size() == 1) draft.give_fields_to(received.front());
    std::vector<PartMessage*> messages;
    for (const std::string& each : received) {
        if (PartMessage* message = draft.use_message(each)) messages.push_back(message);
    }
    for (PartMessage* each : messages) {
        component.handlers.push_back(Routing(draft, component, *each, received).work_out());
    }
    if (draft.has_problems()) return;
    for (PartHandler& handler : component.handlers) {
        const PartMessage* message = draft.known_message(handler.on);
        const bool open = message->fields.empty() && !draft.is_new(*message);
        CasesFound found = find_cases(handler, *message, component.route, draft.scope_of(message->fields, open));
        handler.cases = std::move(found.cases);
        for (PartCase& each : handler.cases) {
            if (messages.size() > 1) each.name = in_words(handler.on) + ": " + each.name;
        }
        for (std::string& each : found.remarks) draft.remark(std::move(each));
    }
}

void work_out_process(Draft& draft) {
    Component component = begin_component(draft, Role::process);
    component.title = draft.request.title;
    add_targets(draft, component);
    add_connections(draft, component);
    if (is_manager(draft.request))
        work_out_manager(draft, component);
    else if (!draft.request.steps.empty())
        work_out_steps(draft, component);
    else
        work_out_routes(draft, component);
    check_connections(draft, component);
    draft.part.components.push_back(std::move(component));
    create_missing(draft, draft.part.components.front());
}

}  // namespace millwright::templates
