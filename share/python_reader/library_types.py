"""Attributes of values that are not the project's: what is not in these tables is not known.

So nothing is reached from a text or a number but what Python documents of it.
"""

import collections
import dataclasses
import decimal
import enum
import pathlib
import re
import types

from .library_containers import DICT, DICT_CLASS, FROZENSET, LIST, SET, TUPLE
from .library_guards import (MISSING, Bound, TooLarge, bounded, check_bits, guarded,
                             pure, unknown)
from .library_native import MADE, OURS, native
from .library_os import StandardModule
from .library_paths import PATH_ATTRIBUTES, PURE_PATH
from .library_plain import MATCH, MATCH_ATTRIBUTES, PATTERN, PATTERN_ATTRIBUTES
from .library_special import HARMLESS, special_methods
from .library_text import bytes_methods, text_methods
from .library_time import ATTRIBUTES as TIME_ATTRIBUTES
from .library_time import CLASS_ATTRIBUTES, METHODS
from .library_time import CLASS_METHODS as TIME_CLASS_METHODS
from .values import Real, Table, Text, Unknown, Whole

_OF_ANY = {"__name__", "__qualname__", "__module__", "__doc__", "__file__", "__members__", "__annotations__", "__mro__",
           "__bases__", "__dataclass_fields__", "__version__", "__origin__", "__args__", "__metadata__"}
_OPEN = (types.SimpleNamespace, enum.Enum, BaseException)
_OWN = {Text: str, Whole: int, Real: float, Table: dict}
_CLOSED_NAMES = {"with_traceback", "tb_frame", "gi_frame"}


def _to_bytes(number, length=1, byteorder="big", signed=False):
    check_bits(length * 8)
    return int.to_bytes(number, length, byteorder, signed=signed)


def _from_bytes(_cls, data, byteorder="big", signed=False):
    check_bits(len(data) * 8)
    return int.from_bytes(data, byteorder, signed=signed)


def _maketrans(_cls, *args):
    return str.maketrans(*args)


def _fromhex(_cls, text):
    return bytes.fromhex(text)


def _elements(counter):
    if sum(abs(each) for each in counter.values()) > 100000:
        raise TooLarge("very many elements")
    return iter(list(counter.elements()))


def _count_more(counter, items=(), **more):
    counter.update(items if isinstance(items, dict) else bounded(items), **more)


def _count_less(counter, items=(), **more):
    counter.subtract(items if isinstance(items, dict) else bounded(items), **more)


def tables(attribute):
    """{type: {name: guarded method}}."""
    made = {
        str: text_methods(attribute), bytes: bytes_methods(), list: LIST, dict: DICT, tuple: TUPLE, set: SET,
        frozenset: FROZENSET, re.Pattern: PATTERN, re.Match: MATCH, pathlib.PurePosixPath: PURE_PATH,
        int: dict(pure(int, "bit_length bit_count conjugate is_integer as_integer_ratio"),
                  to_bytes=guarded(_to_bytes, "to_bytes")),
        float: pure(float, "is_integer hex conjugate as_integer_ratio"), range: pure(range, "index count"),
        decimal.Decimal: pure(decimal.Decimal, "quantize is_nan is_zero normalize to_integral_value copy_abs sqrt"),
        collections.Counter: dict(pure(collections.Counter, "most_common total"), update=guarded(_count_more, "update"),
                                  subtract=guarded(_count_less, "subtract"), elements=guarded(_elements, "elements")),
        collections.deque: pure(collections.deque, "append appendleft pop popleft clear count remove rotate", True),
        collections.OrderedDict: pure(collections.OrderedDict, "move_to_end popitem", True),
        collections.ChainMap: pure(collections.ChainMap, "get keys values items", True),
        property: {name: guarded(getattr(property, name), name, True) for name in ("getter", "setter", "deleter")},
        BaseException: pure(BaseException, "add_note", True), type({}.keys()): {}, type(None): {},
    }
    made.update(METHODS)
    return made


CLASS_METHODS = dict(TIME_CLASS_METHODS)
CLASS_METHODS.update({
    dict: DICT_CLASS, str: {"maketrans": guarded(_maketrans, "maketrans")},
    int: {"from_bytes": guarded(_from_bytes, "from_bytes")}, bytes: {"fromhex": guarded(_fromhex, "fromhex")},
    float: {"fromhex": guarded(lambda _cls, text: float.fromhex(text), "fromhex")},
})
ATTRIBUTES = dict(TIME_ATTRIBUTES)
ATTRIBUTES.update({
    int: "real imag numerator denominator", float: "real imag", complex: "real imag", range: "start stop step",
    slice: "start stop step", re.Pattern: PATTERN_ATTRIBUTES, re.Match: MATCH_ATTRIBUTES, property: "fget fset",
    pathlib.PurePosixPath: PATH_ATTRIBUTES, collections.defaultdict: "default_factory",
    dataclasses.Field: "name type default default_factory init repr hash compare metadata",
    collections.deque: "maxlen", collections.ChainMap: "maps", types.MethodType: "__func__ __self__",
})
_NAMED_TUPLE = {"_make", "_replace", "_asdict", "_fields", "_field_defaults"}


