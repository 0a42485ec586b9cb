#include "templates/objectscript_expression.h"

#include <algorithm>
#include <array>
#include <utility>

#include "graph/regex.h"
#include "templates/objectscript_names.h"

namespace millwright::templates {
namespace {

/// What goes with what, as far as ObjectScript has to be told.
enum class Sort : std::uint8_t { number, text, truth, date, moment, duration, list, map, record };

/// Part of an expression. `guards` are conditions: where one of them does not hold, the value is absent.
struct Piece {
    std::string text;
    Sort sort = Sort::text;
    std::vector<std::string> guards;
    bool whole = false;    ///< of a number: an integer
    bool is_name = false;  ///< the last guard, if `optional`, asks for its own value
    bool optional = false;
    FieldKind member = FieldKind::any;  ///< of a list
    const Value* literal = nullptr;
};

/// Why something cannot be said; caught where the expression is asked for.
struct CannotSay {
    std::string why;
};

std::optional<Sort> sort_of(FieldKind kind) {
    switch (kind) {
        case FieldKind::integer:
        case FieldKind::decimal: return Sort::number;
        case FieldKind::string:
        case FieldKind::uuid:
        case FieldKind::bytes:
        case FieldKind::choice: return Sort::text;
        case FieldKind::boolean: return Sort::truth;
        case FieldKind::date: return Sort::date;
        case FieldKind::datetime: return Sort::moment;
        case FieldKind::duration: return Sort::duration;
        case FieldKind::list: return Sort::list;
        case FieldKind::map: return Sort::map;
        case FieldKind::message: return Sort::record;
        case FieldKind::any: break;
    }
    return std::nullopt;
}

/// In the order of the members of Value.
constexpr std::array<Sort, 8> sorts_of_values{Sort::text, Sort::truth,  Sort::number,   Sort::text,
                                              Sort::date, Sort::moment, Sort::duration, Sort::list};

std::string joined(std::vector<std::string> parts, std::string_view between) {
    std::vector<std::string> each_once;
    for (std::string& part : parts) {
        if (std::find(each_once.begin(), each_once.end(), part) == each_once.end()) {
            each_once.push_back(std::move(part));
        }
    }
    if (each_once.size() == 1) return each_once.front();
    std::string out = "(";
    for (const std::string& part : each_once) out += (out.size() == 1 ? "" : std::string(between)) + part;
    return out + ")";
}

std::string guarded(std::vector<std::string> guards, std::string text) {
    guards.push_back(std::move(text));
    return joined(std::move(guards), " && ");
}

std::vector<std::string> guards_of(const Piece& a, const Piece& b) {
    std::vector<std::string> all = a.guards;
    all.insert(all.end(), b.guards.begin(), b.guards.end());
    return all;
}

/// What an optional text says: one that is empty is held as $Char(0).
std::string text_of(const Piece& piece) {
    const bool held = piece.is_name && piece.optional && piece.sort == Sort::text;
    return held ? "$Translate(" + piece.text + ", $Char(0))" : piece.text;
}

/// The same, where it makes no difference: beside a literal that is not empty.
std::string text_beside(const Piece& piece, const Piece& other) {
    const auto* literal = other.literal == nullptr ? nullptr : std::get_if<std::string>(other.literal);
    return literal != nullptr && !literal->empty() ? piece.text : text_of(piece);
}

std::string binary(const Piece& a, std::string_view sign, const Piece& b) {
    return "(" + text_beside(a, b) + " " + std::string(sign) + " " + text_beside(b, a) + ")";
}

Piece computed(std::string text, Sort sort, std::vector<std::string> guards, bool whole = false) {
    Piece piece;
    piece.text = std::move(text);
    piece.sort = sort;
    piece.guards = std::move(guards);
    piece.whole = whole;
    return piece;
}

Piece truth(std::string text) {
    return computed(std::move(text), Sort::truth, {});
}

/// `=` compares as texts: a number that came in as "1.50" is made one first.
std::string as_number(const Piece& piece, const Piece& other) {
    return piece.is_name && piece.sort == Sort::number ? "+" + piece.text : text_beside(piece, other);
}

struct Sign {
    Operation operation;
    std::string_view number;  ///< between numbers
    bool turned;              ///< of texts: the operands change places in `]`
    bool negated;
};

constexpr std::array<Sign, 4> orders{{{Operation::less, "<", true, false},
                                      {Operation::less_equal, "<=", false, true},
                                      {Operation::greater, ">", false, false},
                                      {Operation::greater_equal, ">=", true, true}}};

bool ends_in_decimals(Decimal divisor) {
    std::int64_t rest = divisor.coefficient();
    for (const std::int64_t prime : {2, 5}) {
        while (rest != 0 && rest % prime == 0) rest /= prime;
    }
    return rest == 1 || rest == -1;
}

/// The members of a list that is written out, as a literal or as a list of expressions.
std::optional<std::vector<Term>> members_of(const Term& term) {
    if (term.operation == Operation::list) return term.operands;
    const auto* values = std::get_if<ValueList>(&term.value);
    if (term.operation != Operation::literal || values == nullptr) return std::nullopt;
    std::vector<Term> members(values->size());
    for (std::size_t i = 0; i < values->size(); ++i) members[i].value = (*values)[i];
    return members;
}

class Writer {
public:
    explicit Writer(const ObjectScriptScope& scope) : scope_(scope) {}

