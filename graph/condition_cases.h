// What can be said of conditions without running them: never true, always true, covered by earlier ones, not exhaustive
// with an example. Decided over intervals, sets of texts and absence; "unknown" where that is not enough, never a guess.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "graph/condition.h"

namespace millwright {

enum class Verdict : std::uint8_t { never, always, sometimes, unknown };

/// Values of names under which something holds or does not hold; absent ones are Absent. Names that do not matter are left
/// out. Values are the simplest there are: whole numbers, boundaries, texts of the conditions themselves.
using Example = std::map<std::string, Value>;

/// Whether a well-typed condition can be true, and whether it can be false.
Verdict decide(const Term& condition, const ConditionScope& scope);

/// Values under which none of the conditions holds. Nothing when there are none (`certain` is true) or when it cannot be
/// decided (`certain` is false). Whatever is returned has been tried with `evaluate`.
struct Uncovered {
    std::optional<Example> example;
    bool certain = false;
};
Uncovered find_uncovered(std::span<const Term> conditions, const ConditionScope& scope);
/// The same among the values under which `given` holds.
Uncovered find_uncovered(std::span<const Term> conditions, const Term& given, const ConditionScope& scope);

/// Whether every case in which `later` holds is one in which one of `earlier` holds: always, never (no case is covered),
/// sometimes, or unknown.
Verdict covered(const Term& later, std::span<const Term> earlier, const ConditionScope& scope);

/// The same scope, but names of unknown type are there, and are what the conditions compare them with: for examples in
/// which a person sees the point. What is decided with it holds for such values only.
ConditionScope assume_types(std::span<const Term> conditions, const ConditionScope& scope);

/// "amount = 100, order_id is missing"
std::string to_text(const Example& example);

}  // namespace millwright
