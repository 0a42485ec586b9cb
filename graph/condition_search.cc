#include "graph/condition_search.h"

#include <algorithm>
#include <array>
#include <map>

namespace millwright::cases {
namespace {

/// The ways in which something can come out, one bit each.
using Outcomes = std::uint8_t;
constexpr Outcomes is_true = 1;
constexpr Outcomes is_false = 2;
constexpr Outcomes is_absent = 4;
constexpr std::array<Outcomes, 3> single{is_true, is_false, is_absent};

/// Nodes looked at before the search gives up, and comparisons of values with literals before it: some milliseconds each.
constexpr std::size_t most_steps = 300'000;
constexpr std::size_t largest_space = 60'000;

constexpr std::int32_t undecided = -1;

Outcomes outcome_of(const Value& value) {
    const bool* truth = std::get_if<bool>(&value);
    return truth == nullptr ? is_absent : *truth ? is_true : is_false;
}

std::size_t size_of(const Value& value) {
    const auto* members = std::get_if<ValueList>(&value);
    return members == nullptr ? 1 : 1 + members->size();
}

std::size_t size_of(const Term& term) {
    std::size_t size = size_of(term.value);
    for (const Term& each : term.operands) size += size_of(each);
    return size;
}

/// How `and`, `or`, `not` combine what is true, false and absent: asked of `evaluate`, which decides it.
class Logic {
public:
    Logic() {
        for (std::size_t a = 0; a < single.size(); ++a) {
            not_[a] = ask(Operation::not_, {a});
            for (std::size_t b = 0; b < single.size(); ++b) {
                and_[a][b] = ask(Operation::and_, {a, b});
                or_[a][b] = ask(Operation::or_, {a, b});
            }
        }
    }

    Outcomes negated(Outcomes of) const {
        Outcomes all = 0;
        for (std::size_t a = 0; a < single.size(); ++a) {
            if (of & single[a]) all |= not_[a];
        }
        return all;
    }

    Outcomes joined(Operation operation, Outcomes left, Outcomes right) const {
        const auto& table = operation == Operation::and_ ? and_ : or_;
        Outcomes all = 0;
        for (std::size_t a = 0; a < single.size(); ++a) {
            for (std::size_t b = 0; b < single.size(); ++b) {
                if ((left & single[a]) && (right & single[b])) all |= table[a][b];
            }
        }
        return all;
    }

private:
    static Outcomes ask(Operation operation, std::vector<std::size_t> operands) {
        static const std::array<Value, 3> values{Value(true), Value(false), Value(Absent{})};
        Term term;
        term.operation = operation;
        for (const std::size_t each : operands) {
            Term operand;
            operand.value = values[each];
            term.operands.push_back(std::move(operand));
        }
        return outcome_of(evaluate(term, [](std::string_view) { return Value(Absent{}); }));
    }

    std::array<Outcomes, 3> not_{};
    std::array<std::array<Outcomes, 3>, 3> and_{};
    std::array<std::array<Outcomes, 3>, 3> or_{};
};

/// Every atom that is not settled may come out either way; or it comes out as the representatives say.
enum class Look : std::uint8_t { generous, exact };

class Search {
public:
    Search(const Space& space, Look look) : space_(space), look_(look) {
        chosen_.assign(space_.names.size(), undecided);
        free_.assign(space_.atoms.size(), undecided);
        atoms_of_.resize(space_.names.size());
    }

    /// False: the space is too large.
    bool prepare() {
        std::size_t cost = 0;
        for (const Atom& atom : space_.atoms) {
            if (atom.names.size() == 1) cost += space_.names[atom.names[0]].values.size() * size_of(*atom.term);
        }
        if (cost > largest_space) return false;
        for (std::uint32_t atom = 0; atom < space_.atoms.size(); ++atom) {
            tables_.push_back(table_of(atom));
            for (const std::uint32_t name : space_.atoms[atom].names) atoms_of_[name].push_back(atom);
        }
        for (std::uint32_t name = 0; name < space_.names.size(); ++name) order_.push_back(worth_trying(name));
        for (std::uint32_t atom = 0; atom < space_.atoms.size(); ++atom) all_.push_back(of_all(atom));
        return true;
    }

    bool run() { return step(); }
    bool gave_up() const { return steps_ > most_steps; }

