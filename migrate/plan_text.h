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

/// The reasons of some operations of one subject: those before an operation that has the same one leave it to that one.
bool reason_follows(const SubjectGroup& group, std::size_t index);

}  // namespace millwright::migrate
