// Messages: names that no [message.X] declares, sends by target settings that are not there, and who sends what nobody
// accepts. Says nothing about messages that are not declared.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "graph/check/accepted.h"
#include "graph/check/families.h"
#include "graph/suggest.h"
#include "graph/utf8.h"

namespace millwright::check {
namespace {

constexpr std::size_t most_settings_named = 5;

class Messages {
public:
    explicit Messages(Checked& checked)
        : checked_(checked), production_(checked.production), suggestions_({}), declared_(checked.production) {
        if (production_.messages.empty()) return;
        std::vector<std::string_view> candidates;
        for (const Message& message : production_.messages) candidates.push_back(message.name);
        suggestions_ = Suggestions(std::move(candidates));
        for (const Item& item : production_.items) accepted_.push_back(accepted_by(production_, declared_, item));
        for (const Item& item : production_.items) note_raised(item);
    }

    void check(ItemId id) {
        const Item& item = production_[id];
        if (item.behaviour) check_sends(item);
        if (production_.messages.empty()) return;
        check_names(item);
        check_routes(id);
        check_emitted(id);
        check_never_sent(id);
    }

    /// A schedule has no target settings.
    void check_schedule(const Schedule& schedule) {
        const std::string of = " of schedule " + in_quotes(schedule.name);
        for (const Step& step : slice(production_.steps, schedule.steps)) {
            const std::string where = "step " + in_quotes(step.name) + of;
            if (!step.to.empty()) {
                checked_.found
                    .add(Code::unknown_target_setting, nearer(step.places.to, step.place),
                         where + " sends to " + in_quotes(step.to) + ", and a schedule has no target settings")
                    .advise("let the schedule start a process that has them: process = \"PROCESS\"");
            }
            if (!production_.messages.empty())
                check_message(where, step.message, nearer(step.places.message, step.place));
        }
    }

private:
    Text canonical(Text name) const { return declared_.canonical(name); }
    bool is_declared(Text name) const { return declared_.find(name) != nullptr; }

    void note_raised(const Item& item) {
        for (const Raise& each : production_.of(item.raises)) raised_.insert(canonical(each.event));
        for (const NameRef& each : production_.of(item.emits)) raised_.insert(canonical(each.name));
        if (!item.behaviour) return;
        for (const Text name :
             {item.behaviour->announces_start, item.behaviour->announces_complete, item.behaviour->announces_failure}) {
            if (!name.empty()) raised_.insert(canonical(name));
        }
    }

    void check_name(const Item& item, Text name, Place place, std::string_view where) {
        if (name.empty() || name == "*" || is_declared(name)) return;
        check_message(std::string(where) + " of " + in_quotes(item.name), name, place);
    }

    void check_message(const std::string& where, Text name, Place place) {
        if (name.empty() || is_declared(name)) return;
        auto& finding = checked_.found.add(Code::unknown_message, place,
                                           where + " names the message " + in_quotes(name) + ", which is not declared");
        const std::string_view nearest = suggestions_.nearest_to(name);
        if (nearest.empty()) {
            finding.advise("declare it: [message." + toml_key(name) + "]");
            return;
        }
        finding.note(declared_.find(nearest)->place, in_quotes(nearest) + " is declared here");
        finding.advise("did you mean " + in_quotes(nearest) + "?");
    }

    void check_names(const Item& item) {
        for (const NameRef& each : production_.of(item.accepts)) check_name(item, each.name, each.place, "`accepts`");
        for (const NameRef& each : production_.of(item.emits)) check_name(item, each.name, each.place, "`emits`");
        for (const Reply& each : production_.of(item.replies)) {
            check_name(item, each.received, each.place, "`replies`");
            check_name(item, each.reply, each.place, "`replies`");
        }
        for (const Raise& each : production_.of(item.raises)) {
            check_name(item, each.command, each.place, "`raises`");
            check_name(item, each.event, each.place, "`raises`");
        }
        if (item.behaviour) check_behaviour_names(item, *item.behaviour);
    }

