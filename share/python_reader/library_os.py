"""os, os.path and sys: the environment as the program tells it, paths as text, and nothing that happens."""

import os
import posixpath
import sys
import types

from .library_guards import NotKnown, bounded, check_text, does_nothing, guarded, here, tells_nothing, unknown
from .outside import Outside
from .values import Text, Unknown

LINES = {"sep": "/", "linesep": "\n", "pathsep": ":", "curdir": ".", "pardir": "..", "extsep": ".", "name": "posix",
         "altsep": None, "devnull": "/dev/null", "defpath": "/bin:/usr/bin"}


class Environment:
    """os.environ: what is set is asked one name at a time; what the settings set stays among them."""

    def __init__(self, program):
        self._program = program
        self._set = {}
        self._last = (None, None)

    def value(self, name, fallback=None):
        """A Text, or None where it is not set."""
        if isinstance(name, Unknown):
            raise NotKnown(name)
        if not isinstance(name, str):
            raise TypeError("str expected, not %s" % type(name).__name__)
        if name in self._set:
            return self._set[name]
        found = self._program.environment(str(name))
        kept = str(fallback) if isinstance(fallback, str) else None
        if found is None:
            return None
        return Text(found, here(), str(name), kept)

    def asked_at(self, place):
        """The variable that the call at this place has just asked for, or None."""
        return self._last[1] if place is not None and self._last[0] == place else None

    def get(self, name, default=None):
        found = self.value(name, default)
        self._last = (here(), None if name in self._set else str(name))
        if found is not None:
            return found
        if isinstance(default, Text) and default.environment:
            return default
        if isinstance(default, str):
            removed = name in self._set
            return default if removed else Text(default, here(), str(name), str(default))
        return default

    def __getitem__(self, name):
        found = self.value(name)
        if found is None:
            raise EnvironmentKeyError(str(name))
        return found if isinstance(found, Unknown) else self._without_place(found)

    @staticmethod
    def _without_place(found):
        """What [] gives is no call: its place is that of the expression, which the interpreter knows."""
        return Text(found, None, found.environment, found.fallback) if isinstance(found, Text) else found

    def __setitem__(self, name, value):
        if not isinstance(value, (str, Unknown)):
            raise TypeError("str expected, not %s" % type(value).__name__)
        self._set[name] = value

    def __delitem__(self, name):
        self[name]
        self._set[name] = None

    def __contains__(self, name):
        return self.value(name) is not None

    def setdefault(self, name, default):
        if name not in self:
            self[name] = default
        return self[name]

    def pop(self, name, *default):
        found = self.value(name)
        self._set[name] = None
        if found is None and not default:
            raise EnvironmentKeyError(str(name))
        return default[0] if found is None else found

    def update(self, *others, **more):
        for other in others + (more,):
            for name in bounded(other):
                self[name] = other[name]

    def __iter__(self):
        raise TypeError("'Unknown' object: the names of the environment")

    keys = values = items = copy = staticmethod(tells_nothing("all of the environment"))

    def __len__(self):
        raise TypeError("'Unknown' object: the names of the environment")

    __or__ = __ror__ = lambda self, _other: Unknown("all of the environment")


class EnvironmentKeyError(KeyError):
    """A KeyError that knows which variable of the environment is not set."""

    def __init__(self, variable):
        super().__init__(variable)
        self.variable = variable


class StandardModule(types.ModuleType):
    """A module of the standard library: what is not modelled of it is unknown."""

    def __init__(self, name, contents):
        super().__init__(name)
        self.__dict__.update(contents)
        self.__dict__.pop("__loader__", None)
        self.__dict__.pop("__spec__", None)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        whole = "%s.%s" % (self.__name__, name)
        return Outside(whole, None, whole)


def path_text(path):
    """The text of a path, be it text or a path object."""
    if isinstance(path, Unknown):
        raise NotKnown(path)
    if isinstance(path, str):
        return str(path)
    if isinstance(path, bytes):
        raise NotKnown(unknown("a path of bytes"))
    told = getattr(type(path), "__fspath__", None)
    if told is None:
        raise TypeError("expected str, bytes or os.PathLike object, not %s" % type(path).__name__)
    return str(told(path))


