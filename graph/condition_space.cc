#include "graph/condition_space.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>

namespace millwright::cases {
namespace {

/// Names that are compared with each other need one representative each between two boundaries.
constexpr std::size_t largest_group = 4;

bool is_comparison(Operation operation) {
    return operation >= Operation::equal && operation <= Operation::greater_equal;
}

bool is_equality(Operation operation) {
    return operation == Operation::equal || operation == Operation::not_equal;
}

bool is_text(FieldKind kind) {
    return kind == FieldKind::string || kind == FieldKind::uuid || kind == FieldKind::bytes;
}

bool is_number(FieldKind kind) {
    return kind == FieldKind::integer || kind == FieldKind::decimal;
}

/// All its values are among the representatives.
bool is_finite(FieldKind kind) {
    return kind == FieldKind::boolean || kind == FieldKind::choice;
}

bool is_ordered(FieldKind kind) {
    return is_number(kind) || kind == FieldKind::date || kind == FieldKind::datetime || kind == FieldKind::duration;
}

/// factor * of + offset, where `of` is a name, or the length of one; null for a number.
struct Linear {
    Decimal factor;
    Decimal offset;
    const Term* of = nullptr;
};

std::optional<Linear> scaled(const Linear& linear, std::optional<Decimal> (*by)(Decimal, Decimal), Decimal number) {
    const auto factor = by(linear.factor, number);
    const auto offset = by(linear.offset, number);
    if (!factor || !offset) return std::nullopt;
    return Linear{*factor, *offset, linear.of};
}

std::optional<Linear> sum_of(const Linear& a, const Linear& b) {
    if (a.of != nullptr && b.of != nullptr && !same(*a.of, *b.of)) return std::nullopt;
    const auto factor = add(a.factor, b.factor);
    const auto offset = add(a.offset, b.offset);
    if (!factor || !offset) return std::nullopt;
    return Linear{*factor, *offset, a.of != nullptr ? a.of : b.of};
}

std::optional<Linear> linear_of(const Term& term);

std::optional<Linear> product_of(const Term& term) {
    const auto a = linear_of(term.operands[0]);
    const auto b = linear_of(term.operands[1]);
    if (!a || !b) return std::nullopt;
    if (b->of == nullptr && (term.operation == Operation::multiply || b->offset != Decimal())) {
        return scaled(*a, term.operation == Operation::multiply ? multiply : divide, b->offset);
    }
    if (a->of == nullptr && term.operation == Operation::multiply) return scaled(*b, multiply, a->offset);
    return std::nullopt;
}

std::optional<Linear> linear_of(const Term& term) {
    switch (term.operation) {
        case Operation::literal:
            if (const auto* number = std::get_if<Decimal>(&term.value)) return Linear{Decimal(), *number, nullptr};
            return std::nullopt;
        case Operation::name: return Linear{Decimal(1), Decimal(), &term};
        case Operation::len:
            if (term.operands[0].operation != Operation::name) return std::nullopt;
            return Linear{Decimal(1), Decimal(), &term};
        case Operation::negate:
            if (const auto inner = linear_of(term.operands[0])) return scaled(*inner, multiply, Decimal(-1));
            return std::nullopt;
        case Operation::add:
        case Operation::subtract: {
            const auto a = linear_of(term.operands[0]);
            auto b = linear_of(term.operands[1]);
            if (b && term.operation == Operation::subtract) b = scaled(*b, multiply, Decimal(-1));
            return a && b ? sum_of(*a, *b) : std::nullopt;
        }
        case Operation::multiply:
        case Operation::divide: return product_of(term);
        default: return std::nullopt;
    }
}

/// Where a comparison of the two changes, rounded to a number below and one above when it is no Decimal.
std::optional<std::pair<Linear, Decimal>> boundary_of(const Term& comparison) {
    const auto left = linear_of(comparison.operands[0]);
    auto right = linear_of(comparison.operands[1]);
    if (!left || !right) return std::nullopt;
    right = scaled(*right, multiply, Decimal(-1));
    const auto difference = right ? sum_of(*left, *right) : std::nullopt;
    if (!difference || difference->of == nullptr || difference->factor == Decimal()) return std::nullopt;
    const auto quotient = divide(difference->offset, difference->factor);
    if (!quotient) return std::nullopt;
    return std::pair(*difference, *subtract(Decimal(), *quotient));
}

/// Whether the quotient was not rounded.
bool is_exact(const Linear& difference, Decimal boundary) {
    const auto product = multiply(difference.factor, boundary);
    return product && add(*product, difference.offset) == Decimal();
}

std::int64_t floor_whole(Decimal number) {
    std::int64_t power = 1;
    for (unsigned i = 0; i < number.scale(); ++i) power *= 10;
    return number.coefficient() / power - (number.coefficient() % power < 0 ? 1 : 0);
}

constexpr std::int64_t day = 86'400'000;

std::int64_t floor_day(std::int64_t milliseconds) {
    return milliseconds / day - (milliseconds % day < 0 ? 1 : 0);
}

class Builder {
public:
    Builder(Space& space, const ConditionScope& scope) : space_(space), scope_(scope) {}

