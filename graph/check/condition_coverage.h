// Conditions of several sends or handlers together: what an earlier one takes from a later one, and for which messages
// none of them holds.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "graph/check/families.h"
#include "graph/condition.h"

namespace millwright::check {

/// The condition of a send or of a handler.
struct DecisionPart {
    const Term* term = nullptr;  ///< null: there is none, or nobody knows what it says
    bool given = false;
    bool reported = false;  ///< something is wrong with it by itself

    bool is_known() const { return !given || term != nullptr; }
};

/// What a handler decides: whether it takes a message, and with which of its sends.
struct Decision {
    DecisionPart when;
    std::vector<DecisionPart> sends;
};

/// Sends that never happen because one before them is the first whose condition holds. `of`: " of \"P\"".
void report_covered(Checked& checked, const Decision& decision, std::span<const Send> sends, const std::string& of,
                    const ConditionScope& names);
/// Messages for which no send has a condition that holds.
void report_unsent(Checked& checked, const Decision& decision, const Handler& handler, const Item& item,
                   const ConditionScope& names);
/// Messages that no handler takes: all handlers for that message have these conditions.
void report_unhandled(Checked& checked, std::span<const DecisionPart> conditions, const Handler& first,
                      const Item& item, const ConditionScope& names);

}  // namespace millwright::check
