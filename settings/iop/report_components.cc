#include "settings/iop/report_components.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <set>

#include "graph/check/families.h"
#include "graph/utf8.h"
#include "settings/found_routes.h"
#include "settings/iop/report_messages.h"
#include "settings/iop/setting_lines.h"
#include "settings/limits.h"

namespace millwright::settings::iop {
namespace {

constexpr std::array<std::string_view, 3> dispatch_names{"typed", "decorated", "fallback"};

/// A number of seconds as code writes it; nothing for none, -1 and what is no number.
std::optional<Duration> seconds(const std::optional<ReportValue>& value) {
    if (!value || value->text.empty() || value->text.size() > 32) return std::nullopt;
    const std::string text(value->text);
    char* end = nullptr;
    const double number = std::strtod(text.c_str(), &end);
    if (end != text.c_str() + text.size() || !std::isfinite(number) || number < 0 || number > 1e9) return std::nullopt;
    return Duration{static_cast<std::int64_t>(std::llround(number * 1000))};
}

/// One item with its class.
class ItemBehaviour {
public:
    ItemBehaviour(const ReportNode& component, ReportContext& context, const ReportedMessages& messages,
                  const std::set<std::string_view>& names, Production& production, Item& item)
        : component_(component),
          context_(context),
          messages_(messages),
          names_(names),
          production_(production),
          item_(item),
          declared_(item.behaviour.has_value()) {}

    void read() {
        take_role();
        handlers_ = component_.objects("handlers");
        sends_of_handlers_.resize(handlers_.size());
        if (item_.adapter.empty()) {
            if (const auto adapter = component_.value("adapter")) item_.adapter = keep(adapter->text);
        }
        if (item_.description.empty()) item_.description = keep(component_.text("doc"));
        for (const ReportNode& each : component_.objects("sends")) read_send(each);
        if (item_.role == Role::process) read_handlers();
        if (item_.role == Role::service) read_emits();
        if (item_.role == Role::operation) read_accepts();
        found_.move_to(production_, item_);
    }

private:
    Text keep(std::string_view text) { return production_.texts.keep(text); }

    /// Where the production does not say what the item is, its class does.
    void take_role() {
        const std::string_view kind = component_.text("kind");
        for (const Role role : {Role::service, Role::process, Role::operation}) {
            if (item_.role == Role::component && kind == name_of(role)) item_.role = role;
        }
    }

    const Setting* host_setting(std::string_view name) const {
        const auto settings = production_.of(item_.settings);
        const auto found = std::find_if(settings.begin(), settings.end(),
                                        [&](const Setting& each) { return each.scope == "Host" && each.name == name; });
        return found == settings.end() ? nullptr : &*found;
    }

    Expression condition_of(const ReportNode& send) {
        const auto when = send.value("when");
        if (!when || when->text.empty()) return {};
        return {production_.texts.add(when->text), context_.known(when->place), false, true};
    }

    static Interaction mode_of(const ReportNode& send) {
        return send.text("interaction") == "async" ? Interaction::async : Interaction::sync;
    }

    Place place_of(const ReportNode& send) const {
        const Place place = send.place("place");
        return place.known() ? place : item_.place;
    }

    void read_send(const ReportNode& node) {
        if (const std::string_view why = node.text("unknown"); !why.empty()) return add_dynamic(node, why);
        const std::string_view setting_name = node.text("setting");
        const Setting* setting = setting_name.empty() ? nullptr : host_setting(setting_name);
        const bool names_items = setting != nullptr && !split_names(setting->value).empty();
        if (names_items && setting->is_target() && sent_by_handlers(node, setting->name)) return;
        if (names_items) return add_named(node, *setting);
        if (add_option(node)) return;
        if (!setting_name.empty() && add_defaults(node, setting_name)) return;
        for (const ReportValue& each : node.values("targets")) {
            const Place place = each.place.known() ? each.place : place_of(node);
            for (const std::string_view name : split_names(each.text)) {
                add_found(node, keep(setting_name), name, Origin::source, place);
            }
        }
    }

