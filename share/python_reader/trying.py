"""try, raise and with: exceptions of the code that is read are Python's own."""

import ast

from . import guards
from .functions import Enough
from .values import Unknown

# What an except of the project never sees.
_OURS = (guards.OutOfSteps, guards.TooLarge, Enough, KeyboardInterrupt, MemoryError)


class UnknownError(Exception):
    """Raised where the project raises something that is not known; the Unknown is its argument."""


def _names_import_error(handler):
    """Whether a handler is written for modules that are absent."""
    if handler.type is None:
        return False
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(getattr(each, "id", getattr(each, "attr", "")) in ("ImportError", "ModuleNotFoundError")
               for each in kinds)


def attempt(interpreter, node, scope):
    """try statement"""
    try:
        ending = _body(interpreter, node, scope)
    except _OURS:
        raise
    except BaseException:
        final = interpreter.run(node.finalbody, scope)
        if final is not None:
            return final
        raise
    final = interpreter.run(node.finalbody, scope)
    return final if final is not None else ending


def _body(interpreter, node, scope):
    module = scope.module
    module.expecting.append(any(_names_import_error(each) for each in node.handlers))
    interpreter.trying += bool(node.handlers)
    expecting = True
    try:
        ending = interpreter.run(node.body, scope)
    except _OURS:
        raise
    except BaseException as error:
        module.expecting.pop()
        interpreter.trying -= bool(node.handlers)
        expecting = False
        return _handled(interpreter, node, error, scope)
    finally:
        if expecting:
            module.expecting.pop()
            interpreter.trying -= bool(node.handlers)
    return ending if ending is not None else interpreter.run(node.orelse, scope)


def _handled(interpreter, node, error, scope):
    """Called while `error` is handled."""
    for handler in node.handlers:
        if not _matches(interpreter, handler, error, scope):
            continue
        interpreter.handling.append(error)
        try:
            if handler.name:
                scope.target(handler.name)[handler.name] = error
            return interpreter.run(handler.body, scope)
        finally:
            interpreter.handling.pop()
            if handler.name:
                scope.target(handler.name).pop(handler.name, None)
    raise error


def _matches(interpreter, handler, error, scope):
    if handler.type is None:
        return True
    kinds = interpreter.evaluate(handler.type, scope)
    kinds = kinds if isinstance(kinds, tuple) else (kinds,)
    known = tuple(each for each in kinds if isinstance(each, type) and issubclass(each, BaseException))
    return isinstance(error, known) or isinstance(error, UnknownError) and len(known) < len(kinds)


def raising(interpreter, node, scope):
    """raise statement"""
    if node.exc is None:
        if interpreter.handling:
            raise interpreter.handling[-1]
        raise RuntimeError("No active exception to reraise")
    error = interpreter.evaluate(node.exc, scope)
    if node.cause is not None:
        interpreter.evaluate(node.cause, scope)
    if isinstance(error, Unknown):
        raise UnknownError(error)
    if isinstance(error, type) and issubclass(error, BaseException):
        error = error()
    if not isinstance(error, BaseException):
        raise TypeError("exceptions must derive from BaseException")
    if isinstance(error, _OURS):
        raise RuntimeError(str(error))
    raise error


def with_block(interpreter, node, scope):
    return _with(interpreter, node.items, node.body, scope)


def _with(interpreter, items, body, scope):
    if not items:
        return interpreter.run(body, scope)
    context = interpreter.evaluate(items[0].context_expr, scope)
    enter, leave = _ends_of(interpreter, context)
    entered = interpreter.call(enter, [])
    if items[0].optional_vars is not None:
        interpreter.assign(items[0].optional_vars, entered, scope)
    try:
        ending = _with(interpreter, items[1:], body, scope)
    except _OURS:
        raise
    except BaseException as error:
        stopped = interpreter.truth(interpreter.call(leave, [type(error), error, None]))
        if stopped is True:
            return None
        raise error
    interpreter.call(leave, [None, None, None])
    return ending


def _ends_of(interpreter, context):
    """The functions that enter and leave a context; unknown ones for what is not known."""
    if isinstance(context, Unknown):
        return context, context
    for enter, leave in (("__enter__", "__exit__"), ("__aenter__", "__aexit__")):
        try:
            return interpreter.get_attribute(context, enter), interpreter.get_attribute(context, leave)
        except AttributeError:
            continue
    raise TypeError("%r object does not support the context manager protocol" % type(context).__name__)
