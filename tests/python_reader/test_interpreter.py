"""What modules hold after they were read, and where what they hold was written."""

import types
import unittest

from support import read

from python_reader.values import Table, Text, Unknown


def names(text, files=None, environment=None):
    """The names of a module with that text; it must have no findings."""
    made, module = read(text, files, environment)
    if made.findings.json():
        raise AssertionError(made.findings.json())
    return vars(module)


class Statements(unittest.TestCase):
    def test_assignments_unpack(self):
        got = names("a, *b, (c, d) = 1, 2, 3, (4, 5)\n[e, f] = 'xy'\ng = h = []\ng.append(1)\nx = {}\nx['k'] = x2 = 3\n")
        self.assertEqual((1, [2, 3], 4, 5, "x", "y", [1], 3),
                         tuple(got[each] for each in "abcdefh") + (got["x"]["k"],))

    def test_augmented(self):
        got = names("a = [1]\nb = a\na += [2]\nc = 'x'\nc += 'y'\nd = {'n': 1}\nd['n'] *= 5\n"
                    "class C: n = 2\nC.n -= 1\ne = {'a': 1}\ne |= {'b': 2}\n" if hasattr(dict, "__or__") else
                    "a = [1]\nb = a\na += [2]\nc = 'x'\nc += 'y'\nd = {'n': 1}\nd['n'] *= 5\n"
                    "class C: n = 2\nC.n -= 1\ne = {'a': 1, 'b': 2}\n")
        self.assertEqual(([1, 2], "xy", {"n": 5}, 1, {"a": 1, "b": 2}),
                         (got["b"], got["c"], got["d"], got["C"].n, got["e"]))

    def test_loops(self):
        got = names("""
found = []
for i in range(10):
    if i == 2: continue
    if i == 5: break
    found.append(i)
else:
    found.append("never")
for i in (): pass
else: found.append("else")
while True:
    found.pop()
    if len(found) < 3: break
""")
        self.assertEqual([0, 1], got["found"][:2])

    def test_exceptions_are_caught(self):
        got = names("""
log = []
class Mine(ValueError): pass
def fail(): raise Mine("no")
try:
    fail()
except KeyError: log.append("key")
except (TypeError, ValueError) as error: log.append(str(error))
else: log.append("else")
finally: log.append("end")
try: {}["x"]
except KeyError as e: log.append(e.args[0])
try:
    try: int("q")
    except ValueError: raise
except ValueError: log.append("again")
def f():
    try: return 1
    finally: log.append("f")
f()
""")
        self.assertEqual(["no", "end", "x", "again", "f"], got["log"])

    def test_with(self):
        got = names("""
from contextlib import contextmanager
log = []
class C:
    def __enter__(self): log.append("in"); return 7
    def __exit__(self, kind, error, trace): log.append(kind.__name__ if kind else "out"); return True
with C() as n: log.append(n)
with C(): raise KeyError(1)
@contextmanager
def m(): yield "m"
with m() as x, C(): log.append(x)
""")
        self.assertEqual(["in", 7, "out", "in", "KeyError", "in", "m", "out"], got["log"])

    def test_deletion_and_assertion(self):
        got = names("a = {'x': 1, 'y': 2}\ndel a['x']\nb = 1\ndel b\nassert a\nc = 'b' in globals()\n")
        self.assertEqual(({"y": 2}, False), (got["a"], got["c"]))

    def test_main_is_not_run(self):
        self.assertNotIn("a", names("if __name__ == '__main__':\n    a = nothing\n"))

    def test_match(self):
        import ast
        if not hasattr(ast, "Match"):
            self.skipTest("this Python has no match")
        got = names("""
def kind(value):
    match value:
        case 0: return "zero"
        case "a" | "b": return "letter"
        case [1, *rest] if rest: return rest
        case {"k": v, **more}: return (v, more)
        case str(text): return text.upper()
        case None: return "none"
        case _: return "other"
r = [kind(each) for each in (0, "b", [1, 2], [1], {"k": 1, "z": 2}, "q", None)]
""")
        self.assertEqual(["zero", "letter", [2], "other", (1, {"z": 2}), "Q", "none"], got["r"])


