"""The library of the reader under attack: every size has an end, every door is shut."""

import builtins as python
import unittest

from library_case import Case
from python_reader import guards, library
from python_reader.values import Unknown

HUGE = 10 ** 12

TOO_LARGE_METHODS = [
    ("x", "ljust", HUGE), ("x", "rjust", HUGE), ("x", "center", HUGE), ("x", "zfill", HUGE),
    ("x" * 5000, "replace", "x", "y" * 5000), ("y" * 100000, "join", ["x"] * 1000), ("\t" * 1000, "expandtabs", HUGE),
    ("x" * 5000, "translate", {120: "y" * 5000}), ("{:>1000000000}", "format", 1), ("{:>{}}", "format", 1, HUGE),
    ("{:.99999999999f}", "format", 1.0), ("{0:>9999999}{0:>9999999}", "format", 1),
    ("{a:>1000000000}", "format_map", {"a": 1}), (5, "to_bytes", HUGE, "big"), ([1], "extend", range(HUGE)),
    ({}, "update", zip(range(HUGE), range(HUGE))), ({1}, "union", range(HUGE)), ("", "join", iter(int, 1)),
    ("a " * 600000, "split"), (dict, "fromkeys", range(HUGE)),
]
TOO_LARGE_CALLS = [
    ("list", range(HUGE)), ("tuple", range(HUGE)), ("set", range(HUGE)), ("sum", range(HUGE)),
    ("sorted", range(HUGE)),
    ("bytes", HUGE), ("int", "9" * 10 ** 6), ("pow", 2, HUGE), ("pow", 2, 10, 1 << 5000), ("max", range(HUGE)),
    ("format", 1, ">1000000000"), ("dict", zip(range(HUGE), range(HUGE))), ("any", iter(int, 1)),
    ("filter", None, iter(int, 1)), ("list", iter(int, 1)), ("str", 1 << 10 ** 6), ("sum", [[1] * 10 ** 6] * 9, []),
    ("zip", range(HUGE), range(HUGE), ),
]
TOO_LARGE_OPERATIONS = [
    ("*", "x", HUGE), ("*", HUGE, [1]), ("**", 2, HUGE), ("<<", 1, HUGE), ("*", 1 << 4000, 1 << 4000),
    ("%", "%1000000000d", 1),
    ("%", "%*d", (HUGE, 1)), ("%", "%.*f", (HUGE, 1.0)), ("+", [1] * 600000, [1] * 600000), ("*", (1,), HUGE),
    ("*", b"x", HUGE), ("%", b"%1000000000d", 1), ("**", -3, HUGE), ("%", "%s" * 2000, ("x" * 10 ** 6,) * 2000),
]
TOO_LARGE_OF_MODULES = [
    ("math", "factorial", 10 ** 6), ("math", "prod", range(1, 10 ** 5)),
    ("itertools", "product", range(1000), range(1001)),
    ("itertools", "permutations", range(20)), ("json", "loads", "[" * 10 ** 5), ("json", "loads", "9" * 10 ** 5),
    ("re", "match", "(a+)+$", "a" * 40 + "b"), ("re", "match", "(a|a)*$", "a" * 40 + "b"),
    ("re", "match", "(a*)*b", "a" * 40), ("re", "sub", "a", "b" * 10 ** 5, "a" * 10 ** 4),
    ("re", "compile", "((a{1,9}){1,9}){1,9}"), ("re", "search", r"(\w+\s?)+$", "a" * 50 + "!"),
    ("re", "search", "a*a*a*a*a*a*b", "a" * 2000), ("itertools", "combinations", range(10 ** 9), 3),
    ("textwrap", "indent", "a", "x" * 10 ** 6),
]

DOORS = ["open", "input", "exec", "eval", "compile", "breakpoint", "id", "hash", "globals", "locals", "memoryview"]
UNKNOWN_FUNCTIONS = [
    ("os", "system", "rm -rf /"), ("os", "popen", "ls"), ("os", "fork"), ("os", "execv", "/bin/sh", []),
    ("time", "time"), ("time", "strftime", "%Y"), ("random", "randint", 1, 6), ("random", "random"),
    ("uuid", "uuid4"),
    ("secrets", "token_hex"), ("os", "urandom", 4), ("os", "listdir", "/etc"), ("os", "walk", "."), ("os", "getpid"),
]
UNKNOWN_MODULES = ["subprocess", "socket", "urllib.request", "ctypes", "pickle", "threading", "platform", "shutil",
                   "inspect", "gc", "code", "multiprocessing", "http.client", "sqlite3", "tempfile", "marshal"]
HIDDEN = [
    ("", "__subclasses__"), ((), "__reduce__"), ((), "__reduce_ex__"), (str, "__subclasses__"),
    (object, "__subclasses__"),
    (len, "__globals__"), (ValueError("x"), "__traceback__"), (ValueError("x"), "with_traceback"),
    ("", "__getattribute__"),
    (type, "__subclasses__"), (int, "__base__"), ((i for i in ()), "gi_frame"), ((i for i in ()), "gi_code"),
]