    std::vector<std::string> notes;

    /// 1 or 0.
    std::string condition(const Term& term) {
        Piece found = piece(term);
        if (found.sort != Sort::truth) throw CannotSay{"it is no condition"};
        // "" counts as false of itself.
        if (found.is_name && found.optional) found.guards.pop_back();
        return guarded(std::move(found.guards), std::move(found.text));
    }

    Piece piece(const Term& term) {
        switch (term.operation) {
            case Operation::literal: return literal(term);
            case Operation::name: return name(term);
            case Operation::not_: return truth("'" + condition(term.operands[0]));
            case Operation::and_: return truth(all_of(term, " && "));
            case Operation::or_: return truth(all_of(term, " || "));
            case Operation::missing: return truth(missing(term.operands[0]));
            case Operation::present: return truth(present(term.operands[0]));
            case Operation::in: return truth(member(term.operands[0], term.operands[1]));
            case Operation::matches: return truth(matches(term));
            case Operation::starts_with: return truth(starts_with(term));
            case Operation::contains: return truth(contains(term));
            case Operation::len: return length(piece(term.operands[0]));
            case Operation::list: throw CannotSay{"a list stands where ObjectScript has no value for it"};
            default: return of_two(term);
        }
    }

private:
    std::string all_of(const Term& term, std::string_view between) {
        std::vector<std::string> parts;
        for (const Term& each : term.operands) parts.push_back(condition(each));
        return joined(std::move(parts), between);
    }

    static Piece literal(const Term& term) {
        const auto text = objectscript_value(term.value);
        if (!text) throw CannotSay{literal_text(term.value) + " has no value in ObjectScript"};
        Piece piece = computed(*text, sorts_of_values.at(term.value.index()), {});
        const auto* number = std::get_if<Decimal>(&term.value);
        piece.whole = number != nullptr && number->is_whole();
        piece.literal = &term.value;
        if (term.value.is_absent()) piece.guards.emplace_back("0");
        return piece;
    }

    Piece name(const Term& term) {
        std::string_view rest = term.name;
        std::string owner;
        std::string text = scope_.holder(rest.substr(0, rest.find('.')));
        std::vector<std::string> guards;
        while (true) {
            const std::string_view part = rest.substr(0, rest.find('.'));
            const auto type = scope_.types.type_of(owner, part);
            if (!type) throw CannotSay{"the type of " + term.name + " is not known"};
            text += "." + scope_.property(owner, part);
            if (part.size() == rest.size()) return named(std::move(text), *type, std::move(guards), term.name);
            if (type->kind != FieldKind::message) throw CannotSay{"the type of " + term.name + " is not known"};
            guards.push_back("$IsObject(" + text + ")");
            owner = type->name;
            rest.remove_prefix(part.size() + 1);
        }
    }

    Piece named(std::string text, const FieldType& type, std::vector<std::string> guards, const std::string& name) {
        const auto sort = sort_of(type.kind);
        if (!sort) throw CannotSay{"the type of " + name + " is not known"};
        Piece piece = computed(std::move(text), *sort, std::move(guards), type.kind == FieldKind::integer);
        piece.is_name = true;
        if (!type.element.empty()) piece.member = type.element.front().kind;
        const bool of_object = *sort == Sort::list || *sort == Sort::map || *sort == Sort::record;
        piece.optional = type.optional && !of_object;
        if (piece.optional) piece.guards.push_back("(" + piece.text + " '= \"\")");
        return piece;
    }