class Functions(unittest.TestCase):
    def test_parameters(self):
        got = names("def f(a, b=2, *c, d, e=5, **g): return a, b, c, d, e, g\n"
                    "r = f(1, d=4), f(1, 2, 3, d=4, h=6), f(*[1, 2], **{'d': 7})\n")
        self.assertEqual(((1, 2, (), 4, 5, {}), (1, 2, (3,), 4, 5, {"h": 6}), (1, 2, (), 7, 5, {})), got["r"])

    def test_wrong_arguments_are_refused_in_the_words_of_python(self):
        def f(a, *, b): pass
        for call in ("f()", "f(1)", "f(1, 2)", "f(1, b=2, c=3)", "f(1, a=1, b=2)"):
            with self.assertRaises(TypeError) as wanted:
                eval(call, {"f": f})
            made, _ = read("def f(a, *, b): pass\n%s\n" % call)
            found = made.findings.json()
            self.assertEqual(["MW038"], [each["code"] for each in found], call)
            self.assertIn(str(wanted.exception).split("f() ")[1], found[0]["message"])

    def test_closures_generators_decorators(self):
        got = names("""
def counter():
    n = 0
    def step():
        nonlocal n
        n += 1
        return n
    return step
c = counter(); c()
total = 0
def add():
    global total
    total += c()
add()
def twice(f):
    def inner(*args): return f(f(*args))
    return inner
def times(k):
    return lambda f: lambda x: f(x) * k
@twice
@times(3)
def plus(x): return x + 1
def gen(n):
    while True:
        yield n
        if n > 3: return
        n += 1
    yield "never"
def outer(): yield from gen(2)
async def later(): return 5
async def main(): return await later()
r = [total, plus(1), list(gen(1)), list(outer()), next(gen(0)), main(), sorted([3, 1], key=lambda v: -v)]
""")
        self.assertEqual([2, 21, [1, 2, 3, 4], [2, 3, 4], 0, 5, [3, 1]], got["r"])

    def test_endless_generators_end(self):
        made, module = read("def ids():\n  n = 0\n  while True:\n    yield n\n    n += 1\ni = ids()\na = next(i), next(i)\n")
        self.assertEqual(([], (0, 1)), (made.findings.json(), module.a))

    def test_comprehensions(self):
        got = names("""
n = 2
a = [x * n for x in range(5) if x % 2]
b = {k: v for k, v in zip("ab", (1, 2))}
c = {x for x in "aab"}
d = sum(x for x in range(4))
e = [(i, j) for i in range(3) for j in range(i)]
class C:
    items = ["p", "q"]
    upper = [each.upper() for each in items]
f = [y := 5, y ** 2]
""")
        self.assertEqual(([2, 6], {"a": 1, "b": 2}, {"a", "b"}, 6, [(1, 0), (2, 0), (2, 1)], ["P", "Q"], [5, 25]),
                         tuple(got[each] for each in "abcde") + (got["C"].upper, got["f"]))


