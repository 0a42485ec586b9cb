#include "migrate/risk.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <vector>

#include "graph/duration.h"
#include "graph/utf8.h"

namespace millwright::migrate {
namespace {

/// What the names of adapter settings that hold an address end with.
constexpr std::array<std::string_view, 13> address_endings{
    "server", "port", "address", "url", "uri", "host", "path", "dsn", "endpoint", "queue", "topic", "jndi", "location"};

bool is_address(std::string_view name) {
    std::string lower(name);
    for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return std::any_of(address_endings.begin(), address_endings.end(), [&](auto end) { return lower.ends_with(end); });
}

std::vector<std::string_view> without(std::span<const std::string_view> names,
                                      std::span<const std::string_view> other) {
    std::vector<std::string_view> sorted(other.begin(), other.end());
    std::sort(sorted.begin(), sorted.end());
    std::vector<std::string_view> left;
    for (const std::string_view name : names) {
        if (!std::binary_search(sorted.begin(), sorted.end(), name)) left.push_back(name);
    }
    return left;
}

std::string named(const std::vector<std::string_view>& names) {
    constexpr std::size_t most = 3;
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < most; ++i) {
        if (i > 0) text += ", ";
        text += in_quotes(names[i]);
    }
    if (names.size() > most) text += " and " + std::to_string(names.size() - most) + " more";
    return text;
}

/// How a change of a member is judged. "*" is any member.
struct Rule {
    std::string_view kind;
    std::string_view member;
    Risk risk;
    std::string_view reason;
};

constexpr std::array<Rule, 17> member_rules{{
    {"handler", "description", Risk::safe, ""},
    {"step", "description", Risk::safe, ""},
    {"process", "state", Risk::attention, "live instances keep the state they have"},
    {"process", "streams", Risk::attention, "events of other streams reach it"},
    {"process", "route", Risk::attention, "which handlers run for a message changes"},
    {"process", "overlap", Risk::attention, "how instances run beside each other changes"},
    {"process", "*", Risk::safe, ""},
    {"handler", "correlate", Risk::destructive, "live instances are no longer found by their events"},
    {"handler", "*", Risk::attention, "what the process does with this message changes"},
    {"step", "kind", Risk::destructive, "a live instance that waits in this step cannot go on"},
    {"step", "*", Risk::attention, "live instances continue with the changed step"},
    {"schedule", "cron", Risk::attention, "it fires at other times"},
    {"schedule", "every", Risk::attention, "it fires at other times"},
    {"schedule", "timezone", Risk::attention, "it fires at other times"},
    {"message", "class", Risk::attention, "senders and receivers must have the new class"},
    {"message", "kind", Risk::attention, "the message is handled in another way"},
    {"message", "stream", Risk::attention, "subscribers of the old stream no longer see it"},
}};

Judgement by_rule(std::string_view kind, std::string_view member) {
    for (const Rule& rule : member_rules) {
        if (rule.kind == kind && (rule.member == member || rule.member == "*")) {
            return {rule.risk, std::string(rule.reason)};
        }
    }
    return {};
}

/// How adding or removing a whole thing is judged.
struct ThingRule {
    std::string_view kind;
    Risk added;
    Risk removed;
    std::string_view reason;  ///< why removing (or adding) is not safe
};

constexpr std::array<ThingRule, 13> thing_rules{{
    {"item", Risk::safe, Risk::destructive, "the item goes, and with it what waits in its queue"},
    {"process", Risk::safe, Risk::destructive, "its live instances can no longer go on"},
    {"handler", Risk::safe, Risk::destructive, "the message is no longer handled"},
    {"step", Risk::destructive, Risk::destructive, "live instances that resume by position go on in another step"},
    {"compensation", Risk::safe, Risk::destructive, "what was done is no longer undone when the process fails"},
    {"trigger", Risk::safe, Risk::attention, "nothing starts the process in this way any more"},
    {"schedule", Risk::safe, Risk::destructive, "what it starts is no longer started"},
    {"message", Risk::safe, Risk::attention, "nobody may send it any more"},
    {"field", Risk::safe, Risk::attention, "readers of the field find it missing"},
    {"default_setting", Risk::attention, Risk::attention, "it applies to every item that leaves the setting out"},
    {"protection", Risk::safe, Risk::attention, "it may be deleted or replaced from now on"},
    {"story", Risk::safe, Risk::safe, ""},
    {"entity", Risk::safe, Risk::safe, ""},
}};

std::optional<Duration> duration_of(std::string_view json) {
    if (json.size() < 2) return std::nullopt;
    return parse_duration(json.substr(1, json.size() - 2));
}

/// A time-out that is shorter than it was: the standard one where a side says nothing is not known here.
bool shortened(std::string_view before, std::string_view after) {
    const auto old_time = duration_of(before);
    const auto new_time = duration_of(after);
    return !old_time || !new_time || *new_time < *old_time;
}

}  // namespace