    void build(std::span<const Goal> goals) {
        for (const Goal& each : goals) add_goal(fold(*each.condition), each.holds);
        add_owners();
        facts_.resize(space_.names.size());
        parent_.resize(space_.names.size());
        std::iota(parent_.begin(), parent_.end(), 0U);
        for (Atom& atom : space_.atoms) classify(atom);
        join_groups();
        for (std::size_t i = 0; i < space_.names.size(); ++i) {
            if (!represent(space_.names[i], facts_[i])) space_.complete = false;
        }
        for (Atom& atom : space_.atoms) settle_last(atom);
    }

private:
    void add_goal(Term term, bool holds) {
        space_.terms.push_back(std::move(term));
        const std::uint32_t root = add_node(space_.terms.back());
        space_.goals.emplace_back(root, holds);
    }

    std::uint32_t add_node(const Term& term) {
        Node node;
        if (term.operation == Operation::not_ || term.operation == Operation::and_ ||
            term.operation == Operation::or_) {
            node.operation = term.operation;
            for (const Term& each : term.operands) node.operands.push_back(add_node(each));
        } else {
            node.atom = add_atom(term);
        }
        space_.nodes.push_back(std::move(node));
        return static_cast<std::uint32_t>(space_.nodes.size() - 1);
    }

    std::uint32_t add_atom(const Term& term) {
        const auto [known, fresh] = atoms_.emplace(to_text(term), static_cast<std::uint32_t>(space_.atoms.size()));
        if (!fresh) return known->second;
        Atom atom;
        atom.term = &term;
        add_names(term, atom.names);
        space_.atoms.push_back(std::move(atom));
        return known->second;
    }

    void add_names(const Term& term, std::vector<std::uint32_t>& names) {
        if (term.operation == Operation::name) {
            const std::uint32_t name = name_id(term.name);
            if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
        }
        for (const Term& each : term.operands) add_names(each, names);
    }

    std::uint32_t name_id(const std::string& name) {
        const auto [known, fresh] = names_.emplace(name, static_cast<std::uint32_t>(space_.names.size()));
        if (fresh) space_.names.push_back({name, type_of_name(name, scope_), {}});
        return known->second;
    }

    /// What is absent has no fields: present(order) where order.id is present.
    void add_owners() {
        const std::size_t count = space_.names.size();
        for (std::size_t i = 0; i < count; ++i) {
            const std::string name = space_.names[i].name;
            for (std::size_t at = name.find('.'); at != std::string::npos; at = name.find('.', at + 1)) {
                const std::string owner = name.substr(0, at);
                if (names_.count(owner) == 0) continue;
                Term term;
                term.operation = Operation::or_;
                term.operands = {about(Operation::missing, name), about(Operation::present, owner)};
                add_goal(std::move(term), true);
            }
        }
    }