class Classes(unittest.TestCase):
    def test_inheritance_is_that_of_python(self):
        got = names("""
class A:
    tag = "a"
    def __init__(self, n=1): self.n = n
    def name(self): return self.tag + str(self.n)
    @property
    def double(self): return self.n * 2
    @classmethod
    def make(cls, n): return cls(n)
    @staticmethod
    def fixed(): return "s"
    def __getattr__(self, name): return "no " + name
    def __add__(self, other): return self.n + other.n
class B(A):
    tag = "b"
    def __init__(self): super().__init__(7)
    def name(self): return "<" + super().name() + ">"
b = B()
r = [b.name(), b.double, A.make(3).n, B.fixed(), b.other, b + A(2), isinstance(b, A), B.__mro__[1].__name__,
     B.__name__, b.__class__.__name__, type(b).__name__, B.__module__]
""")
        self.assertEqual(["<b7>", 14, 3, "s", "no other", 9, True, "A", "B", "B", "B", "settings"], got["r"])
        self.assertIsInstance(got["B"], type)

    def test_kinds_of_the_standard_library(self):
        got = names("""
from dataclasses import dataclass, field, asdict
from enum import Enum, auto
from typing import NamedTuple, TypedDict, Protocol, Generic, TypeVar, List
from abc import ABC, abstractmethod
T = TypeVar("T")
@dataclass
class P:
    a: int
    b: str = "q"
    c: List[int] = field(default_factory=list)
@dataclass(order=True)
class Q(P):
    d: int = 3
class Color(Enum):
    RED = "r"
    BLUE = "b"
    @property
    def low(self): return self.value.upper()
class N(NamedTuple):
    x: int
    y: int = 2
class G(Generic[T]): pass
class I(G[int]): v = 1
class Proto(Protocol):
    def f(self): ...
class Base(ABC):
    @abstractmethod
    def f(self): ...
class Real(Base):
    def f(self): return 1
r = [P(1).b, P(1) == P(1), asdict(P(2, c=[1])), Color.RED.value, Color("b").name, [c.low for c in Color],
     N(1).y, N(1)[0], I.v, Real().f(), Color.RED.name]
""")
        self.assertEqual(["q", True, {"a": 2, "b": "q", "c": [1]}, "r", "BLUE", ["R", "B"], 2, 1, 1, 1, "RED"], got["r"])

    def test_unknown_bases_are_left_out_and_remembered(self):
        made, module = read("from pydantic2 import Model\nimport other.thing as o\nclass A(Model, o.X):\n    n = 1\n"
                            "class B(A): pass\nb = B.n\nc = B.missing\nd = A(1)\n")
        self.assertEqual([], made.findings.json())
        info = made.class_info(module.A)
        self.assertEqual(["pydantic2.Model", "other.thing.X"], [each.name for each in info.unknown_bases])
        self.assertEqual("class A(Model, o.X):", made.program.words(info.place))
        self.assertEqual(1, module.b)
        self.assertIsInstance(module.c, Unknown)
        self.assertIsInstance(module.d, Unknown)
        self.assertIsNone(made.class_info(int))

    def test_unknown_decorators_leave_what_they_decorate(self):
        got = names("import flask\n@flask.route('/x')\ndef f(): return 1\n@flask.thing\nclass C: x = 2\nr = f(), C.x\n")
        self.assertEqual((1, 2), got["r"])

    def test_class_info(self):
        made, module = read("class A:\n    class B:\n        def f(self): pass\n")
        info = made.class_info(module.A.B)
        self.assertEqual(("A.B", module, "settings.py"), (info.qualname, info.module, info.source.path))
        self.assertEqual("f", made.function_node(module.A.B.f).name)
        self.assertEqual("def f(self): pass", made.program.words(
            made.place_of_node(made.function_node(module.A.B().f), module)))


class Places(unittest.TestCase):
    def place(self, text, name="x"):
        made, module = read(text)
        return made.program.words(getattr(module, name).place)

    def test_of_literals_and_of_what_is_made_anew(self):
        self.assertEqual("'é'", self.place("y = 'ü'; x = 'é'\n"))
        self.assertEqual("'a' + y", self.place("y = 'b'\nx = ('a' + y)\n"))
        self.assertEqual("f'{y}1'", self.place("y = 'b'\nx = f'{y}1'\n"))
        self.assertEqual("y.upper()", self.place("y = 'b'\nx = y.upper()\n"))
        self.assertEqual("41", self.place("y = 41\nx = y\n"))
        self.assertEqual("4.5", self.place("def f(v=4.5): return v\nx = f()\n"))
        self.assertEqual("'q'", self.place("\ufeffx = 'q'\n"))
        self.assertEqual("'q'", self.place("a = 1\r\nx = 'q'\r\n"))

    def test_of_tables(self):
        made, module = read("a = {'k': True, **{'m': None}}\na['n'] = False\n")
        self.assertIsInstance(module.a, Table)
        words = {key: made.program.words(place) for key, place in module.a.places.items()}
        self.assertEqual({"k": "True", "m": "None", "n": "False"}, words)
        self.assertEqual("'k'", made.program.words(module.a.key_places["k"]))

    def test_environment_is_kept_where_the_text_is_only_passed_on(self):
        got = names("import os\na = os.environ.get('H', 'local')\nb = {'h': a}['h']\nc = a + '!'\nd = f'{a}'\n"
                    "e = str(a)\ng = os.getenv('G') or 'x'\n", environment={"G": "set"})
        self.assertEqual(("H", "local", "local"), (got["b"].environment, got["b"].fallback, got["b"]))
        self.assertIsNone(got["c"].environment)
        self.assertEqual(("H", "H"), (got["d"].environment, got["e"].environment))
        self.assertEqual(("set", "G", "x"), (got["g"], got["g"].environment, got["g"].fallback))


