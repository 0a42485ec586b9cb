#include "graph/condition_words.h"

#include <algorithm>
#include <array>

namespace millwright {
namespace {

constexpr std::array infixes{
    Infix{Operation::and_, "and", Binding::and_},        Infix{Operation::or_, "or", Binding::or_},
    Infix{Operation::equal, "==", Binding::comparison},  Infix{Operation::not_equal, "!=", Binding::comparison},
    Infix{Operation::less, "<", Binding::comparison},    Infix{Operation::less_equal, "<=", Binding::comparison},
    Infix{Operation::greater, ">", Binding::comparison}, Infix{Operation::greater_equal, ">=", Binding::comparison},
    Infix{Operation::in, "in", Binding::comparison},     Infix{Operation::add, "+", Binding::sum},
    Infix{Operation::subtract, "-", Binding::sum},       Infix{Operation::multiply, "*", Binding::product},
    Infix{Operation::divide, "/", Binding::product},
};

constexpr std::array functions{
    Function{"missing", Operation::missing, 1, "missing(x)"},
    Function{"present", Operation::present, 1, "present(x)"},
    Function{"matches", Operation::matches, 2, "matches(x, 'regular expression')"},
    Function{"starts_with", Operation::starts_with, 2, "starts_with(x, 'text')"},
    Function{"contains", Operation::contains, 2, "contains(x, 'text')"},
    Function{"len", Operation::len, 1, "len(x)"},
};

template <class Entry, std::size_t count>
const Entry* find(const std::array<Entry, count>& entries, Operation operation) {
    const auto found =
        std::find_if(entries.begin(), entries.end(), [&](const Entry& each) { return each.operation == operation; });
    return found == entries.end() ? nullptr : &*found;
}

}  // namespace

std::span<const Function> condition_functions() {
    return functions;
}

const Function* function_of(Operation operation) {
    return find(functions, operation);
}

const Infix* infix_of(Operation operation) {
    return find(infixes, operation);
}

Binding binding_of(Operation operation) {
    if (const Infix* infix = infix_of(operation)) return infix->binding;
    if (operation == Operation::not_) return Binding::not_;
    return operation == Operation::negate ? Binding::sign : Binding::atom;
}

std::string_view word_of(Operation operation) {
    if (const Infix* infix = infix_of(operation)) return infix->sign;
    if (const Function* function = function_of(operation)) return function->name;
    return operation == Operation::not_ ? "not" : operation == Operation::negate ? "-" : "";
}

}  // namespace millwright
