"""The builtins of Python as settings see them."""

import builtins as python
import decimal

from .library_containers import called, sort_key
from .library_guards import (MISSING, Lazy, MOST_DIGITS, NotKnown, TooLarge, bounded, check_bits, check_items,
                             check_text, does_nothing, first_unknown, guarded, in_order, tells_nothing, unknown)
from .library_native import applied, called_as, native
from .library_text import as_text, decoded, encoded, format_one, power
from .library_types import type_of
from .values import Real, Text, Unknown, Whole


@called_as(str)
def _str(value="", *encoding):
    if isinstance(value, bytes) and encoding:
        return decoded(value, *encoding)
    return value if type(value) is Text else as_text(value)


def _repr(value):
    return as_text(value, repr)


def _ascii(value):
    return as_text(value, ascii)


@called_as(int)
def _int(value=0, base=None):
    if isinstance(value, (str, bytes)) and len(value) > MOST_DIGITS:
        raise TooLarge("a number of %d digits" % len(value))
    if type(value) is Whole and base is None:
        return value
    _check_decimal(value)
    return int(value) if base is None else int(value, base)


@called_as(float)
def _float(value=0.0):
    return value if type(value) is Real else float(value)


@called_as(complex)
def _complex(*args):
    return complex(*args)


@called_as(bool)
def _bool(value=False):
    return bool(value)


@called_as(bytes)
def _bytes(value=b"", *encoding):
    if isinstance(value, int):
        check_text(value)
        return bytes(value)
    if isinstance(value, str):
        if not encoding:
            raise TypeError("string argument without an encoding")
        return encoded(value, *encoding)
    return bytes(value) if isinstance(value, bytes) else bytes(bounded(value))


@called_as(bytearray)
def _bytearray(value=b"", *encoding):
    raise NotKnown(unknown("a bytearray"))


@called_as(object)
def _object():
    return object()


@called_as(range)
def _range(*args):
    return range(*args)


@called_as(slice)
def _slice(*args):
    return slice(*args)


@called_as(type, holds=True)
def _type(*args):
    if len(args) != 1:
        raise NotKnown(unknown("a class that type() makes"))
    if isinstance(args[0], Unknown):
        raise NotKnown(args[0])
    return type_of(args[0])


@called_as(property, holds=True)
def _property(*args, **kwargs):
    return property(*args, **kwargs)


@called_as(staticmethod, holds=True)
def _staticmethod(function):
    return staticmethod(function)


@called_as(classmethod, holds=True)
def _classmethod(function):
    return classmethod(function)


@called_as(super, holds=True)
def _super(*args):
    return super(*args)


def _known(*values):
    """Stops where one of the values itself is unknown; what they hold may be."""
    for value in values:
        if isinstance(value, Unknown):
            raise NotKnown(value)


def _len(value):
    _known(value)
    return len(value)


def _isinstance(value, kinds):
    found = first_unknown(kinds)
    if found is not None:
        raise NotKnown(found)
    _known(value)
    return isinstance(value, kinds)


def _reversed(items):
    return iter(list(reversed(items if hasattr(items, "__reversed__") or isinstance(items, (str, tuple, range)) else
                              bounded(items))))


def _enumerate(items, start=0):
    return Lazy(enumerate(_lazily(items), start), items)


def _zip(*sources, **strict):
    if strict.get("strict"):
        sources = [bounded(each) for each in sources]
        if len({len(each) for each in sources}) > 1:
            raise ValueError("zip() arguments have different lengths")
    return Lazy(zip(*[_lazily(each) for each in sources]), *sources)


def _map(function, *sources):
    call = applied(function)
    return Lazy((call(*each) for each in zip(*[_lazily(each) for each in sources])), *sources)


def _filter(function, items):
    kept = []
    for item in bounded(items):
        verdict = item if function is None else called(function, item)
        if isinstance(verdict, Unknown):
            raise NotKnown(verdict)
        if verdict:
            kept.append(item)
    return iter(kept)


def _lazily(items):
    """An iterator over anything known."""
    if isinstance(items, Unknown):
        raise NotKnown(items)
    return iter(in_order(items)) if isinstance(items, (set, frozenset)) else iter(items)


def _iter(items, *sentinel):
    if sentinel:
        raise NotKnown(unknown("iter() with a function"))
    return _lazily(items)


def _next(iterator, *default):
    _known(iterator)
    return next(iterator, *default)


def _sorted(items, key=None, reverse=False):
    items = bounded(items)
    found = first_unknown(items)
    if found is not None:
        raise NotKnown(found)
    return sorted(items, key=sort_key(key), reverse=bool(reverse))


def _extreme(choose):
    def call(*args, key=None, **default):
        items = bounded(args[0]) if len(args) == 1 else list(args)
        found = first_unknown(items)
        if found is not None:
            raise NotKnown(found)
        return choose(items, key=sort_key(key), **default)

    return guarded(call, choose.__name__, holds=True)


def _sum(items, start=0):
    items = bounded(items)
    found = first_unknown(items)
    if found is not None:
        raise NotKnown(found)
    if isinstance(start, (list, tuple)):
        check_items(sum(len(each) for each in items) * 2)
        if len(items) > 2000:
            raise TooLarge("a sum of very many lists")
    return sum(items, start)


