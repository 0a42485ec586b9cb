"""The modules that stand in for IoP: iop and its parts, grongier.pex of old projects, and what IoP itself builds on;
and for intersystems_pyprod, which has the same classes.

`stand_ins(name)` gives the module of that name, or None when it is not one of them.
"""

import types

from . import (
    iop_stand_in_components, iop_stand_in_declarations, iop_stand_in_items, iop_stand_in_messages,
    iop_stand_in_production, iop_stand_in_settings)
from .calls import calls
from .iop_stand_in_values import recording

# The folders of IoP's own package: a module below one of them is as good as the package itself.
_PACKAGES = ("iop", "grongier", "grongier.pex", "iris_persistence")


class StandInModule(types.ModuleType):
    """A module that has the names that stand-ins know; any other is a thing that nobody knows."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return recording.absent("%s.%s, which IoP 4.1 does not have" % (self.__name__, name))


class _Utils:
    """What a script registers itself, instead of naming it in CLASSES."""

    @staticmethod
    def register_component(module, classname, path, overwrite=1, iris_classname="Python"):
        _register(iris_classname, {"module": module, "class": classname, "path": path})

    @staticmethod
    def register_folder(path, overwrite=1, iris_package_name="Python"):
        _register(iris_package_name, {"path": path})

    @staticmethod
    def register_file(file, overwrite=1, iris_package_name="Python"):
        folder, slash, name = str(file).rpartition("/")
        _register(iris_package_name, {"file": name, "path": folder or "."})

    @staticmethod
    def register_package(package, path, overwrite=1, iris_package_name="Python"):
        _register(iris_package_name, {"package": package, "path": path})

    @staticmethod
    def migrate(*arguments, **options):
        """Nothing is migrated by reading."""

    setup = migrate


def _register(name, described):
    recording.registrations.append((name, described, calls.current().place))


class Utils(_Utils):
    """IoP exports it by this name, too."""


def unknown_utility(name):
    def utility(*arguments, **options):
        return recording.absent("what %s gives" % name)

    utility.__name__ = name
    return utility


def _public_names():
    """Every name that iop and grongier.pex have had, with and without the underscore of their inner modules."""
    names = {}
    for module in (iop_stand_in_settings, iop_stand_in_messages, iop_stand_in_components,
                   iop_stand_in_declarations, iop_stand_in_items, iop_stand_in_production):
        for name, value in vars(module).items():
            if isinstance(value, type) and value.__module__ == module.__name__:
                names[name] = value
    for name in ("setting", "target", "controls", "Port"):
        names[name] = getattr(iop_stand_in_settings, name)
    names["handler"] = iop_stand_in_messages.handler
    names["Utils"], names["_Utils"] = Utils, _Utils
    names["bind_component"] = names["register_component"] = _Utils.register_component
    for name in ("unbind_component", "unregister_component", "list_bindings", "resolve_target"):
        names[name] = unknown_utility(name)
    for name in ("ProductionValidationError", "ProductionValidationWarning", "PersistentMessageError"):
        names[name] = type(name, (UserWarning if name.endswith("Warning") else ValueError,), {})
    for name in ("ProductionDiff", "ProductionDiffEntry", "ProductionGraph", "GraphEdge", "GraphNode",
                 "ProductionApplyResult", "ProductionChangePlan", "ProductionPlanOperation",
                 "ProductionVerifyResult", "ProductionValidationIssue", "ProductionValidationReport",
                 "DirectorProtocol"):
        names[name] = type(name, (), {})
    return names


_NAMES = _public_names()
_MODULES = {}



def iris_property(default=iop_stand_in_settings.MISSING, settings="", **options):
    """A property of the class that intersystems_pyprod writes in IRIS; with `settings` it is a setting of items."""
    return iop_stand_in_settings.Setting(default)


# What intersystems_pyprod names otherwise than IoP does.
_PYPROD_NAMES = {"IRISProperty": iris_property, "IRISParameter": unknown_utility("IRISParameter"),
                 "JsonSerialize": _NAMES["Message"], "PickleSerialize": _NAMES["PickleMessage"]}

# Names that belong to the reader and not to IoP.
_OWN = ("Enum", "Controls", "ConnectedProduction", "DeclarativeProduction", "ItemDeclaration", "_Marker",
        "StandInModule")

for _name in _OWN:
    _NAMES.pop(_name, None)
for _name, _value in _NAMES.items():
    if isinstance(_value, type) and not _name.startswith("_"):
        _value.__module__ = "iop"


def stand_ins(name):
    """The module that stands in for `name`, or None."""
    package = name.partition(".")[0]
    if name not in _PACKAGES and package not in ("iop", "grongier", "intersystems_pyprod"):
        return None
    if name not in _MODULES:
        made = StandInModule(name)
        made.__dict__.update(_NAMES)
        if package == "intersystems_pyprod":
            made.__dict__.update(_PYPROD_NAMES)
        made.__path__ = []
        made.__all__ = sorted(each for each in _NAMES if not each.startswith("_"))
        made.__version__ = "4.1.1"
        _MODULES[name] = made
        parent, dot, last = name.rpartition(".")
        if dot:
            setattr(stand_ins(parent), last, made)
    return _MODULES[name]