class Places:
    """Files and folders as the settings name them: what lies below the working directory or on the search path."""

    def __init__(self, interpreter):
        self._interpreter = interpreter
        self.program = interpreter.program

    @property
    def cwd(self):
        return self._interpreter.cwd or "/"

    def absolute(self, path):
        return posixpath.normpath(posixpath.join(self.cwd, path_text(path)))

    def asked(self, path):
        """The path as the program is asked for it, or None: it is not the project's."""
        absolute = self.absolute(path)
        for folder in [self.cwd] + list(self._interpreter.path)[:1]:
            below = self.absolute(folder).rstrip("/") + "/"
            if (absolute + "/").startswith(below):
                return posixpath.relpath(absolute, self.cwd)
        return None

    def kind(self, path):
        asked = self.asked(path)
        if asked is None:
            raise NotKnown(unknown("whether %s exists" % path_text(path)))
        return self.program.kind(asked)

    def home(self):
        found = self.program.environment("HOME")
        if found is None:
            raise NotKnown(unknown("the home folder"))
        return found

    def expand_user(self, path):
        text = path_text(path)
        if text == "~" or text.startswith("~/"):
            return self.home().rstrip("/") + text[1:]
        return text


def _each_path(function):
    """A function of posixpath over paths as text."""

    def call(*paths):
        texts = [path_text(each) for each in paths]
        check_text(sum(len(each) for each in texts))
        return function(*texts)

    return guarded(call, function.__name__)


def path_module(places):
    def relpath(path, start=None):
        return posixpath.relpath(places.absolute(path), places.absolute(start or "."))

    def expandvars(path):
        if "$" in path_text(path):
            raise NotKnown(unknown("what expandvars() finds"))
        return path_text(path)

    def paths_of(function):
        return guarded(lambda paths: function([path_text(each) for each in bounded(paths)]), function.__name__)

    absolute = guarded(places.absolute, "abspath")
    made = {name: _each_path(getattr(posixpath, name)) for name in
            ("basename", "dirname", "isabs", "join", "normcase", "normpath", "split", "splitext", "splitdrive")}
    made.update({
        "abspath": absolute, "realpath": guarded(lambda path, **_: places.absolute(path), "realpath"),
        "relpath": guarded(relpath), "expandvars": guarded(expandvars),
        "expanduser": guarded(places.expand_user, "expanduser"),
        "exists": guarded(lambda path: places.kind(path) != "missing", "exists"),
        "lexists": guarded(lambda path: places.kind(path) != "missing", "lexists"),
        "isfile": guarded(lambda path: places.kind(path) == "file", "isfile"),
        "isdir": guarded(lambda path: places.kind(path) == "folder", "isdir"),
        "islink": tells_nothing("whether a path is a link"),
        "ismount": tells_nothing("whether a path is a mount"),
        "commonpath": paths_of(posixpath.commonpath), "commonprefix": paths_of(posixpath.commonprefix),
        "sep": "/", "pathsep": ":", "curdir": ".", "pardir": "..", "extsep": ".",
    })
    return StandardModule("os.path", made)


_GIVES_NOTHING = "makedirs mkdir chdir remove unlink rmdir removedirs rename replace chmod chown putenv unsetenv"


def os_module(places, environment):
    def getenv(key, default=None):
        return environment.get(key, default)

    def listdir(path="."):
        asked = places.asked(path)
        if asked is None or places.kind(path) != "folder":
            raise NotKnown(unknown("what listdir() finds"))
        return [name.rstrip("/") for name in places.program.names(asked)]

    made = dict(LINES)
    made.update({name: does_nothing for name in _GIVES_NOTHING.split()})
    made.update({
        "path": path_module(places), "environ": environment, "getenv": guarded(getenv, "getenv", True),
        "getcwd": guarded(lambda: places.cwd, "getcwd"), "listdir": guarded(listdir),
        "fspath": guarded(path_text, "fspath"), "PathLike": os.PathLike, "error": OSError,
        "system": tells_nothing("what os.system() does"), "popen": tells_nothing("what os.popen() gives"),
    })
    return StandardModule("os", made)


def sys_module(interpreter):
    def leave(*status):
        raise SystemExit(*status)

    made = {name: getattr(sys, name) for name in
            ("version_info", "version", "maxsize", "byteorder", "hexversion", "float_info")}
    made.update({
        "path": interpreter.path, "argv": ["settings.py"], "platform": "linux",
        "exit": leave, "modules": Unknown("sys.modules"), "executable": Unknown("sys.executable"),
        "prefix": Unknown("sys.prefix"), "stdout": Sink(), "stderr": Sink(), "stdin": Unknown("what is typed"),
        "getrecursionlimit": guarded(lambda: 1000, "getrecursionlimit"), "setrecursionlimit": does_nothing,
        "dont_write_bytecode": True, "getdefaultencoding": guarded(lambda: "utf-8", "getdefaultencoding"),
        "exc_info": tells_nothing("sys.exc_info()"), "intern": guarded(lambda text: text, "intern"),
    })
    return StandardModule("sys", made)


class Sink:
    """Where text goes that nobody sees."""

    write = flush = writelines = close = reconfigure = staticmethod(does_nothing)