    /// The names that matter in the case found.
    Example example() {
        dropping_ = true;
        for (std::size_t i = 0; i < chosen_.size(); ++i) {
            if (chosen_[i] == undecided && is_unsettled(i)) chosen_[i] = 0;
        }
        for (std::int32_t& each : chosen_) {
            const std::int32_t kept = each;
            if (kept == undecided || !space_.complete) continue;
            each = undecided;
            if (met() != Met::yes) each = kept;
        }
        Example example;
        for (std::size_t i = 0; i < chosen_.size(); ++i) {
            if (chosen_[i] != undecided) example[space_.names[i].name] = value_of(i);
        }
        return example;
    }

    /// Whether the goals are met when all other names have values too.
    bool confirmed(std::span<const Goal> goals) const {
        std::map<std::string, Value, std::less<>> values;
        for (std::size_t i = 0; i < chosen_.size(); ++i) values[space_.names[i].name] = value_of(i);
        return std::all_of(goals.begin(), goals.end(), [&](const Goal& goal) {
            return holds(*goal.condition, [&](std::string_view name) {
                       const auto found = values.find(name);
                       return found == values.end() ? Value(Absent{}) : found->second;
                   }) == goal.holds;
        });
    }

private:
    /// Some atom about it may come out in ways that its values do not show.
    bool is_unsettled(std::size_t name) const {
        const auto& atoms = atoms_of_[name];
        return !space_.names[name].values.empty() &&
               std::any_of(atoms.begin(), atoms.end(), [&](std::uint32_t each) { return !space_.atoms[each].settled; });
    }

    enum class Met : std::uint8_t { no, open, yes };

    Value value_of(std::size_t name) const {
        const auto& values = space_.names[name].values;
        if (values.empty()) return Absent{};
        return values[chosen_[name] == undecided ? 0 : static_cast<std::size_t>(chosen_[name])].value;
    }

    Outcomes evaluated(const Atom& atom) const {
        return outcome_of(evaluate(*atom.term, [&](std::string_view wanted) -> Value {
            for (const std::uint32_t each : atom.names) {
                if (space_.names[each].name == wanted && chosen_[each] != undecided) return value_of(each);
            }
            return Absent{};
        }));
    }

    /// Of an atom of one name: what it gives for each of its values.
    std::vector<Outcomes> table_of(std::uint32_t number) {
        const Atom& atom = space_.atoms[number];
        std::vector<Outcomes> table;
        if (atom.names.empty()) table.push_back(evaluated(atom));
        if (atom.names.size() != 1) return table;
        std::int32_t& choice = chosen_[atom.names[0]];
        const auto count = static_cast<std::int32_t>(space_.names[atom.names[0]].values.size());
        for (choice = 0; choice < count; ++choice) table.push_back(evaluated(atom));
        choice = undecided;
        return table;
    }

    bool is_free(const Atom& atom, std::uint32_t name, std::size_t value) const {
        return look_ == Look::generous && !atom.settled && !space_.names[name].values[value].alone;
    }

    /// Of values that no atom tells apart only the first is tried.
    std::vector<std::int32_t> worth_trying(std::uint32_t name) const {
        const std::vector<std::uint32_t>& atoms = atoms_of_[name];
        const bool shared = std::any_of(atoms.begin(), atoms.end(),
                                        [&](std::uint32_t each) { return space_.atoms[each].names.size() > 1; });
        std::vector<std::int32_t> values;
        std::map<std::vector<Outcomes>, std::int32_t> known;
        for (std::size_t value = 0; value < space_.names[name].values.size(); ++value) {
            std::vector<Outcomes> outcomes;
            for (const std::uint32_t each : atoms) {
                const bool free = is_free(space_.atoms[each], name, value);
                if (!shared) outcomes.push_back(free ? 0 : tables_[each][value]);
            }
            const auto number = static_cast<std::int32_t>(value);
            if (shared || known.emplace(std::move(outcomes), number).second) values.push_back(number);
        }
        return values;
    }

    /// What an atom can come out as, with the values chosen so far.
    Outcomes outcomes_of(std::uint32_t number) const {
        const Atom& atom = space_.atoms[number];
        if (atom.names.empty()) return tables_[number][0];
        bool all_chosen = true;
        bool all_alone = true;
        for (const std::uint32_t each : atom.names) {
            if (chosen_[each] == undecided) {
                all_chosen = false;
                continue;
            }
            const Representative& value = space_.names[each].values[static_cast<std::size_t>(chosen_[each])];
            if (value.value.is_absent() && atom.strict) return is_false;
            all_alone = all_alone && value.alone;
        }
        if (all_chosen && (look_ == Look::exact || atom.settled || all_alone)) {
            if (atom.names.size() == 1) return tables_[number][static_cast<std::size_t>(chosen_[atom.names[0]])];
            return evaluated(atom);
        }
        if (free_[number] != undecided) return static_cast<Outcomes>(free_[number]);
        // A value that is left out must not matter, whatever it is.
        if (dropping_ && !atom.settled) return is_true | is_false;
        return all_[number];
    }