    std::string present(const Term& term) {
        Piece found = name(term);
        if (found.optional) found.guards.pop_back();
        std::string own = "(" + found.text + " '= \"\")";
        if (found.sort == Sort::record) own = "$IsObject(" + found.text + ")";
        if (found.sort == Sort::list || found.sort == Sort::map) {
            notes.push_back("in ObjectScript an empty " + term.name + " counts as a missing one");
            own = "(" + found.text + ".Count() > 0)";
        }
        if (!found.optional && found.sort == Sort::text) {
            throw CannotSay{term.name + " is never absent, and an empty text is no missing one"};
        }
        return guarded(std::move(found.guards), std::move(own));
    }

    std::string missing(const Term& term) {
        const Piece found = name(term);
        const std::string there = present(term);
        const std::string plain = "(" + found.text + " '= \"\")";
        return there == plain ? "(" + found.text + " = \"\")" : "'" + there;
    }

    std::string compare(Operation operation, const Piece& a, const Piece& b) {
        if (a.sort != b.sort) throw CannotSay{"values of different kinds are compared"};
        const bool of_object = a.sort == Sort::list || a.sort == Sort::map || a.sort == Sort::record;
        if (of_object) throw CannotSay{"lists are compared as a whole"};
        if (operation == Operation::equal || operation == Operation::not_equal)
            return guarded(guards_of(a, b), equal(operation, a, b));
        const auto* sign =
            std::find_if(orders.begin(), orders.end(), [&](const Sign& each) { return each.operation == operation; });
        if (sign == orders.end() || a.sort == Sort::truth) throw CannotSay{"it has no order"};
        if (a.sort != Sort::text && a.sort != Sort::moment) return guarded(guards_of(a, b), binary(a, sign->number, b));
        std::string follows = sign->turned ? binary(b, "]", a) : binary(a, "]", b);
        return guarded(guards_of(a, b), (sign->negated ? "'" : "") + follows);
    }

    static std::string equal(Operation operation, const Piece& a, const Piece& b) {
        return "(" + as_number(a, b) + (operation == Operation::equal ? " = " : " '= ") + as_number(b, a) + ")";
    }

    Piece of_two(const Term& term) {
        if (term.operation == Operation::negate) {
            Piece found = piece(term.operands[0]);
            return computed("(-" + found.text + ")", found.sort, std::move(found.guards), found.whole);
        }
        const Piece a = piece(term.operands[0]);
        const Piece b = piece(term.operands[1]);
        switch (term.operation) {
            case Operation::add:
            case Operation::subtract: return sum(term.operation == Operation::add, a, b);
            case Operation::multiply: return product(a, b);
            case Operation::divide: return quotient(a, b);
            default: return truth(compare(term.operation, a, b));
        }
    }

    static Piece sum(bool plus, const Piece& a, const Piece& b) {
        const std::string_view sign = plus ? "+" : "-";
        const auto guards = guards_of(a, b);
        if (a.sort == Sort::number && b.sort == Sort::number) {
            return computed(binary(a, sign, b), a.sort, guards, a.whole && b.whole);
        }
        if (a.sort == Sort::duration && b.sort == Sort::duration) return computed(binary(a, sign, b), a.sort, guards);
        if (plus && a.sort == Sort::text && b.sort == Sort::text) {
            return computed("(" + text_of(a) + " _ " + text_of(b) + ")", a.sort, guards);
        }
        if (!plus && a.sort == Sort::date && b.sort == Sort::date) {
            return computed("(" + binary(a, "-", b) + " * 86400000)", Sort::duration, guards);
        }
        if (a.sort == Sort::date && b.sort == Sort::duration) return day(plus, a, b);
        if (plus && a.sort == Sort::duration && b.sort == Sort::date) return day(true, b, a);
        throw CannotSay{"moments are added up otherwise"};
    }

    /// A date some days later; known to be whole days only where they are written down.
    static Piece day(bool plus, const Piece& date, const Piece& days) {
        const auto* duration = days.literal == nullptr ? nullptr : std::get_if<Duration>(days.literal);
        if (duration == nullptr || duration->milliseconds % milliseconds_of_day != 0) {
            throw CannotSay{"only whole days can be added to a date"};
        }
        const std::string count = std::to_string(duration->milliseconds / milliseconds_of_day);
        return computed("(" + date.text + (plus ? " + " : " - ") + count + ")", Sort::date, date.guards);
    }