    static Term about(Operation operation, const std::string& name) {
        Term inner;
        inner.operation = Operation::name;
        inner.name = name;
        Term term;
        term.operation = operation;
        term.operands.push_back(std::move(inner));
        return term;
    }

    FieldKind kind_of(std::uint32_t name) const { return space_.names[name].type.kind; }

    /// The name, when the term is one.
    std::optional<std::uint32_t> bare(const Term& term) const {
        if (term.operation != Operation::name) return std::nullopt;
        return names_.at(term.name);
    }

    void classify(Atom& atom) {
        const Term& term = *atom.term;
        switch (term.operation) {
            case Operation::name:
                facts_[atom.names[0]].truth = true;
                atom.settled = true;
                return;
            case Operation::missing:
            case Operation::present: atom.settled = true; return;
            case Operation::in: atom.settled = in_list(term); break;
            case Operation::contains:
            case Operation::starts_with:
            case Operation::matches: note_part(term); break;
            default: break;
        }
        if (is_comparison(term.operation)) {
            atom.strict = std::all_of(term.operands.begin(), term.operands.end(), is_strict);
            atom.settled = compare(term);
        }
        if (atom.settled) return;
        note_literals(term, atom);
        // Small numbers go a long way in sums and products.
        for (const std::uint32_t each : atom.names) {
            if (is_number(kind_of(each)))
                facts_[each].cuts[0].insert(facts_[each].cuts[0].end(), {Decimal(0), Decimal(1)});
        }
    }

    /// Absent as soon as one of its names is.
    static bool is_strict(const Term& term) {
        switch (term.operation) {
            case Operation::name:
            case Operation::literal: return true;
            case Operation::negate:
            case Operation::add:
            case Operation::subtract:
            case Operation::multiply:
            case Operation::divide:
            case Operation::len: return std::all_of(term.operands.begin(), term.operands.end(), is_strict);
            default: return false;
        }
    }

    bool compare(const Term& term) {
        const Term& left = term.operands[0];
        const Term& right = term.operands[1];
        const auto a = bare(left);
        const auto b = bare(right);
        if (a && b) return compare_names(*a, *b, term.operation);
        if (a && right.operation == Operation::literal) return compare_value(*a, right.value, term.operation);
        if (b && left.operation == Operation::literal) return compare_value(*b, left.value, term.operation);
        const auto boundary = boundary_of(term);
        return boundary && cut(boundary->first, boundary->second);
    }

    /// A number, or a length, against a number.
    bool cut(const Linear& difference, Decimal boundary) {
        const bool exact = is_exact(difference, boundary);
        if (difference.of->operation == Operation::len) {
            const std::uint32_t name = names_.at(difference.of->operands[0].name);
            const std::int64_t below = floor_whole(boundary);
            for (std::int64_t each = below - 1; each <= below + 2; ++each) facts_[name].lengths.push_back(each);
            const FieldKind kind = kind_of(name);
            return is_text(kind) || kind == FieldKind::list || kind == FieldKind::map;
        }
        const std::uint32_t name = names_.at(difference.of->name);
        auto& cuts = facts_[name].cuts[static_cast<std::size_t>(Axis::number)];
        if (exact) {
            cuts.push_back(boundary);
        } else {
            cuts.push_back(Decimal(floor_whole(boundary)));
            if (const auto above = add(cuts.back(), Decimal(1))) cuts.push_back(*above);
        }
        const FieldKind kind = kind_of(name);
        return kind == FieldKind::integer || (exact && kind == FieldKind::decimal);
    }

    bool compare_value(std::uint32_t name, const Value& value, Operation operation) {
        Facts& facts = facts_[name];
        const FieldKind kind = kind_of(name);
        if (note_value(facts, value)) return is_ordered(kind) || kind == FieldKind::any;
        if (std::holds_alternative<bool>(value)) {
            facts.truth = true;
            return kind == FieldKind::boolean || kind == FieldKind::any;
        }
        if (!std::holds_alternative<std::string>(value) || !(is_text(kind) || kind == FieldKind::any)) return false;
        if (!is_equality(operation)) facts.ordered_texts = true;
        return true;
    }

