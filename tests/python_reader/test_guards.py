"""Settings that would do harm, or never end, if Python executed them."""

import os
import time
import unittest

from support import FakeProgram, interpreter, read, with_room

from python_reader import guards, reader
from python_reader.values import Unknown


class OutOfTheBox(unittest.TestCase):
    """Each of these ways leads out of other evaluators. Here it leads to something unknown or to an AttributeError."""

    WAYS = [
        "().__class__.__bases__[0].__subclasses__()",
        "().__class__.__base__.__subclasses__()",
        "''.__class__.__mro__[-1].__subclasses__()",
        "[].__class__.__base__",
        "(lambda: 0).__globals__",
        "(lambda: 0).__code__",
        "(lambda: 0).interpreter",
        "(lambda: 0).scope",
        "(lambda: 0).node",
        "(lambda: 0).__closure__",
        "(lambda: 0).__call__.__func__.__globals__",
        "getattr((lambda: 0), '__globals__')",
        "getattr((lambda: 0), '__glo' + 'bals__')",
        "object.__subclasses__()",
        "type.__subclasses__(object)",
        "type('X', (), {}).__subclasses__()",
        "len.__self__",
        "print.__globals__",
        "print.__closure__",
        "print.__code__",
        "''.join.__self__.__class__.__base__",
        "''.join._function",
        "'{0.__class__.__base__}'.format(0)",
        "'{0.__init__.__globals__}'.format(Thing())",
        "f'{Thing().__init__.__globals__}'",
        "'{0.append.__globals__}'.format([])",
        "'%s' % Thing().method.__func__.__globals__",
        "Thing.method.__get__(Thing())",
        "Thing().method.__func__.interpreter",
        "Thing.__dict__['method'].interpreter",
        "Thing().__dict__['__class__']",
        "Thing().__reduce__()",
        "Thing().__reduce_ex__(2)",
        "Thing().__getattribute__('method')",
        "object.__getattribute__(Thing(), '__class__')",
        "Thing().__init__.__self__.__class__.__subclasses__()",
        "os.__builtins__",
        "os.sys",
        "os.path.os",
        "os.path.genericpath",
        "os.environ._data",
        "os.environ._program",
        "os.environ.__class__.__init__.__globals__",
        "os.getenv.__globals__",
        "os.getcwd.__closure__",
        "json.decoder.scanner.__builtins__",
        "json.loads.__globals__['__builtins__']",
        "__builtins__",
        "__loader__.get_data('/etc/passwd')",
        "__spec__.loader",
        "sys.modules['os'].system('true')",
        "sys._getframe(0).f_globals",
        "sys.__stdout__.buffer",
        "builtins.eval('1')",
        "builtins.__import__('os').system('true')",
        "eval('open(\"/etc/passwd\").read()')",
        "exec('import os')",
        "compile('1', 'x', 'eval')",
        "breakpoint()",
        "input()",
        "open('/etc/passwd').read()",
        "pathlib.Path('/etc/passwd').read_text()",
        "list(pathlib.Path('/').iterdir())",
        "os.listdir('/')",
        "os.system('true')",
        "os.popen('true').read()",
        "subprocess.run(['true']).stdout",
        "socket.gethostname()",
        "importlib.import_module('subprocess').run(['true'])",
        "importlib.util.find_spec('os').loader",
        "inspect.currentframe().f_back",
        "gc.get_objects()",
        "ctypes.CDLL(None)",
        "pickle.loads(b'cos\\nsystem\\n(S\"true\"\\ntR.')",
        "copy.copy(Thing()).__reduce__",
        "functools.partial(open, '/etc/passwd')()",
        "functools.reduce(getattr, ['__class__', '__base__', '__subclasses__'], ())",
        "list(map(eval, ['1']))",
        "sorted(['1'], key=eval)",
        "operator.attrgetter('__class__.__base__')(())",
        "operator.methodcaller('__reduce__')(Thing())",
        "gen().gi_frame.f_globals",
        "(x for x in [1]).gi_code",
        "caught().__traceback__.tb_frame.f_globals",
        "caught().__traceback__",
        "caught().with_traceback(None).__traceback__.tb_frame",
        "Color.RED.__class__.__init__.__globals__",
        "Point(1).__init__.__globals__",
        "Point.__init__.__globals__['__builtins__']",
        "Point.__init__.__builtins__",
        "Named(1)._replace.__func__.__globals__",
        "Named.__new__.__globals__",
        "typing.get_type_hints.__globals__",
        "typing.sys",
        "dataclasses.sys.modules",
        "enum.sys",
        "collections._sys.modules",
        "logging.os.system('true')",
        "logging.getLogger('x').manager.root.handlers",
        "string.Formatter().vformat('{0.__class__}', [1], {})",
        "string.Formatter().get_field('0.__class__.__base__', [1], {})",
        "string._string",
        "re.sub('a', lambda found: found.re.__class__.__base__, 'a')",
        "re.sre_compile.error.__init__.__globals__",
        "super(Thing, Thing()).__getattribute__('__class__')",
        "super(Thing, Thing()).__reduce__()",
        "vars(os)['sys']",
        "vars(Thing())['__class__']",
        "vars(str)['__subclasses__']",
        "globals()['__builtins__']",
        "globals()['__loader__'].load_module('os')",
        "memoryview(b'a')",
        "id(1)",
        "help()",
        "type.mro(int)[-1].__subclasses__()",
        "str.mro()[-1].__subclasses__()",
        "int.from_bytes.__self__.__base__",
    ]

    HEAD = """
import os, sys, json, builtins, pathlib, importlib, copy, functools, operator, string, re, typing, dataclasses, enum
import collections, logging, subprocess, socket, inspect, gc, ctypes, pickle
import importlib.util
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple
class Thing:
    def __init__(self): self.x = 1
    def method(self): return 1
@dataclass
class Point:
    x: int
class Color(Enum):
    RED = 1
class Named(NamedTuple):
    x: int
def gen(): yield 1
def caught():
    try: {}["x"]
    except KeyError as e:
        kept = e
    return kept
"""

    def test_no_way_leads_out(self):
        for way in self.WAYS:
            with self.subTest(way):
                made, module = read("%sr = %s\n" % (self.HEAD, way))
                for each in made.findings.json():
                    self.assertIn(each["code"], ("MW037", "MW038"))
                    self.assertRegex(each["message"], "AttributeError|NameError|(Key|Index|Type)Error", each)
                result = vars(module).get("r")
                self.assertTrue(isinstance(result, Unknown) or result in (None, "") or result == [result[0]] and isinstance(result[0], Unknown),
                                "%s gave %r" % (way, result))

    def test_what_a_class_defines_for_python_is_not_used(self):
        made, module = read("""
import copy, os
ran = []
class Evil:
    __slots__ = ("a",)
    def __reduce__(self): return (os.system, ("true",))
    def __reduce_ex__(self, n): return (print, ("x",))
    def __getattribute__(self, name): return ran.append(name)
    def __del__(self): ran.append("del")
    def __class__(self): return 1
e = Evil()
copy.copy(e)
copy.deepcopy(e)
e = None
class F:
    __annotations__ = {"x=__import__('os').system('true')": int}
""")
        self.assertEqual([], module.ran)
        self.assertNotIn("__reduce__", vars(module.Evil))

    def test_fields_of_dataclasses_are_no_code(self):
        for text in ("make_dataclass('X', ['a=print(1)'])", "make_dataclass('X', [('a: print(1)', int)])",
                     "field(default_factory=eval)"):
            made, module = read("from dataclasses import *\nimport collections\nr = %s\n" % text)
            self.assertFalse(isinstance(vars(module).get("r"), type), text)
        read("from dataclasses import dataclass\nclass X: pass\nX.__annotations__ = {'a=exit()': int}\ndataclass(X)\n")
        read("from dataclasses import dataclass\nclass X: pass\nsetattr(X, '__annotations__', {'a=exit()': int})\n"
             "dataclass(X)\n")
        read("from dataclasses import dataclass\nclass X:\n    a: int\nX.__annotations__['b=exit()'] = int\ndataclass(X)\n")

    def test_stand_ins_and_modules_stay_as_they_are(self):
        before = os.getcwd
        read("import os, json\nos.getcwd = None\njson.loads = 1\nstr.upper = 2\nint.x = 3\nos.environ['A_TEST'] = 'x'\n")
        self.assertIs(before, os.getcwd)
        self.assertNotIn("A_TEST", os.environ)
        made, module = read("import json\nr = json.loads('[1]')\n")
        self.assertEqual([1], module.r)


