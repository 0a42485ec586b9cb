// The cases that conditions can tell apart: for each name the few values that stand for all others, and the comparisons
// between them. What graph/condition_cases.h decides, it decides by looking through such a space.
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "graph/condition.h"

namespace millwright::cases {

/// A condition that is to hold, or not to hold (be false or absent).
struct Goal {
    const Term* condition = nullptr;
    bool holds = true;
};

/// A value that stands for all values of its name with which the settled atoms come out the same.
struct Representative {
    Value value;
    bool alone = false;  ///< it stands for no other value
};

struct Name {
    std::string name;
    FieldType type;                      ///< `any` where it is not known; optional where a part of it is
    std::vector<Representative> values;  ///< the simplest first
};

/// A part of a condition without `and`, `or`, `not` at its top.
struct Atom {
    const Term* term = nullptr;
    std::vector<std::uint32_t> names;  ///< each once
    bool settled = false;              ///< the representatives show every way in which it can come out
    bool strict = false;               ///< false as soon as one of its names is absent
};

/// Of a condition: not_, and_, or_ of other nodes, or an atom (`operation` is literal).
struct Node {
    Operation operation = Operation::literal;
    std::uint32_t atom = 0;
    std::vector<std::uint32_t> operands;
};

/// Numbers are taken as exact and unbounded: that a sum no longer fits a Decimal is not a case of its own.
struct Space {
    std::deque<Term> terms;  ///< the goals, folded
    std::vector<Node> nodes;
    std::vector<Atom> atoms;
    std::vector<Name> names;
    std::vector<std::pair<std::uint32_t, bool>> goals;  ///< a node, and whether it is to hold
    bool complete = true;                               ///< false: there are values that no representative stands for
};

Space make_space(std::span<const Goal> goals, const ConditionScope& scope);

/// The type of "order.lines"; `any`, maybe absent, for what the scope does not know.
FieldType type_of_name(std::string_view name, const ConditionScope& scope);

/// The kinds of values that lie on a line, each as a number: days, milliseconds.
enum class Axis : std::uint8_t { number, date, datetime, duration };
inline constexpr std::size_t axis_count = 4;

/// What the atoms compare a name with.
struct Facts {
    std::vector<Decimal> cuts[axis_count];
    std::vector<std::string> texts;
    std::vector<std::string> parts;  ///< of texts: what they are to start with or contain
    std::vector<std::int64_t> lengths;
    ValueList members;  ///< what a list is to contain
    bool ordered_texts = false;
    bool truth = false;        ///< it stands for a truth value
    std::uint32_t group = 0;   ///< names that are compared with each other have the same
    std::uint32_t others = 0;  ///< how many more names are in the group
    bool whole = true;         ///< of the group: some are whole numbers
    bool dense = false;        ///< of the group: some are not
};

/// Fills the representatives of a name. Returns false when there are values that none stands for.
bool represent(Name& name, const Facts& facts);

}  // namespace millwright::cases