    /// Puts a value on its line, or among the texts. Says whether it lies on a line.
    static bool note_value(Facts& facts, const Value& value) {
        const auto put = [&](Axis axis, std::int64_t whole) {
            facts.cuts[static_cast<std::size_t>(axis)].push_back(Decimal(whole));
            return true;
        };
        if (const auto* number = std::get_if<Decimal>(&value)) {
            facts.cuts[0].push_back(*number);
            return true;
        }
        // A date and a moment may be compared: the day begins at midnight.
        if (const auto* date = std::get_if<Date>(&value)) {
            put(Axis::datetime, date->days * day);
            return put(Axis::date, date->days);
        }
        if (const auto* moment = std::get_if<DateTime>(&value)) {
            put(Axis::date, floor_day(moment->milliseconds));
            put(Axis::date, floor_day(moment->milliseconds) + 1);
            return put(Axis::datetime, moment->milliseconds);
        }
        if (const auto* duration = std::get_if<Duration>(&value)) return put(Axis::duration, duration->milliseconds);
        if (const auto* text = std::get_if<std::string>(&value)) facts.texts.push_back(*text);
        return false;
    }

    bool compare_names(std::uint32_t a, std::uint32_t b, Operation operation) {
        if (a == b) return true;
        const FieldKind left = kind_of(a);
        const FieldKind right = kind_of(b);
        if (is_finite(left) && is_finite(right)) return true;
        const auto texts = [](FieldKind kind) { return is_text(kind) || kind == FieldKind::choice; };
        const bool numbers = is_number(left) && is_number(right);
        const bool ordered = is_ordered(left) && left == right;
        if (!numbers && !ordered && !(texts(left) && texts(right) && is_equality(operation))) return false;
        parent_[root_of(a)] = root_of(b);
        return true;
    }

    std::uint32_t root_of(std::uint32_t name) {
        while (parent_[name] != name) name = parent_[name] = parent_[parent_[name]];
        return name;
    }

    bool in_list(const Term& term) {
        const auto name = bare(term.operands[0]);
        const Term& list = term.operands[1];
        if (const auto tags = bare(list); tags && term.operands[0].operation == Operation::literal) {
            facts_[*tags].members.push_back(term.operands[0].value);
        }
        if (!name) return false;
        if (list.operation == Operation::literal) {
            const auto* values = std::get_if<ValueList>(&list.value);
            return values != nullptr && std::all_of(values->begin(), values->end(), [&](const Value& each) {
                       return compare_value(*name, each, Operation::equal);
                   });
        }
        if (list.operation != Operation::list) return false;
        bool settled = true;
        for (const Term& each : list.operands) {
            settled =
                each.operation == Operation::literal && compare_value(*name, each.value, Operation::equal) && settled;
        }
        return settled;
    }

    void note_part(const Term& term) {
        const auto name = bare(term.operands[0]);
        if (!name || term.operands.size() < 2 || term.operands[1].operation != Operation::literal) return;
        const Value& value = term.operands[1].value;
        Facts& facts = facts_[*name];
        const FieldKind kind = kind_of(*name);
        if (term.operation == Operation::contains && !is_text(kind)) facts.members.push_back(value);
        const auto* text = std::get_if<std::string>(&value);
        if (text == nullptr || kind == FieldKind::list) return;
        std::string part = *text;
        if (term.operation == Operation::matches) {
            if (part.starts_with('^')) part.erase(0, 1);
            if (part.ends_with('$')) part.pop_back();
            if (part.find_first_of("\\.[]{}()*+?|^$") != std::string::npos) return;
        }
        facts.parts.push_back(std::move(part));
    }

    /// Values that are worth trying for the names of an atom that the representatives do not settle.
    void note_literals(const Term& term, const Atom& atom) {
        const bool part = term.operation == Operation::matches || term.operation == Operation::starts_with ||
                          term.operation == Operation::contains;
        if (part) return;
        if (term.operation == Operation::literal) {
            for (const std::uint32_t each : atom.names) note_value(facts_[each], term.value);
        }
        for (const Term& each : term.operands) note_literals(each, atom);
    }

