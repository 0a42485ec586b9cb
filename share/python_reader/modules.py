"""Modules: where they are found, and reading them. The project's are read, the standard library's and IoP's stood in for.

Names are looked for in this order: what has been read, stand-ins, the standard library, the folders of the search path
(packages, modules), folders without __init__.py. What is nowhere is Outside: a package that this machine need not have.
"""

import os
import posixpath
import sys
import types

from . import library
from .outside import Outside
from .scopes import Scope
from .sources import CannotParse, Parsed
from .values import Text, Unknown

# So many folders above the settings are looked into for what an import names.
MOST_ABOVE = 3


def module_name(path):
    """IoP imports a file of settings under its own name: demo.py is the module demo."""
    return posixpath.splitext(posixpath.basename(path))[0]


class ModuleInfo:
    """A module of the project. parsed: None where it could not be parsed. whole: everything in it could be read.

    later: {name: a function that gives its value} of imports under TYPE_CHECKING. expecting: for each try around the
    statement that is being read, whether it expects modules to be absent.
    """

    def __init__(self, name, path, source):
        self.name = name
        self.path = path
        self.source = source
        self.module = types.ModuleType(name)
        self.parsed = None
        self.scope = Scope("module", vars(self.module), None, self)
        self.whole = True
        self.done = False
        self.later = {}
        self.expecting = []
        self.is_folder = False
        self.annotations_are_text = False
        self.is_first = False  # it is the settings themselves


class Missing(ModuleNotFoundError):
    """A module that should be in the project and is not."""


class Modules:
    """The part of the interpreter that finds and reads modules; `run_module` of it reads the statements."""

    def __init__(self, interpreter, stand_ins):
        self._interpreter = interpreter
        self._program = interpreter.program
        self._stand_ins = stand_ins
        self._native = {}
        self._by_name = {}
        self._by_module = {}

    def info(self, module):
        return self._by_module.get(id(module))

    def named(self, name):
        return self._by_name.get(name)

    def all(self):
        return list(self._by_name.values())

    def load_file(self, path, name):
        """The ModuleInfo of a file of the project, or None where it is not there or cannot be parsed."""
        if name in self._by_name:
            return self._by_name[name]
        source = self._program.read(path)
        if source is None:
            return None
        info = self._begin(name, path, source)
        try:
            info.parsed = Parsed(source)
        except CannotParse as error:
            self._interpreter.report_syntax(path, error)
            info.whole, info.done = False, True
            return info
        self._run(info)
        return info

    def _begin(self, name, path, source):
        info = ModuleInfo(name, path, source)
        info.is_first = not self._by_name
        names = info.scope.names
        is_package = posixpath.basename(path) == "__init__.py"
        names.update(__name__=Text(name), __file__=Text(self._interpreter.absolute(path)), __doc__=None)
        names["__package__"] = name if is_package else name.rpartition(".")[0]
        if is_package:
            names["__path__"] = [posixpath.dirname(path)]
        self._keep(info)
        return info

    def _keep(self, info):
        self._by_name[info.name] = info
        self._by_module[id(info.module)] = info
        parent, _, last = info.name.rpartition(".")
        if parent in self._by_name:
            self._by_name[parent].scope.names.setdefault(last, info.module)

    def _run(self, info):
        try:
            self._interpreter.run_module(info)
        except BaseException:
            self._by_name.pop(info.name, None)
            raise
        finally:
            info.done = True

    def load(self, name):
        """The module of that name, as ModuleType or Outside. Raises Missing where the project should have it."""
        if name in self._by_name:
            return self._by_name[name].module
        made = self._known_elsewhere(name)
        if made is not None:
            return made
        parent, _, last = name.rpartition(".")
        if not parent:
            return self._in_folders(name, name, self._interpreter.path) or self._above(name) or Outside(name)
        holder = self.load(parent)
        if isinstance(holder, Unknown):
            return Outside(name)
        return self._in_package(name, last, holder)

    def _in_package(self, name, last, holder):
        folders = vars(holder).get("__path__")
        if folders is None:
            if self.info(holder) is None:
                return Outside(name)
            if last in vars(holder):
                return vars(holder)[last]
            raise Missing("No module named %r; %r is not a package" % (name, holder.__name__), name=name)
        found = self._in_folders(name, last, folders)
        if found is not None:
            return found
        info = self.info(holder)
        if info is None or info.is_folder:
            return Outside(name)
        raise Missing("No module named %r" % name, name=name)

    def _known_elsewhere(self, name):
        """A stand-in or a module of the standard library, or None."""
        if name not in self._native:
            made = self._stand_ins(name)
            if made is not None:
                self._interpreter.allow_stand_in(made)
            else:
                made = library.module(name, self._interpreter)
                if made is not None and name == "sys":
                    vars(made)["path"] = self._interpreter.path
            self._native[name] = made
        return self._native[name]

    def _in_folders(self, name, last, folders):
        """The module of a package, a file or a folder in one of the folders, or None."""
        plain = None
        for folder in list(folders):
            if not isinstance(folder, str):
                continue
            base = self._asked(posixpath.join(folder, last))
            for path in (posixpath.join(base, "__init__.py"), base + ".py"):
                if self._program.kind(path) == "file":
                    info = self.load_file(path, name)
                    return info.module if info is not None else Outside(name)
            if plain is None and self._program.kind(base) == "folder":
                plain = base
        if plain is None or is_standard(name):
            return None
        return self._folder(name, plain)

    def _above(self, name):
        """A package or module in a folder above that of the settings, or None: projects install themselves from there.

        The folder is part of the search path from then on.
        """
        first = next((each for each in self._by_name.values() if each.is_first), None)
        folder = posixpath.dirname(first.path) if first is not None else ""
        for _ in range(MOST_ABOVE if first is not None and not is_standard(name) else 0):
            folder = posixpath.normpath(posixpath.join(folder, ".."))
            if self._is_python(posixpath.join(folder, name)):
                self._interpreter.path.append(folder)
                return self._in_folders(name, name, [folder])
        return None

    def _is_python(self, base):
        """Whether a path is that of a module, without its ending, or of a folder of modules."""
        if self._program.kind(base) == "folder":
            return any(each.endswith(".py") for each in self._program.names(base))
        return self._program.kind(base + ".py") == "file"

    def _folder(self, name, path):
        """A folder without __init__.py, which is a package if it holds any Python."""
        if not any(each.endswith(".py") or each.endswith("/") for each in self._program.names(path)):
            return None
        info = ModuleInfo(name, path, None)
        info.scope.names.update(__name__=Text(name), __path__=[path], __package__=name)
        info.done, info.is_folder = True, True
        self._keep(info)
        return info.module

    def beside(self, name, folder, level):
        """A module in the folder of one that is in no package, `level` - 1 folders up; or None."""
        for _ in range(level - 1):
            folder = posixpath.join(folder, "..")
        first, _, rest = name.partition(".")
        found = self._by_name[first].module if first in self._by_name else self._in_folders(first, first, [folder])
        return self.load(name) if found is not None and rest else found

    def _asked(self, path):
        return self._interpreter.relative(path)

    def is_elsewhere(self, name):
        """Whether a name that is Outside is that of no standard module either: whoever runs this may lack it."""
        return not is_standard(name)


def is_standard(name):
    """Whether Python itself brings a module of that name."""
    first = name.partition(".")[0]
    known = getattr(sys, "stdlib_module_names", None)
    if known is not None:
        return first in known
    folder = os.path.dirname(os.__file__)
    return (first in sys.builtin_module_names or os.path.exists(os.path.join(folder, first + ".py"))
            or os.path.isdir(os.path.join(folder, first)))
