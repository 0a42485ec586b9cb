// Random conditions for tests: any trees that a text can have, and well-typed ones.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "graph/condition.h"

namespace millwright::test {

/// The scope of all generated conditions: fields of every type, by names that say it.
inline FieldType type_of_name(std::string_view name) {
    const bool optional = name.starts_with("maybe_");
    if (optional) name.remove_prefix(6);
    FieldType type = *parse_field_type(name == "number"         ? "decimal"
                                       : name == "status"       ? "open|closed|in review"
                                       : name == "tags"         ? "list<string>"
                                       : name == "amounts"      ? "list<decimal>"
                                       : name == "text"         ? "string"
                                       : name == "order.number" ? "decimal"
                                                                : name);
    type.optional = optional;
    return type;
}

/// One generator for trees and values; the same seed gives the same ones on every machine.
class ConditionTrees {
public:
    explicit ConditionTrees(std::uint64_t seed) : random_(seed) {}

    unsigned below(std::size_t bound) { return static_cast<unsigned>(random_() % bound); }
    bool chance(std::size_t one_in) { return below(one_in) == 0; }
    template <class Options>
    auto one_of(const Options& options) {
        return options[below(std::size(options))];
    }

    static Term made(Operation operation, std::vector<Term> operands) {
        Term term;
        term.operation = operation;
        term.operands = std::move(operands);
        return term;
    }
    static Term literal(Value value) {
        Term term;
        term.value = std::move(value);
        return term;
    }
    static Term named(std::string name) {
        Term term;
        term.operation = Operation::name;
        term.name = std::move(name);
        return term;
    }

