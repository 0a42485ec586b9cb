"""Executes settings that the user trusts, with stand-ins for IoP and for every package that is not installed.

What is printed goes to the standard error output. Whatever the code does to this process ends with it.
"""

# What the library imports late is imported here: modules of the project may hide it once its code has run.
import ast
import base64  # noqa: F401
import binascii  # noqa: F401
import builtins
import configparser  # noqa: F401
import contextlib
import csv  # noqa: F401
import hashlib  # noqa: F401
import html  # noqa: F401
import os
import posixpath
import sys
import textwrap  # noqa: F401
import types
import urllib.parse  # noqa: F401
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader

from .calls import calls
from .executed_places import TABLE_NAME, ProjectFiles, table
from .guards import with_room
from .interpreter import Interpreter
from .iop_stand_in import stand_ins
from .iop_stand_in_values import recording
from .modules import MOST_ABOVE, module_name
from .report import Findings
from .settings_file import SettingsFile
from .source_places import SourcePlaces
from .stubs import AbsentFinder, Stub
from .values import Place, Text
from .worlds import ExecutedWorld


def read(request, program, findings, report):
    """Fills the report with what executing the settings gives."""
    cwd = request.get("cwd") or os.getcwd()
    path = posixpath.normpath(posixpath.join(cwd, request["path"]))
    source = program.read(request["path"])
    if source is None:
        report["readable"] = False
        return
    files = ProjectFiles(program, cwd, path, request["path"])
    _use_site_packages()
    with contextlib.ExitStack() as stack:
        stack.enter_context(contextlib.redirect_stdout(sys.stderr))
        execution = stack.enter_context(Execution(path, files, program, findings))
        namespace = execution.run(source, module_name(path))
        if namespace is None:
            report["readable"] = False
            return
        world = ExecutedWorld(program, posixpath.dirname(path))
        recording.find_class, recording.unknown_base = world.find_class, world.unknown_base
        report["path"] = execution.added_path()
        settings = SettingsFile(namespace, SourcePlaces(source), world, findings)
        report.update(settings.read())
    with_room(lambda: _describe(request, program, report, settings.component_classes))


def _describe(request, program, report, component_classes):
    """What components handle and send is read, not executed: the interpreter finds their classes by name."""
    from . import reader

    interpreter = Interpreter(program, Findings(), stand_ins, request.get("cwd") or "")
    recording.start(Findings())
    interpreter.load_file(request["path"], module_name(request["path"]))
    pairs = [(each.__module__, each.__name__) for each in component_classes]
    reader.describe(report, pairs, interpreter, Findings())


def _use_site_packages():
    """The program starts Python without them."""
    import site

    try:
        site.main()
    except Exception:  # a broken installation is no reason to read nothing
        pass
    environment = os.environ.get("VIRTUAL_ENV")
    if environment:
        site.addsitedir(os.path.join(
            environment, "lib", "python%d.%d" % sys.version_info[:2], "site-packages"))