class TooLarge(Case):
    def test_methods(self):
        for value, name, *args in TOO_LARGE_METHODS:
            with self.subTest(name=name):
                self.is_unknown(self.method(value, name, *args))

    def test_builtins(self):
        for name, *args in TOO_LARGE_CALLS:
            with self.subTest(name=name):
                found = self.builtin(name, *args)
                if not isinstance(found, Unknown):
                    self.is_unknown(self.builtin("list", found))

    def test_operators(self):
        for symbol, left, right in TOO_LARGE_OPERATIONS:
            with self.subTest(symbol=symbol):
                with self.assertRaises(guards.TooLarge):
                    library.binary(symbol, left, right)

    def test_modules(self):
        for module, name, *args in TOO_LARGE_OF_MODULES:
            with self.subTest(module=module, name=name, args=str(args)[:60]):
                self.is_unknown(self.of(module, name, *args))

    def test_infinite_iterators_end(self):
        for name, *args in [("count",), ("cycle", [1]), ("repeat", 1)]:
            with self.subTest(name=name):
                self.is_unknown(self.builtin("list", self.of("itertools", name, *args)))
        first = self.of("itertools", "islice", self.of("itertools", "count"), 3)
        self.assertEqual(self.builtin("list", first), [0, 1, 2])


class WithinEachOther(Case):
    """Values that cost little to write down and very much to look through."""

    def test_iterators(self):
        for name in ("zip", "enumerate"):
            with self.subTest(name=name):
                made = [1]
                for _ in range(60):
                    made = made if isinstance(made, Unknown) else self.builtin(name, made)
                self.is_unknown(made, "iterators")

    def test_lists_that_hold_themselves_many_times(self):
        made = ["x"]
        for _ in range(30):
            made = [made, made]
        self.is_unknown(self.builtin("str", made))
        self.is_unknown(self.of("json", "dumps", made))
        self.is_unknown(self.of("copy", "deepcopy", made))

    def test_looking_through_costs_steps(self):
        self.assertEqual(library.cost(len, ["x" * 5000]), 10)
        self.assertEqual(library.cost(self.attribute([0] * 2000, "count"), []), 100)
        self.assertEqual(library.cost(len, [range(HUGE)]), 0)


class ShutDoors(Case):
    def test_what_methods_are_made_of_is_not_called(self):
        self.assertFalse(library.is_native(type(self.attribute([], "append"))))
        self.assertFalse(library.is_native(type(self.attribute(self.module("os"), "environ"))))

    def test_builtins(self):
        for name in DOORS:
            with self.subTest(name=name):
                self.is_unknown(self.builtin(name, "/etc/passwd"))

    def test_functions(self):
        for module, name, *args in UNKNOWN_FUNCTIONS:
            with self.subTest(module=module, name=name):
                found = self.attribute(self.module(module), name)
                self.is_unknown(found if isinstance(found, Unknown) else self.call(found, *args))

    def test_modules(self):
        for name in UNKNOWN_MODULES:
            with self.subTest(name=name):
                self.is_unknown(self.module(name), name)

    def test_third_party(self):
        self.assertIsNone(self.module("requests"))

    def test_hidden_attributes(self):
        for value, name in HIDDEN:
            with self.subTest(value=value, name=name):
                found = self.attribute(value, name)
                self.assertTrue(found is library.MISSING or isinstance(found, Unknown), found)

    def test_the_real_ones_may_not_be_called(self):
        import subprocess
        for function in (python.open, python.eval, python.exec, python.__import__, subprocess.Popen, subprocess.run,
                         print, str.format, "".format, [].append, type.__call__, object.__subclasses__):
            with self.subTest(function=function):
                self.assertFalse(library.is_native(function))

    def test_formats_reach_nothing_private(self):
        for text in ("{0.__class__}", "{0.__class__.__mro__}", "{0._x}", "{0[a].__init__}"):
            with self.subTest(text=text):
                self.is_unknown(self.method(text, "format", {"a": 1}))

    def test_a_dataclass_with_code_for_a_name(self):
        cls = type("Evil", (), {"__annotations__": {"x=print(1)": int}})
        decorate = self.attribute(self.module("dataclasses"), "dataclass")
        with self.assertRaises(TypeError):
            self.call(decorate, cls)

    def test_made_types_are_not_made(self):
        self.is_unknown(self.builtin("type", "X", (), {}))

    def test_addresses_are_not_texts(self):
        self.is_unknown(self.builtin("str", object()))
        self.is_unknown(self.builtin("repr", [object()]))
        self.is_unknown(self.method("{}", "format", object()))


class UnknownArguments(Case):
    def test_what_computes_gives_unknown(self):
        what = Unknown("the weather")
        for name, *args in [("len", what), ("str", what), ("int", what), ("sorted", [1, what]), ("sum", [what]),
                            ("max", 1, what), ("any", [0, what]), ("str", [what]), ("isinstance", what, str)]:
            with self.subTest(name=name):
                self.is_unknown(self.builtin(name, *args), "the weather")
        self.is_unknown(self.method(",", "join", ["a", what]), "the weather")
        self.is_unknown(self.method("{}", "format", what), "the weather")
        self.is_unknown(library.binary("+", "a", what), "the weather")

    def test_what_only_holds_keeps_it(self):
        what = Unknown("the weather")
        kept = []
        self.method(kept, "append", what)
        self.assertEqual(kept, [what])
        self.assertEqual(self.builtin("list", [what]), [what])
        self.assertEqual(self.builtin("dict", a=what)["a"], what)
        self.assertEqual(self.builtin("len", [what]), 1)
        self.assertIs(self.builtin("any", [1, what]), True)
        self.assertIsNone(self.builtin("print", what))

    def test_a_key_that_is_not_known(self):
        table = {Unknown("a key"): 1, "b": 2}
        self.assertEqual(self.method(table, "get", "b"), 2)
        self.is_unknown(self.method(table, "get", "c"), "a key")


if __name__ == "__main__":
    unittest.main()
