// Handlers: what comes in, who handles it, and what goes out to whom; and, where an item answers what it is sent with an
// event that is handled here, the way back.
#include <algorithm>
#include <map>
#include <set>

#include "graph/check/events.h"
#include "graph/render/process_drawing.h"
#include "graph/render/process_lines.h"

namespace millwright::render {
namespace {

/// Every event may answer every command: above this it is only said who raises them.
constexpr std::size_t most_edges_with_answers = 20'000;

/// "1st", "2nd", "13th"
std::string ordinal(std::size_t number) {
    const std::size_t last = number % 10;
    const bool teen = number % 100 / 10 == 1;
    return std::to_string(number) + (teen || last == 0 || last > 3 ? "th" : last == 1 ? "st" : last == 2 ? "nd" : "rd");
}

class Handlers {
public:
    explicit Handlers(ProcessDrawing& drawing)
        : d_(drawing), handlers_(drawing.production.of(drawing.subject.behaviour()->handlers)) {}

    void draw() {
        if (handlers_.empty()) return;
        find_ranks();
        for (std::size_t i = 0; i < handlers_.size(); ++i) add_handler(i);
        add_origins();
    }

private:
    /// Decorated ones are asked first, then typed ones, in the order of the file.
    void find_ranks() {
        std::map<Text, std::vector<std::size_t>> by_message;
        for (std::size_t i = 0; i < handlers_.size(); ++i) by_message[handlers_[i].on].push_back(i);
        const auto asked = [&](const Handler& each) {
            return each.dispatch == Dispatch::decorated ? 0 : each.dispatch == Dispatch::typed ? 1 : 2;
        };
        ranks_.resize(handlers_.size());
        for (auto& [name, all] : by_message) {
            for (std::size_t i = 0; i < all.size(); ++i) ranks_[all[i]].in_file = i + 1;
            std::stable_sort(all.begin(), all.end(),
                             [&](std::size_t a, std::size_t b) { return asked(handlers_[a]) < asked(handlers_[b]); });
            for (std::size_t i = 0; i < all.size(); ++i) {
                ranks_[all[i]].asked = i + 1;
                ranks_[all[i]].all = all.size();
            }
        }
    }

    void add_handler(std::size_t i) {
        const Handler& handler = handlers_[i];
        const std::uint32_t message = d_.message(handler.on);
        received_.emplace(handler.on, message);
        const std::string key = "handler/" + std::to_string(ranks_[i].in_file) + "/" + std::string(handler.on);
        const std::string on = handler.on == "*" ? std::string("fallback") : "on " + std::string(handler.on);
        const std::uint32_t node =
            d_.add(Look::handler, key, handler.method.empty() ? on : std::string(handler.method), handler.place);
        d_.edge(message, node, Line::message, {}, handler.place);
        add_lines(node, i);
        if (handler.start) d_.edge(d_.process(), node, Line::flow, {}, handler.place);
        for (const Send& each : d_.production.of(handler.sends)) add_send(node, handler, each);
        if (handler.end) d_.edge(node, d_.end(handler.compensates), Line::flow, {}, handler.place);
        add_handler_details(d_, node, handler);
    }

    void add_lines(std::uint32_t node, std::size_t i) {
        const Handler& handler = handlers_[i];
        const Rank& rank = ranks_[i];
        if (rank.all > 1) d_.line(node, ordinal(rank.asked) + " of " + std::to_string(rank.all));
        if (handler.dispatch == Dispatch::decorated) d_.line(node, "decorated");
        d_.line(node, said({"only when ", shown({}, handler.when)}));
        d_.line(node, said({"instance by ", correlation_words(d_.production.of(handler.correlate))}));
        if (handler.compensates) d_.line(node, "undoes what was done");
        d_.line(node, said({"reads ", listed(d_.production.of(handler.reads))}));
        if (handler.reply == "request")
            d_.line(node, "replies what came in");
        else
            d_.line(node, said({"replies ", handler.reply}));
        if (handler.reject) d_.line(node, "rejects the message");
    }

    void add_send(std::uint32_t handler_node, const Handler& handler, const Send& send) {
        const Text message = send.message.empty() ? handler.on : send.message;
        const ProcessDrawing::TargetWords& to = d_.target_words(send.to);
        const std::string with = assignment_words(slice(d_.production.assignments, send.with));
        const std::uint32_t node = sent_node(send, message, "to " + to.items, with);
        const Line line = !to.leads ? Line::missing : send.mode == Interaction::async ? Line::async : Line::sync;
        const bool told = to.items.starts_with(send.to) && to.items == to.whole;
        PictureEdge& edge = d_.edge(handler_node, node, line, told ? std::string() : std::string(send.to), send.place);
        edge.condition = shown({}, send.when);
    }