    /// Names that are compared with each other share their boundaries.
    void join_groups() {
        std::map<std::uint32_t, std::vector<std::uint32_t>> groups;
        for (std::uint32_t i = 0; i < parent_.size(); ++i) groups[root_of(i)].push_back(i);
        for (const auto& [root, members] : groups) {
            if (members.size() == 1) continue;
            Facts all;
            all.whole = all.dense = false;
            for (const std::uint32_t each : members) add_to(all, each);
            all.others = static_cast<std::uint32_t>(std::min(members.size(), largest_group) - 1);
            all.group = root;
            for (const std::uint32_t each : members) {
                all.truth = facts_[each].truth;
                all.parts = facts_[each].parts;
                all.members = facts_[each].members;
                all.ordered_texts = facts_[each].ordered_texts;
                facts_[each] = all;
            }
            if (members.size() > largest_group) space_.complete = false;
        }
    }

    void add_to(Facts& all, std::uint32_t name) const {
        const Facts& facts = facts_[name];
        const FieldType& type = space_.names[name].type;
        for (std::size_t axis = 0; axis < axis_count; ++axis) {
            all.cuts[axis].insert(all.cuts[axis].end(), facts.cuts[axis].begin(), facts.cuts[axis].end());
        }
        all.texts.insert(all.texts.end(), facts.texts.begin(), facts.texts.end());
        all.texts.insert(all.texts.end(), type.choices.begin(), type.choices.end());
        all.lengths.insert(all.lengths.end(), facts.lengths.begin(), facts.lengths.end());
        (type.kind == FieldKind::decimal ? all.dense : all.whole) = true;
    }

    /// What can only be said when all values are known.
    void settle_last(Atom& atom) {
        const auto all_alone = [&](std::uint32_t name) { return is_finite(kind_of(name)); };
        if (std::all_of(atom.names.begin(), atom.names.end(), all_alone)) atom.settled = true;
        if (!is_comparison(atom.term->operation) || is_equality(atom.term->operation)) return;
        // Between two texts there are always others, of other lengths: the order goes with nothing else.
        for (const std::uint32_t each : atom.names) {
            const Facts& facts = facts_[each];
            const bool text = is_text(kind_of(each)) || kind_of(each) == FieldKind::any;
            if (text && facts.ordered_texts && (!facts.lengths.empty() || facts.others != 0)) atom.settled = false;
        }
    }

    Space& space_;
    const ConditionScope& scope_;
    std::map<std::string, std::uint32_t> atoms_;
    std::map<std::string, std::uint32_t> names_;
    std::vector<Facts> facts_;
    std::vector<std::uint32_t> parent_;
};

}  // namespace

FieldType type_of_name(std::string_view name, const ConditionScope& scope) {
    std::string owner;
    FieldType type;
    bool optional = false;
    for (bool first = true; first || !name.empty(); first = false) {
        const std::size_t end = std::min(name.find('.'), name.size());
        const auto found = scope.type_of(owner, name.substr(0, end));
        name.remove_prefix(std::min(end + 1, name.size()));
        if (!found) return FieldType{FieldKind::any, true, {}, {}, {}};
        type = *found;
        optional = type.optional = optional || type.optional;
        while (!name.empty() && type.kind == FieldKind::map) {
            name.remove_prefix(std::min(std::min(name.find('.'), name.size()) + 1, name.size()));
            type = FieldType(type.element.front());
            optional = type.optional = true;
        }
        if (name.empty()) break;
        if (type.kind != FieldKind::message) return FieldType{FieldKind::any, true, {}, {}, {}};
        owner = type.name;
    }
    return type;
}

Space make_space(std::span<const Goal> goals, const ConditionScope& scope) {
    Space space;
    Builder(space, scope).build(goals);
    return space;
}

}  // namespace millwright::cases
