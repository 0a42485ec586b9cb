"""Builtins that look at the scope in which they are called, or reach attributes: the interpreter has its own."""

import types
import zlib

from . import attributes
from .attributes import type_name
from .functions import Function, ScopedBuiltin
from .values import Unknown


def _globals(_interpreter, scope, _args, _kwargs, _node):
    return scope.module.scope.names


def _locals(_interpreter, scope, _args, _kwargs, _node):
    return scope.holder().names


def _super(interpreter, scope, args, _kwargs, _node):
    if args:
        for each in args:
            if isinstance(each, Unknown):
                return each
        return super(*args)
    while scope is not None:
        outer = scope.outer
        if scope.kind == "function" and outer is not None and outer.kind == "class":
            function = scope.frame.function
            receiver = scope.names.get(function.plan.positional[0]) if function.plan.positional else None
            return _view(outer.made_class, receiver)
        scope = outer
    raise RuntimeError("super(): no arguments")


def _view(cls, receiver):
    if isinstance(receiver, Unknown):
        return receiver
    if cls is None:
        raise RuntimeError("super(): empty __class__ cell")
    return super(cls, receiver)


def _getattr(interpreter, scope, args, _kwargs, node):
    value, name = args[0], args[1]
    if isinstance(name, Unknown):
        return name
    try:
        return interpreter.get_attribute(value, name, interpreter.place(node, scope))
    except AttributeError:
        if len(args) > 2:
            return args[2]
        raise


def _hasattr(interpreter, _scope, args, _kwargs, _node):
    for each in args[:2]:
        if isinstance(each, Unknown):
            return each
    try:
        found = interpreter.get_attribute(args[0], args[1])
    except AttributeError:
        return False
    return found if isinstance(found, Unknown) else True


def _setattr(interpreter, _scope, args, _kwargs, _node):
    if not isinstance(args[1], Unknown):
        interpreter.set_attribute(*args)


def _delattr(interpreter, _scope, args, _kwargs, _node):
    if not isinstance(args[1], Unknown):
        interpreter.remove_attribute(*args)


def _vars(interpreter, scope, args, _kwargs, _node):
    if not args:
        return scope.holder().names
    value = args[0]
    if isinstance(value, types.ModuleType):
        return {name: held for name, held in vars(value).items() if not attributes.is_special(name)}
    return interpreter.get_attribute(value, "__dict__")


def _dir(interpreter, scope, args, _kwargs, _node):
    if not args:
        return sorted(scope.holder().names)
    value = args[0]
    if isinstance(value, types.ModuleType):
        return sorted(vars(value))
    cls = value if isinstance(value, type) else type(value)
    if not interpreter.is_of_project(cls):
        return Unknown("what dir() lists")
    names = set(getattr(value, "__dict__", ()))
    for each in cls.__mro__:
        names.update(vars(each))
    return sorted(names)


def _hash(interpreter, _scope, args, _kwargs, _node):
    return _stable_hash(interpreter, args[0])


def _stable_hash(interpreter, value):
    """A hash that is the same in each run, as Python's own of texts is not."""
    if isinstance(value, str):
        return zlib.crc32(value.encode("utf-8", "surrogatepass"))
    if isinstance(value, (tuple, frozenset)):
        parts = [_stable_hash(interpreter, each) for each in value]
        unknown = next((each for each in parts if isinstance(each, Unknown)), None)
        return unknown or hash(type(value)(parts))
    if value is None or isinstance(value, (int, float)):
        return hash(value or 0)
    if interpreter.is_of_project(type(value)) and isinstance(type(value).__hash__, Function):
        return hash(value)
    if isinstance(value, (list, dict, set)):
        raise TypeError("unhashable type: %r" % type_name(value))
    return Unknown("the hash of an object")


def checked(name, function, least, most):
    """The builtin, with the number of its arguments held to what Python takes."""

    def call(interpreter, scope, args, kwargs, node):
        if kwargs or not least <= len(args) <= most:
            raise TypeError("%s() takes %d to %d positional arguments" % (name, least, most))
        return function(interpreter, scope, args, kwargs, node)

    return ScopedBuiltin(name, call)


BUILTINS = {
    name: checked(name, function, least, most) for name, function, least, most in (
        ("globals", _globals, 0, 0), ("locals", _locals, 0, 0), ("super", _super, 0, 2), ("vars", _vars, 0, 1),
        ("dir", _dir, 0, 1), ("getattr", _getattr, 2, 3), ("hasattr", _hasattr, 2, 2), ("setattr", _setattr, 3, 3),
        ("delattr", _delattr, 2, 2), ("hash", _hash, 1, 1),
    )
}
