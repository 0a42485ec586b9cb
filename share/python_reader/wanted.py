"""Components that the program asks for one by one, for items of productions that are no settings.py.

The request has {"wanted": [[way, ...], ...], "cwd"}: for each component the ways to it, of which the first that leads to
a class counts. A way is one of
    {"module": "bo", "class": "FileOperation", "path": ["src/python"]}     imported with that search path; with
        "loose": true the class may have underscores that the name lacks
    {"settings": "src/python/settings.py", "name": "Python.FileOperation"}    what those settings register by that name
The report is that of a settings.py with "components", "messages" and "findings", and
    "wanted": [{"component": 0 or null, "why": "" | "class" | "broken"}]    one for each; why there is none: the modules
        hold no such class, or could not be read (a finding says so)
"""

import posixpath
import types

from . import components, guards
from .interpreter import Interpreter
from .iop_stand_in import stand_ins
from .iop_stand_in_components import kind_of
from .iop_stand_in_values import recording
from .modules import module_name
from .settings_file import SettingsFile
from .source_places import SourcePlaces
from .worlds import InterpretedWorld

MOST_ABOVE = 8  # folders above the settings in which a folder of the machine that runs them is looked for


class MovedWorld(InterpretedWorld):
    """Settings that name folders of the machine on which the production runs: /app/src/python is src/python here."""

    def module_in(self, path, name):
        found = super().module_in(self._here(path), name) if posixpath.isabs(path) else None
        return found or super().module_in(path, name)

    def _here(self, path):
        """The folder with the longest end of the path, at or above that of the settings; the path where there is none."""
        parts = [each for each in path.split("/") if each]
        for begin in range(len(parts)):
            above = self._folder
            for _ in range(MOST_ABOVE):
                here = posixpath.normpath(posixpath.join(above, *parts[begin:]))
                if self._program.kind(here) == "folder":
                    return posixpath.relpath(here, self._folder or ".")
                above = posixpath.normpath(posixpath.join(above, ".."))
        return path


class _Imports:
    """Modules that are found with one search path."""

    def __init__(self, way, program, findings, cwd):
        self.interpreter = Interpreter(program, findings, stand_ins, cwd)
        self.interpreter.path[:] = way["path"]
        self._world = InterpretedWorld(self.interpreter, program, way["path"][0] if way["path"] else "")
        self._findings = findings

    def enter(self):
        recording.start(self._findings, self._world.find_class, unknown_base=self._world.unknown_base)

    def find(self, way):
        """(the class or None, whether something could not be read)"""
        module = self._module(way["module"])
        if module is None:
            return None, True
        found = vars(module).get(way["class"])
        if not isinstance(found, type) and way.get("loose"):
            found = _named_like(way["class"], module)
        if isinstance(found, type) and self.interpreter.class_info(found) is not None:
            return found, False
        return None, self._world.is_partly_unknown(module)

    def _module(self, name):
        """The module, as far as it can be read, or None; what is wrong with it is a finding."""
        interpreter = self.interpreter
        try:
            found = interpreter.import_module(name)
        except guards.OutOfSteps as error:
            interpreter.failures.out_of_steps(error)
            interpreter.budget.left = guards.STEPS_AFTERWARDS
            found = getattr(interpreter.modules.named(name) or interpreter.failures.stopped, "module", None)
        except Exception as error:
            self._findings.add("MW038", None, "%s: %s" % (type(error).__name__, error), severity="warning")
            found = None
        return found if isinstance(found, types.ModuleType) else None


class _Settings:
    """What a settings.py registers."""

    def __init__(self, way, program, findings, cwd):
        path = way["settings"]
        # Whoever reads the settings themselves is told what is wrong with them: here they are asked for names of classes.
        self.interpreter = Interpreter(program, _SyntaxOnly(findings), stand_ins, cwd)
        self._world = MovedWorld(self.interpreter, program, posixpath.dirname(path))
        self._findings = findings
        self._settings = None
        self.enter()
        module = self.interpreter.load_file(path, module_name(path))
        if module is not None:
            self._settings = SettingsFile(vars(module), SourcePlaces(program.read(path)), self._world, _SyntaxOnly(findings))
            self._settings.read()

    def enter(self):
        recording.start(self.interpreter.findings, self._world.find_class, unknown_base=self._world.unknown_base)

    def find(self, way):
        """(the class or None, whether something could not be read)"""
        found = self._settings.class_of(way["name"]) if self._settings is not None else None
        return (found, False) if self.interpreter.class_info(found) is not None else (None, self._settings is None)


class _SyntaxOnly:
    """Findings that say why nothing at all is known."""

    def __init__(self, findings):
        self._findings = findings

    def add(self, code, *said, **more):
        if code == "MW036":
            self._findings.add(code, *said, **more)

    def take_back(self, *_said):
        """Nothing was said."""


def _named_like(name, module):
    """The component of a module that is called so when underscores do not count, or None."""
    wanted = name.replace("_", "")
    return next((each for own, each in vars(module).items()
                 if isinstance(each, type) and own.replace("_", "") == wanted and kind_of(each)), None)


def read(request, program, findings, report):
    """Fills the report in."""
    groups = {}
    classes = []  # of each component: (group, class), or why there is none
    for ways in request["wanted"]:
        classes.append(_found(ways, groups, program, findings, request.get("cwd")))
    _describe(classes, groups, findings, report)


def _found(ways, groups, program, findings, cwd):
    why = "class"
    for way in ways:
        key = way.get("settings") or tuple(way["path"])
        if key not in groups:
            groups[key] = (_Settings if "settings" in way else _Imports)(way, program, findings, cwd)
        groups[key].enter()
        found, broken = groups[key].find(way)
        if found is not None:
            return groups[key], found
        if broken:
            why = "broken"
    return why


def _describe(classes, groups, findings, report):
    indices = {}  # (group, class): index into the components
    seen = {}  # (module, name, place) of a message: its index
    for group in groups.values():
        group.enter()
        own = list(dict.fromkeys(each[1] for each in classes if isinstance(each, tuple) and each[0] is group))
        described, messages, index_of = components.describe(own, group.interpreter, findings)
        numbers = _merge(messages, seen, report["messages"])
        for cls in own:
            if index_of[cls] is not None:
                indices[group, cls] = len(report["components"]) + index_of[cls]
        for component in described:
            for each in component["handlers"] + component["sends"]:
                if each["message"] is not None:
                    each["message"] = numbers[each["message"]]
        report["components"] += described
    report["wanted"] = [
        {"component": indices.get(each), "why": ""} if isinstance(each, tuple) else {"component": None, "why": each}
        for each in classes]


def _merge(messages, seen, merged):
    """Adds messages that are not there yet; the indices of all of them. One class may be read with several paths."""
    numbers = []
    for each in messages:
        key = (each["name"], tuple(each["place"] or ()))
        if key not in seen:
            seen[key] = len(merged)
            merged.append(each)
        numbers.append(seen[key])
    return numbers
