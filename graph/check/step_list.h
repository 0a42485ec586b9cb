// The steps of one process or of one schedule, as the checks of steps see them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "graph/check/known_names.h"
#include "graph/step_order.h"

namespace millwright::check {

struct StepList {
    const Item* item = nullptr;  ///< the process, or
    const Schedule* schedule = nullptr;
    std::span<const Step> steps;
    std::span<const Compensation> compensations;
    StepIndex index;

    const Behaviour* behaviour() const { return item == nullptr ? nullptr : &*item->behaviour; }
    /// "\"Orders\"", "schedule \"nightly\""
    std::string owner() const;
    /// "step \"a\" of \"Orders\""
    std::string called(const Step& step) const;
};

/// Of every process and schedule that has steps or compensations, processes first, in the order of the file.
std::vector<StepList> step_lists(const Production& production);

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