def _quantifier(stops_at):
    """any() and all(): an unknown item matters only where no other one decides."""

    def call(items):
        found = None
        for item in bounded(items):
            if isinstance(item, Unknown):
                found = found or item
            elif bool(item) == stops_at:
                return stops_at
        if found is not None:
            raise NotKnown(found)
        return not stops_at

    return guarded(call, "any" if stops_at else "all", holds=True)


def _pow(base, exponent, modulus=None):
    if modulus is None:
        return power(base, exponent)
    check_bits(max(each.bit_length() for each in (base, exponent, modulus) if isinstance(each, int)))
    return pow(base, exponent, modulus)


def _round(number, ndigits=None):
    _check_decimal(number)
    if ndigits is None:
        return round(number)
    check_items(abs(ndigits) * 1000 if isinstance(ndigits, int) else 0)
    return round(number, ndigits)


def _check_decimal(value):
    """A decimal number may have a power of ten that no whole number can hold."""
    if isinstance(value, decimal.Decimal) and value.is_finite() and value.adjusted() > MOST_DIGITS:
        raise TooLarge("a very large number")


def _callable(value):
    _known(value)
    return callable(value)


def _format(value, spec=""):
    return format_one(value, spec)


def _attribute_functions(reach):
    """getattr, hasattr, setattr, delattr; `reach(value, name)` gives an attribute or MISSING."""

    def get_attribute(value, name, *default):
        _known(name)
        found = reach(value, str(name))
        if found is not MISSING:
            return found
        if default:
            return default[0]
        raise AttributeError("%r object has no attribute %r" % (type_of(value).__name__, str(name)))

    def has_attribute(value, name):
        found = reach(value, str(name))
        if isinstance(found, Unknown) and isinstance(value, Unknown):
            raise NotKnown(found)
        return found is not MISSING

    def set_attribute(value, name, new):
        _changeable(value, name)
        setattr(value, str(name), new)

    def delete_attribute(value, name):
        _changeable(value, name)
        delattr(value, str(name))

    return {"getattr": guarded(get_attribute, "getattr", True), "hasattr": guarded(has_attribute, "hasattr", True),
            "setattr": guarded(set_attribute, "setattr", True), "delattr": guarded(delete_attribute, "delattr", True)}


def _changeable(value, name):
    if isinstance(value, Unknown) or isinstance(name, Unknown):
        raise NotKnown(unknown("a change of something unknown"))
    if str(name).startswith("__") or native(value) is not None and not isinstance(value, type):
        raise NotKnown(unknown("a change of %s" % name))


def _vars(*values):
    if not values or isinstance(values[0], Unknown):
        raise NotKnown(unknown("vars()"))
    return dict(vars(values[0]))


def _dir(*_values):
    raise NotKnown(unknown("dir()"))


def _issubclass(kind, kinds):
    return issubclass(kind, kinds)


def _abs(number):
    return abs(number)


_PURE = {
    "issubclass": _issubclass, "repr": _repr, "ascii": _ascii, "format": _format, "abs": _abs, "round": _round,
    "pow": _pow,
}
_HOLDING = {
    "enumerate": _enumerate, "zip": _zip, "map": _map, "filter": _filter, "reversed": _reversed, "iter": _iter,
    "next": _next, "sorted": _sorted, "sum": _sum, "vars": _vars, "dir": _dir, "len": _len, "isinstance": _isinstance,
    "callable": _callable,
}
_AS_THEY_ARE = ("str int float complex bool bytes bytearray object range slice type property staticmethod classmethod "
                "super list dict tuple set frozenset NotImplemented Ellipsis True False None")
_DOORS = {
    "input": "what is typed", "exec": "what exec() does", "eval": "what eval() gives",
    "compile": "what compile() gives", "id": "the identity of an object", "hash": "a hash",
    "breakpoint": "a debugger", "memoryview": "a memoryview", "exit": "exit()", "quit": "quit()",
    "globals": "globals()", "locals": "locals()", "help": "help()", "aiter": "aiter()", "anext": "anext()",
}


def make(interpreter, reach, opener):
    """{name: value}; `reach(value, name)` reads attributes, `opener` is open()."""
    made = {name: getattr(python, name) for name in _AS_THEY_ARE.split()}
    made.update({name: guarded(function, name) for name, function in _PURE.items()})
    made.update({name: guarded(function, name, True) for name, function in _HOLDING.items()})
    made.update({name: guarded(getattr(python, name)) for name in ("divmod", "ord", "chr", "hex", "oct", "bin")})
    made.update(min=_extreme(min), max=_extreme(max), any=_quantifier(True), all=_quantifier(False))
    made.update(_attribute_functions(reach))
    made.update({name: tells_nothing(reason) for name, reason in _DOORS.items()})
    made.update({name: value for name, value in vars(python).items()
                 if isinstance(value, type) and issubclass(value, BaseException)})
    made.update(print=does_nothing, open=opener, __import__=_importer(interpreter))
    return made


def _importer(interpreter):
    def import_module(name, *_args, **_kwargs):
        if isinstance(name, Unknown):
            raise NotKnown(name)
        if "." in name:
            raise NotKnown(unknown("the module %s" % name))
        return interpreter.import_module(str(name))

    return guarded(import_module, "__import__", holds=True)
