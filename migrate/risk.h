// How dangerous each kind of change is, and why, in words.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "migrate/diff.h"

namespace millwright::migrate {

struct Judgement {
    Risk risk = Risk::safe;
    std::string reason;
};

/// Of an item's attribute: "enabled", "pool_size", "schedule", ...
Judgement judge_field(std::string_view field, std::string_view before, std::string_view after);
/// Of a setting; `added` and `removed`: it is absent on one side.
Judgement judge_setting(std::string_view scope, std::string_view name, bool removed, bool changed);
/// Of a target setting, from these names to those; either may be absent (as opposed to empty).
Judgement judge_route(std::span<const std::string_view> before, std::span<const std::string_view> after, bool added,
                      bool removed);
/// Of a member of a behaviour, schedule, message, ... that changed from this JSON text to that ("" is the default).
Judgement judge_member(std::string_view kind, std::string_view member, std::string_view before, std::string_view after);
/// Of a member whose value is a list or a table: the state and streams of a process, what a step tries again, ... Nothing
/// where there is no rule for it.
std::optional<Judgement> judge_contents(std::string_view kind, std::string_view member, std::string_view before,
                                        std::string_view after);
/// Of a step that [[moved]] gives another name.
Judgement judge_moved_step(bool resumes_by_position);
/// Of a rename of an item; `engine`: what copies and deletes to rename, or "".
Judgement judge_moved_item(std::string_view engine);
/// Of another order of the same parts of a process.
Judgement judge_order(std::string_view kind);
/// Of a whole thing added or removed: "handler", "step", "schedule", ...
Judgement judge_thing(std::string_view kind, Action action);

/// "A", "B", "C" and 2 more
std::string named(std::span<const std::string_view> names);

}  // namespace millwright::migrate