    void check_behaviour_names(const Item& item, const Behaviour& behaviour) {
        const Place announced = nearer(behaviour.announces_place, item.place);
        check_name(item, behaviour.announces_start, announced, "`announces`");
        check_name(item, behaviour.announces_complete, announced, "`announces`");
        check_name(item, behaviour.announces_failure, announced, "`announces`");
        for (const Trigger& each : slice(production_.triggers, behaviour.triggers)) {
            if (each.kind != TriggerKind::event && each.kind != TriggerKind::message) continue;
            check_name(item, each.subject, each.place, "the trigger");
        }
        for (const Handler& handler : production_.of(behaviour.handlers)) {
            check_name(item, handler.on, handler.place, "a handler");
            if (handler.reply != "request") check_name(item, handler.reply, handler.place, "the reply of a handler");
            for (const Send& send : production_.of(handler.sends)) {
                check_name(item, send.message, nearer(send.message_place, send.place), "a send");
            }
        }
        for (const Step& step : slice(production_.steps, behaviour.steps)) {
            check_name(item, step.message, nearer(step.places.message, step.place), "step " + in_quotes(step.name));
        }
        for (const Compensation& undo : slice(production_.compensations, behaviour.compensations)) {
            check_name(item, undo.message, nearer(undo.message_place, undo.place),
                       "compensation " + in_quotes(undo.name));
        }
    }

    void check_sends(const Item& item) {
        std::unordered_set<Text> settings;
        std::vector<std::string_view> names;
        for (const Setting& setting : production_.of(item.settings)) {
            if (setting.scope != "Host" || !settings.insert(setting.name).second) continue;
            if (setting.is_target()) names.push_back(setting.name);
        }
        const auto check_to = [&](Text to, Place place) {
            if (!to.empty() && settings.count(to) == 0) report_unknown_setting(item, to, place, names);
        };
        for (const Handler& handler : production_.of(item.behaviour->handlers)) {
            for (const Send& send : production_.of(handler.sends)) check_to(send.to, send.place);
        }
        for (const Step& step : slice(production_.steps, item.behaviour->steps)) {
            check_to(step.to, nearer(step.places.to, step.place));
        }
        for (const Compensation& undo : slice(production_.compensations, item.behaviour->compensations)) {
            check_to(undo.to, nearer(undo.to_place, undo.place));
        }
    }

    void report_unknown_setting(const Item& item, Text to, Place place, const std::vector<std::string_view>& names) {
        auto& finding = checked_.found.add(
            Code::unknown_target_setting, place,
            in_quotes(item.name) + " sends to " + in_quotes(to) + ", which is no target setting of it");
        if (const ItemId named = checked_.index.find(to)) {
            finding.note(production_[named].place,
                         in_quotes(to) + " is an item; a send names a target setting that leads to it");
            for (const Route& route : checked_.routes.from(item_id(item))) {
                if (route.target != named) continue;
                finding.advise("write to = " + in_quotes(route.target_setting) + ", which leads to it");
                return;
            }
            finding.advise("add targets = { " + toml_key(to) + " = " + in_quotes(to) + " } to the process");
            return;
        }
        const std::string_view nearest =
            checked_.may_compare(names.size()) ? millwright::nearest(to, names).value_or("") : "";
        if (!nearest.empty()) {
            finding.advise("did you mean " + in_quotes(nearest) + "?");
            return;
        }
        std::string all;
        for (std::size_t i = 0; i < std::min(names.size(), most_settings_named); ++i) {
            all += (i == 0 ? "" : ", ") + in_quotes(names[i]);
        }
        finding.advise(all.empty() ? "declare it in `targets` of the process"
                                   : "declare it in `targets` of the process, or name one of those there are: " + all);
    }

    ItemId item_id(const Item& item) const {
        return ItemId(static_cast<std::size_t>(&item - production_.items.data()));
    }

    void check_routes(ItemId id) {
        for (const Route& route : checked_.routes.from(id)) {
            if (!route.target) continue;
            const KnownMessages& accepted = accepted_[route.target.index()];
            if (!accepted.known) continue;
            for (const RouteMessage& message : checked_.routes.of(route.messages)) {
                if (message.name == "*" || !is_declared(message.name) || accepted.has(canonical(message.name)))
                    continue;
                report_not_accepted(id, message.name, message.place, route.target);
            }
        }
    }

