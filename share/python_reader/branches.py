"""Branches of which nobody knows which is taken: all are read, and what they disagree on is not known afterwards."""

import ast
import types

from .functions import Function, same
from .values import Unknown


def is_type_checking(test):
    """Whether a condition is typing.TYPE_CHECKING."""
    return (isinstance(test, ast.Name) and test.id == "TYPE_CHECKING"
            or isinstance(test, ast.Attribute) and test.attr == "TYPE_CHECKING")


def both(interpreter, blocks, doubt, scope):
    """Reads each block as if it were the one; returns an Ending only where all of them end with it."""
    names = scope.names
    before = dict(names)
    afters, endings = [], []
    interpreter.doubts.push(doubt)
    try:
        for block in blocks:
            endings.append(_read(interpreter, block, scope, doubt))
            afters.append(dict(names))
            names.clear()
            names.update(before)
    finally:
        interpreter.doubts.pop()
    going_on = [after for after, ending in zip(afters, endings) if ending is None]
    names.update(_agreed(before, going_on or afters, doubt))
    return _ending(endings, scope, doubt)


def _read(interpreter, block, scope, doubt):
    """The Ending of a block, or "raised" where it would end with an exception: then it was not the one."""
    try:
        return interpreter.run(block, scope)
    except Exception:
        return "raised"


def _agreed(before, afters, doubt):
    """{name: value} after the branches. What only some define counts; definitions count before data."""
    found = {}
    for name in {each: None for after in afters for each in after}:
        values = [after[name] for after in afters if name in after]
        if all(name in before and value is before[name] for value in values) and len(values) == len(afters):
            continue
        if len(values) < len(afters) and name in before:
            values.append(before[name])
        found[name] = _one_of(values, doubt)
    return found


def _one_of(values, doubt):
    for each in values:
        if isinstance(each, (type, Function, types.ModuleType)):
            return each
    for each in values[1:]:
        if not same(values[0], each):
            return Unknown(doubt.reason, doubt.place)
    return values[0]


def _ending(endings, scope, doubt):
    returned = [each for each in endings if each not in (None, "raised") and each.kind == "return"]
    if None not in endings:
        left = [each for each in endings if each != "raised"]
        if left and len(returned) == len(left):
            return _merged_return(returned, scope, doubt)
        return left[0] if left else None
    if scope.frame is not None:
        scope.frame.results.extend(each.value for each in returned)
        scope.frame.doubt = doubt
    return None


def _merged_return(returned, scope, doubt):
    for each in returned[1:]:
        scope.frame.results.append(each.value)
        scope.frame.doubt = doubt
    return returned[0]
