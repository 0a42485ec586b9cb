// A plan: the operations that lead from what is deployed to what is desired, with what they were computed from.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "migrate/diff.h"

namespace millwright::migrate {

struct PlanCounts {
    std::size_t add = 0;
    std::size_t change = 0;
    std::size_t remove = 0;
    std::size_t move = 0;
    std::size_t safe = 0;
    std::size_t attention = 0;
    std::size_t destructive = 0;
    std::size_t protect = 0;
    std::size_t unsupported = 0;
    std::size_t not_compared = 0;  ///< secrets
};

/// Where a plan applies. Comparing two files has none: all empty.
struct PlanTarget {
    std::string name;      ///< of the deployment in settings, or ""
    std::string url;       ///< "sqlite:.millwright/state.db", or what the other side was: a file, a commit
    std::string identity;  ///< of the store
    std::string engine;  ///< what holds the items and not the rest, such as "IRIS"; "" where the store holds everything
};

/// What was chosen of a plan, where not everything was.
struct ChosenPart {
    std::vector<std::string> only;    ///< names of items as they were given
    std::vector<std::string> except;  ///< the same
    bool without_unsupported = false;
    PlanCounts left_out;             ///< operations that were left out
    std::vector<std::string> words;  ///< what came along, or was left out too, and why: one sentence each

    bool is_all() const { return only.empty() && except.empty() && !without_unsupported; }
};

struct Plan {
    std::string production;
    PlanTarget target;
    std::uint64_t base_revision = 0;  ///< 0: nothing is deployed yet
    Digest base_fingerprint;          ///< of the deployed production; all zero when there is none
    Digest desired_fingerprint;       ///< what the deployment has when the plan was applied
    Digest desired_secrets;           ///< the same for the values of its secrets; all zero when there are none
    std::vector<Operation> operations;
    Diagnostics findings;
    std::vector<std::string> not_compared;  ///< names of secrets whose values were not to be had: it cannot be applied
    ChosenPart chosen;
    std::optional<Digest> saved_digest;  ///< of the saved plan that it was read from

    bool has_changes() const { return !operations.empty(); }
    PlanCounts counts() const;
    bool any(Risk risk) const;
};

/// How many operations of each action and risk.
PlanCounts counts_of(const std::vector<Operation>& operations);

/// "0001-add_item" for the first operation.
std::string operation_id(std::size_t index, const Operation& operation);

}  // namespace millwright::migrate