    static Piece product(const Piece& a, const Piece& b) {
        const bool of_duration = a.sort == Sort::duration || b.sort == Sort::duration;
        const Piece& factor = a.sort == Sort::duration ? b : a;
        const bool numbers = a.sort == Sort::number && b.sort == Sort::number;
        if (!numbers && (!of_duration || factor.sort != Sort::number || !factor.whole)) {
            throw CannotSay{"a duration is multiplied by what may be no whole number"};
        }
        return computed(binary(a, "*", b), of_duration ? Sort::duration : Sort::number, guards_of(a, b),
                        a.whole && b.whole);
    }

    static Piece quotient(const Piece& a, const Piece& b) {
        const auto* divisor = b.literal == nullptr ? nullptr : std::get_if<Decimal>(b.literal);
        if (a.sort != Sort::number || divisor == nullptr || !ends_in_decimals(*divisor)) {
            throw CannotSay{"a quotient is rounded otherwise"};
        }
        return computed(binary(a, "/", b), a.sort, a.guards);
    }

    static Piece length(Piece of) {
        const bool counted = of.sort == Sort::list || of.sort == Sort::map;
        if (!counted && of.sort != Sort::text) throw CannotSay{"only texts and lists have a length"};
        return computed(counted ? of.text + ".Count()" : "$WLength(" + text_of(of) + ")", Sort::number,
                        std::move(of.guards), true);
    }

    /// `x in [...]`, `x in list`.
    std::string member(const Term& what, const Term& where) {
        const Piece x = piece(what);
        if (const auto members = members_of(where)) {
            if (members->empty()) return "0";
            std::vector<std::string> parts;
            Piece bare = x;
            bare.guards.clear();
            for (const Term& each : *members) parts.push_back(compare(Operation::equal, bare, piece(each)));
            return guarded(x.guards, joined(std::move(parts), " || "));
        }
        return found_in(x, piece(where));
    }

    static std::string found_in(const Piece& x, const Piece& where) {
        const bool texts = x.sort == Sort::text && sort_of(where.member) == Sort::text;
        if (where.sort != Sort::list || !texts) throw CannotSay{"only texts can be looked for in a list"};
        return guarded(guards_of(x, where), "(" + where.text + ".Find(" + text_of(x) + ") '= \"\")");
    }

    std::string starts_with(const Term& term) {
        const Piece text = piece(term.operands[0]);
        const Piece part = piece(term.operands[1]);
        if (text.sort != Sort::text || part.sort != Sort::text) throw CannotSay{"only texts begin with something"};
        const auto* literal = part.literal == nullptr ? nullptr : std::get_if<std::string>(part.literal);
        const bool ascii = literal != nullptr && std::all_of(literal->begin(), literal->end(),
                                                             [](char c) { return static_cast<signed char>(c) >= 0; });
        const std::string size = ascii ? std::to_string(literal->size()) : "$Length(" + text_of(part) + ")";
        return guarded(guards_of(text, part),
                       "($Extract(" + text_beside(text, part) + ", 1, " + size + ") = " + text_of(part) + ")");
    }

    std::string contains(const Term& term) {
        const Piece where = piece(term.operands[0]);
        if (where.sort == Sort::list) return found_in(piece(term.operands[1]), where);
        const Piece part = piece(term.operands[1]);
        if (where.sort != Sort::text || part.sort != Sort::text) throw CannotSay{"only texts contain something"};
        return guarded(guards_of(where, part), binary(where, "[", part));
    }

    std::string matches(const Term& term) {
        const Piece where = piece(term.operands[0]);
        const auto* pattern = std::get_if<std::string>(&term.operands[1].value);
        if (where.sort != Sort::text || pattern == nullptr) throw CannotSay{"only texts match"};
        const auto icu = icu_pattern(*pattern);
        const auto compiled = Regex::compile(*pattern);
        if (!icu || !compiled) throw CannotSay{"the regular expression means something else in ObjectScript"};
        std::string found = "($Locate(" + text_of(where) + ", " + objectscript_literal(*icu) + ") > 0)";
        // $Locate finds nothing in an empty text, also where the expression matches one.
        if ((*compiled)->found_in("")) found = "((" + text_of(where) + " = \"\") || " + found + ")";
        return guarded(where.guards, std::move(found));
    }

