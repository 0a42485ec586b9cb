"""Where classes and modules of the project are found: by the interpreter, or in the Python that executes them."""

import importlib
import posixpath
import sys
import types

from .guards import OutOfSteps
from .stubs import StubBase


class InterpretedWorld:
    """What the interpreter has read. `folder` is that of the settings."""

    def __init__(self, interpreter, program, folder):
        self._interpreter = interpreter
        self._program = program
        self._folder = folder

    def module_named(self, name):
        """The module of the project that an import of `name` finds, or None."""
        self._interpreter.trying += 1  # nobody has written an import, so that none is missing
        try:
            found = self._interpreter.import_module(name)
        except (Exception, OutOfSteps):
            return None
        finally:
            self._interpreter.trying -= 1
        return found if isinstance(found, types.ModuleType) else None

    def module_in(self, path, name):
        """The module `name` of a folder that settings name: as it is written, or beside the settings."""
        file = name.lstrip(".").replace(".", "/") + ".py"
        for folder in (posixpath.join(self._folder, path), path):
            where = posixpath.normpath(posixpath.join(folder, file))
            if self._program.kind(where) == "file":
                found = self._interpreter.load_file(where, name)
                if isinstance(found, types.ModuleType):
                    return found
        return self.module_named(name)

    def find_class(self, module, name):
        found = self.module_named(module)
        value = vars(found).get(name) if found is not None else None
        return value if isinstance(value, type) else None

    def files_in(self, path):
        for folder in (posixpath.join(self._folder, path), path):
            if self._program.kind(folder) == "folder":
                return list(self._program.names(folder))
        return []

    def has_folder(self, path):
        return self._program.kind(path) == "folder"

    def unknown_base(self, cls):
        """The Unknown that a class derives from, or None."""
        return self._interpreter.unknown_base(cls)

    def is_partly_unknown(self, module):
        """Whether a module may have names that nobody knows."""
        info = self._interpreter.module_info(module)
        return info is not None and not info.whole


class ExecutedWorld:
    """What Python itself has imported."""

    def __init__(self, program, folder):
        self._program = program
        self._folder = folder

    def module_named(self, name):
        try:
            found = importlib.import_module(name)
        except BaseException:
            return None
        return found if type(found) is types.ModuleType else None

    def module_in(self, path, name):
        added = posixpath.join(self._folder, path)
        sys.path.insert(0, added)
        try:
            return self.module_named(name.lstrip("."))
        finally:
            sys.path.remove(added)

    def find_class(self, module, name):
        found = self.module_named(module)
        value = vars(found).get(name) if found is not None else None
        return value if isinstance(value, type) else None

    def files_in(self, path):
        folder = posixpath.join(self._folder, path)
        return list(self._program.names(folder)) if self._program.kind(folder) == "folder" else []

    def has_folder(self, path):
        return self._program.kind(path) == "folder"

    def unknown_base(self, cls):
        return next((each for each in cls.__mro__ if issubclass(each, StubBase)), None)

    def is_partly_unknown(self, module):
        return False
