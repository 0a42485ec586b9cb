// How the operations of conditions are written: the signs of operators with how tightly they bind, and the names of
// functions. One table for the parser, for the text of a condition and for messages.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "graph/condition.h"

namespace millwright {

/// How tightly something binds, loosest first; `atom` is what needs no brackets anywhere.
enum class Binding : std::uint8_t { or_, and_, not_, comparison, sum, product, sign, atom };

/// An operator between its operands.
struct Infix {
    Operation operation;
    std::string_view sign;
    Binding binding;
};

/// A function as it is called. `date` is none of them: it makes a literal.
struct Function {
    std::string_view name;
    Operation operation;
    std::size_t arguments;
    std::string_view usage;
};

std::span<const Function> condition_functions();

/// Null for what is written otherwise.
const Function* function_of(Operation operation);
const Infix* infix_of(Operation operation);

/// Of an operation by itself: `not x in y` binds as a comparison all the same.
Binding binding_of(Operation operation);

/// The sign, the function's name, or "not".
std::string_view word_of(Operation operation);

}  // namespace millwright
