"""Calls: who may be called, with what, and what is noted about it."""

import ast
import types

from . import functions, library, operations
from .calls import Call, calls
from .guards import fits
from .outside import unknown_result
from .values import Table, Unknown, place_of


class Arguments:
    """The values of a call and where they stand. unknown: what stands behind a * or ** that is not known."""

    def __init__(self):
        self.positional = []
        self.places = []
        self.keywords = {}
        self.keyword_places = {}
        self.unknown = None


def call(interpreter, node, scope):
    function = interpreter.evaluate(node.func, scope)
    arguments = _arguments(interpreter, node, scope)
    if isinstance(function, functions.ScopedBuiltin):
        return function.function(interpreter, scope, arguments.positional, arguments.keywords, node)
    return apply(interpreter, function, arguments, interpreter.place(node, scope))


def _arguments(interpreter, node, scope):
    made = Arguments()
    for each in node.args:
        if isinstance(each, ast.Starred):
            _unpack(interpreter, made, each, scope)
        else:
            made.positional.append(interpreter.evaluate(each, scope))
            made.places.append(interpreter.place(each, scope))
    for each in node.keywords:
        value = interpreter.evaluate(each.value, scope)
        if each.arg is None:
            _unpack_keywords(interpreter, made, value, each.value, scope)
        else:
            made.keywords[each.arg] = value
            made.keyword_places[each.arg] = interpreter.place(each.value, scope)
    return made


def _unpack(interpreter, made, node, scope):
    values = interpreter.evaluate(node.value, scope)
    if isinstance(values, Unknown):
        made.unknown = values
        return
    place = interpreter.place(node, scope)
    for each in interpreter.iterate(values):
        made.positional.append(each)
        made.places.append(place_of(each, place))


def _unpack_keywords(interpreter, made, table, node, scope):
    if isinstance(table, Unknown):
        made.unknown = table
        return
    if not isinstance(table, dict):
        raise TypeError("argument after ** must be a mapping, not %s" % type(table).__name__)
    place = interpreter.place(node, scope)
    places = table.places if isinstance(table, Table) else {}
    for name, value in table.items():
        if isinstance(name, Unknown):
            made.unknown = name
        elif name in made.keywords:
            raise TypeError("got multiple values for keyword argument %r" % name)
        else:
            made.keywords[str(name)] = value
            made.keyword_places[str(name)] = places.get(name) or place_of(value, place)


def apply(interpreter, function, arguments, place):
    """function(*arguments), read or, where it is none of the project's and allowed, called."""
    if isinstance(function, Unknown):
        return unknown_result(function, place)
    if isinstance(function, functions.Function):
        return functions.call(function, arguments.positional, arguments.keywords, arguments.unknown)
    if isinstance(function, types.MethodType) and isinstance(function.__func__, functions.Function):
        return functions.call(
            function.__func__, [function.__self__] + arguments.positional, arguments.keywords, arguments.unknown)
    if interpreter.is_of_project(function) or interpreter.is_of_project(type(function)):
        return _of_project(interpreter, function, arguments, place)
    if interpreter.is_stand_in(function):
        return _stand_in(interpreter, function, arguments, place)
    if interpreter.is_of_project(getattr(function, "__origin__", None)):
        return _of_project(interpreter, function.__origin__, arguments, place)  # Box[int](...)
    if library.is_native(function):
        return _native(interpreter, function, arguments, place)
    if not callable(function):
        raise TypeError("%r object is not callable" % library.type_of(function).__name__)
    return Unknown("the result of %s" % getattr(function, "__name__", type(function).__name__), place)


def _noted(function, arguments, place):
    calls.note(Call(place, tuple(arguments.places), dict(arguments.keyword_places)))
    try:
        return function(*arguments.positional, **arguments.keywords)
    finally:
        calls.forget()


def _of_project(interpreter, function, arguments, place):
    """A class of the project, or an object of one that can be called."""
    if arguments.unknown is not None:
        return arguments.unknown
    if not isinstance(function, type) and not callable(function):
        raise TypeError("%r object is not callable" % type(function).__name__)
    unknown = interpreter.unknown_base(function) if isinstance(function, type) else None
    if unknown is not None and not isinstance(function.__init__, functions.Function):
        return Unknown("an object of %s, which derives from %s" % (
            function.__name__, getattr(unknown, "name", unknown.reason)), place)
    return _noted(function, arguments, place)


def _stand_in(interpreter, function, arguments, place):
    if arguments.unknown is not None:
        interpreter.findings.add(
            "MW037", place, "what is handed over with * or ** is not known: %s" % arguments.unknown.reason)
    interpreter.doubts.called(function, place)
    return _noted(function, arguments, place)


def _native(interpreter, function, arguments, place):
    """A function of the library. Where it fails or is not asked because of something unknown, so is its result."""
    if arguments.unknown is not None:
        return arguments.unknown
    interpreter.doubts.called(function, place)
    interpreter.budget.left -= library.cost(function, arguments.positional)
    try:
        made = _noted(library.native(function), arguments, place)
    except Exception:
        unknown = operations.first_unknown([arguments.positional, arguments.keywords])
        if unknown is not None:
            return unknown
        raise
    interpreter.budget.spend(made)
    return fits(made)
