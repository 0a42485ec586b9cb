#include <algorithm>
#include <array>

#include "graph/ascii.h"
#include "settings/iop/python_code.h"

namespace millwright::settings::iop {
namespace {

using ascii::is_digit;
using ascii::is_lower;
using ascii::is_upper;
using ascii::lower;
using ascii::upper;

/// Longer names do not help anybody.
constexpr std::size_t longest = 48;

/// Words of Python, then functions and types that hidden would be missed, then names that these modules use.
constexpr std::array<std::string_view, 116> reserved{
    "False",     "None",       "True",      "and",     "as",        "assert",     "async",        "await",    "break",
    "class",     "continue",   "def",       "del",     "elif",      "else",       "except",       "finally",  "for",
    "from",      "global",     "if",        "import",  "in",        "is",         "lambda",       "nonlocal", "not",
    "or",        "pass",       "raise",     "return",  "try",       "while",      "with",         "yield",    "match",
    "case",      "type",       "abs",       "aiter",   "all",       "anext",      "any",          "ascii",    "bin",
    "bool",      "breakpoint", "bytearray", "bytes",   "callable",  "chr",        "classmethod",  "compile",  "complex",
    "copyright", "credits",    "delattr",   "dict",    "dir",       "divmod",     "enumerate",    "eval",     "exec",
    "exit",      "filter",     "float",     "format",  "frozenset", "getattr",    "globals",      "hasattr",  "hash",
    "help",      "hex",        "id",        "input",   "int",       "isinstance", "issubclass",   "iter",     "len",
    "license",   "list",       "locals",    "map",     "max",       "memoryview", "min",          "next",     "object",
    "oct",       "open",       "ord",       "pow",     "print",     "property",   "quit",         "range",    "repr",
    "reversed",  "round",      "set",       "setattr", "slice",     "sorted",     "staticmethod", "str",      "sum",
    "super",     "tuple",      "vars",      "zip",     "os",        "sys",        "prod",         "iop"};

/// Whether a new word begins with `name[at]`: "fileIn", "HL7In", "v2Parser".
bool begins_word(std::string_view name, std::size_t at) {
    if (at == 0 || !is_upper(name[at])) return false;
    const char before = name[at - 1];
    const bool word_follows = at + 1 < name.size() && is_lower(name[at + 1]);
    return is_lower(before) || ((is_upper(before) || is_digit(before)) && word_follows);
}

std::string snake_case(std::string_view name) {
    std::string out;
    const auto divide = [&] {
        if (!out.empty() && out.back() != '_') out += '_';
    };
    for (std::size_t i = 0; i < name.size() && out.size() < longest; ++i) {
        const char c = name[i];
        if (!is_upper(c) && !is_lower(c) && !is_digit(c)) {
            divide();
            continue;
        }
        if (begins_word(name, i)) divide();
        out += lower(c);
    }
    while (out.ends_with('_')) out.pop_back();
    return out;
}

/// The letters and digits of the parts between others, each part beginning with a capital.
std::string camel_case(std::string_view name) {
    std::string out;
    bool begin = true;
    for (const char c : name.substr(0, longest)) {
        const bool kept = is_upper(c) || is_lower(c) || is_digit(c);
        if (kept) out += begin ? upper(c) : c;
        begin = !kept;
    }
    return out;
}

}  // namespace

bool PythonNames::is_word(std::string_view name) {
    return std::find(reserved.begin(), reserved.end(), name) != reserved.end();
}

void PythonNames::reserve(const std::string& name) {
    taken_.insert(name);
}

std::string PythonNames::unique(std::string name) {
    std::string candidate = name;
    while (is_word(candidate) || !taken_.insert(candidate).second) {
        std::size_t& number = last_number_.try_emplace(name, 1).first->second;
        candidate = name + "_" + std::to_string(++number);
    }
    return candidate;
}

std::string PythonNames::variable(std::string_view name, std::string_view kind) {
    std::string made = snake_case(name);
    if (made.empty()) {
        made = kind;
    } else if (is_digit(made.front())) {
        made = std::string(kind) + "_" + made;
    } else if (is_word(made)) {
        made += "_" + std::string(kind);
    }
    return unique(std::move(made));
}

std::string PythonNames::class_name(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    std::string made = camel_case(dot == std::string_view::npos ? name : name.substr(dot + 1));
    if (made == "Production" && dot != std::string_view::npos) {
        const std::string_view before = name.substr(0, dot);
        made = camel_case(before.substr(before.rfind('.') + 1)) + made;
    }
    if (made.empty() || is_digit(made.front())) made = "Production" + made;
    if (made == "Production" || is_word(made)) made += "Definition";
    return unique(std::move(made));
}

}  // namespace millwright::settings::iop