class Unknowns(unittest.TestCase):
    def read(self, text, files=None):
        made, module = read("import requests\nu = requests.get('x')\n" + text, files)
        return made.findings.json(), module

    def test_spread(self):
        found, module = self.read("r = [u + 1, u.a.b, u(1), u[0], -u, not u, u < 3, f'{u}', 'a' + u, [u for _ in u], "
                                  "'%s' % u, u and 1, u if u else 2, 'x'.join([u]), len(u), {**u}, int(u)]\n")
        self.assertEqual([], found)
        for at, each in enumerate(module.r):
            unknown = each if isinstance(each, Unknown) else next(iter(each))
            self.assertIsInstance(unknown, Unknown, at)
            self.assertEqual("the result of requests.get", unknown.reason, at)

    def test_both_branches_are_read(self):
        found, module = self.read("if u:\n  a = 1\n  b = 2\n  def f(): return 1\n  same = 'x'\nelse:\n  a = 3\n  c = 4\n"
                                  "  same = 'x'\n")
        self.assertEqual([], found)
        self.assertEqual((2, 4, 1, "x"), (module.b, module.c, module.f(), module.same))
        self.assertIsInstance(module.a, Unknown)

    def test_returns_under_unknown_conditions(self):
        found, module = self.read("def f():\n  if u: return 1\n  return 2\ndef g():\n  if u: return 'a'\n  return 'a'\n"
                                  "def h():\n  if u: return 1\n  else: return 2\nr = f(), g(), h()\n")
        self.assertEqual([], found)
        self.assertIsInstance(module.r[0], Unknown)
        self.assertEqual("a", module.r[1])
        self.assertIsInstance(module.r[2], Unknown)

    def test_known_answers_stay_known(self):
        found, module = self.read("r = [True or u, False and u, {'a': u, 'b': 1}['b'], [u, 2][1], 1 in [1, u]]\n"
                                  "d = 'z' in [1, u]\n")
        self.assertEqual(([], [True, False, 1, 2, True]), (found, module.r))
        self.assertIsInstance(module.d, Unknown)

    def test_doubts_are_told_where_they_matter(self):
        found, _ = self.read("a = []\nif u:\n  a.append(1)\nb = {'Item': []}\nPRODUCTIONS = [b]\nif u.x:\n"
                             "  b['Item'].append(2)\nCLASSES = {}\nfor n in u.y:\n  CLASSES[n] = 1\n")
        self.assertEqual([("MW037", "", "PRODUCTIONS"), ("MW037", "warning", "CLASSES")],
                         [(each["code"], each["severity"], each["message"].split()[4]) for each in found])

    def test_loops_over_unknown_are_read_once(self):
        _, module = self.read("n = []\nfor a, b in u:\n  n.append(a)\nwhile u:\n  n.append(1)\n")
        self.assertEqual(2, len(module.n))


class Failures(unittest.TestCase):
    def test_an_exception_is_a_finding_and_what_follows_is_read(self):
        made, module = read("def f(d):\n    return d['x']\na = f({})\nb = 2\nc = a\n")
        found = made.findings.json()
        self.assertEqual([("MW038", "KeyError: 'x'")], [(each["code"], each["message"]) for each in found])
        self.assertEqual("d['x']", made.program.words(found[0]["place"]))
        self.assertEqual("a = f({})", made.program.words(found[0]["notes"][0]["place"]))
        self.assertEqual(2, module.b)
        self.assertIsInstance(module.c, Unknown)

    def test_a_variable_of_the_environment_that_is_not_set(self):
        made, module = read("import os\na = os.environ['NOPE']\n")
        found = made.findings.json()
        self.assertEqual([("MW037", "the environment has no NOPE")], [(each["code"], each["message"]) for each in found])
        self.assertIsInstance(module.a, Unknown)

    def test_syntax(self):
        made, module = read("a = 1\nb = = 3\n")
        self.assertIsNone(module)
        found = made.findings.json()
        self.assertEqual(["MW036"], [each["code"] for each in found])
        self.assertEqual("=", made.program.words(found[0]["place"]))


class ForOthers(unittest.TestCase):
    def test_scope_for(self):
        made, module = read("K = 'k'\nclass A:\n    def f(self, request, *, n=1):\n        return request, K, n\n")
        function = module.A.f
        scope = made.scope_for(function, "me", {"request": Text("r")})
        value = made.evaluate(function.node.body[0].value, scope)
        self.assertEqual(("r", "k"), value[:2])
        self.assertEqual("the parameter n of f", value[2].reason)

    def test_modules_are_modules(self):
        _, module = read("x = 1\n")
        self.assertIsInstance(module, types.ModuleType)


if __name__ == "__main__":
    unittest.main()
