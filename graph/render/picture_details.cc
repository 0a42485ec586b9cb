#include "graph/render/picture_details.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "graph/routes.h"
#include "graph/secret.h"

namespace millwright {
namespace {

constexpr std::uint32_t none = 0xFFFFFFFFU;

/// Free text: descriptions, conditions.
std::string shown(std::string_view text) {
    return std::string(holds_secret(text) ? masked_secret : text);
}

/// References to secrets can be shown; what a deployment keeps instead of a secret is none, and neither is text around one.
std::string shown(const Setting& setting) {
    const bool is_secret = setting.refers_to_secret
                               ? !only_references(setting.value) || secrets_in(setting.value).empty()
                               : looks_like_clear_secret(setting.name, setting.value);
    return std::string(is_secret ? masked_secret : setting.value);
}

void append(std::string& text, std::string_view separator, std::string_view part) {
    if (part.empty()) return;
    if (!text.empty()) text += separator;
    text += part;
}

std::string with_condition(std::string_view what, const Expression& when, Interaction mode) {
    std::string text(what);
    if (!when.text.empty()) append(text, " ", "when " + shown(when.text));
    if (mode == Interaction::async) append(text, " ", "(async)");
    return text;
}

/// One of the productions of a picture, with its routes and the nodes of what it has.
class Side {
public:
    Side(const Production& its, const View& view, bool is_before)
        : production(its), routes(its), node_of_(its.items.size(), none) {
        std::unordered_map<Text, std::uint32_t> by_name;
        for (std::uint32_t i = 0; i < view.nodes.size(); ++i) {
            const ViewNode& node = view.nodes[i];
            if (node.group != 0 || node.change == (is_before ? Change::added : Change::removed)) continue;
            if (node.missing)
                missing_.emplace(node.name, i);
            else if (node.is_before == is_before)
                node_of_[node.item.index()] = i;
            else
                by_name.emplace(node.change == Change::moved ? node.was : node.name, i);
        }
        // What is on both sides has the newer one's item: its older one is told by its name.
        for (std::size_t i = 0; i < node_of_.size() && !by_name.empty(); ++i) {
            const auto found = by_name.find(its.items[i].name);
            if (node_of_[i] == none && found != by_name.end()) node_of_[i] = found->second;
        }
    }

    std::uint32_t node_of(ItemId item) const { return node_of_[item.index()]; }
    std::uint32_t target_of(const Route& route) const {
        if (route.target) return node_of(route.target);
        const auto found = missing_.find(route.target_name);
        return found == missing_.end() ? none : found->second;
    }

    const Production& production;
    const Routes routes;

private:
    std::vector<std::uint32_t> node_of_;               // by item
    std::unordered_map<Text, std::uint32_t> missing_;  // by name
};

/// Writes the details of one node.
class Writer {
public:
    Writer(const Side& side, PictureNode& node, ItemId id)
        : side_(side), p_(side.production), node_(node), id_(id), item_(p_[id]) {}

    void write() {
        add_item();
        add_settings();
        add_targets();
        add_routes();
        add_dynamic();
        add_messages();
        if (item_.behaviour) add_handlers(*item_.behaviour);
    }

private:
    Detail& add(std::string_view section, std::string_view name, std::string value, Place place) {
        Detail& detail = node_.details.emplace_back();
        detail.section = section;
        detail.name = name;
        detail.value = std::move(value);
        detail.place = place;
        detail.is_before = node_.is_before;
        return detail;
    }
    void add_if_given(std::string_view name, std::string_view text, Place place) {
        if (!text.empty()) add("Item", name, shown(text), place);
    }
    void add_unless(std::string_view standard, std::string_view name, std::string_view text) {
        if (text != standard) add_if_given(name, text, item_.place);
    }

    void add_item() {
        add_if_given("class", item_.class_name, item_.class_place.known() ? item_.class_place : item_.place);
        add("Item", "role", std::string(name_of(item_.role)), item_.place);
        add_if_given("category", item_.category, item_.place);
        add_unless("true", "enabled", item_.enabled.text());
        add_unless("1", "pool size", item_.pool_size);
        add_if_given("schedule", item_.schedule, item_.place);
        add_unless("false", "foreground", item_.foreground.text());
        add_unless("false", "log trace events", item_.log_trace_events.text());
        add_if_given("adapter", item_.adapter, item_.place);
        if (item_.behaviour) add_if_given("title", item_.behaviour->title, item_.place);
        add_if_given("comment", item_.comment, item_.place);
        add_if_given("description", item_.description, item_.place);
    }

    /// Host first, then Adapter, then the others.
    void add_settings() {
        std::vector<const Setting*> settings;
        for (const Setting& each : p_.of(item_.settings)) {
            if (!each.is_target()) settings.push_back(&each);
        }
        const auto rank = [](const Setting* each) {
            return each->scope == "Host" ? 0 : each->scope == "Adapter" ? 1 : 2;
        };
        std::stable_sort(settings.begin(), settings.end(), [&](const Setting* a, const Setting* b) {
            return std::pair(rank(a), a->scope) < std::pair(rank(b), b->scope);
        });
        for (const Setting* each : settings) {
            const std::string section = each->scope.empty() ? "Settings" : std::string(each->scope) + " settings";
            add(section, each->name, shown(*each), each->place);
        }
    }

