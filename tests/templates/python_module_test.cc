#include "templates/python_module.h"

#include <catch2/catch.hpp>

using namespace millwright;
using namespace millwright::templates;

namespace {

const std::string docstring = "\"\"\"The processes.\"\"\"\n";

PythonClassText router() {
    PythonClassText made;
    made.name = "Router";
    made.text =
        "class Router(BusinessProcess):\n"
        "    \"\"\"Routes.\"\"\"\n"
        "\n"
        "    Output = target()\n"
        "\n"
        "    def route(self, request: Order):\n"
        "        return request.target or Order(target=self.Output)\n";
    made.imports = {{"iop", "BusinessProcess", "BusinessProcess"},
                    {"iop", "target", "target"},
                    {"shop.messages", "Order", "Order"}};
    return made;
}

PythonModule module_of(const std::string& text, bool relative = false) {
    return PythonModule("shop/processes.py", "shop.processes", text, docstring, relative);
}

std::string added(const std::string& text, bool force = false) {
    PythonModule module = module_of(text);
    const auto done = module.add(router(), force);
    if (done) return module.text();
    CHECK(module.text() == text);
    const Diagnostic& first = *done.error().diagnostics.begin();
    return first.file + ": " + first.message;
}

/// Every line of `text` is in `longer`, in that order.
bool keeps_lines(const std::string& text, const std::string& longer) {
    std::size_t at = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
        const std::size_t found = longer.find(text.substr(begin, end - begin), at);
        if (found == std::string::npos) return false;
        at = found + (end - begin);
        begin = end;
    }
    return true;
}

}  // namespace

TEST_CASE("a new module begins with its docstring and imports in groups") {
    CHECK(added("") ==
          "\"\"\"The processes.\"\"\"\n\nfrom iop import BusinessProcess, target\n\nfrom shop.messages import "
          "Order\n\n\n" +
              router().text);
}

TEST_CASE("in a package whose modules import with dots, so does a new one") {
    PythonModule module = module_of("", true);
    REQUIRE(module.add(router(), false));
    CHECK(module.text().find("from .messages import Order\n") != std::string::npos);
}

TEST_CASE("a module keeps its lines; what it imports already is not imported again") {
    const std::string before =
        "\"\"\"Ours.\"\"\"\nimport csv\n\nfrom iop import BusinessProcess\n\nfrom .messages import Note\n\n\n"
        "class First(BusinessProcess):\n    pass\n\n\n# by hand\nif __name__ == \"__main__\":\n    First()\n";
    const std::string after = added(before);
    CHECK(after ==
          "\"\"\"Ours.\"\"\"\nimport csv\n\nfrom iop import BusinessProcess\nfrom iop import target\n\nfrom .messages "
          "import Note\nfrom .messages import Order\n\n\nclass First(BusinessProcess):\n    pass\n\n\n" +
              router().text + "\n\n# by hand\nif __name__ == \"__main__\":\n    First()\n");
    CHECK(keeps_lines(before, after));
}

TEST_CASE("imports of Python's library come before those that are there") {
    PythonClassText reader{"Reader", "class Reader:\n    read = json.loads\n", {{"json", "", "json"}}};
    PythonModule module = module_of("\"\"\"Ours.\"\"\"\n\nfrom iop import target\n");
    REQUIRE(module.add(reader, false));
    CHECK(module.text().starts_with("\"\"\"Ours.\"\"\"\n\nimport json\n\nfrom iop import target\n\n\nclass Reader"));
}

TEST_CASE("lines of imports become longer where the same run wrote them") {
    const auto with = [](const std::string& name, const std::string& used) {
        return PythonClassText{name, "class " + name + ":\n    made = " + used + "\n", {{"shop.messages", used, used}}};
    };
    PythonModule module = module_of("import iop\r\nfrom shop.messages import Note\r\n");
    REQUIRE(module.add(with("A", "Order"), false));
    REQUIRE(module.add(with("B", "Bill"), false));
    CHECK(
        module.text().starts_with("import iop\r\nfrom shop.messages import Note\r\n"
                                  "from shop.messages import Bill, Order\r\n\r\n"));
    PythonModule made = module_of("import iop\nfrom shop.messages import Note\n");
    made.made_by_us();
    for (const char letter : std::string("ABCDEF"))
        REQUIRE(made.add(with(std::string(1, letter), std::string(16, letter)), false));
    CHECK(made.text().starts_with("import iop\nfrom shop.messages import (\n    AAAAAAAAAAAAAAAA,\n"));
    CHECK(made.text().find("    FFFFFFFFFFFFFFFF,\n    Note,\n)\n\n") != std::string::npos);
}