    Decimal decimal() {
        static const char* const numbers[] = {
            "0", "1", "2", "-1", "100", "0.5", "-0.25", "3.14", "999999999999999999", "0.000000000000000001", "7"};
        return *Decimal::parse(one_of(numbers));
    }
    std::string text() {
        static const char* const texts[] = {"",          "a",    "it's",     "say \"no\"",    "'\"", "open", "closed",
                                            "in review", "\n\\", "\xC3\xA4", "b\xE2\x82\xAC", "''",  "100"};
        return one_of(texts);
    }
    Date date() { return *date_of(static_cast<std::int64_t>(below(60)) + (chance(8) ? 2'932'830 : 20'450)); }
    DateTime moment() {
        return *moment_of(date().days * milliseconds_of_day + static_cast<std::int64_t>(below(86'400'000)));
    }
    Duration duration() {
        static const std::int64_t durations[] = {
            0, 1, 1500, -60'000, 3'600'000, 86'400'000, -7 * milliseconds_of_day, 36'525 * milliseconds_of_day};
        return Duration{one_of(durations)};
    }

    /// A value of a type; of an optional one it may be absent.
    Value value_of(const FieldType& type) {
        if (type.optional && chance(3)) return Absent{};
        switch (type.kind) {
            case FieldKind::boolean: return chance(2);
            case FieldKind::integer: return Decimal(static_cast<std::int64_t>(below(7)) - 2);
            case FieldKind::decimal: return decimal();
            case FieldKind::date: return date();
            case FieldKind::datetime: return moment();
            case FieldKind::duration: return duration();
            case FieldKind::choice: return type.choices[below(type.choices.size())];
            case FieldKind::list: {
                ValueList members;
                for (std::size_t count = below(3); count > 0; --count) members.push_back(value_of(type.element[0]));
                return members;
            }
            default: return text();
        }
    }

    /// Any tree that a text can have, whatever its types.
    Term any_tree(unsigned depth) {
        if (depth == 0 || chance(5)) return any_leaf();
        switch (below(8)) {
            case 0: return chain(Operation::and_, depth);
            case 1: return chain(Operation::or_, depth);
            case 2: return made(chance(2) ? Operation::not_ : Operation::negate, {any_tree(depth - 1)});
            case 3: {
                std::vector<Term> members;
                for (std::size_t count = below(4); count > 0; --count) members.push_back(any_tree(depth - 1));
                return made(
                    Operation::in,
                    {any_tree(depth - 1), chance(4) ? any_tree(depth - 1) : made(Operation::list, std::move(members))});
            }
            case 4: {
                static const Operation calls[] = {Operation::starts_with, Operation::contains};
                return made(one_of(calls), {any_tree(depth - 1), any_tree(depth - 1)});
            }
            case 5: return made(Operation::len, {any_tree(depth - 1)});
            default: {
                static const Operation signs[] = {Operation::equal,   Operation::not_equal,     Operation::less,
                                                  Operation::greater, Operation::greater_equal, Operation::less_equal,
                                                  Operation::add,     Operation::subtract,      Operation::multiply,
                                                  Operation::divide};
                return made(one_of(signs), {any_tree(depth - 1), any_tree(depth - 1)});
            }
        }
    }

    /// A well-typed condition over the names of `type_of_name`.
    Term condition(unsigned depth) {
        if (depth == 0 || chance(7)) return chance(2) ? field("bool") : literal(chance(2));
        switch (below(10)) {
            case 0: return typed_chain(Operation::and_, depth);
            case 1: return typed_chain(Operation::or_, depth);
            case 2: return made(Operation::not_, {condition(depth - 1)});
            case 3: return made(chance(2) ? Operation::missing : Operation::present, {field(one_of(kinds))});
            case 4: return text_call(depth);
            case 5: return membership(depth);
            default: return comparison(depth);
        }
    }

private:
    static constexpr const char* kinds[] = {"int",      "number", "bool",   "date", "datetime",
                                            "duration", "text",   "status", "tags", "amounts"};

    Term field(std::string name) { return named((chance(2) ? "maybe_" : "") + name); }

    Term any_leaf() {
        static const char* const names[] = {"a", "b.c", "date", "len", "x_1.and", "_"};
        switch (below(9)) {
            case 0: return literal(decimal());
            case 1: return literal(text());
            case 2: return literal(chance(2));
            case 3: return chance(2) ? literal(date()) : literal(moment());
            case 4: return literal(duration());
            case 5: return made(chance(2) ? Operation::missing : Operation::present, {named(one_of(names))});
            case 6: return made(Operation::matches, {named(one_of(names)), literal(std::string("^[a-z]*'\"$"))});
            default: return named(one_of(names));
        }
    }

    Term chain(Operation operation, unsigned depth) {
        std::vector<Term> operands;
        for (std::size_t count = 2 + below(3); operands.size() < count;) {
            Term operand = any_tree(depth - 1);
            if (operand.operation != operation) operands.push_back(std::move(operand));
        }
        return made(operation, std::move(operands));
    }

    Term typed_chain(Operation operation, unsigned depth) {
        std::vector<Term> operands;
        for (std::size_t count = 2 + below(3); operands.size() < count;) {
            Term operand = condition(depth - 1);
            if (operand.operation != operation) operands.push_back(std::move(operand));
        }
        return made(operation, std::move(operands));
    }

    Term text_call(unsigned depth) {
        if (chance(3))
            return made(Operation::matches, {expression("text", depth - 1), literal(std::string("^[a-z]+"))});
        if (chance(3)) return made(Operation::contains, {field("tags"), expression("text", depth - 1)});
        return made(chance(2) ? Operation::starts_with : Operation::contains,
                    {expression("text", depth - 1), expression("text", depth - 1)});
    }

    Term membership(unsigned depth) {
        if (chance(3)) return made(Operation::in, {expression("number", depth - 1), field("amounts")});
        const std::string kind = one_of(kinds);
        if (kind == "tags" || kind == "amounts")
            return made(Operation::in, {expression("text", depth - 1), field("tags")});
        std::vector<Term> members;
        for (std::size_t count = below(4); count > 0; --count) members.push_back(expression(kind, depth - 1));
        return made(Operation::in, {expression(kind, depth - 1), made(Operation::list, std::move(members))});
    }

    Term comparison(unsigned depth) {
        const std::string kind = one_of(kinds);
        static const Operation equalities[] = {Operation::equal, Operation::not_equal};
        static const Operation orders[] = {Operation::less, Operation::less_equal, Operation::greater,
                                           Operation::greater_equal};
        const bool ordered = kind != "bool" && kind != "status" && kind != "tags" && kind != "amounts";
        const Operation operation = ordered && chance(2) ? one_of(orders) : one_of(equalities);
        return made(operation, {expression(kind, depth - 1), expression(kind, depth - 1)});
    }

    Term expression(const std::string& kind, unsigned depth) {
        const bool computes = depth > 0 && !chance(3);
        if (kind == "bool" && computes) return condition(depth);
        if ((kind == "int" || kind == "number") && computes) return sum(kind, depth);
        if (kind == "date" && computes) {
            return made(chance(2) ? Operation::add : Operation::subtract,
                        {expression("date", depth - 1), literal(Duration{2 * milliseconds_of_day})});
        }
        if (kind == "datetime" && computes) {
            return made(chance(2) ? Operation::add : Operation::subtract,
                        {expression("datetime", depth - 1), expression("duration", depth - 1)});
        }
        if (kind == "duration" && computes) return time_span(depth);
        if (kind == "text" && computes) {
            return made(Operation::add, {expression("text", depth - 1), expression("text", depth - 1)});
        }
        const bool list = kind == "tags" || kind == "amounts";
        if (list || chance(2)) return field(kind);
        return kind == "int" ? literal(Decimal(static_cast<std::int64_t>(below(9)) - 4))
                             : literal(value_of(type_of_name(kind)));
    }

    Term sum(const std::string& kind, unsigned depth) {
        static const Operation whole[] = {Operation::add, Operation::subtract, Operation::multiply};
        if (chance(5)) return made(Operation::negate, {expression(kind, depth - 1)});
        if (chance(5)) return made(Operation::len, {expression("text", depth - 1)});
        if (kind == "number" && chance(4)) {
            return made(Operation::divide, {expression("number", depth - 1), expression("number", depth - 1)});
        }
        return made(one_of(whole), {expression(kind, depth - 1), expression(kind, depth - 1)});
    }

    Term time_span(unsigned depth) {
        const std::string kind = chance(2) ? "date" : "datetime";
        switch (below(4)) {
            case 0: return made(Operation::subtract, {expression(kind, depth - 1), expression(kind, depth - 1)});
            case 1: return made(Operation::negate, {expression("duration", depth - 1)});
            case 2:
                return made(chance(2) ? Operation::multiply : Operation::divide,
                            {expression("duration", depth - 1), expression("number", depth - 1)});
            default:
                return made(Operation::add, {expression("duration", depth - 1), expression("duration", depth - 1)});
        }
    }

    std::mt19937_64 random_;
};

}  // namespace millwright::test
