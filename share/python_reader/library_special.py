"""Special methods of built-in types where settings name them: super().__init__(...), dict.__setitem__(self, ...)."""

from .library_containers import LIST, SET, put, take_keywords, take_pairs
from .library_guards import bounded, guarded, unknown
from .library_guards import NotKnown
from .library_operators import binary
from .library_text import as_text, format_one
from .values import Unknown

# Those that cost nothing and tell nothing but what the value is.
_HARMLESS = ("__eq__ __ne__ __lt__ __le__ __gt__ __ge__ __len__ __contains__ __getitem__ __delitem__ __hash__ __iter__ "
             "__bool__ __enter__ __exit__ __missing__ __truediv__ __fspath__ __init_subclass__ __set_name__").split()
_BINARY = {"__add__": "+", "__or__": "|", "__mul__": "*", "__mod__": "%", "__sub__": "-", "__and__": "&"}


def _init(value, *args, **kwargs):
    """The __init__ of the built-in type that the value's class derives from."""
    if isinstance(value, dict):
        for each in args:
            take_pairs(value, each)
        take_keywords(value, kwargs)
    elif isinstance(value, list):
        LIST["extend"](value, *args)
    elif isinstance(value, set):
        SET["update"](value, *args)
    elif isinstance(value, BaseException):
        value.args = args


def _new(cls, *args, **kwargs):
    """The __new__ of a built-in type for a class of the project."""
    if cls.__flags__ & (1 << 9) == 0:
        raise NotKnown(unknown("the attribute __new__"))
    if issubclass(cls, (tuple, frozenset)):
        base = tuple if issubclass(cls, tuple) else frozenset
        return base.__new__(cls, *[bounded(each) for each in args])
    for base in (str, int, float):
        if issubclass(cls, base):
            return base.__new__(cls, *args, **kwargs)
    if issubclass(cls, (dict, list, set, BaseException)):
        return cls.__new__(cls) if cls.__new__ in (dict.__new__, list.__new__, set.__new__) else object.__new__(cls)
    return object.__new__(cls)


def _set_item(value, key, new):
    if isinstance(value, dict):
        put(_PlainView(value), key, new)
    else:
        value[key] = new


class _PlainView:
    """A dictionary whose own __setitem__ is passed over."""

    def __init__(self, table):
        self._table = table

    def __len__(self):
        return len(self._table)

    def __setitem__(self, key, new):
        dict.__setitem__(self._table, key, new)


def _setter(interpreter):
    def set_attribute(value, name, new):
        if isinstance(name, Unknown) or str(name).startswith("__"):
            raise NotKnown(unknown("a change of something unknown"))
        if interpreter.is_of_project(type(value)):
            object.__setattr__(value, str(name), new)
        else:
            interpreter.set_attribute(value, str(name), new)

    return set_attribute


def special_methods(interpreter):
    """{name: guarded function(value, ...)}; what is not in it is not to be had."""
    made = {name: guarded(lambda value, right, symbol=symbol: binary(symbol, value, right), name, True)
            for name, symbol in _BINARY.items()}
    made.update(
        __init__=guarded(_init, "__init__", True), __new__=guarded(_new, "__new__", True),
        __str__=guarded(as_text, "__str__"), __repr__=guarded(lambda value: as_text(value, repr), "__repr__"),
        __format__=guarded(format_one, "__format__"), __setitem__=guarded(_set_item, "__setitem__", True),
        __setattr__=guarded(_setter(interpreter), "__setattr__", True))
    return made


HARMLESS = frozenset(_HARMLESS)