class Execution:
    """Python made ready for the settings, and back as it was."""

    def __init__(self, path, files, program, findings):
        self._path = path
        self._files = files
        self._program = program
        self._findings = findings
        self._before = ()

    def __enter__(self):
        folder = posixpath.dirname(self._path)
        self._before = (list(sys.path), list(sys.meta_path), dict(sys.modules), os.environ.__class__)
        sys.path[:0] = [folder]
        sys.path.extend(each for each in [os.getcwd()] + self._above() if each not in sys.path)
        for name in [each for each in sys.modules if stand_ins(each) is not None]:
            del sys.modules[name]
        sys.meta_path[:0] = [StandInFinder(), ProjectFinder(self._files)]
        sys.meta_path.append(AbsentFinder(sys.modules, self._is_of_project, self._files.is_of_project))
        setattr(builtins, TABLE_NAME, table)
        recording.start(self._findings, absent=lambda reason: Stub(reason, calls.current().place))
        calls.watch_frames(self._files.current)
        _watch_environment(self._program)
        return self

    def __exit__(self, *what):
        path, finders, modules, environment = self._before
        os.environ.__class__ = environment
        calls.watch_frames(None)
        delattr(builtins, TABLE_NAME)
        sys.path[:] = path
        sys.meta_path[:] = finders
        for name in [each for each in sys.modules if each not in modules]:
            del sys.modules[name]
        sys.modules.update(modules)

    def _above(self):
        """The folders above the settings: projects install themselves from there."""
        folder, found = posixpath.dirname(self._path), []
        for _ in range(MOST_ABOVE):
            folder = posixpath.dirname(folder)
            found.append(folder)
        return found

    def _is_of_project(self, name):
        """Whether a folder of the project's has something of that name, even if it cannot be imported."""
        folder = posixpath.dirname(self._path)
        return os.path.exists(os.path.join(folder, name)) or os.path.exists(os.path.join(folder, name + ".py"))

    def added_path(self):
        """The folders that the settings put on sys.path, relative to their own, as values of the report."""
        folder = posixpath.dirname(self._path)
        before = set(self._before[0]) | {folder, os.getcwd()} | set(self._above())
        return [{"text": os.path.relpath(os.path.join(folder, each), folder), "at": None}
                for each in sys.path if isinstance(each, str) and each not in before]

    def run(self, source, name):
        """The names of the settings after executing them, as far as they got; None when they cannot be parsed."""
        module = types.ModuleType(name)
        module.__file__ = self._path
        sys.modules[name] = module
        try:
            code = self._compiled(source)
        except (SyntaxError, ValueError) as error:
            self._report_syntax(error, source)
            return None
        try:
            exec(code, module.__dict__)
        except SystemExit as error:
            if error.code not in (None, 0):
                self._report(error, "the settings end themselves: SystemExit: %s" % error)
        except UnsetVariable as error:
            self._findings.add("MW037", self._files.place_of_error(error), "the environment has no %s" % error.variable,
                               "set it, or say what counts without it: os.environ.get(\"%s\", \"...\")" % error.variable)
        except BaseException as error:
            self._report(error, "%s: %s" % (type(error).__name__, " ".join(str(error).split())))
        return module.__dict__

    def _compiled(self, source):
        tree = self._files.tables(self._path, ast.parse(source.text, self._path))
        return compile(tree, self._path, "exec", dont_inherit=True)

    def _report(self, error, message):
        if isinstance(error, SyntaxError):
            message += " (%s)" % os.path.basename(error.filename or "")
        self._findings.add("MW038", self._files.place_of_error(error), message,
                           "what stands after this has not been executed")

    def _report_syntax(self, error, source):
        line = source.text.encode("utf-8").splitlines(keepends=True)[:(getattr(error, "lineno", 1) or 1) - 1]
        begin = sum(map(len, line))
        self._findings.add("MW036", Place(source.source, begin, begin), "%s cannot be parsed: %s" % (
            os.path.basename(self._path), getattr(error, "msg", None) or error))


class StandInFinder(MetaPathFinder, Loader):
    """Gives IoP's stand-ins, whether IoP is installed or not."""

    def find_spec(self, name, path=None, target=None):
        return ModuleSpec(name, self, is_package=True) if stand_ins(name) is not None else None

    def create_module(self, spec):
        return stand_ins(spec.name)

    def exec_module(self, module):
        """It is complete."""


class ProjectFinder(MetaPathFinder):
    """Loads modules of the project so that the dictionaries in them have places."""

    def __init__(self, files):
        self._files = files

    def find_spec(self, name, path=None, target=None):
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and type(spec.loader) is SourceFileLoader and self._files.is_of_project(spec.origin):
            spec.loader = ProjectLoader(spec.loader.name, spec.loader.path, self._files)
        return spec


class ProjectLoader(SourceFileLoader):
    def __init__(self, name, path, files):
        super().__init__(name, path)
        self._files = files

    def get_code(self, name):
        tree = ast.parse(self.get_data(self.path), self.path)
        return compile(self._files.tables(self.path, tree), self.path, "exec", dont_inherit=True)


class UnsetVariable(KeyError):
    """A KeyError that knows which variable of the environment is not set."""

    def __init__(self, variable):
        super().__init__(variable)
        self.variable = variable


def _watch_environment(program):
    """From now on what is read from os.environ remembers the name of its variable."""

    class Environment(type(os.environ)):
        def __getitem__(self, name):
            try:
                text = super().__getitem__(name)
            except KeyError:
                text = program.environment(name) if isinstance(name, str) else None
                if text is None:
                    raise UnsetVariable(name) from None
            return Text(text, calls.current().place, str(name))

        def __contains__(self, name):
            return super().__contains__(name) or (isinstance(name, str) and program.environment(name) is not None)

        def get(self, name, default=None):
            try:
                found = self[name]
            except KeyError:
                if isinstance(default, str):
                    return Text(default, calls.current().place, str(name), str(default))
                return default
            found.fallback = str(default) if isinstance(default, str) else None
            return found

    os.environ.__class__ = Environment