    const ObjectScriptScope& scope_;
};

/// A text literal stands for a date where one is wanted.
Term fitting(const Term& term, FieldKind to) {
    const auto* text = std::get_if<std::string>(&term.value);
    const bool of_time = to == FieldKind::date || to == FieldKind::datetime;
    if (term.operation != Operation::literal || text == nullptr || !of_time) return term;
    Term date = term;
    if (const auto read = parse_date(*text)) date.value = *read;
    return date;
}

std::vector<std::string> each_once(const std::vector<std::string>& notes) {
    std::vector<std::string> out;
    for (const std::string& each : notes) {
        if (std::find(out.begin(), out.end(), each) == out.end()) out.push_back(each);
    }
    return out;
}

/// `optional`: what it is given to may be absent, and then holds an empty text as $Char(0).
std::string value_text(Piece piece, bool optional) {
    const bool empty = piece.literal != nullptr && *piece.literal == Value(std::string());
    if (empty && optional) return "$Char(0)";
    const std::string text = optional ? piece.text : text_of(piece);
    if (piece.is_name && piece.optional) piece.guards.pop_back();
    if (piece.guards.empty()) return text;
    return "$Select(" + joined(piece.guards, " && ") + ": " + text + ", 1: \"\")";
}

std::vector<std::string> copied_members(const std::string& to, const std::string& from, Sort sort) {
    if (sort == Sort::list) {
        return {"For tPosition = 1:1:" + from + ".Count() {", "    Do " + to + ".Insert(" + from + ".GetAt(tPosition))",
                "}"};
    }
    return {"Set tKey = \"\"",
            "For {",
            "    Set tValue = " + from + ".GetNext(.tKey)",
            "    Quit:tKey=\"\"",
            "    Do " + to + ".SetAt(tValue, tKey)",
            "}"};
}

}  // namespace

tl::expected<ObjectScriptText, std::string> objectscript_condition(const Term& term, const ObjectScriptScope& scope) {
    try {
        Writer writer(scope);
        std::string text = writer.condition(term);
        return ObjectScriptText{std::move(text), each_once(writer.notes)};
    } catch (const CannotSay& reason) {
        return tl::unexpected<std::string>(reason.why);
    }
}

tl::expected<ObjectScriptText, std::string> objectscript_expression(const Term& term, const FieldType& to,
                                                                    const ObjectScriptScope& scope) {
    try {
        Writer writer(scope);
        // Pieces look at the literals of their terms.
        const Term fitted = fitting(term, to.kind);
        Piece piece = writer.piece(fitted);
        if (piece.sort == Sort::list || piece.sort == Sort::map) throw CannotSay{"a list is no single value"};
        return ObjectScriptText{value_text(std::move(piece), to.optional), {}};
    } catch (const CannotSay& reason) {
        return tl::unexpected<std::string>(reason.why);
    }
}

tl::expected<std::vector<std::string>, std::string> objectscript_assignment(const std::string& holder,
                                                                            const std::string& property,
                                                                            const FieldType& to, const Term& term,
                                                                            const ObjectScriptScope& scope) {
    const std::string target = holder + "." + property;
    if (to.kind != FieldKind::list && to.kind != FieldKind::map) {
        const auto value = objectscript_expression(term, to, scope);
        if (!value) return tl::unexpected<std::string>(value.error());
        return std::vector<std::string>{"Set " + target + " = " + without_brackets(value->text)};
    }
    try {
        Writer writer(scope);
        if (const auto members = members_of(term)) {
            std::vector<std::string> lines;
            for (const Term& each : *members) {
                lines.push_back("Do " + target + ".Insert(" + value_text(writer.piece(each), false) + ")");
            }
            if (to.kind == FieldKind::map && !lines.empty()) throw CannotSay{"a map has no literal"};
            return lines;
        }
        const Piece piece = writer.piece(term);
        if (piece.sort != Sort::list && piece.sort != Sort::map) throw CannotSay{"it is no list"};
        if (!piece.guards.empty()) throw CannotSay{"a list of a record that may be missing is copied"};
        return copied_members(target, piece.text, piece.sort);
    } catch (const CannotSay& reason) {
        return tl::unexpected<std::string>(reason.why);
    }
}

}  // namespace millwright::templates
