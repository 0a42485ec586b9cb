// The deepest conditions on a small stack.
#include <pthread.h>

#include <catch2/catch.hpp>

#include "graph/condition.h"

using namespace millwright;

namespace {

std::string repeated(std::string_view part, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += part;
    return text;
}

/// Everything that can be done with an expression; how deep its text is allowed to be is the parser's business.
bool use(const std::string& text) {
    const auto term = parse_condition(text);
    if (!term) return false;
    const ConditionScope scope{
        [](std::string_view, std::string_view) { return std::optional<FieldType>(FieldType{}); }, {}, false};
    const auto again = parse_condition(to_text(*term));
    if (!again || !same(*again, *term)) return false;
    if (check_condition(*term, scope).problems.size() > 20) return false;
    const ValueOf value_of = [](std::string_view) { return Value(Decimal(1)); };
    return evaluate(fold(Term(*term)), value_of) == evaluate(*term, value_of);
}

struct Task {
    std::string text;
    bool result = false;
};

bool use_on_stack(const std::string& text, std::size_t bytes) {
    Task task{text};
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, bytes);
    pthread_t thread{};
    const int failed = pthread_create(
        &thread, &attributes,
        [](void* given) -> void* {
            auto* work = static_cast<Task*>(given);
            work->result = use(work->text);
            return nullptr;
        },
        &task);
    pthread_attr_destroy(&attributes);
    if (failed != 0) return false;
    pthread_join(thread, nullptr);
    return task.result;
}

}  // namespace

TEST_CASE("the deepest expressions need little stack") {
    constexpr std::size_t stack = 1024 * 1024;
    CHECK(use_on_stack(repeated("(", 100) + "a" + repeated(")", 100), stack));
    CHECK(use_on_stack(repeated("not ", 99) + "a", stack));
    CHECK(use_on_stack(repeated("len(", 99) + "a" + repeated(")", 99), stack));
    CHECK(use_on_stack("a" + repeated(" + a", 99), stack));
    CHECK(use_on_stack(repeated("a - (", 98) + "a - a" + repeated(")", 98), stack));
    CHECK(use_on_stack(repeated("a in [a, ", 49) + "a" + repeated("]", 49), stack));
    CHECK(use_on_stack(repeated("(a or (a and ", 49) + "a" + repeated("))", 49), stack));
    CHECK_FALSE(use_on_stack(repeated("(", 10'000), stack));
    CHECK_FALSE(use_on_stack(repeated("not ", 10'000) + "a", stack));
    CHECK_FALSE(use_on_stack(repeated("a in [", 10'000), stack));
}
