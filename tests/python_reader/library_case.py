"""What the tests of the library share: a program of texts, and the doors that the interpreter goes through."""

import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "share"))

from python_reader import library
from python_reader.calls import Call, calls
from python_reader.values import Place, Table, Text, Unknown, Whole

HERE = Place(7, 10, 20)


class FakeSource:
    def __init__(self, text):
        self.text = text
        self.source = 7


class FakeProgram:
    def __init__(self, files=None, environment=None):
        self.files = files or {}
        self.variables = environment or {}

    def read(self, path):
        return FakeSource(self.files[path]) if path in self.files else None

    def kind(self, path):
        if path in self.files:
            return "file"
        return "folder" if any(each.startswith(path + "/") for each in self.files) or path == "." else "missing"

    def names(self, folder):
        return sorted(each[len(folder) + 1:] for each in self.files if each.startswith(folder + "/"))

    def environment(self, name):
        return self.variables.get(name)


class FakeFindings:
    def __init__(self):
        self.found = []

    def add(self, *what):
        self.found.append(what)


class FakeInterpreter:
    def __init__(self, files=None, environment=None):
        self.program = FakeProgram(files, environment)
        self.findings = FakeFindings()
        self.cwd = "/home/shop"

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
