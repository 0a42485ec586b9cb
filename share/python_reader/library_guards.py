"""How a function of Python's own is called for the settings: never with what is not known, never beyond a size.

`guarded` makes a callable that gives Unknown where an argument is unknown or the outcome would be too large, and that
places what it makes. What Python itself raises passes through: it is the settings' own mistake.
"""

import itertools
import re

from .calls import calls
from .guards import MOST_BITS, MOST_TEXT, TooLarge
from .guards import MOST_ENTRIES as MOST_ITEMS
from .guards import bits as check_bits
from .guards import entries as check_items
from .guards import fits as check_size
from .guards import text_of_size as check_text
from .values import Real, Text, Unknown, Whole, place_of

__all__ = ["Bound", "Lazy", "MISSING", "MOST_BITS", "MOST_DIGITS", "MOST_ITEMS", "MOST_TEXT", "NotKnown", "TooLarge",
           "attempted", "bounded", "check_bits", "check_items", "check_text", "does_nothing", "first_unknown",
           "guarded", "check_weight", "here", "in_order", "place_of_argument", "placed", "pure", "tells_nothing",
           "unknown", "without_address"]

MISSING = type("Missing", (), {"__repr__": lambda self: "MISSING", "__slots__": ()})()

MOST_DIGITS = 1233  # of a whole number of that many bits

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_PLAIN = (str, bytes, int, float, complex, type(None), type)


class NotKnown(Exception):
    """Stops a call that came upon something unknown."""

    def __init__(self, unknown):
        super().__init__(unknown.reason)
        self.unknown = unknown


def here():
    """The place of the call that is being made."""
    return calls.current().place


def place_of_argument(index):
    positional = calls.current().positional
    return positional[index] if index < len(positional) else here()


def unknown(reason):
    return Unknown(reason, here())


def first_unknown(value, most=200000):
    """Something unknown in the value: itself or in what it holds, or None. Looks at `most` values at most."""
    if isinstance(value, Unknown):
        return value
    if isinstance(value, _PLAIN):
        return None
    waiting, seen = [value], set()
    while waiting:
        each = waiting.pop()
        if isinstance(each, Unknown):
            return each
        if isinstance(each, (dict, list, tuple, set, frozenset)) and id(each) not in seen:
            seen.add(id(each))
            if len(each) > most or len(waiting) > most:
                return unknown("something very large")
            waiting.extend(each)
            if isinstance(each, dict):
                waiting.extend(each.values())
    return None


def bounded(iterable):
    """The items of anything, as a list: sets in one and the same order; very many are too many."""
    if isinstance(iterable, Unknown):
        raise NotKnown(iterable)
    if isinstance(iterable, (set, frozenset)):
        return in_order(iterable)
    if isinstance(iterable, range):
        check_items(min(len(iterable), MOST_ITEMS + 1) if iterable else 0)
    found = list(itertools.islice(iter(iterable), MOST_ITEMS + 1))
    check_items(len(found))
    return found


class Lazy:
    """An iterator over others: it is as long as anything may be, and there are not many within each other."""

    def __init__(self, iterator, *sources):
        self.depth = 1 + max([each.depth for each in sources if isinstance(each, Lazy)] + [0])
        if self.depth > 50:
            raise TooLarge("iterators within very many iterators")
        self._iterator = iterator
        self._left = MOST_ITEMS + 1

    def __iter__(self):
        return self

    def __next__(self):
        item = next(self._iterator)
        self._left -= 1
        check_items(MOST_ITEMS - self._left)
        return item


def in_order(items):
    """The items of a set: sorted, as its own order is another in each run."""
    try:
        return sorted(items)
    except TypeError:
        return sorted(items, key=lambda each: (type(each).__name__, str(getattr(each, "__name__", each))))


def placed(value, place=None):
    """The value with a place: that of the call. A list or tuple of texts and numbers has its items placed."""
    kind = type(value)
    place = place or here()
    if kind is str:
        return Text(value, place)
    if kind is int:
        return Whole(value, place)
    if kind is float:
        return Real(value, place)
    if kind is list:
        value[:] = [placed(each, place) if type(each) in (str, int, float) else each for each in value]
    elif kind is tuple:
        return tuple(placed(each, place) if type(each) in (str, int, float) else each for each in value)
    return value


def check_weight(value):
    """Refuses what holds very much, counting what stands in several places as often as it stands there."""
    try:
        _weight(value, {})
    except RecursionError:
        raise TooLarge("something very deep")


def _weight(value, known):
    if isinstance(value, (str, bytes)):
        return 1 + len(value) // 64
    parts = _parts(value)
    if not parts:
        return 1
    if id(value) not in known:
        known[id(value)] = 1
        total = 1
        for each in parts:
            total += _weight(each, known)
            check_items(total)
        known[id(value)] = total
    return known[id(value)]


def _parts(value):
    if isinstance(value, dict):
        return list(value) + list(value.values())
    if isinstance(value, (list, tuple, set, frozenset)):
        return value
    held = None if isinstance(value, (type, type(calls))) or callable(value) else getattr(value, "__dict__", None)
    return list(held.values()) if isinstance(held, dict) else ()


def without_address(text):
    """The text, when it is one that every run gives."""
    if _ADDRESS.search(text):
        raise NotKnown(unknown("the address of an object"))
    return text


def attempted(function, args, kwargs):
    """What the call gives, or an Unknown. Errors of Python pass through."""
    try:
        return placed(check_size(function(*args, **kwargs)))
    except NotKnown as stopped:
        return stopped.unknown
    except TooLarge as stopped:
        return unknown(str(stopped))
    except MemoryError:
        return unknown("something too large for the memory")
    except (TypeError, AttributeError) as error:
        if "Unknown" in str(error) or "Outside" in str(error):
            return unknown("something that only running the code tells")
        raise


def guarded(function, name=None, holds=False):
    """`function` as settings may call it. `holds`: it only keeps its arguments, so they may be unknown."""

    def call(*args, **kwargs):
        if not holds:
            found = first_unknown((args, kwargs) if kwargs else args)
            if found is not None:
                return Unknown(found.reason, place_of(found, here()))
        return attempted(function, args, kwargs)

    call.__name__ = name or getattr(function, "__name__", "call")
    call.__qualname__ = call.__name__
    call.__doc__ = None
    return call


def tells_nothing(reason):
    """A function whose outcome only running it would tell; it does nothing."""

    def call(*_args, **_kwargs):
        return unknown(reason)

    return call


def does_nothing(*_args, **_kwargs):
    return None


class Bound:
    """A method of a value of a built-in type."""

    __slots__ = ("_function", "__self__", "__name__")

    def __init__(self, function, value, name):
        self._function = function
        self.__self__ = value
        self.__name__ = name

    def __call__(self, *args, **kwargs):
        return self._function(self.__self__, *args, **kwargs)


def pure(kind, names, holds=False):
    """{name: guarded method} for methods of a type that need no check of their own."""
    return {name: guarded(getattr(kind, name), name, holds) for name in names.split() if hasattr(kind, name)}
