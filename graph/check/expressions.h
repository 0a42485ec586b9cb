// Reads the expressions of a production, each text once, and reports what cannot be read and what does not fit.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "graph/check/families.h"
#include "graph/condition.h"

namespace millwright::check {

/// A term that was read, with the type of its value; null when there is none or something is wrong with it.
struct Typed {
    const Term* term = nullptr;
    FieldType type;
    explicit operator bool() const { return term != nullptr; }
};

/// Whether the problem is a name of which the scope does not know a part.
bool is_unknown_name(const Term& term, const ConditionProblem& problem, const ConditionScope& scope);

class Expressions {
public:
    explicit Expressions(Checked& checked) : checked_(checked) {}

    /// `subject` begins the sentence of a finding: "the condition of step \"review\" of \"P\"". Texts of other worlds give null, and
    /// so do empty ones.
    Typed read(const Expression& expression, const std::string& subject, const ConditionScope& scope);
    /// A value that is to be true or false.
    Typed read_condition(const Expression& expression, const std::string& subject, const ConditionScope& scope);
    /// A problem with the value that a field gets.
    void report(Code code, const Expression& expression, const std::string& subject, const ConditionProblem& problem);

private:
    using Parsed = tl::expected<Term, ConditionProblem>;
    using Check = CheckedTerm (*)(const Term&, const ConditionScope&);
    Typed read_with(Check check, const Expression& expression, const std::string& subject, const ConditionScope& scope);
    const Parsed& parsed(Text text);

    Checked& checked_;
    std::unordered_map<Text, Parsed> known_;
};

}  // namespace millwright::check
