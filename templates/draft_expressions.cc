// Conditions and values of options, read and checked as `validate` will check them in the settings.
#include "graph/check/expressions.h"
#include "graph/condition_cases.h"
#include "graph/utf8.h"
#include "templates/draft.h"

namespace millwright::templates {
namespace {

/// The text of an option's value with the part in question marked: "amount >> 100" at ">>".
std::string where_in(const std::string& text, const ConditionProblem& problem) {
    if (problem.begin >= problem.end || problem.end > text.size()) return {};
    return " (at " + in_quotes(text.substr(problem.begin, problem.end - problem.begin)) + ")";
}

/// Whether the value of a name is there whenever the condition holds.
bool is_guarded(const Term& value, const PartExpression* when, const ConditionScope& scope) {
    if (when == nullptr || value.operation != Operation::name) return false;
    Term present;
    present.operation = Operation::present;
    present.operands.push_back(value);
    return find_uncovered({&present, 1}, when->term, scope).certain &&
           !find_uncovered({&present, 1}, when->term, scope).example;
}

}  // namespace

PartExpression expression(std::string text) {
    auto term = parse_condition(text);
    return {std::move(text), term ? std::move(*term) : Term{}};
}

void Draft::report_problem(Code code, const std::string& option, const std::string& text,
                           const ConditionProblem& problem) {
    refuse(code, option + "=" + printable(text) + ": " + problem.message + where_in(text, problem), problem.hint);
}

std::optional<PartExpression> Draft::condition(const std::string& option, const std::string& text,
                                               const ConditionScope& scope) {
    auto term = parse_condition(text);
    if (!term) {
        report_problem(Code::condition_syntax, option, text, term.error());
        return std::nullopt;
    }
    const CheckedTerm checked = check_condition(*term, scope);
    for (const ConditionProblem& each : checked.problems) {
        const bool name = check::is_unknown_name(*term, each, scope);
        report_problem(name ? Code::condition_name : Code::condition_type, option, text, each);
    }
    if (!checked.problems.empty()) return std::nullopt;
    const Verdict verdict = decide(*term, scope);
    if (verdict == Verdict::never) {
        refuse(Code::never_true, option + "=" + printable(text) + ": the condition is never true",
               "no values make it true; change it, or leave out what depends on it");
    }
    if (verdict == Verdict::always) {
        refuse(Code::always_true, option + "=" + printable(text) + ": the condition is always true",
               "it decides nothing; leave it out");
    }
    if (verdict == Verdict::never || verdict == Verdict::always) return std::nullopt;
    return PartExpression{text, std::move(*term)};
}

std::optional<PartExpression> Draft::value(const std::string& option, const std::string& text,
                                           const ConditionScope& scope, const FieldType& field,
                                           const PartExpression* when_sent) {
    auto term = parse_condition(text);
    if (!term) {
        report_problem(Code::condition_syntax, option, text, term.error());
        return std::nullopt;
    }
    CheckedTerm checked = check_types(*term, scope);
    for (const ConditionProblem& each : checked.problems) {
        const bool name = check::is_unknown_name(*term, each, scope);
        report_problem(name ? Code::condition_name : Code::condition_type, option, text, each);
    }
    if (!checked.problems.empty()) return std::nullopt;
    if (checked.type.optional && !field.optional && is_guarded(*term, when_sent, scope)) checked.type.optional = false;
    if (const auto problem = check_assignment(*term, checked.type, field)) {
        report_problem(Code::wrong_value_type, option, text, *problem);
        return std::nullopt;
    }
    return PartExpression{text, std::move(*term)};
}

}  // namespace millwright::templates
