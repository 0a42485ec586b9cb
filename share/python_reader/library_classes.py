"""dataclasses, enum and collections: Python's own, with what is asked of them checked first."""

import collections
import dataclasses
import enum
import keyword
import sys
import types

from .library_containers import merged, put
from .library_guards import (MISSING, NotKnown, TooLarge, bounded, check_items, check_weight, guarded,
                             tells_nothing, unknown)
from .library_native import MADE, called_as, factory
from .values import Unknown

def check_fields(annotations):
    """Fields become parameters of functions that Python makes from text: they must be names."""
    for name in annotations or ():
        if not isinstance(name, str) or not str(name).isidentifier() or keyword.iskeyword(str(name)):
            raise TypeError("Field names must be valid identifiers: %r" % (name,))


def _mark(cls, before):
    """Lets the functions be called that Python has made for a class."""
    for name, value in list(vars(cls).items()):
        if isinstance(value, types.FunctionType) and before.get(name) is not value:
            setattr(value, MADE, True)
        if isinstance(value, (staticmethod, classmethod)) and isinstance(value.__func__, types.FunctionType):
            setattr(value.__func__, MADE, True)


def mark_made(cls):
    setattr(cls, MADE, True)
    _mark(cls, {})
    return cls


def _options_known(options):
    """The options of dataclass() that this Python has, without those that would make another class."""
    known = {"init", "repr", "eq", "order", "unsafe_hash", "frozen"}
    if sys.version_info >= (3, 10):
        known |= {"kw_only", "match_args"}
    return {name: bool(value) for name, value in options.items() if name in known and not isinstance(value, Unknown)}


def _with_plain_annotations(cls):
    """The class's annotations with those that are text made into something that dataclass() does not look into."""
    annotations = dict(vars(cls).get("__annotations__", {}))
    check_fields(annotations)
    kept = {}
    for name, each in annotations.items():
        if isinstance(each, str) and "ClassVar" not in each:
            kept[name], annotations[name] = each, object
        elif isinstance(each, str):
            kept[name] = each
            del annotations[name]
    return annotations, kept


def _process(cls, options):
    if not isinstance(cls, type):
        return cls
    before = dict(vars(cls))
    original = before.get("__annotations__", {})
    annotations, kept = _with_plain_annotations(cls)
    cls.__annotations__ = annotations
    try:
        made = dataclasses.dataclass(cls, **_options_known(options))
    finally:
        cls.__annotations__ = original
    for name, text in kept.items():
        if name in made.__dataclass_fields__:
            made.__dataclass_fields__[name].type = text
    _mark(made, before)
    return made


def _dataclass(cls=None, **options):
    if cls is None:
        return guarded(lambda decorated: _process(decorated, options), "dataclass", holds=True)
    return _process(cls, options)


_FIELD = {"default", "default_factory", "init", "repr", "hash", "compare", "metadata"}


def _field(**options):
    allowed = _FIELD | ({"kw_only"} if sys.version_info >= (3, 10) else set())
    options = {name: value for name, value in options.items() if name in allowed}
    if "default_factory" in options:
        options["default_factory"] = factory(options["default_factory"])
    return dataclasses.field(**options)


def _fields(of):
    return tuple(dataclasses.fields(of))


def _asdict(instance, dict_factory=None):
    check_weight(instance)
    if dict_factory is not None:
        raise NotKnown(unknown("asdict with a factory"))
    if not dataclasses.is_dataclass(instance) or isinstance(instance, type):
        raise TypeError("asdict() should be called on dataclass instances")
    return _plain(instance, 0)


def _plain(value, depth):
    if depth > 50:
        raise NotKnown(unknown("something very deep"))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        table = merged()
        for each in dataclasses.fields(value):
            put(table, each.name, _plain(getattr(value, each.name), depth + 1))
        return table
    if isinstance(value, (list, tuple)) and not hasattr(value, "_fields"):
        return type(value)([_plain(each, depth + 1) for each in value])
    if isinstance(value, dict):
        return merged({key: _plain(each, depth + 1) for key, each in value.items()})
    return value