class Budgets(unittest.TestCase):
    def read(self, text, steps=200_000, seconds=20):
        begun = time.monotonic()
        made = interpreter({"settings.py": text})
        made.budget.left = steps
        module = with_room(lambda: made.load_file("settings.py", "settings"))
        self.assertLess(time.monotonic() - begun, seconds)
        return [each["code"] for each in made.findings.json()], module

    def test_steps(self):
        found, module = self.read("a = 1\nwhile True:\n    a += 1\nb = 2\n", guards.MOST_STEPS, 100)
        self.assertEqual(["MW902"], found)
        self.assertFalse(hasattr(module, "b"))

    def test_steps_cannot_be_caught(self):
        found, _ = self.read("while True:\n    try:\n        while True: pass\n    except BaseException: pass\n"
                             "    finally: pass\n")
        self.assertEqual(["MW902"], found)

    def test_what_was_read_before_counts(self):
        made = interpreter({"settings.py": "def f(): return 5\nx = 1\nwhile True: pass\n"})
        made.budget.left = 10_000
        module = made.load_file("settings.py", "settings")
        self.assertEqual((1, 5), (module.x, module.f()))

    def test_the_reader_gives_up_with_a_report(self):
        report = reader.read({"path": "settings.py", "cwd": "/project"}, FakeProgram({"settings.py": (
            "from iop import Production\nclass N(str):\n    def __str__(self):\n        while True: pass\n"
            "    __eq__ = __hash__ = __len__ = __repr__ = __format__ = __str__\n"
            "PRODUCTIONS = [Production('A.B')]\nPRODUCTIONS[0].description = N('x')\n")}))
        self.assertIn("MW902", [each["code"] for each in report["findings"]])

    def test_steps_of_what_is_imported(self):
        made = interpreter({"settings.py": "import a\nx = 1\n", "a.py": "while True: pass\n"})
        made.budget.left = 10_000
        self.assertIsNotNone(made.load_file("settings.py", "settings"))
        self.assertEqual(["MW902"], [each["code"] for each in made.findings.json()])

    def test_recursion(self):
        found, module = self.read("def f(n): return f(n + 1)\na = f(0)\ndef g(n): return n if n > 100 else g(n + 1)\n"
                                  "b = g(0)\ndef two(n): return two(n + 1) or two(n + 2)\n")
        self.assertEqual([], found)
        self.assertIsInstance(module.a, Unknown)
        self.assertEqual(101, module.b)

    def test_recursion_through_python(self):
        for text in ("class A:\n    def __getattr__(self, n): return getattr(self, n + 'x')\na = A().b\n",
                     "class A:\n    def __repr__(self): return repr(self)\na = repr(A())\n",
                     "def f(x): return sorted([1, 2], key=f)\na = f(1)\n",
                     "a = []\na.append(a)\nb = a == [a]\nc = str(a)\nd = f'{a}'\n",
                     "a = {}\na['a'] = a\nb = a['a']['a'] == {'a': {'a': {}}}\n"):
            found, _ = self.read(text)
            self.assertIn(found, ([], ["MW037"], ["MW038"]), text)

    def test_sizes(self):
        found, module = self.read("""
a = "x" * 10 ** 9
b = [0] * 10 ** 8
c = 2 ** 10 ** 6
d = 1 << 10 ** 6
e = "%999999999d" % 1
f = f"{1:999999999}"
g = "{:>999999999}".format(1)
h = list(range(10 ** 9))
i = "x".ljust(10 ** 9)
j = "ab".join(["x" * 10 ** 6] * 100)
k = "a".replace("a", "b" * 10 ** 7).replace("b", "c" * 10 ** 7)
l = [*range(10 ** 7)]
m = tuple(range(10 ** 8))
n = sum(range(10 ** 12))
o = max(range(10 ** 12))
p = "x".zfill(10 ** 9)
q = int("9" * 5000)
r = (10 ** 1000) ** 2
s = "x" * 10 ** 7 + "y" * 10 ** 7
t = bytes(10 ** 9)
u = pow(10, 10 ** 6)
v = "%s" % ("x" * 10 ** 7) * 3
w = "%*d" % (10 ** 9, 1)
""")
        for name in "abcdefghijklmnopqrstuvw":
            self.assertIsInstance(getattr(module, name), Unknown, name)

    def test_growing_values(self):
        found, module = self.read("a = 'x'\nwhile len(a) < 10 ** 12:\n    a = a + a\nb = [1]\nfor i in range(100):\n"
                                  "    b = b + b\nc = [1]\nfor i in range(100):\n    c += c\nd = 3\n"
                                  "for i in range(100):\n    d = d * d\n")
        self.assertEqual([], found)
        for name in "abd":
            self.assertIsInstance(getattr(module, name), Unknown, name)

    def test_many_large_values(self):
        found, _ = self.read("a = []\nfor i in range(10 ** 6):\n    a.append('x' * 10 ** 7)\n")
        self.assertEqual(["MW902"], found)

    def test_long_and_deep_expressions(self):
        found, module = self.read("a = " + " + ".join(["'x'"] * 1000) + "\nb = " + "[" * 30 + "]" * 30 + "\n"
                                  "c = " + "(" * 60 + "1" + ")" * 60 + "\n")
        self.assertEqual(([], 1000), (found, len(module.a)))
        for text in ("a = " + "(" * 10000 + ")" * 10000, "a = " + "-" * 50000 + "1", "a = x" + ".y" * 20000,
                     "a = f" + "()" * 20000, "a = " + "not " * 20000 + "1"):
            found = [each["code"] for each in read("x = f = 1\n" + text + "\n")[0].findings.json()]
            self.assertIn(found, (["MW036"], ["MW037"], ["MW038"]), text[:20])


if __name__ == "__main__":
    unittest.main()
