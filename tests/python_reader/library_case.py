"""What the tests of the library share: a program of texts, and the doors that the interpreter goes through."""

import unittest

from support import FakeProgram  # noqa: I001: it knows where the reader is
from python_reader import library
from python_reader.calls import Call, calls
from python_reader.report import Findings
from python_reader.values import Place, Unknown

HERE = Place(7, 10, 20)


class FakeInterpreter:
    def __init__(self, files=None, environment=None):
        self.program = FakeProgram(files or {}, environment)
        self.findings = Findings()
        self.cwd = "/home/shop"
        self.path = ["."]

    def import_module(self, name):
        return library.module(name, self) or Unknown("the module " + name)


class Case(unittest.TestCase):
    """Calls go through the doors that the interpreter uses."""

    def setUp(self):
        self.interpreter = FakeInterpreter()
        calls.note(Call(HERE, (), {}))
        self.addCleanup(calls.forget)

    def attribute(self, value, name):
        return library.method(value, name, self.interpreter)

    def call(self, function, *args, **kwargs):
        allowed = library.native(function)
        self.assertIsNotNone(allowed, "may not be called: %r" % (function,))
        return allowed(*args, **kwargs)

    def method(self, value, name, *args, **kwargs):
        return self.call(self.attribute(value, name), *args, **kwargs)

    def builtin(self, name, *args, **kwargs):
        return self.call(library.builtins(self.interpreter)[name], *args, **kwargs)

    def module(self, name):
        return library.module(name, self.interpreter)

    def of(self, module, name, *args, **kwargs):
        return self.call(self.attribute(self.module(module), name), *args, **kwargs)

    def is_unknown(self, value, *words):
        self.assertIsInstance(value, Unknown)
        for word in words:
            self.assertIn(word, value.reason)
