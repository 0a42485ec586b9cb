"""Methods of list, dict, tuple and set: they keep places, and what they hold may be unknown."""

from .calls import calls
from .library_guards import (MISSING, NotKnown, bounded, check_items, first_unknown, guarded, here, in_order,
                             place_of_argument, pure, unknown)
from .library_native import applied, called_as, known_outcome
from .values import Table, Unknown, place_of


def keep_places(table, source, keys=None):
    """Gives `table` the places that `source` has of its values and keys."""
    if not isinstance(table, Table) or not isinstance(source, Table):
        return
    for key in source if keys is None else keys:
        for mine, theirs in ((table.places, source.places), (table.key_places, source.key_places)):
            if theirs.get(key) is not None:
                mine[key] = theirs[key]
            else:
                mine.pop(key, None)


def put(table, key, value, place=None):
    """table[key] = value, with the value's place."""
    check_items(len(table) + 1)
    table[key] = value
    if isinstance(table, Table):
        table.places[key] = place_of(value, place or here())
        table.key_places.setdefault(key, place_of(key, place or here()))


def take_pairs(table, source):
    """What dict.update does with one argument."""
    if isinstance(source, Unknown):
        raise NotKnown(source)
    if isinstance(source, dict):
        check_items(len(table) + len(source))
        table.update(source)
        keep_places(table, source)
    elif hasattr(source, "keys"):
        for key in bounded(source.keys()):
            put(table, key, source[key])
    else:
        for pair in bounded(source):
            pair = bounded(pair)
            if len(pair) != 2:
                raise ValueError("dictionary update sequence element has length %d; 2 is required" % len(pair))
            put(table, *pair)


def take_keywords(table, keywords):
    places = calls.current().keywords
    for name, value in keywords.items():
        put(table, name, value, places.get(name))


def merged(*sources):
    """A Table of what the dictionaries hold; the later counts."""
    table = Table()
    table.place = here()
    for source in sources:
        take_pairs(table, source)
    return table


@called_as(dict, holds=True)
def _dict(*args, **kwargs):
    if len(args) > 1:
        raise TypeError("dict expected at most 1 argument, got %d" % len(args))
    table = merged(*args)
    take_keywords(table, kwargs)
    return table


def _update(table, *args, **kwargs):
    for source in args:
        take_pairs(table, source)
    take_keywords(table, kwargs)


def _setdefault(table, key, default=None):
    if _found(table, key) is MISSING:
        put(table, key, default, place_of_argument(1))
    return table[key]


def _found(table, key):
    """The value under a key; MISSING without it. A key that is not known may be this one."""
    if isinstance(key, Unknown):
        raise NotKnown(key)
    if key in table:
        return dict.__getitem__(table, key) if isinstance(table, dict) else table[key]
    for each in table:
        if isinstance(each, Unknown):
            raise NotKnown(each)
    return MISSING


def _get(table, key, default=None):
    found = _found(table, key)
    return default if found is MISSING else found


def _pop(table, key, *default):
    if _found(table, key) is MISSING and not default:
        raise KeyError(key)
    if isinstance(table, Table):
        table.places.pop(key, None)
        table.key_places.pop(key, None)
    return table.pop(key, *default)


def _dict_copy(table):
    if type(table) in (dict, Table):
        return merged(table)
    return table.copy()


def _fromkeys(_cls, keys, value=None):
    table = merged()
    for key in bounded(keys):
        put(table, key, value)
    return table


DICT = pure(dict, "keys values items popitem clear", holds=True)
DICT.update(update=guarded(_update, "update", True), setdefault=guarded(_setdefault, "setdefault", True),
            get=guarded(_get, "get", True), pop=guarded(_pop, "pop", True),
            copy=guarded(_dict_copy, "copy", True))
DICT_CLASS = {"fromkeys": guarded(_fromkeys, "fromkeys", True)}


@called_as(list, holds=True)
def _list(items=()):
    return bounded(items)


@called_as(tuple, holds=True)
def _tuple(items=()):
    return tuple(bounded(items))


@called_as(set)
def _set(items=()):
    return set(bounded(items))


@called_as(frozenset)
def _frozenset(items=()):
    return frozenset(bounded(items))


def _append(items, item):
    check_items(len(items) + 1)
    items.append(item)


def _extend(items, more):
    more = bounded(more)
    check_items(len(items) + len(more))
    items.extend(more)


def _insert(items, index, item):
    check_items(len(items) + 1)
    items.insert(index, item)


def sort_key(key):
    return None if key is None else known_outcome(key)


def _sort(items, key=None, reverse=False):
    found = first_unknown(items)
    if found is not None:
        raise NotKnown(found)
    list.sort(items, key=sort_key(key), reverse=bool(reverse))


LIST = pure(list, "pop clear copy reverse", holds=True)
LIST.update(pure(list, "index count remove"))
LIST.update(append=guarded(_append, "append", True), extend=guarded(_extend, "extend", True),
            insert=guarded(_insert, "insert", True), sort=guarded(_sort, "sort", True))
TUPLE = pure(tuple, "index count")


def _with_lists(method):
    """A method of sets whose arguments are read in one order and within the size."""

    def call(items, *others):
        return method(items, *[set(bounded(each)) for each in others])

    return guarded(call, method.__name__)


def _pop_first(items):
    if not items:
        raise KeyError("pop from an empty set")
    first = in_order(items)[0]
    items.remove(first)
    return first


_SETS = "union intersection difference symmetric_difference issubset issuperset isdisjoint"
_SETS_IN_PLACE = "update intersection_update difference_update symmetric_difference_update"
FROZENSET = {name: _with_lists(getattr(frozenset, name)) for name in _SETS.split()}
FROZENSET["copy"] = guarded(frozenset.copy)
SET = {name: _with_lists(getattr(set, name)) for name in (_SETS + " " + _SETS_IN_PLACE).split()}
SET.update(pure(set, "add discard remove clear copy"))
SET["pop"] = guarded(_pop_first, "pop")


def called(function, *args):
    """What a function gives that was handed over; its outcome may be unknown."""
    return applied(function)(*args)