    void add_targets() {
        for (const Setting& each : p_.of(item_.settings)) {
            if (!each.is_target()) continue;
            std::string names;
            for (const NameRef& name : p_.of(each.names)) append(names, ", ", name.name);
            add("Targets", each.name, std::move(names), each.place);
        }
    }

    /// "OrderOperation: OrderRequest when amount > 100, Cancel (async); origin setting"
    std::string text_of(const Route& route, std::string_view other) const {
        std::string messages;
        for (const RouteMessage& each : side_.routes.of(route.messages)) {
            append(messages, ", ", with_condition(each.name.empty() ? "unknown" : each.name, each.when, each.mode));
        }
        std::string text(other);
        append(text, ": ", messages);
        if (route.origin != Origin::declared) append(text, "; ", "origin " + std::string(name_of(route.origin)));
        return text;
    }

    static Text way_of(const Route& route) {
        return route.target_setting.empty() ? Text(named_by(route.origin)) : route.target_setting;
    }

    void add_routes() {
        for (const Route& route : side_.routes.from(id_)) {
            std::string text = text_of(route, route.target_name);
            if (!route.target) text += " (does not exist)";
            add("Routes out", way_of(route), std::move(text), route.place).node = side_.target_of(route);
        }
        for (const std::uint32_t at : side_.routes.to(id_)) {
            const Route& route = side_.routes.all()[at];
            add("Routes in", way_of(route), text_of(route, p_[route.source].name), route.place).node =
                side_.node_of(route.source);
        }
    }

    void add_dynamic() {
        for (const FoundRoute& each : p_.of(item_.found)) {
            if (each.dynamic.empty()) continue;
            std::string text = shown(each.dynamic);
            append(text, ": ", with_condition(each.message.empty() ? "unknown" : each.message, each.when, each.mode));
            add("Routes out", "only running tells", std::move(text), each.place);
        }
    }

    void add_messages() {
        for (const NameRef& each : p_.of(item_.emits)) add("Messages", "emits", std::string(each.name), each.place);
        for (const NameRef& each : p_.of(item_.accepts)) add("Messages", "accepts", std::string(each.name), each.place);
        for (const Raise& each : p_.of(item_.raises)) {
            add("Messages", "raises", std::string(each.event) + " for " + std::string(each.command), each.place);
        }
        for (const Reply& each : p_.of(item_.replies)) {
            std::string text(each.reply);
            if (!each.received.empty()) append(text, " ", "to " + std::string(each.received));
            add("Messages", "replies", std::move(text), each.place);
        }
    }

    /// "when amount > 100 → Out: OrderRequest (async), Log; reply OrderReply"
    std::string text_of(const Handler& handler) const {
        std::string text = with_condition({}, handler.when, Interaction::sync);
        std::string sends;
        for (const Send& each : p_.of(handler.sends)) {
            std::string sent(each.to);
            append(sent, ": ", each.message);
            append(sends, ", ", with_condition(sent, each.when, each.mode));
        }
        if (!sends.empty()) append(text, " ", "→ " + sends);
        if (!handler.reply.empty()) append(text, "; ", "reply " + std::string(handler.reply));
        if (handler.reject) append(text, "; ", "reject");
        if (handler.start) append(text, "; ", "starts an instance");
        if (handler.end) append(text, "; ", "ends it");
        if (handler.compensates) append(text, "; ", "compensates");
        return text;
    }

    void add_handlers(const Behaviour& behaviour) {
        for (const Handler& each : p_.of(behaviour.handlers)) {
            add("Handlers", "on " + std::string(each.on), text_of(each), each.place);
        }
    }

    const Side& side_;
    const Production& p_;
    PictureNode& node_;
    ItemId id_;
    const Item& item_;
};

void add_members(const ViewNode& group, PictureNode& node) {
    const auto add = [&](std::string value) {
        Detail& detail = node.details.emplace_back();
        detail.section = group.missing ? "Targets" : "Items";
        detail.value = std::move(value);
        detail.is_before = node.is_before;
    };
    for (const Text each : group.members) add(std::string(each));
    if (group.group > group.members.size()) {
        add("and " + std::to_string(group.group - group.members.size()) + " more");
    }
}

}  // namespace

void add_details(Picture& picture, const View& view, const DetailsOf& details) {
    std::optional<Side> after;
    std::optional<Side> before;
    if (details.after != nullptr) after.emplace(*details.after, view, false);
    if (details.before != nullptr) before.emplace(*details.before, view, true);
    for (std::size_t i = 0; i < view.nodes.size(); ++i) {
        const ViewNode& node = view.nodes[i];
        if (node.group != 0) add_members(node, picture.nodes[i]);
        const std::optional<Side>& side = node.is_before ? before : after;
        if (node.item && side) Writer(*side, picture.nodes[i], node.item).write();
    }
}

}  // namespace millwright