    /// What is sent alike by several handlers is one node.
    std::uint32_t sent_node(const Send& send, Text message, const std::string& to, const std::string& with) {
        const std::string timeout = send.timeout ? to_text(*send.timeout) : std::string();
        const std::string key = "send/" + std::string(send.to) + "/" + std::string(message);
        const auto [found, is_new] = sent_.emplace(std::vector<std::string>{key, with, timeout}, 0);
        if (!is_new) return found->second;
        const std::uint32_t node =
            d_.add(d_.look_of_message(message), key, message == "*" ? "what came in" : message, send.place);
        found->second = node;
        d_.line(node, to);
        d_.line(node, said({"with ", with}));
        d_.line(node, said({"timeout ", timeout}));
        sent_by_[{send.to, d_.messages.canonical(message)}].push_back(node);
        return node;
    }

    /// Who what comes in is from: what goes out from here, where somebody answers it so, else who sends it.
    void add_origins() {
        const check::Events events(d_.production, d_.routes);
        for (const Route& each : d_.routes.from(d_.subject.id)) {
            if (each.target) settings_to_[each.target].push_back(each.target_setting);
        }
        std::map<Text, std::vector<ItemId>> senders;
        for (const std::uint32_t index : d_.routes.to(d_.subject.id)) {
            const Route& route = d_.routes.all()[index];
            for (const RouteMessage& each : d_.routes.of(route.messages)) {
                if (!each.name.empty()) senders[d_.messages.canonical(each.name)].push_back(route.source);
            }
            if (d_.production[route.source].behaviour) continue;
            for (const NameRef& each : d_.production.of(d_.production[route.source].emits)) {
                senders[d_.messages.canonical(each.name)].push_back(route.source);
            }
        }
        std::vector<Text> in_order;
        for (const Handler& each : handlers_) in_order.push_back(each.on);
        for (const Text each : in_order) {
            const auto found = received_.find(each);
            if (found == received_.end()) continue;
            add_origin(events, senders[d_.messages.canonical(each)], each, found->second);
            received_.erase(found);
        }
    }

    /// The nodes of a command that goes to the item.
    const std::vector<std::uint32_t>* sent(ItemId item, Text command, std::size_t& setting) const {
        const auto settings = settings_to_.find(item);
        if (settings == settings_to_.end()) return nullptr;
        while (setting < settings->second.size()) {
            const auto found = sent_by_.find({settings->second[setting++], command});
            if (found != sent_by_.end()) return &found->second;
        }
        return nullptr;
    }

    /// Edges from all that is sent to the item with that command; whether there is any.
    bool answer(ItemId item, Text command, std::uint32_t event, std::string_view label, std::set<std::uint32_t>& told) {
        bool any = false;
        std::size_t setting = 0;
        while (const auto* nodes = sent(item, command, setting)) {
            any = true;
            for (const std::uint32_t each : *nodes) {
                if (told.insert(each).second) d_.edge(each, event, Line::message, std::string(label));
            }
        }
        return any;
    }

    void add_origin(const check::Events& events, std::vector<ItemId> from, Text name, std::uint32_t node) {
        const Text canonical = d_.messages.canonical(name);
        std::set<std::uint32_t> told;
        if (const auto raisers = events.raisers.find(canonical);
            raisers != events.raisers.end() && events.event(name) != nullptr) {
            for (const check::Raiser& each : raisers->second) {
                const bool answers = !each.command.empty() && d_.picture.edges.size() < most_edges_with_answers &&
                                     answer(each.item, each.command, node, "raises", told);
                if (!answers && each.item != d_.subject.id) from.push_back(each.item);
            }
        }
        answer(d_.subject.id, canonical, node, {}, told);
        std::sort(from.begin(), from.end());
        from.erase(std::unique(from.begin(), from.end()), from.end());
        std::vector<Text> names;
        for (const ItemId each : from) names.push_back(d_.production[each].name);
        d_.line(node, said({"from ", listed(names)}));
    }

    struct Rank {
        std::size_t in_file = 0;  ///< among the handlers of its message, from 1
        std::size_t asked = 0;
        std::size_t all = 0;
    };

    ProcessDrawing& d_;
    std::span<const Handler> handlers_;
    std::vector<Rank> ranks_;
    std::map<Text, std::uint32_t> received_;
    std::map<std::vector<std::string>, std::uint32_t> sent_;
    std::map<std::pair<Text, Text>, std::vector<std::uint32_t>> sent_by_;  // by target setting and message
    std::map<ItemId, std::vector<Text>> settings_to_;                      // target settings that name the item
};

}  // namespace

void draw_handlers(ProcessDrawing& drawing) {
    Handlers(drawing).draw();
}

}  // namespace millwright::render
