"""Comprehensions; a generator expression is the list of what it gives, asked one by one."""

from . import guards
from .functions import Yielded
from .scopes import Scope
from .values import Table, Unknown


class _Doubt(Exception):
    """Carries the Unknown because of which nobody knows what a comprehension holds."""


def _inner(scope):
    made = Scope("comprehension", {}, scope, scope.module, scope.frame)
    made.qualname = scope.qualname
    return made


def _walk(interpreter, node, scope, take):
    """Calls take(scope) for each round; raises _Doubt where the rounds are not known."""
    inner = _inner(scope)

    def of(number):
        if number == len(node.generators):
            take(inner)
            return
        part = node.generators[number]
        values = interpreter.evaluate(part.iter, scope if number == 0 else inner)
        if isinstance(values, Unknown):
            raise _Doubt(values)
        for each in interpreter.iterate(values):
            interpreter.step(part.target, inner)
            interpreter.assign(part.target, each, inner)
            if all(_holds(interpreter, test, inner) for test in part.ifs):
                of(number + 1)

    of(0)


def _holds(interpreter, test, scope):
    truth = interpreter.truth(interpreter.evaluate(test, scope))
    if isinstance(truth, Unknown):
        raise _Doubt(truth)
    return truth


def _values(interpreter, node, scope):
    found = []

    def take(inner):
        found.append(interpreter.evaluate(node.elt, inner))
        guards.entries(len(found))

    _walk(interpreter, node, scope, take)
    return found


def of_list(interpreter, node, scope):
    try:
        return _values(interpreter, node, scope)
    except _Doubt as doubt:
        return doubt.args[0]


def of_set(interpreter, node, scope):
    found = of_list(interpreter, node, scope)
    return found if isinstance(found, Unknown) else set(found)


def of_generator(interpreter, node, scope):
    found = of_list(interpreter, node, scope)
    return found if isinstance(found, Unknown) else Yielded(found)


def of_dict(interpreter, node, scope):
    made = Table()
    made.place = interpreter.place(node, scope)

    def take(inner):
        key = interpreter.evaluate(node.key, inner)
        made[key] = interpreter.evaluate(node.value, inner)
        made.places[key] = interpreter.place(node.value, inner)
        made.key_places[key] = interpreter.place(node.key, inner)
        guards.entries(len(made))

    try:
        _walk(interpreter, node, scope, take)
    except _Doubt as doubt:
        return doubt.args[0]
    return made
