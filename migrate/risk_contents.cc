// How changes of lists and tables are judged, by what left them and what came.
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "migrate/risk.h"

namespace millwright::migrate {
namespace {

using Json = nlohmann::json;
using Names = std::vector<std::string_view>;

/// What a list of fields lost and got.
struct FieldChanges {
    Names dropped;
    Names retyped;
    Names required;  ///< added, or no longer optional
};

std::map<std::string_view, const Json*> fields_by_name(const Json& list) {
    std::map<std::string_view, const Json*> fields;
    for (const Json& each : list) {
        if (each.is_object() && each.contains("name")) fields[each["name"].get_ref<const std::string&>()] = &each;
    }
    return fields;
}

FieldChanges changes_of(const Json& before, const Json& after) {
    const auto is_optional = [](const Json& field) { return field.value("optional", false); };
    const auto old_fields = fields_by_name(before);
    const auto new_fields = fields_by_name(after);
    FieldChanges changes;
    for (const auto& [name, field] : old_fields) {
        const auto now = new_fields.find(name);
        if (now == new_fields.end())
            changes.dropped.push_back(name);
        else if (field->value("type", "") != now->second->value("type", ""))
            changes.retyped.push_back(name);
        else if (is_optional(*field) && !is_optional(*now->second))
            changes.required.push_back(name);
    }
    for (const auto& [name, field] : new_fields) {
        if (old_fields.count(name) == 0 && !is_optional(*field)) changes.required.push_back(name);
    }
    return changes;
}

Judgement judge_state(const Json& before, const Json& after) {
    const FieldChanges changes = changes_of(before, after);
    if (!changes.dropped.empty()) return {Risk::destructive, "live instances lose " + named(changes.dropped)};
    if (!changes.retyped.empty()) {
        return {Risk::destructive, "live instances have " + named(changes.retyped) + " with its old type"};
    }
    if (!changes.required.empty()) return {Risk::attention, "live instances do not have " + named(changes.required)};
    return {};
}

Judgement judge_inputs(const Json& before, const Json& after) {
    const FieldChanges changes = changes_of(before, after);
    if (!changes.retyped.empty())
        return {Risk::attention, "who starts it gives " + named(changes.retyped) + " as it was"};
    if (!changes.required.empty()) return {Risk::attention, "who starts it must give " + named(changes.required)};
    if (!changes.dropped.empty())
        return {Risk::attention, "who starts it gives " + named(changes.dropped) + " in vain"};
    return {};
}

Names gone(const Json& before, const Json& after) {
    const std::set<Json> there(after.begin(), after.end());
    Names names;
    for (const Json& each : before) {
        if (each.is_string() && there.count(each) == 0) names.push_back(each.get_ref<const std::string&>());
    }
    return names;
}

Judgement judge_streams(const Json& before, const Json& after) {
    const Names dropped = gone(before, after);
    if (!dropped.empty()) {
        return {Risk::destructive, "live instances no longer see the events of " + named(dropped)};
    }
    return {Risk::attention, "events of more streams reach it"};
}

Judgement judge_retry(const Json& before, const Json& after) {
    const auto attempts = [](const Json& retry) -> std::uint64_t {
        return retry.is_object() ? retry.value("max_attempts", std::uint64_t{1}) : 1;
    };
    const std::uint64_t old_attempts = attempts(before);
    const std::uint64_t new_attempts = attempts(after);
    const bool fewer = new_attempts != 0 && (old_attempts == 0 || new_attempts < old_attempts);
    if (!fewer) return {};
    const std::string was = old_attempts == 0 ? "without an end" : std::to_string(old_attempts) + " times";
    return {Risk::attention, "tried " + std::to_string(new_attempts) + (new_attempts == 1 ? " time" : " times") +
                                 " before it fails; it was tried " + was};
}

struct ContentRule {
    std::string_view kind;
    std::string_view member;
    Judgement (*judge)(const Json& before, const Json& after);
};
constexpr std::array<ContentRule, 4> content_rules{{{"process", "state", judge_state},
                                                    {"process", "streams", judge_streams},
                                                    {"process", "inputs", judge_inputs},
                                                    {"step", "retry", judge_retry}}};

Json read(std::string_view json) {
    return json.empty() ? Json::array() : Json::parse(json, nullptr, false);
}

}  // namespace

std::optional<Judgement> judge_contents(std::string_view kind, std::string_view member, std::string_view before,
                                        std::string_view after) {
    for (const ContentRule& rule : content_rules) {
        if (rule.kind == kind && rule.member == member) return rule.judge(read(before), read(after));
    }
    return std::nullopt;
}

}  // namespace millwright::migrate
