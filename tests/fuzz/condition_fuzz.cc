// Any bytes as a condition: refused with a place in it, or read, printed and read back the same; its types are checked, its
// constant parts computed without changing its value; what is said of its cases agrees with values.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "graph/condition.h"
#include "graph/condition_cases.h"
#include "graph/utf8.h"

using namespace millwright;

namespace {

/// Fields of every type, by their first letter.
std::optional<FieldType> type_of(std::string_view, std::string_view part) {
    static const char* const types[] = {
        "any", "bool",          "choice|open|a", "date",      "decimal", "Order?", "list<int>",     "duration",
        "int", "map<decimal?>", "string?",       "datetime?", "uuid",    "bytes",  "list<string>?", "Order"};
    const unsigned letter = static_cast<unsigned char>(part.front()) % 17U;
    return letter == 16 ? std::nullopt : parse_field_type(types[letter]);
}

Value value_of(std::string_view name) {
    const Value values[] = {Absent{},         true,
                            Decimal(100),     std::string("a"),
                            Date{20'484},     DateTime{1'769'853'600'000},
                            Duration{90'000}, ValueList{std::string("a"), Decimal(1)}};
    return values[static_cast<unsigned char>(name.back()) % 8U];
}

void require(bool holds) {
    if (!holds) std::abort();
}

void check_problem(const ConditionProblem& problem, std::string_view text) {
    require(problem.begin <= problem.end && problem.end <= text.size());
    require(!problem.message.empty() && problem.message.find('\n') == std::string::npos);
    require(first_invalid_utf8(problem.message) == std::string::npos);
    require(first_invalid_utf8(problem.hint) == std::string::npos && problem.hint.find('\n') == std::string::npos);
}

/// Printing may need more room than the text had, and what is longer than 64 KiB is not read.
void check_reads_back(const Term& term) {
    const std::string printed = to_text(term);
    if (printed.size() > 64 * 1024) return;
    const auto again = parse_condition(printed);
    require(again && same(*again, term) && to_text(*again) == printed);
}

/// One without problems of types, so that its cases can be told.
void check_cases(const Term& term, const ConditionScope& scope) {
    const Verdict verdict = decide(term, scope);
    const Uncovered uncovered = find_uncovered(std::span(&term, 1), scope);
    if (verdict == Verdict::always) require(!uncovered.example);
    if (verdict == Verdict::sometimes) require(uncovered.example || !uncovered.certain);
    if (!uncovered.example) return;
    // A name that is left out may have any value of its type, and it is not for this file to know one.
    bool all_given = true;
    const auto value = [&](std::string_view name) {
        const auto found = uncovered.example->find(std::string(name));
        if (found != uncovered.example->end()) return found->second;
        all_given = false;
        return Value(Absent{});
    };
    const bool held = holds(term, value);
    require(!held || !all_given);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const auto term = parse_condition(text);
    if (!term) {
        check_problem(term.error(), text);
        return 0;
    }
    check_reads_back(*term);
    ConditionScope scope{type_of, [](std::string_view) { return std::vector<std::string>{"order", "amount"}; }, false};
    const CheckedTerm checked = check_condition(*term, scope);
    for (const ConditionProblem& problem : checked.problems) check_problem(problem, text);
    for (const char* type :
         {"int", "decimal?", "choice|open", "date", "datetime", "duration?", "uuid", "list<string>"}) {
        if (const auto problem = check_assignment(*term, checked.type, *parse_field_type(type)))
            check_problem(*problem, text);
    }
    if (checked.problems.empty()) check_cases(*term, scope);
    const Term folded = fold(*term);
    check_reads_back(folded);
    require(same(fold(folded), folded));
    const Value value = evaluate(*term, value_of);
    require(evaluate(folded, value_of) == value);
    require(holds(*term, value_of) == (value == Value(true)));
    return 0;
}
