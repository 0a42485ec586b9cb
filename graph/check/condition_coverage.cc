#include "graph/check/condition_coverage.h"

#include <algorithm>

#include "graph/condition_cases.h"
#include "graph/utf8.h"

namespace millwright::check {
namespace {

/// Decisions with more parts are not looked at: each part costs time for all before it.
constexpr std::size_t most_parts = 200;

Term always() {
    Term term;
    term.value = true;
    return term;
}

bool is_always(const DecisionPart& part) {
    if (!part.given) return true;
    const bool* truth = part.term == nullptr ? nullptr : std::get_if<bool>(&part.term->value);
    return truth != nullptr && *truth && part.term->operation == Operation::literal;
}

bool all_say(std::span<const DecisionPart> parts) {
    return !parts.empty() && parts.size() <= most_parts &&
           std::all_of(parts.begin(), parts.end(), [](const DecisionPart& each) { return each.term != nullptr; }) &&
           std::none_of(parts.begin(), parts.end(), is_always);
}

std::vector<Term> terms_of(std::span<const DecisionPart> parts) {
    std::vector<Term> terms;
    for (const DecisionPart& each : parts) terms.push_back(*each.term);
    return terms;
}

/// Which of the earlier sends cover one: all of them together, or the one at `alone`.
struct Cover {
    std::optional<std::size_t> alone;
};

std::optional<Cover> cover_of(const Decision& decision, std::size_t number, const ConditionScope& names) {
    const DecisionPart& part = decision.sends[number];
    for (std::size_t i = 0; i < number; ++i) {
        if (is_always(decision.sends[i])) return Cover{i};
    }
    if (!part.is_known()) return std::nullopt;
    Term later = part.given ? *part.term : always();
    if (decision.when.term != nullptr) {
        Term both;
        both.operation = Operation::and_;
        both.operands = {*decision.when.term, std::move(later)};
        later = std::move(both);
    }
    std::vector<Term> earlier;
    for (std::size_t i = 0; i < number; ++i) {
        if (decision.sends[i].term != nullptr) earlier.push_back(*decision.sends[i].term);
    }
    if (earlier.empty() || !find_uncovered(earlier, later, names).certain) return std::nullopt;
    for (std::size_t i = 0; i < number; ++i) {
        const Term* term = decision.sends[i].term;
        if (term != nullptr && find_uncovered({term, 1}, later, names).certain) return Cover{i};
    }
    return Cover{};
}

/// "some \"OrderRequest\"", "some messages" where every message is received.
std::string some(Text message) {
    return message == "*" ? "some messages" : "some " + in_quotes(message);
}

/// ", for example amount = 100"
std::string for_example(const Example& example) {
    return example.empty() ? std::string{} : ", for example when " + to_text(example);
}

}  // namespace

void report_covered(Checked& checked, const Decision& decision, std::span<const Send> sends, const std::string& of,
                    const ConditionScope& names) {
    if (sends.size() > most_parts) return;
    for (std::size_t i = 1; i < sends.size(); ++i) {
        if (decision.sends[i].reported || decision.when.reported) continue;
        const auto cover = cover_of(decision, i, names);
        if (!cover) continue;
        const std::string which = cover->alone ? "an earlier one takes" : "the earlier ones together take";
        auto& finding = checked.found.add(
            Code::covered_send, sends[i].place,
            "a send" + of + " to " + in_quotes(sends[i].to) + " never happens: " + which + " whatever it would");
        if (cover->alone) finding.note(sends[*cover->alone].place, "this one comes first");
        finding.advise("put it before them, or let route = \"all\" try every send");
    }
}

void report_unsent(Checked& checked, const Decision& decision, const Handler& handler, const Item& item,
                   const ConditionScope& names) {
    if (!all_say(decision.sends) || !decision.when.is_known()) return;
    std::vector<Term> terms = terms_of(decision.sends);
    const Term when = decision.when.given ? *decision.when.term : always();
    terms.push_back(when);
    const ConditionScope assumed = assume_types(terms, names);
    terms.pop_back();
    const Uncovered uncovered = find_uncovered(terms, when, assumed);
    if (!uncovered.example) return;
    checked.found
        .add(Code::not_exhaustive, handler.place,
             "no condition of " + in_quotes(item.name) + " holds for " + some(handler.on) +
                 ", which it then sends nowhere" + for_example(*uncovered.example))
        .advise("add a send without `when`, or a handler with reject = true for what is to be dropped");
}

void report_unhandled(Checked& checked, std::span<const DecisionPart> conditions, const Handler& first,
                      const Item& item, const ConditionScope& names) {
    if (!all_say(conditions)) return;
    const std::vector<Term> terms = terms_of(conditions);
    const Uncovered uncovered = find_uncovered(terms, assume_types(terms, names));
    if (!uncovered.example) return;
    checked.found
        .add(Code::not_exhaustive, first.place,
             "no handler of " + in_quotes(item.name) + " takes " + some(first.on) + for_example(*uncovered.example))
        .advise("add a handler without `when`; reject = true says that nothing is to happen");
}

}  // namespace millwright::check
