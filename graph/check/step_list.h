// The steps of one process or of one schedule, as the checks of steps see them.
#pragma once

#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "graph/check/known_names.h"

namespace millwright::check {

struct StepList {
    const Item* item = nullptr;  ///< the process, or
    const Schedule* schedule = nullptr;
    std::span<const Step> steps;
    std::span<const Compensation> compensations;
    std::unordered_map<Text, std::size_t> index;  ///< by name; of several of one name the first

    const Behaviour* behaviour() const { return item == nullptr ? nullptr : &*item->behaviour; }
    /// "\"Orders\"", "schedule \"nightly\""
    std::string owner() const;
    /// "step \"a\" of \"Orders\""
    std::string called(const Step& step) const;
};

/// Of every process and schedule that has steps or compensations, processes first, in the order of the file.
std::vector<StepList> step_lists(const Production& production);

/// "complete" and "fail", which stand where a step could be named.
bool is_end(std::string_view go_to);

/// A key of a step that names another step to go to.
struct Jump {
    std::string_view key;
    Text Step::*name;
    Place StepPlaces::*place;
};
std::span<const Jump> jumps();

KnownNames processes_of(const Production& production);
/// Reports a name that is no process.
void check_process_name(Checked& checked, const KnownNames& processes, const std::string& where, Text name,
                        Place place);

void check_steps(Checked& checked, std::span<const StepList> lists, const KnownNames& processes);
void check_step_flow(Checked& checked, std::span<const StepList> lists);
void check_subprocesses(Checked& checked, std::span<const StepList> lists);
void check_step_limits(Checked& checked, std::span<const StepList> lists);
void check_state_keys(Checked& checked, std::span<const StepList> lists);
void check_triggers(Checked& checked, const KnownNames& processes);
void check_schedules(Checked& checked, const KnownNames& processes);
void check_stories(Checked& checked, std::span<const StepList> lists);
void check_managers(Checked& checked);
void check_entities(Checked& checked, std::span<const StepList> lists);

}  // namespace millwright::check