Judgement judge_field(std::string_view field, std::string_view before, std::string_view after) {
    if (field == "class")
        return {Risk::destructive, "another class does the work: what it kept and what waits for it may be lost"};
    if (field == "enabled" && after == "false") return {Risk::attention, "the item stops; its messages wait"};
    if (field == "enabled" && before == "false") return {Risk::safe, {}};
    if (field == "pool_size") {
        int size = 0;
        std::from_chars(after.data(), after.data() + after.size(), size);
        if (size > 1) return {Risk::attention, "above 1 the order of messages is not kept"};
        return {Risk::attention, "fewer messages are worked on at once"};
    }
    return {};
}

Judgement judge_setting(std::string_view scope, std::string_view name, bool removed, bool changed) {
    if (removed) return {Risk::destructive, "the setting goes; a default of the engine may take its place"};
    if (changed && scope == "Adapter" && is_address(name))
        return {Risk::attention, "the adapter talks to another address"};
    return {};
}

Judgement judge_route(std::span<const std::string_view> before, std::span<const std::string_view> after, bool added,
                      bool removed) {
    const auto dropped = without(before, after);
    const auto gained = without(after, before);
    if (added) return {};
    if (removed && before.empty()) return {Risk::destructive, "the empty setting goes; a default may take its place"};
    if (removed || after.empty()) return {Risk::destructive, "nothing is sent to " + named(dropped) + " any more"};
    if (dropped.empty()) return {Risk::safe, gained.empty() ? "the same targets in another order" : ""};
    if (gained.size() < dropped.size())
        return {Risk::destructive, named(dropped) + " gets nothing on this route any more"};
    return {Risk::attention, "redirected from " + named(dropped) + " to " + named(gained)};
}

Judgement judge_member(std::string_view kind, std::string_view member, std::string_view before,
                       std::string_view after) {
    const bool has_time = kind == "process" || kind == "step" || kind == "schedule" || kind == "compensation";
    if (member == "timeout" && has_time) {
        if (shortened(before, after)) return {Risk::attention, "the time-out is shorter: what takes longer fails"};
        return {};
    }
    if (member == "description" || member == "title") return {};
    if (kind == "handler" && member == "start" && after.empty()) {
        return {Risk::destructive, "no new instance starts with this message"};
    }
    if (kind == "process" && (member == "state" || member == "streams") && after.size() < before.size()) {
        return {Risk::destructive, member == "state" ? "live instances lose part of their state"
                                                     : "live instances no longer see the events they wait for"};
    }
    return by_rule(kind, member);
}

Judgement judge_thing(std::string_view kind, Action action) {
    for (const ThingRule& rule : thing_rules) {
        if (rule.kind != kind) continue;
        const Risk risk = action == Action::add ? rule.added : rule.removed;
        return {risk, risk == Risk::safe ? std::string() : std::string(rule.reason)};
    }
    return {};
}

}  // namespace millwright::migrate
