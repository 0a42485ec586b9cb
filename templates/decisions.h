// Which target gets which message, where nobody said so for all of them: conditions made from the fields of the message, so
// that each target gets something and every message goes somewhere.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "templates/part.h"

namespace millwright::templates {

/// The names of expressions for a message with these fields.
using ScopeOf = std::function<ConditionScope(const std::vector<PartField>& fields)>;

/// A target setting, and the condition that was given for it.
struct RouteWish {
    std::string setting;
    std::optional<PartExpression> when;
};

struct RouteDecision {
    /// Indices of the wishes in the order of the sends; the last one has no condition, unless all of them were given one.
    std::vector<std::size_t> order;
    std::vector<std::optional<PartExpression>> when;  ///< by wish
    std::vector<PartField> added_fields;              ///< that the message needs beside those it has
    bool everyone = false;                            ///< nothing in the message tells the targets apart
    std::string remark;                               ///< what was decided unasked; empty: nothing
};

/// Decides for RouteChoice::first. The first target without a condition is the rest and gets what no other takes; further
/// ones get conditions made from the message. `may_add`: the message is new, and may get fields for that.
RouteDecision decide_routes(std::span<const RouteWish> wishes, const PartMessage& message, bool may_add,
                            const ScopeOf& scope_of);

/// The fields that conditions on a message without fields name, with the types that they compare them with.
std::vector<PartField> fields_named(std::span<const Term> terms);

}  // namespace millwright::templates
