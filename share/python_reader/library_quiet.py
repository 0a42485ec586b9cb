"""Modules whose calls change nothing that settings could see: logging, warnings, contextlib, abc, typing, types, ..."""

import abc
import collections.abc
import numbers
import types
import typing

from .library_containers import merged
from .library_guards import does_nothing, guarded, tells_nothing
from .library_native import applied, called_as, exposed
from .library_os import StandardModule
from .library_plain import _itself
from .values import Unknown


@exposed
class Logger:
    """logging.Logger, of which nothing is ever seen. Handlers, formatters and filters are the same."""

    name = "root"
    level = 0
    handlers = ()
    disabled = propagate = False

    def __init__(self, name="root", *_args, **_options):
        self.name = name

    for _name in ("debug info warning warn error exception critical fatal log addHandler removeHandler setLevel "
                  "addFilter setFormatter flush close write").split():
        locals()[_name] = staticmethod(does_nothing)
    del _name

    def getChild(self, suffix):
        return Logger(suffix)

    def isEnabledFor(self, _level):
        return False

    def getEffectiveLevel(self):
        return 30

    def hasHandlers(self):
        return False


_LEVELS = {"CRITICAL": 50, "FATAL": 50, "ERROR": 40, "WARNING": 30, "WARN": 30, "INFO": 20, "DEBUG": 10, "NOTSET": 0}
_LOG_CLASSES = "Logger Handler StreamHandler FileHandler NullHandler Formatter Filter LoggerAdapter"


def logging_names():
    made = dict(_LEVELS)
    made.update({name: does_nothing for name in
                 ("debug info warning warn error exception critical log basicConfig disable captureWarnings shutdown "
                  "addLevelName").split()})
    made.update({name: Logger for name in _LOG_CLASSES.split()})
    made.update(getLogger=Logger, getLevelName=guarded(_level_name, "getLevelName"))
    return made


def _level_name(level):
    if isinstance(level, str):
        return _LEVELS.get(level, "Level %s" % level)
    return {number: name for name, number in reversed(list(_LEVELS.items()))}.get(level, "Level %s" % level)


def logging_part(name):
    return StandardModule(name, {"dictConfig": does_nothing, "fileConfig": does_nothing,
                                 **{each: Logger for each in ("RotatingFileHandler", "TimedRotatingFileHandler",
                                                              "SysLogHandler", "QueueHandler", "SMTPHandler")}})


@exposed
class Context:
    """A context that does nothing: nullcontext, suppress, redirect_stdout, warnings.catch_warnings."""

    def __init__(self, result=None, *_more, **_options):
        self._result = result

    def __enter__(self):
        return self._result

    def __exit__(self, *_error):
        return False


@exposed
class Suppress:
    """contextlib.suppress."""

    def __init__(self, *kinds):
        self._kinds = kinds

    def __enter__(self):
        return None

    def __exit__(self, kind, *_error):
        return kind is not None and issubclass(kind, self._kinds)


class GeneratorContext:
    """What a function decorated with contextlib.contextmanager gives."""

    def __init__(self, iterator):
        self._iterator = iterator

    def __enter__(self):
        return self._iterator if isinstance(self._iterator, Unknown) else next(self._iterator, None)

    def __exit__(self, *_error):
        if not isinstance(self._iterator, Unknown):
            next(self._iterator, None)
        return False


def _context_manager(function):
    call = applied(function)

    def enter(*args, **kwargs):
        made = call(*args, **kwargs)
        return GeneratorContext(made if isinstance(made, Unknown) else iter(made))

    return enter


def contextlib_module():
    return StandardModule("contextlib", {
        "nullcontext": Context, "suppress": Suppress, "redirect_stdout": Context, "redirect_stderr": Context,
        "closing": Context, "contextmanager": guarded(_context_manager, "contextmanager", True),
        "ContextDecorator": object, "AbstractContextManager": object,
    })


def warnings_module():
    made = {name: does_nothing for name in ("warn", "filterwarnings", "simplefilter", "resetwarnings", "showwarning")}
    return StandardModule("warnings", dict(made, catch_warnings=Context))


def abc_module():
    return StandardModule("abc", {"ABC": abc.ABC, "ABCMeta": abc.ABCMeta, "abstractmethod": _itself,
                                  "abstractproperty": guarded(property, "abstractproperty", True),
                                  "abstractclassmethod": guarded(classmethod, "abstractclassmethod", True),
                                  "abstractstaticmethod": guarded(staticmethod, "abstractstaticmethod", True)})


def _type_variable(name, *bound, **_options):
    return typing.TypeVar(str(name))


def _new_type(_name, kind):
    return kind


def _cast(_kind, value):
    return value


def _hints(of, *_more, **_options):
    made = merged()
    for each in reversed(getattr(of, "__mro__", (of,))):
        made.update(vars(each).get("__annotations__", {}))
    return made


called_as(typing.TypeVar, holds=True)(_type_variable)


def typing_module():
    made = {name: getattr(typing, name) for name in typing.__all__ if name not in ("Text",)}
    made.update(Text=str, TYPE_CHECKING=False, cast=guarded(_cast, "cast", True),
                NewType=guarded(_new_type, "NewType", True), TypeVar=typing.TypeVar,
                get_type_hints=guarded(_hints, "get_type_hints", True),
                ParamSpec=guarded(_type_variable, "ParamSpec", True), ForwardRef=Unknown("typing.ForwardRef"))
    for name in ("overload", "final", "no_type_check", "runtime_checkable", "override"):
        made[name] = _itself
    for name in ("get_origin", "get_args"):
        if hasattr(typing, name):
            made[name] = guarded(getattr(typing, name), name, True)
    made["is_typeddict"] = tells_nothing("typing.is_typeddict()")
    return made


@exposed
class Namespace(types.SimpleNamespace):
    """types.SimpleNamespace."""


def _module_type(name, doc=None):
    return StandardModule(str(name), {"__doc__": doc})


called_as(types.ModuleType)(_module_type)


def types_module():
    names = ("ModuleType", "FunctionType", "LambdaType", "MethodType", "BuiltinFunctionType", "GeneratorType",
             "NoneType", "UnionType", "GenericAlias", "TracebackType", "EllipsisType")
    made = {name: getattr(types, name) for name in names if hasattr(types, name)}
    made.setdefault("NoneType", type(None))
    return StandardModule("types", dict(made, SimpleNamespace=Namespace,
                                        MappingProxyType=guarded(lambda mapping: mapping, holds=True)))


def modules():
    """{name: a function that makes the module}."""
    return {
        "warnings": warnings_module, "contextlib": contextlib_module, "abc": abc_module,
        "logging.config": lambda: logging_part("logging.config"),
        "logging.handlers": lambda: logging_part("logging.handlers"),
        "typing": lambda: StandardModule("typing", typing_module()),
        "typing_extensions": lambda: StandardModule("typing_extensions", typing_module()),
        "types": types_module,
        "collections.abc": lambda: StandardModule(
            "collections.abc", {name: getattr(collections.abc, name) for name in collections.abc.__all__}),
        "numbers": lambda: StandardModule("numbers", {name: getattr(numbers, name) for name in numbers.__all__}),
        "__future__": lambda: StandardModule("__future__", {name: None for name in (
            "annotations", "division", "print_function", "absolute_import", "unicode_literals", "generator_stop")}),
    }