    /// What an atom can come out as at all.
    Outcomes of_all(std::uint32_t number) const {
        const Atom& atom = space_.atoms[number];
        if (atom.names.empty()) return tables_[number][0];
        if (atom.names.size() > 1) return is_true | is_false;
        Outcomes all = 0;
        for (const std::int32_t each : order_[atom.names[0]]) {
            const auto value = static_cast<std::size_t>(each);
            all |= is_free(atom, atom.names[0], value) ? Outcomes(is_true | is_false) : tables_[number][value];
        }
        return all;
    }

    Outcomes outcomes_at(std::uint32_t number) {
        ++steps_;
        const Node& node = space_.nodes[number];
        if (node.operation == Operation::literal) return outcomes_of(node.atom);
        Outcomes all = outcomes_at(node.operands[0]);
        if (node.operation == Operation::not_) return logic_.negated(all);
        const Outcomes decided = node.operation == Operation::and_ ? is_false : is_true;
        for (std::size_t i = 1; i < node.operands.size() && all != decided; ++i) {
            all = logic_.joined(node.operation, all, outcomes_at(node.operands[i]));
        }
        return all;
    }

    Met met(const std::pair<std::uint32_t, bool>& goal) {
        const Outcomes all = outcomes_at(goal.first);
        if (all == is_true) return goal.second ? Met::yes : Met::no;
        if ((all & is_true) == 0) return goal.second ? Met::no : Met::yes;
        return Met::open;
    }

    Met met() {
        Met all = Met::yes;
        for (const auto& goal : space_.goals) all = std::min(all, met(goal));
        return all;
    }

    /// The first atom that leaves a node open.
    std::optional<std::uint32_t> open_atom(std::uint32_t number) {
        const Outcomes all = outcomes_at(number);
        if ((all & (all - 1)) == 0) return std::nullopt;
        const Node& node = space_.nodes[number];
        if (node.operation == Operation::literal) return node.atom;
        for (const std::uint32_t each : node.operands) {
            if (const auto found = open_atom(each)) return found;
        }
        return std::nullopt;
    }

    /// Chooses for whatever leaves the first open goal open.
    bool step() {
        std::optional<std::uint32_t> goal;
        for (const auto& each : space_.goals) {
            const Met state = met(each);
            if (state == Met::no || gave_up()) return false;
            if (state == Met::open && !goal) goal = each.first;
        }
        if (!goal) return true;
        const auto atom = open_atom(*goal);
        if (!atom) return false;
        for (const std::uint32_t each : space_.atoms[*atom].names) {
            if (chosen_[each] == undecided) return choose(chosen_[each], order_[each]);
        }
        static const std::vector<std::int32_t> either{is_true, is_false};
        return choose(free_[*atom], either);
    }

    bool choose(std::int32_t& place, const std::vector<std::int32_t>& values) {
        for (const std::int32_t each : values) {
            place = each;
            if (step()) return true;
        }
        place = undecided;
        return false;
    }

    const Space& space_;
    Look look_;
    Logic logic_;
    std::vector<std::int32_t> chosen_;  // by name, an index into its values
    std::vector<std::int32_t> free_;    // by atom, an outcome
    std::vector<std::vector<Outcomes>> tables_;
    std::vector<Outcomes> all_;                         // by atom
    std::vector<std::vector<std::int32_t>> order_;      // by name, the values that are worth trying
    std::vector<std::vector<std::uint32_t>> atoms_of_;  // by name
    std::size_t steps_ = 0;
    bool dropping_ = false;
};

}  // namespace

Uncovered find_case(std::span<const Goal> goals, const ConditionScope& scope) {
    const Space space = make_space(goals, scope);
    Search exact(space, Look::exact);
    if (!exact.prepare()) return {};
    if (exact.run()) {
        if (!exact.confirmed(goals)) return {};
        return {exact.example(), false};
    }
    const bool settled =
        std::all_of(space.atoms.begin(), space.atoms.end(), [](const Atom& atom) { return atom.settled; });
    if (exact.gave_up() || !space.complete) return {};
    if (settled) return {std::nullopt, true};
    Search generous(space, Look::generous);
    return {std::nullopt, generous.prepare() && !generous.run() && !generous.gave_up()};
}

}  // namespace millwright::cases