    /// What is sent through a setting that names items: those that there are have their routes already.
    void add_named(const ReportNode& node, Setting setting) {
        add_found(node, setting.name, {}, Origin::source, place_of(node));
        // Of these the checks say that no item is called that.
        if (setting.is_target() || check::is_target_like(setting.name)) return;
        for (const std::string_view name : split_names(setting.value)) {
            if (names_.contains(name)) continue;
            const Origin origin = is_default(setting) ? Origin::default_value : Origin::setting;
            add_found(node, setting.name, name, origin, setting.place);
        }
    }

    /// IoP writes the defaults of a class into the production.
    bool is_default(const Setting& setting) const {
        for (const std::string_view list : {"targets", "settings"}) {
            for (const ReportNode& each : component_.objects(list)) {
                const auto value = each.value("default");
                if (value && each.text("name") == setting.name && value->text == setting.value) return true;
            }
        }
        return false;
    }

    /// An entry of `send` for each handler from which a process comes to it, if the model can say it so.
    bool sent_by_handlers(const ReportNode& node, Text to) {
        const auto handlers = node.indices("handlers", handlers_.size());
        const Text message = messages_.name_of(node);
        if (item_.role != Role::process || handlers.empty() || declared_) return false;
        if (message.empty() && !node.flag("passes_on")) return false;
        Send send;
        send.to = to;
        send.message = message;
        send.mode = mode_of(node);
        send.when = condition_of(node);
        send.timeout = seconds(node.value("timeout"));
        send.place = place_of(node);
        if (const auto description = node.value("description")) send.description = keep(description->text);
        for (const std::size_t each : handlers) sends_of_handlers_[each].push_back(send);
        return true;
    }

    /// The item that a line of %settings names.
    bool add_option(const ReportNode& node) {
        const std::string_view option = node.text("options");
        if (option.empty()) return false;
        for (const std::string_view each : {"%settings", "%remoteSettings"}) {
            const Setting* settings = host_setting(each);
            const std::string_view target =
                settings == nullptr ? std::string_view() : value_in_lines(settings->value, option);
            const Place place = settings == nullptr ? Place{} : settings->place;
            for (const std::string_view name : split_names(target)) {
                add_found(node, keep(each), name, Origin::setting, place);
            }
            if (!split_names(target).empty()) return true;
        }
        return false;
    }

    /// What the class says where the production says nothing.
    bool add_defaults(const ReportNode& node, std::string_view setting) {
        for (const std::string_view list : {"targets", "settings"}) {
            for (const ReportNode& each : component_.objects(list)) {
                if (each.text("name") != setting) continue;
                const auto value = each.value("default");
                if (!value) continue;
                const Place place = value->place.known() ? value->place : each.place("place");
                const auto names = split_names(value->text);
                for (const std::string_view name : names) {
                    add_found(node, keep(setting), name, Origin::default_value, context_.known(place));
                }
                if (!names.empty()) return true;
            }
        }
        return false;
    }

    void add_found(const ReportNode& node, Text setting, std::string_view target, Origin origin, Place place) {
        FoundRoute route;
        route.target_setting = setting;
        route.target = keep(target);
        route.origin = origin;
        route.message = messages_.name_of(node);
        route.when = condition_of(node);
        route.mode = mode_of(node);
        route.place = place;
        if (route.message.empty() && node.flag("passes_on")) return add_passed_on(node, std::move(route));
        found_.add(std::move(route));
    }

    void add_dynamic(const ReportNode& node, std::string_view why) {
        FoundRoute route;
        route.dynamic = keep(why);
        route.message = messages_.name_of(node);
        route.when = condition_of(node);
        route.mode = mode_of(node);
        route.place = place_of(node);
        found_.add(route);
    }

    /// What is passed on is what those handlers receive.
    void add_passed_on(const ReportNode& node, FoundRoute route) {
        for (const std::size_t each : node.indices("handlers", handlers_.size())) {
            route.message = messages_.name_of(handlers_[each]);
            found_.add(route);
        }
        if (node.indices("handlers", handlers_.size()).empty()) found_.add(std::move(route));
    }