    void report_not_accepted(ItemId sender, Text message, Place place, ItemId target) {
        const Item& item = production_[target];
        checked_.found
            .add(Code::message_not_accepted, place,
                 in_quotes(production_[sender].name) + " sends " + in_quotes(message) + " to " + in_quotes(item.name) +
                     ", which does not accept it")
            .note(item.place, in_quotes(item.name) + " is declared here")
            .advise("let " + in_quotes(item.name) + " take " + in_quotes(message) +
                    (item.accepts.empty() && item.behaviour ? " by a handler" : " by `accepts` or a handler") +
                    ", or send something else");
    }

    /// By which target setting an emitted message goes is not known; one target at least has to take it.
    void check_emitted(ItemId id) {
        const Item& item = production_[id];
        const auto routes = checked_.routes.from(id);
        if (item.emits.empty() || routes.empty()) return;
        const auto open = [&](const Route& route) { return !route.target || !accepted_[route.target.index()].known; };
        if (std::any_of(routes.begin(), routes.end(), open)) return;
        for (const NameRef& each : production_.of(item.emits)) {
            const Text name = canonical(each.name);
            const auto takes = [&](const Route& route) { return accepted_[route.target.index()].has(name); };
            if (!is_declared(each.name) || std::any_of(routes.begin(), routes.end(), takes)) continue;
            if (routes.size() == 1) {
                report_not_accepted(id, each.name, each.place, routes.front().target);
                continue;
            }
            checked_.found
                .add(Code::message_not_accepted, each.place,
                     in_quotes(item.name) + " emits " + in_quotes(each.name) + ", which none of its targets accepts")
                .advise("let one of them accept it, or take it out of `emits`");
        }
    }

    /// What comes to the item, when every sender says what it sends.
    KnownMessages arriving_at(ItemId id) const {
        KnownMessages arriving;
        for (const std::uint32_t index : checked_.routes.to(id)) {
            const Route& route = checked_.routes.all()[index];
            const Item& source = production_[route.source];
            if (source.emits.empty() && !source.behaviour) return {};
            for (const NameRef& each : production_.of(source.emits)) arriving.names.insert(canonical(each.name));
            for (const RouteMessage& each : checked_.routes.of(route.messages)) {
                if (each.name == "*" || each.name.empty()) return {};
                arriving.names.insert(canonical(each.name));
            }
            arriving.known = true;
        }
        return arriving;
    }

    void check_never_sent(ItemId id) {
        const Item& item = production_[id];
        if (item.role != Role::process) return;
        const KnownMessages arriving = arriving_at(id);
        if (!arriving.known) return;
        const auto check_one = [&](Text name, Place place) {
            const Message* message = declared_.find(name);
            if (message == nullptr || arriving.has(message->name)) return;
            // Events come by their stream, whoever raises them; those of process managers are checked with these.
            if (message->kind == MessageKind::event &&
                (raised_.count(message->name) != 0 ||
                 (item.behaviour && is_process_manager(production_, *item.behaviour)))) {
                return;
            }
            checked_.found
                .add(Code::message_never_sent, place,
                     in_quotes(item.name) + " accepts " + in_quotes(name) + ", which nobody sends to it")
                .advise("add it to `emits` of the item that sends it, or stop accepting it");
        };
        for (const NameRef& each : production_.of(item.accepts)) check_one(each.name, each.place);
        if (!item.behaviour) return;
        for (const Handler& handler : production_.of(item.behaviour->handlers)) check_one(handler.on, handler.place);
    }

    Checked& checked_;
    const Production& production_;
    Suggestions suggestions_;
    DeclaredMessages declared_;
    std::vector<KnownMessages> accepted_;  // by item
    std::unordered_set<Text> raised_;      // by any item of the production
};

}  // namespace

void check_messages(Checked& checked) {
    Messages messages(checked);
    for (std::size_t i = 0; i < checked.production.items.size(); ++i) messages.check(ItemId(i));
    for (const Schedule& each : checked.production.schedules) messages.check_schedule(each);
}

}  // namespace millwright::check
