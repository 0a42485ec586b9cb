"""The library of the reader gives what Python gives."""

import unittest

from library_case import Case
from python_reader import library


# What Python gives for these, the library gives: (value, method, arguments...).
METHODS = [
    ("a,b", "split", ","), (" x ", "strip"), ("Ab", "lower"), ("Ab", "upper"), ("ab", "title"), ("a b c", "split"),
    ("ab", "replace", "a", "c"), ("-", "join", ["a", "b"]), ("7", "zfill", 3), ("x", "ljust", 3, "."),
    ("x", "center", 5), ("a\tb", "expandtabs", 4), ("abc", "startswith", ("a", "b")), ("abc", "find", "c"),
    ("{} {1}".replace("1", ""), "format", 1, 2), ("{0:>5}|{x!r}", "format", "a", ), ("a=b=c", "partition", "="),
    ("a\nb", "splitlines"), ("{a}", "format_map", {"a": 1}), ("abc", "encode"), ("é", "encode", "latin-1"),
    (b"abc", "decode"), (b"a,b", "split", b","), ([1, 2, 2], "count", 2), ([1, 2], "index", 2), ([3, 1], "copy"),
    ((1, 2), "index", 2), ({"a": 1}, "get", "b", 3), ({"a": 1}, "copy"), ({1, 2}, "union", [3]),
    ({1, 2}, "issubset", {1, 2, 3}), (5, "bit_length"), (2.0, "is_integer"), (258, "to_bytes", 2, "big"),
    ({"a": 1}, "items"), ("ab", "isidentifier"), ("a%sb", "__contains__", "s"),
]

CALLS = [
    ("len", [1, 2]), ("range", 1, 9, 3), ("sum", [1, 2, 3]), ("sum", [[1], [2]], []), ("min", 3, 1, 2), ("max", [3, 1]),
    ("sorted", ["b", "a"]), ("any", [0, 1]), ("all", [1, 0]), ("abs", -3), ("round", 2.567, 2), ("divmod", 7, 3),
    ("pow", 2, 10), ("pow", 2, 10, 7), ("str", 12), ("str", True), ("str", None), ("int", "42"), ("int", "ff", 16),
    ("float", "2.5"), ("bool", ""), ("list", "ab"), ("dict", [("a", 1)]), ("tuple", [1, 2]), ("set", [1, 1]),
    ("frozenset", [1]), ("bytes", "a", "utf-8"), ("repr", "a"), ("format", 3.14159, ".2f"), ("isinstance", 1, int),
    ("issubclass", bool, int), ("callable", len), ("ord", "a"), ("chr", 97), ("hex", 255), ("oct", 8), ("bin", 5),
    ("ascii", "é"), ("slice", 1, 2), ("getattr", 5, "real"), ("hasattr", "a", "upper"), ("hasattr", "a", "nothing"),
    ("type", "a"), ("max", [], ), ("int", "x"), ("int", None), ("len", 5), ("chr", -1), ("sum", ["a"]),
    ("dict", [1]), ("min", []), ("round", "x"),
]

LISTED = [
    ("enumerate", "ab"), ("enumerate", "ab", 1), ("zip", [1, 2], "ab"), ("map", int, ["1", "2"]),
    ("filter", None, [0, 1, 2]), ("reversed", [1, 2]), ("iter", [1]), ("map", str, [1, 2]), ("reversed", (1, 2)),
]

MODULES = [
    ("os.path", "join", "/a", "b"), ("os.path", "dirname", "/a/b"), ("os.path", "basename", "/a/b"),
    ("os.path", "splitext", "a.py"), ("os.path", "normpath", "/a/../b"), ("math", "sqrt", 16), ("math", "floor", 2.5),
    ("json", "loads", '{"a": [1, 2.5, null, true, "x"]}'), ("json", "dumps", {"a": [1, None]}), ("re", "escape", "a.b"),
    ("re", "sub", r"\s+", " ", "a   b"), ("re", "split", ",", "a,b"), ("re", "findall", r"\d", "a1b2"),
    ("textwrap", "dedent", "  a\n  b"), ("string", "capwords", "a b"), ("copy", "deepcopy", {"a": [1]}),
    ("functools", "reduce", complex, [1, 3]), ("operator", "add", 1, 2), ("html", "escape", "<a>"),
    ("base64", "b64encode", b"abc"), ("urllib.parse", "quote", "a b"), ("urllib.parse", "urljoin", "http://a/b", "c"),
    ("math", "prod", [2, 3]), ("uuid", "UUID", "12345678123456781234567812345678"), ("decimal", "Decimal", "1.10"),
    ("datetime", "date", 2024, 1, 2), ("datetime", "timedelta", 1), ("json", "loads", "{"), ("math", "sqrt", -1),
    ("collections", "OrderedDict", [("a", 1)]), ("collections", "Counter", "aab"), ("typing", "cast", str, "a"),
]


def outcome(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return type(error)


class AsPythonDoes(Case):
    def test_methods(self):
        for value, name, *args in METHODS:
            with self.subTest(value=value, name=name):
                expected = outcome(getattr(value, name), *args)
                self.assertEqual(outcome(lambda: self.method(value, name, *args)), expected)

    def test_builtins(self):
        import builtins
        for name, *args in CALLS:
            with self.subTest(name=name, args=args):
                expected = outcome(getattr(builtins, name), *args)
                found = outcome(lambda: self.builtin(name, *args))
                self.assertEqual(found, expected)
                self.assertEqual(library.type_of(found), type(expected))

    def test_iterators(self):
        import builtins
        for name, *args in LISTED:
            with self.subTest(name=name, args=args):
                self.assertEqual(list(self.builtin(name, *args)), list(getattr(builtins, name)(*args)))

    def test_modules(self):
        import importlib
        for module, name, *args in MODULES:
            with self.subTest(module=module, name=name, args=args):
                expected = outcome(getattr(importlib.import_module(module), name), *args)
                self.assertEqual(outcome(lambda: self.of(module, name, *args)), expected)


if __name__ == "__main__":
    unittest.main()
