// Conditions and expressions (`when`, `with`, `where`): their tree, their types, their value. A small language without
// loops and without effects; every expression has a value, and every value is found in time linear in the texts it reads.
//
// Types: numbers mix (int and decimal), and so do the texts (string, choice, uuid); everything else goes with its own kind.
//   a date +- a duration of whole days is a date, a datetime +- a duration a datetime, the difference of two dates or two
//   datetimes a duration; durations add up, and are multiplied and divided by numbers; text + text joins them.
//   < <= > >= order numbers, texts (by their bytes), dates, datetimes and durations; == and != take bools and lists too.
// An absent value: a sum, product or length of it is absent; a comparison, `in`, `matches`, `starts_with`, `contains` of it
// is false (so `x != 1` is false too); `not`, `and`, `or` count it as false (so `not x` and `x not in [1]` are true).
//
// Grammar, loosest first; blanks and line breaks count only between words:
//   expression  = conjunction *("or" conjunction)
//   conjunction = negation *("and" negation)
//   negation    = *"not" comparison
//   comparison  = sum [("==" | "!=" | "<" | "<=" | ">" | ">=") sum | ["not"] "in" (list | sum)]
//   sum         = product *(("+" | "-") product)
//   product     = factor *(("*" | "/") factor)
//   factor      = "-" factor | literal | call | name | "(" expression ")"
//   literal     = text | number | duration | "true" | "false" | "date" "(" text ")"
//   text        = "'" *(any | "''") "'" | '"' *(any | '""') '"'      a quote is doubled to stand for itself
//   duration    = as settings write it: 500ms 30s 5m 2h 7d 1h30m
//   list        = "[" [expression *("," expression) [","]] "]"
//   call        = ("missing" | "present") "(" name ")" | "len" "(" expression ")" |
//                 ("matches" | "starts_with" | "contains") "(" expression "," expression ")"
//   name        = part *("." part);  part = letter or "_", then letters, digits, "_"
// Comparisons do not chain: a < b < c is an error. `and or not in true false` are no names, but may stand behind a point;
// the words of calls are names where no bracket follows. "-5" is one literal.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "graph/calendar.h"
#include "graph/decimal.h"
#include "graph/duration.h"
#include "graph/field_type.h"
#include "graph/result.h"

namespace millwright {

class Regex;

struct Absent {
    auto operator<=>(const Absent&) const = default;
};

struct Value;
using ValueList = std::vector<Value>;

/// What an expression gives. uuid and choice are text; bytes are text of bytes.
struct Value : std::variant<Absent, bool, Decimal, std::string, Date, DateTime, Duration, ValueList> {
    using variant::variant;
    bool is_absent() const { return std::holds_alternative<Absent>(*this); }
};

/// "2026-01-31" as a Date, "2026-01-31T10:00:00Z" and "...+02:00" as a DateTime; nothing for what is no date.
std::optional<Value> parse_date(std::string_view text);

enum class Operation : std::uint8_t {
    literal,
    name,
    not_,
    negate,
    and_,  ///< two operands or more, none of them an `and_`
    or_,   ///< two operands or more, none of them an `or_`
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,
    in,  ///< two operands, the second a list or something whose value is one; `not in` is not_ of it
    list,
    add,
    subtract,
    multiply,
    divide,
    missing,  ///< of a name
    present,  ///< of a name
    matches,  ///< the second operand is a text literal, a regular expression as RE2 has them, found anywhere
    starts_with,
    contains,  ///< a text in a text, or a member of a list
    len,       ///< characters of a text, members of a list or map
};

/// A node of an expression. Bytes [begin, end) of its text are where it was written, or what it was computed from; 0, 0 when
/// it comes from no text.
struct Term {
    Operation operation = Operation::literal;
    Value value;       ///< of a literal
    std::string name;  ///< of a name: "order.lines"
    std::vector<Term> operands;
    std::shared_ptr<const Regex> pattern;  ///< of `matches`: the second operand, compiled once; null: when it is needed
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

/// What is wrong with an expression: one line, the bytes that it is about, and what to write instead (may be empty).
struct ConditionProblem {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::string message;
    std::string hint;
};

/// Reads an expression. Refused: more than 64 KiB of text, nesting deeper than 100, more than 100 regular expressions, one
/// that RE2 does not take, numbers that are no Decimal.
tl::expected<Term, ConditionProblem> parse_condition(std::string_view text);

/// The text of an expression, as a person would write it, with as few brackets as possible. What `parse_condition` and
/// `fold` give reads back as the same tree (places aside), and printing that gives the same text.
std::string to_text(const Term& term);
/// How a literal of that value is written: 0.5, 'it''s', date('2026-01-31'), 1h30m; a list in [ ]; "missing" for Absent.
std::string literal_text(const Value& value);
/// Equal, places aside.
bool same(const Term& a, const Term& b);

/// What the names in an expression are.
struct ConditionScope {
    /// The type of a name, one part of it at a time: `owner` is empty for the first part, else the message whose field is
    /// asked for. Nothing for what does not exist.
    std::function<std::optional<FieldType>(std::string_view owner, std::string_view part)> type_of;
    /// All names that exist, for "did you mean"; asked only when there is an error.
    std::function<std::vector<std::string>(std::string_view owner)> names = {};
    /// Whether names may exist that `type_of` does not know (the message received is not declared): they are `any`.
    bool open = false;
};

struct CheckedTerm {
    FieldType type;  ///< of the whole; optional when its value may be absent
    std::vector<ConditionProblem> problems;
};

/// Finds the type of an expression and everything that does not fit in it, the first 20 problems. `any` fits everything.
CheckedTerm check_types(const Term& term, const ConditionScope& scope);
/// The same for a `when` or `where`: the type has to be bool. An optional one will do: absent counts as false.
CheckedTerm check_condition(const Term& term, const ConditionScope& scope);
/// Whether a value of type `from` may be given to a field of type `to`: an integer to a decimal, a text literal to a choice
/// that has it, a date's text to a date. `term` is what gives the value. Where something else makes sure that an optional
/// value is there (`when = "present(x)"`), the caller passes `from` without `optional`.
std::optional<ConditionProblem> check_assignment(const Term& term, const FieldType& from, const FieldType& to);

/// Computes what needs no names: 1 + 2, `x or true`, `not not x`. The value is the same for all values of the names.
Term fold(Term term);

/// The value of a name ("order.lines"), or Absent. Of a map: the list of its keys; of a message: anything but Absent, it is
/// asked for only by missing and present.
using ValueOf = std::function<Value(std::string_view name)>;

/// What does not fit a Decimal or the calendar, a division by zero and operands of types that do not go together are absent.
Value evaluate(const Term& term, const ValueOf& value_of);
/// Whether its value is true; an absent one is not.
bool holds(const Term& term, const ValueOf& value_of);

}  // namespace millwright
