#include "templates/python_layout.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "settings/system.h"
#include "tests/graph/condition_trees.h"
#include "tests/support/corpus.h"
#include "tests/support/folder.h"

using namespace millwright;
using namespace millwright::templates;

TEST_CASE("a condition in a condition stays one when it is divided") {
    const std::string left = "request.amount is not None and request.amount > 1000";
    const std::string right = "request.due is not None and request.due < date(2026, 1, 1)";
    PythonCondition condition;
    condition.parts = {"request.priority == \"high\"", "((" + left + ") or (" + right + "))"};
    condition.joint = "and";
    CHECK(python_if(condition, 8) ==
          "        if (\n            request.priority == \"high\"\n            and (\n                (" + left +
              ")\n                or (" + right + ")\n            )\n        ):\n");
}

TEST_CASE("members and arguments have lines of their own, and a comma each") {
    const std::string name(60, 'a'), other(60, 'b');
    CHECK(python_statement("f(" + name + ", " + other + ")", 0) == "f(\n    " + name + ",\n    " + other + ",\n)\n");
    CHECK(python_statement("x = [" + name + ", " + other + "]", 0) ==
          "x = [\n    " + name + ",\n    " + other + ",\n]\n");
    CHECK(python_statement("f(" + name + " + " + other.substr(30) + ")", 0) ==
          "f(" + name + " + " + other.substr(30) + ")\n");
}

// --- against Python

namespace {

constexpr const char* compare_script = R"(
import ast, sys, textwrap
failures = 0
def same(one, other):
    global failures
    if ast.dump(ast.parse(textwrap.dedent(one))) != ast.dump(ast.parse(textwrap.dedent(other))):
        failures += 1
        print(one, "became", other)
)";

void run(std::ostringstream& script) {
    const test::Folder folder;
    script << "sys.exit(1 if failures else 0)\n";
    folder.put("layout.py", script.str());
    const auto run = settings::run_program({"python3", "layout.py"});
    if (!run) return test::skipped("there is no python3");
    INFO(run->out.substr(0, 4000) << run->err.substr(0, 2000));
    CHECK(run->exit_status == 0);
}

}  // namespace

TEST_CASE("statements mean the same when they are divided") {
    std::ostringstream script;
    script << compare_script;
    const std::string name(30, 'a'), call = name + "(x, y=1)";
    for (const std::string& statement :
         {"return (" + name + " or " + name + ") and (" + name + " or " + name + ")", "x = " + name + "[" + name + "]",
          "x = y[(" + name + ", " + name + ")]", "x = " + name + " in (" + name + ",)",
          "x = any(" + name + " for " + name + " in " + name + ")", "x = [" + call + " for y in " + name + "]",
          "x = not (" + name + " and " + call + " and " + name + ")", "x = {" + name + ": " + call + "}",
          "x = (" + name + " if " + name + " or " + name + " else " + name + ")", "f(" + call + ")(" + call + ")",
          "x = (\"a, b or c\" + " + name + ")[" + name + "]", "f(*" + name + ", **{" + name + ": (" + name + ",)})"}) {
        for (const std::size_t indent : {0, 40, 64, 80, 96}) {
            // `return` and the like stand in a function.
            const std::string inside(indent + 4, ' ');
            script << "same(" << python_quoted("def f():\n" + inside + statement + "\n") << ", "
                   << python_quoted("def f():\n" + python_statement(statement, indent + 4)) << ")\n";
        }
    }
    run(script);
}

TEST_CASE("random conditions mean the same when they are divided") {
    std::ostringstream script;
    script << compare_script;
    test::ConditionTrees trees(20260417);
    const PythonScope typed{
        ConditionScope{[](std::string_view, std::string_view part) { return test::type_of_name(part); }}, "r", {}};
    std::size_t written = 0, divided = 0;
    while (written < 1500) {
        const auto condition = python_condition(trees.condition(2 + trees.below(4)), typed);
        if (!condition) continue;
        ++written;
        const std::size_t indent = 8 + 8 * trees.below(10);
        const std::string blanks(indent, ' ');
        const std::string laid_out = python_if(*condition, indent);
        if (laid_out.find('\n') + 1 != laid_out.size()) ++divided;
        script << "same(" << python_quoted(blanks + "if " + condition->text() + ":\n" + blanks + "    pass\n") << ", "
               << python_quoted(laid_out + blanks + "    pass\n") << ")\n";
    }
    CHECK(divided > 300);
    run(script);
}
