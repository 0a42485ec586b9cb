#include "graph/check/expressions.h"

#include "graph/utf8.h"

namespace millwright::check {

bool is_unknown_name(const Term& term, const ConditionProblem& problem, const ConditionScope& scope) {
    if (term.operation == Operation::name) {
        if (problem.begin < term.begin || problem.end > term.end) return false;
        std::string owner;
        std::string_view rest = term.name;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find('.'), rest.size());
            const auto type = scope.type_of(owner, rest.substr(0, end));
            if (!type) return !owner.empty() || !scope.open;
            if (type->kind != FieldKind::message) return false;
            owner = type->name;
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        return false;
    }
    for (const Term& each : term.operands) {
        if (is_unknown_name(each, problem, scope)) return true;
    }
    return false;
}

const Expressions::Parsed& Expressions::parsed(Text text) {
    const auto known = known_.find(text);
    return known != known_.end() ? known->second : known_.emplace(text, parse_condition(text)).first->second;
}

void Expressions::report(Code code, const Expression& expression, const std::string& subject,
                         const ConditionProblem& problem) {
    Place place = expression.place;
    std::string where;
    if (expression.verbatim && place.known()) {
        place.begin += 1 + problem.begin;
        place.end = place.begin + std::max(1U, problem.end - problem.begin);
    } else if (problem.begin < problem.end && problem.end <= expression.text.size()) {
        where = " (at " + in_quotes(expression.text.substr(problem.begin, problem.end - problem.begin)) + ")";
    }
    auto& finding = checked_.found.add(code, place, subject + ": " + problem.message + where);
    if (!problem.hint.empty()) finding.advise(problem.hint);
}

Typed Expressions::read_with(Check check, const Expression& expression, const std::string& subject,
                             const ConditionScope& scope) {
    if (expression.foreign || expression.text.empty()) return {};
    const Parsed& term = parsed(expression.text);
    if (!term) {
        report(Code::condition_syntax, expression, subject, term.error());
        return {};
    }
    CheckedTerm checked = check(*term, scope);
    for (const ConditionProblem& each : checked.problems) {
        const bool name = is_unknown_name(*term, each, scope);
        report(name ? Code::condition_name : Code::condition_type, expression, subject, each);
    }
    if (!checked.problems.empty()) return {};
    return {&*term, std::move(checked.type)};
}

Typed Expressions::read(const Expression& expression, const std::string& subject, const ConditionScope& scope) {
    return read_with(check_types, expression, subject, scope);
}

Typed Expressions::read_condition(const Expression& expression, const std::string& subject,
                                  const ConditionScope& scope) {
    return read_with(check_condition, expression, subject, scope);
}

}  // namespace millwright::check
