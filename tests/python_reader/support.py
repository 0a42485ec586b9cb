"""What the tests of the reader share: a program that has its files and its environment in dictionaries."""

import os
import posixpath
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "share"))
sys.dont_write_bytecode = True

from python_reader.guards import with_room  # noqa: E402
from python_reader.program import SourceText  # noqa: E402
from python_reader.report import Findings  # noqa: E402


class FakeProgram:
    """Answers like Program does. files: {path: text}; paths are compared as posixpath.normpath writes them."""

    def __init__(self, files, environment=None):
        self.files = {posixpath.normpath(path): text for path, text in files.items()}
        self.variables = dict(environment or {})
        self.errors = {}
        self.asked = []  # (question, about), in order
        self._sources = {}

    def read(self, path):
        self.asked.append(("read", path))
        path = posixpath.normpath(path)
        if path not in self.files:
            return None
        if path not in self._sources:
            self._sources[path] = SourceText(path, self.files[path], len(self._sources))
        return self._sources[path]

    def kind(self, path):
        self.asked.append(("kind", path))
        path = posixpath.normpath(path)
        if path in self.files:
            return "file"
        return "folder" if path == "." or self._within(path) else "missing"

    def names(self, folder):
        self.asked.append(("list", folder))
        folder = posixpath.normpath(folder)
        found = set()
        for rest in self._within(folder):
            first, slash, _ = rest.partition("/")
            found.add(first + slash)
        return sorted(found)

    def environment(self, name):
        self.asked.append(("environment", name))
        return self.variables.get(name)

    def _within(self, folder):
        """The paths of the files in a folder, relative to it."""
        start = "" if folder == "." else folder + "/"
        return [path[len(start):] for path in self.files if path.startswith(start)]

    def words(self, place):
        """The text that stands at a place."""
        for source in self._sources.values():
            if source.source == place[0]:
                return source.text.encode("utf-8")[place[1]:place[2]].decode("utf-8")
        raise KeyError(place)


def no_stand_ins(_name):
    return None


def interpreter(files, environment=None, stand_ins=no_stand_ins):
    """An Interpreter over a FakeProgram; its `program` and `findings` are attributes of it."""
    from python_reader.interpreter import Interpreter
    return Interpreter(FakeProgram(files, environment), Findings(), stand_ins, "/project")


def read(text, files=None, environment=None, stand_ins=no_stand_ins):
    """(interpreter, module) of a settings.py with that text."""
    made = interpreter({**(files or {}), "settings.py": text}, environment, stand_ins)
    return made, with_room(lambda: made.load_file("settings.py", "settings"))