class Attributes:
    """Answers for the attributes of everything that is not the project's."""

    def __init__(self, interpreter):
        self._interpreter = interpreter
        self._tables = tables(self.reach)
        self._special_methods = special_methods(interpreter)

    def reach(self, value, name):
        """The attribute as the settings would get it; raises AttributeError."""
        ask = getattr(self._interpreter, "get_attribute", None)
        found = ask(value, name) if ask is not None else self.of(value, name)
        if found is MISSING:
            raise AttributeError("%r object has no attribute %r" % (type(value).__name__, name))
        return found

    def of(self, value, name):
        """The attribute, an Unknown where it is not to be had, MISSING where there is none."""
        if isinstance(value, Unknown):
            return value
        name = str(name)
        if isinstance(value, types.ModuleType):
            return _of_module(value, name)
        if isinstance(value, super):
            return self._of_super(value, name)
        if name.startswith("__") and name.endswith("__"):
            return self._special(value, name)
        if isinstance(value, type):
            found = self._of_class(value, name)
            return self._open(value, name) if found is MISSING else found
        found = self._of_value(value, name)
        return self._open(value, name) if found is MISSING else found

    def _of_value(self, value, name):
        for kind in type(value).__mro__:
            method = self._tables.get(kind, {}).get(name)
            if method is not None:
                return Bound(method, value, name)
            if name in ATTRIBUTES.get(kind, "").split():
                return getattr(value, name)
        return MISSING

    def _of_class(self, cls, name):
        for kind in cls.__mro__:
            method = CLASS_METHODS.get(kind, {}).get(name)
            if method is not None:
                return Bound(method, cls, name)
            method = self._tables.get(kind, {}).get(name)
            if method is not None:
                return method
            if name in CLASS_ATTRIBUTES.get(kind, "").split():
                return getattr(kind, name)
        return MISSING

    def _of_super(self, view, name):
        """super().name: a function of the project or ours, or an operation of a built-in type."""
        found = getattr(view, name, MISSING)
        if found is MISSING or not _is_python_own(found):
            return found
        if name in self._special_methods and name != "__new__":
            return Bound(self._special_methods[name], view.__self__, name)
        if name in HARMLESS or name == "__new__":
            return self._special_methods.get(name) or guarded(found, name, holds=True)
        holder = view.__self__
        own = self._of_class(holder, name) if isinstance(holder, type) else self._of_value(holder, name)
        return unknown("%s of a built-in type" % name) if own is MISSING else own

    def _special(self, value, name):
        if name == "__class__":
            return type_of(value)
        if name == "__dict__" and not isinstance(value, type):
            return dict(getattr(value, "__dict__", {}))
        if not hasattr(value, name):
            return MISSING
        if name in _OF_ANY:
            return getattr(value, name)
        found = getattr(value, name)
        if name in self._special_methods:
            method = self._special_methods[name]
            return method if isinstance(value, type) else Bound(method, value, name)
        if isinstance(found, (types.FunctionType, types.MethodType)) and native(found) is not None:
            return found
        return guarded(found, name, holds=True) if name in HARMLESS else unknown("the attribute %s" % name)

    def _open(self, value, name):
        """Attributes of values that hide nothing: what we made, enumerations, errors, named tuples."""
        cls = value if isinstance(value, type) else type(value)
        if name.startswith("_") and not (name in _NAMED_TUPLE and hasattr(cls, "_fields")):
            return unknown("the private attribute %s" % name) if hasattr(value, name) else MISSING
        if not _is_open(value, cls) or name in _CLOSED_NAMES:
            return self._closed(value, name)
        found = getattr(value, name, MISSING)
        if found is MISSING or not _is_python_own(found):
            return found
        if hasattr(cls, "_fields") or issubclass(cls, (tuple, enum.Enum)):
            return guarded(found, name, holds=True)
        return unknown("%s of a %s" % (name, cls.__name__))

    def _closed(self, value, name):
        """An attribute that Python may have and we do not know of; MISSING where Python has none."""
        try:
            there = hasattr(value, name)
        except Exception:
            there = True
        return unknown("%s of a %s" % (name, type(value).__name__)) if there else MISSING


def is_open(value):
    """Whether the attributes of an object may be read and set: it hides nothing of Python's."""
    return not isinstance(value, type) and _is_open(value, type(value))


def type_of(value):
    """type(value) as Python would know it if values had no places."""
    return _OWN.get(type(value), type(value))


def _is_open(value, cls):
    if issubclass(cls, _OPEN) or hasattr(cls, "_fields") and issubclass(cls, tuple):
        return True
    if isinstance(value, types.FunctionType):
        return False
    if cls.__module__.startswith(OURS + ".") or MADE in cls.__dict__:
        return True
    return bool(cls.__flags__ & (1 << 9)) and not _is_standard(cls)


def _is_standard(cls):
    """Whether the class is Python's own: one of those hides things that settings shall not reach."""
    import sys
    module = sys.modules.get(cls.__module__)
    return module is not None and getattr(module, cls.__name__.partition(".")[0], None) is cls


def _is_python_own(found):
    """Whether a callable is a piece of Python that was not made for the settings."""
    if isinstance(found, (types.BuiltinFunctionType, types.MethodWrapperType, types.WrapperDescriptorType,
                          types.MethodDescriptorType, types.ClassMethodDescriptorType)):
        return True
    if isinstance(found, (types.FunctionType, types.MethodType)):
        return native(found) is None and type(getattr(found, "__func__", found)) is types.FunctionType
    return False


def _of_module(module, name):
    if name == "__dict__":
        return unknown("what a module holds")
    if name in vars(module):
        return vars(module)[name]
    return getattr(module, name, MISSING) if isinstance(module, StandardModule) else MISSING