    void read_handlers() {
        std::vector<Handler> handlers;
        for (std::size_t i = 0; i < handlers_.size(); ++i) {
            const ReportNode& node = handlers_[i];
            Handler handler;
            handler.on = messages_.name_of(node);
            if (handler.on.empty()) handler.on = "*";
            handler.method = keep(node.text("method"));
            const auto dispatch = std::find(dispatch_names.begin(), dispatch_names.end(), node.text("dispatch"));
            if (dispatch != dispatch_names.end()) {
                handler.dispatch = static_cast<Dispatch>(dispatch - dispatch_names.begin());
            }
            handler.description = keep(node.text("doc"));
            handler.place = node.place("place").known() ? node.place("place") : item_.place;
            handler.sends = append(production_.sends, std::move(sends_of_handlers_[i]));
            handlers.push_back(handler);
        }
        if (handlers.empty() || declared_) return;
        item_.behaviour.emplace();
        item_.behaviour->route = RouteChoice::all;
        item_.behaviour->handlers = append(production_.handlers, std::move(handlers));
    }

    /// With a send of something that is not known nobody can tell what is emitted.
    void read_emits() {
        if (!production_.of(item_.emits).empty()) return;
        std::vector<NameRef> names;
        for (const ReportNode& each : component_.objects("sends")) {
            const Text message = messages_.name_of(each);
            const auto same = [&](const NameRef& name) { return name.name == message; };
            if (message.empty()) return;
            if (std::any_of(names.begin(), names.end(), same)) continue;
            names.push_back({message, place_of(each)});
        }
        item_.emits = append(production_.names, std::move(names));
    }

    /// With a handler for whatever comes nobody can tell what is accepted; on_message is one, however it is declared.
    void read_accepts() {
        if (!production_.of(item_.accepts).empty()) return;
        std::vector<NameRef> names;
        for (const ReportNode& each : handlers_) {
            const Text message = messages_.name_of(each);
            if (message.empty() || each.text("method") == "on_message") return;
            names.push_back({message, each.place("place").known() ? each.place("place") : item_.place});
        }
        item_.accepts = append(production_.names, std::move(names));
    }

    const ReportNode& component_;
    ReportContext& context_;
    const ReportedMessages& messages_;
    const std::set<std::string_view>& names_;  ///< of all items
    Production& production_;
    Item& item_;
    std::vector<ReportNode> handlers_;
    std::vector<std::vector<Send>> sends_of_handlers_;
    FoundRoutes found_;
    bool declared_;  ///< the item's behaviour stands in the settings
};

}  // namespace

void read_reported_behaviour(const ComponentOfItem& component_of, const ReportedClasses& classes,
                             ReportContext& context, Production& production) {
    ReportedMessages messages(classes, component_of, context, production);
    std::set<std::string_view> names;
    for (const Item& each : production.items) names.insert(each.name);
    for (std::size_t i = 0; i < component_of.size() && i < production.items.size(); ++i) {
        if (!component_of[i]) continue;
        if (production.found.size() + production.sends.size() > limits::entries) {
            context.reading.findings.add(
                Code::too_many, production.items[i].place,
                "there are more than " + std::to_string(limits::entries) + " sends in the code; the rest is left out");
            return;
        }
        ItemBehaviour(classes.components[*component_of[i]], context, messages, names, production, production.items[i])
            .read();
    }
}

void report_unknown_sends(const ReportedClasses& classes, ReportContext& context) {
    for (const ReportNode& component : classes.components) {
        for (const ReportNode& send : component.objects("sends")) {
            const std::string_view why = send.text("unknown");
            if (why.empty()) continue;
            context.reading.findings
                .add(Code::dynamic_send, context.known(send.place("place")),
                     in_quotes(std::string(component.text("name")) + "." + std::string(send.text("method"))) +
                         " sends to an item that only running the code would tell: " + printable(why))
                .advise("send through a target setting: Output = target(), self.send_request_sync(self.Output, ...)");
        }
    }
}

}  // namespace millwright::settings::iop