def _astuple(instance):
    return tuple(bounded(_asdict(instance).values()))


def _replace(instance, **changes):
    return dataclasses.replace(instance, **changes)


DATACLASSES = {
    "dataclass": guarded(_dataclass, "dataclass", True),
    "field": guarded(_field, "field", True),
    "fields": guarded(_fields, "fields", True),
    "asdict": guarded(_asdict, "asdict", True),
    "astuple": guarded(_astuple, "astuple", True),
    "replace": guarded(_replace, "replace", True),
    "is_dataclass": guarded(dataclasses.is_dataclass, holds=True),
    "make_dataclass": tells_nothing("a class that make_dataclass() makes"),
    "Field": dataclasses.Field,
    "InitVar": dataclasses.InitVar,
    "MISSING": dataclasses.MISSING,
    "FrozenInstanceError": dataclasses.FrozenInstanceError,
    "KW_ONLY": getattr(dataclasses, "KW_ONLY", object),
}


def _names_of(names):
    if isinstance(names, str):
        names = names.replace(",", " ").split()
    if isinstance(names, dict):
        return [(str(name), value) for name, value in names.items()]
    return [each if isinstance(each, str) else tuple(bounded(each)) for each in bounded(names)]


def _enum_of(kind):
    def call(name, names=MISSING, **_options):
        if names is MISSING:
            return kind(name)
        names = _names_of(names)
        if len(names) > 2000:
            raise TooLarge("an enumeration of more than 2,000 members")
        return mark_made(kind(str(name), names))

    return call


class _StrEnum(str, enum.Enum):
    """enum.StrEnum, which Python has only since 3.11."""

    def __str__(self):
        return str.__str__(self._value_)

    def _generate_next_value_(name, start, count, last_values):  # noqa: the enum module calls it so
        return name.lower()


def _enumeration():
    made = {name: getattr(enum, name) for name in ("Enum", "IntEnum", "Flag", "IntFlag", "EnumMeta")}
    made["EnumType"] = enum.EnumMeta
    made["StrEnum"] = getattr(enum, "StrEnum", _StrEnum)
    made["auto"] = enum.auto
    made["unique"] = guarded(enum.unique, holds=True)
    for name in ("Enum", "IntEnum", "Flag", "IntFlag", "StrEnum"):
        called_as(made[name], holds=True)(_enum_of(made[name]))
    called_as(enum.auto, holds=True)(lambda: enum.auto())
    return made


ENUM = _enumeration()


def _namedtuple(typename, field_names, rename=False, defaults=None, module=None):
    names = _names_of(field_names)
    check_items(len(names) * 100)
    made = collections.namedtuple(str(typename), [str(each) for each in names], rename=bool(rename),
                                  defaults=None if defaults is None else bounded(defaults))
    return mark_made(made)


def _default_dict(default=None, *args, **kwargs):
    made = collections.defaultdict(None if default is None else factory(default))
    made.update(merged(*args, kwargs))
    return made


def _ordered(*args, **kwargs):
    return collections.OrderedDict(merged(*args, kwargs))


def _counter(items=(), **kwargs):
    counted = collections.Counter(items if isinstance(items, dict) else bounded(items))
    counted.update(kwargs)
    return counted


called_as(collections.defaultdict, holds=True)(_default_dict)
called_as(collections.OrderedDict, holds=True)(_ordered)
called_as(collections.Counter)(_counter)
called_as(collections.deque, holds=True)(lambda items=(), maxlen=None: collections.deque(bounded(items), maxlen))
called_as(collections.ChainMap, holds=True)(lambda *maps: collections.ChainMap(*maps))

COLLECTIONS = {
    "namedtuple": guarded(_namedtuple, "namedtuple", True),
    **{name: getattr(collections, name) for name in ("defaultdict", "OrderedDict", "Counter", "deque", "ChainMap",
                                                     "UserDict", "UserList", "UserString")},
}
