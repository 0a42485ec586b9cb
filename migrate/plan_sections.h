// The operations of a plan by risk and by what they belong to, and how many of them are shown.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "migrate/plan.h"

namespace millwright::migrate {

struct SectionWords {
    Risk risk;
    std::string_view title;
    std::string_view needs;  ///< before it is applied
    std::size_t most;        ///< operations that are shown of a long plan
    /// Each line has a mark beside that of its action.
    bool grave() const { return risk != Risk::safe && risk != Risk::attention; }
};

/// The gravest first.
inline constexpr std::array<SectionWords, 5> section_words{{
    {Risk::protect, "PROTECTED", ": refused", 100},
    {Risk::unsupported, "UNSUPPORTED", ": cannot be applied here", 100},
    {Risk::destructive, "DESTRUCTIVE", ": needs --allow-destructive", 100},
    {Risk::attention, "Attention", "", 50},
    {Risk::safe, "Safe", "", 20},
}};

/// A plan with more operations than this is shown in its short form.
inline constexpr std::size_t long_plan = 100;

struct SubjectGroup {
    std::string_view subject;  ///< "" for the production
    std::vector<const Operation*> operations;
};

struct PlanSection {
    const SectionWords* words = nullptr;
    std::vector<SubjectGroup> groups;  ///< in the order of the plan
    std::size_t count = 0;             ///< of all operations of that risk
    std::size_t left_out = 0;          ///< of them, those that are in no group
};

/// Sections without operations are left out. `full`: nothing else is.
std::vector<PlanSection> sections_of(const Plan& plan, bool full);

/// How many of each kind are added, changed, removed and moved: {"items", "12 to add, 3 to remove"}, ...
struct KindCounts {
    std::string kind;
    std::string counts;
};
std::vector<KindCounts> counts_by_kind(const Plan& plan, bool applied);

/// "3 to add, 2 to change, 1 to remove (1 destructive)"; applied: "3 added, 2 changed, 1 removed (1 destructive)"
std::string counts_text(const PlanCounts& counts, bool applied = false);

}  // namespace millwright::migrate
