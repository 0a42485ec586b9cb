#include "graph/condition_cases.h"

#include "graph/condition_search.h"
#include "graph/utf8.h"

namespace millwright {
namespace {

using cases::Goal;

/// From what is known of a case in which something is so, and of one in which it is not.
Verdict verdict_of(const Uncovered& is, const Uncovered& is_not) {
    if (is.certain) return Verdict::never;
    if (is_not.certain) return Verdict::always;
    return is.example && is_not.example ? Verdict::sometimes : Verdict::unknown;
}

}  // namespace

Verdict decide(const Term& condition, const ConditionScope& scope) {
    const Goal is{&condition, true};
    const Goal is_not{&condition, false};
    return verdict_of(cases::find_case({&is, 1}, scope), cases::find_case({&is_not, 1}, scope));
}

Uncovered find_uncovered(std::span<const Term> conditions, const ConditionScope& scope) {
    std::vector<Goal> goals;
    for (const Term& each : conditions) goals.push_back({&each, false});
    return cases::find_case(goals, scope);
}

Uncovered find_uncovered(std::span<const Term> conditions, const Term& given, const ConditionScope& scope) {
    std::vector<Goal> goals{{&given, true}};
    for (const Term& each : conditions) goals.push_back({&each, false});
    return cases::find_case(goals, scope);
}

Verdict covered(const Term& later, std::span<const Term> earlier, const ConditionScope& scope) {
    std::vector<Goal> alone{{&later, true}};
    for (const Term& each : earlier) alone.push_back({&each, false});
    const Uncovered uncovered = cases::find_case(alone, scope);
    if (uncovered.certain) return Verdict::always;
    Term any;
    any.operation = Operation::or_;
    any.operands.assign(earlier.begin(), earlier.end());
    if (earlier.empty()) return Verdict::never;
    const Goal both[] = {{&later, true}, {earlier.size() == 1 ? &earlier.front() : &any, true}};
    return verdict_of(cases::find_case(both, scope), uncovered);
}

std::string to_text(const Example& example) {
    std::string text;
    for (const auto& [name, value] : example) {
        if (!text.empty()) text += ", ";
        if (value.is_absent()) {
            text += name + " is missing";
            continue;
        }
        text += name + " = " + printable(literal_text(value));
    }
    return text;
}

}  // namespace millwright
