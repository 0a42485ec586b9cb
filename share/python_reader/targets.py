"""Assignment to what can stand left of a =."""

import ast

from . import guards
from .values import Unknown


def assign(interpreter, target, value, scope, node=None):
    """node: the expression whose value it is, where there is one."""
    kind = type(target)
    if kind is ast.Name:
        scope.target(target.id)[target.id] = value
    elif kind is ast.Attribute:
        interpreter.set_attribute(interpreter.evaluate(target.value, scope), target.attr, value)
    elif kind is ast.Subscript:
        holder = interpreter.evaluate(target.value, scope)
        interpreter.set_item(holder, interpreter.evaluate(target.slice, scope), value, node, scope)
    elif kind is ast.Starred:
        assign(interpreter, target.value, value, scope)
    else:
        _unpack(interpreter, target.elts, value, scope)


def _unpack(interpreter, targets, value, scope):
    star = next((at for at, each in enumerate(targets) if isinstance(each, ast.Starred)), None)
    if isinstance(value, Unknown):
        values = [value] * len(targets)
    else:
        values = _values(interpreter, value)
        if star is not None:
            values = _gathered(values, star, len(targets))
    if len(values) > len(targets):
        raise ValueError("too many values to unpack (expected %d)" % len(targets))
    if len(values) < len(targets):
        raise ValueError("not enough values to unpack (expected %d, got %d)" % (len(targets), len(values)))
    for each, held in zip(targets, values):
        assign(interpreter, each, held, scope)


def _values(interpreter, value):
    found = []
    for each in interpreter.iterate(value):
        found.append(each)
        guards.entries(len(found))
    return found


def _gathered(values, star, count):
    """The values with those of the starred target made one list."""
    behind = count - star - 1
    if len(values) < star + behind:
        raise ValueError("not enough values to unpack (expected at least %d, got %d)" % (count - 1, len(values)))
    end = len(values) - behind
    return values[:star] + [values[star:end]] + values[end:]
