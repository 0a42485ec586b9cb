"""Random small programs of constants: the interpreter and Python make the same of them, exceptions included."""

import random
import sys
import unittest
import warnings

from support import read

from python_reader.values import Unknown

PROGRAMS = 400
_NAMES = ("a", "b", "c", "d", "e")


class Author:
    """Writes a program; the same seed, the same program."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.depth = 0

    def pick(self, *choices):
        return self.random.choice(choices)

    def number(self):
        return str(self.random.randint(-9, 20))

    def text(self):
        return repr(self.pick("", "x", "Route.A", "é", "a,b", "%s", "{}"))

    def name(self):
        return self.pick(*_NAMES)

    def expression(self):
        if self.depth > 4:
            return self.pick(self.number, self.text, self.name)()
        self.depth += 1
        made = self.pick(
            self.number, self.text, self.name, self.name, self.arithmetic, self.display, self.comparison, self.logic,
            self.ternary, self.subscript, self.comprehension, self.call, self.method, self.formatted, self.table,
            self.lambda_call)()
        self.depth -= 1
        return made

    def arithmetic(self):
        return "(%s %s %s)" % (self.expression(), self.pick("+", "-", "*", "//", "%", "|", "&"), self.expression())

    def display(self):
        parts = [self.pick("", "", "*") + self.expression() for _ in range(self.random.randint(0, 3))]
        return "[%s]" % ", ".join(parts) if self.pick(0, 1) else "(%s)" % "".join(each + "," for each in parts)

    def table(self):
        return "{%s}" % ", ".join("%s: %s" % (self.pick(self.number, self.text)(), self.expression())
                                  for _ in range(self.random.randint(0, 3)))

    def comparison(self):
        return "(%s %s %s)" % (self.expression(), self.pick("==", "!=", "<", "<=", "in", "not in"), self.expression())

    def logic(self):
        return self.pick("(%s and %s)", "(%s or %s)") % (self.expression(), self.expression()) if self.pick(0, 1) \
            else "(not %s)" % self.expression()

    def ternary(self):
        return "(%s if %s else %s)" % (self.expression(), self.expression(), self.expression())

    def subscript(self):
        key = self.pick("0", "-1", "1:", ":-1", "::2", "'x'", self.expression())
        return "%s[%s]" % (self.pick(self.name, self.display, self.table)(), key)

    def comprehension(self):
        return self.pick("[%s for i in %s]", "[%s for i in %s if i]", "{1: %s for i in %s}", "list(%s for i in %s)") % (
            self.pick("i", "i * 2", "str(i)", "(i, %s)" % self.number()), self.pick(self.display, self.name)())

    def call(self):
        return "%s(%s)" % (self.pick("len", "str", "bool", "sorted", "list", "tuple", "max", "repr", "int", "abs", "sum",
                                     "f", "f", "dict"), self.expression())

    def method(self):
        return "%s.%s" % (self.pick(self.text, self.name)(), self.pick(
            "upper()", "split(',')", "replace('a', 'b')", "strip()", "join(['p', 'q'])", "get('x')", "get('x', 3)",
            "format(1)", "startswith('x')", "keys()", "count('x')", "index('x')", "zfill(4)", "title()"))

    def formatted(self):
        return "f'<{%s%s}>'" % (self.pick(self.name(), self.number()), self.pick("", "!r", ":>5", "!s:^7"))

    def lambda_call(self):
        return "(lambda p, q=%s: %s)(%s)" % (self.number(), self.pick("p", "(p, q)", "[q] * 2"), self.expression())

    def statement(self, indent=""):
        kind = self.pick("assign", "assign", "assign", "augmented", "if", "for", "try", "unpack", "store", "def", "class")
        inner = indent + "    "
        if kind == "assign":
            return "%s%s = %s\n" % (indent, self.name(), self.expression())
        if kind == "augmented":
            return "%s%s %s= %s\n" % (indent, self.name(), self.pick("+", "*", "-"), self.expression())
        if kind == "unpack":
            return "%s%s = %s\n" % (indent, self.pick("a, b", "a, *b", "*c, d", "(a, b), c"), self.expression())
        if kind == "store":
            return "%s%s[%s] = %s\n" % (indent, self.name(), self.pick("0", "'x'", "1"), self.expression())
        if len(indent) > 8:
            return indent + "pass\n"
        if kind == "if":
            return "%sif %s:\n%s%selse:\n%s" % (
                indent, self.expression(), self.statement(inner), indent, self.statement(inner))
        if kind == "for":
            return "%sfor i in %s:\n%s%sif i == 3: %s\n%s" % (
                indent, self.display(), self.statement(inner), inner, self.pick("break", "continue"),
                self.statement(inner))
        if kind == "try":
            return "%stry:\n%s%sexcept (%s) as error:\n%s%s = type(error).__name__\n%sfinally:\n%s" % (
                indent, self.statement(inner), indent, self.pick("TypeError, ValueError", "Exception", "LookupError"),
                inner, self.name(), indent, self.statement(inner))
        if kind == "class":
            return "%sclass C:\n%sn = %s\n%sdef m(self): return self.n\n%s%s = C().m()\n" % (
                indent, inner, self.expression(), inner, indent, self.name())
        return "%sdef f(x, *rest, k=%s):\n%s%sreturn x\n" % (indent, self.number(), self.statement(inner), inner)

    def program(self):
        start = "a, b, c, d, e = 1, 'text', [1, 2, 'x'], {'x': 1, 2: 'y'}, (0, True, None)\ndef f(x): return x\n"
        lines = "".join("try:\n%sexcept Exception as error:\n    log.append(type(error).__name__)\n" % self.statement("    ")
                        for _ in range(self.random.randint(2, 8)))
        return start + "log = []\n" + lines + (self.statement() if self.pick(0, 0, 1) else "")


def executed(text):
    """({name: value}, the exception's name or None) as Python has it."""
    names = {"__name__": "settings"}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            program = compile(text, "settings.py", "exec")
        exec(program, names)
    except Exception as error:
        return names, type(error).__name__
    return names, None


class Programs(unittest.TestCase):
    def test_the_same_values(self):
        ended = 0
        for seed in range(PROGRAMS):
            text = Author(seed).program()
            with self.subTest(seed=seed):
                ended += self.compare(text)
        self.assertGreater(ended, PROGRAMS // 2)  # programs that end with an exception at once say little

    def compare(self, text):
        names, failed = executed(text)
        if "RecursionError" in [failed] + names["log"]:
            return 0  # Python and the interpreter go differently deep
        made, module = read(text)
        found = made.findings.json()
        if failed is not None:
            self.assertTrue(found, "%s: %s" % (failed, text))
            self.assertEqual(failed, found[0]["message"].partition(":")[0], text)
            return 0
        self.assertEqual([], found, text)
        # Python 3.8 unpacks a * in a list only after all of the list is evaluated, so that another error comes first.
        logged = ("log",) if sys.version_info >= (3, 9) else ()
        for name in _NAMES + logged:
            mine = getattr(module, name)
            self.assertNotIsInstance(mine, Unknown, "%s in\n%s" % (name, text))
            self.assertEqual(repr(names[name]), repr(mine), "%s in\n%s" % (name, text))
        return 1


if __name__ == "__main__":
    unittest.main()
