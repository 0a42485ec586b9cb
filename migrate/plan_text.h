// A plan for people: counts first, then the operations by risk and item, one line a change; the gravest first.
#pragma once

#include <string>

#include "migrate/operation_lines.h"
#include "migrate/plan_sections.h"

namespace millwright::migrate {

struct PlanStyle {
    bool colour = false;
    bool applied = false;          ///< told of what was done, not of what would be
    bool full = false;             ///< nothing is cut and nothing left out
    const Clock* clock = nullptr;  ///< without one the next times of schedules are not told
};

/// Ends with a line end. A plan without operations: "No changes.". What is cut or left out of a long plan is said, and
/// that --full shows it.
std::string plan_text(const Plan& plan, const PlanSources& sources, const PlanStyle& style = {});

/// What is the same for operations of one subject that follow each other is said once, after the last of them: whether the
/// reason, or what it touches, is said again after the next one.
bool reason_follows(const SubjectGroup& group, std::size_t index);
bool impact_follows(const SubjectGroup& group, std::size_t index);

}  // namespace millwright::migrate
