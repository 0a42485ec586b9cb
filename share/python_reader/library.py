"""What builtins and the standard library are to the interpreter of Python settings.

Types and classes of Python are seen as they are; called, they are guarded (`native`). Nothing here ever touches a
file, the network, a process, the clock or chance: what only those tell is Unknown, with the reason in words. Callables
of the library take Unknown arguments and cope with them. What they raise is what Python would raise.
"""

import sys

from . import library_builtins, library_classes, library_os, library_paths, library_plain, library_pydantic
from . import library_quiet, library_time
from .library_guards import MISSING, Bound, bounded, check_weight, here
from .library_native import is_native, native
from .library_operators import binary
from .library_os import StandardModule
from .library_text import format_value
from .library_types import Attributes, is_open, type_of
from .outside import Outside
from .values import Unknown

__all__ = ["MISSING", "asked_variable", "binary", "builtins", "check_weight", "cost", "format_value", "inherited",
           "is_native", "iterate", "method", "module", "native", "set_attribute", "type_of"]

# Standard modules of which nothing is modelled, for Python before 3.10; later ones know their own.
_STANDARD = """argparse array ast asyncio atexit bisect bz2 calendar cgi cmath cmd code codecs concurrent ctypes curses
difflib dis distutils email encodings errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib gc getopt
getpass gettext glob grp gzip heapq hmac http imaplib imp inspect io ipaddress keyword linecache locale lzma mailbox
marshal mimetypes mmap multiprocessing netrc optparse os pdb pickle pipes pkgutil platform plistlib poplib pprint
profile pwd queue reprlib resource runpy sched select selectors shelve shlex shutil signal site smtplib socket
socketserver sqlite3 ssl stat statistics struct subprocess symtable sysconfig syslog tarfile telnetlib tempfile
threading timeit tkinter token tokenize trace traceback tracemalloc turtle unicodedata unittest urllib venv wave
weakref webbrowser winreg xml xmlrpc zipapp zipfile zipimport zlib zoneinfo""".split()


class Library:
    """The library as one interpreter sees it."""

    def __init__(self, interpreter):
        self.interpreter = interpreter
        self.attributes = Attributes(interpreter)
        self.places = library_os.Places(interpreter)
        self.environment = library_os.Environment(interpreter.program)
        self._makers = self._all_makers()
        self._made = {}

    def _all_makers(self):
        makers = {
            "os": lambda: library_os.os_module(self.places, self.environment),
            "os.path": lambda: self.module("os").path, "posixpath": lambda: self.module("os").path,
            "sys": lambda: library_os.sys_module(self.interpreter),
            "pathlib": lambda: library_paths.pathlib_module(self.places),
            "json": library_paths.json_module, "tomllib": library_paths.tomllib_module,
            "configparser": lambda: library_paths.configparser_module(self.places), "csv": library_paths.csv_module,
            "functools": library_plain.functools_module, "itertools": library_plain.itertools_module,
            "math": library_plain.math_module, "re": library_plain.re_module, "string": library_plain.string_module,
            "copy": library_plain.copy_module, "decimal": library_plain.decimal_module,
            "operator": lambda: library_plain.operator_module(self.attributes.reach, binary),
            "dataclasses": lambda: StandardModule("dataclasses", library_classes.DATACLASSES),
            "enum": lambda: StandardModule("enum", library_classes.ENUM),
            "collections": lambda: self._package("collections", library_classes.COLLECTIONS, "abc"),
            "importlib": self._importlib, "importlib.util": lambda: StandardModule("importlib.util", {}),
            "urllib": lambda: self._package("urllib", {}, "parse"),
            "logging": lambda: self._package("logging", library_quiet.logging_names(), "config", "handlers"),
            "builtins": lambda: StandardModule("builtins", self.builtins()),
        }
        for more in (library_plain.text_modules(), library_time.modules(), library_quiet.modules(),
                     library_pydantic.modules(self.interpreter, here)):
            makers.update(more)
        return makers

    def _package(self, name, contents, *parts):
        return StandardModule(name, dict(contents, **{part: self.module("%s.%s" % (name, part)) for part in parts}))

    def _importlib(self):
        def import_module(name, package=None):
            if isinstance(name, Unknown):
                return name
            if name.startswith("."):
                if not isinstance(package, str):
                    raise TypeError("the 'package' argument is required to perform a relative import for %r" % name)
                name = resolve_name(name, package)
            return self.interpreter.import_module(str(name))

        return StandardModule("importlib", {"import_module": import_module, "reload": lambda module: module})

    def module(self, name):
        if name not in self._made:
            maker = self._makers.get(name)
            self._made[name] = maker() if maker else None
        if self._made[name] is not None:
            return self._made[name]
        return Outside(name, None, "the module %s" % name) if is_standard(name) else None

    def builtins(self):
        if "" not in self._made:
            self._made[""] = library_builtins.make(self.interpreter, self._reach_or_missing,
                                                   library_paths.opener(self.places))
        return self._made[""]

    def _reach_or_missing(self, value, name):
        try:
            return self.attributes.reach(value, name)
        except AttributeError:
            return MISSING


def resolve_name(name, package):
    """The whole name of a module that is named from within a package: "..x" in "a.b" is a.x."""
    level = len(name) - len(name.lstrip("."))
    parts = package.split(".")
    if level > len(parts):
        raise ImportError("attempted relative import beyond top-level package")
    return ".".join(parts[:len(parts) - level + 1] + [each for each in [name[level:]] if each])


def is_standard(name):
    return name.partition(".")[0] in (getattr(sys, "stdlib_module_names", None) or _STANDARD)


def _library(interpreter):
    found = getattr(interpreter, "library", None)
    if found is None:
        found = interpreter.library = Library(interpreter)
    return found


def module(name, interpreter):
    """A module of the standard library; Unknown: nothing of it is modelled; None: it is not of the library."""
    return _library(interpreter).module(name)


def builtins(interpreter):
    """{name: value} of Python's builtins. Not to be changed."""
    return _library(interpreter).builtins()


def method(value, name, interpreter):
    """An attribute of a value that is not the project's: a value, Unknown, or MISSING."""
    return _library(interpreter).attributes.of(value, name)


def inherited(view, _owner, name, interpreter):
    """super().name where a class that is not the project's defines it; raises AttributeError."""
    found = method(view, name, interpreter)
    if found is MISSING:
        raise AttributeError("'super' object has no attribute %r" % name)
    return found


def set_attribute(value, name, new, _interpreter):
    """value.name = new, where the library itself made the value; elsewhere it has no effect."""
    if is_open(value) and not name.startswith("_"):
        setattr(value, name, new)


def asked_variable(interpreter, place):
    """The variable of the environment that the call at this place has just asked for, or None."""
    return _library(interpreter).environment.asked_at(place)


def cost(function, values):
    """How many steps of reading a call is worth, besides the one that it is: what it may have to look through."""
    steps = 0
    for value in values + [getattr(function, "__self__", None)] if isinstance(function, Bound) else values:
        if isinstance(value, (str, bytes)):
            steps += len(value) // 500
        elif isinstance(value, (list, tuple, dict, set, frozenset)):
            steps += len(value) // 20
        elif isinstance(value, range):
            steps += 0 if value[1000000:] else len(value) // 20  # a longer one is refused at once
    return steps


def iterate(value):
    """An iterator over anything known, sets in one order; raises TypeError for what cannot be iterated."""
    return iter(bounded(value)) if isinstance(value, (set, frozenset)) else iter(value)