TEST_CASE("names are used as the module has them") {
    const std::string after = added("import iop\nfrom messages import Order as Request\n\nx = 1\n");
    CHECK(after ==
          "import iop\nfrom messages import Order as Request\n\nx = 1\n\n\n"
          "class Router(iop.BusinessProcess):\n    \"\"\"Routes.\"\"\"\n\n    Output = iop.target()\n\n"
          "    def route(self, request: Request):\n        return request.target or Request(target=self.Output)\n");
    CHECK(added("from grongier.pex import BusinessProcess\nfrom shop.messages import *\n")
              .find("from iop import target\n") != std::string::npos);
}

TEST_CASE("line ends, indentation and a missing last line end") {
    const std::string windows = added("import iop\r\nfrom messages import Order\r\n\r\n\r\nclass A:\r\n\tx = 1");
    CHECK(windows.find("class A:\r\n\tx = 1\r\n\r\n\r\nclass Router(iop.BusinessProcess):\r\n\t\"\"\"Routes") !=
          std::string::npos);
    CHECK(windows.find("\t\treturn request") != std::string::npos);
    CHECK(windows.find("\n\n") == std::string::npos);
    CHECK(added("class A:\n  x = 1\n").find("\n  Output = target()\n") != std::string::npos);
}

TEST_CASE("imports only for types are not there at run time") {
    const std::string after =
        added("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from shop.messages import Order\n");
    CHECK(after.find("\nfrom shop.messages import Order\n") != std::string::npos);
}

TEST_CASE("what cannot be done is said, and nothing is changed") {
    CHECK(added("def target():\n    pass\n") == "shop/processes.py: \"target\" means something else in it than in iop");
    CHECK(added("x = (\n") == "shop/processes.py: the module cannot be added to: line 1: a bracket is not closed");
    CHECK(added("import iop\nfrom shop.messages import Order\nRouter = 1\n") ==
          "shop/processes.py: \"Router\" is something else than a class in it");
    CHECK(added("class Router:\n    pass\n") == "shop/processes.py: class \"Router\" is there already");
}

TEST_CASE("the same class again is no change, another one replaces it with force") {
    const std::string once = added("");
    CHECK(added(once) == once);
    const std::string other = once + "\n\nclass Last:\n    pass\n";
    const std::size_t at = other.find("Routes.");
    CHECK(added(std::string(other).replace(at, 6, "Routed"), true) == other);
    CHECK(added(std::string(other).replace(at, 6, "Routed")) == "shop/processes.py: class \"Router\" is there already");
}

TEST_CASE("a target is added to a class that is there") {
    const auto with_target = [](const std::string& text) {
        PythonModule module = module_of(text);
        const auto done = module.add_target("A", "Output");
        return done ? module.text() : done.error().diagnostics.begin()->message;
    };
    CHECK(with_target("import iop\nclass A:\n    '''Doc.'''\n\n    def f(self): pass\n") ==
          "import iop\nclass A:\n    '''Doc.'''\n\n    Output = iop.target()\n\n    def f(self): pass\n");
    CHECK(with_target("from iop import target\nclass A:\n  Log = target()\n  x = 1\n") ==
          "from iop import target\nclass A:\n  Log = target()\n  Output = target()\n  x = 1\n");
    CHECK(with_target("import iop\nclass A:\n    def f(self): pass\n") ==
          "import iop\nclass A:\n    Output = iop.target()\n\n    def f(self): pass\n");
    CHECK(with_target("from iop import target\nclass A:\n    Output = target()\n") ==
          "from iop import target\nclass A:\n    Output = target()\n");
    CHECK(with_target("class A: pass\n") == "there is no class \"A\" in it that a target can be added to");
}
