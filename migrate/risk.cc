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

/// How a change of a member is judged. "*" is any member.
struct Rule {
    std::string_view kind;
    std::string_view member;
    Risk risk;
    std::string_view reason;
};

constexpr std::string_view other_times = "it fires at other times";
constexpr std::array<Rule, 36> member_rules{{
    {"handler", "description", Risk::safe, ""},
    {"step", "description", Risk::safe, ""},
    {"process", "route", Risk::attention, "which handlers run for a message changes"},
    {"process", "overlap", Risk::attention, "how instances run beside each other changes"},
    {"process", "when_failed", Risk::attention, "what happens when it fails changes"},
    {"process", "announces_complete", Risk::attention, "who waits for the old event no longer sees it"},
    {"process", "announces_failure", Risk::attention, "who waits for the old event no longer sees it"},
    {"process", "announces_start", Risk::attention, "who waits for the old event no longer sees it"},
    {"process", "workflow_product_type", Risk::attention, "the workflow is offered for other products"},
    {"process", "workflow_target", Risk::attention, "the workflow is offered for another purpose"},
    {"process", "*", Risk::safe, ""},
    {"handler", "correlate", Risk::destructive, "live instances are no longer found by their events"},
    {"handler", "end", Risk::attention, "when live instances end changes"},
    {"handler", "*", Risk::attention, "what the process does with this message changes"},
    {"step", "kind", Risk::destructive, "a live instance that waits in this step cannot go on"},
    {"step", "satisfies", Risk::safe, ""},
    {"step", "*", Risk::attention, "live instances go on with the changed step"},
    {"compensation", "*", Risk::attention, "what was done is undone in another way when the process fails"},
    {"trigger", "subject", Risk::attention, other_times},
    {"trigger", "every", Risk::attention, other_times},
    {"trigger", "to", Risk::attention, other_times},
    {"trigger", "from", Risk::attention, "it starts on other changes"},
    {"schedule", "cron", Risk::attention, other_times},
    {"schedule", "every", Risk::attention, other_times},
    {"schedule", "timezone", Risk::attention, other_times},
    {"schedule", "process", Risk::attention, "it starts another process"},
    {"schedule", "step", Risk::attention, "it does something else"},
    {"schedule", "overlap", Risk::attention, "what happens when the one before still runs changes"},
    {"schedule", "catch_up", Risk::attention, "what happens to missed times changes"},
    {"message", "class", Risk::attention, "senders and receivers must have the new class"},
    {"message", "kind", Risk::attention, "the message is handled in another way"},
    {"message", "stream", Risk::attention, "subscribers of the old stream no longer see it"},
    {"entity", "states", Risk::attention, "what is in a state that goes has none"},
    {"entity", "transitions", Risk::attention, "which changes of state are allowed changes"},
    {"entity", "fields", Risk::attention, "what reads the old fields finds them changed"},
    {"default_setting", "value", Risk::attention, "it applies to every item that leaves the setting out"},
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
    {"step", Risk::destructive, Risk::destructive,
     "on an engine that resumes by position (orchestrator-core) live instances go on in another step"},
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

/// The time-out where a side says nothing.
struct StandardTime {
    std::string_view kind;
    Duration time;
};
const std::array<StandardTime, 4> standard_times{{{"process", Behaviour{}.timeout},
                                                  {"step", Step{}.timeout},
                                                  {"compensation", Compensation{}.timeout},
                                                  {"schedule", Duration{3'600'000}}}};

Judgement judge_timeout(Duration standard, std::string_view before, std::string_view after) {
    const Duration old_time = duration_of(before).value_or(standard);
    const Duration new_time = duration_of(after).value_or(standard);
    // No time at all is no limit.
    const bool shorter = new_time != Duration{} && (old_time == Duration{} || new_time < old_time);
    if (!shorter) return {};
    return {Risk::attention,
            "shortened from " + to_text(old_time) + " to " + to_text(new_time) + ": what takes longer fails"};
}

}  // namespace

std::string named(std::span<const std::string_view> names) {
    constexpr std::size_t most = 3;
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < most; ++i) {
        if (i > 0) text += ", ";
        text += in_quotes(names[i]);
    }
    if (names.size() > most) text += " and " + std::to_string(names.size() - most) + " more";
    return text;
}

Judgement judge_field(std::string_view field, std::string_view before, std::string_view after) {
    if (field == "class")
        return {Risk::destructive, "another class does the work: what it kept and what waits for it may be lost"};
    if (field == "enabled" && after == "false") return {Risk::attention, "the item stops; its messages wait"};
    if (field == "enabled" && before == "false") return {Risk::safe, {}};
    if (field == "schedule") return {Risk::attention, "the item starts and stops at other times"};
    if (field == "pool_size") {
        int size = 0;
        std::from_chars(after.data(), after.data() + after.size(), size);
        if (size > 1) return {Risk::attention, "above 1 the order of messages is not kept"};
        return {Risk::attention,
                size == 0 ? "the item has no job of its own any more" : "one message is worked on at a time"};
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
    if (member == "timeout") {
        for (const StandardTime& each : standard_times) {
            if (each.kind == kind) return judge_timeout(each.time, before, after);
        }
    }
    if (member == "description" || member == "title") return {};
    if (kind == "handler" && member == "start" && after.empty()) {
        return {Risk::destructive, "no new instance starts with this message"};
    }
    if (auto judged = judge_contents(kind, member, before, after)) return std::move(*judged);
    return by_rule(kind, member);
}

Judgement judge_moved_step(bool resumes_by_position) {
    if (!resumes_by_position) return {Risk::attention, "it keeps its place; what waits in it knows it by its old name"};
    return {Risk::destructive, "the engine resumes by position: live instances go on with whatever stands there"};
}

Judgement judge_moved_item(std::string_view engine) {
    if (engine.empty()) {
        return {Risk::attention, "routes follow; an engine copies and deletes, so queue and message history do not"};
    }
    return {Risk::attention,
            "routes follow; " + std::string(engine) +
                " copies it to the new name and deletes the old one: queue and message history stay behind"};
}

Judgement judge_order(std::string_view kind) {
    if (kind == "step") return judge_thing(kind, Action::remove);
    if (kind == "handler") return {Risk::attention, "where the first one that fits runs, it may be another one"};
    if (kind == "compensation") return {Risk::attention, "what was done is undone in another order"};
    return {};
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
