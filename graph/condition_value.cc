// The value of conditions.
#include <algorithm>

#include "graph/condition.h"
#include "graph/regex.h"

namespace millwright {
namespace {

constexpr std::int64_t longest_duration = 3'652'059 * milliseconds_of_day;  // from year 1 to 9999
constexpr std::size_t longest_text = 256 * 1024;                            // of what + joins

template <class Number>
Value value_or_absent(const std::optional<Number>& number) {
    if (!number) return Absent{};
    return *number;
}

Value duration_of(std::int64_t milliseconds) {
    if (milliseconds < -longest_duration || milliseconds > longest_duration) return Absent{};
    return Duration{milliseconds};
}

/// a + b or a - b, when it does not overflow.
std::optional<std::int64_t> summed(Operation operation, std::int64_t a, std::int64_t b) {
    std::int64_t result = 0;
    const bool overflows =
        operation == Operation::add ? __builtin_add_overflow(a, b, &result) : __builtin_sub_overflow(a, b, &result);
    if (overflows) return std::nullopt;
    return result;
}

bool is_sum(Operation operation) {
    return operation == Operation::add || operation == Operation::subtract;
}

/// One overload for each pair of types that go together; the first, for all others, gives Absent.
struct Computation {
    Operation operation;

    template <class Left, class Right>
    Value operator()(const Left&, const Right&) const {
        return Absent{};
    }
    Value operator()(const Decimal& a, const Decimal& b) const {
        switch (operation) {
            case Operation::add: return value_or_absent(add(a, b));
            case Operation::subtract: return value_or_absent(subtract(a, b));
            case Operation::multiply: return value_or_absent(multiply(a, b));
            default: return value_or_absent(divide(a, b));
        }
    }
    Value operator()(const std::string& a, const std::string& b) const {
        if (operation != Operation::add || a.size() + b.size() > longest_text) return Absent{};
        return a + b;
    }
    Value operator()(const Duration& a, const Duration& b) const {
        if (is_sum(operation)) {
            const auto sum = summed(operation, a.milliseconds, b.milliseconds);
            return sum ? duration_of(*sum) : Absent{};
        }
        const auto dividend = Decimal::of(a.milliseconds, 0);
        const auto divisor = Decimal::of(b.milliseconds, 0);
        if (operation != Operation::divide || !dividend || !divisor) return Absent{};
        return value_or_absent(divide(*dividend, *divisor));
    }
    Value operator()(const Duration& a, const Decimal& b) const {
        if (is_sum(operation)) return Absent{};
        const auto scaled =
            operation == Operation::multiply ? scale_up(a.milliseconds, b) : scale_down(a.milliseconds, b);
        return scaled ? duration_of(*scaled) : Absent{};
    }
    Value operator()(const Decimal& a, const Duration& b) const {
        return operation == Operation::multiply ? (*this)(b, a) : Absent{};
    }
    Value operator()(const Date& a, const Date& b) const {
        if (operation != Operation::subtract) return Absent{};
        return duration_of((std::int64_t{a.days} - b.days) * milliseconds_of_day);
    }
    Value operator()(const DateTime& a, const DateTime& b) const {
        if (operation != Operation::subtract) return Absent{};
        const auto difference = summed(operation, a.milliseconds, b.milliseconds);
        return difference ? duration_of(*difference) : Absent{};
    }
    Value operator()(const Date& a, const Duration& b) const {
        if (!is_sum(operation) || b.milliseconds % milliseconds_of_day != 0) return Absent{};
        const auto days = summed(operation, a.days, b.milliseconds / milliseconds_of_day);
        return days ? value_or_absent(date_of(*days)) : Absent{};
    }
    Value operator()(const DateTime& a, const Duration& b) const {
        if (!is_sum(operation)) return Absent{};
        const auto moment = summed(operation, a.milliseconds, b.milliseconds);
        return moment ? value_or_absent(moment_of(*moment)) : Absent{};
    }
    Value operator()(const Duration& a, const Date& b) const {
        return operation == Operation::add ? (*this)(b, a) : Absent{};
    }
    Value operator()(const Duration& a, const DateTime& b) const {
        return operation == Operation::add ? (*this)(b, a) : Absent{};
    }
};

/// Smaller than 0, 0 or larger for values of one type that has an order.
struct Order {
    template <class Left, class Right>
    std::optional<int> operator()(const Left&, const Right&) const {
        return std::nullopt;
    }
    template <class Ordered>
    std::optional<int> operator()(const Ordered& a, const Ordered& b) const {
        if constexpr (std::is_same_v<Ordered, Absent> || std::is_same_v<Ordered, bool> ||
                      std::is_same_v<Ordered, ValueList>) {
            return std::nullopt;
        } else {
            return a < b ? -1 : b < a ? 1 : 0;
        }
    }
};

bool equal(const Value& a, const Value& b) {
    return !a.is_absent() && a == b;
}

bool compared(Operation operation, const Value& a, const Value& b) {
    if (operation == Operation::equal) return equal(a, b);
    if (operation == Operation::not_equal) return !a.is_absent() && a.index() == b.index() && a != b;
    const auto order = std::visit(Order{}, a, b);
    if (!order) return false;
    switch (operation) {
        case Operation::less: return *order < 0;
        case Operation::less_equal: return *order <= 0;
        case Operation::greater: return *order > 0;
        default: return *order >= 0;
    }
}

bool has_member(const Value& list, const Value& member) {
    const auto* members = std::get_if<ValueList>(&list);
    return members &&
           std::any_of(members->begin(), members->end(), [&](const Value& each) { return equal(each, member); });
}

bool matches(const Term& term, const std::string& text) {
    if (term.pattern) return term.pattern->found_in(text);
    const auto* pattern = std::get_if<std::string>(&term.operands[1].value);
    const auto compiled = Regex::compile(pattern ? *pattern : std::string());
    return pattern && compiled && (*compiled)->found_in(text);
}

Value length(const Value& value) {
    if (const auto* members = std::get_if<ValueList>(&value))
        return Decimal(static_cast<std::int64_t>(members->size()));
    const auto* text = std::get_if<std::string>(&value);
    if (!text) return Absent{};
    return Decimal(std::count_if(text->begin(), text->end(),
                                 [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

Value negated(const Value& value) {
    if (const auto* number = std::get_if<Decimal>(&value)) return *Decimal::of(-number->coefficient(), number->scale());
    const auto* duration = std::get_if<Duration>(&value);
    if (!duration) return Absent{};
    const auto turned = summed(Operation::subtract, 0, duration->milliseconds);
    return turned ? duration_of(*turned) : Absent{};
}

class Evaluation {
public:
    explicit Evaluation(const ValueOf& value_of) : value_of_(value_of) {}

    Value value(const Term& term) const {
        switch (term.operation) {
            case Operation::literal: return term.value;
            case Operation::name: return value_of_(term.name);
            case Operation::negate: return negated(value(term.operands[0]));
            case Operation::len: return length(value(term.operands[0]));
            case Operation::list: {
                ValueList members;
                for (const Term& member : term.operands) members.push_back(value(member));
                return members;
            }
            case Operation::add:
            case Operation::subtract:
            case Operation::multiply:
            case Operation::divide:
                return std::visit(Computation{term.operation}, value(term.operands[0]), value(term.operands[1]));
            default: return truth(term);
        }
    }

    bool holds(const Term& term) const {
        const Value result = value(term);
        const bool* truth_value = std::get_if<bool>(&result);
        return truth_value && *truth_value;
    }

private:
    /// Of an operation that is always true or false.
    bool truth(const Term& term) const {
        const auto is_true = [this](const Term& operand) { return holds(operand); };
        const std::vector<Term>& operands = term.operands;
        switch (term.operation) {
            case Operation::not_: return !holds(operands[0]);
            case Operation::and_: return std::all_of(operands.begin(), operands.end(), is_true);
            case Operation::or_: return std::any_of(operands.begin(), operands.end(), is_true);
            case Operation::missing: return value(operands[0]).is_absent();
            case Operation::present: return !value(operands[0]).is_absent();
            case Operation::in: return has_member(value(operands[1]), value(operands[0]));
            case Operation::matches:
            case Operation::starts_with:
            case Operation::contains: return found(term);
            default: return compared(term.operation, value(operands[0]), value(operands[1]));
        }
    }

    bool found(const Term& term) const {
        const Value where = value(term.operands[0]);
        const Value what = value(term.operands[1]);
        if (term.operation == Operation::contains && has_member(where, what)) return true;
        const auto* text = std::get_if<std::string>(&where);
        const auto* part = std::get_if<std::string>(&what);
        if (!text || !part) return false;
        if (term.operation == Operation::matches) return matches(term, *text);
        return term.operation == Operation::starts_with ? text->starts_with(*part)
                                                        : text->find(*part) != std::string::npos;
    }

    const ValueOf& value_of_;
};

}  // namespace

std::optional<Value> parse_date(std::string_view text) {
    if (const auto date = read_date(text)) return Value(*date);
    if (const auto moment = read_moment(text)) return Value(*moment);
    return std::nullopt;
}

Value evaluate(const Term& term, const ValueOf& value_of) {
    return Evaluation(value_of).value(term);
}

bool holds(const Term& term, const ValueOf& value_of) {
    return Evaluation(value_of).holds(term);
}

}  // namespace millwright
